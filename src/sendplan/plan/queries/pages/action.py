"""Actions: when they are due, who answers for them, how they stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.criteria import Tally
from sendplan.plan.derived import Agreement
from sendplan.plan.queries.pages.course import ActionCourse
from sendplan.plan.queries.pages.doubt import DoubtShown
from sendplan.plan.queries.pages.family import StatementRow
from sendplan.plan.queries.pages.finding import FindingShown
from sendplan.plan.queries.pages.frame import Choice, DueShown, Place, PlanShown
from sendplan.plan.queries.pages.target import TargetRow
from sendplan.plan.standing import Declared, Standing

__all__ = [
    "ActionNeighbour",
    "ActionPage",
    "ActionRow",
    "PostShown",
    "UpdateShown",
]


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post named as owner. ``holder_words``: ``Helen Lowe holds this post.`` or ``Nobody who signs in here
    holds this post.``; ``part_words`` is ``lead``, ``accountable`` or None where the plan does not say."""

    id: str
    name: str
    as_written: str
    holder: str | None
    holder_id: int | None
    holder_words: str
    part_words: str | None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action in a list. ``owners`` are the posts' names; ``last_update_words``: ``12 November 2023`` or
    ``never``. ``standing`` is what is worked out; ``declared_words`` what the last update says (``In progress, on
    track``, or ``Nothing reported``), and ``agreement`` whether the two agree. ``tally`` counts its criteria;
    ``claim_words`` is what somebody says against the status (``on track``), None where nobody does."""

    id: str
    ref: str
    section: str
    text: str
    due: DueShown
    owners: tuple[PostShown, ...]
    owners_words: str
    standing: Standing
    declared_words: str
    agreement: Agreement
    tally: Tally
    claim_words: str | None
    last_update_on: dt.date | None
    last_update_words: str


@dataclass(frozen=True, slots=True)
class UpdateShown:
    """One dated progress update. ``byline``: ``Helen Lowe, Interim SEND Strategic Director, 12 November 2023``."""

    id: str
    on: dt.date
    on_words: str
    by: str
    byline: str
    state: Declared
    state_words: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionNeighbour:
    id: str
    ref: str


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action. ``doubts`` are the places where the reader was unsure how to read the source.

    ``may_update`` is None where the viewer may add an update, else the reason why not in a sentence.
    ``targets`` are those of its section: ``targets_note`` says that the plan does not tie them to the action.
    """

    plan: PlanShown
    as_at: dt.date
    id: str
    ref: str
    section: str
    section_title: str
    text: str
    place: Place
    outcomes: tuple[str, ...]
    due: DueShown
    posts: tuple[PostShown, ...]
    standing: Standing
    course: ActionCourse
    updates: tuple[UpdateShown, ...]
    doubts: tuple[DoubtShown, ...]
    targets: tuple[TargetRow, ...]
    targets_note: str
    statements: tuple[StatementRow, ...]
    findings: tuple[FindingShown, ...]
    may_update: str | None
    states: tuple[Choice, ...]
    ratings: tuple[Choice, ...]
    previous: ActionNeighbour | None
    following: ActionNeighbour | None
