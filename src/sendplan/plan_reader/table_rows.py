"""Rows of real tables: headers found, merged cells given back to each row they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sendplan.formats.document import Cell, Table
from sendplan.plan_reader.columns import Column, Columns, Field, header_row
from sendplan.plan_reader.headings import heading_kind, section_heading
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.rows import ActionRow, Line, MeasureRow, OwnerCell, StatementRow

__all__ = ["TableRows", "parts_of"]


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows under one header."""

    columns: Columns
    header: tuple[Piece, ...]
    rows: tuple[ActionRow | MeasureRow | StatementRow, ...]


_Grid = list[list[Cell | None]]


def parts_of(table: Table) -> Iterator[Line | TableRows]:
    """A table as lines (titles, labels, notes, layout) and rows under headers, in reading order."""
    if table.caption is not None:
        yield Line(Piece.of(table.caption), level=8)
    grid = _grid(table)
    at = 0
    seen: set[int] = set()
    current: Columns | None = None
    while at < table.rows:
        found = _header(grid, at)
        if found is not None:
            current, height = found
            header = tuple(piece for row in grid[at : at + height] for cell in _cells(row) for piece in _pieces(cell))
            yield TableRows(current, header, ())
            at += height
        elif current is not None and not _ends(grid, at):
            end = at
            while end < table.rows and not _ends(grid, end):
                end += 1
            yield TableRows(current, (), tuple(_rows(grid, at, end, current)))
            at = end
        else:
            for cell in _cells(grid[at]):
                if id(cell) not in seen:
                    seen.add(id(cell))
                    yield from (Line(Piece.of(run)) for run in cell.runs)
            at += 1
            if current is not None and not _goes_on(grid, at):
                current = None


def _goes_on(grid: _Grid, at: int) -> bool:
    """After a title inside a table its columns hold on only where the next row with words has several cells."""
    following = next((row for row in grid[at:] if any(cell.text for cell in _cells(row))), None)
    return following is not None and sum(1 for cell in _cells(following) if cell.text) > 1


def _grid(table: Table) -> _Grid:
    grid: _Grid = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, table.columns)):
                if grid[row][column] is None:
                    grid[row][column] = cell
    return grid


def _cells(row: Sequence[Cell | None]) -> list[Cell]:
    """Each cell of a row once, left to right."""
    return list({id(cell): cell for cell in row if cell is not None}.values())


def _pieces(cell: Cell | None) -> tuple[Piece, ...]:
    return tuple(Piece.of(run) for run in cell.runs if run.text.strip()) if cell else ()


def _labels(rows: Sequence[Sequence[Cell | None]]) -> list[str]:
    """The words over each column, those of a header of two rows joined."""
    labels = []
    for column in range(len(rows[0])):
        cells: list[Cell] = []
        for row in rows:
            cell = row[column]
            if cell is not None and not any(cell is other for other in cells):
                cells.append(cell)
        labels.append(" ".join(cell.text for cell in cells if cell.text))
    return labels


def _header(grid: _Grid, at: int) -> tuple[Columns, int] | None:
    """The header that begins at a row, of one row or (where cells are merged in it) of two, and its height."""
    row = grid[at]
    merged = any(cell.rowspan > 1 or cell.colspan > 1 for cell in _cells(row))
    if merged and at + 1 < len(grid) and len(_cells(row)) > 1:
        two = header_row(_labels(grid[at : at + 2]))
        if two is not None and header_row(_labels([row])) is not None and not _has_values(grid[at + 1], row):
            return two, 2
        if two is not None and header_row(_labels([row])) is None and header_row(_labels([grid[at + 1]])) is None:
            return two, 2
    columns = header_row(_labels([row]))
    return None if columns is None or len(_cells(row)) < 2 else (columns, 1)


def _has_values(row: Sequence[Cell | None], above: Sequence[Cell | None]) -> bool:
    """True when the row has cells of its own under columns the row above does not span."""
    return any(
        cell is not None and cell is not over and (over is None or over.colspan == 1) and cell.text
        for cell, over in zip(row, above, strict=True)
    )


def _ends(grid: _Grid, at: int) -> bool:
    """A new header, or a title over the whole width, ends the rows of the header before it."""
    cells = [cell for cell in _cells(grid[at]) if cell.text]
    if not cells:
        return False
    if len(cells) == 1:
        text = cells[0].text
        spans = cells[0].colspan >= len(grid[at]) > 1 and len(cells[0].runs) == 1
        titled = section_heading(text) is not None or heading_kind(text) is not None
        return spans or titled or (cells[0].column == 0 and _header_follows(grid, at))
    return _header(grid, at) is not None


