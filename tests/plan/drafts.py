"""Drafts and documents to build plans from: the published plan as a person read it, and made-up ones of any size."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sendplan.plan_reader.draft import (
    Action,
    Ambiguity,
    Baseline,
    Better,
    Draft,
    Due,
    DueKind,
    Finding,
    Kpi,
    Metadata,
    Owner,
    Section,
    Source,
    Statement,
    Step,
    StepKind,
    Unplaced,
    Where,
)
from sendplan.plan_reader.guarded import Reading, ReadRun

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
TRUTH = ROOT / "tests" / "plan_reader" / "truth" / "devon-plan.json"


def source(text: str, name: str) -> Source:
    return Source(name=name, media_type="text/plain", sha256=hashlib.sha256(text.encode("utf-8")).hexdigest())


def read(draft: Draft, text: str) -> Reading:
    """A reading of every line that is not blank."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    runs = tuple(
        ReadRun(at, line, f"line {number}", Where(line=number, end_line=number))
        for at, (number, line) in enumerate(lines)
    )
    return Reading(draft, runs)


def published() -> Reading:
    return read(published_draft(), PUBLISHED.read_text(encoding="utf-8"))


def _where(lines: list[int]) -> Where:
    return Where(line=lines[0], end_line=lines[-1])


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _figure(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _action(data: dict[str, Any]) -> Action:
    due = data["by_when"]
    kind: DueKind = "already_done" if "already done" in due["kind"] else "month"
    where = _where(data["seed_lines"])
    ambiguities: tuple[Ambiguity, ...] = ()
    if "ambiguity" in data and data["ref"] in ("A15", "D6"):
        ambiguities = (
            Ambiguity(
                field="outcomes",
                preferred={"outcomes": data["outcomes"]},
                others=tuple({"outcomes": each["outcomes"]} for each in data.get("alternative_readings", [])),
                evidence=data["ambiguity"],
            ),
        )
    return Action(
        ref=data["ref"],
        section=data["section"],
        text=data["action"],
        outcomes=tuple(data["outcomes"]),
        due=Due(
            as_written=due["as_written"],
            earliest=_date(due["earliest_day"]),
            latest=_date(due["latest_day"]),
            kind=kind,
        ),
        owners=tuple(data["owners"]),
        named_owners=tuple(Owner(as_written=owner, where=where) for owner in data["owners"]),
        where=where,
        ambiguities=ambiguities,
    )


_STEPS: dict[str, tuple[StepKind, str | None, int]] = {
    "relative_reduction": ("relative_change", "percent", -1),
    "relative_increase": ("relative_change", "percent", 1),
    "percentage_point_increase": ("percentage_point_change", "amount", 1),
    "absolute_level": ("level", "value", 1),
    "blank": ("blank", None, 1),
    "to be confirmed": ("not_yet_set", None, 1),
}


def _step(data: dict[str, Any]) -> Step:
    kind, field, sign = _STEPS[data["kind"]]
    value = _figure(data[field]) if field else None
    if "backlog" in (data["as_written"] or ""):
        kind = "remainder"
    return Step(
        label=data["label"],
        on=_date(data["date"]["latest_day"]),
        as_written=data["as_written"],
        kind=kind,
        value=value * sign if value is not None else None,
        unit=data.get("unit"),
    )


def _kpi(data: dict[str, Any]) -> Kpi:
    on = data["baseline_date"] or {}
    better: Better = "lower" if data["direction"].startswith("lower") else "unknown"
    if data["direction"].startswith("higher"):
        better = "higher"
    return Kpi(
        section=data["section"],
        name=data["name"],
        baseline=Baseline(
            as_written=data["baseline"]["as_written"],
            value=_figure(data["baseline"]["number"]),
            unit=data["baseline"]["unit"],
            on=_date(on.get("latest_day")),
            on_as_written=on.get("as_written"),
        ),
        steps=tuple(_step(step) for step in data["steps"]),
        better=better,
        table=0 if data["table"] == "numeric" else 1,
        where=_where(data["seed_lines"]),
    )


@cache
def published_draft() -> Draft:
    """The published plan as a person read it: 4 sections, 27 needs, 31 statements, 28 actions, 43 targets."""
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    return Draft(
        title=truth["metadata"]["title"],
        metadata=Metadata(area="Devon"),
        sections=tuple(
            Section(
                letter=each["letter"],
                title=each["title"],
                needs=_statements(each["needs_improvement"]),
                voice=_statements(each["families_told_us"]),
                where=Where(line=each["heading_line"], end_line=each["heading_line"]),
            )
            for each in truth["sections"]
        ),
        actions=tuple(_action(each) for each in truth["actions"]),
        kpis=tuple(_kpi(each) for each in truth["kpis"]),
        findings=(
            Finding(
                code="status-in-a-date-cell",
                severity="warning",
                sentence="C4 says “Established March 2022” where its due date should be.",
                remedy="Say by when it is to be done, or that it is done.",
                about=("C4",),
                quote="Established March 2022",
                where=(Where(line=328, end_line=331),),
            ),
            Finding(
                code="target-without-a-step",
                severity="error",
                sentence="A-K16 has no figure to reach.",
                remedy="Set one.",
                about=("A-K16", "section A", "Somewhere else"),
            ),
        ),
        unplaced=(Unplaced(text="Skip to content", where=Where(line=1, end_line=1)),),
        source=source(PUBLISHED.read_text(encoding="utf-8"), PUBLISHED.name),
    )


def _statements(data: list[dict[str, Any]]) -> tuple[Statement, ...]:
    return tuple(Statement(text=each["text"], where=Where(line=each["line"], end_line=each["line"])) for each in data)


def made_up(actions: int = 3, *, due: dt.date | None = dt.date(2023, 6, 30), name: str = "made-up.txt") -> Reading:
    """A made-up plan of one section with as many actions, targets and statements; each owner has two actions."""
    text = "\n".join(f"Line {number} of {name}" for number in range(1, actions + 2))
    place = Where(line=1, end_line=1)
    draft = Draft(
        title="A made-up plan",
        metadata=Metadata(),
        sections=(
            Section(
                letter="A",
                title="Everything",
                needs=(Statement(text="Too little is done.", where=place),),
                voice=tuple(Statement(text=f"We said this {at} times.", where=place) for at in range(actions)),
                where=place,
            ),
        ),
        actions=tuple(
            Action(
                ref=f"A{at + 1}",
                section="A",
                text=f"Do thing {at + 1}.",
                outcomes=("It is done.",),
                due=Due(as_written="June 2023", earliest=due.replace(day=1), latest=due, kind="month")
                if due
                else Due(as_written=None, kind="blank"),
                named_owners=(Owner(as_written=f"Post {at // 2}", where=place),),
                where=Where(line=at + 2, end_line=at + 2),
            )
            for at in range(actions)
        ),
        kpis=tuple(
            Kpi(
                section="A",
                name=f"Thing {at + 1}",
                baseline=Baseline(as_written="10", value=Decimal(10), unit="count"),
                steps=(Step(label="Target", on=due, as_written="5", kind="level", value=Decimal(5), unit="count"),),
                better="lower",
                table=0,
                where=place,
            )
            for at in range(actions)
        ),
        source=source(text, name),
    )
    return read(draft, text)
