"""Real tables as lines (titles, labels, notes, layout) and rows under headers, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sendplan.formats.document import Cell, Table
from sendplan.plan_reader.action_table import actions_of
from sendplan.plan_reader.column_cells import settled
from sendplan.plan_reader.columns import Columns, is_aside
from sendplan.plan_reader.due_cell import read_due
from sendplan.plan_reader.header_words import OWNERS, loose_field, strict_field
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.measure_table import measures_of, statements_of
from sendplan.plan_reader.rows import ActionRow, Line, MeasureRow, StatementRow
from sendplan.plan_reader.table_grid import Grid, Row, cells_of, grid_of, pieces_of, texts_of
from sendplan.plan_reader.table_headers import ends_rows, header_at, side_by_side

__all__ = ["TableRows", "joined", "parts_of"]


@dataclass(slots=True)
class TableRows:
    """Rows under one header. ``breaks`` are the numbers of rows that begin a page, its header written again."""

    columns: Columns
    header: tuple[Piece, ...]
    cells: list[Row] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)

    @property
    def rows(self) -> tuple[ActionRow | MeasureRow | StatementRow, ...]:
        if self.columns.kind == "kpis":
            return tuple(measures_of(self.cells, self.columns))
        if self.columns.kind == "actions":
            return tuple(actions_of(self.cells, settled(self.columns, self.cells), self.breaks))
        return tuple(statements_of(self.cells, self.columns))

    def takes_up(self, other: TableRows) -> bool:
        """Take the rows of a table that goes on with this one, its header written again; False where it is another."""
        if other.columns.kind != self.columns.kind or other.columns.labels != self.columns.labels:
            return False
        places = {mine.index: its.index for mine, its in zip(self.columns.columns, other.columns.columns, strict=False)}
        if len(self.columns.columns) != len(other.columns.columns):
            named = {column.label.lower(): column.index for column in other.columns.columns if column.label}
            places = {column.index: named.get(column.label.lower(), -1) for column in self.columns.columns}
        self.breaks.add(len(self.cells))
        self.header += other.header
        width = max(places, default=-1) + 1
        for row in other.cells:
            mine: Row = [None] * width
            for here, there in places.items():
                mine[here] = row[there] if 0 <= there < len(row) else None
            self.cells.append(mine)
        return True


def parts_of(table: Table, before: Columns | None = None) -> Iterator[Line | TableRows]:
    """A table's parts. ``before`` is the header that a table without one goes on with, if it can."""
    if table.caption is not None:
        yield Line(Piece.of(table.caption), level=8)
    grid = [row for row in grid_of(table) if not _is_rule(row)]
    if not grid:
        return
    ranges = side_by_side(grid)
    seen: set[int] = set()
    if len(ranges) == 1:
        yield from _parts(grid, seen, _carried(grid, before))
        return
    for low, high in ranges:
        yield from _parts([row[low:high] for row in grid], seen, None)


def _parts(grid: Grid, seen: set[int], current: Columns | None) -> Iterator[Line | TableRows]:
    at = 0
    open_rows: TableRows | None = None
    if current is not None:
        open_rows = TableRows(current, ())
        open_rows.breaks.add(0)
    if current is None and _label_rows(grid) >= 2:
        yield from _cell_lines(grid, 0, len(grid), seen, title=True)
        return
    while at < len(grid):
        found = header_at(grid, at)
        if found is not None:
            columns, height = found
            header = tuple(
                piece for row in grid[at : at + height] for cell in cells_of(row) for piece in pieces_of(cell)
            )
            if open_rows is not None and open_rows.cells and columns.labels == open_rows.columns.labels:
                open_rows.header += header
                open_rows.breaks.add(len(open_rows.cells))
            else:
                if open_rows is not None:
                    yield open_rows
                open_rows = TableRows(columns, header)
            current = columns
            at += height
        elif current is not None and not ends_rows(grid, at) and not _stands_apart(grid, at, open_rows, current):
            if open_rows is None:
                open_rows = TableRows(current, ())
            open_rows.cells.append(grid[at])
            at += 1
        else:
            if open_rows is not None:
                yield open_rows
                open_rows = None
            yield from _cell_lines(grid, at, at + 1, seen, title=True)
            at += 1
            if current is not None and not _goes_on(grid, at, current):
                current = None
    if open_rows is not None:
        yield open_rows


def _cell_lines(grid: Grid, start: int, end: int, seen: set[int], *, title: bool = False) -> Iterator[Line]:
    """The paragraphs of rows without a header, each a line. A row's one cell with one paragraph may be a title."""
    for row in grid[start:end]:
        aside = _is_wide(row)
        pair = texts_of(row)[0] if len(texts_of(row)) == 2 else None
        alone = title and len(texts_of(row)) == 1 and len(pieces_of(texts_of(row)[0])) == 1
        for cell in cells_of(row):
            if id(cell) not in seen:
                seen.add(id(cell))
                first = cell is pair
                for run in cell.runs:
                    yield Line(Piece.of(run), cell=True, title=alone, aside=aside, first_of_two=first)


