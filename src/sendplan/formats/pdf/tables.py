"""Grids filled with their text, and tables joined over the pages they go on across.

A table goes on where it is the last thing on its page, the next page begins with one, and their columns stand at the
same places. The header that the next page repeats word for word is left out (and told); a row cut by the page's end is
made whole where its continuation has no first cell, or no rule parts it, and its text goes on in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sendplan.formats.document import Place
from sendplan.formats.pdf.columns import GridCell
from sendplan.formats.pdf.flow import Passage, joined_text, passages_of
from sendplan.formats.pdf.glyphs import Box, Drawn, Glyph, Patch
from sendplan.formats.pdf.grids import Grid
from sendplan.formats.pdf.lines import Line, lines_of
from sendplan.formats.pdf.spacing import ENDED, Seen, Setting, full, settings_of

__all__ = ["FilledCell", "FilledTable", "Set", "filled", "goes_on", "join", "set_in", "settings_in"]

_SAME = 4.0
_GREY = 24


@dataclass(slots=True)
class FilledCell:
    """A cell with its passages, each with the place it was found at."""

    row: int
    column: int
    rowspan: int
    colspan: int
    passages: list[tuple[Passage, Place]] = field(default_factory=list)
    fill: str | None = None
    header: bool = False

    @property
    def text(self) -> str:
        return joined_text([line.text for passage, _ in self.passages for line in passage.lines], ())


@dataclass(slots=True)
class FilledTable:
    """A table that begins on a page and ends on the same or a later one. ``repeated`` are the pages whose repeated
    header was left out."""

    xs: tuple[float, ...]
    rows: int
    cells: list[FilledCell]
    number: int
    page: int
    open_top: bool
    open_bottom: bool
    first_rules: tuple[float, ...] = ()
    last_rules: tuple[float, ...] = ()
    repeated: list[int] = field(default_factory=list)

    def at(self, row: int, column: int) -> FilledCell | None:
        return next(
            (
                cell
                for cell in reversed(self.cells)
                if cell.row <= row < cell.row + cell.rowspan and cell.column <= column < cell.column + cell.colspan
            ),
            None,
        )

    def row(self, row: int) -> list[FilledCell]:
        return [cell for cell in self.cells if cell.row == row]


@dataclass(frozen=True, slots=True)
class Set:
    """A grid of one page with the lines that are set in each of its cells, and how far right each cell's may reach."""

    grid: Grid
    lines: tuple[Sequence[Line], ...]
    limits: tuple[float, ...]


def set_in(grid: Grid, glyphs: Sequence[Glyph]) -> Set:
    """The lines of each cell of a grid."""
    by_cell: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        at = grid.at(*glyph.box.middle)
        if at is not None:
            by_cell.setdefault(at, []).append(glyph)
    lines = tuple(lines_of(by_cell.get(at, ())) for at in range(len(grid.cells)))
    return Set(grid, lines, tuple(_limit(cell, mine) for cell, mine in zip(grid.cells, lines, strict=True)))


def settings_in(sets: Sequence[Set]) -> list[dict[int, Setting]]:
    """How the paragraphs of each column of each grid are set. Columns that stand at the same places of their pages are
    one, so that what a table shows on one page holds on the next."""
    seen: dict[tuple[int, int], Seen] = {}
    keys: list[dict[int, tuple[int, int]]] = []
    for one in sets:
        mine: dict[int, tuple[int, int]] = {}
        for cell, lines, limit in zip(one.grid.cells, one.lines, one.limits, strict=True):
            if cell.column not in mine:
                mine[cell.column] = _near((cell.box.x0, cell.box.x1), seen)
            seen.setdefault(mine[cell.column], Seen()).add(lines, limit)
        keys.append(mine)
    settings = dict(zip(seen, settings_of(seen.values()), strict=True))
    return [{column: settings[key] for column, key in mine.items()} for mine in keys]


def _near(sides: tuple[float, float], seen: Collection[tuple[int, int]]) -> tuple[int, int]:
    found = (key for key in seen if all(abs(one - two) <= _SAME for one, two in zip(key, sides, strict=True)))
    return next(found, (round(sides[0]), round(sides[1])))


