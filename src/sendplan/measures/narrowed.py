"""A measure for one team, one question or one place: the same definition, on the rows that a target is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb

from sendplan.clocks.words import any_of
from sendplan.measures.condition import All, Column, Compare, Condition, In, Value
from sendplan.measures.measure import Measure
from sendplan.measures.sql import literal, name
from sendplan.records.store import Reader


class NarrowingError(ValueError):
    """Why a measure cannot be counted for those alone: one sentence, with what can be asked."""


def narrowed(measure: Measure, groups: Mapping[str, str], reader: Reader) -> Measure:
    """`measure` on the rows whose columns have these values, however a source spells them in capitals and spaces.

    Raises NarrowingError for a column it is not split by, and for a value that no record has: a team that nobody has
    heard of has no figure, and never a figure of nothing.
    """
    if not groups:
        return measure
    if measure.per_measure:
        raise NarrowingError(
            f"{measure.name} is counted per {measure.per_measure}, and cannot be asked for {_said(groups)} alone."
        )
    conditions = [_one(measure, column, value, reader) for column, value in groups.items()]
    within: Condition = conditions[0] if len(conditions) == 1 else All(tuple(conditions))
    # A count has no denominator, and keeps its numerator alone.
    counts = measure.shape == "count"
    return replace(
        measure,
        only=tuple(groups.items()),
        declared=measure.digest(),
        denominator=measure.denominator if counts else _both(within, measure.denominator),
        numerator=_both(within, measure.numerator) if counts else measure.numerator,
        exclude=None if measure.exclude is None else _both(within, measure.exclude),
    )


def _both(within: Condition, condition: Condition | None) -> Condition:
    return within if condition is None else All((within, condition))


def _one(measure: Measure, column: str, wanted: str, reader: Reader) -> Condition:
    if column not in measure.groups:
        able = any_of(list(measure.groups)) if measure.groups else "nothing"
        raise NarrowingError(f"{measure.name} cannot be asked for one “{column}”: it is split by {able}.")
    held = _values(measure, column, reader)
    if held is None:
        # Nothing was loaded that could spell it otherwise; whoever counts will say so, or use what a partner sent.
        return Compare(Column(column, "text"), "=", Value(wanted, "text"))
    spelt = tuple(Value(each, "text") for each in held if _plain(each) == _plain(wanted))
    if not spelt:
        records = measure.table.name.replace("_", " ")
        known = f"they have {any_of([f'“{each}”' for each in held[:12]])}" if held else "there are none"
        raise NarrowingError(f"No record of {records} has the {column} “{wanted}”: {known}.")
    left = Column(column, "text")
    return Compare(left, "=", spelt[0]) if len(spelt) == 1 else In(left, spelt)


def _values(measure: Measure, column: str, reader: Reader) -> list[str] | None:
    """The values a column has in all records of the table; None where none were loaded."""
    table = measure.table.name
    files = [str(reader.path(load.id, table)) for load in reader.loads if table in load.tables]
    if not files:
        return None
    asked = " UNION ".join(f"SELECT {name(column)} AS v FROM read_parquet({literal(file)})" for file in files)
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT DISTINCT CAST(v AS VARCHAR) FROM ({asked}) WHERE v IS NOT NULL ORDER BY 1"
        ).fetchall()
    return [value for (value,) in rows]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("–", "-").split())


def _said(groups: Mapping[str, str]) -> str:
    return " and ".join(f"the {column} “{value}”" for column, value in groups.items())
