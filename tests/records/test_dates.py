"""Dates are read in the one way they can be meant, by their column's evidence, or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.records.values import Typed
from tests.records.staged import reading

DAY, OTHER = Typed("d", "date"), Typed("e", "date")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

FORMS: dict[str, Callable[[dt.date], str]] = {
    "ISO": lambda d: d.isoformat(),
    "ISO with a time": lambda d: f"{d.isoformat()}T09:30:00",
    "ISO with a space and parts of a second": lambda d: f"{d.isoformat()} 23:59:59.999",
    "ISO at midnight UTC": lambda d: f"{d.isoformat()}T00:00:00Z",
    "COLLECT": lambda d: f"{d.year}-{MONTHS[d.month - 1][:3]}-{d.day:02d} 00:00:00",
    "year first with strokes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "named": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "short name": lambda d: f"{d.day:02d}-{MONTHS[d.month - 1][:3].upper()}-{d.year}",
    "compact": lambda d: d.strftime("%Y%m%d") if d.year >= 1000 else "",
}


@settings(max_examples=25, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(sorted(FORMS)))
def test_any_day_in_a_form_of_its_own_is_read_right(days: list[dt.date], form: str) -> None:
    with reading([DAY], *[(FORMS[form](day),) for day in days]) as read:
        assert read.column("d") == days
        assert read.issues == []


@settings(max_examples=25, deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from("/.-"), st.booleans())
def test_slashed_dates_are_read_by_a_day_after_the_twelfth(days: list[dt.date], mark: str, month_first: bool) -> None:
    sure = dt.date(2024, 3, 31)
    form = f"%m{mark}%d{mark}%Y" if month_first else f"%d{mark}%m{mark}%Y"
    with reading([DAY], *[(day.strftime(form),) for day in (*days, sure)]) as read:
        assert read.column("d") == [*days, sure]
        assert read.rules == (["date-order-month"] if month_first else [])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.builds(dt.date, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 12)), min_size=1))
def test_slashed_dates_without_evidence_have_the_day_first_and_say_so_once(days: list[dt.date]) -> None:
    with reading([DAY], *[(day.strftime("%d/%m/%Y"),) for day in days]) as read:
        assert read.column("d") == days
        doubtful = any(day.day != day.month for day in days)
        assert read.rules == (["date-order-assumed"] if doubtful else [])


def test_dates_that_disagree_leave_the_doubtful_ones_unread() -> None:
    with reading([DAY], ("06/01/2025",), ("25/01/2025",), ("01/26/2025",), ("05/05/2025",)) as read:
        assert read.column("d") == [None, dt.date(2025, 1, 25), dt.date(2025, 1, 26), dt.date(2025, 5, 5)]
        assert read.issues == [("date-order-mixed", 1, "d", "06/01/2025")]


def test_another_column_with_the_month_first_makes_a_column_doubtful() -> None:
    with reading([DAY, OTHER], ("06/01/2025", "01/26/2025"), (None, "02/03/2025")) as read:
        assert read.column("d") == [None, None]
        assert read.column("e") == [dt.date(2025, 1, 26), dt.date(2025, 2, 3)]
        assert ("date-order-mixed", 1, "d", "06/01/2025") in read.issues


def test_each_file_is_judged_by_its_own_dates() -> None:
    rows = ("06/01/2025",), ("25/01/2025",), ("06/01/2025",), ("01/25/2025",)
    with reading([DAY], *rows, files=["day.csv", "day.csv", "month.csv", "month.csv"]) as read:
        assert read.column("d") == [
            dt.date(2025, 1, 6),
            dt.date(2025, 1, 25),
            dt.date(2025, 6, 1),
            dt.date(2025, 1, 25),
        ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.dates(dt.date(1954, 10, 3), dt.date(2099, 12, 31)), min_size=1, max_size=20))
def test_a_text_column_of_excels_numbers_alone_is_read_and_said(days: list[dt.date]) -> None:
    with reading([DAY], *[(str((day - dt.date(1899, 12, 30)).days),) for day in days]) as read:
        assert read.column("d") == days
        assert read.rules == ["date-serial"]


def test_a_number_among_dates_is_asked_about() -> None:
    with reading([DAY], ("45663",), ("2025-01-06",)) as read:
        assert read.column("d") == [None, dt.date(2025, 1, 6)]
        assert read.issues == [("date-serial-mixed", 1, "d", "45663")]


@pytest.mark.parametrize(
    "sent",
    ["31/02/2025", "2025-02-29", "2025-13-01", "1/2/25", "0205-01-01", "tomorrow", "2100-01-01", "13/13/2025",
     "12 Smarch 2025", "2025", "2022-Sep-31 00:00:00", "2025-01-06 or later", "00/01/2025", "5"],
)  # fmt: skip
def test_what_is_no_day_is_asked_about_as_sent(sent: str) -> None:
    with reading([DAY], (sent,), ("2025-01-06",)) as read:
        assert read.column("d") == [None, dt.date(2025, 1, 6)]
        assert read.issues == [("date-unread", 1, "d", sent)]


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2025-03-31T22:59:59Z", dt.date(2025, 3, 31)),
        ("2025-03-31T23:00:00Z", None),
        ("2025-03-31T23:30:00+01:00", dt.date(2025, 3, 31)),
        ("2025-03-31T09:00:00-05:00", None),
    ],
)
def test_a_time_near_midnight_elsewhere_is_asked_about(sent: str, day: dt.date | None) -> None:
    with reading([DAY], (sent,)) as read:
        assert read.column("d") == [day]
        assert read.rules == ([] if day else ["date-zone"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20), max_size=20))
def test_whatever_is_sent_is_a_day_or_blank_or_asked_about(sent: list[str]) -> None:
    with reading([DAY], *[(text,) for text in sent]) as read:
        days = read.column("d")
        asked = {row for _, row, _, _ in read.issues}
        spaces = "\t\n\r\x0b\x0c \u00a0\u2007\u202f\u200b\ufeff"
        for row, (text, day) in enumerate(zip(sent, days, strict=True), start=1):
            blank = not text.strip(spaces) or text == '=""'
            assert (day is not None) + (row in asked) + blank == 1
