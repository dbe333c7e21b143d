"""The release gate: could a reader of every published figure, and every earlier one, work out a small number?

It reads published tables alone, as an attacker would, and never a true count.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Final

from sendplan.measures.disclosure.profile import HIDDEN, MISSING, Profile
from sendplan.measures.disclosure.published import PublishedTable, is_doubtful
from sendplan.measures.disclosure.solver import ENOUGH, Knowledge, NoSolutionError, UnprovenError
from sendplan.measures.disclosure.table import TOTAL, Category, Dimension, Groups, Kind
from sendplan.measures.period import Period

Days = tuple[date, date]
_BASE: Final = "base"
_MET: Final = "met"
_UNMET: Final = "unmet"
_REST: Final = "rest"


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """One number of children, whichever table shows it: two tables that show the same count show the same `Count`.

    `groups`: the values it is of, by dimension, in the parts they were merged from; a total names no dimension.
    `edition`: 0, or the number of the earlier release whose figure has since been changed.
    """

    measure: str
    area: str
    part: str
    since: date
    until: date
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    edition: int = 0


@dataclass(frozen=True, slots=True)
class Leak:
    """A small number that can be worked out: the table to coarsen, where, and between which values it must lie."""

    table: str
    where: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate found. Safe where there is no leak. `narrowest`: the fewest values open to a hidden count."""

    leaks: tuple[Leak, ...]
    counts: int
    hidden: int
    implied: int
    narrowest: int
    changed_since: tuple[int, ...] = ()

    @property
    def is_safe(self) -> bool:
        return not self.leaks


def examine(
    tables: Sequence[PublishedTable], profile: Profile, earlier: Sequence[Sequence[PublishedTable]] = ()
) -> Verdict:
    """Solve for every hidden count, and every count that differences imply, under all that is published.

    `earlier`: the tables of each earlier release of the same measures, oldest first. A figure that reads the same in
    both
    is taken for the same count; where that cannot be, as a figure was changed, that release is taken by itself.
    """
    changed: set[int] = set()
    while True:
        evidence = _Evidence(tables, profile, earlier, frozenset(changed))
        try:
            return evidence.verdict()
        except NoSolutionError:
            left = [n for n in range(1, len(earlier) + 1) if n not in changed]
            if not left:
                return evidence.refused("the figures cannot all be true at once")
            changed.add(left[-1])
        except UnprovenError as unproven:
            return evidence.refused(str(unproven))


