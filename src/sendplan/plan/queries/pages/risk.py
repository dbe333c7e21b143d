"""Risks and issues."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.frame import Choice, PlanShown

__all__ = ["RiskActionShown", "RiskPage", "RiskReviewShown", "RiskRow", "RiskSquare", "RisksPage"]


@dataclass(frozen=True, slots=True)
class RiskActionShown:
    """An action that a risk bears on. ``id`` is None where the plan of the day no longer has it."""

    id: str | None
    ref: str


@dataclass(frozen=True, slots=True)
class RiskReviewShown:
    """What somebody thought of a risk on a day. ``score`` is likelihood times impact, from 1 to 25; ``score_words``:
    ``12 of 25: likely (4 of 5), fairly bad (3 of 5)``."""

    id: str
    on: dt.date
    byline: str
    state: str
    state_words: str
    likelihood: int
    impact: int
    score: int
    score_words: str
    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk or an issue as it stands on a day. ``newest`` is its newest review; ``change_words`` says how its score
    has moved since the review before, or is empty."""

    id: str
    kind: str
    kind_words: str
    title: str
    actions: tuple[RiskActionShown, ...]
    newest: RiskReviewShown
    change_words: str
    days_since: int


@dataclass(frozen=True, slots=True)
class RiskSquare:
    """One square of the drawing of likelihood and impact: the open risks in it."""

    likelihood: int
    impact: int
    score: int
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True, slots=True)
class RisksPage:
    """Open risks and issues, highest score first, then closed ones, newest first. ``squares`` are the 25 squares, the
    most likely row first and the least bad column first. ``may_add`` is None, or the reason why not."""

    plan: PlanShown
    as_at: dt.date
    open: tuple[RiskRow, ...]
    closed: tuple[RiskRow, ...]
    squares: tuple[tuple[RiskSquare, ...], ...]
    sentence: str
    may_add: str | None
    actions: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RiskPage:
    """One risk or issue. ``reviews`` newest first."""

    plan: PlanShown
    as_at: dt.date
    row: RiskRow
    text: str
    byline: str
    reviews: tuple[RiskReviewShown, ...]
    may_review: str | None
