"""What is true of every deadline, whatever the dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.clocks import STATES, Deadline, days, deadlines, due_on, is_working_day, run
from tests.clocks.cases import Case, cases

EVERY = tuple(deadlines().values())
DAY = dt.timedelta(days=1)
DATES = st.dates(dt.date(2013, 1, 1), dt.date(2031, 6, 30))
OPEN = {"running", "overdue"}
SETTLED = {"met", "late", "too_soon", "ended"}


def a_case(seed: int) -> Case:
    return next(cases(seed, 1))


CASES = st.integers(0, 2**40).map(a_case)


def reckoned(case: Case, events: dict[str, dt.date] | None = None, today: dt.date | None = None) -> tuple[object, str]:
    clock = run(
        case.deadline,
        case.events if events is None else events,
        today or case.today,
        case.excuses,
        strict=case.strict,
    )
    return clock.due, clock.state


# A last day in one of the tribunal's windows is carried over it, and a last day just after a window stays, weekend or
# not: there alone, a later start can be due sooner.
STEADY = [each for each in EVERY if each.id != "appeal-registered"]


@given(st.sampled_from(STEADY), DATES, st.integers(0, 800))
def test_a_later_start_is_never_due_earlier(deadline: Deadline, start: dt.date, later: int) -> None:
    name = deadline.anchors[0]
    after = start + later * DAY
    first = run(deadline, {name: start} | dict.fromkeys(deadline.requires, start), after)
    second = run(deadline, {name: after} | dict.fromkeys(deadline.requires, after), after)
    if first.due and second.due:
        assert first.due <= second.due


@given(DATES, DATES)
def test_an_appeal_is_never_due_in_the_tribunals_holidays(letter: dt.date, certificate: dt.date) -> None:
    given_events = {"decision letter sent": letter, "mediation certificate issued": certificate}
    due = run(deadlines()["appeal-registered"], given_events, dt.date(2032, 1, 1)).due
    if due is not None:
        assert due.month != 8
        assert (due.month, due.day) != (1, 1)
        assert not (due.month == 12 and due.day >= 25)


@pytest.mark.parametrize(
    "name",
    [
        each.id
        for each in EVERY
        if each.id == "subject-access"
        or (len(each.reckonings) == 1 and each.reckonings[0].period.unit == "working day")
    ],
)
@given(start=DATES)
def test_a_working_day_deadline_is_a_working_day(name: str, start: dt.date) -> None:
    assert is_working_day(due_on(deadlines()[name], start))


@given(CASES)
def test_the_state_is_one_of_those_named(case: Case) -> None:
    clock = run(case.deadline, case.events, case.today, case.excuses, strict=case.strict)
    assert clock.state in STATES
    assert (clock.due is None) == (clock.state in {"not_started", "not_in_force"})
    assert (clock.days_left is not None) == (clock.state == "running")
    assert (clock.days_late is not None) == (clock.state in {"late", "overdue", "excused"})
    assert clock.days_left is None or clock.days_left >= 0
    assert clock.days_late is None or clock.days_late > 0
    assert all(sentence.strip() == sentence != "" for sentence in clock.reasons)


@given(CASES)
def test_an_exception_never_moves_the_last_day(case: Case) -> None:
    bare = run(case.deadline, case.events, case.today, strict=case.strict)
    clock = run(case.deadline, case.events, case.today, case.excuses, strict=case.strict)
    assert clock.due == bare.due
    assert clock.state == bare.state or (bare.state in {"late", "overdue"} and clock.state == "excused")


@given(CASES)
def test_an_extension_never_makes_it_earlier(case: Case) -> None:
    if case.deadline.extended_by is None:
        return
    without = {name: day for name, day in case.events.items() if name != case.deadline.extended_by.event}
    bare = run(case.deadline, without, case.today)
    clock = run(case.deadline, case.events, case.today)
    if bare.due and clock.due:
        assert clock.due >= bare.due
        assert (clock.due > bare.due) == (clock.extended_by is not None)


@given(CASES, st.integers(0, 300))
def test_what_is_done_runs_no_more(case: Case, ago: int) -> None:
    clock = run(case.deadline, case.events, case.today, case.excuses, strict=case.strict)
    if clock.started_on is None or clock.state not in OPEN | {"open", "excused"}:
        return
    ahead = case.deadline.kind in {"by_date", "at_least_before"}
    stop = case.today - ago * DAY if ahead else max(case.today - ago * DAY, clock.started_on)
    _, state = reckoned(case, case.events | {case.deadline.stops: stop})
    assert state in SETTLED | {"excused"}


@given(CASES, st.integers(1, 500))
def test_once_met_it_stays_met(case: Case, later: int) -> None:
    """Time passing settles a clock and never unsettles it, unless something else happens in it."""
    happened = {name: day for name, day in case.events.items() if day <= case.today or name in case.deadline.anchors}
    before = reckoned(case, happened)
    after = reckoned(case, happened, case.today + later * DAY)
    if before[1] == "met":
        assert after[1] == "met"
        assert after[0] == before[0]
    if before[1] == "overdue":
        assert after[1] in {"overdue", "excused"}
    if before[1] in {"too_soon", "ended"}:
        assert after == before


@given(DATES)
@settings(max_examples=200)
def test_a_week_is_seven_days_over_leap_days_clock_changes_and_year_ends(start: dt.date) -> None:
    for deadline in EVERY:
        if deadline.kind == "within" and len(deadline.reckonings) == 1 and not deadline.rolls:
            period = deadline.reckonings[0].period
            if period.unit in {"day", "week"}:
                due = due_on(deadline, start)
                assert (due - start).days == days(deadline)
                if period.unit == "week":
                    assert due.weekday() == start.weekday()


@given(DATES, st.sampled_from(EVERY))
def test_the_column_and_the_clock_agree(start: dt.date, deadline: Deadline) -> None:
    if len(deadline.reckonings) > 1:
        with pytest.raises(ValueError, match="more than one date"):
            due_on(deadline, start)
        return
    clock = run(deadline, {deadline.anchors[0]: start} | dict.fromkeys(deadline.requires, start), start)
    if clock.due is not None:
        assert clock.due == due_on(deadline, start)
