"""What is to be written: a title, headings, paragraphs, lists and tables, whatever file they go into.

The counterpart of ``document``: there a file's blocks know where they came from, here they know what they are for.
``as_document`` gives a written document as the blocks a reader of the file would meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sendplan.formats import document as read
from sendplan.formats.runs import RunCounter

__all__ = [
    "Bullets",
    "Column",
    "Heading",
    "Paragraph",
    "Sheet",
    "Table",
    "Turn",
    "Value",
    "Written",
    "as_document",
    "paragraphs",
]

Value = str | tuple[str, ...] | dt.date | Decimal
"""A cell: words, several paragraphs of words, a day or an exact figure. Empty words are an empty cell."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` is from 1, and never more than one deeper than the heading before it. ``new_page`` begins one."""

    text: str
    level: int
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its heading, and its share of the width against the other columns' shares.

    ``minor`` is a column for the register rather than for the reader, such as ids: in small type where that helps.
    """

    label: str
    share: int = 2
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row. ``caption`` names it, ``says`` describes it to those who cannot see it.

    ``row_header`` is the column whose cell names its row, None where none does.
    """

    caption: str
    says: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    row_header: int | None = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on the page lies on its side, or stands again."""

    wide: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The name of a workbook's next sheet; what is not a workbook has no use for it."""

    name: str


Block = Heading | Paragraph | Bullets | Table | Turn | Sheet


@dataclass(frozen=True, slots=True)
class Written:
    """A whole document to be written. ``day`` is the only date its file carries."""

    title: str
    day: dt.date
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    subject: str = ""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def paragraphs(value: Value) -> tuple[str, ...]:
    """A cell's paragraphs as they are read, none of them empty."""
    if isinstance(value, dt.date):
        return (f"{value.day} {_MONTHS[value.month - 1]} {value.year}",)
    if isinstance(value, Decimal):
        return (f"{value:f}",)
    found = (value,) if isinstance(value, str) else value
    return tuple(text for text in found if text)


def as_document(written: Written, name: str) -> read.Document:
    """The blocks a reader meets in the document once it is a file. Raises ``Unreadable`` past a document's limits."""
    return read.Document(name, "", "", tuple(_blocks(written, RunCounter(name))), language=written.language)


def _blocks(written: Written, runs: RunCounter) -> Iterator[read.Block]:
    tables = 0
    for count, block in enumerate(written.blocks, start=1):
        place = read.Place(paragraph=count)
        if isinstance(block, Heading):
            yield read.Heading(runs.make(block.text, place), block.level)
        elif isinstance(block, Paragraph):
            yield read.Paragraph(runs.make(block.text, place))
        elif isinstance(block, Bullets):
            for item in block.items:
                yield read.ListItem(runs.make(item, place))
        elif isinstance(block, Table):
            tables += 1
            yield _table(block, tables, runs)
        elif isinstance(block, Sheet):
            yield read.Heading(runs.make(block.name, place), 1)


def _table(table: Table, number: int, runs: RunCounter) -> read.Table:
    cells = []
    rows: tuple[tuple[Value, ...], ...] = (tuple(column.label for column in table.columns), *table.rows)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = read.Place(table=number, row=row + 1, column=column + 1)
            made = tuple(runs.make(text, place) for text in paragraphs(value))
            cells.append(read.Cell(made, row, column, header=row == 0))
    return read.Table(tuple(cells), len(rows), len(table.columns))
