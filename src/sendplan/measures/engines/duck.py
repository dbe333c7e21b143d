"""The engine that counts every day: one DuckDB query for all measures on a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import duckdb

from sendplan.measures.engines.counting import counting, is_open
from sendplan.measures.engines.three_valued import Row
from sendplan.measures.measure import Measure
from sendplan.measures.sql import literal, name
from sendplan.measures.tally import Number, Tally
from sendplan.records.columns import SQL_TYPE


def tally(measure: Measure, rows: Sequence[Row], on_day: dt.date | None = None) -> Tally:
    """What `measure` counts among a few rows, as the reference engine's `tally`: for its worked examples."""
    day = literal(on_day) if on_day is not None else None
    columns = measure.table.columns()
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE given ({', '.join(f'{name(each.name)} {SQL_TYPE[each.kind]}' for each in columns)})"
        )
        for row in rows:
            marks = ", ".join("?" for _ in columns)
            connection.execute(f"INSERT INTO given VALUES ({marks})", [row[each.name] for each in columns])
        parts = counting(measure, on_day=day).parts()
        open_ones = f" WHERE {is_open(measure, day)}" if day is not None else ""
        found = connection.execute(f"SELECT {', '.join(parts.values())} FROM given{open_ones}").fetchone()
    assert found is not None  # noqa: S101  an aggregate gives one row
    numerator, denominator, excluded, not_known = found
    return Tally(plain(numerator), plain(denominator), excluded, not_known)


def plain(number: Number | None) -> Number | None:
    """A sum of whole things as a whole number."""
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return int(number)
    return number
