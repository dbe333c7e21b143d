"""Which period of which table a load speaks for; outside it nothing reads as zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `since`, included, to `until`, not included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError(f"A period from {self.since} must end after it, not on {self.until}.")

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.since.isoformat()} to {self.last_day.isoformat()}"

    def meet(self, other: Period) -> Period | None:
        """The days in both, or None."""
        since, until = max(self.since, other.since), min(self.until, other.until)
        return Period(since, until) if since < until else None

    def without(self, other: Period) -> tuple[Period, ...]:
        """What is left of this period when the days of `other` are taken away: none, one or two periods."""
        both = self.meet(other)
        if both is None:
            return (self,)
        return tuple(
            Period(since, until)
            for since, until in ((self.since, both.since), (both.until, self.until))
            if since < until
        )


@dataclass(frozen=True, slots=True)
class Cover:
    """One table and the period a load speaks for in it."""

    table: str
    period: Period


@dataclass(frozen=True, slots=True)
class Part:
    """The days of a period that one load answers for: of several loads that could, the one that wins."""

    load: str
    period: Period


def shared_out(period: Period, covers: Sequence[tuple[str, Period]]) -> tuple[tuple[Part, ...], tuple[Period, ...]]:
    """Who answers for each day of `period`, and the days for which nobody does.

    `covers` are loads and their periods in one table, the one that wins first. The parts are in order of time, do not
    overlap, and together with the gaps are the whole period.
    """
    parts: list[Part] = []
    open_: list[Period] = [period]
    for load, covered in covers:
        left: list[Period] = []
        for piece in open_:
            both = piece.meet(covered)
            if both is not None:
                parts.append(Part(load, both))
            left.extend(piece.without(covered))
        open_ = left
    return tuple(sorted(parts, key=lambda part: part.period)), tuple(sorted(open_))


def of_return(year: int, reference: date, tables: Iterable[str]) -> tuple[Cover, ...]:
    """What the SEN2 return of the census `year` speaks for.

    Flows: the calendar year before (1 January to 31 December). What stands on a day: that year and on to the survey
    day, `reference`, included. Source: the SEN2 guide's reporting period.
    """
    if reference.year != year:
        raise ValueError(f"The survey day of {year} is in January {year}, and not on {reference}.")
    flows = Period(date(year - 1, 1, 1), date(year, 1, 1))
    stocks = Period(date(year - 1, 1, 1), reference + timedelta(days=1))
    return tuple(Cover(table, flows if table == "requests" else stocks) for table in tables)
