"""What is shown of each of an action's criteria, and how strongly, by evidence and what others said of it.

Plain Python. A criterion is an outcome that the plan names. It is shown met, or shown not met, only by evidence that
somebody other than its author confirmed; of two such pieces the one given later decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.wording import count, listed

__all__ = [
    "CRITERION_LABELS",
    "NONE",
    "NO_CRITERIA",
    "STRENGTHS",
    "STRENGTH_WORDS",
    "Criterion",
    "CriterionState",
    "Shown",
    "Strength",
    "Tally",
    "criterion",
    "strength",
]

Strength = Literal["told", "seen", "measured", "families"]
CriterionState = Literal["met", "said_met", "not_met", "said_not_met", "nothing"]

STRENGTHS: tuple[Strength, ...] = ("told", "seen", "measured", "families")
"""What evidence may rest on, weakest first."""

STRENGTH_WORDS: dict[Strength, str] = {
    "told": "somebody was told",
    "seen": "somebody saw it",
    "measured": "it was measured",
    "families": "families say so themselves",
}

CRITERION_LABELS: dict[CriterionState, str] = {
    "met": "Shown met",
    "said_met": "Said to be met",
    "not_met": "Shown not met",
    "said_not_met": "Said not to be met",
    "nothing": "Nothing said",
}


def strength(text: str) -> Strength:
    """``text`` as one of the four; raises ValueError for any other."""
    for each in STRENGTHS:
        if each == text:
            return each
    raise ValueError(f"{text!r} is no strength of evidence.")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a criterion needs of one piece of evidence. ``accepted`` is what somebody else said of it, with the day;
    both None while nobody has."""

    on: dt.date
    says_met: bool
    strength: Strength
    accepted: bool | None = None
    accepted_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """How a criterion stands. ``weakest`` and ``strongest`` are of the confirmed evidence that says what ``state``
    says, None where there is none. ``waiting`` is how many pieces nobody has confirmed or refused; ``met_on`` the day
    from which it has been shown met."""

    state: CriterionState
    sentence: str
    weakest: Strength | None = None
    strongest: Strength | None = None
    waiting: int = 0
    met_on: dt.date | None = None

    @property
    def label(self) -> str:
        return CRITERION_LABELS[self.state]


def criterion(evidence: Sequence[Shown], today: dt.date) -> Criterion:
    """How a criterion stands on ``today``; ``evidence`` in the order in which it was given.

    What is dated after ``today`` is not yet known; a confirmation dated after it has not been given yet.
    """
    known = [each for each in evidence if each.on <= today]
    answered = [each for each in known if each.accepted and each.accepted_on is not None and each.accepted_on <= today]
    waiting = [each for each in known if each.accepted is None or (each.accepted_on or today) > today]
    if not answered:
        return _unconfirmed(waiting)
    met = answered[-1].says_met
    agreeing = [each for each in answered if each.says_met is met]
    ranks = sorted(STRENGTHS.index(each.strength) for each in agreeing)
    weakest, strongest = STRENGTHS[ranks[0]], STRENGTHS[ranks[-1]]
    sentence = f"Shown {'met' if met else 'not met'} by {_pieces(agreeing)} that another person confirmed: "
    sentence += STRENGTH_WORDS[strongest]
    sentence += "." if weakest == strongest else f" at the strongest, {STRENGTH_WORDS[weakest]} at the weakest."
    if waiting:
        sentence += f" {_pieces(waiting)[0].upper()}{_pieces(waiting)[1:]} more {_waits(waiting)} for somebody's word."
    return Criterion(
        "met" if met else "not_met",
        sentence,
        weakest,
        strongest,
        len(waiting),
        _met_since(answered) if met else None,
    )


def _unconfirmed(waiting: Sequence[Shown]) -> Criterion:
    if not waiting:
        return Criterion("nothing", "Nobody has given evidence that has stood.")
    met = waiting[-1].says_met
    state: CriterionState = "said_met" if met else "said_not_met"
    sentence = f"Said {'to be met' if met else 'not to be met'}, and waiting for somebody else to confirm it."
    return Criterion(state, sentence, waiting=len(waiting))


def _met_since(answered: Sequence[Shown]) -> dt.date | None:
    """The first day on which what says "met" was both given and confirmed, since the last that says otherwise."""
    since: dt.date | None = None
    for each in reversed(answered):
        if not each.says_met:
            break
        if each.accepted_on is not None and (since is None or each.accepted_on < since):
            since = each.accepted_on
    return since


def _pieces(of: Sequence[Shown]) -> str:
    return "one piece of evidence" if len(of) == 1 else count(len(of), "piece of evidence", "pieces of evidence")


def _waits(of: Sequence[Shown]) -> str:
    return "waits" if len(of) == 1 else "wait"


NO_CRITERIA = "the plan gives no criterion to judge it by, so nothing can show it done until it is closed and signed"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of an action's criteria stand where. ``waiting`` are said to be met and not confirmed; what is left
    over has nothing said, or is said not to be met."""

    total: int = 0
    met: int = 0
    waiting: int = 0
    not_met: int = 0

    @classmethod
    def of(cls, states: Iterable[CriterionState]) -> Tally:
        found = list(states)
        return cls(len(found), found.count("met"), found.count("said_met"), found.count("not_met"))

    @property
    def all_met(self) -> bool:
        return self.total > 0 and self.met == self.total

    @property
    def words(self) -> str:
        """The counting part of a sentence, without its full stop: ``1 of 3 criteria shown met, 1 waiting for somebody
        to confirm it``."""
        if not self.total:
            return NO_CRITERIA
        if self.total == 1:
            return self._one()
        parts = [f"{self.met} of {self.total} criteria shown met"]
        if self.waiting:
            parts.append(f"{self.waiting} waiting for somebody to confirm {'it' if self.waiting == 1 else 'them'}")
        if self.not_met:
            parts.append(f"{self.not_met} shown not met")
        return ", ".join(parts) if len(parts) < 3 else listed(parts)

    def _one(self) -> str:
        if self.met:
            return "its criterion is shown met"
        if self.waiting:
            return "its criterion is said to be met and waits for somebody to confirm it"
        return "its criterion is shown not met" if self.not_met else "its criterion is not shown met"


NONE = Tally()
"""Of an action whose plan gives no criterion."""
