"""Dates as plans write them, read into a range of days.

``read`` takes a whole cell; ``find`` looks for dates inside a sentence. A month is the whole month whether it is
written "July 2023", "End July 2023" or "early July 2023": a plan that is vague is not made precise. School terms
are taken as 1 September to 31 December, 1 January to 30 April and 1 April to 31 July, which hold every term of
every school in England; a quarter of a year written with two years is of the financial year (April to March).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "DATE",
    "MONTH",
    "Found",
    "Range",
    "find",
    "form_of",
    "month_number",
    "quarter_of",
    "range_of",
    "read",
    "read_anywhere",
    "term_of",
    "without_numbers_of_stages",
]

Precision = Literal["day", "month", "quarter", "term", "year"]


@dataclass(frozen=True, slots=True)
class Range:
    """An inclusive range of days and how precisely it was written."""

    earliest: dt.date
    latest: dt.date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Found:
    """A date inside a text: ``text[start:end]``."""

    start: int
    end: int
    range: Range


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_TERMS = {"autumn": (9, 1, 12, 31), "spring": (1, 1, 4, 30), "summer": (4, 1, 7, 31), "winter": (12, 1, 2, 28)}

_M = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
MONTH = _M
"""A month's name or its short form, as a pattern to be used with ``re.IGNORECASE``."""
_Y = r"(?:20\d\d|19\d\d|['’]?\d\d)(?!\d|[.,]\d|\s?%)"
_Y4 = r"(?:20\d\d|19\d\d)(?![\d])"
_TO = r"\s{0,3}(?:[-–—]|to|and|until)\s{0,3}"
_OR = r"\s{0,3}(?:[-–—/&]|to|and|until)\s{0,3}"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_PAIR = r"20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)|(?<!\d)\d\d/\d\d(?![\d/])"
_FISCAL = rf"{_PAIR}|(?<!\d)\d\d[-–]\d\d(?![\d–-])"
_NAMED_YEAR = r"(?:fy|f/y|financial\syear|year)"

_FORMS: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<iso_d>20\d\d-\d\d-\d\d)(?:T[\d:]{5,8})?"),
    ("dmy", rf"(?P<dmy_d>{_D})\s?[/.]\s?(?P<dmy_m>1[0-2]|0?[1-9])\s?[/.]\s?(?P<dmy_y>20\d\d|\d\d)(?!\d)"),
    ("hyphened", rf"(?P<hyphened_d>{_D})-(?P<hyphened_m>1[0-2]|0?[1-9])-(?P<hyphened_y>20\d\d)(?!\d)"),
    (
        "days",
        rf"(?P<days_a>{_D}){_TO}(?P<days_b>{_D})\s{{1,3}}(?P<days_m>{_M})(?:\s{{0,3}},?\s{{0,3}}(?P<days_y>{_Y}))",
    ),
    (
        "span",
        (
            rf"(?P<span_a>{_D})\s{{1,3}}(?P<span_m>{_M})(?:\s{{1,3}}(?P<span_x>{_Y4}))?{_TO}"
            rf"(?P<span_b>{_D})\s{{1,3}}(?P<span_n>{_M})\s{{1,3}}(?P<span_y>{_Y})"
        ),
    ),
    (
        "day",
        rf"(?P<day_d>{_D})(?:\s{{1,3}}of)?[\s-]{{0,3}}(?P<day_m>{_M})(?:[\s,-]{{1,3}}|(?=['’]))(?P<day_y>{_Y})",
    ),
    ("mday", rf"(?P<mday_m>{_M})\s{{1,3}}(?P<mday_d>{_D}),?\s{{1,3}}(?P<mday_y>{_Y4})"),
    (
        "months",
        rf"(?P<months_a>{_M})(?:[\s-]{{1,3}}(?P<months_x>{_Y}))?{_OR}(?P<months_b>{_M})(?:[\s,-]{{1,3}}|(?=['’]))(?P<months_y>{_Y})",
    ),
    ("month", rf"(?P<month_m>{_M})(?:[\s,/–-]{{1,3}}|\sof\s|(?=['’])|(?=\d))(?P<month_y>{_Y})"),
    ("my", r"(?P<my_m>0[1-9]|1[0-2])\s?/\s?(?P<my_y>20\d\d)(?!\d)"),
    (
        "quarter",
        (
            rf"(?:q(?:uarter|tr)?\s?(?P<quarter_a>[1-4])(?:{_OR}(?:q(?:uarter|tr)?)?\s?(?P<quarter_b>[1-4])(?!\d))?"
            rf"|(?P<quarter_c>1st|2nd|3rd|4th|first|second|third|fourth|final|last)\squarter)"
            rf"(?:\s{{0,3}}(?:of\s|in\s)?[-–,(/]?\s{{0,3}})(?:(?:the\s)?{_NAMED_YEAR}\s?)?(?P<quarter_y>{_FISCAL}|{_Y4})"
            rf"|(?P<quarter_z>{_PAIR}|{_Y4})[\s,:–-]{{1,3}}q(?:uarter|tr)?\s?(?P<quarter_d>[1-4])(?!\d)"
        ),
    ),
    (
        "term",
        (
            rf"(?P<term_t>autumn|spring|summer|winter)(?P<term_w>\s(?:half[\s-])?term)?(?:\s?[12])?"
            rf"(?:[\s,(]{{1,3}}|\s?[-–]\s?|\sof\s)(?:(?P<term_y>{_PAIR}|{_Y4})|(?:(?<=term\s)|(?=['’]))(?P<term_x>['’]?\d\d))"
        ),
    ),
    (
        "school",
        (
            rf"(?:academic|school)\s(?:year\s)?(?P<school_y>{_FISCAL})(?:\s(?:academic|school)\syear)?"
            rf"|(?P<school_z>{_FISCAL})\s(?:academic|school)\syear"
        ),
    ),
    (
        "fiscal",
        (
            rf"(?:fy|f/y|financial\syear)\s?(?:of\s)?(?:(?P<fiscal_y>{_FISCAL})|(?P<fiscal_x>(?:20)?\d\d(?!\d)))"
            rf"|(?P<fiscal_z>{_FISCAL})\sfinancial\syear"
        ),
    ),
    ("pair", r"(?P<pair_y>20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d))"),
    ("year", rf"(?P<year_y>{_Y4})"),
)
DATE = re.compile(
    r"(?<![\w./£])(?=[\dadfjlmnoqstw])(?:" + "|".join(form for _, form in _FORMS) + r")(?![\w%])", re.IGNORECASE
)
"""Any one date. Every repeat in it is bounded, so that it reads a long line in time that grows with its length."""

