"""Evidence, what another person says of it, dates moved, words against a status, and closing, on PostgreSQL."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sendplan.access.models import AuditEntry
from sendplan.access.queries import Viewer
from sendplan.plan import actions
from sendplan.plan.models import (
    Action,
    Closing,
    Confirmation,
    DueChange,
    Evidence,
    EvidenceFile,
    Holding,
    Outcome,
    Override,
    Post,
    ProgressUpdate,
    Target,
)
from sendplan.plan.queries.judging import Judging, judging
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from tests import factories
from tests.plan.drafts import made_up
from tests.plan.plans import ADOPTED, TODAY, adopt

pytestmark = pytest.mark.django_db

SAID = "Two of the six partners have agreed."
WHY = "The last partner signs in the new year, and nothing is left to do but that."
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
DAY = dt.timedelta(days=1)


@pytest.fixture
def ben() -> Viewer:
    """A plan of three actions, each with one criterion, due by 30 June 2023; everybody is there."""
    factories.make_cast()
    return adopt(factories.viewer("ben"), made_up(3))


def first() -> Action:
    return Action.objects.get(ref="A1")


def stands(today: dt.date = TODAY) -> Judging:
    return judging(first(), today)


def criterion_id() -> str:
    return Outcome.objects.get(action=first()).public_id


def give(viewer: Viewer, *, today: dt.date = TODAY, **words: Any) -> str:
    """Evidence on A1's criterion: somebody saw it, at a link."""
    values: dict[str, Any] = {
        "action_id": first().public_id,
        "outcome_id": criterion_id(),
        "kind": "link",
        "strength": "seen",
        "says_met": True,
        "text": SAID,
        "link": "https://www.example.org/minutes",
        "today": today,
    }
    values |= words
    if values["kind"] != "link" and "link" not in words:
        values["link"] = ""
    return actions.add_evidence(viewer, **values)


def confirm(key: str, evidence_id: str, *, accepted: bool = True, text: str = "", today: dt.date = TODAY) -> None:
    actions.confirm_evidence(factories.viewer(key), evidence_id=evidence_id, accepted=accepted, text=text, today=today)


def report(viewer: Viewer, state: str, *, today: dt.date = TODAY, rating: str = "") -> None:
    actions.add_update(viewer, action_id=first().public_id, text=SAID, state=state, rating=rating, today=today)


def entries(act: str) -> list[str]:
    return list(AuditEntry.objects.filter(act=act).order_by("seq").values_list("sentence", flat=True))


def test_evidence_shows_nothing_until_somebody_else_confirms_it(ben: Viewer) -> None:
    report(ben, "complete")
    assert stands().standpoint.standing.state == "said_done"
    given_ = give(ben)
    found = stands().standpoint
    assert (found.criteria[0].state, found.standing.state) == ("said_met", "said_done")
    assert found.standing.sentence.endswith("its criterion is said to be met and waits for somebody to confirm it.")
    confirm("nadia", given_)
    found = stands().standpoint
    assert (found.criteria[0].state, found.standing.state) == ("met", "done")
    assert found.criteria[0].sentence.endswith("somebody saw it.")
    assert entries("evidence-given") == ["Ben Carter gave evidence on action A1: a link."]
    assert entries("evidence-confirmed") == ["Nadia Rahman confirmed evidence that Ben Carter gave on action A1."]
    assert AuditEntry.objects.get(act="evidence-given").about_id == given_


def test_refused_evidence_shows_nothing_and_says_why(ben: Viewer) -> None:
    given_ = give(ben)
    with pytest.raises(Refused, match="too short"):
        confirm("grace", given_, accepted=False, text="")
    confirm("grace", given_, accepted=False, text="These are the minutes of another board.")
    assert stands().standpoint.criteria[0].state == "nothing"
    assert entries("evidence-refused") == ["Grace Obi refused evidence that Ben Carter gave on action A1."]


