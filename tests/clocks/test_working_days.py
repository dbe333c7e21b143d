"""The bank holidays, held against another source, and the counting of working days."""

from __future__ import annotations

import datetime as dt

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.clocks import add_working_days, bank_holidays_run_out, is_working_day, next_working_day
from sendplan.clocks.working_days import OutsideCalendarError, bank_holidays, read

DAY = dt.timedelta(days=1)
YEARS = range(2010, 2036)
DATES = st.dates(dt.date(2010, 1, 1), dt.date(2035, 11, 1))


@pytest.mark.parametrize("year", YEARS)
def test_the_file_agrees_with_the_holidays_package(year: int) -> None:
    theirs = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=year) if day.weekday() < 5}
    assert {each.day for each in bank_holidays() if each.day.year == year} == theirs


def test_no_bank_holiday_of_the_file_falls_on_a_weekend() -> None:
    assert not [each for each in bank_holidays() if each.day.weekday() > 4]


@given(DATES, st.integers(0, 30))
def test_working_days_are_counted_one_by_one(start: dt.date, number: int) -> None:
    """By walking, the long way round."""
    day, left = start, number
    while left:
        day += DAY
        left -= is_working_day(day)
    assert add_working_days(start, number) == day


@given(DATES)
def test_the_next_working_day_is_the_first(start: dt.date) -> None:
    day = start
    while not is_working_day(day):
        day += DAY
    assert next_working_day(start) == day


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        add_working_days(dt.date(2025, 1, 6), -1)


@pytest.mark.parametrize("day", [dt.date(2009, 12, 31), dt.date(2036, 1, 1)])
def test_a_year_that_is_not_known_is_never_guessed(day: dt.date) -> None:
    for ask in (is_working_day, next_working_day, lambda each: add_working_days(each, 0)):
        with pytest.raises(OutsideCalendarError, match=f"Working days from {day} .* 2010 to 2035"):
            ask(day)


def test_the_last_working_day_of_the_file_can_be_reached() -> None:
    assert next_working_day(dt.date(2035, 12, 31)) == dt.date(2035, 12, 31)
    assert add_working_days(dt.date(2035, 12, 28), 1) == dt.date(2035, 12, 31)


def test_the_alarm_rings_a_year_before_the_announced_days_run_out() -> None:
    last = max(each.day.year for each in bank_holidays() if each.announced)
    assert bank_holidays_run_out(dt.date(last - 1, 12, 30)) is None
    said = bank_holidays_run_out(dt.date(last - 1, 12, 31))
    assert said is not None
    assert f"to the end of {last} only" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("25/12/2025,Christmas Day,announced", "line 3: “25/12/2025” is no date; write it as 2025-12-25."),
        (
            "2025-12-25,Christmas Day,guessed",
            "line 3: the basis “guessed” is unknown; write “announced” or “expected”.",
        ),
        ("2024-12-25,Christmas Day,announced", "line 3: 2024-12-25 does not come after the line above"),
        ("2025-01-01,New Year,announced", "line 3: 2025-01-01 does not come after the line above"),
    ],
)
def test_a_bad_line_of_the_file_is_named(line: str, said: str) -> None:
    with pytest.raises(ValueError, match="line 3") as refused:
        read(f"date,name,basis\n2025-01-01,New Year’s Day,announced\n{line}\n")
    assert said in str(refused.value)
