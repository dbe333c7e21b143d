"""The engine that checks the others: it walks rows in Python, one by one, without SQL and without DuckDB."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from statistics import median

from sendplan.measures.condition import Condition
from sendplan.measures.engines.three_valued import Row, Truth, truth
from sendplan.measures.measure import Measure
from sendplan.measures.tally import Number, Tally


def tally(measure: Measure, rows: Iterable[Row], on_day: date | None = None) -> Tally:
    """What `measure` counts among `rows`: for a flow those of one period, for a stock all, counted on `on_day`."""
    count = _Count(measure)
    for row in rows:
        if on_day is None or is_open(measure, row, on_day):
            count.take(row, on_day)
    return count.tally()


def is_open(measure: Measure, row: Row, on_day: date) -> bool:
    """Whether a row of a stock stands on the day: from its first day, until before its last."""
    assert measure.open_from is not None  # noqa: S101  only a stock is counted on a day
    since = row[measure.open_from]
    until = row[measure.open_until] if measure.open_until else None
    return isinstance(since, date) and since <= on_day and not (isinstance(until, date) and until <= on_day)


class _Count:
    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.numerator: Number = 0
        self.denominator: Number = 0
        self.excluded = 0
        self.not_known = 0
        self.values: list[Number] = []

    def take(self, row: Row, on_day: date | None) -> None:
        """Count one row, or say why it is not counted."""
        measure = self.measure
        among = _asked(measure.denominator, row, on_day)
        if among is not True:
            self.not_known += among is None
            return
        if measure.exclude is not None and truth(measure.exclude, row, on_day) is True:
            self.excluded += 1
            return
        if measure.value is not None:
            value = _number(row, measure.value)
            if value is None:
                self.not_known += 1
            else:
                self.values.append(value)
            return
        counted = _asked(measure.numerator, row, on_day)
        more: Number | None = 1
        if counted is True and measure.sum_of is not None:
            more = _number(row, measure.sum_of)
        below: Number | None = 1
        if measure.per is not None and measure.per_measure is None:
            below = _number(row, measure.per)
        self.not_known += counted is None or more is None or below is None
        if counted is True and more is not None:
            self.numerator += more
        self.denominator += below or 0

    def tally(self) -> Tally:
        """The tally so far."""
        measure = self.measure
        if measure.shape == "mean":
            total: Number | None = sum(self.values, 0) if self.values else None
            return Tally(total, len(self.values), self.excluded, self.not_known)
        if measure.shape == "median":
            middle = median(map(Decimal, self.values)) if self.values else None
            return Tally(middle, len(self.values), self.excluded, self.not_known)
        alone = measure.shape == "count" or measure.per_measure is not None
        return Tally(self.numerator, None if alone else self.denominator, self.excluded, self.not_known)


def _asked(condition: Condition | None, row: Row, on_day: date | None) -> Truth:
    """A condition that was left out holds for every row."""
    return True if condition is None else truth(condition, row, on_day)


def _number(row: Row, column: str) -> Number | None:
    value = row[column]
    return value if isinstance(value, int | Decimal) else None
