"""How far due dates have moved since they were first promised, by action, by owner and by section. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Dates", "Group", "Promised", "by_group", "course", "promises"]


@dataclass(frozen=True, slots=True)
class Promised:
    """A last day promised for an action, from a day on. ``latest`` is None where no day could be told; ``how`` says in
    words what set it (``version 1 of the plan``, ``moved by Ben Carter``) and ``reason`` why, where one was given."""

    on: dt.date
    latest: dt.date | None
    as_written: str
    how: str
    reason: str = ""


def promises(planned: Iterable[Promised], moved: Iterable[Promised]) -> tuple[Promised, ...]:
    """The days the plan's versions gave an action and those it was moved to, in the order in which they counted.

    The newest counts, whichever made it: a date moved stands until it is moved again or a later version gives another.
    Of one day, the version's comes first: whoever moves a date looks at the version in force.
    """
    both = [*((each.on, 0, at, each) for at, each in enumerate(planned)),
            *((each.on, 1, at, each) for at, each in enumerate(moved))]  # fmt: skip
    return tuple(each for *_, each in sorted(both, key=lambda entry: entry[:3]))


@dataclass(frozen=True, slots=True)
class Dates:
    """An action's promised days in the order in which they were made; the newest counts.

    ``moves`` leaves out those that changed nothing. ``slipped`` is in days from the first day promised to the newest,
    negative where it was brought forward, None where either is missing. ``lost`` says that an action which had a day
    has none now.
    """

    first: Promised | None
    now: Promised | None
    moves: tuple[Promised, ...]
    slipped: int | None
    lost: bool


def course(promises: Iterable[Promised]) -> Dates:
    """``promises`` in the order in which they were made.

    Worked examples. 31 December, then 31 March: one move, 91 days. 31 December, 31 March, 31 December: two moves, no
    days. No date, then 31 March: no move, for nothing was promised before. 31 March, then "ongoing": one move, and the
    date is lost.
    """
    first: Promised | None = None
    now: Promised | None = None
    moves: list[Promised] = []
    for each in promises:
        before = now
        now = each
        if first is None:
            first = each if each.latest is not None else None
        elif before is not None and each.latest != before.latest:
            moves.append(each)
    slipped = None
    if first is not None and first.latest is not None and now is not None and now.latest is not None:
        slipped = (now.latest - first.latest).days
    return Dates(
        first=first,
        now=now,
        moves=tuple(moves),
        slipped=slipped,
        lost=first is not None and now is not None and now.latest is None,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The dates of the actions of one owner or one section. ``moved`` have moved at least once, ``later`` stand later
    than first promised, ``lost`` have lost their date; ``days_later`` adds up the days of those that stand later, and
    ``mean_later`` is that over ``later``, rounded half up, or None where none does."""

    key: str
    actions: int
    moved: int
    later: int
    lost: int
    days_later: int
    mean_later: int | None
    longest: int


def by_group(dates: Mapping[str, Dates], groups: Mapping[str, Sequence[str]]) -> tuple[Group, ...]:
    """``groups``: each key (an owner, a section) with its actions. Most days later first, then by key."""
    found = []
    for key, actions in groups.items():
        mine = [dates[action] for action in actions if action in dates]
        later = [each.slipped for each in mine if each.slipped is not None and each.slipped > 0]
        total = sum(later)
        found.append(
            Group(
                key=key,
                actions=len(mine),
                moved=sum(bool(each.moves) for each in mine),
                later=len(later),
                lost=sum(each.lost for each in mine),
                days_later=total,
                mean_later=int(Fraction(total, len(later)) + Fraction(1, 2)) if later else None,
                longest=max(later, default=0),
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.days_later, -each.lost, each.key)))
