"""A row of cells with places: what both shapes of table come to before actions and KPIs are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sendplan.plan_reader.columns import Columns
from sendplan.plan_reader.draft import Ambiguity, Where
from sendplan.plan_reader.ledger import Piece

__all__ = ["ActionRow", "LabelledCell", "Line", "MeasureRow", "OwnerCell", "StatementRow"]


@dataclass(frozen=True)
class Line:
    """A paragraph, list item or heading on its way to a place in the draft, its bullet already off.

    ``level`` is a heading's, 0 for none. ``gap`` says a blank line stood before it. ``empty`` is a paragraph of
    no-break spaces, all that is left of an empty paragraph in a flattened cell. ``cell`` is a paragraph of a table's
    cell outside any header's rows, ``title`` one that stands alone in its row, ``aside`` one of a wide table that says
    nothing of actions, ``first_of_two`` the first cell of a row of two. ``depth`` is an item's, 1 for the outermost.
    """

    piece: Piece
    level: int = 0
    item: bool = False
    gap: bool = True
    cell: bool = False
    title: bool = False
    aside: bool = False
    first_of_two: bool = False
    depth: int = 1

    @cached_property
    def text(self) -> str:
        return self.piece.text

    @cached_property
    def empty(self) -> bool:
        return not self.piece


@dataclass(frozen=True, slots=True)
class OwnerCell:
    """The paragraphs of one owner cell and the part its column gives its owners."""

    paragraphs: tuple[Piece, ...]
    part: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """The paragraphs of an update or a rating, what is painted behind them, and the heading they stand under."""

    label: str
    paragraphs: tuple[Piece, ...]
    where: Where
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """``measure`` is the KPI that stands in the action's own row, where its table has columns for one."""

    ref: Piece | None
    action: tuple[Piece, ...]
    outcomes: tuple[Piece, ...]
    due: Piece | None
    owners: tuple[OwnerCell, ...]
    where: Where
    section: Piece | None = None
    ambiguities: tuple[Ambiguity, ...] = ()
    updates: tuple[LabelledCell, ...] = ()
    statuses: tuple[LabelledCell, ...] = ()
    measure: MeasureRow | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """``cells`` are by the column's position in ``columns``; a column that is missing is a blank cell."""

    name: Piece
    cells: Mapping[int, Piece]
    columns: Columns
    where: Where
    section: Piece | None = None
    ref: Piece | None = None
    ambiguities: tuple[Ambiguity, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Statements from a table with a column for needs, for families' words or both."""

    said: tuple[tuple[str, Piece], ...]
    section: Piece | None = None
