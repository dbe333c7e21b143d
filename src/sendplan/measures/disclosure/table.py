"""A table of true figures, as it comes from the records and before any of it may leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Final

from sendplan.measures.disclosure.profile import MISSING
from sendplan.measures.period import Period

TOTAL: Final = "Total"
MOST_DIMENSIONS: Final = 2
NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,79}")
Groups = tuple[str, ...]


class TableError(ValueError):
    """A table that cannot be published as it stands: one sentence, with what to do."""


class Kind(StrEnum):
    """What a table's figures are."""

    COUNT = "count"
    PROPORTION = "proportion"
    RATE = "rate"
    MEAN = "mean"
    MEDIAN = "median"

    @property
    def has_parts(self) -> bool:
        """Whether it is made of a numerator and a denominator."""
        return self in (Kind.PROPORTION, Kind.RATE)

    @property
    def is_average(self) -> bool:
        return self in (Kind.MEAN, Kind.MEDIAN)


@dataclass(frozen=True, slots=True)
class Geography:
    """One local authority, by the names and codes of DfE's open data."""

    region_code: str
    region_name: str
    old_la_code: str
    new_la_code: str
    la_name: str


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension; `parts` are the values it was merged from, itself alone where it was not."""

    label: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide the children: each child has exactly one value."""

    name: str
    label: str
    categories: tuple[Category, ...]

    @classmethod
    def of(cls, name: str, label: str, values: tuple[str, ...]) -> Dimension:
        return cls(name, label, tuple(Category(value, (value,)) for value in values))

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(category.label for category in self.categories)


@dataclass(frozen=True, slots=True)
class Figure:
    """The true figure of one cell.

    `base`: how many children it is of, or a symbol of `profile.MISSING` saying why there is none. `met`: the
    numerator of
    a proportion or a rate. `value`: the mean or median, exact, in the table's unit.
    """

    base: int | str
    met: int | None = None
    value: Fraction | None = None

    @property
    def is_missing(self) -> bool:
        return isinstance(self.base, str)


@dataclass(frozen=True, slots=True)
class Table:
    """True figures of one measure, by period and at most two dimensions.

    `name`: the table's own, in lower case with hyphens: its files are called by it. `measure`: what it counts; tables
    of one
    measure are linked. `cells`: (period, one label a dimension) -> Figure, every one of them (`z`, `x` or `u` where
    there is none). Totals are
    added up here; a mean or a median is given its own, under the label "Total", since averages do not add up.
    `flow`: counts of what happened in a period, which add up over time; else a stock, counted on each period's last
    day.
    `within`: the name of a measure that counts all of these children and maybe more. `wider`: the same measure over
    longer
    periods, in order, for averages; other tables widen themselves.
    """

    name: str
    measure: str
    title: str
    kind: Kind
    dimensions: tuple[Dimension, ...]
    geography: Geography
    cells: Mapping[tuple[Period, Groups], Figure]
    flow: bool = True
    unit: str = ""
    per: int = 10_000
    within: str | None = None
    wider: tuple[Table, ...] = field(default=())

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise TableError(f"“{self.name}” cannot name a file; use lower-case letters, digits and hyphens.")
        if len(self.dimensions) > MOST_DIMENSIONS:
            raise TableError(
                f"{self.name}: has {len(self.dimensions)} dimensions; publish no more than two in one table."
            )
        for dimension in self.dimensions:
            if len(set(dimension.labels)) < len(dimension.labels) or TOTAL in dimension.labels:
                raise TableError(f"{self.name}: the values of {dimension.name} must differ, and none may be “{TOTAL}”.")
        if not self.cells:
            raise TableError(f"{self.name}: has no figures; leave it out.")
        wanted = self._wanted()
        for period in self.periods:
            for groups in wanted:
                if (period, groups) not in self.cells:
                    where = " and ".join(groups) or TOTAL
                    raise TableError(
                        f"{self.name}: {period} has no cell for {where}; give 0, or z, x or u for no figure."
                    )
        for (period, groups), figure in self.cells.items():
            if groups not in wanted:
                raise TableError(f"{self.name}: {period}: {' and '.join(groups)} is no value of its dimensions.")
            self._check(period, groups, figure)

    @property
    def periods(self) -> tuple[Period, ...]:
        return tuple(sorted({period for period, _ in self.cells}))

    def _wanted(self) -> set[Groups]:
        return set(self.groups() if self.kind.is_average else product(*(d.labels for d in self.dimensions)))

    def _check(self, period: Period, groups: Groups, figure: Figure) -> None:
        place = f"{self.name}: {period}: {' and '.join(groups) or TOTAL}"
        if isinstance(figure.base, str):
            if figure.base not in MISSING:
                raise TableError(f"{place}: “{figure.base}” is no reason for a missing figure; say z, x or u.")
            return
        for count in (figure.base, figure.met):
            if count is not None and (type(count) is not int or count < 0):
                raise TableError(f"{place}: {count!r} is no count of children; give a whole number, 0 or more.")
        if self.kind.has_parts and figure.met is None:
            raise TableError(f"{place}: a {self.kind} needs its numerator.")
        if self.kind is Kind.PROPORTION and figure.met is not None and figure.met > figure.base:
            raise TableError(
                f"{place}: {figure.met} of {figure.base} cannot be; correct the numerator or the denominator."
            )
        if self.kind.is_average and figure.base and figure.value is None:
            raise TableError(f"{place}: a {self.kind} of {figure.base} needs its value.")

    def groups(self) -> Iterator[Groups]:
        """Every combination of values, with the totals, in the order they are published: totals first."""
        yield from product(*((TOTAL, *dimension.labels) for dimension in self.dimensions))

    def figure(self, period: Period, groups: Groups) -> Figure:
        """A cell's true figure; a total is added up from true counts, without the missing ones."""
        if self.kind.is_average or TOTAL not in groups:
            return self.cells[period, groups]
        below = (d.labels if g == TOTAL else (g,) for d, g in zip(self.dimensions, groups, strict=True))
        figures = [self.cells[period, each] for each in product(*below)]
        return added(figures)


def added(figures: list[Figure]) -> Figure:
    """Counts added up, the missing left out; missing itself where all are, for the reason that the first gives."""
    present = [figure for figure in figures if not figure.is_missing]
    if not present:
        return figures[0]
    met = [figure.met for figure in present if figure.met is not None]
    return Figure(sum(int(figure.base) for figure in present), sum(met) if met else None)
