"""Findings that the reading itself makes: cells that could be read another way, and text with no place."""

from __future__ import annotations

from collections.abc import Iterator

from sendplan.plan_reader.findings.prose import counted, listed, portion, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject
from sendplan.plan_reader.values import run_together


@rule(
    code="cells-read-two-ways",
    title="A row whose figures could stand in other columns",
    severity="warning",
    why="Where empty cells have vanished or a cell can be read in two ways, a figure may be filed under the wrong "
    "step, and a step called late or early that is not.",
    example="Five columns and three figures: 13%, TBC, 12.1%.",
    remedy="Look at each row beside its source, choose the right reading, and ask the author to fill every cell.",
)
def cells_read_two_ways(subject: Subject) -> Iterator[Hit]:
    doubtful = [(name, kpi) for name, kpi in subject.kpis if kpi.ambiguities]
    if doubtful:
        first = doubtful[0][1]
        yield Hit(
            f"{portion(len(doubtful), len(subject.kpis), 'KPI row')} can be read in more than one way: "
            f"{listed((name for name, _ in doubtful), limit=50)}.",
            about=tuple(name for name, _ in doubtful),
            quote=tidy(first.name),
            where=tuple(kpi.where for _, kpi in doubtful),
        )


@rule(
    code="action-and-outcome-border",
    title="No telling where an action ends and its outcome begins",
    severity="warning",
    why="What is promised and what is hoped for from it are judged differently.",
    example="Three sentences in one row and no border between the cells.",
    remedy="Look at the row beside its source and choose; ask the author to keep the two apart.",
)
def action_and_outcome_border(subject: Subject) -> Iterator[Hit]:
    found = [
        (action, doubt)
        for action in subject.actions
        for doubt in action.ambiguities
        if doubt.field in {"text", "action", "outcomes", "outcome"}
    ]
    if found:
        told = []
        for action, _ in found:
            outcome = action.outcomes[0] if action.outcomes else action.text
            told.append(f"{action.ref}, at {quoted(outcome, 70)}")
        yield Hit(
            f"In {counted(len({action.ref for action, _ in found}), 'action')} the border between action and outcome "
            f"is in doubt: {'; '.join(dict.fromkeys(told))}.",
            about=tuple(dict.fromkeys(action.ref for action, _ in found)),
            quote=tidy(found[0][0].text),
            where=tuple(action.where for action, _ in found),
        )


@rule(
    code="action-cells-in-doubt",
    title="A due date or an owner that could be read another way",
    severity="warning",
    why="A date or a name filed in the wrong cell makes an action late that is not, or nobody’s that is somebody’s.",
    example="Two dates in one row, each followed by a dash.",
    remedy="Look at the row beside its source and choose; ask the author to give each cell one thing.",
)
def action_cells_in_doubt(subject: Subject) -> Iterator[Hit]:
    found = [
        (action, doubt)
        for action in subject.actions
        for doubt in action.ambiguities
        if doubt.field not in {"text", "action", "outcomes", "outcome"}
    ]
    if found:
        refs = tuple(dict.fromkeys(action.ref for action, _ in found))
        fields = sorted({doubt.field for _, doubt in found})
        yield Hit(
            f"In {counted(len(refs), 'action')} more than one reading is possible of the {listed(fields)} cell: "
            f"{listed(refs)}.",
            about=refs,
            quote=tidy(found[0][0].text),
            where=tuple(action.where for action, _ in found),
        )


@rule(
    code="figure-not-understood",
    title="A step or baseline that could not be read as a figure",
    severity="warning",
    why="What cannot be read as a figure cannot be compared with what happens.",
    example="Milestone 1: most schools.",
    remedy="Write the figure to be reached, with its unit.",
)
def figure_not_understood(subject: Subject) -> Iterator[Hit]:
    found = [
        (name, kpi, step)
        for name, kpi in subject.kpis
        for step in kpi.steps
        if step.kind == "not_understood" and step.as_written and not run_together(step.as_written)
    ]
    if found:
        told = [f"{name} {quoted(step.as_written or step.label, 50)}" for name, _, step in found]
        yield Hit(
            f"{counted(len(found), 'step')} could not be read as {'a figure' if len(found) == 1 else 'figures'}: "
            f"{listed(told)}.",
            about=tuple(dict.fromkeys(name for name, _, _ in found)),
            quote=found[0][2].as_written,
            where=tuple(kpi.where for _, kpi, _ in found),
        )


@rule(
    code="text-not-placed",
    title="Text that found no place",
    severity="note",
    why="Text that is left over may be page furniture, such as a menu, or may be part of the plan that the reader did "
    "not recognise.",
    example="“Skip to content”.",
    remedy="Look through it: if any of it belongs to the plan, add it by hand.",
)
def text_not_placed(subject: Subject) -> Iterator[Hit]:
    found = [left for left in subject.draft.unplaced if tidy(left.text)]
    if found:
        yield Hit(
            f"{counted(len(found), 'piece')} of text found no place in the plan as read: "
            f"{listed(quoted(left.text, 50) for left in found)}.",
            quote=found[0].text,
            where=tuple(left.where for left in found),
        )
