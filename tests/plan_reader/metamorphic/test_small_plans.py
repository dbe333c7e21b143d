"""Small plans of areas that do not exist, in other words and with other columns, read as a person reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Action, Draft, Kpi, Section

PLANS = sorted((Path(__file__).parent / "plans").glob("*.txt"))


def plain(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def collect(wanted: dict[str, Any], found: dict[str, Callable[[], Any]]) -> list[str]:
    """Of the fields that the reading gives, those in which the draft differs."""
    lines = []
    for field, value in wanted.items():
        if field in found and found[field]() != value:
            lines.append(f"{field}: wanted {value!r}, found {found[field]()!r}")
    return lines


def action_differences(wanted: dict[str, Any], found: Action) -> list[str]:
    return collect(
        wanted,
        {
            "section": lambda: found.section,
            "text": lambda: plain(found.text),
            "outcomes": lambda: [plain(outcome) for outcome in found.outcomes],
            "due": lambda: plain(found.due.as_written),
            "latest": lambda: found.due.latest,
            "kind": lambda: found.due.kind,
            "owners": lambda: [plain(owner) for owner in found.owners],
        },
    )


def step_differences(wanted: list[list[str]], found: Kpi) -> list[str]:
    if len(wanted) != len(found.steps):
        return [f"wanted {len(wanted)} steps, found {len(found.steps)}"]
    lines = []
    for number, (values, step) in enumerate(zip(wanted, found.steps, strict=True), start=1):
        got = [str(step.on), plain(step.as_written), step.kind, step.value]
        want = [*values[:3], *(Decimal(value) for value in values[3:])]
        if got[: len(want)] != want:
            lines.append(f"step {number}: wanted {want}, found {got}")
    return lines


def kpi_differences(wanted: dict[str, Any], found: Kpi) -> list[str]:
    lines = collect(
        wanted,
        {
            "section": lambda: found.section,
            "name": lambda: plain(found.name),
            "baseline": lambda: plain(found.baseline.as_written),
            "value": lambda: None if found.baseline.value is None else str(found.baseline.value),
            "dated": lambda: plain(found.baseline.on_as_written),
            "on": lambda: found.baseline.on,
        },
    )
    return lines + (step_differences(wanted["steps"], found) if "steps" in wanted else [])


def section_differences(wanted: dict[str, Any], found: Section) -> list[str]:
    return collect(
        wanted,
        {
            "title": lambda: plain(found.title),
            "needs": lambda: [plain(need.text) for need in found.needs],
            "voice": lambda: [plain(voice.text) for voice in found.voice],
        },
    )


def judged(about: str, wanted: dict[str, Any], lines: list[str], in_doubt: bool, unplaced: bool) -> list[str]:
    """What is left to complain of, once the item's own freedom is taken into account."""
    if wanted.get("doubtful"):
        return [] if in_doubt else [f"{about}: is in doubt on the page and not said to be"]
    if wanted.get("open"):
        return [] if not lines or in_doubt or unplaced else [f"{about}, silently: {line}" for line in lines]
    doubts = [f"{about}: is plain on the page and said to be in doubt"] if in_doubt else []
    return [f"{about}, {line}" for line in lines] + doubts


def words_unplaced(draft: Draft, first: int, last: int) -> bool:
    """Whether any words of the lines from first to last are listed as unplaced."""
    return any(part.where.line is not None and first <= part.where.line <= last for part in draft.unplaced)


def line_of(text: list[str], start: str) -> int:
    return next(number for number, line in enumerate(text, start=1) if line.startswith(start))


def differences(path: Path) -> list[str]:
    wanted = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8").split("\n")
    draft = read(path)
    lines = collect(
        wanted, {"title": lambda: plain(draft.title), "unplaced": lambda: [plain(u.text) for u in draft.unplaced]}
    )
    letters = [section["letter"] for section in wanted["section"]]
    if letters != [section.letter for section in draft.sections]:
        lines.append(f"sections: wanted {letters}, found {[s.letter for s in draft.sections]}")
    for section, seen in zip(wanted["section"], draft.sections, strict=False):
        lines += [f"section {section['letter']} {line}" for line in section_differences(section, seen)]
    refs = [action["ref"] for action in wanted["action"]]
    if refs != [action.ref for action in draft.actions]:
        return [*lines, f"actions: wanted {refs}, found {[a.ref for a in draft.actions]}"]
    for action, read_as in zip(wanted["action"], draft.actions, strict=True):
        line = line_of(text, f"{action['ref']} ")
        unplaced = words_unplaced(draft, line, line)
        found = action_differences(action, read_as)
        lines += judged(f"action {action['ref']}", action, found, bool(read_as.ambiguities), unplaced)
    names = [kpi["name"] for kpi in wanted.get("kpi", [])]
    if len(names) != len(draft.kpis):
        return [*lines, f"KPIs: wanted {names}, found {[kpi.name for kpi in draft.kpis]}"]
    for kpi, as_read in zip(wanted.get("kpi", []), draft.kpis, strict=True):
        line = line_of(text, kpi["name"])
        unplaced = words_unplaced(draft, line, line)
        found = kpi_differences(kpi, as_read)
        lines += judged(f"KPI {kpi['name']!r}", kpi, found, bool(as_read.ambiguities), unplaced)
    return lines


def test_there_are_fifteen_plans_each_with_its_reading() -> None:
    assert len(PLANS) == 15
    assert all(path.with_suffix(".toml").exists() for path in PLANS)


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_a_small_plan(path: Path) -> None:
    found = differences(path)
    assert not found, f"{len(found)} differences in {path.name}:\n" + "\n".join(found)


@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_no_word_of_a_small_plan_is_lost(path: Path) -> None:
    """Every word is in the draft somewhere or listed as unplaced (headers and labels are the page's own words)."""
    draft = read(path)
    seen = " ".join(collected_text(draft))
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line[:1].isdigit() and "  •" not in line:
            continue
        for word in line.replace("•", " ").replace("–", " ").replace("/", " ").replace(";", " ").split():
            assert word in seen, f"{word!r} of {line!r} is nowhere in the draft"


def collected_text(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [text for name in value.__struct_fields__ for text in collected_text(getattr(value, name))]
    if isinstance(value, tuple):
        return [text for item in value for text in collected_text(item)]
    return []
