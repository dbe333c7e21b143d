"""Which cells of a ruled table are one column, and where one table ends and the next, set right under it, begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sendplan.formats.pdf.glyphs import Box

__all__ = ["GridCell", "columns_of", "parted"]

_ASTRAY = 20.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by its 0-based first row and column, its spans, and its place on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


def parted(cells: Sequence[GridCell]) -> list[tuple[int, int]]:
    """The first and last row of each table in a grid: one ends where no cell goes on down, and most of the rules in it
    end as others begin."""
    if not cells:
        return []
    inner = _inner_rules(cells)
    reach = [0] * len(inner)
    for cell in cells:
        reach[cell.row] = max(reach[cell.row], cell.row + cell.rowspan - 1)
    parts: list[tuple[int, int]] = []
    first = deepest = 0
    for row in range(len(inner) - 1):
        deepest = max(deepest, reach[row])
        above, below = inner[row], inner[row + 1]
        if deepest > row or not above or not below or len(above) == len(below):
            continue
        shared = len(above & below)
        if above - below and below - above and shared * 2 <= min(len(above), len(below)):
            parts.append((first, row))
            first = row + 1
    return [*parts, (first, len(inner) - 1)]


def columns_of(xs: Sequence[float], cells: Sequence[GridCell]) -> tuple[list[float], list[GridCell]]:
    """The columns' rules, and the cells counted by them.

    Where every row has as many cells, bar those of one cell alone, the first cells are the first column and so on,
    however their rules stand. Else rules that stand a little apart, and that no row has both of, are made one. Tables
    drawn by hand, or set one right under another, have their rules so.
    """
    if not cells:
        return list(xs), list(cells)
    inner = _inner_rules(cells)
    counts = {len(rules) for rules in inner if rules}
    used = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.colspan)})
    if len(counts) == 1 and len(used) - 2 > counts.copy().pop():
        return _by_count(xs, cells, inner, used)
    return _straightened(xs, cells, used)


def _inner_rules(cells: Sequence[GridCell]) -> list[set[int]]:
    """For each row, the rules between its cells, by their places among all."""
    rows = max(cell.row + cell.rowspan for cell in cells)
    inner: list[set[int]] = [set() for _ in range(rows)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            inner[row].update((cell.column, cell.column + cell.colspan))
    return [set(sorted(rules)[1:-1]) for rules in inner]


def _by_count(
    xs: Sequence[float], cells: Sequence[GridCell], inner: Sequence[set[int]], used: Sequence[int]
) -> tuple[list[float], list[GridCell]]:
    rules = [sorted(row) for row in inner]
    model = next(row for row in rules if row)
    kept = [xs[used[0]], *(xs[at] for at in model), xs[used[-1]]]
    moved = []
    for cell in cells:
        mine = rules[cell.row]
        start = sum(1 for rule in mine if rule <= cell.column)
        end = sum(1 for rule in mine if rule < cell.column + cell.colspan) + 1 if mine else len(kept) - 1
        moved.append(replace(cell, column=start, colspan=end - start))
    return kept, moved


def _straightened(
    xs: Sequence[float], cells: Sequence[GridCell], used: Sequence[int]
) -> tuple[list[float], list[GridCell]]:
    rows_of: dict[int, set[int]] = {at: set() for at in used}
    for cell in cells:
        for edge in (cell.column, cell.column + cell.colspan):
            rows_of[edge].update(range(cell.row, cell.row + cell.rowspan))
    group = {at: at for at in used}
    gaps = sorted((xs[two] - xs[one], one, two) for one, two in pairwise(used[1:-1]))
    for gap, one, two in gaps:
        left = [at for at in used if group[at] == group[one]]
        right = [at for at in used if group[at] == group[two]]
        if gap > _ASTRAY or xs[right[-1]] - xs[left[0]] > 2 * _ASTRAY:
            continue
        if set().union(*(rows_of[at] for at in left)) & set().union(*(rows_of[at] for at in right)):
            continue
        for at in right:
            group[at] = group[one]
    names = list(dict.fromkeys(group[at] for at in used))
    index = {name: at for at, name in enumerate(names)}
    moved = []
    for cell in cells:
        start, end = index[group[cell.column]], index[group[cell.column + cell.colspan]]
        moved.append(replace(cell, column=start, colspan=end - start))
    return [xs[name] for name in names], moved
