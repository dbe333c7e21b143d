"""What a draft holds that its words alone do not give: readings a person settled otherwise, and doubts.

A settled reading is written only where reading the words again gives something else, and counts only while the words
are still those it was settled on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import msgspec

from sendplan.formats.writing import Table
from sendplan.plan_reader.draft import Actual, Ambiguity, Baseline, Draft, Due, Inspection, Owner, Step
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.keys import action_keys, measure_keys
from sendplan.plan_reader.register.rows import columns
from sendplan.plan_reader.register.words import fields_said, fields_shown, shown

__all__ = ["ACTION", "MEASURE", "Settled", "doubt_said", "doubts", "settled", "with_settled"]

_Part = Inspection | Due | Owner | Baseline | Step | Actual
_WORKED_OUT: Mapping[type[_Part], tuple[str, ...]] = {
    Inspection: ("earliest", "latest"),
    Due: ("kind", "earliest", "latest"),
    Owner: ("person", "post", "organisation"),
    Baseline: ("value", "unit", "on", "on_earliest"),
    Step: ("kind", "value", "unit", "on"),
    Actual: ("kind", "value", "unit", "on"),
}
"""What of each part the reader works out from its words."""

_LONGEST_FIGURE = 40

ACTION: Final = "action"
MEASURE: Final = "measure"
"""What a doubt is about, as its row says it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One row: the part of the item, the words it was settled on and what they were read as."""

    item: str
    part: str
    as_written: str | None
    read_as: Mapping[str, Any]


def _parts(draft: Draft, numbers: Sequence[str]) -> Iterator[tuple[str, str, _Part]]:
    """Every part of a draft that is worked out from words, with its item's and its own name."""
    for at, event in enumerate(draft.metadata.inspections, start=1):
        yield f"Event {at}", "date", event
    for key, action in zip(action_keys(draft), draft.actions, strict=True):
        yield key, "due", action.due
        for at, owner in enumerate(action.named_owners, start=1):
            yield key, f"owner {at}", owner
    for number, kpi in zip(numbers, draft.kpis, strict=True):
        yield number, "baseline", kpi.baseline
        for at, step in enumerate(kpi.steps, start=1):
            yield number, f"step {at}", step
        for at, actual in enumerate(kpi.actuals, start=1):
            yield number, f"reported {at}", actual


def settled(draft: Draft, read_back: Draft) -> Table | None:
    """The rows for every part that ``read_back``, the draft read from the same words, has otherwise."""
    numbers = measure_keys(draft)
    plain = {(item, name): part for item, name, part in _parts(read_back, numbers)}
    rows = []
    for item, name, part in _parts(draft, numbers):
        base = plain.get((item, name))
        if base is not None and _worked_out(part) != _worked_out(base):
            rows.append((shown(item), name, shown(part.as_written), fields_shown(_worked_out(part))))
    if not rows:
        return None
    return Table(
        "Readings settled by a person",
        "One row for each reading that the words alone do not give: the item, its part, its words and their reading.",
        columns(labels.SETTLED, (2, 2, 4, 5)),
        tuple(rows),
    )


def _worked_out(part: _Part) -> dict[str, str]:
    values = ((name, getattr(part, name)) for name in _WORKED_OUT[type(part)])
    return {name: _plain(value) for name, value in values if value is not None}


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _settled_as(part: _Part, row: Settled) -> _Part | None:
    """The part as the row has it; None when the words have changed since or the row makes no sense."""
    if part.as_written != row.as_written or not set(row.read_as) <= set(_WORKED_OUT[type(part)]):
        return None
    if any(not isinstance(value, str) for value in row.read_as.values()):
        return None
    if len(row.read_as.get("value", "")) > _LONGEST_FIGURE or "e" in row.read_as.get("value", "").lower():
        return None
    whole = msgspec.to_builtins(part)
    whole.update(dict.fromkeys(_WORKED_OUT[type(part)]), **row.read_as)
    try:
        made: _Part = msgspec.convert(whole, type(part), strict=False)
    except msgspec.ValidationError:
        return None
    value = getattr(made, "value", None)
    return made if value is None or value.is_finite() else None


def with_settled(draft: Draft, numbers: Sequence[str], rows: Sequence[Settled]) -> tuple[Draft, list[bool]]:
    """The draft with every row that still holds, and for each row whether it did. ``numbers`` are its KPIs'."""
    wanted = {(row.item, row.part): row for row in rows}
    held: set[tuple[str, str]] = set()
    made: dict[tuple[str, str], _Part] = {}
    for item, name, part in _parts(draft, numbers):
        row = wanted.get((item, name))
        new = _settled_as(part, row) if row else None
        if new is not None:
            held.add((item, name))
        made[item, name] = new or part
    events = tuple(made[f"Event {at}", "date"] for at in range(1, len(draft.metadata.inspections) + 1))
    replace = msgspec.structs.replace
    actions = tuple(
        replace(
            action,
            due=made[key, "due"],
            named_owners=tuple(made[key, f"owner {at}"] for at in range(1, len(action.named_owners) + 1)),
        )
        for key, action in zip(action_keys(draft), draft.actions, strict=True)
    )
    kpis = tuple(
        replace(
            kpi,
            baseline=made[number, "baseline"],
            steps=tuple(made[number, f"step {at}"] for at in range(1, len(kpi.steps) + 1)),
            actuals=tuple(made[number, f"reported {at}"] for at in range(1, len(kpi.actuals) + 1)),
        )
        for number, kpi in zip(numbers, draft.kpis, strict=True)
    )
    metadata = replace(draft.metadata, inspections=events)
    whole = replace(draft, metadata=metadata, actions=actions, kpis=kpis)
    return whole, [(row.item, row.part) in held for row in rows]


def doubts(draft: Draft) -> Table | None:
    """The rows for every doubt about an action or a KPI, as the reader of the published plan had it."""
    items = [
        (key, ACTION, doubt)
        for key, action in zip(action_keys(draft), draft.actions, strict=True)
        for doubt in action.ambiguities
    ]
    items += [
        (key, MEASURE, doubt)
        for key, kpi in zip(measure_keys(draft), draft.kpis, strict=True)
        for doubt in kpi.ambiguities
    ]
    rows = tuple(
        (
            shown(item),
            shown(doubt.field),
            shown(doubt.evidence),
            fields_shown(doubt.preferred),
            tuple(fields_shown(other) or "{}" for other in doubt.others),
            kind,
        )
        for item, kind, doubt in items
    )
    if not rows:
        return None
    says = "One row for each doubt about a reading: the item, its part, why, how it was read and how else it may be."
    return Table("Doubts", says, columns((*labels.DOUBTS, labels.DOUBT_ABOUT), (2, 2, 4, 5, 5, 2)), rows)


def doubt_said(field: str, why: str, preferred: str, others: Sequence[str]) -> Ambiguity | None:
    """A row's doubt; None when its readings are not of the shape."""
    readings = [fields_said(words if words != "{}" else "") for words in (preferred, *others)]
    known = [reading for reading in readings if reading is not None]
    if len(known) < len(readings):
        return None
    return Ambiguity(field=field, preferred=known[0], others=tuple(known[1:]), evidence=why)
