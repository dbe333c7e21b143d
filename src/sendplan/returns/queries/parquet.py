"""Rows of one load, read from its files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from sendplan.records.store import literal

__all__ = ["columns_of", "file", "reading"]


@contextmanager
def reading() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that holds nothing, takes little memory, and reaches no network."""
    con = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": "256MB",
            "threads": "1",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    try:
        con.execute("SET enable_progress_bar=false")
        yield con
    finally:
        con.close()


def file(path: Path) -> str:
    """A Parquet file as SQL reads it."""
    return f"read_parquet({literal(str(path))})"


def columns_of(con: duckdb.DuckDBPyConnection, path: Path) -> Sequence[str]:
    """The names of its columns, in order."""
    described: list[tuple[Any, ...]] = con.execute(f"DESCRIBE SELECT * FROM {file(path)}").fetchall()  # noqa: S608  a path of ours
    return [str(row[0]) for row in described]