def filled(one: Set, settings: Mapping[int, Setting], drawn: Drawn, number: int) -> FilledTable:
    """A grid of one page with its text; ``number`` is the table's on the page, from 1."""
    grid = one.grid
    cells = []
    patches = [patch for patch in drawn.patches if patch.box.shared(grid.box) > 0]
    dots = [dot for dot in drawn.dots if grid.box.holds(*dot.middle)]
    for cell, mine, limit in zip(grid.cells, one.lines, one.limits, strict=True):
        place = Place(page=drawn.number, table=number, row=cell.row + 1, column=cell.column + 1)
        marks = [dot for dot in dots if cell.box.holds(*dot.middle)]
        passages = passages_of(mine, limit, marks, settings[cell.column])
        cells.append(
            FilledCell(
                cell.row,
                cell.column,
                cell.rowspan,
                cell.colspan,
                [(passage, place) for passage in passages],
                _fill(cell.box, patches),
            )
        )
    rows = len(grid.ys) - 1
    table = FilledTable(grid.xs, rows, cells, number, drawn.number, grid.open_top, grid.open_bottom)
    table.first_rules, table.last_rules = grid.rules(0), grid.rules(rows - 1)
    _mark_header(table)
    return table


def _limit(cell: GridCell, lines: Sequence[Line]) -> float:
    """How far right a cell's text may reach: as far from its right rule as it begins from its left."""
    if not lines:
        return cell.box.x1
    return cell.box.x1 - min(8.0, max(0.0, min(line.box.x0 for line in lines) - cell.box.x0))


def _fill(cell: Box, patches: Sequence[Patch]) -> str | None:
    """The last colour painted over most of a cell; else the one bright colour of the shapes in it, such as a lamp."""
    area = max(cell.width * cell.height, 1.0)
    ground = None
    for patch in patches:
        if patch.box.shared(cell) >= 0.6 * area:
            ground = patch.colour
    bright = {
        patch.colour
        for patch in patches
        if patch.colour
        and patch.box.shared(cell) < 0.6 * area
        and cell.holds(*patch.box.middle)
        and min(patch.box.width, patch.box.height) >= 6
        and _brightness(patch.colour) > _GREY * 2
    }
    return bright.pop() if ground is None and len(bright) == 1 else ground


def _brightness(colour: str) -> int:
    """How far a colour is from grey, 0 to 255."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts)


def _mark_header(table: FilledTable) -> None:
    """A first row that is all bold, or all of one ground that no later row has, is a header."""
    first = table.row(0)
    if table.rows < 2 or not first:
        return
    worded = [cell for cell in first if cell.passages]
    below = [cell for cell in table.cells if cell.row > 0 and cell.passages]
    bold = bool(worded) and all(passage.bold for cell in worded for passage, _ in cell.passages)
    plain_below = any(not passage.bold for cell in below for passage, _ in cell.passages)
    grounds = {cell.fill for cell in first}
    ground = len(grounds) == 1 and None not in grounds and all(cell.fill not in grounds for cell in below)
    if len(worded) > 1 and ((bold and plain_below) or ground):
        for cell in first:
            cell.header = True


def goes_on(table: FilledTable, later: FilledTable) -> bool:
    """Whether the columns of a table on the next page agree: one's rules are all among the other's."""
    if len(table.xs) == len(later.xs) and _among(table.last_rules, later.first_rules):
        return True
    return _among(table.xs, later.xs)


def _among(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the rules of one row, or table, are all among the other's, and both are as wide."""
    few, many = sorted((one, other), key=len)
    return (
        len(few) > 1
        and abs(few[0] - many[0]) <= _SAME
        and abs(few[-1] - many[-1]) <= _SAME
        and all(any(abs(x - other) <= _SAME for other in many) for x in few)
        and (len(few) > 2 or len(many) == len(few))
    )


