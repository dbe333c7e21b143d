"""Which action waits for which: circles, order, and waits that cannot end in time. Plain Python.

An edge is a pair (action, the action it needs), both public ids.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sendplan.plan.wording import day, days

__all__ = ["Due", "Strain", "circle", "layers", "strain"]

Edge = tuple[str, str]


def circle(edges: Iterable[Edge], new: Edge) -> tuple[str, ...] | None:
    """The actions, from the first back to the first, that would wait for each other if ``new`` were added; else None.

    The shortest such circle, and of two as short the one whose ids come first.
    """
    needs: dict[str, set[str]] = defaultdict(set)
    for action, needed in edges:
        needs[action].add(needed)
    start, goal = new[1], new[0]
    if start == goal:
        return (goal, goal)
    paths: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while paths:
        longer: list[tuple[str, ...]] = []
        for path in paths:
            for needed in sorted(needs[path[-1]]):
                if needed == goal:
                    return (goal, *path, goal)
                if needed not in seen:
                    seen.add(needed)
                    longer.append((*path, needed))
        paths = longer
    return None


def layers(edges: Collection[Edge]) -> tuple[tuple[str, ...], ...]:
    """Every action named by an edge, in columns from left to right: each stands right of all that it needs.

    The first column needs nothing. Within a column, by id; the caller may reorder it. Raises ValueError for a circle.
    """
    needs: dict[str, set[str]] = defaultdict(set)
    names: set[str] = set()
    for action, needed in edges:
        needs[action].add(needed)
        names |= {action, needed}
    found: list[tuple[str, ...]] = []
    placed: set[str] = set()
    while len(placed) < len(names):
        ready = sorted(name for name in names - placed if needs[name] <= placed)
        if not ready:
            raise ValueError(f"These actions wait for each other: {', '.join(sorted(names - placed))}.")
        found.append(tuple(ready))
        placed |= set(ready)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Due:
    """What ``strain`` needs of an action: its ref, last day, whether it is over (done, said to be done, or stopped),
    and whether it was stopped and not done."""

    ref: str
    latest: dt.date | None
    over: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Strain:
    """Why an action may not be finished in time because of one it needs."""

    action: str
    needs: str
    sentence: str


def strain(edges: Iterable[Edge], dues: Mapping[str, Due], today: dt.date) -> tuple[Strain, ...]:
    """Every wait that cannot end in time, in the order of ``edges``: what is needed was stopped, is late, has no date,
    or is due after what needs it. An action that is over waits for nothing, and an edge to an action that is not in
    ``dues`` (gone from the plan) is passed over.

    Worked examples. C2 is due by 31 December and needs C1: C1 due 31 March after it: a strain of 91 days. C1 due on
    31 December itself: none. C1 done: none.
    """
    found = []
    for action, needed in edges:
        waiting, first = dues.get(action), dues.get(needed)
        if waiting is None or first is None or waiting.over:
            continue
        sentence = _sentence(waiting, first, today)
        if sentence:
            found.append(Strain(action, needed, sentence))
    return tuple(found)


def _sentence(waiting: Due, first: Due, today: dt.date) -> str | None:
    if first.stopped:
        return f"{waiting.ref} needs {first.ref}, which was stopped and is not done."
    if first.over:
        return None
    if first.latest is None:
        return f"{waiting.ref} needs {first.ref}, which has no date to finish by."
    if first.latest < today:
        return f"{waiting.ref} needs {first.ref}, which is late by {days((today - first.latest).days)}."
    if waiting.latest is not None and first.latest > waiting.latest:
        after = days((first.latest - waiting.latest).days)
        return (
            f"{waiting.ref} is due by {day(waiting.latest)} and needs {first.ref}, "
            f"which is due {after} later, by {day(first.latest)}."
        )
    return None
