"""Where a load is made ready: a private DuckDB database, removed at the end, whatever happens.

A source fills `raw_<table>`, values as sent. `values` makes `<table>` from it, with types. `checks` and everyone else
write what they find to `issues`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self

import duckdb
import numpy as np

__all__ = ["BATCH", "PLACED", "Finding", "Progress", "Severity", "Staging", "name", "no_progress"]

BATCH = 20_000
"""How many rows a source adds at a time."""

# The columns every raw and every typed table has beside its own.
PLACED: dict[str, str] = {
    "row_no": "BIGINT",
    "parent_no": "BIGINT",
    "source_file": "VARCHAR",
    "source_line": "BIGINT",
    "place": "VARCHAR",
}

Severity = Literal["error", "query", "notice"]

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how much of it is done, and of how much, None where that is not known."""

_PREFIX = "sendplan-staging-"
_LOCK = "in-use"


def no_progress(what: str, done: int, of: int | None) -> None:
    """Tell nobody."""


def name(identifier: str) -> str:
    """A table's or column's name as SQL takes it, whatever letters it has."""
    return '"' + identifier.replace('"', '""') + '"'


class Finding(NamedTuple):
    """One row of `issues`: which rule, on which value, and where that stands in the file.

    `rule` is the id of a rule, whose words are in its catalogue. `row_no` is the row of `tbl`, None where the whole
    file or column is meant. `value` is as sent. `reason` adds words of its own to the rule's message.
    """

    rule: str
    severity: Severity
    tbl: str
    row_no: int | None = None
    col: str | None = None
    value: str | None = None
    source_file: str | None = None
    source_line: int | None = None
    place: str = ""
    reason: str | None = None


_ISSUES = (
    "CREATE TABLE issues (rule VARCHAR, severity VARCHAR, tbl VARCHAR, row_no BIGINT, col VARCHAR, value VARCHAR,"
    " source_file VARCHAR, source_line BIGINT, place VARCHAR, reason VARCHAR)"
)


class Staging:
    """The database of one load. Use it in a `with` block; nothing of it is left afterwards.

    `parent` is the folder it makes its own private folder in (by default the system's for temporary files); a folder
    there whose load was killed is removed first. `memory` and `threads` bound what DuckDB takes; what is larger than
    its memory it spills into the private folder.
    """

    con: duckdb.DuckDBPyConnection
    folder: Path

    def __init__(self, parent: Path | None = None, *, memory: str = "256MB", threads: int = 2) -> None:
        self._parent = parent if parent is not None else Path(tempfile.gettempdir())
        self._memory = memory
        self._threads = threads
        self._raw: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Self:
        sweep(self._parent)
        self.folder, self._lock = _held_folder(self._parent)
        self.con = duckdb.connect(
            str(self.folder / "staging.duckdb"),
            config={
                "memory_limit": self._memory,
                "threads": str(self._threads),
                "temp_directory": str(self.folder / "spilled"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        self.con.execute("SET enable_progress_bar=false")
        self.con.execute(_ISSUES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.con.close()
        # The folder goes before its lock, so that nobody takes it for a dead one meanwhile.
        shutil.rmtree(self.folder, ignore_errors=True)
        os.close(self._lock)

    def raw(self, table: str, columns: Iterable[str]) -> None:
        """Make `raw_<table>` with these columns, all VARCHAR, between where a row stands and `extra`.

        `extra` is JSON of what the row has under names nobody knows, NULL where there is none. A table made already
        with the same columns stays as it is. Raises ValueError if it was made with others, or a name is one of
        `PLACED` or twice the same.
        """
        wanted = tuple(columns)
        if table in self._raw:
            if self._raw[table] != wanted:
                raise ValueError(f"raw_{table} has other columns already: {', '.join(self._raw[table])}")
            return
        reserved = {*PLACED, "extra"} & set(wanted)
        if reserved or len(set(wanted)) < len(wanted):
            raise ValueError(f"raw_{table} cannot have these columns: {', '.join(wanted)}")
        typed = [f"{column} {kind}" for column, kind in PLACED.items()]
        typed += [f"{name(column)} VARCHAR" for column in (*wanted, "extra")]
        self.con.execute(f"CREATE TABLE {name('raw_' + table)} ({', '.join(typed)})")
        self._raw[table] = wanted

    def add(self, table: str, batch: Mapping[str, Sequence[object]]) -> None:
        """Append rows to `raw_<table>`: a column's values by its name, as many in each; a column left out is NULL.

        About `BATCH` rows at a time. Raises KeyError for a table or a column that `raw` did not make.
        """
        known = {*PLACED, "extra", *self._raw[table]}
        for column in batch:
            if column not in known:
                raise KeyError(f"raw_{table} has no column {column!r}")
        if batch:
            self._insert("raw_" + table, batch)

    def _insert(self, table: str, batch: Mapping[str, Sequence[object]]) -> None:
        rows = {column: np.array(values, dtype=object) for column, values in batch.items()}  # noqa: F841 - SQL reads it
        self.con.execute(f"INSERT INTO {name(table)} BY NAME SELECT * FROM rows")

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that a source has made, in order."""
        return tuple(self._raw)

    def columns(self, table: str) -> tuple[str, ...]:
        """The table's own columns: without where a row stands, and without `extra`."""
        return self._raw[table]

    def rows_in(self) -> dict[str, int]:
        """How many rows the sources added, by table: what loaded and set-aside rows must sum to."""
        return {table: self._count("raw_" + table) for table in self._raw}

    def _count(self, table: str) -> int:
        [(rows,)] = self.con.execute(f"SELECT count(*) FROM {name(table)}").fetchall()
        return int(rows)

    def report(self, findings: Iterable[Finding]) -> None:
        """Append rows to `issues`."""
        listed = list(findings)
        if listed:
            columns = zip(Finding._fields, zip(*listed, strict=True), strict=True)
            self._insert("issues", {column: list(values) for column, values in columns})


def _held_folder(parent: Path) -> tuple[Path, int]:
    """A new private folder and the open file by which this process holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another process may have swept the folder before it was held.
        if (folder / _LOCK).exists():
            return folder, lock
        os.close(lock)


def sweep(parent: Path) -> None:
    """Remove the staging folders of loads that were killed: those of this user that no process holds."""
    for folder in parent.glob(_PREFIX + "*"):
        with suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
