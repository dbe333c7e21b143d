"""Who answers for what, and which dates have moved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.ownership import Health
from sendplan.plan.queries.pages.frame import PlanShown
from sendplan.plan.slippage import Dates, Group

__all__ = ["DatesPage", "Moved", "OwnersPage", "PlanPage", "Slipped"]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page about the plan as a whole that shows nothing of what is in it."""

    plan: PlanShown
    as_at: dt.date


@dataclass(frozen=True, slots=True)
class OwnersPage:
    """Whether anybody answers, by owner and by organisation. ``health`` counts open actions only."""

    plan: PlanShown
    as_at: dt.date
    health: Health


@dataclass(frozen=True, slots=True)
class Moved:
    """An action whose date has moved, or was lost. ``words``: ``31 December 2023, now 31 March 2024: 91 days later,
    moved once``; ``share`` is how far it slipped as a part of the longest slip on the page, from 0 to 100."""

    id: str
    ref: str
    text: str
    dates: Dates
    words: str
    share: int


@dataclass(frozen=True, slots=True)
class Slipped:
    """The dates of one owner's or one section's actions. ``share`` as in ``Moved``, of the most days on the page."""

    name: str
    group: Group
    words: str
    share: int


@dataclass(frozen=True, slots=True)
class DatesPage:
    """Every date that has moved since it was first promised: most days later first, lost ones after those."""

    plan: PlanShown
    as_at: dt.date
    moved: tuple[Moved, ...]
    owners: tuple[Slipped, ...]
    sections: tuple[Slipped, ...]
    sentence: str