def test_nobody_confirms_their_own_evidence(ben: Viewer) -> None:
    given_ = give(ben)
    with pytest.raises(Refused, match="somebody else has to say whether it stands"):
        confirm("ben", given_)
    row = Evidence.objects.get(public_id=given_)
    words = {"on": TODAY, "by_name": "Ben Carter", "accepted": True}
    with pytest.raises(IntegrityError, match="plan_confirmation_by_another"), transaction.atomic():
        Confirmation.objects.create(evidence=row, by_id=ben.user_id, author_id=ben.user_id, **words)
    other = factories.viewer("grace").user_id
    with pytest.raises(IntegrityError, match="not who gave the evidence"), transaction.atomic():
        Confirmation.objects.create(evidence=row, by_id=ben.user_id, author_id=other, **words)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(
    ("key", "allowed"),
    [("amina", True), ("nadia", True), ("grace", True), ("sunil", False), ("chloe", False), ("ravi", False),
     ("tom", False)],
)  # fmt: skip
def test_who_may_confirm(ben: Viewer, key: str, allowed: bool) -> None:
    given_ = give(ben)
    if allowed:
        confirm(key, given_)
    else:
        with pytest.raises(NotAllowed):
            confirm(key, given_)
    assert Confirmation.objects.exists() is allowed


def test_what_rests_on_families_is_theirs_to_confirm(ben: Viewer) -> None:
    given_ = give(ben, kind="families", strength="families")
    for key in ("grace", "amina", "nadia"):
        with pytest.raises(NotAllowed, match="speak for families"):
            confirm(key, given_)
    confirm("chloe", given_)
    assert stands().standpoint.criteria[0].strongest == "families"


def test_another_areas_evidence_is_not_there(ben: Viewer) -> None:
    given_ = give(ben)
    with pytest.raises(NotFound):
        confirm("dev", given_)
    with pytest.raises(NotFound):
        confirm("grace", "evi_222222222222")
    with pytest.raises(NotFound):
        give(factories.viewer("dev"))


def test_it_is_decided_once(ben: Viewer) -> None:
    given_ = give(ben)
    confirm("grace", given_)
    confirm("grace", given_)  # a double click
    with pytest.raises(Refused, match="Grace Obi confirmed this evidence on 30 November 2023, and that stands"):
        confirm("nadia", given_)
    with pytest.raises(Refused, match="that stands"):
        confirm("grace", given_, accepted=False, text="On second thoughts, no.")
    assert Confirmation.objects.count() == len(entries("evidence-confirmed")) == 1


def test_the_same_evidence_twice_adds_nothing(ben: Viewer) -> None:
    assert give(ben) == give(ben)
    file = ("minutes.pdf", PDF)
    assert give(ben, kind="file", file=file) == give(ben, kind="file", file=file)
    assert (Evidence.objects.count(), EvidenceFile.objects.count(), len(entries("evidence-given"))) == (2, 1, 2)
    assert give(ben, kind="file", file=("minutes.pdf", PDF + b"x")) not in {give(ben, says_met=False), ""}
    assert Evidence.objects.count() == 4


def test_owners_give_evidence_on_their_own_actions_alone(ben: Viewer) -> None:
    helen = factories.viewer("helen")
    with pytest.raises(NotAllowed, match="this is not one of them"):
        give(helen)
    Holding.objects.create(post=Post.objects.get(name="Post 0"), person_id=helen.user_id, since=ADOPTED)
    give(helen)
    with pytest.raises(NotAllowed):
        give(factories.viewer("sunil"))


def test_a_file_is_kept_whole(ben: Viewer) -> None:
    give(ben, kind="file", file=("../board minutes.exe", PDF), strength="told")
    kept = EvidenceFile.objects.get()
    assert (kept.name, kept.media_type, kept.size) == ("board minutes.exe.pdf", "application/pdf", len(PDF))
    assert bytes(kept.data) == PDF
    assert len(kept.sha256) == 64


