"""Results laid out as the tables that a release is made from: all periods and groups, or why there is no figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sendplan.measures.disclosure.profile import NOT_COLLECTED
from sendplan.measures.disclosure.table import TOTAL, Dimension, Figure, Geography, Kind, Table
from sendplan.measures.measure import Measure
from sendplan.measures.period import Period
from sendplan.measures.result import Group, Result
from sendplan.records.codes import authorities, code_lists

NOT_KNOWN: Final = "Not known"
_KINDS: Final = {shape: Kind(shape) for shape in ("count", "proportion", "rate", "mean", "median")}


class TabulatingError(ValueError):
    """Why a measure cannot be laid out for everyone to see: one sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table to be made: a measure over periods, by one of its groups or by none."""

    measure: Measure
    periods: tuple[Period, ...]
    by: str | None = None

    @property
    def name(self) -> str:
        """The name of its files: the measure's own, and what it is divided by."""
        return self.measure.name if self.by is None else f"{self.measure.name}-by-{self.by.replace('_', '-')}"


def geography(ons_code: str) -> Geography:
    """The authority of an ONS code, as DfE's open data names it. Raises KeyError with a sentence."""
    for each in authorities():
        if ons_code in (each.ons_code, *each.other_ons_codes):
            return Geography(each.region_code, each.region, each.dfe_number, each.ons_code, each.name)
    raise KeyError(f"“{ons_code}” is not the ONS code of an authority, such as E10000014.")


def tabulated(wanted: Wanted, results: Iterable[Result], area: Geography) -> Table | None:
    """One table of results of the measure; None where none of its periods has a figure.

    A period that could not be measured is "x", not collected, and a group that nobody belonged to is a count of none.
    Raises TabulatingError for a measure whose parts are not whole children.
    """
    measure = wanted.measure
    found = {
        (each.period, _label(measure, each.group)): each
        for each in results
        if each.measure.key == measure.key and (each.group is None or each.group.by == wanted.by)
    }
    whole = {period: found[period, TOTAL] for period in wanted.periods}
    if all(each.value is None and not each.denominator for each in whole.values()):
        return None
    labels = tuple(dict.fromkeys(label for _, label in found if label != TOTAL)) if wanted.by is not None else ()
    if wanted.by is not None and not labels:
        return None
    dimensions = () if wanted.by is None else (Dimension.of(wanted.by, _plain(wanted.by), labels),)
    averages = _KINDS[measure.shape].is_average
    cells: dict[tuple[Period, tuple[str, ...]], Figure] = {}
    for period in wanted.periods:
        if wanted.by is None:
            cells[period, ()] = _figure(whole[period])
            continue
        for label in (TOTAL, *labels) if averages else labels:
            # A group that belongs to another period alone had nobody in this one, if the period was measured at all.
            result = found.get((period, label), whole[period] if whole[period].not_measurable else None)
            cells[period, (label,)] = _none(measure) if result is None else _figure(result)
    return Table(
        name=wanted.name,
        measure=measure.name,
        title=measure.title if wanted.by is None else f"{measure.title}, by {_plain(wanted.by).lower()}",
        kind=_KINDS[measure.shape],
        dimensions=dimensions,
        geography=area,
        cells=cells,
        flow=not measure.stock,
        unit=measure.unit,
        per=measure.per_times,
    )


def _figure(result: Result) -> Figure:
    if result.not_measurable is not None:
        return Figure(NOT_COLLECTED)
    top, below = result.numerator, result.denominator
    shape = result.measure.shape
    if shape == "count":
        return Figure(_children(result.measure, top))
    base = _children(result.measure, below)
    if shape in ("mean", "median"):
        if base == 0 or top is None:
            return Figure(0)
        exact = Fraction(top) / base if shape == "mean" else Fraction(top)
        return Figure(base, value=exact)
    return Figure(base, _children(result.measure, top))


def _children(measure: Measure, number: object) -> int:
    if type(number) is not int:
        raise TabulatingError(f"{measure.name}: {number} is no number of children; no rule says how to hide it.")
    return number


def _none(measure: Measure) -> Figure:
    """The figure of a group to which nobody belonged in a period."""
    if measure.shape in ("proportion", "rate"):
        return Figure(0, 0)
    return Figure(0)


def _label(measure: Measure, group: Group | None) -> str:
    if group is None:
        return TOTAL
    if group.value is None:
        return NOT_KNOWN
    return _meanings(measure, group.by).get(str(group.value), str(group.value))


def _meanings(measure: Measure, column: str) -> Mapping[str, str]:
    name = measure.table.column(column).codes
    return {each.code: each.meaning for each in code_lists().get(name, ())} if name else {}


def _plain(column: str) -> str:
    return column.replace("_", " ").capitalize()


def apart(measures: Iterable[Measure]) -> tuple[tuple[Measure, ...], dict[str, str]]:
    """Measures no two of which count the same rows by the same day, and the names of the others, each with that of the
    one that stands for it.

    Two thresholds on one set of children differ by children: plans within 30 weeks less those within 20 are a number
    of children that nobody published, and that the gate, which knows tables of one measure, would not solve for.
    """
    taken: dict[tuple[str, str | None], Measure] = {}
    left: dict[str, str] = {}
    for each in sorted(measures, key=lambda each: (each.exclude is not None, _KINDS[each.shape].is_average, each.name)):
        first = taken.setdefault((each.table.name, each.counted_on), each)
        if first is not each:
            left[each.name] = first.name
    return tuple(taken.values()), left


def in_order(measures: Sequence[Measure], headline: Sequence[Period], grouped: Sequence[Period]) -> Iterator[Wanted]:
    """Every table of a release, those that are kept whole the longest first: each measure alone, then by its groups."""
    for measure in measures:
        yield Wanted(measure, tuple(headline))
    for measure in measures:
        for by in measure.groups:
            yield Wanted(measure, tuple(grouped), by)
