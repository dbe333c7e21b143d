"""What the register's documents call an action or a KPI where another table speaks of it."""

from __future__ import annotations

from collections.abc import Iterable

from sendplan.plan_reader.draft import Draft, kpi_ids

__all__ = ["action_keys", "measure_keys", "unique"]


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names, with ``#2`` and so on after those that others had before them; one that is empty is ``#1``."""
    names = tuple(names)
    taken = set(names) - {""}
    first: set[str] = set()
    found = []
    for name in names:
        key, count = name, 1
        if not name or name in first:
            while not key or key in taken:
                count += 1 if name or key else 0
                key = f"{name} #{count}".strip()
            taken.add(key)
        first.add(name)
        found.append(key)
    return tuple(found)


def action_keys(draft: Draft) -> tuple[str, ...]:
    """The actions' refs, told apart where two are the same."""
    return unique(action.ref for action in draft.actions)


def measure_keys(draft: Draft) -> tuple[str, ...]:
    """``A-K1`` and so on, told apart where two are the same."""
    return unique(kpi_ids(draft))
