"""Targets: their steps, what can be worked out, and what they read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from sendplan.plan.queries.pages.doubt import DoubtShown
from sendplan.plan.queries.pages.finding import FindingShown
from sendplan.plan.queries.pages.frame import Place, PlanShown

__all__ = [
    "MeasureLink",
    "StepShown",
    "TargetNeighbour",
    "TargetPage",
    "TargetRow",
]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target in a list. ``last_step_words``: the final step in words, or why there is none;
    ``link_words``: ``Linked to plans-within-20-weeks`` or ``Not linked to a measure yet``."""

    id: str
    short_id: str
    section: str
    name: str
    start_words: str
    last_step_words: str
    linked: bool
    link_words: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of a target.

    ``words``: ``10% lower than the starting figure, by 31 July 2023``. ``worked_out``: what that comes to
    (``14.4, so at most 14``) or None; ``cannot``: why it cannot be worked out, or None. ``passed`` says that its
    day is before today. ``on`` is the last day of the date in its heading.
    """

    label: str
    on: dt.date | None
    as_written: str | None
    kind: str
    value: Decimal | None
    words: str
    level: Decimal | None
    worked_out: str | None
    cannot: str | None
    passed: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A person's link from a target to a measure. ``groups``: ``team: 0 to 25 team``; ``sentence`` says who
    made it and when; ``note`` is their reason, where they gave one. ``measures`` has more than one name where
    several are always shown together."""

    measures: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]
    by: str
    on: dt.date
    note: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetNeighbour:
    id: str
    short_id: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    """One target. ``can_say`` and ``cannot_say`` are sentences: what can and cannot be worked out, and why.
    ``better_words``: ``Lower is better.`` or ``The plan does not say which way is better.`` ``start_level`` is the
    starting figure where the steps' levels are in its unit and can be compared with it, else None."""

    plan: PlanShown
    as_at: dt.date
    id: str
    short_id: str
    section: str
    section_title: str
    name: str
    place: Place
    better_words: str
    start_words: str
    start_as_written: str | None
    start_level: Decimal | None
    steps: tuple[StepShown, ...]
    can_say: tuple[str, ...]
    cannot_say: tuple[str, ...]
    link: MeasureLink | None
    link_words: str
    doubts: tuple[DoubtShown, ...]
    findings: tuple[FindingShown, ...]
    previous: TargetNeighbour | None
    following: TargetNeighbour | None