_LEAD = re.compile(
    r"(?:(?:all\sby|by|from|in|on|before|until|up\sto|due|no\slater\sthan|not\slater\sthan|starting|as\sat|as\sof|at"
    r"|since|during|the"
    r"|end[\s-]of|end|start\sof|beginning\sof|early|mid|middle\sof|late|first|second|half\sof|week\s(?:commencing|beginning|ending|of)|w/[cbe]|wc|end\sdate|between"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|month"
    r"|year|financial|calendar"
    r"|close\sof|week)[\s,:–-]{0,3}){0,8}",
    re.IGNORECASE,
)


def _year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(text: str) -> int:
    return _MONTHS[text.lower().rstrip(".")]


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _pair(text: str) -> tuple[int, int]:
    """The two years of "2023/24" or "23/24"; a single year is its own pair."""
    parts = re.findall(r"\d+", text)
    first = _year(parts[0])
    return (first, _year(parts[1])) if len(parts) > 1 else (first, first)


def form_of(match: re.Match[str]) -> str:
    """Which way of writing a date a match of ``DATE`` is: ``day``, ``month``, ``quarter``, ``pair`` and so on."""
    return (match.lastgroup or "").partition("_")[0]


def month_number(name: str) -> int:
    """1 to 12 for what ``MONTH`` matched."""
    return _month(name)


def range_of(match: re.Match[str]) -> Range | None:
    """The range of one match of ``DATE``; None for a day that does not exist, such as 31 June."""
    form = form_of(match)
    try:
        return _READERS[form](match)
    except (ValueError, KeyError):
        return None


def _iso(match: re.Match[str]) -> Range:
    day = dt.date.fromisoformat(match["iso_d"][:10])
    return Range(day, day, "day")


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _dmy(match: re.Match[str]) -> Range:
    day = dt.date(_year(match["dmy_y"]), int(match["dmy_m"]), _number(match["dmy_d"]))
    return Range(day, day, "day")


def _days(match: re.Match[str]) -> Range:
    year, month = _year(match["days_y"]), _month(match["days_m"])
    return _ordered(
        dt.date(year, month, _number(match["days_a"])), dt.date(year, month, _number(match["days_b"])), "day"
    )


def _span(match: re.Match[str]) -> Range:
    year = _year(match["span_y"])
    last = dt.date(year, _month(match["span_n"]), _number(match["span_b"]))
    start_year = _year(match["span_x"]) if match["span_x"] else year - (_month(match["span_m"]) > last.month)
    return _ordered(dt.date(start_year, _month(match["span_m"]), _number(match["span_a"])), last, "day")


def _day(match: re.Match[str]) -> Range:
    day = dt.date(_year(match["day_y"]), _month(match["day_m"]), _number(match["day_d"]))
    return Range(day, day, "day")


def _mday(match: re.Match[str]) -> Range:
    day = dt.date(_year(match["mday_y"]), _month(match["mday_m"]), _number(match["mday_d"]))
    return Range(day, day, "day")


def _hyphened(match: re.Match[str]) -> Range:
    day = dt.date(int(match["hyphened_y"]), int(match["hyphened_m"]), _number(match["hyphened_d"]))
    return Range(day, day, "day")


def _months(match: re.Match[str]) -> Range:
    year, first, last = _year(match["months_y"]), _month(match["months_a"]), _month(match["months_b"])
    start_year = _year(match["months_x"]) if match["months_x"] else year - (first > last)
    return _ordered(dt.date(start_year, first, 1), _last(year, last), "month")


def _ordered(earliest: dt.date, latest: dt.date, precision: Precision) -> Range:
    if latest < earliest:
        raise ValueError(f"{earliest} is after {latest}")
    return Range(earliest, latest, precision)


