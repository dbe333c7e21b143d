"""What is shown of a criterion, whether declared and worked out agree, and which due date is in force. No database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.criteria import STRENGTHS, CriterionState, Shown, Tally, criterion, strength
from sendplan.plan.derived import agreement
from sendplan.plan.due import DateMoved, due_why, in_force, new_date, read_new_date
from sendplan.plan.standing import Closed, Declared, Rating, Report, standing
from sendplan.plan_reader.draft import Due

TODAY = dt.date(2023, 11, 30)
DAY = dt.timedelta(days=1)


def shown(
    met: bool = True, accepted: bool | None = None, *, ago: int = 5, after: int = 1, strong: str = "seen"
) -> Shown:
    """Evidence given some days ago; its answer came some days after."""
    on = TODAY - ago * DAY
    return Shown(on, met, strength(strong), accepted, None if accepted is None else on + after * DAY)


@pytest.mark.parametrize(
    ("evidence", "state"),
    [
        ([], "nothing"),
        ([shown()], "said_met"),
        ([shown(met=False)], "said_not_met"),
        ([shown(accepted=True)], "met"),
        ([shown(met=False, accepted=True)], "not_met"),
        ([shown(accepted=False)], "nothing"),
        ([shown(accepted=False), shown(ago=4)], "said_met"),
        ([shown(accepted=True), shown(met=False, ago=4)], "met"),
        ([shown(accepted=True), shown(met=False, accepted=True, ago=4)], "not_met"),
        ([shown(met=False, accepted=True), shown(accepted=True, ago=4)], "met"),
        ([shown(met=False, accepted=True), shown(accepted=False, ago=4)], "not_met"),
        # The one given later decides, although the other was confirmed after it.
        ([shown(accepted=True, after=5), shown(met=False, accepted=True, ago=4, after=1)], "not_met"),
    ],
)
def test_a_criterion_is_shown_by_what_another_person_confirmed(evidence: list[Shown], state: CriterionState) -> None:
    assert criterion(evidence, TODAY).state == state


def test_what_nobody_has_said_yet_on_the_day_is_not_known() -> None:
    answered_later = [shown(accepted=True, ago=5, after=3)]
    assert criterion(answered_later, TODAY - 6 * DAY).state == "nothing"
    assert criterion(answered_later, TODAY - 3 * DAY).state == "said_met"
    assert criterion(answered_later, TODAY - 2 * DAY).state == "met"
    assert criterion([shown(accepted=False, ago=5, after=3)], TODAY - 3 * DAY).state == "said_met"


def test_weakest_and_strongest_are_of_what_says_the_same() -> None:
    found = criterion(
        [
            shown(accepted=True, strong="told", ago=9),
            shown(accepted=True, strong="measured", ago=8),
            shown(accepted=True, strong="families", met=False, ago=7),
            shown(accepted=False, strong="families", ago=6),
            shown(accepted=True, strong="seen", ago=5),
            shown(strong="families", ago=4),
        ],
        TODAY,
    )
    assert (found.state, found.weakest, found.strongest, found.waiting) == ("met", "told", "measured", 1)
    assert found.sentence == (
        "Shown met by 3 pieces of evidence that another person confirmed: it was measured at the strongest, "
        "somebody was told at the weakest. One piece of evidence more waits for somebody's word."
    )
    one = criterion([shown(accepted=True)], TODAY)
    assert one.sentence == "Shown met by one piece of evidence that another person confirmed: somebody saw it."


def test_met_on_is_the_first_day_it_was_shown() -> None:
    evidence = [
        shown(accepted=True, ago=20, after=1),
        shown(met=False, accepted=True, ago=15, after=1),
        shown(accepted=True, ago=10, after=5),
        shown(accepted=True, ago=9, after=1),
    ]
    assert criterion(evidence, TODAY).met_on == TODAY - 8 * DAY


def test_an_unknown_strength_is_refused() -> None:
    with pytest.raises(ValueError, match="no strength"):
        strength("felt")


DAYS = st.dates(TODAY - 40 * DAY, TODAY + 40 * DAY)
EVIDENCE = st.lists(
    st.builds(
        lambda on, met, strong, accepted, after: Shown(
            on, met, strong, accepted, None if accepted is None else on + after * DAY
        ),
        DAYS,
        st.booleans(),
        st.sampled_from(STRENGTHS),
        st.sampled_from([None, True, False]),
        st.integers(0, 30),
    ),
    max_size=6,
)


@given(EVIDENCE, EVIDENCE)
def test_evidence_and_answers_of_a_later_day_change_nothing(before: list[Shown], later: list[Shown]) -> None:
    known = sorted((each for each in before if each.on <= TODAY), key=lambda each: each.on)
    unanswered = [
        Shown(each.on, each.says_met, each.strength)
        if each.accepted_on is not None and each.accepted_on > TODAY
        else each
        for each in known
    ]
    after = [Shown(max(each.on, TODAY + DAY), each.says_met, each.strength, each.accepted) for each in later]
    assert criterion([*known, *after], TODAY) == criterion(unanswered, TODAY)


@given(EVIDENCE)
def test_nothing_is_shown_without_another_persons_word(evidence: list[Shown]) -> None:
    found = criterion(evidence, TODAY)
    confirmed = [
        each for each in evidence if each.accepted and each.accepted_on is not None and each.accepted_on <= TODAY
    ]
    assert (found.state in ("met", "not_met")) == any(each.on <= TODAY for each in confirmed)
    assert (found.weakest is None) == (found.strongest is None) == (found.state not in ("met", "not_met"))
    if found.weakest is not None and found.strongest is not None:
        assert STRENGTHS.index(found.weakest) <= STRENGTHS.index(found.strongest)
    assert (found.met_on is not None) == (found.state == "met")


def test_a_tally_counts_each_once() -> None:
    found = Tally.of(["met", "said_met", "not_met", "said_not_met", "nothing"])
    assert (found.total, found.met, found.waiting, found.not_met, found.all_met) == (5, 1, 1, 1, False)
    assert Tally.of(["met", "met"]).all_met
    assert not Tally().all_met


SOME = Tally(3, 1)


def agrees(
    state: Declared | None,
    rated: Rating = "",
    *,
    ago: int = 10,
    due: dt.date | None = TODAY + 40 * DAY,
    criteria: Tally = SOME,
    closings: tuple[Closed, ...] = (),
) -> tuple[bool | None, str]:
    last = Report(TODAY - ago * DAY, state, rated) if state else None
    stands = standing(
        due_kind="day",
        due_as_written="",
        due_latest=due,
        reports=[last] if last else [],
        adopted_on=TODAY - 200 * DAY,
        today=TODAY,
        criteria=criteria,
        closings=closings,
    )
    found = agreement(last, stands, criteria)
    return found.agrees, found.sentence


@pytest.mark.parametrize(
    ("said", "agreed", "sentence"),
    [
        (agrees(None), None, "Nobody has reported on it, so there is nothing to compare."),
        (
            agrees("in_progress", "on_track", ago=75, due=TODAY - 12 * DAY),
            False,
            "The last update says on track; it is 12 days late and nobody has reported for 75 days.",
        ),
        (
            agrees("in_progress", "on_track"),
            True,
            "The last update says on track, and nothing in the dates is against it: it is due in 40 days.",
        ),
        (
            agrees("in_progress", "on_track", ago=61),
            False,
            "The last update says on track; it is due in 40 days and nobody has reported for 61 days.",
        ),
        (
            agrees("in_progress", "at_risk", due=TODAY - DAY),
            False,
            "The last update says at risk; it is 1 day late.",
        ),
        (
            agrees("not_started", "off_track", due=TODAY - DAY),
            True,
            "The last update says off track, and it is 1 day late.",
        ),
        (
            agrees("in_progress", "off_track", due=TODAY),
            True,
            "The last update says off track; the dates do not show it yet: it is due today.",
        ),
        (
            agrees("in_progress", due=TODAY + 3 * DAY),
            None,
            "The last update does not say whether it is on track; it is due in only 3 days.",
        ),
        (
            agrees("in_progress", due=None, criteria=Tally(1, 1)),
            None,
            (
                "The last update does not say whether it is on track; the plan gives no date to finish by. "
                "Every criterion is shown met, and nobody has reported it complete."
            ),
        ),
        (agrees("complete"), False, "The last update says complete; 1 of 3 criteria shown met."),
        (
            agrees("complete", criteria=Tally(3, 3)),
            True,
            "The last update says complete, and all 3 criteria are shown met.",
        ),
        (
            agrees("complete", closings=(Closed(TODAY, True, signed=True),)),
            True,
            "The last update says complete, and it was closed with a signed reason, with 1 of 3 criteria shown met.",
        ),
        (
            agrees("complete", closings=(Closed(TODAY, False),)),
            False,
            "The last update says complete; it was opened again since, and it is due in 40 days.",
        ),
        (agrees("stopped"), True, "The last update says that it was stopped, and it counts so."),
    ],
)
def test_declared_and_worked_out_side_by_side(
    said: tuple[bool | None, str], agreed: bool | None, sentence: str
) -> None:
    assert said == (agreed, sentence)


JUNE = Due(as_written="June 2023", earliest=dt.date(2023, 6, 1), latest=dt.date(2023, 6, 30), kind="month")
MARCH = Due(as_written="March 2024", earliest=dt.date(2024, 3, 1), latest=dt.date(2024, 3, 31), kind="month")
MAY = Due(as_written="May 2024", earliest=dt.date(2024, 5, 1), latest=dt.date(2024, 5, 31), kind="month")
GIVEN = dt.date(2023, 5, 15)


def test_the_newest_move_since_the_version_gave_its_date_counts() -> None:
    first, second = DateMoved(GIVEN + DAY, MARCH), DateMoved(GIVEN + 9 * DAY, MAY)
    assert in_force(JUNE, GIVEN, [], TODAY) == (JUNE, None)
    assert in_force(JUNE, GIVEN, [first, second], GIVEN) == (JUNE, None)
    assert in_force(JUNE, GIVEN, [first, second], GIVEN + 8 * DAY) == (MARCH, first)
    assert in_force(JUNE, GIVEN, [first, second], TODAY) == (MAY, second)
    # Another version gives another date: what was moved before then no longer counts, of that day or later does.
    assert in_force(JUNE, GIVEN + 10 * DAY, [first, second], TODAY) == (JUNE, None)
    assert in_force(JUNE, GIVEN + 9 * DAY, [first, second], TODAY) == (MAY, second)
    assert in_force(JUNE, GIVEN, [first, DateMoved(first.on, MAY)], TODAY)[0] == MAY


def test_a_moved_date_says_how_it_was_read() -> None:
    why = due_why("month", "March 2024", MARCH.earliest, MARCH.latest, dt.date(2023, 11, 8))
    assert why == (
        "It was moved on 8 November 2023 to “March 2024”: a month and no day, so it is counted late from 1 April 2024."
    )


@pytest.mark.parametrize(
    ("words", "kind", "latest"),
    [
        ("31 March 2024", "day", dt.date(2024, 3, 31)),
        ("  March\n2024 ", "month", dt.date(2024, 3, 31)),
        ("Q4 2023/24", "quarter", dt.date(2024, 3, 31)),
        ("spring term 2024", "term", dt.date(2024, 4, 30)),
        ("by end of December 2023", "month", dt.date(2023, 12, 31)),
    ],
)
def test_a_new_date_is_a_day_a_month_a_quarter_or_a_term(words: str, kind: str, latest: dt.date) -> None:
    assert new_date(words, JUNE, TODAY) is None
    found = read_new_date(words)
    assert (found.kind, found.latest) == (kind, latest)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "Give the new date"),
        ("   ", "Give the new date"),
        ("soon", "“soon” is no day, month, quarter or school term"),
        ("2024", "“2024” is no day, month, quarter or school term"),
        ("Ongoing", "is no day, month, quarter or school term"),
        ("TBC", "is no day, month, quarter or school term"),
        ("Completed March 2024", "is no day, month, quarter or school term"),
        ("31 June 2024", "is no day, month, quarter or school term"),
        ("Q1 2024", "can be read as more than one date"),
        ("29 November 2023", "has passed: it ended on 29 November 2023"),
        ("October 2023", "has passed: it ended on 31 October 2023"),
    ],
)
def test_any_other_new_date_is_refused_with_examples_or_the_reason(words: str, reason: str) -> None:
    refusal = new_date(words, JUNE, TODAY)
    assert refusal is not None
    assert reason in refusal
    if "passed" not in reason:
        assert "31 March 2024, March 2024, Q4 2023/24 or spring term 2024" in refusal


def test_the_examples_can_themselves_be_read() -> None:
    for words in ("31 March 2024", "March 2024", "Q4 2023/24", "spring term 2024"):
        assert new_date(words, JUNE, TODAY) is None


def test_today_is_still_to_come_and_the_same_date_is_no_move() -> None:
    assert new_date("30 November 2023", JUNE, TODAY) is None
    assert new_date("March 2024", MARCH, TODAY) == (
        "It is due by 31 March 2024 already. Give another date, or leave it as it is."
    )
