"""Whether anybody answers: actions with no owner, never reported on, or long silent, by owner and by organisation.

Plain Python. Only open actions are counted: one that is over needs no news.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendplan.plan.standing import SILENT_AFTER_DAYS
from sendplan.plan.wording import count, days

__all__ = ["NO_ORGANISATION", "NO_OWNER", "Health", "Open", "Owner", "Silence", "health"]

NO_OWNER = "Nobody is named"
NO_ORGANISATION = "Organisation not known"


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who answers for an action: a post, the person who holds it here (None for nobody), and whose it is."""

    post_id: str
    post: str
    person: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Open:
    """An open action: who answers for it, and when it was last reported on (None for never)."""

    id: str
    ref: str
    owners: tuple[Owner, ...]
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Silence:
    """The open actions of one owner or organisation.

    ``never`` were never reported on, ``silent`` last more than 60 days ago, ``fresh`` within 60 days; the three add up
    to ``actions``. ``longest`` is the longest time since a report, in days, of those that have one. ``key`` tells two
    of one name apart; ``holder`` is who holds a post.
    """

    key: str
    name: str
    holder: str | None
    actions: tuple[Open, ...]
    never: tuple[Open, ...]
    silent: tuple[Open, ...]
    fresh: tuple[Open, ...]
    longest: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Health:
    """``unowned`` name nobody; ``unheld`` name only posts that nobody who signs in here holds. Both are among the
    open actions, and may be silent or not. ``posts`` and ``organisations``: longest silence first, never before all."""

    open: int
    unowned: tuple[Open, ...]
    unheld: tuple[Open, ...]
    never: tuple[Open, ...]
    silent: tuple[Open, ...]
    posts: tuple[Silence, ...]
    organisations: tuple[Silence, ...]
    sentence: str


def health(actions: Sequence[Open], today: dt.date) -> Health:
    """Of open ``actions`` on ``today``. An action of two owners counts for each of them, and once in the totals."""
    unowned = tuple(each for each in actions if not each.owners)
    unheld = tuple(each for each in actions if each.owners and not any(owner.person for owner in each.owners))
    never = tuple(each for each in actions if each.last_on is None)
    silent = tuple(each for each in actions if _days(each, today) > SILENT_AFTER_DAYS)
    by_post: dict[str, tuple[str, str | None, list[Open]]] = {}
    by_organisation: dict[str, tuple[str, str | None, list[Open]]] = {}
    for each in actions:
        for owner in each.owners:
            by_post.setdefault(owner.post_id, (owner.post, owner.person, []))[2].append(each)
        names = dict.fromkeys(owner.organisation or NO_ORGANISATION for owner in each.owners)
        for name in names or [NO_OWNER]:
            by_organisation.setdefault(name, (name, None, []))[2].append(each)
        if not each.owners:
            by_post.setdefault("", (NO_OWNER, None, []))[2].append(each)
    return Health(
        open=len(actions),
        unowned=unowned,
        unheld=unheld,
        never=never,
        silent=silent,
        posts=_worst_first(_silence(key, *found, today) for key, found in by_post.items()),
        organisations=_worst_first(_silence(key, *found, today) for key, found in by_organisation.items()),
        sentence=_sentence(len(actions), len(unowned), len(unheld), len(never), len(silent)),
    )


def _days(action: Open, today: dt.date) -> int:
    """Days since the last report; -1 where there was none, which is its own kind."""
    return -1 if action.last_on is None else (today - action.last_on).days


def _silence(key: str, name: str, holder: str | None, actions: Sequence[Open], today: dt.date) -> Silence:
    never = tuple(each for each in actions if each.last_on is None)
    silent = tuple(each for each in actions if _days(each, today) > SILENT_AFTER_DAYS)
    fresh = tuple(each for each in actions if 0 <= _days(each, today) <= SILENT_AFTER_DAYS)
    longest = max((_days(each, today) for each in actions if each.last_on is not None), default=None)
    parts = []
    if never:
        parts.append(f"{len(never)} never reported on")
    if silent:
        parts.append(f"{len(silent)} without news for more than {SILENT_AFTER_DAYS} days")
    if fresh:
        parts.append(f"{len(fresh)} reported on in the last {SILENT_AFTER_DAYS} days")
    sentence = f"{count(len(actions), 'open action', 'open actions')}: {', '.join(parts)}."
    if longest is not None:
        sentence += f" The longest time since a report is {days(longest)}."
    return Silence(key, name, holder, tuple(actions), never, silent, fresh, longest, sentence)


def _worst_first(found: Iterable[Silence]) -> tuple[Silence, ...]:
    return tuple(sorted(found, key=lambda each: (-len(each.never), -(each.longest or 0), each.name)))


def _sentence(open_: int, unowned: int, unheld: int, never: int, silent: int) -> str:
    if not open_:
        return "No action is open, so nobody owes a report."
    return (
        f"Of {count(open_, 'open action', 'open actions')}, {never} {_were(never)} never reported on and {silent} "
        f"{'has' if silent == 1 else 'have'} had no news for more than {SILENT_AFTER_DAYS} days. "
        f"{unowned} {'names' if unowned == 1 else 'name'} nobody as owner, and {unheld} "
        f"{'names' if unheld == 1 else 'name'} only posts that nobody who signs in here holds."
    )


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
