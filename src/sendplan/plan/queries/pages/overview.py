"""The plan at a glance, and its sections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.narrowing import Challenge
from sendplan.plan.queries.pages.action import ActionRow
from sendplan.plan.queries.pages.family import StatementRow
from sendplan.plan.queries.pages.frame import Counts, FamiliesCount, FindingsCount, Place, PlanShown, TargetsCount
from sendplan.plan.queries.pages.target import TargetRow
from sendplan.plan.standing import State

__all__ = [
    "GlancePage",
    "NeedShown",
    "SectionPage",
    "SectionRow",
    "SilentPost",
    "Timeline",
    "TimelineBar",
    "TimelineMonth",
]


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section at a glance. ``label`` is the shorter name where the plan has one, else the title."""

    letter: str
    title: str
    label: str
    counts: Counts
    targets: int
    targets_unlinked: int
    statements: int
    statements_unanswered: int


@dataclass(frozen=True, slots=True)
class SilentPost:
    """A post with open actions that have had no news for more than 60 days, or never. ``sentence``: ``Interim SEND
    Strategic Director (Helen Lowe): no news on A5 and A13; longest, 121 days, A13.``"""

    id: str
    name: str
    holder: str | None
    actions: tuple[ActionRow, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """A month on the timeline: ``offset`` whole days from its start, ``days`` long. ``label``: ``June 2023``,
    ``short``: ``Jun``."""

    label: str
    short: str
    offset: int
    days: int


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """One action's due range: ``offset`` days from the timeline's start, ``days`` long (at least 1).
    ``done_offset`` marks the day it was reported complete, where that falls on the timeline. ``words`` is the
    row of the table that says the same: ``A1, due by 30 June 2023: done on 12 July 2023``."""

    action_id: str
    ref: str
    text: str
    section: str
    earliest: dt.date
    latest: dt.date
    state: State
    label: str
    offset: int
    days: int
    done_offset: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Actions that have a due range, in order of its last day, on whole months from ``first`` to ``last``: all of them,
    or the 40 nearest to the day, with how many more there are in ``left_out``.

    ``days`` is the whole width; ``today_offset`` is None where today falls outside. ``undated`` are the actions
    that have no range to draw (no date, or the plan says they are done). ``description`` is for those who
    cannot see the drawing.
    """

    first: dt.date
    last: dt.date
    days: int
    today_offset: int | None
    months: tuple[TimelineMonth, ...]
    bars: tuple[TimelineBar, ...]
    undated: tuple[ActionRow, ...]
    left_out: int
    description: str


@dataclass(frozen=True, slots=True)
class GlancePage:
    """The plan at a glance. ``late`` longest first; ``next_due`` are open and due in the next 60 days, soonest
    first; ``silent`` is by post, longest silence first; ``challenges`` are what a board should ask about, the gravest
    first. All of them: a page prints as many as can be read. ``timeline`` is None where no action has a date."""

    plan: PlanShown
    as_at: dt.date
    as_at_words: str
    headline: str
    counts: Counts
    sections: tuple[SectionRow, ...]
    challenges: tuple[Challenge[ActionRow], ...]
    late: tuple[ActionRow, ...]
    next_due: tuple[ActionRow, ...]
    silent: tuple[SilentPost, ...]
    targets: TargetsCount
    families: FamiliesCount
    findings: FindingsCount
    timeline: Timeline | None


@dataclass(frozen=True, slots=True)
class NeedShown:
    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One section. ``needs`` are what needs improvement, in the plan's words, with their ids and places."""

    plan: PlanShown
    as_at: dt.date
    letter: str
    title: str
    label: str
    counts: Counts
    needs: tuple[NeedShown, ...]
    statements: tuple[StatementRow, ...]
    actions: tuple[ActionRow, ...]
    targets: tuple[TargetRow, ...]
    previous: str | None
    following: str | None