def _is_rule(row: Row) -> bool:
    """The rule that a typed table has under its header."""
    return bool(texts_of(row)) and all(_RULE.fullmatch(cell.text) for cell in texts_of(row))


def _is_wide(row: Row) -> bool:
    """Three cells or more that are no labels and values in turn: a table of something else."""
    cells = texts_of(row)
    if len(cells) < 3 or any(":" in cell.text for cell in cells):
        return False
    return len(cells) % 2 == 1 or strict_field(cells[0].text) is None or strict_field(cells[1].text) is not None


def _stands_apart(grid: Grid, at: int, rows: TableRows | None, columns: Columns) -> bool:
    """Below a table's rows, the header of another kind of table; or, after an empty row, what is no row of this one."""
    if is_aside([cell.text for cell in texts_of(grid[at])]):
        return True
    if rows is None or not rows.cells or at == 0 or texts_of(grid[at - 1]) or not texts_of(grid[at]):
        return False
    if len(texts_of(grid[at])) == 1:
        return texts_of(grid[at])[0].column == 0
    return columns.kind == "kpis" and not _fits(grid[at], columns)


def _goes_on(grid: Grid, at: int, columns: Columns) -> bool:
    """After a title inside a table its columns hold on only where the next row with words fills most of them."""
    following = next((row for row in grid[at:] if texts_of(row)), None)
    if following is None or len(texts_of(following)) < 2:
        return False
    if columns.kind == "kpis" or is_aside([cell.text for cell in texts_of(following)]):
        return columns.kind == "kpis" and _fits(following, columns)
    named = sum(1 for column in columns.columns if column.label)
    return 2 * len(texts_of(following)) > named or _fits(following, columns)


def _label_rows(grid: Grid) -> int:
    """How many different labels stand in the first column of a table written downwards: "Action", "Lead", "Due".

    0 where a value in a later column would have to be a label too, or where it has too few rows.
    """
    if len(grid) < 2:
        return 0
    found: set[str] = set()
    for row in grid:
        cells = texts_of(row)
        if len(cells) < 2 or len(cells) > 4:
            continue
        field_name = strict_field(cells[0].text) or (loose_field(cells[0].text) if len(cells) == 2 else None)
        if field_name in (None, "needs", "voice", "name", "baseline", "step", "other", "section"):
            continue
        if strict_field(cells[1].text) is not None:
            return 0
        found.add(str(field_name))
    return len(found) if found & {"due", *OWNERS} or "action" in found else 0


def _carried(grid: Grid, before: Columns | None) -> Columns | None:
    """The earlier header, where this table has none, is as wide, and has what that header says in its columns."""
    if before is None or header_at(grid, 0) is not None:
        return None
    if len(grid[0]) <= max(column.index for column in before.columns):
        return None
    if before.kind == "statements" or len(grid[0]) != max(column.index for column in before.columns) + 1:
        return None
    if any(header_at(grid, at) is not None for at in range(min(3, len(grid)))) or _label_rows(grid) >= 2:
        return None
    rows = [row for row in grid if len(texts_of(row)) > 1]
    fitting = sum(1 for row in rows if _fits(row, before))
    return before if rows and 2 * fitting >= len(rows) else None


_RULE = re.compile(r"[-=_+|:\s–—]{3,}")
_REF_CELL = re.compile(r"[A-Za-z]{0,4}[.\s-]?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?[.):]?")
_FIGURE_CELL = re.compile(r"\W{0,2}\d[\d.,]*\s?%?.{0,40}|t\.?b\.?c\.?|n/a", re.IGNORECASE)


def _fits(row: Row, columns: Columns) -> bool:
    def text(cell: Cell | None) -> str:
        return cell.text if cell is not None else ""

    if columns.kind == "kpis":
        return any(
            _FIGURE_CELL.fullmatch(text(row[column.index])) for column in columns.of("baseline", "step", "actual")
        )
    if any(_REF_CELL.fullmatch(text(row[column.index])) for column in columns.of("ref")):
        return True
    due = [text(row[column.index]) for column in columns.of("due")]
    return any(said and read_due(said).kind not in ("blank", "not_understood") for said in due)


def joined(parts: Sequence[Line | TableRows]) -> list[Line | TableRows]:
    """Tables that a page break parted put together again: a header written again straight after its table's rows."""
    made: list[Line | TableRows] = []
    for part in parts:
        last = next((one for one in reversed(made) if isinstance(one, TableRows) or not is_furniture(one.text)), None)
        goes_on = isinstance(part, TableRows) and isinstance(last, TableRows) and part.columns.kind == "actions"
        if goes_on and isinstance(part, TableRows) and isinstance(last, TableRows) and last.takes_up(part):
            continue
        made.append(part)
    return made
