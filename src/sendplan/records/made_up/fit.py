"""Give each row one of a few values so that every published margin comes out.

A family is one count of the rows that DfE broke down: each row falls into one of its groups (or none), each value into
one of its categories, and for each group and category there is the figure to be met. Starting from any values, the row
and the value that bring the counts nearer to the figures are changed, one at a time, with a step aside where none does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
PATIENCE = 1_500
"""Steps without gain after which the search ends."""

NOWHERE, IMPOSSIBLE = 0, 1
"""Cells that are in no figure: a row that is not counted, and a value that a row cannot have."""


@dataclass(frozen=True, slots=True)
class Family:
    """`groups`: each row's group or -1. `target`: figures by group and category; -1 is not known."""

    name: str
    groups: Ints
    target: Ints
    # A row of all, which is met first and last: a breakdown gives way to it.
    whole: bool = False


class Categories(Protocol):
    """Which category of each family each value of a row is: rows x families x values; -1 cannot be."""

    def of(self, rows: Ints) -> Ints:
        """The categories of every value, for these rows."""

    def at(self, values: Ints) -> Ints:
        """The categories of one value a row, for all rows: rows x families."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Categories that depend on the value alone: `table` is families x values."""

    table: Ints

    def of(self, rows: Ints) -> Ints:
        """The same for each row."""
        return np.broadcast_to(self.table, (len(rows), *self.table.shape))

    def at(self, values: Ints) -> Ints:
        """Rows x families."""
        return self.table[:, values].T


def fixed(table: Ints) -> Callable[[Sequence[int]], Categories]:
    """Categories that depend on the value alone, for any of the families."""
    return lambda families: Fixed(table[list(families)])


class _Counts:
    """How far each cell is from its figure, and what one more or one less would do."""

    def __init__(self, families: Sequence[Family]) -> None:
        self.base: list[int] = []
        flat = [np.array([0, 0])]
        known = [np.array([False, False])]
        weight = [np.array([0, 0])]
        at = 2
        for family in families:
            self.base.append(at)
            flat.append(-family.target.ravel())
            known.append(family.target.ravel() >= 0)
            weight.append(np.full(family.target.size, 4 if family.whole else 1))
            at += family.target.size
        self.known = np.concatenate(known)
        self.weight = np.concatenate(weight)
        self.off = np.where(self.known, np.concatenate(flat), 0)
        self.offsets = np.stack(
            [
                np.where(f.groups >= 0, base + f.groups * f.target.shape[1], NOWHERE)
                for f, base in zip(families, self.base, strict=True)
            ],
            axis=1,
        )
        self.plus = np.zeros(at, dtype=np.int64)
        self.minus = np.zeros(at, dtype=np.int64)

    def cells(self, rows: Ints, categories: Ints) -> Ints:
        """Cells of categories that are rows x families (x values)."""
        offsets = self.offsets[rows]
        if categories.ndim == 3:
            offsets = offsets[:, :, None]
        cells = np.where(offsets == NOWHERE, NOWHERE, offsets + categories)
        return np.where((categories < 0) & (offsets != NOWHERE), IMPOSSIBLE, cells)

    def move(self, left: Ints, entered: Ints) -> None:
        """One row leaves cells and enters others."""
        np.subtract.at(self.off, left, 1)
        np.add.at(self.off, entered, 1)
        touched = np.concatenate([left, entered])
        self.off[touched] *= self.known[touched]
        self.price(touched)

    def price(self, cells: Ints | slice) -> None:
        """Renew what one more and one less in these cells would do."""
        off, known, weight = self.off[cells], self.known[cells], self.weight[cells]
        self.plus[cells] = np.where(known, np.abs(off + 1) - np.abs(off), 0) * weight
        self.minus[cells] = np.where(known, np.abs(off - 1) - np.abs(off), 0) * weight
        self.plus[IMPOSSIBLE] = 9
        self.minus[IMPOSSIBLE] = -9


