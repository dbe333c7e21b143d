"""Figures that a partner sent as totals: they stand in where no record does, and always say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import duckdb

from sendplan.measures.measure import Measure
from sendplan.measures.period import Period
from sendplan.measures.result import Group
from sendplan.measures.tally import Number
from sendplan.records.cover import Period as Days
from sendplan.records.store import Reader

_TABLE = "supplied_figures"


@dataclass(frozen=True, slots=True)
class SuppliedFigure:
    """One figure as it was sent, for everyone (`group` is None) or for one group; `load` is the load it came in."""

    group: Group | None
    numerator: Number
    denominator: Number | None
    load: str
    words: str


class Supplied:
    """The supplied figures of the loads in force, read once when the first is asked for."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def figures(self, measure: Measure, period: Period, by: Sequence[str]) -> list[SuppliedFigure]:
        """What was sent of the measure for just this period, everyone first; for a narrowed one, of its group alone.

        A figure of another period never stands in, nor part of one: a quarter is not a quarter of a year.
        """
        found = self._sent.get((measure.name, period.since, period.last_day), [])
        if measure.only:
            wanted = [(column, value.casefold()) for column, value in measure.only]
            return [
                SuppliedFigure(None, each.numerator, each.denominator, each.load, each.words)
                for each in found
                if each.group is not None and [(each.group.by, str(each.group.value).casefold())] == wanted
            ]
        return [each for each in found if each.group is None or each.group.by in by]

    @cached_property
    def _sent(self) -> dict[tuple[str, date, date], list[SuppliedFigure]]:
        spoken = [each.period for load in self.reader.loads for each in load.covers() if each.table == _TABLE]
        found: dict[tuple[str, date, date], list[SuppliedFigure]] = {}
        if not spoken:
            return found
        whole = Days(min(each.since for each in spoken), max(each.until for each in spoken))
        query = self.reader.sql(_TABLE, "period_until", whole)
        with duckdb.connect() as connection:
            rows = connection.execute(
                f"""SELECT measure, period_from, period_until, group_by, "group", numerator, denominator, load,
                           supplied_by, supplied_on
                    FROM ({query}) ORDER BY group_by NULLS FIRST, "group" """
            ).fetchall()
        for measure, since, last, by, group, top, below, load, who, on in rows:
            words = f"Supplied by {who} on {on}, not computed from records."
            among = None if below is None else _whole(below)
            sent = SuppliedFigure(Group(by, group) if by else None, _whole(top), among, load, words)
            found.setdefault((measure, since, last), []).append(sent)
        return found


def _whole(number: Decimal) -> Number:
    """A whole number as one."""
    return int(number) if number == number.to_integral_value() else number
