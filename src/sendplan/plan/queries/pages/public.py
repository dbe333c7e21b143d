"""The plan for everybody: an overview, one part of it, and what families said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.frame import Counts, FamiliesCount, TargetsCount
from sendplan.plan.standing import State

__all__ = [
    "PublicAction",
    "PublicFamilies",
    "PublicItem",
    "PublicMonth",
    "PublicPlan",
    "PublicReply",
    "PublicSection",
    "PublicSectionRow",
    "PublicStatement",
    "PublicTarget",
    "PublicUpdate",
    "PublicWhole",
]


@dataclass(frozen=True, slots=True)
class PublicWhole:
    """The plan a public page is of. ``adopted_sentence``: ``This is version 1 of the plan, kept here since …``."""

    title: str
    area_name: str
    kind_title: str
    kind_description: str
    as_at: dt.date
    as_at_words: str
    adopted_sentence: str


@dataclass(frozen=True, slots=True)
class PublicUpdate:
    """What was reported of an action on a day, without its author. ``words``: ``12 November 2023: in progress``."""

    on: dt.date
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicAction:
    """An action for everyone: owners are posts as the plan names them, never people. ``latest_words``: the last
    update's day, or ``Nothing has been reported yet.``, or that the plan itself says it is done; ``anchor`` is
    unique on the page. ``moved_words`` says that its date has moved and from when, None where it has not; ``earlier``
    are the updates before the newest, newest first, and ``more`` how many there are beside those."""

    anchor: str
    ref: str
    text: str
    outcomes: tuple[str, ...]
    owners_words: str
    due_words: str
    moved_words: str | None
    state: State
    label: str
    sentence: str
    latest_text: str | None
    latest_words: str
    earlier: tuple[PublicUpdate, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PublicTarget:
    """A target for everyone. ``steps``: each in words; ``note``: what cannot be said yet and why, or None."""

    anchor: str
    name: str
    start_words: str
    steps: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class PublicReply:
    """What was said back to families, without its author's name. ``on_words``: ``9 October 2023``."""

    on_words: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicStatement:
    """What families said and what was said back, newest first. ``answer_words``: ``Answered on 9 October 2023.`` or
    ``Nobody has answered this.``; ``leads_to``: ``Action D3: …`` and so on, without a full stop."""

    anchor: str
    section: str
    section_label: str
    text: str
    leads_to: tuple[str, ...]
    replies: tuple[PublicReply, ...]
    answer_words: str


@dataclass(frozen=True, slots=True)
class PublicSection:
    """One part of a plan. ``actions`` are those of page ``page`` of it and ``counts.total`` how many there are; all
    ``targets`` are here. ``targets_sentence``: ``The plan sets 5 figures to reach, called targets. 3 more targets have
    no figure to reach yet.`` ``previous`` and ``following`` are the parts before and after: letter and label."""

    whole: PublicWhole
    letter: str
    title: str
    label: str
    counts: Counts
    needs: tuple[str, ...]
    families_sentence: str
    actions: tuple[PublicAction, ...]
    page: int
    targets: tuple[PublicTarget, ...]
    targets_sentence: str
    previous: tuple[str, str] | None
    following: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class PublicFamilies:
    """What families said. ``statements`` are those of page ``page``, and ``total`` how many there are:
    of ``part`` alone (its letter and label), where it is not None. ``count`` is of the whole plan."""

    whole: PublicWhole
    count: FamiliesCount
    part: tuple[str, str] | None
    statements: tuple[PublicStatement, ...]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class PublicItem:
    """One line of a list: an action (or what families said) in its own words and what is to be said of it. ``section``
    and ``anchor`` lead to it."""

    ref: str
    section: str
    anchor: str
    text: str
    words: str


@dataclass(frozen=True, slots=True)
class PublicMonth:
    """What changed in the 30 days up to the day. Each list holds the newest few and ``sentence`` says how many there
    are of each; ``version_sentence`` is None where no new version of the plan came into force."""

    since_words: str
    sentence: str
    version_sentence: str | None
    completed: tuple[PublicItem, ...]
    updates: tuple[PublicItem, ...]
    moved: tuple[PublicItem, ...]
    answers: tuple[PublicItem, ...]


@dataclass(frozen=True, slots=True)
class PublicSectionRow:
    """One part of a plan in the overview."""

    letter: str
    title: str
    label: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The plan in plain English, for anybody. ``headline`` says in a few sentences how it stands; ``next_due`` are due
    in the next 60 days, the soonest few, and ``next_total`` how many; ``words`` are terms the page uses, each with
    what it means."""

    whole: PublicWhole
    headline: str
    counts: Counts
    families: FamiliesCount
    targets: TargetsCount
    month: PublicMonth
    next_due: tuple[PublicItem, ...]
    next_total: int
    sections: tuple[PublicSectionRow, ...]
    words: tuple[tuple[str, str], ...]
