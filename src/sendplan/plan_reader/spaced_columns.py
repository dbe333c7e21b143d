"""Tables whose columns are kept apart by spaces, as plain text has them.

Each line is cut where the header's words begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.plan_reader.cell_lines import row_of_cells
from sendplan.plan_reader.columns import Columns, header_row
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.rows import ActionRow, Line
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["SpacedTable", "spaced_table"]

_LABEL = re.compile(r"[^\s\u00a0]+(?:[ \u00a0][^\s\u00a0]+)*")
_LEAST = 3


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """The rows of a table, its header and where it ends."""

    columns: Columns
    rows: tuple[ActionRow, ...]
    header: Piece
    end: int


def spaced_table(items: Sequence[Line | TableRows], at: int) -> SpacedTable | None:
    """The table of actions whose header is this line, or None where it is no such header, or cuts a word in two."""
    header = items[at]
    if isinstance(header, TableRows) or header.item or "   " not in header.piece.raw.strip():
        return None
    raw = header.piece.raw.expandtabs(8)
    labels = [(match.start(), match.group()) for match in _LABEL.finditer(raw)]
    if len(labels) < _LEAST or raw != header.piece.raw:
        return None
    columns = header_row([label for _, label in labels])
    if columns is None or columns.kind != "actions":
        return None
    starts = [start for start, _ in labels]
    rows: list[list[tuple[int, Line]]] = []
    end = at + 1
    while end < len(items):
        line = items[end]
        if isinstance(line, TableRows) or line.level:
            break
        if line.empty or is_furniture(line.text):
            end += 1
            continue
        cells = _cells(line.piece, starts)
        if cells is None:
            break
        if _begins(cells, columns, rows):
            rows.append([])
        elif not rows:
            break
        rows[-1] += [(place, Line(piece)) for place, piece in cells]
        end += 1
    if not rows:
        return None
    return SpacedTable(columns, tuple(row_of_cells(_joined(row), columns) for row in rows), header.piece, end)


def _cells(piece: Piece, starts: Sequence[int]) -> list[tuple[int, Piece]] | None:
    """A line's cells by column; None where a word stands across the place at which a column begins."""
    raw = piece.raw
    for start in starts[1:]:
        if start < len(raw) and raw[start - 1] not in " \u00a0" and raw[start] not in " \u00a0":
            return None
    if "  " not in raw.strip() and len(raw) - len(raw.lstrip()) < starts[1] and len(raw.rstrip()) > starts[1]:
        return None
    found = []
    for place, start in enumerate(starts):
        stop = starts[place + 1] if place + 1 < len(starts) else len(raw)
        cell = piece.cut(start, stop)
        if cell and start < len(raw):
            found.append((place, cell))
    return found or None


def _begins(cells: Sequence[tuple[int, Piece]], columns: Columns, rows: Sequence[Sequence[tuple[int, Line]]]) -> bool:
    """A line with words in the ref's column begins a row; without refs, one with an action and a date or owner."""
    filled = {columns.columns[place].field for place, _ in cells}
    if columns.has("ref"):
        return "ref" in filled
    if not rows:
        return "action" in filled
    beside = filled - {"action", "outcome", "update"}
    return "action" in filled and bool(beside)


def _joined(row: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """The lines of each cell put together: they were one paragraph before they were broken to the column's width."""
    joined: dict[int, list[Piece]] = {}
    for place, line in row:
        joined.setdefault(place, []).append(line.piece)
    return [(place, Line(Piece.join(pieces))) for place, pieces in sorted(joined.items())]
