"""Rows of real tables of KPIs, and of needs and families' words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendplan.formats.document import Cell
from sendplan.plan_reader.columns import Column, Columns
from sendplan.plan_reader.header_words import Field
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.rows import MeasureRow, StatementRow
from sendplan.plan_reader.table_grid import Row, cells_of, pieces_of

__all__ = ["measure_in", "measures_of", "one_piece", "statements_of", "under"]


def under(row: Row, columns: Columns, *fields: Field) -> list[tuple[Column, Cell]]:
    """The cells of a row in the columns of these kinds; one merged over several columns comes once for each."""
    return [(column, cell) for column in columns.of(*fields) if (cell := row[column.index]) is not None and cell.text]


def one_piece(row: Row, columns: Columns, field: Field) -> Piece | None:
    found = under(row, columns, field)
    return Piece.join(pieces_of(found[0][1])) if found else None


def measures_of(rows: Sequence[Row], columns: Columns) -> Iterator[MeasureRow]:
    ordered = _name_first(columns.columns)
    for row in rows:
        if any(cell.text for cell in cells_of(row)):
            yield _measure(row, ordered, one_piece(row, columns, "section"), one_piece(row, columns, "ref"))


def measure_in(row: Row, columns: Columns) -> MeasureRow | None:
    """The KPI in an action's row; None where its name or all its figures are blank."""
    made = _measure(row, _name_first(columns.measures), None, None) if columns.measures else None
    return made if made is not None and made.name and made.cells else None


def _name_first(columns: Sequence[Column]) -> Columns:
    named = next(column for column in columns if column.field == "name")
    return Columns("kpis", (named, *(column for column in columns if column is not named and column.field != "other")))


def _measure(row: Row, ordered: Columns, section: Piece | None, ref: Piece | None) -> MeasureRow:
    cells = {
        at: Piece.join(pieces_of(cell))
        for at, column in enumerate(ordered.columns)
        if at
        and column.field in ("baseline", "baseline_date", "step", "actual")
        and (cell := row[column.index]) is not None
        and cell.text
    }
    name = Piece.join(pieces_of(row[ordered.columns[0].index]))
    where = Piece.join([name, *cells.values()]).where()
    return MeasureRow(name, cells, ordered, where, section=section, ref=ref)


def statements_of(rows: Sequence[Row], columns: Columns) -> Iterator[StatementRow]:
    seen: list[Cell] = []
    for row in rows:
        said = []
        for column, cell in under(row, columns, "needs", "voice"):
            if not any(cell is other for other in seen):
                seen.append(cell)
                said += [(str(column.field), piece) for piece in pieces_of(cell)]
        if said:
            yield StatementRow(tuple(said), section=one_piece(row, columns, "section"))
