"""Working days: Monday to Friday other than bank holidays of England and Wales, from ``reference/bank_holidays.csv``.

The file says which days were announced and which are only expected; ``reference/SOURCES.md`` says by whom.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = [
    "BankHoliday",
    "OutsideCalendarError",
    "add_working_days",
    "bank_holiday_on",
    "bank_holidays",
    "bank_holidays_run_out",
    "is_working_day",
    "next_working_day",
]

_FILE = "reference/bank_holidays.csv"
_SATURDAY = 5


class OutsideCalendarError(ValueError):
    """A working day is asked for in a year that the file of bank holidays does not cover, in one sentence."""


@dataclass(frozen=True, slots=True)
class BankHoliday:
    """One bank holiday. ``announced`` is False for a day worked out from the Act before GOV.UK has listed its year."""

    day: dt.date
    name: str
    announced: bool


@dataclass(frozen=True)
class _Calendar:
    """The file, made ready: its first and last year, and every working day in them, as ordinals in order."""

    holidays: dict[dt.date, BankHoliday]
    first: dt.date
    last: dt.date
    last_announced_year: int
    working: list[int]


def read(text: str) -> tuple[BankHoliday, ...]:
    """Bank holidays from the file's text, in order. Raises ValueError naming line, value, reason and remedy."""
    found: list[BankHoliday] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        where = f"{_FILE}, line {number}"
        try:
            day = dt.date.fromisoformat(row["date"])
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{where}: “{row.get('date')}” is no date; write it as 2025-12-25.") from None
        if row.get("basis") not in {"announced", "expected"}:
            raise ValueError(f"{where}: the basis “{row.get('basis')}” is unknown; write “announced” or “expected”.")
        if found and day <= found[-1].day:
            raise ValueError(f"{where}: {day} does not come after the line above; put the days in order, each once.")
        found.append(BankHoliday(day, row["name"], row["basis"] == "announced"))
    return tuple(found)


@cache
def bank_holidays() -> tuple[BankHoliday, ...]:
    """Every bank holiday of the file, in order."""
    return read(resources.files("sendplan.clocks").joinpath(_FILE).read_text(encoding="utf-8"))


@cache
def _calendar() -> _Calendar:
    holidays = {holiday.day: holiday for holiday in bank_holidays()}
    first = dt.date(min(holidays).year, 1, 1)
    last = dt.date(max(holidays).year, 12, 31)
    closed = {day.toordinal() for day in holidays}
    working = [
        ordinal
        for ordinal in range(first.toordinal(), last.toordinal() + 1)
        if (ordinal - 1) % 7 < _SATURDAY and ordinal not in closed
    ]
    announced = max(holiday.day.year for holiday in holidays.values() if holiday.announced)
    return _Calendar(holidays, first, last, announced, working)


def _covered(day: dt.date) -> _Calendar:
    calendar = _calendar()
    if not calendar.first <= day <= calendar.last:
        raise _outside(day, calendar)
    return calendar


def _outside(day: dt.date, calendar: _Calendar) -> OutsideCalendarError:
    return OutsideCalendarError(
        f"Working days from {day.isoformat()} cannot be counted, because the bank holidays known here run from "
        f"{calendar.first.year} to {calendar.last.year}; check the date, or add the year to {_FILE}."
    )


def is_working_day(day: dt.date) -> bool:
    """Whether ``day`` is Monday to Friday and no bank holiday. Raises OutsideCalendarError beyond the file's years."""
    return day.weekday() < _SATURDAY and day not in _covered(day).holidays


def bank_holiday_on(day: dt.date) -> BankHoliday | None:
    """The bank holiday on ``day``, if the file has one; None too for a year that the file does not cover."""
    return _calendar().holidays.get(day)


def add_working_days(day: dt.date, number: int) -> dt.date:
    """The ``number``-th working day after ``day``, which is day 0 whether or not it is itself a working day.

    0 gives ``day`` itself. Raises OutsideCalendarError when either lies beyond the file's years, ValueError when
    ``number`` is negative.
    """
    if number < 0:
        raise ValueError(f"{number} working days cannot be counted forwards; give 0 or more.")
    calendar = _covered(day)
    if number == 0:
        return day
    place = bisect_right(calendar.working, day.toordinal()) + number - 1
    if place >= len(calendar.working):
        raise _outside(day, calendar)
    return dt.date.fromordinal(calendar.working[place])


def next_working_day(day: dt.date) -> dt.date:
    """``day`` itself if it is a working day, else the first one after it. Raises OutsideCalendarError."""
    calendar = _covered(day)
    place = bisect_left(calendar.working, day.toordinal())
    if place >= len(calendar.working):
        raise _outside(day, calendar)
    return dt.date.fromordinal(calendar.working[place])


def bank_holidays_run_out(today: dt.date) -> str | None:
    """From 12 months before the end of the last year whose bank holidays were announced, a sentence; before, None."""
    year = _calendar().last_announced_year
    if today < dt.date(year - 1, 12, 31):
        return None
    return (
        f"The bank holidays of {_FILE} were announced to the end of {year} only: add the years that GOV.UK "
        "has announced since (https://www.gov.uk/bank-holidays), and mark them so."
    )
