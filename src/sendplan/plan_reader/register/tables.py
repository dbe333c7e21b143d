"""Tables of the register's documents as rows of cells by the column's heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sendplan.formats.document import Cell, Table
from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.ledger import Ledger, Piece, collapse
from sendplan.plan_reader.register.labels import WORKED_OUT
from sendplan.plan_reader.register.words import said

__all__ = ["Row", "heads", "rows_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header. Asking for a cell places its words in the ledger."""

    cells: Mapping[str, tuple[Piece, ...]]
    ledger: Ledger

    def words(self, label: str) -> str:
        """A cell's words as they stand, white space collapsed."""
        pieces = self.cells.get(label, ())
        for piece in pieces:
            self.ledger.place(piece, "value")
        return Piece.join(pieces).text

    def said(self, label: str) -> str | None:
        """What a cell says; None for an empty one."""
        return said(self.words(label))

    def text(self, label: str) -> str:
        """What a cell says, empty words for an empty one."""
        return self.said(label) or ""

    def peek(self, label: str) -> str:
        """A cell's words, which stay unplaced."""
        return Piece.join(self.cells.get(label, ())).text

    def paragraphs(self, label: str) -> list[Piece]:
        """A cell's paragraphs with words in them; the caller places them."""
        return [piece for piece in self.cells.get(label, ()) if piece]

    def where(self, *names: str) -> Where:
        """The place of the first of the named cells that has words, else of the row's first."""
        for name in (*names, *self.cells):
            pieces = self.paragraphs(name)
            if pieces:
                return Piece.join(pieces).where()
        return Where()


def heads(table: Table) -> dict[int, tuple[str, Cell]]:
    """The first row: each column's heading by the column's number, with its cell."""
    return {cell.column: (_label(cell), cell) for cell in table.cells if cell.row == 0}


def _label(cell: Cell) -> str:
    return collapse(cell.text)


def rows_of(table: Table, ledger: Ledger) -> Iterator[Row]:
    """Every row below the header that has words. A header printed again on a later page is left out."""
    names = {column: label for column, (label, _) in heads(table).items()}
    for label, cell in heads(table).values():
        if label:
            ledger.place(Piece.join(map(Piece.of, cell.runs)), "label")
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row and cell.runs:
            by_row.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(by_row.items()):
        found = {names.get(cell.column, ""): tuple(map(Piece.of, cell.runs)) for cell in cells}
        if len(cells) == len(names) and all(names.get(cell.column) == _label(cell) for cell in cells):
            for cell in cells:
                ledger.place(Piece.join(map(Piece.of, cell.runs)), "label")
            continue
        found.pop("", None)
        for label, pieces in found.items():
            if label.endswith(WORKED_OUT):
                for piece in pieces:
                    ledger.place(piece, "label")
        yield Row(found, ledger)
