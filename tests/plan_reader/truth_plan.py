"""The published plan's reading by hand, in the shape of a draft, for tests to hold a reading against."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from sendplan.plan_reader.draft import Draft

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
TRUTH: dict[str, Any] = json.loads((Path(__file__).parent / "truth" / "devon-plan.json").read_text("utf-8"))

_KINDS = {
    "absolute_level": "level",
    "relative_reduction": "relative_change",
    "relative_increase": "relative_change",
    "percentage_point_increase": "percentage_point_change",
    "to be confirmed": "not_yet_set",
    "blank": "blank",
}


def _step(step: dict[str, Any]) -> tuple[Any, ...]:
    kind = _KINDS[step["kind"]]
    words = step["as_written"]
    if kind == "level" and words and "backlog" in words:
        kind = "remainder"
    figure = step.get("value", step.get("amount", step.get("percent")))
    value = None if figure is None else Decimal(str(figure)) * (-1 if "reduction" in step["kind"] else 1)
    return (step["label"], step["date"]["latest_day"], words, kind, value)


def wanted_sections() -> list[tuple[Any, ...]]:
    return [
        (
            section["letter"],
            section["title"],
            [said["text"] for said in section["needs_improvement"]],
            [said["text"] for said in section["families_told_us"]],
        )
        for section in TRUTH["sections"]
    ]


def wanted_actions() -> list[tuple[Any, ...]]:
    return [
        (
            action["ref"],
            action["section"],
            action["action"],
            action["outcomes"],
            action["by_when"]["as_written"],
            action["by_when"]["earliest_day"],
            action["by_when"]["latest_day"],
            action["owners"],
        )
        for action in TRUTH["actions"]
    ]


def wanted_kpis() -> list[tuple[Any, ...]]:
    found = []
    for kpi in TRUTH["kpis"]:
        baseline, on = kpi["baseline"], kpi["baseline_date"] or {}
        number = baseline["number"]
        found.append(
            (
                kpi["section"],
                kpi["name"],
                baseline["as_written"],
                None if number is None else Decimal(str(number)),
                baseline["unit"],
                on.get("as_written"),
                on.get("latest_day"),
                [_step(step) for step in kpi["steps"]],
                {"lower is better": "lower", "higher is better": "higher"}.get(kpi["direction"], "unknown"),
            )
        )
    return found


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def read_sections(draft: Draft) -> list[tuple[Any, ...]]:
    return [
        (section.letter, section.title, [said.text for said in section.needs], [said.text for said in section.voice])
        for section in draft.sections
    ]


def read_actions(draft: Draft) -> list[tuple[Any, ...]]:
    return [
        (
            action.ref,
            action.section,
            action.text,
            list(action.outcomes),
            action.due.as_written,
            _day(action.due.earliest),
            _day(action.due.latest),
            list(action.owners),
        )
        for action in draft.actions
    ]


def read_kpis(draft: Draft) -> list[tuple[Any, ...]]:
    return [
        (
            kpi.section,
            kpi.name,
            kpi.baseline.as_written,
            kpi.baseline.value,
            kpi.baseline.unit,
            kpi.baseline.on_as_written,
            _day(kpi.baseline.on),
            [(step.label, _day(step.on), step.as_written, step.kind, step.value) for step in kpi.steps],
            kpi.better,
        )
        for kpi in draft.kpis
    ]