def test_a_figure_is_of_a_target_and_a_day(ben: Viewer) -> None:
    target = Target.objects.get(name="Thing 1")
    give(ben, kind="figure", strength="measured", figure=Decimal("4.5"), unit="", figure_on=TODAY - DAY,
         target_id=target.public_id)  # fmt: skip
    row = Evidence.objects.get()
    assert (row.figure, row.figure_on, row.target) == (Decimal("4.5"), TODAY - DAY, target)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ({"kind": "rumour"}, "Choose what the evidence is"),
        ({"strength": "strong"}, "Choose what the evidence rests on"),
        ({"text": "short"}, "too short to be evidence"),
        ({"text": "a bell \x07 in the words"}, "cannot be kept"),
        ({"link": "javascript:alert(1)"}, "must begin with https"),
        ({"kind": "file"}, "Choose the file"),
        ({"kind": "file", "file": ("a.exe", b"MZ\x90\x00\x03")}, "no kind of file that is kept here"),
        ({"file": ("a.pdf", PDF)}, "This is a link, and a file is given with it"),
        ({"kind": "file", "file": ("a.pdf", PDF), "link": "https://example.org/x"}, "a link is given with it"),
        ({"kind": "families", "strength": "families", "figure": Decimal(3)}, "a figure is given with it"),
        ({"kind": "figure"}, "Give the figure"),
        ({"kind": "figure", "figure": Decimal(3)}, "Say which day"),
        ({"kind": "figure", "figure": Decimal(3), "figure_on": TODAY + DAY}, "has not come yet"),
        ({"kind": "figure", "figure": Decimal("1e17"), "figure_on": TODAY}, "more digits than can be kept"),
        ({"target_id": "tgt_222222222222"}, "A target goes with a figure alone"),
    ],
)
def test_evidence_that_cannot_be_kept_is_refused_and_nothing_is_written(
    ben: Viewer, words: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        give(ben, **words)
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_a_criterion_or_target_that_is_not_this_actions_is_not_there(ben: Viewer) -> None:
    other = Outcome.objects.exclude(action=first())[0].public_id
    with pytest.raises(NotFound):
        give(ben, outcome_id=other)
    with pytest.raises(NotFound):
        give(ben, kind="figure", figure=Decimal(3), figure_on=TODAY, target_id="tgt_222222222222")
    give(ben, outcome_id=None)
    assert stands().standpoint.criteria[0].state == "nothing"


def test_a_moved_date_counts_and_the_one_before_stays(ben: Viewer) -> None:
    report(ben, "in_progress", rating="on_track")
    assert stands().standpoint.standing.state == "late"
    moved = actions.move_due_date(
        ben, action_id=first().public_id, as_written=" end of March  2024 ", reason=WHY, today=TODAY
    )
    found = stands().standpoint
    assert (found.due.latest, found.due.kind, found.standing.state) == (dt.date(2024, 3, 31), "month", "on_the_way")
    assert (found.agreement.agrees, stands(TODAY - DAY).standpoint.standing.state) == (True, "late")
    row = DueChange.objects.get(public_id=moved)
    assert (row.as_written, row.reason, row.by_name) == ("end of March 2024", WHY, "Ben Carter")
    assert entries("date-moved") == ["Ben Carter moved the due date of action A1: it is now due by 31 March 2024."]
    again = actions.move_due_date(
        ben, action_id=first().public_id, as_written="end of March 2024", reason=WHY, today=TODAY
    )
    assert (again, DueChange.objects.count(), len(entries("date-moved"))) == (moved, 1, 1)


@pytest.mark.parametrize(
    ("as_written", "reason", "why"),
    [
        ("soon", WHY, "Write it such as 31 March 2024"),
        ("June 2023", WHY, "has passed"),
        ("March 2024", "short", "too short to be a reason"),
    ],
)
def test_a_date_that_cannot_be_read_or_has_no_reason_is_refused(
    ben: Viewer, as_written: str, reason: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.move_due_date(ben, action_id=first().public_id, as_written=as_written, reason=reason, today=TODAY)
    assert not DueChange.objects.exists()


@pytest.mark.parametrize("key", ["amina", "helen", "grace", "chloe", "ravi", "tom"])
def test_who_may_not_move_override_or_close(ben: Viewer, key: str) -> None:
    viewer, action_id = factories.viewer(key), first().public_id
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.move_due_date(viewer, action_id=action_id, as_written="May 2024", reason=WHY, today=TODAY),
        lambda: actions.override_status(viewer, action_id=action_id, claim="done", reason=WHY, today=TODAY),
        lambda: actions.take_back_override(viewer, action_id=action_id, reason=WHY, today=TODAY),
        lambda: actions.close_action(viewer, action_id=action_id, reason=WHY, today=TODAY),
        lambda: actions.reopen_action(viewer, action_id=action_id, reason=WHY, today=TODAY),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def override(viewer: Viewer, claim: str = "on_track", *, reason: str = WHY, today: dt.date = TODAY) -> str:
    return actions.override_status(viewer, action_id=first().public_id, claim=claim, reason=reason, today=today)


def test_an_override_stands_beside_and_changes_nothing(ben: Viewer) -> None:
    before = stands().standpoint
    made = override(ben)
    found = stands()
    assert found.standpoint == before
    assert found.facts.override is not None
    assert (found.facts.override.id, found.facts.override.claim, found.facts.override.reason) == (made, "on_track", WHY)
    assert Override.objects.get().derived == "late"
    assert entries("status-overridden") == [
        "Ben Carter said, against the status worked out, that action A1 is on track."
    ]
    assert override(ben) == made
    with pytest.raises(Refused, match="Ben Carter said on 30 November 2023 that it is on track, and that stands"):
        override(ben, reason=f"{WHY} Really.")
    override(factories.viewer("sunil"), "off_track")
    assert stands().facts.override is not None
    assert Override.objects.count() == 2
    with pytest.raises(Refused, match="Choose what you say instead"):
        override(ben, "")


def test_an_override_is_taken_back_once(ben: Viewer) -> None:
    action_id = first().public_id
    with pytest.raises(Refused, match="nothing to take back"):
        actions.take_back_override(ben, action_id=action_id, reason=WHY, today=TODAY)
    override(ben)
    sunil = factories.viewer("sunil")
    made = actions.take_back_override(sunil, action_id=action_id, reason=WHY, today=TODAY)
    assert stands().facts.override is None
    assert actions.take_back_override(sunil, action_id=action_id, reason=WHY, today=TODAY) == made
    with pytest.raises(Refused, match="nothing to take back"):
        actions.take_back_override(ben, action_id=action_id, reason=WHY, today=TODAY)
    assert entries("override-taken-back") == [
        "Sunil Perera took back what Ben Carter said against the status of action A1."
    ]
    override(ben)  # what was taken back may be said again


def close(viewer: Viewer, reason: str = "", *, today: dt.date = TODAY) -> str:
    return actions.close_action(viewer, action_id=first().public_id, reason=reason, today=today)


def test_closing_needs_the_owners_word_and_what_shows_it(ben: Viewer) -> None:
    with pytest.raises(Refused, match="has not been reported complete"):
        close(ben, WHY)
    report(ben, "complete")
    with pytest.raises(Refused, match="1 thing that closing needs is missing"):
        close(ben)
    confirm("grace", give(ben))
    close(ben)
    row = Closing.objects.get()
    assert (row.state, row.missing, row.reason) == ("closed", [], "")
    assert stands().standpoint.standing.sentence == "Done: closed on 30 November 2023; its criterion is shown met."
    assert entries("action-closed") == ["Ben Carter closed action A1."]
    assert close(ben) == row.public_id
    with pytest.raises(Refused, match="was closed on 30 November 2023 by Ben Carter"):
        close(factories.viewer("sunil"))


def test_a_signed_reason_keeps_what_was_missing(ben: Viewer) -> None:
    report(ben, "complete")
    close(ben, WHY)
    row = Closing.objects.get()
    assert row.missing == ["The criterion “It is done.” is not shown met: nobody has given evidence that has stood."]
    found = stands().standpoint.standing
    assert (found.state, found.closed_on) == ("done", TODAY)
    assert "with a signed reason" in found.sentence
    assert entries("action-closed") == [
        "Ben Carter closed action A1, with a signed reason for 1 thing that was missing."
    ]


def test_closing_needs_the_result_of_the_target_it_is_linked_to(ben: Viewer) -> None:
    target = Target.objects.get(name="Thing 1")
    actions.link_outcome(ben, outcome_id=criterion_id(), target_id=target.public_id, why="", today=TODAY)
    report(ben, "complete")
    confirm("grace", give(ben))
    (lacking,) = stands().missing()
    assert lacking.startswith("The target “Thing 1” has no figure that another person confirmed")
    six = give(ben, kind="figure", strength="measured", figure=Decimal(6), figure_on=TODAY, outcome_id=None,
               target_id=target.public_id)  # fmt: skip
    assert stands().missing() == (lacking,)  # nobody has confirmed it
    confirm("grace", six)
    assert "stood at 6 on 30 November 2023 and is to reach 5 or less" in stands().missing()[0]
    five = give(ben, kind="figure", strength="measured", figure=Decimal(5), figure_on=TODAY, outcome_id=None,
                target_id=target.public_id)  # fmt: skip
    confirm("grace", five)
    assert stands().missing() == ()
    close(ben)


def test_what_is_closed_is_opened_again_before_it_is_reported_open(ben: Viewer) -> None:
    action_id = first().public_id
    with pytest.raises(Refused, match="is not closed"):
        actions.reopen_action(ben, action_id=action_id, reason=WHY, today=TODAY)
    report(ben, "complete")
    close(ben, WHY)
    with pytest.raises(Refused, match="cannot be reported as anything but complete"):
        report(ben, "in_progress")
    with pytest.raises(Refused, match="its date cannot be moved"):
        actions.move_due_date(ben, action_id=action_id, as_written="May 2024", reason=WHY, today=TODAY)
    with pytest.raises(Refused, match="too short"):
        actions.reopen_action(ben, action_id=action_id, reason="", today=TODAY)
    made = actions.reopen_action(ben, action_id=action_id, reason=WHY, today=TODAY)
    assert actions.reopen_action(ben, action_id=action_id, reason=WHY, today=TODAY) == made
    found = stands()
    assert (found.standpoint.standing.state, found.complete) == ("late", False)
    with pytest.raises(Refused, match="has not been reported complete"):
        close(ben, WHY)
    actions.add_update(ben, action_id=action_id, text="Now it is done indeed.", state="complete", today=TODAY)
    assert stands().complete
    close(ben, WHY)
    assert entries("action-reopened") == ["Ben Carter opened action A1 again."]


def test_a_rating_is_kept_with_an_open_state_alone(ben: Viewer) -> None:
    report(ben, "in_progress", rating="at_risk")
    report(ben, "complete", rating="at_risk")
    assert list(ProgressUpdate.objects.order_by("id").values_list("state", "rating")) == [
        ("in_progress", "at_risk"),
        ("complete", ""),
    ]
    assert entries("progress-added")[0] == "Ben Carter reported on action A1: in progress, at risk."
    with pytest.raises(Refused, match="on track, at risk or off track"):
        report(ben, "in_progress", rating="green")


def test_nothing_is_dated_before_what_is_known_of_the_action(ben: Viewer) -> None:
    given_ = give(ben)
    before = TODAY - DAY
    acts: tuple[Callable[[], object], ...] = (
        lambda: report(ben, "complete", today=before),
        lambda: give(ben, today=before, text="Something else was seen."),
        lambda: confirm("grace", given_, today=before),
        lambda: override(ben, today=before),
        lambda: actions.move_due_date(
            ben, action_id=first().public_id, as_written="May 2024", reason=WHY, today=before
        ),
        lambda: give(ben, today=ADOPTED - DAY, text="Something else was seen."),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"cannot be put in before it|before that"):
            act()
    other = Action.objects.get(ref="A2").public_id
    actions.add_update(ben, action_id=other, text=SAID, state="complete", today=before)


def test_words_of_evidence_never_reach_the_audit_trail(ben: Viewer) -> None:
    report(ben, "complete")
    given_ = give(ben, text="Marker one, which is nobody's business.", link="https://example.org/marker-two")
    confirm("grace", given_, accepted=False, text="Marker three, which is the reason.")
    close(ben, "Marker four, which is long enough to be a reason.")
    override(ben, reason="Marker five, which is a reason too.")
    said = " ".join(AuditEntry.objects.values_list("sentence", flat=True))
    assert "arker" not in said


@pytest.mark.parametrize("table", [Evidence, EvidenceFile, Confirmation, DueChange, Override, Closing])
def test_what_was_said_stays_said(ben: Viewer, table: type[Evidence]) -> None:
    report(ben, "complete")
    confirm("grace", give(ben, kind="file", file=("a.pdf", PDF)))
    actions.move_due_date(ben, action_id=first().public_id, as_written="May 2024", reason=WHY, today=TODAY)
    override(ben)
    close(ben)
    name = table._meta.db_table
    assert table.objects.count() == 1
    for statement in (f"DELETE FROM {name}", f"UPDATE {name} SET written_at = now()"):  # noqa: S608  our own names
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_one_question_for_the_facts_of_a_whole_plan(
    ben: Viewer, django_assert_num_queries: Callable[[int], contextlib.AbstractContextManager[object]]
) -> None:
    from sendplan.plan.queries.facts import facts_of

    report(ben, "in_progress", today=ADOPTED, rating="on_track")
    confirm("grace", give(ben, today=ADOPTED), today=ADOPTED)
    for text in ("Done now, and for good.", "Still done, we looked again."):
        actions.add_update(ben, action_id=first().public_id, text=text, state="complete", today=TODAY)
    with django_assert_num_queries(1):
        found = facts_of(Action.objects.all(), TODAY)
    assert set(found) == set(Action.objects.values_list("public_id", flat=True))
    facts = found[first().public_id]
    assert [(each.on, each.state) for each in facts.reports] == [
        (ADOPTED, "in_progress"),
        (TODAY, "complete"),
        (TODAY, "complete"),
    ]
    assert facts.reports[0].rating == "on_track"
    assert [each.accepted for each in facts.evidence[criterion_id()]] == [True]
    early = facts_of(Action.objects.all(), ADOPTED)[first().public_id]
    assert [each.state for each in early.reports] == ["in_progress"]


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["update", "evidence", "answer", "move", "override", "take back", "close", "reopen"]),
        st.integers(0, 40),
        st.sampled_from(["in_progress", "complete", "stopped"]),
        st.booleans(),
    ),
    max_size=14,
)


