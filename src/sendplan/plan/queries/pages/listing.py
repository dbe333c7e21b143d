"""Every action of a plan in one list, narrowed and sorted as it was asked for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.action import ActionRow
from sendplan.plan.queries.pages.frame import Choice, PlanShown

__all__ = ["ActionsPage"]


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """``actions`` are those asked for, in the order asked for, and ``total`` how many the plan has. ``sections``,
    ``posts``, ``standings`` and ``sorts`` are what the list can be narrowed to and sorted by. ``narrowed`` says in
    words what it is narrowed to, empty where it is not: ``late, section A, owned by Head of SEND``."""

    plan: PlanShown
    as_at: dt.date
    total: int
    actions: tuple[ActionRow, ...]
    narrowed: str
    sections: tuple[Choice, ...]
    posts: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
