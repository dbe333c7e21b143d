"""Every day of a period has one load that answers for it, or none; never two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.records.cover import Part, Period, of_return, shared_out

FIRST = date(2023, 1, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST + timedelta(days=days))
PERIODS = st.builds(lambda a, b: Period(min(a, b), max(a, b) + timedelta(days=1)), DAYS, DAYS)


@given(PERIODS, st.lists(PERIODS, max_size=5))
def test_each_day_is_answered_for_by_the_first_load_that_covers_it(period: Period, covers: list[Period]) -> None:
    named = [(f"load {number}", each) for number, each in enumerate(covers)]
    parts, gaps = shared_out(period, named)
    day = period.since
    while day < period.until:
        expected = next((load for load, each in named if each.since <= day < each.until), None)
        answering = [part.load for part in parts if part.period.since <= day < part.period.until]
        assert answering == ([] if expected is None else [expected])
        assert any(gap.since <= day < gap.until for gap in gaps) == (expected is None)
        day += timedelta(days=1)
    spans = sorted([part.period for part in parts] + list(gaps))
    assert spans[0].since == period.since
    assert spans[-1].until == period.until


def test_two_returns_share_a_period_at_the_turn_of_the_year() -> None:
    period = Period(date(2023, 7, 1), date(2024, 7, 1))
    newer, older = Period(date(2024, 1, 1), date(2025, 1, 1)), Period(date(2023, 1, 1), date(2024, 1, 1))
    parts, gaps = shared_out(period, [("b", newer), ("a", older)])
    assert parts == (
        Part("a", Period(date(2023, 7, 1), date(2024, 1, 1))),
        Part("b", Period(date(2024, 1, 1), date(2024, 7, 1))),
    )
    assert gaps == ()


def test_a_return_speaks_for_the_calendar_year_before_and_for_its_survey_day() -> None:
    covers = {each.table: each.period for each in of_return(2025, date(2025, 1, 16), ["requests", "plans"])}
    assert covers["requests"] == Period(date(2024, 1, 1), date(2025, 1, 1))
    assert covers["plans"] == Period(date(2024, 1, 1), date(2025, 1, 17))
    assert covers["plans"].last_day == date(2025, 1, 16)


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="must end after it"):
        Period(date(2024, 1, 2), date(2024, 1, 2))


def test_a_survey_day_of_another_year_is_refused() -> None:
    with pytest.raises(ValueError, match="in January 2025"):
        of_return(2025, date(2024, 1, 18), ["requests"])
