"""Dates as plans write them."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan_reader import dates
from sendplan.plan_reader.due_cell import read_due


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("June 2023", "2023-06-01", "2023-06-30", "month"),
        ("End July 2023", "2023-07-01", "2023-07-31", "month"),
        ("by end of March 2024", "2024-03-01", "2024-03-31", "month"),
        ("By the end of February 2024", "2024-02-01", "2024-02-29", "month"),
        ("Sept 23", "2023-09-01", "2023-09-30", "month"),
        ("Jul-23", "2023-07-01", "2023-07-31", "month"),
        ("Sept '23", "2023-09-01", "2023-09-30", "month"),
        ("07/2023", "2023-07-01", "2023-07-31", "month"),
        ("16 January 2023", "2023-01-16", "2023-01-16", "day"),
        ("31st July 2023", "2023-07-31", "2023-07-31", "day"),
        ("Monday 31 July 2023", "2023-07-31", "2023-07-31", "day"),
        ("31/03/2024", "2024-03-31", "2024-03-31", "day"),
        ("2023-07-31", "2023-07-31", "2023-07-31", "day"),
        ("July 31, 2023", "2023-07-31", "2023-07-31", "day"),
        ("23 – 25 May 2022", "2022-05-23", "2022-05-25", "day"),
        ("30 May to 2 June 2022", "2022-05-30", "2022-06-02", "day"),
        ("June – September 2023", "2023-06-01", "2023-09-30", "month"),
        ("November to February 2024", "2023-11-01", "2024-02-29", "month"),
        ("June 2023 – September 2023", "2023-06-01", "2023-09-30", "month"),
        ("Q2 2023/24", "2023-07-01", "2023-09-30", "quarter"),
        ("Quarter 4 2023-24", "2024-01-01", "2024-03-31", "quarter"),
        ("Q1 2024", "2024-01-01", "2024-03-31", "quarter"),
        ("Autumn term 2023", "2023-09-01", "2023-12-31", "term"),
        ("Spring term 2023/24", "2024-01-01", "2024-04-30", "term"),
        ("Summer 2024", "2024-04-01", "2024-07-31", "term"),
        ("2023/24", "2023-04-01", "2024-03-31", "year"),
        ("academic year 2023/24", "2023-09-01", "2024-08-31", "year"),
        ("end of 2023", "2023-01-01", "2023-12-31", "year"),
    ],
)
def test_a_date(text: str, earliest: str, latest: str, precision: str) -> None:
    read = dates.read(text)
    assert read is not None
    assert (str(read.earliest), str(read.latest), read.precision) == (earliest, latest, precision)


@pytest.mark.parametrize("text", ["TBC", "31 June 2023", "", "1-2-1", "0-25", "soon", "£2,024", "13%", "2 – 2.5 -year"])
def test_no_date(text: str) -> None:
    assert dates.read(text) is None


@given(st.dates(min_value=dt.date(2001, 1, 1), max_value=dt.date(2060, 12, 31)))
def test_every_day_and_month_reads_back(day: dt.date) -> None:
    month = calendar.month_name[day.month]
    whole = (day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    for text in (f"{day.day} {month} {day.year}", f"{day.day:02d}/{day.month:02d}/{day.year}", day.isoformat()):
        read = dates.read(text)
        assert read is not None
        assert (read.earliest, read.latest) == (day, day)
    for text in (f"{month} {day.year}", f"end of {month[:3]} {day.year}", f"{month[:3]}-{day.year % 100:02d}"):
        read = dates.read(text)
        assert read is not None
        assert (read.earliest, read.latest) == whole


@given(st.text(max_size=60))
def test_no_words_raise_and_no_range_runs_backwards(text: str) -> None:
    read = dates.read(text)
    assert read is None or read.earliest <= read.latest
    assert all(found.range.earliest <= found.range.latest for found in dates.find(text))


@pytest.mark.parametrize(
    ("text", "kind", "latest"),
    [
        ("June 2023", "month", "2023-06-30"),
        ("Established March 2022", "already_done", "2022-03-31"),
        ("Completed", "already_done", None),
        ("Ongoing", "ongoing", None),
        ("Ongoing – review March 2024", "ongoing", "2024-03-31"),
        ("Q3 2023/24", "quarter", "2023-12-31"),
        ("Spring term 2024", "term", "2024-04-30"),
        (None, "blank", None),
        ("–", "blank", None),
        ("When resources allow", "not_understood", None),
    ],
)
def test_a_due_cell(text: str | None, kind: str, latest: str | None) -> None:
    due = read_due(text)
    assert (due.kind, due.latest and str(due.latest), due.as_written) == (kind, latest, text)
