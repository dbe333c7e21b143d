"""What a search found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.frame import PlanShown

__all__ = ["Hit", "HitKind", "SearchPage"]

HitKind = str
"""action, target, section, statement, risk or evidence: the page ``Hit.id`` leads to; a section's id is its letter."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that holds the words looked for. ``what``: ``Update on action A3, 12 November 2023``; ``pieces`` are
    the part of its words around them, each with whether it is one of the words."""

    kind: HitKind
    id: str
    anchor: str | None
    what: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found, best first, one page of it. ``sentence``: ``14 places hold “speech therapy”.``"""

    plan: PlanShown
    as_at: dt.date
    words: str
    hits: tuple[Hit, ...]
    total: int
    number: int
    pages: int
    sentence: str