def _header_follows(grid: _Grid, at: int) -> bool:
    """A title stands straight over a header, or has an empty row before it and a header as the next row with words."""
    following = next((row for row in range(at + 1, len(grid)) if any(cell.text for cell in _cells(grid[row]))), None)
    if following is None or _header(grid, following) is None:
        return False
    return following == at + 1 or not any(cell.text for cell in _cells(grid[at - 1]))


def _rows(grid: _Grid, start: int, end: int, columns: Columns) -> Iterator[ActionRow | MeasureRow | StatementRow]:
    if columns.kind == "kpis":
        yield from _measures(grid[start:end], columns)
    elif columns.kind == "actions":
        yield from _actions(grid[start:end], columns)
    else:
        yield from _statements(grid[start:end], columns)


def _under(row: Sequence[Cell | None], columns: Columns, *fields: Field) -> list[tuple[Column, Cell]]:
    """The cells of a row in the columns of these kinds; one merged over several columns comes once for each."""
    return [(column, cell) for column in columns.of(*fields) if (cell := row[column.index]) is not None and cell.text]


def _one(row: Sequence[Cell | None], columns: Columns, field: Field) -> Piece | None:
    found = _under(row, columns, field)
    return Piece.join(_pieces(found[0][1])) if found else None


def _measures(rows: Sequence[Sequence[Cell | None]], columns: Columns) -> Iterator[MeasureRow]:
    named = next(column for column in columns.columns if column.field == "name")
    order = (named, *(column for column in columns.columns if column is not named and column.field != "other"))
    ordered = Columns("kpis", order)
    for row in rows:
        if not any(cell.text for cell in _cells(row)):
            continue
        cells = {
            at: Piece.join(_pieces(cell))
            for at, column in enumerate(order)
            if at and column.field not in ("ref", "section") and (cell := row[column.index]) is not None and cell.text
        }
        name = Piece.join(_pieces(row[named.index]))
        where = Piece.join([name, *cells.values()]).where()
        yield MeasureRow(
            name, cells, ordered, where, section=_one(row, columns, "section"), ref=_one(row, columns, "ref")
        )


def _actions(rows: Sequence[Sequence[Cell | None]], columns: Columns) -> Iterator[ActionRow]:
    """One action for each ref; rows that share a ref's merged cell, or have none under it, are one action."""
    groups: list[list[Sequence[Cell | None]]] = []
    for row in rows:
        if not any(cell.text for cell in _cells(row)):
            continue
        if groups and _continues(groups[-1][0], row, columns):
            groups[-1].append(row)
        else:
            groups.append([row])
    for group in groups:
        yield _action(group, columns)


def _continues(first: Sequence[Cell | None], row: Sequence[Cell | None], columns: Columns) -> bool:
    keys = columns.of("ref") or columns.of("action")
    cell, above = row[keys[0].index], first[keys[0].index]
    if cell is not None and cell is above:
        return True
    empty = cell is None or not cell.text
    actions = _under(row, columns, "action")
    return empty and (not actions or actions[0][1] in first) and above is not None


def _paragraphs(group: Sequence[Sequence[Cell | None]], columns: Columns, *fields: Field) -> tuple[Piece, ...]:
    seen: list[Cell] = []
    for row in group:
        for _, cell in _under(row, columns, *fields):
            if not any(cell is other for other in seen):
                seen.append(cell)
    return tuple(piece for cell in seen for piece in _pieces(cell))


def _action(group: Sequence[Sequence[Cell | None]], columns: Columns) -> ActionRow:
    first = group[0]
    owners = tuple(
        OwnerCell(_paragraphs(group, Columns("actions", (column,)), column.field), column.field)
        for column in columns.of("owner", "lead", "accountable")
    )
    due = _paragraphs(group, columns, "due")
    parts = [piece for row in group for cell in _cells(row) for piece in _pieces(cell)]
    return ActionRow(
        ref=_one(first, columns, "ref"),
        action=_paragraphs(group, columns, "action"),
        outcomes=_paragraphs(group, columns, "outcome"),
        due=Piece.join(due) if due else None,
        owners=owners,
        where=Piece.join(parts).where(),
        section=_one(first, columns, "section"),
    )


def _statements(rows: Sequence[Sequence[Cell | None]], columns: Columns) -> Iterator[StatementRow]:
    seen: list[Cell] = []
    for row in rows:
        said = []
        for column, cell in _under(row, columns, "needs", "voice"):
            if not any(cell is other for other in seen):
                seen.append(cell)
                said += [(str(column.field), piece) for piece in _pieces(cell)]
        if said:
            yield StatementRow(tuple(said), section=_one(row, columns, "section"))
