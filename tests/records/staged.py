"""Rows put into a staging database by hand, for tests of what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sendplan.records.staging import Staging
from sendplan.records.values import Typed, type_columns

Issue = tuple[str, int | None, str | None, str | None]


class Read:
    """A table as `type_columns` made it of text, and what it asked."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging

    def column(self, name: str) -> list[object]:
        return [value for (value,) in self._staging.con.execute(f'SELECT "{name}" FROM t ORDER BY row_no').fetchall()]

    @property
    def issues(self) -> list[Issue]:
        """The rule, row, column and value of each issue, in order."""
        return self._staging.con.execute(
            "SELECT rule, row_no, col, value FROM issues ORDER BY row_no NULLS FIRST, col, rule, value"
        ).fetchall()

    @property
    def rules(self) -> list[str]:
        return [rule for rule, *_ in self.issues]

    def reasons(self) -> list[str | None]:
        return [reason for (reason,) in self._staging.con.execute("SELECT reason FROM issues").fetchall()]


@contextmanager
def reading(
    columns: Sequence[Typed], *rows: Sequence[str | None], files: Sequence[str] = (), year: int | None = None
) -> Iterator[Read]:
    """The rows, one value a column, read with these types; `files` names each row's file where there are several."""
    with Staging() as staging:
        staging.raw("t", [column.name for column in columns])
        values = {column.name: [row[at] for row in rows] for at, column in enumerate(columns)}
        count = len(rows)
        staging.add(
            "t",
            {
                "row_no": list(range(1, count + 1)),
                "source_file": list(files) or ["a.csv"] * count,
                "source_line": list(range(2, count + 2)),
                "place": [""] * count,
                **values,
            },
        )
        type_columns(staging, "t", columns, year=year)
        yield Read(staging)
