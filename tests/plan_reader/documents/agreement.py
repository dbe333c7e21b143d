"""Does a draft say what the truth says? Each difference is one line naming the item, the part and both readings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sendplan.plan_reader.draft import Action, Draft, Kpi, Step

DUE_KINDS = {"due by, month only": "month", "already done (a status, not a due date)": "already_done"}


def plain(text: str | None) -> str | None:
    """White space collapsed; the truth's own convention."""
    return None if text is None else " ".join(text.split())


def day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)


class Differences(list[str]):
    def note(self, about: str, wanted: object, found: object) -> None:
        if wanted != found:
            self.append(f"{about}: wanted {wanted!r}, found {found!r}")


def action_differences(wanted: dict[str, Any], found: Action) -> Differences:
    about = f"action {wanted['ref']}"
    differences = Differences()
    by_when = wanted["by_when"]
    differences.note(f"{about} section", wanted["section"], found.section)
    differences.note(f"{about} text", wanted["action"], plain(found.text))
    differences.note(f"{about} outcomes", tuple(wanted["outcomes"]), tuple(plain(o) for o in found.outcomes))
    differences.note(f"{about} due as written", by_when["as_written"], plain(found.due.as_written))
    differences.note(f"{about} due earliest", day(by_when["earliest_day"]), found.due.earliest)
    differences.note(f"{about} due latest", day(by_when["latest_day"]), found.due.latest)
    differences.note(f"{about} due kind", DUE_KINDS[by_when["kind"]], found.due.kind)
    differences.note(f"{about} owners", tuple(wanted["owners"]), tuple(plain(o) for o in found.owners))
    named = tuple(plain(owner.as_written) for owner in found.named_owners)
    differences.note(f"{about} named owners", tuple(wanted["owners"]), named)
    return differences


def step_kinds(step: dict[str, Any]) -> set[str]:
    """The kinds a careful reader may give a step; one, except for the words 'of current backlog'."""
    kind, words = step["kind"], step["as_written"] or ""
    if kind == "absolute_level" and "remaining" in words:
        return {"remainder"}
    if kind == "absolute_level" and "backlog" in words:
        return {"level", "remainder"}
    return {
        "absolute_level": {"level"},
        "relative_reduction": {"relative_change"},
        "relative_increase": {"relative_change"},
        "percentage_point_increase": {"percentage_point_change"},
        "to be confirmed": {"not_yet_set"},
        "blank": {"blank"},
    }[kind]


def step_value(step: dict[str, Any]) -> Decimal | None:
    if step["kind"] == "relative_reduction":
        return -Decimal(step["percent"])
    if step["kind"] == "relative_increase":
        return Decimal(step["percent"])
    if step["kind"] == "percentage_point_increase":
        return Decimal(step["amount"])
    return Decimal(step["value"]) if "value" in step else None


def step_differences(about: str, wanted: dict[str, Any], found: Step) -> Differences:
    differences = Differences()
    differences.note(f"{about} label", wanted["label"], plain(found.label))
    differences.note(f"{about} on", day(wanted["date"]["latest_day"]), found.on)
    differences.note(f"{about} as written", wanted["as_written"], plain(found.as_written))
    differences.note(f"{about} value", step_value(wanted), found.value)
    kinds = step_kinds(wanted)
    if found.kind not in kinds:
        differences.note(f"{about} kind", sorted(kinds), found.kind)
    if wanted.get("unit") == "percent":
        differences.note(f"{about} unit", "percent", found.unit)
    return differences


def kpi_differences(wanted: dict[str, Any], found: Kpi) -> Differences:
    about = f"KPI {wanted['id']}"
    differences = Differences()
    dated = wanted["baseline_date"] or {}
    number = wanted["baseline"]["number"]
    differences.note(f"{about} section", wanted["section"], found.section)
    differences.note(f"{about} name", wanted["name"], plain(found.name))
    differences.note(f"{about} baseline", wanted["baseline"]["as_written"], plain(found.baseline.as_written))
    differences.note(f"{about} baseline value", None if number is None else Decimal(number), found.baseline.value)
    differences.note(f"{about} baseline date", dated.get("as_written"), plain(found.baseline.on_as_written))
    differences.note(f"{about} baseline on", day(dated.get("latest_day")), found.baseline.on)
    if wanted["baseline"]["unit"] == "percent":
        differences.note(f"{about} baseline unit", "percent", found.baseline.unit)
    if wanted["direction"] == "higher is better" and found.better == "lower":
        differences.note(f"{about} better", "higher", found.better)
    if wanted["direction"] == "lower is better" and found.better == "higher":
        differences.note(f"{about} better", "lower", found.better)
    differences.note(f"{about} number of steps", len(wanted["steps"]), len(found.steps))
    for number, (step, other) in enumerate(zip(wanted["steps"], found.steps, strict=False), start=1):
        differences += step_differences(f"{about} step {number}", step, other)
    return differences