def fit(
    start: Ints,
    families: Sequence[Family],
    categories: Callable[[Sequence[int]], Categories],
    rng: np.random.Generator,
    steps: int = 20_000,
) -> tuple[Ints, int]:
    """The values, and how far from the figures they are in all (0: every figure is met).

    A family whose figures cannot be met together with another's is met as nearly as the steps allow; where a breakdown
    cannot be met together with a row of all, the row of all is met.
    """
    if not families:
        return start, 0
    values, cost = _search(start, families, categories(range(len(families))), rng, steps)
    whole = [n for n, family in enumerate(families) if family.whole]
    if cost and whole:
        only = [families[n] for n in whole]
        values, missed = _search(values, only, categories(whole), rng, steps)
        if missed and not _search(start, only, categories(whole), rng, 0)[1]:
            return start, cost
    return values, cost


def _search(
    start: Ints,
    families: Sequence[Family],
    categories: Categories,
    rng: np.random.Generator,
    steps: int = 20_000,
) -> tuple[Ints, int]:
    values = start.copy()
    everyone = np.arange(len(values))
    counts = _Counts(families)
    here = counts.cells(everyone, categories.at(values))
    counts.off += np.where(counts.known, np.bincount(here.ravel(), minlength=len(counts.off)), 0)
    counts.price(slice(None))
    cost = int((np.abs(counts.off) * counts.weight).sum())
    best, best_values, since = cost, values.copy(), 0
    sizes = [f.target.shape[1] for f in families]
    changed_at = np.full(len(values), -1000)
    for step in range(steps):
        if not cost or since > PATIENCE:
            break
        rows = _candidates(counts, here, sizes, rng, changed_at, step)
        if not len(rows):
            since += 1
            continue
        cells = counts.cells(rows, categories.of(rows))
        now = here[rows]
        moved = cells != now[:, :, None]
        price = np.where(moved, counts.plus[cells] + counts.minus[now][:, :, None], 0).sum(axis=1)
        price[np.arange(len(rows)), values[rows]] = 1_000
        low = int(price.min())
        choices = np.flatnonzero(price.ravel() == low)
        which, value = divmod(int(choices[rng.integers(len(choices))]), price.shape[1])
        row = int(rows[which])
        moves = [(row, value, cells[which, :, value])]
        undo = [(row, int(values[row]), now[which])]
        counts.move(now[which], cells[which, :, value])
        changed_at[row] = step
        gain = low
        if low > 0:
            # Alone it makes matters worse: perhaps not together with a row that takes what this one had.
            there = np.flatnonzero(values == value)
            there = there[there != row]
            if len(there):
                others = there[rng.integers(len(there), size=min(48, len(there)))]
                back = counts.cells(others, categories.of(others))[:, :, values[row]]
                before = here[others]
                price_back = np.where(back != before, counts.plus[back] + counts.minus[before], 0).sum(axis=1)
                best_other = int(price_back.argmin())
                if low + int(price_back[best_other]) <= 0:
                    other = int(others[best_other])
                    gain = low + int(price_back[best_other])
                    counts.move(before[best_other], back[best_other])
                    moves.append((other, int(values[row]), back[best_other]))
                    changed_at[other] = step
        if gain > 2 or (gain > 0 and rng.random() < 0.8):
            counts.move(moves[0][2], undo[0][2])
            since += 1
            continue
        for moved_row, moved_value, moved_cells in moves:
            here[moved_row] = moved_cells
            values[moved_row] = moved_value
        cost += gain
        if cost < best:
            best, since = cost, 0
            best_values = values.copy()
        else:
            since += 1
    return best_values, best


def _candidates(
    counts: _Counts, here: Ints, sizes: list[int], rng: np.random.Generator, changed_at: Ints, step: int
) -> Ints:
    """A few rows that stand in a cell with too many, or in the same group as a cell with too few."""
    wrong = np.flatnonzero(counts.off)
    cell = int(wrong[rng.integers(len(wrong))])
    family = int(np.searchsorted(counts.base, cell, side="right")) - 1
    column = here[:, family]
    if counts.off[cell] > 0:
        rows = np.flatnonzero(column == cell)
    else:
        first = counts.base[family] + (cell - counts.base[family]) // sizes[family] * sizes[family]
        rows = np.flatnonzero((column >= first) & (column < first + sizes[family]) & (column != cell))
    rows = rows[changed_at[rows] < step - 10]
    return rows[rng.integers(len(rows), size=8)] if len(rows) > 8 else rows
