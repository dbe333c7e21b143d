"""Ruled tables: straight edges into grids of cells, merged cells found where a rule is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sendplan.formats.pdf.columns import GridCell, columns_of, parted
from sendplan.formats.pdf.glyphs import Box, Drawn, Edge

__all__ = ["Grid", "GridCell", "grids_of"]

_SNAP = 2.5
_TOUCH = 3.0
_MOST_PAIRS = 400_000
_MOST_SQUARES = 40_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page. ``xs`` and ``ys`` are its columns' and rows' rules; ``drawn`` are all its upright rules, of
    which each row has some, and ``squares`` gives the place in ``cells`` of the cell over a row and two of them;
    ``open_top`` and ``open_bottom`` say that no rule closes it there, as where a row goes
    on over the page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    drawn: tuple[float, ...]
    squares: Mapping[tuple[int, int], int]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @classmethod
    def of(
        cls,
        xs: Sequence[float],
        ys: Sequence[float],
        cells: Sequence[GridCell],
        *,
        open_top: bool = False,
        open_bottom: bool = False,
    ) -> Grid:
        """A grid of ``cells`` counted by ``xs``; rules that stand a little apart from row to row are made one."""
        kept, moved = columns_of(xs, cells)
        squares = {
            (row, column): at
            for at, cell in enumerate(cells)
            for row in range(cell.row, cell.row + cell.rowspan)
            for column in range(cell.column, cell.column + cell.colspan)
        }
        return cls(tuple(kept), tuple(ys), tuple(moved), tuple(xs), squares, open_top, open_bottom)

    def rules(self, row: int) -> tuple[float, ...]:
        """Where the cells of a row begin and end."""
        cells = [cell for cell in self.cells if cell.row <= row < cell.row + cell.rowspan]
        return tuple(sorted({x for cell in cells for x in (cell.box.x0, cell.box.x1)}))

    def at(self, x: float, y: float) -> int | None:
        """The place in ``cells`` of the cell over a point; None outside them all."""
        return self.squares.get((bisect_right(self.ys, y) - 1, bisect_right(self.drawn, x) - 1))


def grids_of(drawn: Drawn) -> list[Grid]:
    """The grids of two cells or more on a page, from top to bottom. Sides of painted shapes count only outside those
    that are ruled: inside one they are the ground of a cell or of a word."""
    found = _grids(drawn.edges)
    soft = [
        edge
        for box, sides in drawn.soft
        if not any(grid.box.holds(*box.middle) for grid in found) and min(box.width, box.height) > 8
        for edge in sides
    ]
    if soft:
        loose = [edge for edge in drawn.edges if not any(_inside(edge, grid.box) for grid in found)]
        found += [grid for grid in _grids(loose + soft) if not any(grid.box.shared(old.box) > 1 for old in found)]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _inside(edge: Edge, box: Box) -> bool:
    middle = (edge.start + edge.end) / 2
    return box.holds(edge.at, middle, _SNAP) if edge.upright else box.holds(middle, edge.at, _SNAP)


def _grids(edges: Sequence[Edge]) -> list[Grid]:
    upright = _joined([edge for edge in edges if edge.upright])
    level = _joined([edge for edge in edges if not edge.upright])
    if not upright or not level or len(upright) * len(level) > _MOST_PAIRS:
        return []
    grids = []
    for group in _groups(upright, level):
        grid = _grid([edge for edge in group if edge.upright], [edge for edge in group if not edge.upright])
        grids += [each for each in grid if len(each.cells) > 1]
    return grids


def _joined(edges: Sequence[Edge]) -> list[Edge]:
    """Edges along the same line joined where they meet; lines a hair apart made one."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.at):
        if lines and edge.at - lines[-1][-1].at <= 1.0 and edge.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    joined: list[Edge] = []
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        for edge in sorted(line, key=lambda edge: edge.start):
            if joined and joined[-1].at == at and edge.start <= joined[-1].end + _TOUCH:
                joined[-1] = replace(joined[-1], end=max(joined[-1].end, edge.end))
            else:
                joined.append(replace(edge, at=at))
    return joined


