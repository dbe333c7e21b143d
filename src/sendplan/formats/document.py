"""What every format is turned into: blocks and tables of text that know where they came from.

A *run* is the smallest piece of text with a place of its own: a heading, a paragraph, a list item
or one paragraph of a table cell. Runs are numbered in reading order, so that a reader can say which
characters of which run it used and, by subtraction, which it did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Block", "Cell", "Document", "Heading", "ListItem", "Paragraph", "Place", "Run", "Table"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of text stands, in the words a person would use to find it.

    ``line`` is the 1-based line of a text file. ``page``, ``table``, ``row`` and ``column`` are 1-based;
    ``sheet`` is a worksheet's name. Whatever a format does not have is None.
    """

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def words(self) -> str:
        """For example ``line 89``, ``sheet KPIs, row 4, column 2`` or ``paragraph 12``."""
        parts = []
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.sheet is not None:
            parts.append(f"sheet {self.sheet}")
        elif self.table is not None:
            parts.append(f"table {self.table}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        if self.paragraph is not None and (not parts or parts == [f"page {self.page}"]):
            parts.append(f"paragraph {self.paragraph}")
        return ", ".join(parts) or "the document"


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of text and where it came from. ``number`` is its place in reading order, from 0.

    Where a format does not state its paragraphs, ``may_part`` are the places in ``text`` at which a paragraph of its
    own may begin, and ``may_go_on`` says that the run may be the rest of the one before it.
    """

    number: int
    text: str
    place: Place
    may_part: tuple[int, ...] = ()
    may_go_on: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    run: Run
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; in flattened text, one line that is not blank.

    ``gap_before`` says that at least one blank line stood before it, which is all that is left of a
    cell's border once a table has been flattened.
    """

    run: Run
    gap_before: bool = True


@dataclass(frozen=True, slots=True)
class ListItem:
    run: Run
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell as drawn. ``row`` and ``column`` are 0-based; a merged cell appears once, with its spans.

    ``fill`` is the colour painted behind it (``#rrggbb``), None where it has none or white: some plans say how an
    action stands by colour alone.
    """

    runs: tuple[Run, ...]
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    fill: str | None = None

    @property
    def text(self) -> str:
        return " ".join(run.text.strip() for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class Table:
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    caption: Run | None = None


Block = Heading | Paragraph | ListItem | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in reading order.

    ``flattened`` says that tables, if there were any, have been written out as lines: the cells' borders
    are gone and empty cells with them. ``language`` is a BCP 47 tag where the document states one. ``remarks`` are
    sentences for a person on how the bytes were read, such as the encoding and separator of a CSV file.
    """

    name: str
    media_type: str
    sha256: str
    blocks: tuple[Block, ...]
    flattened: bool = False
    language: str | None = None
    remarks: tuple[str, ...] = ()

    def runs(self) -> Iterator[Run]:
        """Every run in reading order; ``run.number`` counts up from 0 without a gap."""
        for block in self.blocks:
            if isinstance(block, Table):
                if block.caption is not None:
                    yield block.caption
                for cell in block.cells:
                    yield from cell.runs
            else:
                yield block.run