def _month_year(match: re.Match[str]) -> Range:
    year, month = _year(match["month_y"]), _month(match["month_m"])
    return Range(dt.date(year, month, 1), _last(year, month), "month")


def _my(match: re.Match[str]) -> Range:
    year, month = int(match["my_y"]), int(match["my_m"])
    return Range(dt.date(year, month, 1), _last(year, month), "month")


_ORDINALS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}


def quarter_of(number: int, first: int, second: int) -> Range:
    """Quarter 1 to 4 of the calendar year ``first``; or of the financial year that ends in ``second``, the next."""
    month, year = 3 * number - 2, first
    if first != second:
        month, year = (3 * number + 1, first) if number < 4 else (1, second)
    return Range(dt.date(year, month, 1), _last(year, month + 2), "quarter")


def _quarter(match: re.Match[str]) -> Range:
    one = match["quarter_a"] or match["quarter_d"]
    number = int(one) if one else _ORDINALS.get((match["quarter_c"] or "").lower(), 4)
    years = _pair(match["quarter_y"] or match["quarter_z"])
    first = quarter_of(number, *years)
    if match["quarter_b"] is None:
        return first
    return _ordered(first.earliest, quarter_of(int(match["quarter_b"]), *years).latest, "quarter")


def term_of(term: str, first: int, second: int) -> Range:
    """A term of the school year ``first``/``second``; of a calendar year where the two are the same."""
    name = term.lower()
    year = first if name in ("autumn", "winter") else second
    a, b, c, d = _TERMS[name]
    latest = _last(year + 1, 2) if name == "winter" else dt.date(year, c, d)
    return Range(dt.date(year, a, b), latest, "term")


def _term(match: re.Match[str]) -> Range:
    return term_of(match["term_t"], *_pair(match["term_y"] or match["term_x"]))


def _school(match: re.Match[str]) -> Range:
    first, second = _pair(match["school_y"] or match["school_z"])
    return _ordered(dt.date(first, 9, 1), dt.date(second, 8, 31), "year")


def _fiscal(match: re.Match[str]) -> Range:
    if match["fiscal_x"]:
        year = _year(match["fiscal_x"])
        return Range(dt.date(year - 1, 4, 1), dt.date(year, 3, 31), "year")
    first, second = _pair(match["fiscal_y"] or match["fiscal_z"])
    return _ordered(dt.date(first, 4, 1), dt.date(second, 3, 31), "year")


def _pair_year(match: re.Match[str]) -> Range:
    first, second = _pair(match["pair_y"])
    return _ordered(dt.date(first, 4, 1), dt.date(second, 3, 31), "year")


def _plain_year(match: re.Match[str]) -> Range:
    year = int(match["year_y"])
    return Range(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")


_READERS = {
    "iso": _iso,
    "dmy": _dmy,
    "hyphened": _hyphened,
    "days": _days,
    "span": _span,
    "day": _day,
    "mday": _mday,
    "months": _months,
    "month": _month_year,
    "my": _my,
    "quarter": _quarter,
    "term": _term,
    "school": _school,
    "fiscal": _fiscal,
    "pair": _pair_year,
    "year": _plain_year,
}


def find(text: str) -> Iterator[Found]:
    """Every date in a text, left to right."""
    for match in DATE.finditer(text):
        found = range_of(match)
        if found is not None:
            yield Found(match.start(), match.end(), found)


_RANGE_JOIN = re.compile(r"\s{0,3}(?:[-–—]|to|and|until)\s{0,3}(?:the\s|end\s(?:of\s)?)?", re.IGNORECASE)


def read(text: str) -> Range | None:
    """The range of a text that is a date and nothing else, or None. "By end of March 2024" is one, so is "Q1 – "
    "Q2 2024"."""
    bare = text.strip(" \t\n\u00a0.,;:()")
    lead = _LEAD.match(bare)
    start = lead.end() if lead else 0
    match = DATE.match(bare, start)
    if match is None:
        return None
    first = range_of(match)
    if first is None:
        return None
    rest = match.end()
    if rest == len(bare):
        return first
    join = _RANGE_JOIN.match(bare, rest)
    second = DATE.match(bare, join.end()) if join and join.end() > rest else None
    if second is None or second.end() != len(bare):
        return None
    last = range_of(second)
    if last is None or last.latest < first.earliest:
        return None
    return Range(first.earliest, last.latest, last.precision)


_NUMBERED = re.compile(r"\b(?:milestone|actual|step|stage|checkpoint|phase)\s?\d(?=\s)", re.IGNORECASE)


def without_numbers_of_stages(text: str) -> str:
    """The text, each character in its place, with "Milestone 1" or "Phase 2" blotted out: their number is no day."""
    return _NUMBERED.sub(lambda match: "#" * len(match.group()), text)


def read_anywhere(text: str) -> Range | None:
    """The last date of a label such as "Milestone 1 – End July 2023", or None; "Milestone 1 July 2023" is no day."""
    found = list(find(without_numbers_of_stages(text)))
    return found[-1].range if found else None