class _Evidence:
    """Everything published, as an attacker would write it down."""

    def __init__(
        self,
        tables: Sequence[PublishedTable],
        profile: Profile,
        earlier: Sequence[Sequence[PublishedTable]],
        changed: frozenset[int],
    ) -> None:
        self.profile = profile
        self.changed = changed
        self.known = Knowledge()
        self.names: dict[Count, str] = {}
        self.hidden: set[Count] = set()
        self.implied: dict[Count, str] = {}
        self.apart: set[Count] = set()
        everything = [*((0, table) for table in tables), *((n, t) for n, old in enumerate(earlier, 1) for t in old)]
        self.splits = _splits(table for _, table in everything)
        self.merged = _merged(table for _, table in everything)
        self._set_apart(everything)
        for edition, table in everything:
            self._take(edition, table)
        for edition, table in everything:
            self._differences(edition, table)

    def _take(self, edition: int, table: PublishedTable) -> None:
        self._counts(edition, table)
        slices = {days for period in table.periods for days in (_days(table, period), *self._slices(table, period))}
        parts = [_BASE, *([_MET] if table.kind.has_parts else []), *([_UNMET] if table.kind is Kind.PROPORTION else [])]
        for days in sorted(slices):
            self._margins(edition, table, days, parts)

    def _counts(self, edition: int, table: PublishedTable) -> None:
        for count, shown, reach in self._reaches(edition, table):
            self.known.know(count, *reach)
            self.names.setdefault(count, table.name)
            if shown == HIDDEN:
                self.hidden.add(count)
        for (period, groups), cell in table.cells.items():
            slices = self._slices(table, period)
            if cell.base in MISSING or len(slices) < 2:
                continue
            for part in (_BASE, _MET) if cell.met is not None else (_BASE,):
                inner = [self._count(edition, table, groups, part, each) for each in slices]
                self.known.add_up(self._count(edition, table, groups, part, _days(table, period)), inner)
                self.implied.update((each, table.name) for each in inner)

    def _set_apart(self, everything: Sequence[tuple[int, PublishedTable]]) -> None:
        """Find the counts that a later release shows otherwise: they have been changed, and are counts of their own."""
        latest: dict[Count, tuple[int, int]] = {}
        # The newest first: this release, then the earlier ones from the last.
        for edition, table in sorted(everything, key=lambda each: -each[0] if each[0] else -(10**6)):
            for count, _, reach in self._reaches(edition, table):
                seen = latest.setdefault(count, reach)
                if edition and (seen[0] > reach[1] or reach[0] > seen[1]):
                    self.apart.add(_edition(count, edition))

    def _reaches(self, edition: int, table: PublishedTable) -> Iterable[tuple[Count, str, tuple[int, int]]]:
        for (period, groups), cell in table.cells.items():
            for part, shown in ((_BASE, cell.base), (_MET, cell.met)):
                if shown is not None and shown not in MISSING:
                    doubtful = is_doubtful(table.wholes(period, groups, part), self.profile)
                    count = self._count(edition, table, groups, part, _days(table, period))
                    yield count, shown, self.profile.range_of(shown, doubtful=doubtful)

    def _count(self, edition: int, table: PublishedTable, groups: Groups, part: str, days: Days) -> Count:
        named = []
        for dimension, group in zip(table.dimensions, groups, strict=True):
            if group != TOTAL:
                parts = next(each.parts for each in dimension.categories if each.label == group)
                named.append((dimension.name, tuple(sorted(parts))))
        count = Count(
            table.measure,
            table.geography.new_la_code,
            part,
            *days,
            tuple(sorted(named)),
        )
        if edition and (edition in self.changed or _edition(count, edition) in self.apart):
            return _edition(count, edition)
        return count

    def _slices(self, table: PublishedTable, period: Period) -> list[Days]:
        """The pieces that this and other published periods of the measure cut a flow's period into."""
        if not table.flow:
            return [_days(table, period)]
        edges = [edge for edge in self.splits[table.measure] if period.since <= edge <= period.until]
        return list(pairwise(edges))

    def _margins(self, edition: int, table: PublishedTable, days: Days, parts: Iterable[str]) -> None:
        """Every total is the sum of its values; a value that was merged is the sum of what it was merged from."""
        missing = {
            groups
            for (period, groups), cell in table.cells.items()
            if cell.base in MISSING and _within(table, period, days)
        }
        for part, groups in product(parts, table_groups(table)):
            if groups in missing:
                continue
            if part == _UNMET:
                base, met, rest = (self._count(edition, table, groups, each, days) for each in (_BASE, _MET, _UNMET))
                self.known.add_up(base, (met, rest))
                self.implied[rest] = table.name
            whole = self._count(edition, table, groups, part, days)
            for n, group in enumerate(groups):
                if group == TOTAL:
                    below = [(*groups[:n], label, *groups[n + 1 :]) for label in table.dimensions[n].labels]
                    there = [each for each in below if each not in missing]
                    self.known.add_up(whole, [self._count(edition, table, each, part, days) for each in there])
                elif (name := table.dimensions[n].name) in self.merged[table.measure]:
                    self._parts_of(whole, name)

    def _parts_of(self, whole: Count, dimension: str) -> None:
        parts = dict(whole.groups)[dimension]
        if len(parts) > 1:
            others = [each for each in whole.groups if each[0] != dimension]
            pieces = [_with(whole, (*others, (dimension, (part,)))) for part in parts]
            self.known.add_up(whole, pieces)
            self.implied.update((piece, self.names.get(whole, whole.measure)) for piece in pieces)

    def _differences(self, edition: int, table: PublishedTable) -> None:
        """Where all of one measure's children are among another's, the rest are a count too."""
        if table.within is None:
            return
        for (period, groups), cell in table.cells.items():
            if cell.base in MISSING:
                continue
            part = self._count(edition, table, groups, _BASE, _days(table, period))
            whole = Count(table.within, part.area, _BASE, part.since, part.until, part.groups, part.edition)
            if whole in self.known.most:
                rest = Count(table.measure, part.area, _REST, part.since, part.until, part.groups, part.edition)
                self.known.add_up(whole, (part, rest))
                self.implied[rest] = table.name

    def verdict(self) -> Verdict:
        implied: dict[Hashable, str] = {count: name for count, name in self.implied.items() if count not in self.hidden}
        ranges = self.known.ranges({*self.hidden, *implied})
        leaks = []
        for count in sorted(self.hidden):
            least, most = ranges[count]
            if most - least + 1 < ENOUGH:
                leaks.append(_leak(self.names[count], count, least, most))
        for count in sorted(each for each in implied if isinstance(each, Count) and each in ranges):
            least, most = ranges[count]
            # A count known to be 0, or to be large, tells of nobody.
            if most - least + 1 < ENOUGH and most > 0 and least <= self.profile.hidden_to:
                leaks.append(_leak(implied[count], count, least, most))
        narrowest = min((most - least + 1 for least, most in (ranges[c] for c in self.hidden)), default=0)
        return Verdict(
            tuple(leaks), len(self.names), len(self.hidden), len(implied), narrowest, tuple(sorted(self.changed))
        )

    def refused(self, why: str) -> Verdict:
        tables = sorted({name for count, name in self.names.items() if not count.edition})
        return Verdict(
            tuple(Leak(name, why, 0, 0) for name in tables), len(self.names), len(self.hidden), len(self.implied), 0
        )


