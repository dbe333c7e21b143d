"""Dates that name no year of their own, or whose figure may be a year or a day, read against the plan's period.

"31 March", "end of March", "Q3", "autumn term", "May 25", "January 30". Every way they can be read is given, the
likeliest first where the plan's own dates make one likeliest; nothing is chosen silently.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from sendplan.plan_reader import dates
from sendplan.plan_reader.dates import Range
from sendplan.plan_reader.period import Period

__all__ = ["NumberedMonth", "Yearless", "numbered_month", "read_yearless", "words_of"]

_DAY = r"(?P<d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DAY_MONTH = re.compile(
    rf"{_DAY}(?:\sof)?[\s-]{{0,2}}(?P<m>{dates.MONTH})|(?P<d2>[12]\d|3[01]|0?[1-9])/(?P<m2>1[0-2]|0?[1-9])",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"(?P<m>{dates.MONTH})\s{_DAY}", re.IGNORECASE)
_MONTHS = re.compile(rf"(?P<m>{dates.MONTH})(?:\s?(?:[-–/&]|to|and)\s?(?P<n>{dates.MONTH}))?", re.IGNORECASE)
_QUARTER = re.compile(
    r"q(?:uarter|tr)?\s?(?P<q>[1-4])|(?P<o>1st|2nd|3rd|4th|first|second|third|fourth)\squarter", re.IGNORECASE
)
_TERM = re.compile(r"(?P<t>autumn|spring|summer)(?:\s(?:half[\s-])?term)?(?:\s?[12])?", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?P<m>{dates.MONTH})(?P<mark>\s|[-–/]|\s?['’])(?P<n>\d\d)", re.IGNORECASE)
_YEARS_END = 30
_ORDINAL = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Yearless:
    """Every reading, the likeliest first; ``settled`` says that only the first is possible in this plan.

    ``likely`` is False where none of them is likelier than another. ``what`` names what is missing.
    """

    readings: tuple[Range, ...]
    settled: bool
    likely: bool
    what: str


@dataclass(frozen=True, slots=True)
class NumberedMonth:
    """ "May 25": the month of 2025 and, where it can be, the 25th of May in each year the plan may mean.

    ``doubtful`` says that the day is possible too; ``likely`` that the month is the likelier all the same.
    """

    month: Range
    days: tuple[Range, ...]
    doubtful: bool
    likely: bool = True


def words_of(read: Range) -> str:
    """A range as a person would write it: ``30 January 2024``, ``January 2030``, ``October to December 2023``."""
    a, b = read.earliest, read.latest
    if a == b:
        return f"{a.day} {a:%B} {a.year}"
    whole = a.day == 1 and b.day == calendar.monthrange(b.year, b.month)[1]
    if whole and (a.year, a.month) == (b.year, b.month):
        return f"{a:%B} {a.year}"
    if whole:
        first = f"{a:%B}" if a.year == b.year else f"{a:%B} {a.year}"
        return f"{first} to {b:%B} {b.year}"
    return f"{a.day} {a:%B} {a.year} to {b.day} {b:%B} {b.year}"


def numbered_month(text: str, period: Period | None) -> NumberedMonth | None:
    """A month and a two-digit number, where that is the whole of ``text`` and the number could be a day."""
    match = _NUMBERED.fullmatch(text)
    if match is None or "’" in match["mark"] or "'" in match["mark"]:
        return None
    number = int(match["n"])
    month = dates.month_number(match["m"])
    first = dt.date(2000 + number, month, 1)
    whole = Range(first, first.replace(day=calendar.monthrange(first.year, month)[1]), "month")
    if not 1 <= number <= 31 or match["mark"] != " ":
        return NumberedMonth(whole, (), False)
    days = tuple(period.in_each_year(_day(number, month))) if period else ()
    likely = number < _YEARS_END  # plans write the day before the month: a number that can be a year is one
    if period is None:
        return NumberedMonth(whole, days, not likely, likely)
    return NumberedMonth(whole, days, period.month_day or not period.has_year(whole.latest.year), likely)


def read_yearless(text: str, period: Period | None) -> Yearless | None:
    """The readings of a text that is a date without its year and nothing else; None where it is none."""
    for pattern, maker, what in _FORMS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        makers = maker(match)
        if not makers:
            return None
        return _weighed(makers, period, what)
    return None


_Maker = Callable[[int], Range | None]


def _weighed(makers: list[_Maker], period: Period | None, what: str) -> Yearless:
    if period is None:
        return Yearless((), False, False, what)
    kinds = [period.in_each_year(made) for made in makers]
    every = tuple(each for kind in kinds for each in kind)
    inside = [each for each in kinds[0] if period.earliest <= each.latest and each.earliest <= period.latest]
    if len(every) == 1 and period.published is not None:
        return Yearless(every, True, True, what)
    if inside and (period.published is not None or len(inside) == 1):
        chosen = inside[0]
        return Yearless((chosen, *(each for each in every if each != chosen)), False, True, what)
    return Yearless(every, False, False, what)


def _day(day: int, month: int) -> _Maker:
    def made(year: int) -> Range | None:
        if day > calendar.monthrange(year, month)[1]:
            return None
        return Range(dt.date(year, month, day), dt.date(year, month, day), "day")

    return made


def _day_month(match: re.Match[str]) -> list[_Maker]:
    if match.groupdict().get("d2"):
        return [_day(int(match["d2"]), int(match["m2"]))]
    return [_day(int(match["d"]), dates.month_number(match["m"]))]


def _months(match: re.Match[str]) -> list[_Maker]:
    first = dates.month_number(match["m"])
    last = dates.month_number(match["n"]) if match["n"] else first

    def made(year: int) -> Range:
        end = year + (last < first)
        return Range(dt.date(year, first, 1), dt.date(end, last, calendar.monthrange(end, last)[1]), "month")

    return [made]


def _quarters(match: re.Match[str]) -> list[_Maker]:
    number = int(match["q"]) if match["q"] else _ORDINAL[match["o"].lower()]
    return [
        lambda year: dates.quarter_of(number, year, year + 1),
        lambda year: dates.quarter_of(number, year, year),
    ]


def _terms(match: re.Match[str]) -> list[_Maker]:
    return [lambda year: dates.term_of(match["t"], year, year)]


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[_Maker]], str], ...] = (
    (_DAY_MONTH, _day_month, "the year"),
    (_MONTH_DAY, _day_month, "the year"),
    (_MONTHS, _months, "the year"),
    (_QUARTER, _quarters, "the year, and whether its quarters are of the financial or the calendar year"),
    (_TERM, _terms, "the year"),
)
