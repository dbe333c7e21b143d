"""The differences of two versions in one line: what matters most by name, the rest by number."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.plan.revision.items import GROUPS, Group, Item, What
from sendplan.plan.wording import count, listed, opening

__all__ = ["NOTHING", "counted", "counts", "summarised"]

NOTHING = "Nothing is different."
_NAMED = 3
_OF_AN_ACTION = {
    "text": "reworded",
    "outcome": "outcomes changed",
    "owners": "owners changed",
    "section": "moved to another section",
    "ref": "given another reference",
    "status": "rated otherwise",
    "update": "reported on in the document",
}


def counts(items: Sequence[Item], group: Group) -> dict[What, int]:
    """How many items of a group changed, are new and are gone."""
    return {what: sum(item.group == group and item.what == what for item in items) for what in _WHATS}


_WHATS: tuple[What, ...] = ("changed", "new", "gone")


def summarised(items: Sequence[Item], splits: Sequence[str]) -> str:
    """One line, parts divided by semicolons, as "2 officers changed; action C2 due December 2023 → March 2024; …"."""
    changed = {group: [item for item in items if item.group == group and item.what == "changed"] for group in GROUPS}
    parts = [
        *_counted(items, "officers"),
        *_counted(items, "sections"),
        *_due(changed["actions"]),
        *_actions(changed["actions"]),
        *splits,
        *_counted(items, "actions", ("new", "gone")),
        *_steps(changed["targets"]),
        *_counted(items, "targets", ("new", "gone")),
        *_counted(items, "needs"),
        *_counted(items, "statements"),
        *_counted(items, "bodies"),
        *_counted(items, "front"),
    ]
    return "; ".join(parts) if parts else NOTHING


def _counted(items: Sequence[Item], group: Group, whats: Sequence[What] = _WHATS) -> list[str]:
    """``3 actions new, 1 gone``, or nothing."""
    found = [(number, what) for what, number in counts(items, group).items() if number and what in whats]
    if not found:
        return []
    first, *others = found
    return [", ".join([f"{count(first[0], *GROUPS[group])} {first[1]}", *(f"{n:,} {what}" for n, what in others)])]


def counted(items: Sequence[Item], group: Group) -> str:
    """``3 actions changed, 1 new, 1 gone``; empty where nothing of the group is different."""
    return "".join(_counted(items, group))


def _ref(item: Item) -> str:
    return item.name.split(" ", 1)[1]


def _due(changed: Sequence[Item]) -> list[str]:
    moved = [(item, change) for item in changed for change in item.changes if change.field == "due"]
    if len(moved) <= _NAMED:
        return [f"{item.name} due {change.old} → {change.new}" for item, change in moved]
    easier = sum(change.easier for _, change in moved)
    others = [f"{easier:,} later or without a date"] if easier else []
    return [f"{count(len(moved), 'due date', 'due dates')} changed{''.join(f', {each}' for each in others)}"]


def _actions(changed: Sequence[Item]) -> list[str]:
    """Each kind of change but of the date, with the actions it is of."""
    found = []
    for field, words in _OF_AN_ACTION.items():
        refs = [_ref(item) for item in changed if any(change.field == field for change in item.changes)]
        if not refs:
            continue
        who = f"{'action' if len(refs) == 1 else 'actions'} {listed(refs)}"
        found.append(f"{who if len(refs) <= _NAMED else count(len(refs), 'action', 'actions')} {words}")
    return found


def _step_of(item: Item, label: str) -> str:
    """``target C-K5`` for what the plan calls its target, ``a milestone of target C-K5`` for a step on the way."""
    return f"a milestone of {item.name}" if label.casefold().startswith("milestone") else item.name


def _steps(changed: Sequence[Item]) -> list[str]:
    steps = [(item, change) for item in changed for change in item.changes if change.field == "step"]
    others = [item for item in changed if any(change.field != "step" for change in item.changes)]
    if len(steps) <= _NAMED:
        found = [
            f"{_step_of(item, change.label)} {opening(change.old or 'nothing', 40)} → "
            f"{opening(change.new or 'nothing', 40)}"
            for item, change in steps
        ]
    else:
        of = len({item.id for item, _ in steps})
        easier = sum(change.easier for _, change in steps)
        found = [
            f"{count(len(steps), 'step', 'steps')} of {count(of, 'target', 'targets')} changed"
            + (f", {easier:,} made easier" if easier else "")
        ]
    if others:
        more = listed([_ref(item) for item in others]) if len(others) <= _NAMED else f"{len(others):,}"
        found.append(f"{'target' if len(others) == 1 else 'targets'} {more} described otherwise")
    return found
