"""Reporting on actions and answering families, on PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.access.models import AuditEntry
from sendplan.access.queries import Viewer, everyone
from sendplan.plan import actions, queries
from sendplan.plan.models import (
    Action,
    FamilyStatement,
    Holding,
    Need,
    Post,
    ProgressUpdate,
    Reply,
    StatementLink,
)
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.plans import ADOPTED, TODAY, adopt, adopt_published

pytestmark = pytest.mark.django_db

SAID = "Two of the six partners have agreed."


@pytest.fixture
def ben() -> Viewer:
    return adopt_published()


@pytest.fixture
def small() -> Viewer:
    """A plan of three actions and three statements, adopted."""
    factories.make_member("ben")
    return adopt(factories.viewer("ben"), made_up(3))


def action_id(ref: str) -> str:
    return Action.objects.get(ref=ref).public_id


def hold(name: str, key: str, since: dt.date = ADOPTED) -> None:
    post = Post.objects.get(name=name)
    Holding.objects.create(post=post, person_id=factories.viewer(key).user_id, since=since)


def test_an_update_is_kept_as_it_was_said(ben: Viewer) -> None:
    made = actions.add_update(
        ben, action_id=action_id("A1"), text=f"  {SAID}\r\nMore. ", state="in_progress", today=TODAY
    )
    page = queries.action(ben, action_id("A1"), TODAY)
    assert page is not None
    (update,) = page.updates
    assert (update.id, update.text, update.state_words) == (made, f"{SAID}\nMore.", "In progress")
    assert update.byline == "Ben Carter, 30 November 2023"
    assert page.standing.state == "late"
    entry = AuditEntry.objects.get(act="progress-added")
    assert entry.sentence == "Ben Carter reported on action A1: in progress."
    assert (entry.about_kind, entry.about_id) == ("action", action_id("A1"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * 9, "too short"),
        ("x", "it has 1 character and"),
        ("  " + "x" * 9 + "  ", "9 characters"),
        ("x" * 4001, "too long"),
        ("nought \x00 here and more", "cannot be kept"),
        ("bell \x07 here and more", "cannot be kept"),
    ],
)
def test_words_are_10_to_4000_characters_that_can_be_kept(ben: Viewer, text: str, reason: str) -> None:
    said = FamilyStatement.objects.all()[0].public_id
    with pytest.raises(Refused, match=reason):
        actions.add_update(ben, action_id=action_id("A1"), text=text, state="in_progress", today=TODAY)
    with pytest.raises(Refused, match=reason):
        actions.reply(ben, statement_id=said, text=text, today=TODAY)
    assert not ProgressUpdate.objects.exists()
    assert not Reply.objects.exists()


def test_the_longest_and_the_shortest_are_kept(ben: Viewer) -> None:
    for text in ("x" * 10, "y" * 4000):
        actions.add_update(ben, action_id=action_id("A1"), text=text, state="complete", today=TODAY)
    assert ProgressUpdate.objects.count() == 2


def test_a_state_is_one_of_four(ben: Viewer) -> None:
    with pytest.raises(Refused, match="not started, in progress, complete or stopped"):
        actions.add_update(ben, action_id=action_id("A1"), text=SAID, state="splendid", today=TODAY)


def test_owners_report_on_their_own_actions_alone(ben: Viewer) -> None:
    helen = factories.viewer("helen")
    with pytest.raises(NotAllowed, match="this is not one of them"):
        actions.add_update(helen, action_id=action_id("A5"), text=SAID, state="in_progress", today=TODAY)
    hold("Interim SEND Strategic Director", "helen", since=TODAY)
    with pytest.raises(NotAllowed):
        actions.add_update(
            helen, action_id=action_id("A5"), text=SAID, state="in_progress", today=TODAY - dt.timedelta(days=1)
        )
    actions.add_update(helen, action_id=action_id("A5"), text=SAID, state="in_progress", today=TODAY)
    with pytest.raises(NotAllowed):
        actions.add_update(helen, action_id=action_id("D1"), text=SAID, state="in_progress", today=TODAY)
    mine, other = queries.action(helen, action_id("A5"), TODAY), queries.action(helen, action_id("D1"), TODAY)
    assert mine is not None
    assert other is not None
    assert mine.may_update is None
    assert "this is not one of them" in (other.may_update or "")


def test_another_spelling_of_a_post_counts_once_it_is_joined(ben: Viewer) -> None:
    nadia = factories.viewer("nadia")
    hold("Head of Women and Children’s Commissioning", "nadia")
    with pytest.raises(NotAllowed):
        actions.add_update(nadia, action_id=action_id("A11"), text=SAID, state="in_progress", today=TODAY)
    kept = Post.objects.get(name="Head of Women and Children’s Commissioning")
    Post.objects.filter(name="Head of Women & Children’s Commissioning").update(
        joined_to=kept, joined_on=ADOPTED, joined_by_name="Ben Carter"
    )
    actions.add_update(nadia, action_id=action_id("A11"), text=SAID, state="in_progress", today=TODAY)
    page = queries.action(nadia, action_id("A11"), TODAY)
    assert page is not None
    assert [(post.name, post.holder) for post in page.posts] == [
        ("Interim SEND Strategic Director", None),
        ("Head of Women and Children’s Commissioning", "Nadia Rahman"),
    ]
    assert page.posts[1].as_written == "Head of Women & Children’s Commissioning"


@pytest.mark.parametrize("key", ["amina", "chloe", "grace", "ravi", "sunil", "tom"])
def test_others_do_not_report(ben: Viewer, key: str) -> None:
    with pytest.raises(NotAllowed):
        actions.add_update(
            factories.viewer(key), action_id=action_id("A1"), text=SAID, state="in_progress", today=TODAY
        )
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("key", ["chloe", "grace", "helen", "nadia", "ravi", "sunil", "tom"])
def test_others_do_not_answer_families(ben: Viewer, key: str) -> None:
    said = FamilyStatement.objects.all()[0].public_id
    viewer = factories.viewer(key)
    with pytest.raises(NotAllowed, match="may not answer what families said"):
        actions.reply(viewer, statement_id=said, text=SAID, today=TODAY)
    with pytest.raises(NotAllowed):
        actions.link_statement(viewer, statement_id=said, action_id=action_id("A1"), today=TODAY)
    assert not Reply.objects.exists()
    assert not StatementLink.objects.exists()


def test_another_areas_things_are_not_there(ben: Viewer) -> None:
    dev = adopt(factories.viewer("dev"), made_up())
    said = FamilyStatement.objects.filter(section__plan__area_id=ben.area_id)[0].public_id
    ours = Action.objects.get(ref="A1", section__plan__area_id=ben.area_id).public_id
    theirs = Action.objects.get(ref="A1", section__plan__area_id=dev.area_id).public_id
    with pytest.raises(NotFound):
        actions.add_update(dev, action_id=ours, text=SAID, state="in_progress", today=TODAY)
    with pytest.raises(NotFound):
        actions.reply(dev, statement_id=said, text=SAID, today=TODAY)
    with pytest.raises(NotFound):
        actions.link_statement(ben, statement_id=said, action_id=theirs, today=TODAY)
    assert queries.action(dev, ours, TODAY) is None
    assert queries.statement(dev, said, TODAY) is None
    assert queries.section(dev, "D", TODAY) is None
    with pytest.raises(NotFound) as missing:
        actions.add_update(ben, action_id="act_none", text=SAID, state="x", today=TODAY)
    assert missing.value.reason == "There is no such action in your area's plan."


def test_nothing_is_dated_before_the_plan_or_before_what_is_there_or_ahead(ben: Viewer) -> None:
    a1, before = action_id("A1"), ADOPTED - dt.timedelta(days=1)
    said = FamilyStatement.objects.all()[0].public_id
    with pytest.raises(Refused, match="was adopted on 15 May 2023"):
        actions.add_update(ben, action_id=a1, text=SAID, state="in_progress", today=before)
    with pytest.raises(Refused, match="was adopted on 15 May 2023"):
        actions.reply(ben, statement_id=said, text=SAID, today=before)
    actions.add_update(ben, action_id=a1, text=SAID, state="in_progress", today=TODAY)
    with pytest.raises(Refused, match="already an entry dated 30 November 2023"):
        actions.add_update(ben, action_id=a1, text=SAID, state="complete", today=TODAY - dt.timedelta(days=1))
    for year in (2999, 9999):
        with pytest.raises(Refused, match="dated after today"):
            actions.add_update(ben, action_id=a1, text=SAID, state="complete", today=dt.date(year, 1, 1))
    assert ProgressUpdate.objects.count() == 1


def test_what_families_said_leads_somewhere_and_is_answered(ben: Viewer) -> None:
    amina = factories.viewer("amina")
    said = FamilyStatement.objects.get(text="Families do not trust local area services and agencies.").public_id
    page = queries.statement(amina, said, TODAY)
    assert page is not None
    assert page.statement.row.answer_words == "Nobody has answered this."
    assert page.statement.row.linked_words == "Not linked to any need or action."
    assert (len(page.need_choices), len(page.action_choices)) == (7, 15)
    need = page.need_choices[2].value
    actions.link_statement(amina, statement_id=said, need_id=need, today=TODAY)
    actions.link_statement(amina, statement_id=said, action_id=action_id("A2"), today=TODAY)
    with pytest.raises(Refused, match="already linked to this action"):
        actions.link_statement(amina, statement_id=said, action_id=action_id("A2"), today=TODAY)
    for need_id, linked in ((need, action_id("A2")), (None, None)):
        with pytest.raises(Refused, match="one need or one action"):
            actions.link_statement(amina, statement_id=said, need_id=need_id, action_id=linked, today=TODAY)
    actions.reply(amina, statement_id=said, text="We are sorry, and here is why.", today=TODAY)
    actions.reply(amina, statement_id=said, text="And this is what changed since.", today=TODAY)
    page = queries.statement(amina, said, TODAY)
    assert page is not None
    detail = page.statement
    assert [reply.text[:3] for reply in detail.replies] == ["And", "We "]
    assert detail.row.answer_words == "Answered on 30 November 2023."
    assert detail.row.linked_words == "Linked to action A2 and 1 thing that needs improvement."
    assert (len(page.need_choices), len(page.action_choices)) == (6, 14)
    shown = queries.action(amina, action_id("A2"), TODAY)
    assert shown is not None
    assert [row.id for row in shown.statements] == [said]
    sentences = AuditEntry.objects.filter(act__startswith="family-").order_by("seq").values_list("sentence", flat=True)
    assert list(sentences) == [
        "Amina Yusuf linked what families said in section A to something that needs improvement.",
        "Amina Yusuf linked what families said in section A to action A2.",
        "Amina Yusuf answered what families said in section A.",
        "Amina Yusuf answered what families said in section A.",
    ]


def test_what_was_said_cannot_be_edited_or_deleted(ben: Viewer) -> None:
    said = FamilyStatement.objects.all()[0].public_id
    actions.add_update(ben, action_id=action_id("A1"), text=SAID, state="in_progress", today=TODAY)
    actions.reply(ben, statement_id=said, text=SAID, today=TODAY)
    actions.link_statement(ben, statement_id=said, action_id=action_id("A1"), today=TODAY)
    for table in ("plan_progressupdate", "plan_reply", "plan_statementlink"):
        for statement in (f"UPDATE {table} SET by_name = 'Somebody else'", f"DELETE FROM {table}"):  # noqa: S608  fixed names
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_every_change_a_person_makes_is_in_history(ben: Viewer) -> None:
    actions.add_update(ben, action_id=action_id("A1"), text=SAID, state="in_progress", today=TODAY)
    hold("Interim SEND Strategic Director", "helen")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, count(*) FROM plan_postevent GROUP BY 1 ORDER BY 1")
        assert cursor.fetchall() == [("insert", 14)]
        cursor.execute("SELECT pgh_label, count(*) FROM plan_holdingevent GROUP BY 1")
        assert cursor.fetchall() == [("insert", 1)]
        cursor.execute("SELECT count(*) FROM plan_progressupdateevent")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM plan_uploadevent")
        assert cursor.fetchone() == (2,)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["update", "reply", "link"]),
        st.integers(0, 2),
        st.integers(0, 100),
        st.sampled_from(["not_started", "in_progress", "complete", "stopped"]),
    ),
    min_size=1,
    max_size=8,
)


LOOKED = {
    "acts": ACTS,
    "looked_at": st.integers(0, 100),
    "page": st.sampled_from(["at_a_glance", "public_plan", "families", "action"]),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(**LOOKED)
def test_no_update_or_reply_changes_how_an_earlier_day_looked(
    small: Viewer, acts: list[tuple[str, int, int, str]], looked_at: int, page: str
) -> None:
    _look_before_and_after(small, acts, looked_at, page)


@pytest.mark.prove
@pytest.mark.timeout(1500)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(**LOOKED)
def test_no_update_or_reply_changes_how_any_earlier_day_looked(
    small: Viewer, acts: list[tuple[str, int, int, str]], looked_at: int, page: str
) -> None:
    _look_before_and_after(small, acts, looked_at, page)


def _look_before_and_after(small: Viewer, acts: list[tuple[str, int, int, str]], looked_at: int, page: str) -> None:
    """A day is looked at once all that is dated by then is there, and again after everything later, refused or not."""
    area = everyone("devon")
    assert area is not None
    acted_on = [row.public_id for row in Action.objects.order_by("id")]
    said = [row.public_id for row in FamilyStatement.objects.order_by("id")]
    need = Need.objects.get().public_id
    day = ADOPTED + dt.timedelta(days=looked_at)

    def do(what: str, which: int, after: int, state: str) -> None:
        on = ADOPTED + dt.timedelta(days=after)
        with contextlib.suppress(Refused):
            if what == "update":
                actions.add_update(small, action_id=acted_on[which], text=SAID, state=state, today=on)
            elif what == "reply":
                actions.reply(small, statement_id=said[which], text=SAID, today=on)
            else:
                actions.link_statement(small, statement_id=said[which], need_id=need, today=on)

    def seen() -> object:
        views: dict[str, Callable[[], object]] = {
            "at_a_glance": lambda: queries.at_a_glance(small, day),
            "public_plan": lambda: queries.public_plan(area, day),
            "families": lambda: queries.families(small, day),
            "action": lambda: queries.action(small, acted_on[0], day),
        }
        return views[page]()

    with transaction.atomic():
        for act in (act for act in acts if act[2] <= looked_at):
            do(*act)
        before = seen()
        assert before is not None
        for act in (act for act in acts if act[2] > looked_at):
            do(*act)
        assert seen() == before
        transaction.set_rollback(True)
