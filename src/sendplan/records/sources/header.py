"""What a SEN2 return says of itself: its census year, its survey day and whose it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sendplan.records.faults import Refused
from sendplan.records.modules import FIRST_YEAR

__all__ = ["KNOWN_YEARS", "Given", "Header", "survey_day"]

# The last year whose return is known to have the items of "v1.3".
LAST_YEAR = 2026
KNOWN_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{4})-(\d{1,2}|[A-Za-z]{3})-(\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_THURSDAY = 3


def survey_day(year: int) -> dt.date:
    """The SEN2 survey day of a census year: the third Thursday of January."""
    first = dt.date(year, 1, 1)
    return first + dt.timedelta(days=(_THURSDAY - first.weekday()) % 7 + 14)


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who loads a file says of it, where the file does not: None and '' leave it to the file."""

    year: int | None = None
    reference_date: dt.date | None = None
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A return's census year, survey day and authority, by DfE's three digits."""

    year: int
    reference_date: dt.date
    authority: str

    @classmethod
    def read(cls, values: Mapping[str, tuple[str, int | None]], file: str, given: Given | None = None) -> Header:
        """The header from its items as sent, each with its line, by lower-case tag.

        Raises `Refused` for what is missing, cannot be read, is of a year that is not known, or is not what `given`
        says.
        """
        given = given or Given()
        collection, line = _sent(values, "collection")
        if collection and collection.upper() != "SEN2":
            raise Refused(file, line, collection, "is a return of another collection", "load a SEN2 return")
        return cls(_year(values, file, given), _reference(values, file, given), _authority(values, file, given))


def _sent(values: Mapping[str, tuple[str, int | None]], tag: str) -> tuple[str, int | None]:
    value, line = values.get(tag, ("", None))
    return value.strip(), line


def _missing(file: str, item: str, option: str) -> Refused:
    return Refused(
        file,
        None,
        None,
        f"its header has no {item}",
        f"add it to the header, or say what it is ({option}) and load again",
    )


def _differs(file: str, line: int | None, item: str, value: str, given: object) -> Refused:
    return Refused(
        file, line, value, f"its {item} is not {given}, as was said of it", "load the right file, or say what it is"
    )


def _year(values: Mapping[str, tuple[str, int | None]], file: str, given: Given) -> int:
    value, line = _sent(values, "year")
    if not value:
        if given.year is None:
            raise _missing(file, "Year", "the census year")
        year, value = given.year, str(given.year)
    else:
        year = int(value) if re.fullmatch(r"[0-9]{4}", value) else 0
        if given.year is not None and year != given.year:
            raise _differs(file, line, "census year", value, given.year)
    if year not in KNOWN_YEARS:
        known = ", ".join(map(str, KNOWN_YEARS[:-1]))
        raise Refused(
            file,
            line,
            value,
            "its census year is not one whose items are known here",
            f"load a return of {known} or {KNOWN_YEARS[-1]}",
        )
    return year


def _reference(values: Mapping[str, tuple[str, int | None]], file: str, given: Given) -> dt.date:
    value, line = _sent(values, "referencedate")
    if not value:
        if given.reference_date is None:
            raise _missing(file, "ReferenceDate", "the survey day")
        return given.reference_date
    day = read_day(value)
    if day is None:
        raise Refused(file, line, value, "its ReferenceDate is not a date", "write it as 2025-01-16 (year, month, day)")
    if given.reference_date is not None and day != given.reference_date:
        raise _differs(file, line, "ReferenceDate", value, given.reference_date)
    return day


def read_day(value: str) -> dt.date | None:
    """A day written as 2025-01-16 or 2025-Jan-16, with or without a time, or None."""
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    year, month, day = found.groups()
    if month.isalpha():
        if month.lower() not in _MONTHS:
            return None
        month = str(_MONTHS.index(month.lower()) + 1)
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _authority(values: Mapping[str, tuple[str, int | None]], file: str, given: Given) -> str:
    value, line = _sent(values, "lea")
    if not value:
        if not given.authority:
            raise _missing(file, "LEA", "the authority's three-digit number")
        value = given.authority
    elif given.authority and value != given.authority:
        raise _differs(file, line, "LEA", value, given.authority)
    if not re.fullmatch(r"[0-9]{3}", value):
        raise Refused(
            file, line, value, "its LEA is not an authority's number", "give DfE's number of three digits, such as 301"
        )
    return value