def _groups(upright: Sequence[Edge], level: Sequence[Edge]) -> Iterable[list[Edge]]:
    """Edges that hang together by crossing or touching."""
    edges = [*upright, *level]
    parent = list(range(len(edges)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, up in enumerate(upright):
        for j, across in enumerate(level, start=len(upright)):
            if (
                across.start - _TOUCH <= up.at <= across.end + _TOUCH
                and up.start - _TOUCH <= across.at <= up.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, list[Edge]] = defaultdict(list)
    for at, edge in enumerate(edges):
        groups[root(at)].append(edge)
    return [group for group in groups.values() if len(group) > 1]


def _grid(upright: list[Edge], level: list[Edge]) -> list[Grid]:
    if not upright or not level:
        return []
    left, right, _, _ = _open_sides(upright, level, of_upright=False)
    _, _, top, bottom = _open_sides(upright, level, of_upright=True)
    first, last = min(edge.at for edge in level), max(edge.at for edge in level)
    high = min([first, *(edge.start for edge in upright)]) if top is not None else first
    low = max([last, *(edge.end for edge in upright)]) if bottom is not None else last
    for at in (left, right):
        if at is not None:
            upright = [*upright, Edge(upright=True, at=at, start=high, end=low)]
    wide = (min(edge.at for edge in upright), max(edge.at for edge in upright))
    for at in (top, bottom):
        if at is not None:
            level = [*level, Edge(upright=False, at=at, start=wide[0], end=wide[1])]
    xs, ys = _places(upright), _places(level)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_SQUARES:
        return []
    cells = _cells(xs, ys, upright, level)
    parts = parted(cells)
    return [
        Grid.of(
            xs,
            ys[first : last + 2],
            [replace(cell, row=cell.row - first) for cell in cells if first <= cell.row <= last],
            open_top=top is not None and first == 0,
            open_bottom=bottom is not None and last == len(ys) - 2,
        )
        for first, last in parts
    ]


def _open_sides(
    upright: Sequence[Edge], level: Sequence[Edge], *, of_upright: bool
) -> tuple[float | None, float | None, float | None, float | None]:
    """Where two rules or more run on, to the same place, past the last that crosses them: left, right, top, bottom."""
    if of_upright:
        low = _run_on([edge.start for edge in upright], min(edge.at for edge in level), -1)
        high = _run_on([edge.end for edge in upright], max(edge.at for edge in level), 1)
        return None, None, low, high
    low = _run_on([edge.start for edge in level], min(edge.at for edge in upright), -1)
    high = _run_on([edge.end for edge in level], max(edge.at for edge in upright), 1)
    return low, high, None, None


def _run_on(ends: Sequence[float], last: float, way: int) -> float | None:
    far = [end for end in ends if (end - last) * way > 8]
    if len(far) < 2:
        return None
    edge = max(far) if way > 0 else min(far)
    return edge if sum(abs(end - edge) <= _TOUCH for end in far) >= 2 else None


def _places(edges: Iterable[Edge]) -> list[float]:
    places: list[float] = []
    for at in sorted({edge.at for edge in edges}):
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    return places


def _cells(xs: Sequence[float], ys: Sequence[float], upright: Sequence[Edge], level: Sequence[Edge]) -> list[GridCell]:
    """Squares between neighbouring rules, joined where no rule parts them; those open to the outside are no cells."""
    wide, high = len(xs) - 1, len(ys) - 1
    walls = _covered(xs, ys, upright)
    floors = _covered(ys, xs, level)
    parent = list(range(wide * high + 1))
    outside = wide * high

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for row in range(high):
        for column in range(wide + 1):
            if not walls[column][row]:
                one = row * wide + column - 1 if column else outside
                two = row * wide + column if column < wide else outside
                parent[root(one)] = root(two)
    for column in range(wide):
        for row in range(high + 1):
            if not floors[row][column]:
                one = (row - 1) * wide + column if row else outside
                two = row * wide + column if row < high else outside
                parent[root(one)] = root(two)
    regions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(high):
        for column in range(wide):
            at = root(row * wide + column)
            if at != root(outside):
                regions[at].append((row, column))
    cells = [cell for squares in regions.values() for cell in _rectangles(squares, xs, ys)]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _rectangles(squares: list[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Iterable[GridCell]:
    """A region as one cell where it is a rectangle, else as one cell a row of squares."""
    rows = sorted({row for row, _ in squares})
    columns = sorted({column for _, column in squares})
    if len(squares) == len(rows) * len(columns):
        parts = [(rows[0], rows[-1], columns[0], columns[-1])]
    else:
        parts = []
        for row in rows:
            mine = sorted(column for r, column in squares if r == row)
            start = mine[0]
            for before, after in zip(mine, [*mine[1:], None], strict=True):
                if after is None or after != before + 1:
                    parts.append((row, row, start, before))
                    start = after if after is not None else start
    for top, bottom, left, right in parts:
        box = Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        yield GridCell(top, left, bottom - top + 1, right - left + 1, box)


def _covered(places: Sequence[float], across: Sequence[float], edges: Sequence[Edge]) -> list[list[bool]]:
    """For each place, whether an edge there covers each stretch between neighbours of ``across``."""
    covered = [[False] * (len(across) - 1) for _ in places]
    for edge in edges:
        at = min(range(len(places)), key=lambda index: abs(places[index] - edge.at))
        for stretch in range(len(across) - 1):
            start, end = across[stretch], across[stretch + 1]
            if min(edge.end, end) - max(edge.start, start) >= 0.6 * (end - start):
                covered[at][stretch] = True
    return covered
