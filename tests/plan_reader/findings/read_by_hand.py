"""The published plan as it was read by hand, as a draft, and its text as a document of lines.

So that the rules can be tried on the real plan whatever the reader makes of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from sendplan.formats.document import Document, ListItem, Paragraph, Place, Run
from sendplan.plan_reader import draft as d

_TESTS = Path(__file__).parents[2]
SEED = _TESTS.parent / "areas/devon/published/improvement-plan-2023-24.txt"
TRUTH: dict[str, Any] = json.loads((_TESTS / "plan_reader/truth/devon-plan.json").read_text(), parse_float=Decimal)

_KINDS: dict[str, tuple[d.StepKind, int, str | None]] = {
    "relative_reduction": ("relative_change", -1, "percent"),
    "relative_increase": ("relative_change", 1, "percent"),
    "percentage_point_increase": ("percentage_point_change", 1, "percentage points"),
    "percentage_point_reduction": ("percentage_point_change", -1, "percentage points"),
    "absolute_level": ("level", 1, None),
    "to be confirmed": ("not_yet_set", 1, None),
    "blank": ("blank", 1, None),
}


def document() -> Document:
    """The seed as lines: a bullet is a list item, any other line a paragraph."""
    raw = SEED.read_bytes()
    blocks: list[Paragraph | ListItem] = []
    gap = True
    for line, text in enumerate(raw.decode().splitlines(), 1):
        if not text.replace("\u00a0", " ").strip():
            gap = True
            continue
        bare = text.strip()
        run = Run(len(blocks), bare.removeprefix("•").strip(), Place(line=line))
        blocks.append(ListItem(run) if bare.startswith("•") else Paragraph(run, gap))
        gap = False
    return Document(SEED.name, "text/plain", hashlib.sha256(raw).hexdigest(), tuple(blocks), flattened=True)


def draft() -> d.Draft:
    meta, here = TRUTH["metadata"], _where
    visit, report = meta["date_of_inspection"], meta["revisit_report_published"]
    left = ((5, "Published"), (7, "Last Updated"), (9, "Document resources"))
    return d.Draft(
        title=meta["title"],
        metadata=d.Metadata(
            inspections=(
                d.Inspection(
                    label="Date of Inspection",
                    as_written=visit["as_written"],
                    earliest=_day(visit["start"]),
                    latest=_day(visit["end"]),
                    where=here(17),
                ),
                d.Inspection(
                    label=report["label"],
                    as_written=report["as_written"],
                    earliest=_day(report["date"]),
                    latest=_day(report["date"]),
                    where=here(18),
                ),
            ),
            accountable_officers_label=meta["accountable_officers_label"],
            accountable_officers=tuple(
                d.Person(name=one["name"], role=one["role"], organisation=one["organisation"], where=here(21 + i))
                for i, one in enumerate(meta["accountable_officers"])
            ),
            weaknesses=tuple(
                d.Weakness(letter=one["letter"], label=one["label"], text=one["text"], where=here(36 + i))
                for i, one in enumerate(meta["areas_of_weakness_in_introduction"])
            ),
            notes=(d.Statement(text=meta["status_note"], where=here(15)),),
            blank_labels=tuple(d.Statement(text=text, where=here(line)) for line, text in left),
        ),
        sections=tuple(_section(one) for one in TRUTH["sections"]),
        actions=tuple(_action(one) for one in TRUTH["actions"]),
        kpis=tuple(_kpi(one) for one in TRUTH["kpis"]),
        unplaced=(
            d.Unplaced(text="Skip to content", where=here(1)),
            d.Unplaced(text="Top", where=here(454)),
        ),
        source=d.Source(name=SEED.name, media_type="text/plain", sha256="0" * 64),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _where(line: int, end: int | None = None) -> d.Where:
    return d.Where(line=line, end_line=end or line)


def _section(one: dict[str, Any]) -> d.Section:
    labels = {w["letter"]: w["label"] for w in TRUTH["metadata"]["areas_of_weakness_in_introduction"]}
    return d.Section(
        letter=one["letter"],
        title=one["title"],
        label=labels[one["letter"]],
        needs=tuple(d.Statement(text=s["text"], where=_where(s["line"])) for s in one["needs_improvement"]),
        voice=tuple(d.Statement(text=s["text"], where=_where(s["line"])) for s in one["families_told_us"]),
        where=_where(one["heading_line"]),
    )


def _action(one: dict[str, Any]) -> d.Action:
    due, where = one["by_when"], _where(*one["seed_lines"])
    ambiguities: tuple[d.Ambiguity, ...] = ()
    if one.get("alternative_readings") or one["ref"] == "A15":
        ambiguities = (
            d.Ambiguity(field="outcomes", preferred={"text": one["action"]}, others=(), evidence=one["ambiguity"]),
        )
    return d.Action(
        ref=one["ref"],
        section=one["section"],
        text=one["action"],
        outcomes=tuple(one["outcomes"]),
        due=d.Due(
            as_written=due["as_written"],
            earliest=_day(due["earliest_day"]),
            latest=_day(due["latest_day"]),
            kind="already_done" if due["kind"].startswith("already") else "month",
        ),
        owners=tuple(one["owners"]),
        named_owners=tuple(d.Owner(as_written=owner, where=where) for owner in one["owners"]),
        where=where,
        ambiguities=ambiguities,
    )


def _kpi(one: dict[str, Any]) -> d.Kpi:
    baseline, date, where = one["baseline"], one["baseline_date"] or {}, _where(*one["seed_lines"])
    doubt = one.get("ambiguity")
    sense = one["direction"]
    return d.Kpi(
        section=one["section"],
        name=one["name"],
        baseline=d.Baseline(
            as_written=baseline["as_written"],
            value=Decimal(str(baseline["number"])) if baseline["number"] is not None else None,
            unit=baseline["unit"],
            on=_day(date.get("latest_day")),
            on_as_written=date.get("as_written"),
            on_earliest=_day(date.get("earliest_day")),
            where=where,
        ),
        steps=tuple(_step(step) for step in one["steps"]),
        better="higher" if sense.startswith("higher") else "lower" if sense.startswith("lower") else "unknown",
        table=1 if one["table"] == "numeric" else 2,
        where=where,
        ambiguities=(d.Ambiguity(field="steps", preferred={}, others=(), evidence=doubt),) if doubt else (),
    )


def _step(one: dict[str, Any]) -> d.Step:
    kind, sign, unit = _KINDS[one["kind"]]
    raw = one.get("percent", one.get("amount", one.get("value")))
    written = one["as_written"]
    if kind == "level" and written and "backlog" in written:
        kind = "remainder"
    return d.Step(
        label=one["label"],
        on=_day(one["date"]["latest_day"]),
        as_written=written,
        kind=kind,
        value=Decimal(str(raw)) * sign if raw is not None else None,
        unit=one.get("unit", unit),
    )
