"""``sendplan read FILE``: a published plan as a draft with findings, for a person or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from sendplan.plan_reader.draft import Draft, Where, kpi_ids

__all__ = ["read", "summary"]


def read(
    file: Annotated[Path, typer.Argument(help="The plan: text, HTML, Word (.docx), Excel (.xlsx), PDF, CSV or JSON.")],
    json: Annotated[bool, typer.Option("--json", help="Print the whole draft as JSON.")] = False,
) -> None:
    """Read a published plan and say what was understood, what is in doubt and what to ask about it."""
    from sendplan.formats import Unreadable
    from sendplan.plan_reader.draft import to_json
    from sendplan.plan_reader.read import read_file

    try:
        draft, document = read_file(file)
    except Unreadable as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from refused
    if json:
        typer.echo(to_json(draft).decode("utf-8"))
        return
    for line in summary(draft, document.remarks):
        typer.echo(line)


def summary(draft: Draft, remarks: tuple[str, ...] = ()) -> Iterator[str]:
    """A draft as lines for a person: counts, what is in doubt, findings, what found no place."""
    yield draft.title
    yield from remarks
    yield ""
    needs = sum(len(section.needs) for section in draft.sections)
    voice = sum(len(section.voice) for section in draft.sections)
    steps = sum(len(kpi.steps) for kpi in draft.kpis)
    yield (
        f"{_count(len(draft.sections), 'section')}, {_count(needs, 'need')}, {_count(voice, 'statement')} from "
        f"families, "
        f"{_count(len(draft.actions), 'action')}, {_count(len(draft.kpis), 'KPI')} with {_count(steps, 'step')}, "
        f"{_count(len(draft.bodies), 'governance body', 'governance bodies')}"
    )
    for section in draft.sections:
        yield f"  {section.letter}  {section.title}"
    yield from _doubts(draft)
    yield from _findings(draft)
    yield ""
    yield f"Found no place ({len(draft.unplaced)})"
    for text in draft.unplaced:
        yield f"  {_place(text.where)}: {' '.join(text.text.split())[:160]}"


def _doubts(draft: Draft) -> Iterator[str]:
    items = [(action.ref, action.where, doubt) for action in draft.actions for doubt in action.ambiguities]
    items += [
        (name, kpi.where, doubt)
        for name, kpi in zip(kpi_ids(draft), draft.kpis, strict=True)
        for doubt in kpi.ambiguities
    ]
    yield ""
    yield f"In doubt ({len(items)})"
    for name, where, doubt in items:
        yield f"  {name}, {_place(where)}, {doubt.field}: {doubt.evidence}"
        yield f"    read as     {_reading(doubt.preferred)}"
        for other in doubt.others[:3]:
            yield f"    or perhaps  {_reading(other)}"
        if len(doubt.others) > 3:
            yield f"    and {len(doubt.others) - 3} more"


def _findings(draft: Draft) -> Iterator[str]:
    yield ""
    yield f"Findings ({len(draft.findings)})"
    for finding in draft.findings:
        about = f" [{', '.join(finding.about)}]" if finding.about else ""
        yield f"  {finding.severity}: {finding.sentence}{about}"
        yield f"    {finding.remedy}"


def _reading(reading: dict[str, object]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {_words(value)}" for name, value in reading.items())


def _words(value: object) -> str:
    if value is None:
        return "(empty)"
    if isinstance(value, list | tuple):
        return " / ".join(str(part) for part in value) or "(empty)"
    return str(value)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _place(where: Where) -> str:
    if where.cell:
        return where.cell
    if where.line is None:
        return "the document"
    if where.end_line and where.end_line != where.line:
        return f"lines {where.line} to {where.end_line}"
    return f"line {where.line}"
