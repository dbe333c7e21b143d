"""What a list of actions can be narrowed to, how it can be sorted, and which actions to challenge. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from sendplan.plan.derived import Agreement
from sendplan.plan.standing import LABELS, OVER, STATES, Standing

__all__ = ["NEXT_DAYS", "SORTS", "STANDINGS", "Challenge", "Sort", "challenges", "in_order", "narrowed"]

NEXT_DAYS = 60
"""How far ahead what is due next looks."""

Sort = Literal["plan", "due", "silence"]

SORTS: Mapping[Sort, str] = {
    "plan": "As the plan has them",
    "due": "Due date, soonest first",
    "silence": "Longest without news first",
}


class Stands(Protocol):
    """An action as far as it is narrowed, sorted or challenged."""

    @property
    def standing(self) -> Standing: ...
    @property
    def agreement(self) -> Agreement: ...


class Dated(Protocol):
    @property
    def latest(self) -> dt.date | None: ...


class Listed(Stands, Protocol):
    """An action as far as it is sorted."""

    @property
    def due(self) -> Dated: ...


S = TypeVar("S", bound=Stands)
L = TypeVar("L", bound=Listed)


def _next(each: Stands) -> bool:
    left = each.standing.days_left
    return left is not None and left <= NEXT_DAYS and each.standing.state not in OVER


_STATES: dict[str, tuple[str, Callable[[Stands], bool]]] = {
    state.replace("_", "-"): (LABELS[state], lambda each, state=state: each.standing.state == state)  # type: ignore[misc]  # mypy cannot see a default argument in a lambda
    for state in STATES
}

_TESTS: Mapping[str, tuple[str, Callable[[Stands], bool]]] = {
    "open": ("Open", lambda each: each.standing.state not in OVER),
    **_STATES,
    "next": (f"Due in the next {NEXT_DAYS} days", _next),
    "unreported": ("No news for 60 days", lambda each: each.standing.silent),
    "never": ("Never reported on", lambda each: each.standing.never_reported),
    "challenge": ("To challenge", lambda each: _reasons(each) != ()),
}

STANDINGS: Mapping[str, str] = {slug: words for slug, (words, _) in _TESTS.items()}
"""What a list can be narrowed to, as an address writes it, and what that is called."""


def narrowed(actions: Iterable[S], wanted: str) -> list[S]:
    """Those that ``wanted`` (a key of ``STANDINGS``) names, in their order; all of them for any other word."""
    if wanted not in _TESTS:
        return list(actions)
    _, test = _TESTS[wanted]
    return [each for each in actions if test(each)]


def in_order(actions: Sequence[L], sort: Sort) -> list[L]:
    """By the last day on which each is not late, those with none last; or by silence, those never heard of first and
    those that are over last; or as they come. Equals stay as they come."""
    if sort == "due":
        return sorted(actions, key=lambda each: (each.due.latest is None, each.due.latest or dt.date.max))
    if sort == "silence":
        return sorted(actions, key=_silence)
    return list(actions)


def _silence(each: Stands) -> tuple[bool, bool, int]:
    stands = each.standing
    return stands.state in OVER, not stands.never_reported, -(stands.days_silent or 0)


@dataclass(frozen=True, slots=True)
class Challenge(Generic[S]):
    """An action to ask about, and why: ``reasons`` are sentences, the gravest first."""

    action: S
    reasons: tuple[str, ...]


def challenges(actions: Iterable[S]) -> list[Challenge[S]]:
    """The actions a board should ask about first: late and silent by how late, then those whose owner says other than
    what is worked out, then those said to be done and not shown, then those never reported on that are due soon."""
    found = [(reasons, each) for each in actions if (reasons := _reasons(each))]
    found.sort(key=lambda pair: (pair[0][0][0], -(pair[1].standing.days_late or 0)))
    return [Challenge(each, tuple(sentence for _, sentence in reasons)) for reasons, each in found]


def _reasons(each: Stands) -> tuple[tuple[int, str], ...]:
    stands, found = each.standing, []
    overdue = stands.days_late is not None and stands.state not in OVER
    if overdue and stands.silent:
        never = stands.never_reported
        found.append((0, "It is late, and nobody has ever reported on it." if never else "It is late, with no news."))
    if each.agreement.agrees is False and stands.state != "done":
        found.append((2 if stands.state == "said_done" else 1, each.agreement.sentence))
    if stands.never_reported and stands.state == "due_soon":
        found.append((3, "It is due soon, and nobody has ever reported on it."))
    return tuple(found)
