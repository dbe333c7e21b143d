"""Keys to a document's ratings: little tables or lines that say what its colours, letters and words mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.formats.document import Cell, Document, Run, Table
from sendplan.plan_reader.draft import StatusKey
from sendplan.plan_reader.ledger import Ledger, Piece, place_parts, where_of
from sendplan.plan_reader.status import finished_key, is_key_heading, key_of_cells, key_of_line
from sendplan.plan_reader.table_grid import Row, cells_of, grid_of, texts_of
from sendplan.plan_reader.table_headers import header_at

__all__ = ["RatingKey", "find_key"]

_WIDEST = 4
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class RatingKey:
    """A document's key, and the numbers of the runs that it stands in, headings included."""

    entries: tuple[StatusKey, ...]
    runs: frozenset[int]


def find_key(document: Document, ledger: Ledger) -> RatingKey:
    """The key, placed in the ledger; empty where the document has none."""
    found: list[tuple[StatusKey, ...]] = []
    used: list[tuple[Run, tuple[StatusKey, ...] | None]] = []
    pending: list[tuple[Run, tuple[StatusKey, ...]]] = []
    heading: Run | None = None
    for block in document.blocks:
        if isinstance(block, Table):
            _settle(pending, heading, found, used)
            rows = _key_table(block) or _key_above(block)
            if rows:
                used += [(run, entries) for row, entries in rows for cell in row for run in cell.runs]
                found += [entries for _, entries in rows]
                used += [(heading, None)] if heading else []
            heading = None
            continue
        text = block.run.text.lstrip(" \t\u00a0•‣▪·*")
        entries = key_of_line(text, where_of([block.run])) if text.strip() else ()
        if entries:
            pending.append((block.run, entries))
        elif is_key_heading(text):
            _settle(pending, heading, found, used)
            heading = block.run
        elif text.strip():
            _settle(pending, heading, found, used)
            heading = None
    _settle(pending, heading, found, used)
    entries = finished_key(entry for row in found for entry in row)
    if not entries:
        return RatingKey((), frozenset())
    for run, said in used:
        piece = Piece.of(run)
        if said is None:
            ledger.place(piece, "label")
        else:
            place_parts(piece, [part for entry in said for part in (entry.as_written, entry.text)], ledger)
    return RatingKey(entries, frozenset(run.number for run, _ in used))


def _settle(
    pending: list[tuple[Run, tuple[StatusKey, ...]]],
    heading: Run | None,
    found: list[tuple[StatusKey, ...]],
    used: list[tuple[Run, tuple[StatusKey, ...] | None]],
) -> None:
    """Lines that explain two ratings or more between them, or stand under a key's heading, are a key."""
    ratings = {entry.as_written.lower() for _, entries in pending for entry in entries}
    if len(ratings) >= 2:
        used += [(heading, None)] if heading else []
        used += pending
        found += [entries for _, entries in pending]
    pending.clear()


def _key_table(table: Table) -> list[tuple[Sequence[Cell], tuple[StatusKey, ...]]]:
    """The rows of a table that is a key and nothing else, each with its entries; a header's row has none."""
    grid = grid_of(table)
    if (
        not grid
        or (len(grid[0]) > _WIDEST and len(grid) > 3)
        or any(header_at(grid, at) for at in range(min(2, len(grid))))
    ):
        return []
    rows: list[tuple[Sequence[Cell], tuple[StatusKey, ...]]] = [
        (cells_of(row), _entries(row)) for row in grid if any(cell.text or cell.fill for cell in cells_of(row))
    ]
    told = [entries for _, entries in rows if entries]
    ratings = {entry.as_written.lower() for entries in told for entry in entries}
    return rows if len(ratings) >= 2 and len(rows) - len(told) <= 1 else []


def _key_above(table: Table) -> list[tuple[Sequence[Cell], tuple[StatusKey, ...]]]:
    """The rows of a key that stands above the header of the actions, as it does where both share a worksheet.

    Rows one below another, each a rating and its meaning; at least two say a standing that can be read, for counts of
    ratings stand in such rows too.
    """
    grid = grid_of(table)
    header = next((at for at in range(min(len(grid), _DEEPEST)) if header_at(grid, at)), 0)
    rows: list[tuple[Sequence[Cell], tuple[StatusKey, ...]]] = []
    for at in range(header):
        said = texts_of(grid[at])
        entries = _entries(grid[at]) if 0 < len(said) <= _WIDEST else ()
        if entries:
            rows.append((said, entries))
        elif rows:
            break
    told = [entry for _, entries in rows for entry in entries if entry.meaning != "not_understood"]
    return rows if len({entry.as_written.lower() for entry in told}) >= 2 else []


def _entries(row: Row) -> tuple[StatusKey, ...]:
    cells = cells_of(row)
    where = where_of(run for cell in cells for run in cell.runs)
    return key_of_cells([(cell.text, cell.fill, where_of(cell.runs) if cell.text else where) for cell in cells])
