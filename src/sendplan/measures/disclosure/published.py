"""What a table says once small numbers are hidden and the rest is rounded. Nothing here knows a true count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from sendplan.measures.disclosure.profile import HIDDEN, MISSING, NOT_APPLICABLE, Profile
from sendplan.measures.disclosure.table import TOTAL, Dimension, Figure, Geography, Groups, Kind, Table
from sendplan.measures.period import Period


@dataclass(frozen=True, slots=True)
class Shown:
    """One published cell: a multiple of the profile's base, "0" or a symbol each. `value` is of the table's kind."""

    base: str
    met: str | None = None
    value: str | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(each for each in (self.base, self.met, self.value) if each is not None)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as anyone may see it: the shape of `Table`, with `Shown` for every cell and every total."""

    name: str
    measure: str
    title: str
    kind: Kind
    dimensions: tuple[Dimension, ...]
    geography: Geography
    cells: Mapping[tuple[Period, Groups], Shown]
    flow: bool
    unit: str
    per: int
    within: str | None

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(sorted({period for period, _ in self.cells}))

    def headlines(self) -> Iterator[Shown]:
        """The total of each period: what a reader looks for first."""
        whole = (TOTAL,) * len(self.dimensions)
        yield from (self.cells[period, whole] for period in self.periods)

    def parents(self, groups: Groups) -> Iterator[Groups]:
        """The totals that a cell is part of, the nearest first."""
        places = [n for n, group in enumerate(groups) if group != TOTAL]
        for size in range(1, len(places) + 1):
            for chosen in combinations(places, size):
                yield tuple(TOTAL if n in chosen else group for n, group in enumerate(groups))

    def wholes(self, period: Period, groups: Groups, part: str) -> Iterator[str]:
        """The published counts of every group that a cell's `part` ("base" or "met") is a part of."""
        for parent in self.parents(groups):
            cell = self.cells[period, parent]
            yield cell.base if part == "base" else str(cell.met)
        if part == "met" and self.kind is Kind.PROPORTION:
            yield self.cells[period, groups].base


def publish(table: Table, profile: Profile) -> PublishedTable:
    """A table with every small number hidden and every other figure made from what is shown of its parts."""
    cells: dict[tuple[Period, Groups], Shown] = {}
    shown = PublishedTable(
        name=table.name,
        measure=table.measure,
        title=table.title,
        kind=table.kind,
        dimensions=table.dimensions,
        geography=table.geography,
        cells=cells,
        flow=table.flow,
        unit=table.unit,
        per=table.per,
        within=table.within,
    )
    totals_first = sorted(table.groups(), key=lambda groups: -groups.count(TOTAL))
    for period in table.periods:
        for groups in totals_first:
            figure = table.figure(period, groups)
            if figure.is_missing:
                symbol = str(figure.base)
                cells[period, groups] = Shown(
                    symbol, symbol if table.kind.has_parts else None, None if table.kind is Kind.COUNT else symbol
                )
                continue
            cells[period, groups] = Shown("0")
            base = _count(figure.base, shown.wholes(period, groups, "base"), profile)
            cells[period, groups] = Shown(base)
            met = _count(figure.met, shown.wholes(period, groups, "met"), profile) if table.kind.has_parts else None
            cells[period, groups] = Shown(base, met, _value(table, figure, base, met, profile))
    return shown


def is_doubtful(wholes: Iterator[str], profile: Profile) -> bool:
    """Whether a hidden count in these groups may be 0: one of them is small, and none is known to be empty."""
    sizes = list(wholes)
    return "0" not in sizes and any(profile.is_small_group(size) for size in sizes)


def _count(count: object, wholes: Iterator[str], profile: Profile) -> str:
    shown = profile.show(count)
    return HIDDEN if shown == "0" and is_doubtful(wholes, profile) else shown


def _value(table: Table, figure: Figure, base: str, met: str | None, profile: Profile) -> str | None:
    if table.kind is Kind.COUNT:
        return None
    if table.kind is Kind.PROPORTION:
        return profile.percent(str(met), base)
    if table.kind is Kind.RATE:
        return profile.rate(str(met), base, table.per)
    if base == HIDDEN or base in MISSING:
        return base
    if base == "0" or figure.value is None:
        return NOT_APPLICABLE
    return str((2 * figure.value.numerator + figure.value.denominator) // (2 * figure.value.denominator))
