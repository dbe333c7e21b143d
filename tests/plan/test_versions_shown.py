"""Pages show what the version in force on the day says, and what had happened by then."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace

from sendplan.access.queries import Viewer, everyone
from sendplan.plan import actions, queries
from sendplan.plan.models import Action, FamilyStatement, Holding, Plan, Post, Upload, Version
from sendplan.plan.queries import content
from sendplan.plan.queries.content import content_of
from sendplan.plan.queries.pages import ActionRow
from sendplan.plan_reader.draft import Draft, Due, Owner, Where
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.plans import ADOPTED, TODAY, adopt
from tests.plan.versions import second_version

pytestmark = pytest.mark.django_db

REVISED = dt.date(2023, 9, 1)
BEFORE = REVISED - dt.timedelta(days=1)
NEW = "act_new000000000"


def revision(draft: Draft) -> Draft:
    """A1 said anew with another date and owner, A2 as it was, A3 gone, A4 new, a need reworded, no second target."""
    first, second, _ = draft.actions
    place = Where(line=1, end_line=1)
    due = Due(as_written="March 2024", earliest=dt.date(2024, 3, 1), latest=dt.date(2024, 3, 31), kind="month")
    (section,) = draft.sections
    return replace(
        draft,
        sections=(
            replace(section, title="Everything else", needs=(replace(section.needs[0], text="Far too little."),)),
        ),
        actions=(
            replace(
                first,
                text="Do it better.",
                outcomes=("It is done well.",),
                due=due,
                named_owners=(Owner(as_written="New Post", where=place),),
            ),
            second,
            replace(second, id=NEW, ref="A4", text="Do a new thing.", outcome_ids=("out_new000000000",)),
        ),
        kpis=draft.kpis[:1],
        findings=(),
    )


@pytest.fixture
def ben() -> Viewer:
    factories.make_cast()
    viewer = adopt(factories.viewer("ben"), made_up(3))
    a3 = Action.objects.get(ref="A3").public_id
    said = FamilyStatement.objects.order_by("order")[0].public_id
    actions.link_statement(viewer, statement_id=said, action_id=a3, today=ADOPTED)
    second_version(Plan.objects.get(), REVISED, revision)
    Holding.objects.create(post=Post.objects.get(name="New Post"), person_id=viewer.user_id, since=REVISED)
    return viewer


def test_a_day_shows_the_version_in_force_on_it(ben: Viewer) -> None:
    before, after = (queries.section(ben, "A", day) for day in (BEFORE, REVISED))
    assert before is not None
    assert after is not None
    assert [row.ref for row in before.actions] == ["A1", "A2", "A3"]
    assert [row.ref for row in after.actions] == ["A1", "A2", "A4"]
    assert (before.plan.version, after.plan.version) == (1, 2)
    assert (before.title, after.title) == ("Everything", "Everything else")
    assert (before.needs[0].text, after.needs[0].text) == ("Too little is done.", "Far too little.")
    assert before.needs[0].id == after.needs[0].id
    assert (len(before.targets), len(after.targets)) == (3, 1)
    a1 = before.actions[0].id
    assert after.actions[0].id == a1
    old, new = (queries.action(ben, a1, day) for day in (BEFORE, REVISED))
    assert old is not None
    assert new is not None
    assert (old.text, new.text) == ("Do thing 1.", "Do it better.")
    assert (old.outcomes, new.outcomes) == (("It is done.",), ("It is done well.",))
    assert (old.due.words, new.due.words) == ("by 30 June 2023", "by 31 March 2024")
    assert (old.standing.state, new.standing.state) == ("late", "silent")
    assert [post.name for post in old.posts] == ["Post 0"]
    assert [(post.name, post.holder) for post in new.posts] == [("New Post", "Ben Carter")]
    plan = everyone("devon")
    assert plan is not None
    shown = [queries.public_section(plan, "A", day) for day in (BEFORE, REVISED)]
    assert [page.actions[0].text for page in shown if page] == ["Do thing 1.", "Do it better."]
    assert [page.actions[0].moved_words for page in shown if page] == [
        None,
        "Its date has moved. First promised: by 30 June 2023. Now: by 31 March 2024.",
    ]
    overview = queries.public_plan(plan, REVISED)
    assert overview is not None
    assert [item.ref for item in overview.month.moved] == ["A1"]
    assert overview.month.version_sentence == "Version 2 of the plan came into force on 1 September 2023."


def test_what_a_version_no_longer_has_is_not_found_and_what_led_to_it_says_so(ben: Viewer) -> None:
    gone = Action.objects.get(ref="A3").public_id
    assert queries.action(ben, gone, BEFORE) is not None
    assert queries.action(ben, gone, REVISED) is None
    assert queries.action(ben, NEW, BEFORE) is None
    said = FamilyStatement.objects.order_by("order")[0].public_id
    before, after = (queries.statement(ben, said, day) for day in (BEFORE, REVISED))
    assert before is not None
    assert after is not None
    assert before.statement.row.linked_words == "Linked to action A3."
    assert (after.statement.row.linked, after.statement.row.linked_words) == (
        False,
        "Linked only to what the plan no longer has.",
    )
    (link,) = after.statement.links
    assert (link.gone, link.words) == (True, "Action A3, which this version of the plan does not have: Do thing 3.")
    everybody = everyone("devon")
    assert everybody is not None
    shown = queries.public_families(everybody, REVISED)
    assert shown is not None
    assert shown.statements[0].leads_to == ()


def by_ref(viewer: Viewer, day: dt.date) -> dict[str, ActionRow]:
    page = queries.section(viewer, "A", day)
    assert page is not None
    return {row.ref: row for row in page.actions}


def test_silence_is_counted_from_the_first_version_that_has_the_action(ben: Viewer) -> None:
    after, later = by_ref(ben, REVISED), by_ref(ben, TODAY)
    assert after["A2"].standing.silent
    assert not after["A4"].standing.silent
    assert later["A4"].standing.silent


def test_what_each_version_said_of_a_date_is_kept(ben: Viewer) -> None:
    said = content_of(Version.objects.select_related("upload").get(number=2))
    a1, a2, _ = said.draft.actions
    assert [(day, due.as_written) for day, due in said.dues[a1.id or ""]] == [
        (ADOPTED, "June 2023"),
        (REVISED, "March 2024"),
    ]
    assert [day for day, _ in said.dues[a2.id or ""]] == [ADOPTED]
    assert said.since == {a1.id: ADOPTED, a2.id: ADOPTED, NEW: REVISED}
    assert said.earlier is not None
    assert said.earlier.earlier is None


def asked(version: Version) -> int:
    with CaptureQueriesContext(connection) as captured:
        content_of(version)
    return len(captured)


def test_a_version_is_decoded_once(ben: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Version.objects.select_related("upload").order_by("number")
    content_of(first)
    content_of(second)
    assert (asked(first), asked(second)) == (0, 0)
    monkeypatch.setattr(content._kept, "most", 1)
    other = adopt(factories.viewer("dev"), made_up(1))
    content_of(Version.objects.select_related("upload").get(plan__area_id=other.area_id))
    assert (asked(first), asked(first)) == (1, 0)


def test_the_key_of_another_databases_version_leads_to_nothing_of_it(ben: Viewer) -> None:
    """A row's key is given again in another database; the id of its upload never is."""
    kept = Version.objects.select_related("upload").get(number=1)
    content_of(kept)
    same_key = Version(pk=kept.pk, plan_id=kept.plan_id, number=1, upload=Upload(public_id="upl_elsewhere"))
    assert asked(same_key) == 1


