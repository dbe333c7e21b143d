"""Rules about figures that cannot stand as they are: units mixed, rates past all bounds, digits run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sendplan.plan_reader.draft import Actual, Baseline, Kpi, Step, Where
from sendplan.plan_reader.findings.prose import counted, listed, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, figure, shown
from sendplan.plan_reader.values import run_together

_PER = re.compile(r"per (?P<of>10{2,6}|10,000|1,000|100,000|thousand)")
_NEGATIVE = re.compile(r"[-−–]\s?\d[\d,.]*\s?(?:%|per cent|days|weeks|children|plans|posts)?")
_SIGNED = re.compile(
    r"\b(?:change|difference|gap|variance|net|balance|deficit|surplus|growth|budget|movement|swing|increase|decrease"
    r"|reduction|over/under|overspend|underspend|score|progress 8|nps)\b",
    re.IGNORECASE,
)


def _levels(kpi: Kpi) -> Iterator[tuple[str, Decimal, str | None, Where | None]]:
    """The levels a row gives, in the order of its baseline, its steps and its actuals: words, figure, unit, place."""
    value = figure(kpi.baseline.value)
    if value is not None:
        yield kpi.baseline.as_written or shown(value), value, kpi.baseline.unit, kpi.baseline.where
    parts: tuple[Step | Actual, ...] = (*kpi.steps, *kpi.actuals)
    for part in parts:
        value = figure(part.value) if part.kind == "level" else None
        if value is not None:
            yield part.as_written or shown(value), value, part.unit, part.where


@rule(
    code="figures-run-together",
    title="Figures run together",
    severity="error",
    why="“28.437.1” may be 28.4 and 37.1 or 28 and 437.1. Where one figure ends and the next begins is lost, so none "
    "of them can be used.",
    example="Actual: 2837.163054.05253.7.",
    remedy="Look the figures up in the original and give each its own cell.",
)
def figures_run_together(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.kpis:
        cells: tuple[Baseline | Step | Actual, ...] = (kpi.baseline, *kpi.steps, *kpi.actuals)
        found = [cell for cell in cells if cell.as_written and run_together(cell.as_written)]
        if found:
            words = found[0].as_written or ""
            yield Hit(
                f"{name} gives {quoted(words, 60)}, which reads as several figures written without a space, so "
                "none was read.",
                about=(name,),
                quote=words,
                where=tuple(cell.where for cell in found if cell.where) or (kpi.where,),
            )


@rule(
    code="units-mixed-in-a-row",
    title="Two units in one row",
    severity="warning",
    why="A row that starts from a count and aims at a percentage cannot be drawn as one line, and nobody can say "
    "whether it moved.",
    example="Baseline: 45%. Milestone 1: 120.",
    remedy="Give every figure of the row in one unit, and name it in the measure.",
)
def units_mixed_in_a_row(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        first: dict[str, str] = {}
        for said, value, unit, _ in _levels(kpi):
            if value != 0 and unit:
                first.setdefault(unit, said)
        if len(first) > 1:
            yield Hit(
                f"{name} gives its figures in {counted(len(first), 'unit')}: "
                f"{listed(quoted(said, 40) for said in first.values())}.",
                about=(name,),
                quote=tidy(kpi.name),
                where=(kpi.where,),
            )


@rule(
    code="rate-impossible",
    title="A figure that no count or rate can have",
    severity="error",
    why="There are no fewer than no children, and of every 1,000 at most 1,000.",
    example="Exclusions: 12,400 per 10,000 pupils; waiting list: -3.",
    remedy="Correct the figure or its unit; if it is a change, write it as one.",
)
def rate_impossible(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        said = _too_many(kpi) or _below_nought(kpi)
        if said:
            yield Hit(f"{name} {said}", about=(name,), quote=tidy(kpi.name), where=(kpi.where,))


def _too_many(kpi: Kpi) -> str | None:
    for written, value, unit, _ in _levels(kpi):
        per = _PER.fullmatch(unit or "")
        if per is None:
            continue
        whole = Decimal(1000) if per["of"] == "thousand" else Decimal(per["of"].replace(",", ""))
        if value > whole:
            return f"gives {quoted(written)}, which is more than the {shown(whole)} it is counted in."
    return None


def _below_nought(kpi: Kpi) -> str | None:
    if _SIGNED.search(kpi.name):
        return None
    standing: tuple[Baseline | Actual, ...] = (kpi.baseline, *kpi.actuals)
    for cell in standing:
        if cell.as_written and _NEGATIVE.fullmatch(tidy(cell.as_written)):
            return f"gives {quoted(cell.as_written)} as where things stand, which is less than nought."
    return None


@rule(
    code="steps-back-and-forth",
    title="Milestones that go back and forth",
    severity="warning",
    why="Milestones that rise, fall and rise again ask for two opposite things, unless the measure follows the "
    "seasons.",
    example="40%, 55%, 40%.",
    remedy="Check the figures; if they follow the school year, say so beside them.",
)
def steps_back_and_forth(subject: Subject) -> Iterator[Hit]:
    for name, kpi in subject.sure_kpis:
        if kpi.better != "unknown":
            continue  # step-against-its-direction says so of a row whose direction is known
        levels = [
            (value, step)
            for step in kpi.steps
            if step.kind in {"level", "remainder"} and (value := figure(step.value)) is not None
        ]
        units = {step.unit for _, step in levels}
        moves = [after - before for (before, _), (after, _) in pairwise(levels) if after != before]
        if len(units) == 1 and any(move > 0 for move in moves) and any(move < 0 for move in moves):
            yield Hit(
                f"The milestones of {name} go back and forth: "
                f"{listed(quoted(step.as_written or shown(value), 40) for value, step in levels)}.",
                about=(name,),
                quote=tidy(kpi.name),
                where=(kpi.where,),
            )