def _look_before_and_after(ben: Viewer, acts: list[tuple[str, int, str, bool]], looked_at: int, by_day: bool) -> None:
    """A day is looked at once all that is dated by then is there, and again after everything later, refused or not.
    In the order of their days more of the acts are taken; in any order those that come too late are refused."""
    if by_day:
        acts = sorted(acts, key=lambda act: act[1])
    grace, sunil = factories.viewer("grace"), factories.viewer("sunil")
    action = first()
    action_id, day = action.public_id, ADOPTED + looked_at * DAY

    def do(what: str, after: int, state: str, yes: bool) -> None:
        on = ADOPTED + after * DAY
        reason = f"{WHY} {after}"
        waiting = Evidence.objects.filter(confirmation=None).order_by("id").first()
        what_it_does: dict[str, Callable[[], object]] = {
            "update": lambda: actions.add_update(ben, action_id=action_id, text=reason, state=state, today=on),
            "evidence": lambda: give(ben, today=on, says_met=yes, text=reason),
            "answer": lambda: (
                actions.confirm_evidence(grace, evidence_id=waiting.public_id, accepted=yes, text=reason, today=on)
                if waiting
                else None
            ),
            "move": lambda: actions.move_due_date(
                sunil, action_id=action_id, as_written=f"{(on + 30 * DAY):%d %B %Y}", reason=reason, today=on
            ),
            "override": lambda: override(ben, "done" if yes else "off_track", reason=reason, today=on),
            "take back": lambda: actions.take_back_override(ben, action_id=action_id, reason=reason, today=on),
            "close": lambda: close(ben, reason if yes else "", today=on),
            "reopen": lambda: actions.reopen_action(ben, action_id=action_id, reason=reason, today=on),
        }
        with contextlib.suppress(Refused):
            what_it_does[what]()

    with transaction.atomic():
        for act in (act for act in acts if act[1] <= looked_at):
            do(*act)
        before = judging(action, day)
        seen = (before.facts, before.standpoint, before.missing())
        for act in (act for act in acts if act[1] > looked_at):
            do(*act)
        after = judging(action, day)
        assert (after.facts, after.standpoint, after.missing()) == seen
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, looked_at=st.integers(0, 40), by_day=st.booleans())
def test_nothing_that_comes_later_changes_how_an_earlier_day_stood(
    ben: Viewer, acts: list[tuple[str, int, str, bool]], looked_at: int, by_day: bool
) -> None:
    _look_before_and_after(ben, acts, looked_at, by_day)


@pytest.mark.prove
@pytest.mark.timeout(1800)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, looked_at=st.integers(0, 40), by_day=st.booleans())
def test_nothing_that_comes_later_changes_how_any_earlier_day_stood(
    ben: Viewer, acts: list[tuple[str, int, str, bool]], looked_at: int, by_day: bool
) -> None:
    _look_before_and_after(ben, acts, looked_at, by_day)
