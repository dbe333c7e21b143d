"""Rows that cannot be counted are set aside with the reason, and so is everything under them. Nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from sendplan.records.manifest import Counted
from sendplan.records.modules import MODULES

# The reason of a row that is set aside only because what it belongs to was.
ABOVE = "above"


def set_aside(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Make `aside` (table, row number, rule): the rows of `tables` with an error, and the rows under those.

    One row of `aside` for each row that is set aside: the first rule that found an error in it, or "above". Under it
    means within the return's hierarchy: a request that is set aside takes its assessment and plan along.
    """
    there = set(tables)
    connection.execute(
        """CREATE OR REPLACE TABLE aside AS
        SELECT tbl, row_no, min(rule) AS rule FROM issues
        WHERE severity = 'error' AND row_no IS NOT NULL GROUP BY tbl, row_no"""
    )
    for name, module in MODULES.items():
        if module.parent in there and name in there:
            connection.execute(
                f"""INSERT INTO aside SELECT '{name}', row_no, '{ABOVE}' FROM {name} AS t
                WHERE (parent_no IS NULL OR parent_no IN (SELECT row_no FROM aside WHERE tbl = '{module.parent}'))
                    AND row_no NOT IN (SELECT row_no FROM aside WHERE tbl = '{name}')"""
            )


def kept(table: str) -> str:
    """A query for the rows of a typed table that are not set aside."""
    return f"(SELECT * FROM {table} WHERE row_no NOT IN (SELECT row_no FROM aside WHERE tbl = '{table}'))"


def counted(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> dict[str, Counted]:
    """Rows in, loaded and set aside, of each of `tables`."""
    found: dict[str, Counted] = {}
    for table in tables:
        row = connection.execute(
            f"""SELECT count(*), count(*) FILTER (WHERE row_no IN (SELECT row_no FROM aside WHERE tbl = '{table}'))
            FROM raw_{table}"""
        ).fetchone()
        assert row is not None  # noqa: S101 - an aggregate always has its row
        found[table] = Counted(row[0], row[0] - row[1], row[1])
    return found