def test_a_version_without_content_is_a_fault(ben: Viewer) -> None:
    none = Version(pk=0, plan_id=0, number=1, upload=Upload(public_id="upl_none"))
    with pytest.raises(ValueError, match="has no content"):
        content_of(none)


def test_a_post_changes_hands_without_the_past_changing(ben: Viewer) -> None:
    post = Post.objects.get(name="Post 0")
    helen, nadia = (factories.viewer(key).user_id for key in ("helen", "nadia"))
    handed = dt.date(2023, 7, 1)
    Holding.objects.create(post=post, person_id=helen, since=ADOPTED, until=handed)
    Holding.objects.create(post=post, person_id=nadia, since=handed)
    a2 = Action.objects.get(ref="A2").public_id

    def holder(day: dt.date) -> str | None:
        page = queries.action(ben, a2, day)
        assert page is not None
        return page.posts[0].holder

    assert holder(handed - dt.timedelta(days=1)) == "Helen Lowe"
    assert holder(handed) == "Nadia Rahman"
    for key, day, may in (
        ("helen", ADOPTED, True),
        ("helen", TODAY, False),
        ("nadia", ADOPTED, False),
        ("nadia", TODAY, True),
    ):
        page = queries.action(factories.viewer(key), a2, day)
        assert page is not None
        assert (page.may_update is None) is may, (key, day)
