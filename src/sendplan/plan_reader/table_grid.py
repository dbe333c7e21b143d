"""A table's cells laid out in a grid, merged cells standing in every place they cover."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.formats.document import Cell, Table
from sendplan.plan_reader.ledger import Piece

__all__ = ["Grid", "Row", "cells_of", "grid_of", "pieces_of", "texts_of"]

Row = list[Cell | None]
Grid = list[Row]


def grid_of(table: Table) -> Grid:
    grid: Grid = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rowspan, table.rows)):
            for column in range(cell.column, min(cell.column + cell.colspan, table.columns)):
                if grid[row][column] is None:
                    grid[row][column] = cell
    return grid


def cells_of(row: Sequence[Cell | None]) -> list[Cell]:
    """Each cell of a row once, left to right."""
    return list({id(cell): cell for cell in row if cell is not None}.values())


def texts_of(row: Sequence[Cell | None]) -> list[Cell]:
    """Each cell with words once, left to right."""
    return [cell for cell in cells_of(row) if cell.text]


def pieces_of(cell: Cell | None) -> tuple[Piece, ...]:
    return tuple(Piece.of(run) for run in cell.runs if run.text.strip()) if cell else ()
