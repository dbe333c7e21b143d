"""What a document is made of, before it is a file: headings, paragraphs, bullets and tables.

In a cell's text a line break begins a new paragraph, a line that begins with "• " is a bullet and one that begins
with "◦ " a bullet below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell. ``across`` and ``down`` are how many columns and rows it covers; ``fill`` is ``rrggbb``."""

    text: str
    across: int = 1
    down: int = 1
    fill: str | None = None


Row = Sequence["Cell | str"]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True)
class Bold:
    """A heading that is only a paragraph in bold."""

    text: str


@dataclass(frozen=True)
class Para:
    text: str


@dataclass(frozen=True)
class Labelled:
    """A paragraph that opens with a label in bold."""

    label: str
    text: str


@dataclass(frozen=True)
class Bullets:
    """Bullets; one that begins with "◦ " is below the one before it."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    rows: Sequence[Row]
    heads: int = 1


@dataclass(frozen=True)
class Side:
    """Tables that stand side by side."""

    tables: Sequence[Table]


@dataclass(frozen=True)
class Sheet:
    """The blocks that follow stand on a sheet of this name, where the format has sheets."""

    name: str


@dataclass(frozen=True)
class Break:
    """The next block begins a page."""


Block = Heading | Bold | Para | Labelled | Bullets | Table | Side | Sheet | Break


@dataclass(frozen=True)
class Look:
    """How a document is dressed where its format has dress.

    ``banner`` and ``footer`` are printed on every page; ``text`` is how tables are laid flat in plain text:
    ``rows`` (a row a line), ``cells`` (a cell a line), ``columns`` (cells wrapped under each other) or ``tabs``.
    ``whole_rows`` keeps a printed row on one page.
    """

    banner: str = ""
    footer: str = ""
    landscape: bool = False
    text: str = "rows"
    size: int = 11
    whole_rows: bool = True


def cell(value: Cell | str) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def paragraphs(text: str) -> list[tuple[int, str]]:
    """The paragraphs of a cell with their depth: 0 for plain text, 1 for a bullet, 2 for a bullet below it."""
    found = []
    for line in text.split("\n"):
        if line.startswith("• "):
            found.append((1, line[2:]))
        elif line.startswith("◦ "):
            found.append((2, line[2:]))
        else:
            found.append((0, line))
    return found
