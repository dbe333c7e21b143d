"""What is done where a small number could be worked out: fewer categories, then longer periods, then fewer dimensions.

Always in that order, chosen from what would be published and never from a true count, so that the choice itself tells
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final

from sendplan.measures.disclosure.gate import Verdict, examine
from sendplan.measures.disclosure.profile import HIDDEN, Profile
from sendplan.measures.disclosure.published import PublishedTable, publish
from sendplan.measures.disclosure.table import TOTAL, Category, Dimension, Figure, Groups, Table, added
from sendplan.measures.period import Period, PeriodType, containing, ending_with

LEAST_DAYS_BETWEEN: Final = 85
"""The least between two published days of a stock, about a quarter: see `docs/explanation/disclosure.md`."""
_FEWEST: Final = 2
_WIDER: Final = (PeriodType.MONTH, PeriodType.QUARTER, PeriodType.ROLLING_12_MONTHS)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Tables that may be published, what was done to them for it, those that may not, and the gate's last word."""

    tables: tuple[PublishedTable, ...]
    steps: tuple[str, ...]
    withheld: tuple[str, ...]
    verdict: Verdict


def clear(tables: Sequence[Table], profile: Profile, earlier: Sequence[Sequence[PublishedTable]] = ()) -> Cleared:
    """Coarsen tables until the gate finds no leak. The earlier a table stands in the list, the longer it is kept whole.

    `earlier`: the tables of the releases already out, oldest first. Raises ValueError where two tables have one name.
    """
    if len({table.name for table in tables}) < len(tables):
        raise ValueError("Two tables have the same name; give each its own.")
    steps: list[str] = []
    withheld: list[str] = []
    current: dict[str, Table] = {}
    published: dict[str, PublishedTable] = {}
    for table in tables:
        spaced = _spaced(table, earlier, steps)
        if spaced is None:
            withheld.append(table.name)
            continue
        current[table.name] = _until_headlines_show(spaced, profile, steps)
        published[table.name] = publish(current[table.name], profile)
    while True:
        verdict = examine(list(published.values()), profile, earlier)
        leaking = {leak.table for leak in verdict.leaks}
        if not leaking:
            return Cleared(tuple(published.values()), tuple(steps), tuple(withheld), verdict)
        # The last in the list gives way first; where only earlier releases leak, nothing here can mend it.
        name = next((each for each in reversed(current) if each in leaking), next(reversed(current), None))
        if name is None:
            return Cleared((), tuple(steps), tuple(withheld), verdict)
        coarser = _coarser(current[name], published[name], steps)
        if coarser is None:
            steps.append(f"{name}: withheld, as no coarser table of it is safe.")
            withheld.append(name)
            del current[name], published[name]
        else:
            current[name] = coarser
            published[name] = publish(coarser, profile)


def _coarser(table: Table, shown: PublishedTable, steps: list[str]) -> Table | None:
    merged = merge_smallest(table, shown)
    if merged is not None:
        before = {label for d in table.dimensions for label in d.labels}
        new = next(label for d in merged.dimensions for label in d.labels if label not in before)
        steps.append(f"{table.name}: merged the smallest categories into “{new}”.")
        return merged
    wider = widen(table)
    if wider is not None:
        steps.append(f"{table.name}: counted by {wider.periods[0].type} and not by {table.periods[0].type}.")
        return wider
    if table.dimensions:
        steps.append(f"{table.name}: left out {table.dimensions[-1].label}.")
        return without_last_dimension(table)
    return None


