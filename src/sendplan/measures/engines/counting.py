"""The expressions that count a measure in SQL, the same in DuckDB and in Spark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sendplan.measures.condition import Condition
from sendplan.measures.measure import Measure
from sendplan.measures.sql import Dialect, name, sql


@dataclass(frozen=True, slots=True)
class Counting:
    """What a query selects for one measure: an expression for each part of a `Tally`."""

    numerator: str
    denominator: str | None
    excluded: str
    not_known: str

    def parts(self) -> Mapping[str, str]:
        """The expressions by the part they give."""
        below = "NULL" if self.denominator is None else self.denominator
        return {
            "numerator": self.numerator,
            "denominator": below,
            "excluded": self.excluded,
            "not_known": self.not_known,
        }


def counting(measure: Measure, *, on_day: str | None = None, dialect: Dialect = "duckdb") -> Counting:
    """The aggregates that count `measure` over the rows of a query: those of a period, or those open on `on_day`."""
    said = _Said(on_day, dialect)
    kept = [f"({said.condition(measure.denominator)}) IS TRUE"] if measure.denominator is not None else []
    left_out = f"({said.condition(measure.exclude)}) IS TRUE" if measure.exclude is not None else "FALSE"
    among = " AND ".join([*kept, f"NOT ({left_out})"] if measure.exclude is not None else kept) or "TRUE"
    excluded = _rows(" AND ".join([*kept, left_out])) if measure.exclude is not None else "0"
    unplaced = [f"({said.condition(measure.denominator)}) IS NULL"] if measure.denominator is not None else []

    if measure.value is not None:
        value = name(measure.value, dialect)
        unplaced.append(f"({among} AND {value} IS NULL)")
        # Halfway between two values of four places may need a fifth.
        top = f"sum({value})" if measure.shape == "mean" else f"median(CAST({value} AS DECIMAL(24, 8)))"
        return Counting(
            f"{top} FILTER (WHERE {among})",
            f"count({value}) FILTER (WHERE {among})",
            excluded,
            _rows(" OR ".join(unplaced)),
        )

    counted = f"({said.condition(measure.numerator)})" if measure.numerator is not None else "TRUE"
    blank = [f"{counted} IS NULL"] if measure.numerator is not None else []
    numerator = _rows(f"{among} AND {counted} IS TRUE")
    if measure.sum_of is not None:
        column = name(measure.sum_of, dialect)
        numerator = f"coalesce(sum({column}) FILTER (WHERE {among} AND {counted} IS TRUE), 0)"
        blank.append(f"({counted} IS TRUE AND {column} IS NULL)")
    denominator: str | None = _rows(among)
    if measure.shape == "count" or measure.per_measure is not None:
        denominator = None
    elif measure.per is not None:
        column = name(measure.per, dialect)
        denominator = f"coalesce(sum({column}) FILTER (WHERE {among}), 0)"
        blank.append(f"{column} IS NULL")
    if blank:
        unplaced.append(f"({among} AND ({' OR '.join(blank)}))")
    return Counting(numerator, denominator, excluded, _rows(" OR ".join(unplaced)) if unplaced else "0")


def _rows(condition: str) -> str:
    # count_if gives NULL for no rows at all; this gives 0.
    return f"count(*) FILTER (WHERE {condition})"


@dataclass(frozen=True, slots=True)
class _Said:
    on_day: str | None
    dialect: Dialect

    def condition(self, condition: Condition) -> str:
        return sql(condition, on_day=self.on_day, dialect=self.dialect)


def is_open(measure: Measure, on_day: str, dialect: Dialect = "duckdb") -> str:
    """The condition under which a row of a stock is open on the day: from its first day, until before its last."""
    assert measure.open_from is not None  # noqa: S101  only a stock is asked
    since = f"{name(measure.open_from, dialect)} <= {on_day}"
    if measure.open_until is None:
        return since
    until = name(measure.open_until, dialect)
    return f"{since} AND ({until} IS NULL OR {until} > {on_day})"