def table_groups(table: PublishedTable) -> Iterable[Groups]:
    """Every combination of values of a published table, with the totals."""
    return product(*((TOTAL, *dimension.labels) for dimension in table.dimensions))


def _days(table: PublishedTable, period: Period) -> Days:
    """A flow is of all its days; a stock of the last one."""
    return (period.since, period.until) if table.flow else (period.last_day, period.until)


def _within(table: PublishedTable, period: Period, days: Days) -> bool:
    since, until = _days(table, period)
    return since <= days[0] and days[1] <= until


def _splits(tables: Iterable[PublishedTable]) -> dict[str, list[date]]:
    edges: dict[str, set[date]] = {}
    for table in tables:
        for period in table.periods:
            edges.setdefault(table.measure, set()).update((period.since, period.until))
    return {measure: sorted(each) for measure, each in edges.items()}


def _merged(tables: Iterable[PublishedTable]) -> dict[str, set[str]]:
    """The dimensions that a measure's tables do not all divide in the same way."""
    ways: dict[tuple[str, str], set[frozenset[tuple[str, ...]]]] = {}
    found: dict[str, set[str]] = {}
    for table in tables:
        found.setdefault(table.measure, set())
        for dimension in table.dimensions:
            ways.setdefault((table.measure, dimension.name), set()).add(_division(dimension))
    for (measure, name), divisions in ways.items():
        if len(divisions) > 1:
            found[measure].add(name)
    return found


def _division(dimension: Dimension) -> frozenset[tuple[str, ...]]:
    def parts(category: Category) -> tuple[str, ...]:
        return tuple(sorted(category.parts))

    return frozenset(map(parts, dimension.categories))


def _with(count: Count, groups: Iterable[tuple[str, tuple[str, ...]]]) -> Count:
    return Count(count.measure, count.area, count.part, count.since, count.until, tuple(sorted(groups)), count.edition)


def _edition(count: Count, edition: int) -> Count:
    return Count(count.measure, count.area, count.part, count.since, count.until, count.groups, edition)


def _leak(table: str, count: Count, least: int, most: int) -> Leak:
    groups = " and ".join(f"{name} {', '.join(parts)}" for name, parts in count.groups) or TOTAL
    return Leak(table, f"{count.part} of {count.measure}, {groups}, {count.since} to {count.until}", least, most)
