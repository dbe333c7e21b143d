"""The period a figure is of, and its type: figures are only ever set beside others of the same type.

A year to date is never set beside a full year, nor a day beside a month; `PeriodType` is what keeps them apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sendplan.records.cover import Period as Days


class PeriodType(StrEnum):
    """How a figure's days are chosen. Two figures are alike in period only where this is the same."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"
    FINANCIAL_YEAR = "financial year"
    ROLLING_12_MONTHS = "rolling 12 months"
    ACADEMIC_YEAR_TO_DATE = "academic year to date"
    CALENDAR_YEAR_TO_DATE = "calendar year to date"
    FINANCIAL_YEAR_TO_DATE = "financial year to date"


# The month a year begins with: England's school year, the calendar's and local government's.
_BEGINS: Final = {
    PeriodType.ACADEMIC_YEAR: 9,
    PeriodType.CALENDAR_YEAR: 1,
    PeriodType.FINANCIAL_YEAR: 4,
    PeriodType.ACADEMIC_YEAR_TO_DATE: 9,
    PeriodType.CALENDAR_YEAR_TO_DATE: 1,
    PeriodType.FINANCIAL_YEAR_TO_DATE: 4,
}
_TO_DATE: Final = {
    "academic": PeriodType.ACADEMIC_YEAR_TO_DATE,
    "calendar": PeriodType.CALENDAR_YEAR_TO_DATE,
    "financial": PeriodType.FINANCIAL_YEAR_TO_DATE,
}
_YEARS: Final = {
    "academic": PeriodType.ACADEMIC_YEAR,
    "calendar": PeriodType.CALENDAR_YEAR,
    "financial": PeriodType.FINANCIAL_YEAR,
}
# Terms by whole months, since attendance comes by month. Schools' own turn on Easter: a page says which these are.
_TERMS: Final = {"autumn": (9, 4), "spring": (1, 3), "summer": (4, 5)}
EXAMPLES: Final = (
    "month 2024-01",
    "quarter 2024-Q1",
    "term 2023/24 autumn",
    "academic 2023/24",
    "calendar 2024",
    "financial 2023/24",
    "rolling 12 months to 2024-01",
    "academic year to date 2024-01",
    "day 2024-01-31",
)


class PeriodError(ValueError):
    """A period that cannot be read: one sentence with what can."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period of one type: the days from `since`, included, to `until`, not included."""

    since: date
    until: date
    type: PeriodType

    @property
    def days(self) -> Days:
        return Days(self.since, self.until)

    @property
    def last_day(self) -> date:
        """The last day in it: the day a stock is counted on, and the day by which a flow's figure is whole."""
        return self.until - timedelta(days=1)

    def __str__(self) -> str:
        """As it is written for `read`, which gives the same period back."""
        match self.type:
            case PeriodType.DAY:
                return f"day {self.since.isoformat()}"
            case PeriodType.MONTH:
                return f"month {self.since:%Y-%m}"
            case PeriodType.QUARTER:
                return f"quarter {self.since.year:04}-Q{(self.since.month + 2) // 3}"
            case PeriodType.TERM:
                term = next(name for name, (month, _) in _TERMS.items() if month == self.since.month)
                first = self.since.year if self.since.month == 9 else self.since.year - 1
                return f"term {_two_years(first)} {term}"
            case PeriodType.CALENDAR_YEAR:
                return f"calendar {self.since.year:04}"
            case PeriodType.ACADEMIC_YEAR | PeriodType.FINANCIAL_YEAR:
                return f"{self.type.split()[0]} {_two_years(self.since.year)}"
            case PeriodType.ROLLING_12_MONTHS:
                return f"rolling 12 months to {self.last_day:%Y-%m}"
            case _:
                return f"{self.type} {self.last_day:%Y-%m}"

    def before(self) -> Period:
        """The period of the same type just before: a month before it for a rolling or a running one.

        The running one before the first month of a year is the whole year to its last month.
        """
        if self.type is PeriodType.DAY:
            return day(self.since - timedelta(days=1))
        if self.type is PeriodType.ROLLING_12_MONTHS or self.type in _TO_DATE.values():
            month = _first_of_month(_first_of_month(self.last_day) - timedelta(days=1))
            return ending_with(self.type, month)
        return containing(self.type, self.since - timedelta(days=1))


def day(on: date) -> Period:
    """One day, on which a stock is counted."""
    return Period(on, on + timedelta(days=1), PeriodType.DAY)


