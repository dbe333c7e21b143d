"""The items of a draft that the register knows by an id: actions, outcomes, targets, needs, families' statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.revision.likeness import fold, plain_ref, tidy
from sendplan.plan.revision.pairing import Item
from sendplan.plan.wording import opening, quoted
from sendplan.plan_reader.draft import Action, Draft, kpi_ids

__all__ = ["THINGS", "Entry", "Thing", "entries", "outcome_entries"]

Thing = Literal["action", "outcome", "target", "need", "statement"]

THINGS: tuple[Thing, ...] = ("action", "target", "need", "statement")
"""The things that stand by themselves; outcomes stand in their action."""


@dataclass(frozen=True)
class Entry:
    """One such item: ``key`` names it in its draft (``action-4``, ``outcome-4-1``), ``id`` in the register, where it
    has one; ``name`` and ``text`` are what a person reads."""

    thing: Thing
    key: str
    id: str | None
    name: str
    text: str
    item: Item


def entries(draft: Draft, thing: Thing, sections: Mapping[str, str]) -> list[Entry]:
    """Every ``thing`` of a draft in its order. ``sections`` says which letter each section has in the older draft."""
    if thing == "action":
        return _actions(draft, sections)
    if thing == "target":
        return _targets(draft, sections)
    return _words(draft, thing, sections)


def _named(action: Action) -> str:
    ref = tidy(action.ref)
    return f"action {ref}" if ref else f"the action {quoted(opening(action.text))}"


def _places(letters: Sequence[str]) -> list[int]:
    """Each item's place in its section, from 0."""
    seen: dict[str, int] = {}
    places = []
    for letter in letters:
        places.append(seen.get(letter, 0))
        seen[letter] = places[-1] + 1
    return places


def _actions(draft: Draft, sections: Mapping[str, str]) -> list[Entry]:
    places = _places([action.section for action in draft.actions])
    return [
        Entry(
            thing="action",
            key=f"action-{at}",
            id=action.id,
            name=_named(action),
            text=action.text,
            item=Item(
                at=at,
                ref=plain_ref(action.ref),
                section=sections.get(action.section, f"new {action.section}"),
                place=place,
                text=fold(action.text),
                rest=(
                    tuple(fold(outcome) for outcome in action.outcomes),
                    action.due.latest,
                    tuple(fold(owner.as_written) for owner in action.named_owners),
                ),
                carried=action.id,
            ),
        )
        for at, (action, place) in enumerate(zip(draft.actions, places, strict=True))
    ]


def _targets(draft: Draft, sections: Mapping[str, str]) -> list[Entry]:
    places = _places([kpi.section for kpi in draft.kpis])
    return [
        Entry(
            thing="target",
            key=f"target-{at}",
            id=kpi.id,
            name=f"target {short_id}",
            text=kpi.name,
            item=Item(
                at=at,
                ref="",
                section=sections.get(kpi.section, f"new {kpi.section}"),
                place=place,
                text=fold(kpi.name),
                rest=(fold(kpi.baseline.as_written or ""), tuple((s.on, fold(s.as_written or "")) for s in kpi.steps)),
                carried=kpi.id,
            ),
        )
        for at, (kpi, short_id, place) in enumerate(zip(draft.kpis, kpi_ids(draft), places, strict=True))
    ]


def _words(draft: Draft, thing: Thing, sections: Mapping[str, str]) -> list[Entry]:
    name = "the need" if thing == "need" else "the families’ words"
    stated = [
        (section.letter, place, statement)
        for section in draft.sections
        for place, statement in enumerate(section.needs if thing == "need" else section.voice)
    ]
    return [
        Entry(
            thing=thing,
            key=f"{thing}-{at}",
            id=statement.id,
            name=f"{name} {quoted(opening(statement.text))}",
            text=statement.text,
            item=Item(
                at=at,
                ref="",
                section=sections.get(letter, f"new {letter}"),
                place=place,
                text=fold(statement.text),
                carried=statement.id,
            ),
        )
        for at, (letter, place, statement) in enumerate(stated)
    ]


def outcome_entries(action: Action, number: int) -> list[Entry]:
    """The outcomes of the draft's action ``number``. Ids count only where there is one for every outcome."""
    ids: Sequence[str | None] = action.outcome_ids
    if len(ids) != len(action.outcomes):
        ids = [None] * len(action.outcomes)
    return [
        Entry(
            thing="outcome",
            key=f"outcome-{number}-{at}",
            id=outcome_id,
            name=f"outcome {at + 1} of {tidy(action.ref) or quoted(opening(action.text))}",
            text=text,
            item=Item(at=at, ref="", section="", place=at, text=fold(text), carried=outcome_id),
        )
        for at, (text, outcome_id) in enumerate(zip(action.outcomes, ids, strict=True))
    ]
