"""Rules about where a KPI starts: its baseline and the baseline's date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from statistics import median_low

from sendplan.plan_reader.draft import Kpi
from sendplan.plan_reader.findings.prose import contains, listed, portion, quoted
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, figure

# Baselines of one plan are taken within a few months of each other; ten months apart is another year's figure.
_ANOTHER_YEAR = dt.timedelta(days=300)


def _month(day: dt.date) -> str:
    return f"{day:%B} {day.year}"


def _said(kpi: Kpi) -> str:
    return kpi.baseline.on_as_written or (_month(kpi.baseline.on) if kpi.baseline.on else "")


@rule(
    code="baseline-not-set",
    title="No baseline",
    severity="warning",
    why="Without a starting figure nobody can show that anything changed.",
    example="Baseline: TBC.",
    remedy="Give the figure and its date, or the day by which it will be known and who will supply it.",
)
def baseline_not_set(subject: Subject) -> Iterator[Hit]:
    without = [(name, kpi) for name, kpi in subject.kpis if figure(kpi.baseline.value) is None]
    if without:
        said = sorted({kpi.baseline.as_written for _, kpi in without if kpi.baseline.as_written})
        yield Hit(
            f"{portion(len(without), len(subject.kpis), 'KPI')} {'has' if len(without) == 1 else 'have'} no baseline "
            f"figure: {listed(name for name, _ in without)}.",
            about=tuple(name for name, _ in without),
            quote=" / ".join(said) or None,
            where=tuple(kpi.where for _, kpi in without),
        )


@rule(
    code="baseline-said-to-exist",
    title="A baseline said to be established, with no figure",
    severity="note",
    why="“Baseline established” tells the board that somebody has a figure which the plan does not show.",
    example="Baseline: Baseline established May 2024.",
    remedy="Print the figure, or write “to be established” if there is none yet.",
)
def baseline_said_to_exist(subject: Subject) -> Iterator[Hit]:
    found = []
    for name, kpi in subject.kpis:
        said = kpi.baseline.as_written or ""
        known = contains(said, ("established", "set", "agreed", "completed", "collected"))
        ahead = contains(said, ("to be", "not", "tbc", "will be", "being"))
        if known and not ahead and figure(kpi.baseline.value) is None:
            found.append((name, kpi))
    if found:
        yield Hit(
            f"{listed(name for name, _ in found)} {'says' if len(found) == 1 else 'say'} "
            f"{quoted(found[0][1].baseline.as_written or '')} and {'gives' if len(found) == 1 else 'give'} no figure.",
            about=tuple(name for name, _ in found),
            quote=found[0][1].baseline.as_written,
            where=tuple(kpi.where for _, kpi in found),
        )


@rule(
    code="baseline-without-date",
    title="A baseline with no date",
    severity="note",
    why="A figure with no date cannot be checked against published data, and progress from it cannot be timed.",
    example="Baseline: 13%. Baseline date: TBC.",
    remedy="Add the day or the period that each figure describes.",
)
def baseline_without_date(subject: Subject) -> Iterator[Hit]:
    given = [(name, kpi) for name, kpi in subject.kpis if figure(kpi.baseline.value) is not None]
    undated = [(name, kpi) for name, kpi in given if kpi.baseline.on is None]
    if undated:
        yield Hit(
            f"{portion(len(undated), len(given), 'baseline figure')} "
            f"{'has' if len(undated) == 1 else 'have'} no date: {listed(name for name, _ in undated)}.",
            about=tuple(name for name, _ in undated),
            where=tuple(kpi.where for _, kpi in undated),
        )


@rule(
    code="baseline-date-out-of-line",
    title="A baseline from another year",
    severity="warning",
    why="A starting figure a year older than the others may be a slip in the year, or may hide a year's change.",
    example="Five baselines are dated January 2025 and one January 2024.",
    remedy="Ask whether the year is right; if it is, ask for a newer figure.",
)
def baseline_date_out_of_line(subject: Subject) -> Iterator[Hit]:
    dated = [(name, kpi, kpi.baseline.on) for name, kpi in subject.kpis if kpi.baseline.on is not None]
    if len(dated) < 3:
        return
    middle = median_low([day for _, _, day in dated])
    odd = [(name, kpi, day) for name, kpi, day in dated if abs(day - middle) >= _ANOTHER_YEAR]
    usual = [day for _, _, day in dated if abs(day - middle) < _ANOTHER_YEAR]
    if len(odd) * 4 > len(dated):
        return
    for name, kpi, _ in odd:
        first, last = _month(min(usual)), _month(max(usual))
        between = f"are {first}" if first == last else f"lie between {first} and {last}"
        yield Hit(
            f"Of the {len(dated)} dates given for baselines, {len(usual)} {between}, and that of {name} is "
            f"{quoted(_said(kpi))}.",
            about=(name,),
            quote=kpi.baseline.on_as_written,
            where=(kpi.where,),
        )


@rule(
    code="baseline-after-its-first-step",
    title="A baseline taken after the first step",
    severity="error",
    why="A baseline is where things stood before the work; taken after the first step it cannot be that.",
    example="Baseline: May 2025. Milestone 1 – End March 2025.",
    remedy="Correct whichever date is wrong, or move the step.",
)
def baseline_after_its_first_step(subject: Subject) -> Iterator[Hit]:
    found = []
    for name, kpi in subject.sure_kpis:
        days = [step.on for step in kpi.steps if step.on is not None]
        if kpi.baseline.on and days and (kpi.baseline.on_earliest or kpi.baseline.on) > min(days):
            found.append((name, kpi))
    if found:
        first = found[0][1]
        step = min((step for step in first.steps if step.on), key=lambda step: step.on or dt.date.max)
        yield Hit(
            f"The baseline of {listed(name for name, _ in found)} is dated after the first step: "
            f"{quoted(_said(first))} against {quoted(step.label)}.",
            about=tuple(name for name, _ in found),
            quote=first.baseline.on_as_written,
            where=tuple(kpi.where for _, kpi in found),
        )
