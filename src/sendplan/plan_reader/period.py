"""The years a plan works to, told from its own dates: what a date without a year is read against.

The years are the unbroken run round the year the document names most. A date such as an old inspection's, with empty
years between, is not of the plan's period.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sendplan.plan_reader import dates

__all__ = ["Period", "plan_period"]

_MOST_TEXT = 5_000
_NUMBERED_MONTH = re.compile(rf"{dates.MONTH}\s(?P<n>[12]\d|3[01])", re.IGNORECASE)
_BEYOND = 3


@dataclass(frozen=True, slots=True)
class Period:
    """From ``earliest`` to ``latest`` the plan's own dates run; ``published`` is its day of publication where known.

    ``month_day`` says that the document writes days after months ("January 30"), so that "May 25" may be a day.
    """

    earliest: dt.date
    latest: dt.date
    published: dt.date | None = None
    month_day: bool = False

    def has_year(self, year: int) -> bool:
        return self.earliest.year <= year <= self.latest.year

    def in_each_year(self, made: Callable[[int], dates.Range | None]) -> list[dates.Range]:
        """What ``made`` gives for each year the plan may mean, in order: none that ended before the plan began."""
        floor = self.published or self.earliest
        ceiling = self.latest + dt.timedelta(days=366)
        years = range(self.earliest.year - 1, self.latest.year + 2)
        found = [made(year) for year in years]
        return [each for each in found if each and each.latest >= floor and each.earliest <= ceiling]


def plan_period(texts: Iterable[str], published: dt.date | None = None) -> Period | None:
    """The period of a document's texts; None where they date nothing to the month.

    A month with a number ("May 25") tells of a year only where nothing else does, or where a second one bears it out:
    one alone must not settle its own meaning.
    """
    found: list[dates.Range] = []
    numbered: dict[tuple[int, int], dates.Range] = {}
    numbers: set[int] = set()
    for text in texts:
        part = text[:_MOST_TEXT]
        for each in dates.find(part):
            match = _NUMBERED_MONTH.fullmatch(part, each.start, each.end)
            if match is not None:
                numbered[each.range.latest.year, each.range.latest.month] = each.range
                numbers.add(int(match["n"]))
            elif each.range.precision != "year":
                found.append(each.range)
    short = Counter(year for year, _ in numbered)
    years = Counter(each.latest.year for each in found)
    if not years:
        years, found = short, list(numbered.values())
    if not years:
        return None
    middle = max(sorted(years), key=lambda year: years[year])
    backed = {year for year, count in short.items() if count > 1 and abs(year - middle) <= _BEYOND}
    run = set(_run(set(years) | backed, middle))
    found += [each for (year, _), each in numbered.items() if year in run]
    inside = [each for each in found if each.earliest.year in run and each.latest.year in run]
    inside = inside or [each for each in found if each.latest.year in run]
    return Period(
        earliest=min(each.earliest for each in inside),
        latest=max(each.latest for each in inside),
        published=published,
        month_day=any(2000 + number > max(run) + _BEYOND for number in numbers),
    )


def _run(years: set[int], middle: int) -> Iterator[int]:
    """The years joined to ``middle``; going on, one empty year between two does not part them."""
    yield middle
    year = middle - 1
    while year in years and middle - year <= _BEYOND:
        yield year
        year -= 1
    year = middle
    while year < middle + _BEYOND and (year + 1 in years or year + 2 in years):
        year += 1
        yield year