def containing(kind: PeriodType, on: date) -> Period:
    """The whole period of a kind in which a day lies; for a rolling or running one, that which ends with its month."""
    match kind:
        case PeriodType.DAY:
            return day(on)
        case PeriodType.MONTH:
            return _of_months(kind, _first_of_month(on), 1)
        case PeriodType.QUARTER:
            return _of_months(kind, date(on.year, (on.month - 1) // 3 * 3 + 1, 1), 3)
        case PeriodType.TERM:
            month, count = next(each for each in _TERMS.values() if each[0] <= on.month < each[0] + each[1])
            return _of_months(kind, date(on.year, month, 1), count)
        case PeriodType.ACADEMIC_YEAR | PeriodType.CALENDAR_YEAR | PeriodType.FINANCIAL_YEAR:
            return _of_months(kind, _year_of(kind, on), 12)
        case _:
            return ending_with(kind, on)


def ending_with(kind: PeriodType, on: date) -> Period:
    """The rolling or running period whose last month is that of the day `on`. Raises ValueError for another kind."""
    until = _months_on(_first_of_month(on), 1)
    if kind is PeriodType.ROLLING_12_MONTHS:
        return Period(_months_on(until, -12), until, kind)
    if kind not in _TO_DATE.values():
        raise ValueError(f"A {kind} does not run up to a month.")
    return Period(_year_of(kind, on), until, kind)


def latest(kind: PeriodType, by: date, count: int = 1) -> tuple[Period, ...]:
    """The last `count` periods of a kind that were over on the evening of `by`, oldest first."""
    found = containing(kind, by)
    if found.last_day > by:
        found = found.before()
    several = [found]
    while len(several) < count:
        several.append(several[-1].before())
    return tuple(reversed(several[:count]))


_WAYS: Final = (
    (re.compile(r"day (?P<day>\d{4}-\d{2}-\d{2})"), "day"),
    (re.compile(r"month (?P<year>\d{4})-(?P<month>\d{2})"), "month"),
    (re.compile(r"quarter (?P<year>\d{4})-?q(?P<quarter>[1-4])"), "quarter"),
    (re.compile(r"term (?P<year>\d{4})/(?P<next>\d{2}) (?P<term>autumn|spring|summer)"), "term"),
    (re.compile(r"calendar (?:year )?(?P<year>\d{4})"), "calendar"),
    (re.compile(r"(?P<kind>academic|financial) (?:year )?(?P<year>\d{4})[/-](?P<next>\d{2})"), "year"),
    (re.compile(r"rolling 12 months(?: to)? (?P<year>\d{4})-(?P<month>\d{2})"), "rolling"),
    (
        re.compile(
            r"(?P<kind>academic|calendar|financial) year to date(?: to)? (?P<year>\d{4})-(?P<month>\d{2})"
        ),
        "to date",
    ),
)  # fmt: skip


def read(text: str) -> Period:
    """The period that a person wrote, "month 2024-01" or "calendar 2024". Raises PeriodError."""
    plain = " ".join(text.lower().replace("–", "-").split())
    for pattern, way in _WAYS:
        if found := pattern.fullmatch(plain):
            try:
                return _read(way, found)
            except (ValueError, OverflowError):
                break
    raise PeriodError(f"“{text.strip()[:60]}” is not a period: write one as {', '.join(EXAMPLES)}.")


def _read(way: str, found: re.Match[str]) -> Period:
    if way == "day":
        return day(date.fromisoformat(found["day"]))
    year = int(found["year"])
    if found.groupdict().get("next") and int(found["next"]) != (year + 1) % 100:
        raise ValueError("the second year does not follow the first")
    match way:
        case "month":
            return containing(PeriodType.MONTH, date(year, int(found["month"]), 1))
        case "quarter":
            return containing(PeriodType.QUARTER, date(year, int(found["quarter"]) * 3, 1))
        case "term":
            month = _TERMS[found["term"]][0]
            return containing(PeriodType.TERM, date(year if month == 9 else year + 1, month, 1))
        case "calendar":
            return containing(PeriodType.CALENDAR_YEAR, date(year, 1, 1))
        case "year":
            kind = _YEARS[found["kind"]]
            return containing(kind, date(year, _BEGINS[kind], 1))
        case "rolling":
            return ending_with(PeriodType.ROLLING_12_MONTHS, date(year, int(found["month"]), 1))
    return ending_with(_TO_DATE[found["kind"]], date(year, int(found["month"]), 1))


def _year_of(kind: PeriodType, on: date) -> date:
    begins = _BEGINS[kind]
    return date(on.year if on.month >= begins else on.year - 1, begins, 1)


def _of_months(kind: PeriodType, since: date, count: int) -> Period:
    return Period(since, _months_on(since, count), kind)


def _first_of_month(on: date) -> date:
    return on.replace(day=1)


def _months_on(first: date, count: int) -> date:
    """The first day of the month `count` months after that of `first`, itself a first day."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _two_years(first: int) -> str:
    return f"{first:04}/{(first + 1) % 100:02}"
