"""What leads to what, which action waits for which, and risks: on PostgreSQL, as at any day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from sendplan.access.models import AuditEntry
from sendplan.access.queries import Viewer
from sendplan.plan import actions, queries
from sendplan.plan.models import Dependency, Outcome, OutcomeTarget, Risk, RiskReview
from sendplan.plan.queries.pages import DependenciesPage, LogicPage, RiskPage, RisksPage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from tests import factories
from tests.plan.plans import ADOPTED, TODAY, adopt_published

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
WHY = "The strategy says who does what."
DOING = "The board has asked for a date."


@pytest.fixture
def ben() -> Viewer:
    return adopt_published()


def ids(viewer: Viewer) -> dict[str, str]:
    """The id of each action, by its ref."""
    page = queries.dependencies(viewer, TODAY)
    assert page is not None
    return {choice.words.split(":")[0]: choice.value for choice in page.choices}


def waits(viewer: Viewer, today: dt.date = TODAY) -> DependenciesPage:
    page = queries.dependencies(viewer, today)
    assert page is not None
    return page


def logic(viewer: Viewer, letter: str = "C", today: dt.date = TODAY) -> LogicPage:
    page = queries.logic_model(viewer, letter, today)
    assert page is not None
    return page


def risks(viewer: Viewer, today: dt.date = TODAY) -> RisksPage:
    page = queries.risks(viewer, today)
    assert page is not None
    return page


def wait(viewer: Viewer, action: str, needs: str, today: dt.date = TODAY, why: str = WHY) -> str:
    known = ids(viewer)
    return actions.add_dependency(viewer, action_id=known[action], needs_id=known[needs], why=why, today=today)


def test_a_wait_stands_from_the_day_it_was_said_until_the_day_it_was_ended(ben: Viewer) -> None:
    id_ = wait(ben, "C2", "C1", ADOPTED + DAY)
    actions.end_dependency(ben, dependency_id=id_, today=ADOPTED + 5 * DAY)
    shown = {
        n: [(each.action.ref, each.needs.ref) for each in waits(ben, ADOPTED + n * DAY).waits] for n in (0, 1, 4, 5)
    }
    assert shown == {0: [], 1: [("C2", "C1")], 4: [("C2", "C1")], 5: []}
    actions.end_dependency(ben, dependency_id=id_, today=TODAY)  # once more: nothing happens
    assert AuditEntry.objects.filter(act="dependency-ended").count() == 1


def test_a_wait_for_what_is_late_is_pointed_out_and_drawn_to_its_right(ben: Viewer) -> None:
    wait(ben, "D4", "C1")
    wait(ben, "C1", "A6")
    page = waits(ben)
    assert [[row.ref for row in column] for column in page.columns] == [["A6"], ["C1"], ["D4"]]
    assert page.waits[0].strain is not None
    assert [each.strain is not None for each in page.waits] == [True, True]
    assert "which is late by" in page.waits[0].strain
    assert page.waits[0].byline == "Said by Ben Carter, 30 November 2023"


def test_no_circle_can_be_made(ben: Viewer) -> None:
    wait(ben, "A2", "A1")
    wait(ben, "A3", "A2")
    with pytest.raises(Refused, match="A1 needs A3 needs A2 needs A1"):
        wait(ben, "A1", "A3")
    with pytest.raises(Refused, match="cannot wait for itself"):
        wait(ben, "A1", "A1")
    with pytest.raises(Refused, match="already said to wait"):
        wait(ben, "A3", "A2")
    assert Dependency.objects.count() == 2


def test_an_ended_wait_may_be_turned_round_but_not_on_an_earlier_day(ben: Viewer) -> None:
    first = wait(ben, "A2", "A1", ADOPTED + DAY)
    actions.end_dependency(ben, dependency_id=first, today=ADOPTED + 9 * DAY)
    with pytest.raises(Refused, match="There is already an entry dated"):
        wait(ben, "A1", "A2", ADOPTED + 8 * DAY)
    wait(ben, "A1", "A2", ADOPTED + 9 * DAY)
    for day in range(12):  # every day can be drawn
        waits(ben, ADOPTED + day * DAY)


def test_who_may_not_link_is_told_so_and_another_areas_things_are_not_there(ben: Viewer) -> None:
    helen = factories.viewer("helen")
    with pytest.raises(NotAllowed, match="say which target shows an outcome"):
        wait(helen, "A1", "A2")
    with pytest.raises(NotFound):
        actions.add_dependency(
            factories.viewer("dev"), action_id=ids(ben)["A1"], needs_id=ids(ben)["A2"], why="", today=TODAY
        )
    assert waits(helen).may_link is not None
    assert not Dependency.objects.exists()


def test_an_outcome_is_linked_to_the_target_that_shows_it(ben: Viewer) -> None:
    page = logic(ben)
    outcome, target = page.actions[0].outcomes[0], page.targets[0]
    gaps = len(page.gaps)
    link = actions.link_outcome(ben, outcome_id=outcome.id, target_id=target.id, why="", today=TODAY - DAY)
    shown = logic(ben)
    assert [each.target.id for each in shown.actions[0].outcomes[0].links if each.target] == [target.id]
    assert target.id not in {each.id for each in shown.unused}
    assert len(shown.gaps) == gaps - 1 - (len(page.actions[0].outcomes) == 1)
    assert next(each for each in shown.sections if each.letter == "C").linked == 1
    assert logic(ben, today=TODAY - 2 * DAY).actions[0].outcomes[0].links == ()
    with pytest.raises(Refused, match="already linked"):
        actions.link_outcome(ben, outcome_id=outcome.id, target_id=target.id, why="", today=TODAY)
    actions.end_outcome_link(ben, link_id=link, today=TODAY)
    assert logic(ben).actions[0].outcomes[0].links == ()
    assert logic(ben, today=TODAY - DAY).actions[0].outcomes[0].links != ()


def test_a_target_of_another_section_is_drawn_where_an_outcome_leads_to_it(ben: Viewer) -> None:
    outcome, target = logic(ben, "C").actions[0].outcomes[0], logic(ben, "A").targets[0]
    actions.link_outcome(ben, outcome_id=outcome.id, target_id=target.id, why=WHY, today=TODAY)
    assert [each.id for each in logic(ben, "C").elsewhere] == [target.id]
    assert target.id not in {each.id for each in logic(ben, "A").unused}


def test_a_link_that_ended_cannot_be_changed_again_even_past_the_software(ben: Viewer) -> None:
    id_ = wait(ben, "A2", "A1")
    for change in (
        {"why": "Something else."},
        {"on": ADOPTED},
        {"ended_on": TODAY},
        {"ended_on": TODAY - DAY, "ended_by_name": "Ben Carter"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Dependency.objects.filter(public_id=id_).update(**change)
    actions.end_dependency(ben, dependency_id=id_, today=TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Dependency.objects.filter(public_id=id_).update(ended_on=None, ended_by_name=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        OutcomeTarget.objects.create(public_id="x", outcome=Outcome.objects.all()[0], on=TODAY)


def add_risk(viewer: Viewer, today: dt.date = TODAY, **changes: object) -> str:
    given: dict[str, object] = {
        "kind": "risk",
        "title": "Too few educational psychologists",
        "text": "Advice comes late, so plans come late.",
        "likelihood": 4,
        "impact": 5,
        "owner": "Interim SEND Strategic Director",
        "doing": DOING,
        "action_ids": [ids(viewer)["A5"]],
    }
    return actions.add_risk(viewer, today=today, **{**given, **changes})  # type: ignore[arg-type]  # as given above


def review(viewer: Viewer, risk_id: str, today: dt.date, **changes: object) -> str:
    given: dict[str, object] = {
        "state": "open",
        "likelihood": 3,
        "impact": 5,
        "owner": "Head of Service",
        "text": DOING,
    }
    return actions.review_risk(viewer, risk_id=risk_id, today=today, **{**given, **changes})  # type: ignore[arg-type]  # as given


def one(viewer: Viewer, risk_id: str, today: dt.date = TODAY) -> RiskPage:
    page = queries.risk(viewer, risk_id, today)
    assert page is not None
    return page


def test_a_risk_is_shown_as_it_was_thought_of_on_each_day(ben: Viewer) -> None:
    start = ADOPTED + DAY
    id_ = add_risk(ben, start)
    review(ben, id_, start + 10 * DAY)
    review(ben, id_, start + 20 * DAY, state="closed", likelihood=1)
    assert queries.risk(ben, id_, ADOPTED) is None
    assert [
        (one(ben, id_, start + n * DAY).row.newest.score, one(ben, id_, start + n * DAY).row.newest.state)
        for n in (0, 9, 10, 20)
    ] == [
        (20, "open"),
        (20, "open"),
        (15, "open"),
        (5, "closed"),
    ]
    assert one(ben, id_, start + 10 * DAY).row.change_words == "Down from 20 on 16 May 2023."
    assert [len(risks(ben, day).open) for day in (ADOPTED, start, start + 20 * DAY)] == [0, 1, 0]
    assert [each.ref for each in one(ben, id_).row.actions] == ["A5"]


def test_the_worst_risk_comes_first_and_stands_in_its_square(ben: Viewer) -> None:
    add_risk(ben, title="A small one", likelihood=1, impact=2)
    worst = add_risk(ben, kind="issue", title="A big one", likelihood=5, impact=5)
    page = risks(ben)
    assert [row.title for row in page.open] == ["A big one", "A small one"]
    assert [row.id for row in page.squares[0][4].rows] == [worst]
    assert [len(page.squares[4][at].rows) for at in range(5)] == [0, 1, 0, 0, 0]
    assert page.sentence == "1 risk and 1 issue are open."


def test_ninety_days_without_a_look_are_not_long_and_ninety_one_are(ben: Viewer) -> None:
    add_risk(ben, TODAY - 90 * DAY)
    assert "have not been looked at" not in risks(ben).sentence
    assert risks(ben, TODAY + DAY).sentence.endswith(
        "1 of those open has not been looked at for more than 90 days; the longest, 91 days."
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "worry"}, "a risk, which may happen, or an issue"),
        ({"title": " "}, "The title is missing"),
        ({"title": "a\nb"}, "more than one line"),
        ({"text": "short"}, "too short to be a description"),
        ({"likelihood": 0}, "Choose how likely it is, from 1 to 5"),
        ({"impact": 6}, "Choose how bad it would be, from 1 to 5"),
        ({"owner": ""}, "Who answers for it is missing"),
        ({"doing": "nothing"}, "too short to be what is being done"),
        ({"title": "A tit\x00le"}, "cannot be kept"),
    ],
)
def test_a_risk_that_cannot_be_kept_is_refused_whole(ben: Viewer, changes: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        add_risk(ben, TODAY, **changes)
    assert not Risk.objects.exists()


def test_a_risk_bears_only_on_actions_of_this_plan(ben: Viewer) -> None:
    with pytest.raises(NotFound):
        add_risk(ben, action_ids=["act_222222222222"])
    assert not Risk.objects.exists()


def test_the_same_again_adds_nothing_and_no_review_goes_before_another(ben: Viewer) -> None:
    id_ = add_risk(ben)
    assert add_risk(ben) == id_
    said = review(ben, id_, TODAY)
    assert review(ben, id_, TODAY) == said
    with pytest.raises(Refused, match="There is already an entry dated"):
        review(ben, id_, TODAY - DAY)
    assert RiskReview.objects.count() == 2


def test_who_may_add_and_review_risks(ben: Viewer) -> None:
    id_ = add_risk(factories.viewer("helen"))
    for key in ("amina", "chloe", "grace", "sunil", "ravi"):
        with pytest.raises(NotAllowed, match="add risks and issues"):
            review(factories.viewer(key), id_, TODAY)
        assert risks(factories.viewer(key)).may_add is not None
    with pytest.raises(NotFound):
        review(factories.viewer("dev"), id_, TODAY)


def test_the_audit_trail_says_what_was_done_and_none_of_its_words(ben: Viewer) -> None:
    wait(ben, "C2", "C1")
    id_ = add_risk(ben)
    review(ben, id_, TODAY)
    sentences = list(AuditEntry.objects.order_by("seq").values_list("sentence", flat=True))[-3:]
    assert sentences == [
        "Ben Carter said that action C2 cannot be finished before action C1.",
        "Ben Carter added a risk to the plan.",
        "Ben Carter reviewed a risk: open, scored 15.",
    ]
