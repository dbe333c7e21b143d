"""Rules about the steps of a KPI: their dates, their figures and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sendplan.plan_reader.draft import Kpi, Step, Where
from sendplan.plan_reader.findings.prose import counted, listed, natural, portion, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, figure, labels, shown

_SENSE = re.compile(r"\b(direction|polarity|better|good is|higher or lower|desired)\b", re.IGNORECASE)
# What may well come in parts: times, money, averages and rates.
_SPLIT = re.compile(
    r"^(weeks|days|hours|months|minutes|time|length|cost|spend|score|rate)\b|\b(average|mean|median|rate|per|cost)\b|[£]",
    re.IGNORECASE,
)
_BARE = re.compile(r"\d+(\.\d+)?\s?%")
_KINDS = {
    "level": "a level to reach",
    "relative_change": "a share of the baseline",
    "percentage_point_change": "percentage points on the baseline",
    "remainder": "an amount still left",
}


def _places(kpis: list[tuple[str, Kpi]]) -> tuple[Where, ...]:
    return tuple(kpi.where for _, kpi in kpis)


def _names(kpis: list[tuple[str, Kpi]]) -> tuple[str, ...]:
    return tuple(name for name, _ in kpis)


def _percent(unit: str | None) -> bool:
    return (unit or "").casefold() in {"percent", "per cent", "%"}


def _written(step: Step) -> str:
    return quoted(step.as_written or step.label)


@rule(
    code="step-order",
    title="Steps out of date order",
    severity="error",
    why="A step that falls before the one printed ahead of it cannot be built up to, and nobody can say whether the "
    "area is late.",
    example="Milestone 1 – End March 2025, Milestone 2 – End November 2024.",
    remedy="Ask which date is right and correct the table's header.",
)
def step_order(subject: Subject) -> Iterator[Hit]:
    tables: dict[tuple[str, int, tuple[str, ...]], list[tuple[str, Kpi]]] = {}
    for name, kpi in subject.kpis:
        tables.setdefault((kpi.section, kpi.table, labels(kpi)), []).append((name, kpi))
    for kpis in tables.values():
        dated = [step for step in kpis[0][1].steps if step.on is not None]
        for before, after in pairwise(dated):
            if before.on is not None and after.on is not None and after.on < before.on:
                yield Hit(
                    f"The steps of {listed(_names(kpis))} are out of date order: {quoted(before.label)} is printed "
                    f"before {quoted(after.label)}, which is earlier.",
                    about=_names(kpis),
                    quote=" ".join(tidy(step.label) for step in kpis[0][1].steps),
                    where=(*_places(kpis), *(step.where for step in (before, after) if step.where)),
                )
                break


@rule(
    code="step-equals-target",
    title="A step asks for as much as the target",
    severity="warning",
    why="If an earlier step already asks for the whole of the target, either one of the two is a slip or the later "
    "months ask for nothing.",
    example="Milestone 1: 40%-point increase. Target: 40%-point increase.",
    remedy="Ask whether the earlier figure is a slip, or whether the target is meant to be held once reached.",
)
def step_equals_target(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        if len(kpi.steps) < 2:
            continue
        target, value = kpi.steps[-1], figure(kpi.steps[-1].value)
        if value is None or _is_an_end(target, value):
            continue
        same = [
            step
            for step in kpi.steps[:-1]
            if figure(step.value) == value and step.kind == target.kind and step.unit == target.unit
        ]
        if same:
            yield Hit(
                f"{name} asks for {_written(same[0])} at {quoted(same[0].label)} and the same again at "
                f"{quoted(target.label)}, so nothing more is asked between the two.",
                about=(name,),
                quote=same[0].as_written,
                where=(kpi.where,),
            )


def _is_an_end(step: Step, value: Decimal) -> bool:
    """A level of nought or of 100% can only be held: asking for it twice is no slip."""
    return step.kind in {"level", "remainder"} and (value == 0 or (_percent(step.unit) and value == 100))


@rule(
    code="step-against-its-direction",
    title="A step that goes the wrong way",
    severity="warning",
    why="Where lower is better, a step above the baseline or above the step before it plans for things to get worse.",
    example="Baseline 27%, higher is better, Milestone 1: 24%.",
    remedy="Check the figure, and if it is meant, say why things are expected to get worse first.",
)
def step_against_its_direction(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        if kpi.better == "unknown":
            continue
        before, said = figure(kpi.baseline.value), kpi.baseline.as_written or ""
        unit = kpi.baseline.unit
        for step in kpi.steps:
            value = figure(step.value) if step.kind in {"level", "remainder"} else None
            if value is None:
                continue
            worse = before is not None and (value < before if kpi.better == "higher" else value > before)
            if worse and unit == step.unit:
                yield Hit(
                    f"{name} reads as one where {kpi.better} is better, but goes from {quoted(said)} to "
                    f"{_written(step)} at {quoted(step.label)}.",
                    about=(name,),
                    quote=step.as_written,
                    where=(kpi.where,),
                )
                break
            before, said, unit = value, step.as_written or "", step.unit


@rule(
    code="percentage-out-of-range",
    title="A share that no share can have",
    severity="error",
    why="A percentage of people or of plans lies between 0% and 100%.",
    example="Percentage of plans issued in time: 140%.",
    remedy="Correct the figure, or the name if it is not a share of a whole.",
)
def percentage_out_of_range(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        if not tidy(kpi.name).casefold().startswith(("percentage", "% of", "proportion", "share of")):
            continue
        levels = [(kpi.baseline.value, kpi.baseline.unit, kpi.baseline.as_written)]
        levels += [(step.value, step.unit, step.as_written) for step in kpi.steps if step.kind == "level"]
        levels += [(one.value, one.unit, one.as_written) for one in kpi.actuals if one.kind == "level"]
        for raw, unit, said in levels:
            value = figure(raw)
            if value is not None and _percent(unit) and not 0 <= value <= 100:
                yield Hit(
                    f"{name} is a share, and {quoted(said or shown(value))} is not between 0% and 100%.",
                    about=(name,),
                    quote=said,
                    where=(kpi.where,),
                )


@rule(
    code="relative-step-without-baseline",
    title="A step that is reckoned from a baseline nobody has given",
    severity="warning",
    why="“10% less” of an unknown figure is an unknown figure: until the baseline is set, nobody can say whether the "
    "step is met.",
    example="Baseline: TBC. Milestone 1: 10% reduction.",
    remedy="Give each baseline and its date, then write each step as the level to be reached.",
)
def relative_step_without_baseline(subject: Subject) -> Iterator[Hit]:
    clauses: list[str] = []
    found: list[tuple[str, Kpi]] = []
    written: list[str] = []
    for kind in ("relative_change", "percentage_point_change"):
        with_such = [
            (name, kpi) for name, kpi in subject.kpis if any(step.kind == kind and step.value for step in kpi.steps)
        ]
        without = [(name, kpi) for name, kpi in with_such if figure(kpi.baseline.value) is None]
        if without:
            first = without[0][1]
            step = next(step for step in first.steps if step.kind == kind and step.value)
            many = portion(len(without), len(with_such), "KPI")
            clauses.append(
                f"{many if not clauses else many[0].lower() + many[1:]} whose steps are written as {_KINDS[kind]} "
                f"({_written(step)}) {'has' if len(without) == 1 else 'have'} no baseline figure: "
                f"{listed(_names(without), limit=20)}"
            )
            written.append(" / ".join(filter(None, (first.baseline.as_written, step.as_written))))
            found += without
    if found:
        distinct = sorted(dict(found), key=natural)
        yield Hit(
            f"{'; '.join(clauses)}. Until it is set these steps cannot be worked out.",
            about=tuple(distinct),
            quote=written[0],
            where=_places(found),
        )


@rule(
    code="fraction-of-a-whole-thing",
    title="A step that comes out at part of a person or thing",
    severity="note",
    why="Posts, children and plans come whole. Where a step works out at 14.4 of them, two people will round it two "
    "ways and disagree on whether it was met.",
    example="16 vacancies, 10% reduction: 14.4 vacancies.",
    remedy="Write the step as the whole number to be reached, or state how it is to be rounded.",
)
def fraction_of_a_whole_thing(subject: Subject) -> Iterator[Hit]:
    found: list[tuple[str, Kpi]] = []
    sums: list[str] = []
    for name, kpi in subject.sure_kpis:
        start = figure(kpi.baseline.value)
        if (
            start is None
            or start != start.to_integral_value()
            or _percent(kpi.baseline.unit)
            or _SPLIT.search(kpi.name)
        ):
            continue
        parts = []
        for step in kpi.steps:
            change = figure(step.value) if step.kind == "relative_change" else None
            level = start * (100 + change) / 100 if change is not None else start
            if level != level.to_integral_value():
                parts.append(f"{_written(step)} is {shown(level)}")
        if parts:
            found.append((name, kpi))
            sums.append(f"{name} starts at {shown(start)} and {listed(parts)}")
    if found:
        yield Hit(
            f"Steps of {listed(_names(found))} do not come out whole: {'; '.join(sums[:6])}.",
            about=_names(found),
            where=_places(found),
        )


@rule(
    code="steps-written-in-several-ways",
    title="Steps written in several ways",
    severity="note",
    why="A reader who meets “10% reduction”, “20%-point increase” and “40%” on one page has to work out each time "
    "what 10, 20 or 40 is a share of.",
    example="One row says 10% reduction, another 20%-point increase, a third 40%.",
    remedy="Write every step as the level to be reached, and the change beside it if that helps.",
)
def steps_written_in_several_ways(subject: Subject) -> Iterator[Hit]:
    seen: dict[str, tuple[Kpi, Step]] = {}
    names: dict[str, list[str]] = {}
    for name, kpi in subject.kpis:
        for step in kpi.steps:
            if step.kind in _KINDS and step.as_written:
                seen.setdefault(step.kind, (kpi, step))
                if name not in names.setdefault(step.kind, []):
                    names[step.kind].append(name)
    if len(seen) < 3:
        return
    ways = [
        f"{_KINDS[kind]} ({_written(seen[kind][1])}, {counted(len(names[kind]), 'KPI')})"
        for kind in _KINDS
        if kind in seen
    ]
    yield Hit(
        f"Steps are written in {len(seen)} ways: {listed(ways)}.",
        about=tuple(names[kind][0] for kind in _KINDS if kind in seen),
        where=tuple(kpi.where for kpi, _ in seen.values()),
    )


@rule(
    code="level-or-points",
    title="A percentage that may be a level or a rise",
    severity="note",
    why="“25%” after an unknown baseline may mean a quarter of all families, or a quarter more than before.",
    example="Baseline to be set; Milestone 1: 25%; the other rows say “20%-point increase”.",
    remedy="Say for each step whether it is the level to be reached or the rise from the baseline.",
)
def level_or_points(subject: Subject) -> Iterator[Hit]:
    rising = [name for name, kpi in subject.kpis if any(s.kind == "percentage_point_change" for s in kpi.steps)]
    bare = {
        name: step
        for name, kpi in subject.kpis
        for step in reversed(kpi.steps)
        if step.kind == "level" and _BARE.fullmatch(tidy(step.as_written or "")) and figure(kpi.baseline.value) is None
    }
    found = [(name, kpi) for name, kpi in subject.kpis if name in bare]
    if found and rising:
        yield Hit(
            f"{listed(_names(found))} {'has' if len(found) == 1 else 'have'} no baseline figure and "
            f"{'gives' if len(found) == 1 else 'give'} bare percentages ({_written(bare[found[0][0]])}), which may be "
            f"levels or rises; {counted(len(rising), 'other KPI writes', 'other KPIs write')} points of increase.",
            about=_names(found),
            quote=bare[found[0][0]].as_written,
            where=_places(found),
        )


@rule(
    code="directions-mixed-in-one-table",
    title="Rows that should rise beside rows that should fall",
    severity="note",
    why="Where only the words “increase” and “reduction” tell which way is better, a chart or a colour made from the "
    "figures alone will call bad news good.",
    example="Starters: 10% increase. Leavers, the next row: 10% reduction.",
    remedy="Add a column that says for each row whether higher or lower is better.",
)
def directions_mixed_in_one_table(subject: Subject) -> Iterator[Hit]:
    if any(header.kind == "kpis" and _SENSE.search(header.text) for header in subject.headers):
        return
    for table in subject.tables:
        rise, fall = [], []
        for name, kpi in table:
            changes = [figure(step.value) for step in kpi.steps if step.kind == "relative_change"]
            if any(change is not None and change > 0 for change in changes):
                rise.append((name, kpi))
            elif any(change is not None and change < 0 for change in changes):
                fall.append((name, kpi))
        if rise and fall:
            yield Hit(
                f"In one table {listed(_names(rise))} should rise and {listed(_names(fall))} should fall, and only "
                "the wording of each step says which.",
                about=_names([*rise, *fall]),
                where=_places([*rise, *fall]),
            )


@rule(
    code="kpi-with-no-step",
    title="A KPI with no step and no target",
    severity="warning",
    why="A measure with nothing to reach cannot be met or missed, so the board has nothing to hold anyone to.",
    example="Number of complaints: baseline to be established; the step columns are empty.",
    remedy="Set a figure and a date for each, or say when and by whom they will be set.",
)
def kpi_with_no_step(subject: Subject) -> Iterator[Hit]:
    without = [
        (name, kpi) for name, kpi in subject.kpis if all(step.kind in {"blank", "not_yet_set"} for step in kpi.steps)
    ]
    if without:
        yield Hit(
            f"{portion(len(without), len(subject.kpis), 'KPI')} "
            f"{'has' if len(without) == 1 else 'have'} no figure in any step: {listed(_names(without))}.",
            about=_names(without),
            quote=tidy(without[0][1].name),
            where=_places(without),
        )
