"""The plan for everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.frame import Counts, FamiliesCount, TargetsCount
from sendplan.plan.standing import State

__all__ = [
    "PublicAction",
    "PublicPlan",
    "PublicSection",
    "PublicStatement",
    "PublicTarget",
]


@dataclass(frozen=True, slots=True)
class PublicAction:
    """An action for everyone: owners are posts as the plan names them, never people. ``latest_words``: the last
    update's day, or ``Nothing has been reported yet.``, or that the plan itself says it is done; ``anchor`` is
    unique on the page."""

    anchor: str
    ref: str
    text: str
    outcomes: tuple[str, ...]
    owners_words: str
    due_words: str
    state: State
    label: str
    sentence: str
    latest_text: str | None
    latest_words: str


@dataclass(frozen=True, slots=True)
class PublicTarget:
    """A target for everyone. ``steps``: each in words; ``note``: what cannot be said yet and why, or None."""

    anchor: str
    name: str
    start_words: str
    steps: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """What families said and what was said back. ``answer`` is the newest reply's text, or None; ``answer_words``:
    ``Answered on 9 October 2023.`` or ``Nobody has answered this.``; ``leads_to``: ``Action D3: …``
    and so on, without a full stop."""

    text: str
    leads_to: tuple[str, ...]
    answer: str | None
    answer_words: str


@dataclass(frozen=True, slots=True)
class PublicSection:
    """One part of a plan. ``targets_sentence``: ``The plan sets 5 figures to reach, called targets. 3 more targets
    have no figure to reach yet.``"""

    letter: str
    title: str
    label: str
    counts: Counts
    needs: tuple[str, ...]
    statements: tuple[PublicStatement, ...]
    actions: tuple[PublicAction, ...]
    targets: tuple[PublicTarget, ...]
    targets_sentence: str


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The plan in plain English, for anybody. ``kind_description`` explains the sort of plan; ``headline`` says in
    a few sentences how it stands; ``words`` are terms the page uses, each with what it means."""

    title: str
    area_name: str
    kind_title: str
    kind_description: str
    as_at: dt.date
    as_at_words: str
    adopted_sentence: str
    headline: str
    counts: Counts
    families: FamiliesCount
    targets: TargetsCount
    sections: tuple[PublicSection, ...]
    words: tuple[tuple[str, str], ...]