def join(table: FilledTable, later: FilledTable) -> None:
    """Put the later table's rows under the table's, whose columns agree with them."""
    if len(table.xs) < len(later.xs):
        _onto(table, later.xs)
    elif len(later.xs) < len(table.xs):
        _onto(later, table.xs)
    skip = _repeated_rows(table, later)
    if skip:
        table.repeated.append(later.page)
        for row in range(skip):
            for cell in table.row(row):
                cell.header = True
    cut = _is_cut(table, later, skip)
    shift = table.rows - skip - cut
    last = table.rows - 1
    for cell in later.cells:
        if cell.row < skip:
            continue
        above = table.at(last, cell.column)
        if (
            cell.row == skip
            and above is not None
            and above.row + above.rowspan == table.rows
            and above.colspan == cell.colspan
        ):
            merged = not cell.passages and (above.rowspan > 1 or cell.rowspan > 1)
            if cut or merged:
                above.rowspan += cell.rowspan - cut
                above.fill = above.fill or cell.fill
                _continue(above, cell)
                continue
        cell.row += shift
        cell.header = False
        table.cells.append(cell)
    table.rows = later.rows + shift
    table.cells.sort(key=lambda cell: (cell.row, cell.column))
    table.open_bottom, table.last_rules = later.open_bottom, later.last_rules
    table.page = later.page


def _onto(table: FilledTable, xs: tuple[float, ...]) -> None:
    """Count a table's columns by finer rules."""
    place = [min(range(len(xs)), key=lambda at, x=x: abs(xs[at] - x)) for x in table.xs]  # type: ignore[misc]  # a default binds x
    for cell in table.cells:
        start, end = place[cell.column], place[cell.column + cell.colspan]
        cell.column, cell.colspan = start, end - start
    table.xs = xs


def _repeated_rows(table: FilledTable, later: FilledTable) -> int:
    """How many of the later table's first rows say what the table's first rows say, cell for cell."""
    count = 0
    while count < min(table.rows, later.rows - 1, 4):
        ours = {cell.column: _plain(cell.text) for cell in table.row(count)}
        theirs = {cell.column: _plain(cell.text) for cell in later.row(count)}
        if ours != theirs or sum(1 for text in ours.values() if text) < min(2, len(table.xs) - 1):
            break
        count += 1
    return count


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _is_cut(table: FilledTable, later: FilledTable, skip: int) -> bool:
    """Whether the later table's first row is the rest of the table's last."""
    row = {cell.column: cell for cell in later.row(skip)}
    last = {column: table.at(table.rows - 1, column) for column in row}
    if not row or any(cell.rowspan > 1 for cell in row.values()):
        return False
    worded = [column for column, cell in row.items() if cell.passages]
    first = min(row)
    if not worded:
        return all(cell.fill for cell in row.values()) is False and (later.open_top or table.open_bottom)
    under = last[first]
    mid_sentence = any(_in_mid_sentence(last[column], row[column]) for column in worded)
    if first in worded:
        return bool(under and under.passages) and _starts_small(row[first])
    if under is None or not under.passages:
        return mid_sentence and all(last[column] is not None and last[column].passages for column in worded)  # type: ignore[union-attr]  # looked at just before
    unruled = later.open_top or (table.open_bottom and not skip)
    return unruled or mid_sentence or len(worded) * 2 < sum(1 for cell in last.values() if cell and cell.passages)


def _in_mid_sentence(above: FilledCell | None, cell: FilledCell) -> bool:
    return bool(above and above.passages) and (
        _starts_small(cell) or not re.search(r"[.!?;:)…”’\"]$", above.text if above else "")
    )


def _starts_small(cell: FilledCell) -> bool:
    passage = cell.passages[0][0]
    return not passage.item and passage.lines[0].text[:1].islower()


def _continue(above: FilledCell, cell: FilledCell) -> None:
    """Put a cell's passages after another's, one sentence where it was cut."""
    later = list(cell.passages)
    if above.passages and later and not later[0][0].item:
        last = above.passages[-1][0]
        first = later[0][0]
        small, ended = first.lines[0].text[:1].islower(), ENDED.search(last.lines[-1].text)
        if small or not re.search(r"[.!?:;]$", last.lines[-1].text):
            last.go_on(first, doubtful=not small)
            del later[0]
        elif ended and full(last.lines[-1], first.lines[0], last.limit):
            first.doubtful = True
    above.passages += later