def actions_differ(known: dict[str, Any], draft: Draft, certain: bool = True) -> Differences:
    """Every difference in the actions; with ``certain``, a reading said to be in doubt is a difference too."""
    differences = Differences()
    wanted = known["actions"]
    differences.note("action refs", [a["ref"] for a in wanted], [a.ref for a in draft.actions])
    by_ref = {action.ref: action for action in draft.actions}
    for action in wanted:
        if action["ref"] in by_ref:
            differences += action_differences(action, by_ref[action["ref"]])
    if certain:
        differences += [
            f"action {a.ref} is said to be in doubt: {a.ambiguities}" for a in draft.actions if a.ambiguities
        ]
    return differences


def kpis_differ(known: dict[str, Any], draft: Draft, certain: bool = True) -> Differences:
    """Every difference in the KPIs, taken in the order of the document."""
    differences = Differences()
    wanted = known["kpis"]
    differences.note("KPI names", [k["name"] for k in wanted], [plain(k.name) for k in draft.kpis])
    if differences:
        return differences
    for kpi, found in zip(wanted, draft.kpis, strict=True):
        differences += kpi_differences(kpi, found)
    if certain:
        differences += [f"KPI {k.name} is said to be in doubt: {k.ambiguities}" for k in draft.kpis if k.ambiguities]
    return differences


def sections_differ(known: dict[str, Any], draft: Draft) -> Differences:
    differences = Differences()
    wanted = known["sections"]
    differences.note("section letters", [s["letter"] for s in wanted], [s.letter for s in draft.sections])
    for section, found in zip(wanted, draft.sections, strict=False):
        about = f"section {section['letter']}"
        differences.note(f"{about} title", section["title"], plain(found.title))
        needs = [need["text"] for need in section["needs_improvement"]]
        voice = [voice["text"] for voice in section["families_told_us"]]
        differences.note(f"{about} needs", needs, [plain(need.text) for need in found.needs])
        differences.note(f"{about} voice", voice, [plain(voice.text) for voice in found.voice])
    return differences


def front_matter_differs(known: dict[str, Any], draft: Draft) -> Differences:
    """The front matter that the truth holds word for word."""
    differences = Differences()
    wanted, found = known["metadata"], draft.metadata
    differences.note("title", wanted["title"], plain(draft.title))
    differences.note(
        "accountable officers",
        [(o["name"], o["role"], o["organisation"]) for o in wanted["accountable_officers"]],
        [(o.name, plain(o.role), plain(o.organisation)) for o in found.accountable_officers],
    )
    differences.note(
        "advisers",
        [(o["name"], o["organisation"]) for o in wanted["advisers"]],
        [(o.name, plain(o.organisation)) for o in found.advisers],
    )
    differences.note(
        "areas of weakness",
        [(w["letter"], w["label"], w["text"]) for w in wanted["areas_of_weakness_in_introduction"]],
        [(w.letter, plain(w.label), plain(w.text)) for w in found.weaknesses],
    )
    spans = {(i.earliest, i.latest) for i in found.inspections}
    for label in ("date_of_inspection", "revisit_report_published"):
        event = wanted[label]
        span = (day(event.get("start", event.get("date"))), day(event.get("end", event.get("date"))))
        if span not in spans:
            differences.note(label, span, sorted(spans, key=str))
    bodies = {plain(body.name) for body in draft.bodies}
    for body in ("SEND Improvement Partnership Board", "Improvement Plan Delivery Group", "Expert Reference Groups"):
        if body not in bodies:
            differences.note("governance body", body, sorted(bodies, key=str))
    return differences


def everything_differs(known: dict[str, Any], draft: Draft, certain: bool = True) -> Differences:
    differences = front_matter_differs(known, draft)
    differences += sections_differ(known, draft)
    differences += actions_differ(known, draft, certain)
    differences += kpis_differ(known, draft, certain)
    return differences