def merge_smallest(table: Table, shown: PublishedTable) -> Table | None:
    """The table with the two smallest published categories of its longest dimension made one; None where it cannot be.

    A hidden figure is the smallest of all; of equals, those later in the list are merged. Averages are not merged.
    """
    longest = max(table.dimensions, key=lambda dimension: len(dimension.categories), default=None)
    if longest is None or len(longest.categories) <= _FEWEST or table.kind.is_average:
        return None
    place = table.dimensions.index(longest)

    def size(n: int) -> tuple[int, int]:
        groups = tuple(longest.labels[n] if d == place else TOTAL for d in range(len(table.dimensions)))
        bases = [shown.cells[period, groups].base for period in table.periods]
        return sum(int(base) if base.isdigit() else int(base == HIDDEN) for base in bases), -n

    one, other = sorted(sorted(range(len(longest.categories)), key=size)[:2])
    pair = longest.categories[one], longest.categories[other]
    both = Category(" or ".join(each.label for each in pair), tuple(part for each in pair for part in each.parts))
    kept = [both if n == one else each for n, each in enumerate(longest.categories) if n != other]
    dimension = Dimension(longest.name, longest.label, tuple(kept))
    dimensions = tuple(dimension if n == place else each for n, each in enumerate(table.dimensions))
    cells: dict[tuple[Period, Groups], Figure] = {}
    for period, groups in product(table.periods, product(*(d.labels for d in dimensions))):
        if groups[place] != both.label:
            cells[period, groups] = table.cells[period, groups]
        else:
            apart = [(*groups[:place], each.label, *groups[place + 1 :]) for each in pair]
            cells[period, groups] = added([table.cells[period, each] for each in apart])
    return replace(table, dimensions=dimensions, cells=cells)


def widen(table: Table) -> Table | None:
    """The same figures over the next longer periods: month, quarter, twelve months. None where there is none.

    Only whole longer periods are made. Twelve-month periods end with the last month there is and do not overlap.
    """
    if table.kind.is_average or not table.flow:
        return replace(table.wider[0], name=table.name, wider=table.wider[1:]) if table.wider else None
    kinds = {period.type for period in table.periods}
    if len(kinds) != 1 or (kind := kinds.pop()) not in _WIDER[:-1]:
        return None
    for longer in _WIDER[_WIDER.index(kind) + 1 :]:
        cells: dict[tuple[Period, Groups], Figure] = {}
        for whole in _longer(table.periods, longer):
            inside = [each for each in table.periods if whole.since <= each.since and each.until <= whole.until]
            if sum((each.until - each.since).days for each in inside) != (whole.until - whole.since).days:
                continue
            for groups in product(*(d.labels for d in table.dimensions)):
                cells[whole, groups] = added([table.cells[each, groups] for each in inside])
        if cells:
            return replace(table, cells=cells)
    return None


def _longer(periods: Sequence[Period], longer: PeriodType) -> list[Period]:
    if longer is not PeriodType.ROLLING_12_MONTHS:
        return sorted({containing(longer, period.since) for period in periods})
    found: list[Period] = []
    for period in reversed(periods):
        whole = ending_with(longer, period.last_day)
        if not found or whole.until <= found[-1].since:
            found.append(whole)
    return sorted(found)


def without_last_dimension(table: Table) -> Table:
    """The table without its last dimension, its figures added up over it."""
    kept = table.dimensions[:-1]
    cells = {
        (period, groups): table.figure(period, (*groups, TOTAL))
        for period in table.periods
        for groups in product(*((TOTAL, *d.labels) if table.kind.is_average else d.labels for d in kept))
    }
    return replace(table, dimensions=kept, cells=cells)


def _until_headlines_show(table: Table, profile: Profile, steps: list[str]) -> Table:
    """Widen the periods until no period's total is hidden, or none is longer."""
    while any(HIDDEN in cell.symbols for cell in publish(table, profile).headlines()):
        wider = widen(table)
        if wider is None:
            return table
        steps.append(
            f"{table.name}: counted by {wider.periods[0].type} and not by {table.periods[0].type}, "
            "as a total would have been hidden."
        )
        table = wider
    return table


def _spaced(table: Table, earlier: Sequence[Sequence[PublishedTable]], steps: list[str]) -> Table | None:
    """A stock at most once a quarter, the last day first, and days already out as they are; None where none is left."""
    if table.flow:
        return table
    out = {p.last_day for release in earlier for old in release if old.measure == table.measure for p in old.periods}
    kept: list[date] = sorted(out)
    chosen: list[Period] = []
    for period in reversed(table.periods):
        on = period.last_day
        if on in out or all(abs((on - each).days) >= LEAST_DAYS_BETWEEN for each in kept):
            chosen.append(period)
            kept.append(on)
    if len(chosen) < len(table.periods):
        steps.append(f"{table.name}: shown once a quarter, as closer figures show a single child's coming and going.")
    cells = {(period, groups): figure for (period, groups), figure in table.cells.items() if period in chosen}
    return replace(table, cells=cells) if cells else None
