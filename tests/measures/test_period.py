"""Periods: whole, half-open, of one type each, and the same when written and read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.measures.period import EXAMPLES, Period, PeriodError, PeriodType, containing, latest, read

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
KINDS = st.sampled_from(list(PeriodType))


@pytest.mark.parametrize(
    ("text", "since", "last", "kind"),
    [
        ("month 2024-02", date(2024, 2, 1), date(2024, 2, 29), PeriodType.MONTH),
        ("Month  2023-12", date(2023, 12, 1), date(2023, 12, 31), PeriodType.MONTH),
        ("quarter 2024-Q4", date(2024, 10, 1), date(2024, 12, 31), PeriodType.QUARTER),
        ("term 2023/24 autumn", date(2023, 9, 1), date(2023, 12, 31), PeriodType.TERM),
        ("term 2023/24 spring", date(2024, 1, 1), date(2024, 3, 31), PeriodType.TERM),
        ("term 2023/24 summer", date(2024, 4, 1), date(2024, 8, 31), PeriodType.TERM),
        ("academic 2023/24", date(2023, 9, 1), date(2024, 8, 31), PeriodType.ACADEMIC_YEAR),
        ("financial year 1999-00", date(1999, 4, 1), date(2000, 3, 31), PeriodType.FINANCIAL_YEAR),
        ("calendar 2024", date(2024, 1, 1), date(2024, 12, 31), PeriodType.CALENDAR_YEAR),
        ("rolling 12 months to 2024-02", date(2023, 3, 1), date(2024, 2, 29), PeriodType.ROLLING_12_MONTHS),
        ("academic year to date 2024-01", date(2023, 9, 1), date(2024, 1, 31), PeriodType.ACADEMIC_YEAR_TO_DATE),
        ("financial year to date 2024-04", date(2024, 4, 1), date(2024, 4, 30), PeriodType.FINANCIAL_YEAR_TO_DATE),
        ("day 2024-02-29", date(2024, 2, 29), date(2024, 2, 29), PeriodType.DAY),
    ],
)
def test_read(text: str, since: date, last: date, kind: PeriodType) -> None:
    found = read(text)
    assert (found.since, found.last_day, found.type) == (since, last, kind)


@pytest.mark.parametrize(
    "text",
    ["", "2024", "month 2024-13", "month 24-01", "academic 2023/25", "academic 2023", "day 2023-02-29",
     "quarter 2024-Q5", "calendar 0000", "rolling 12 months", "month ２０２４-01x", "month 2024-01; x"],
)  # fmt: skip
def test_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(PeriodError, match="write one as month 2024-01, "):
        read(text)


def test_every_example_can_be_written() -> None:
    assert [str(read(text)) for text in EXAMPLES] == list(EXAMPLES)


@given(KINDS, DAYS)
def test_what_is_written_is_read_back(kind: PeriodType, on: date) -> None:
    found = containing(kind, on)
    assert read(str(found)) == found
    assert found.since <= on < found.until


@given(KINDS, DAYS)
def test_the_one_before_ends_where_it_should(kind: PeriodType, on: date) -> None:
    found = containing(kind, on)
    earlier = found.before()
    assert earlier.type is kind
    running = kind is PeriodType.ROLLING_12_MONTHS or kind.endswith("to date")
    if running:
        # The month before: the last day of the month before this one's last.
        assert earlier.last_day == found.last_day.replace(day=1) - timedelta(days=1)
    else:
        assert earlier.until == found.since


@given(KINDS, DAYS, st.integers(1, 40))
def test_the_latest_are_over_and_no_later_one_is(kind: PeriodType, by: date, count: int) -> None:
    found = latest(kind, by, count)
    assert len(found) == count
    assert list(found) == sorted(set(found), key=lambda each: each.until)
    assert found[-1].last_day <= by
    after: Period = containing(kind, found[-1].until)
    assert after.last_day > by
