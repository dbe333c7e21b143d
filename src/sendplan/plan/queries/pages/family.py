"""What families said, and what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.queries.pages.frame import Choice, FamiliesCount, Place, PlanShown

__all__ = [
    "FamiliesPage",
    "FamiliesSection",
    "LinkKind",
    "LinkShown",
    "ReplyShown",
    "StatementDetail",
    "StatementPage",
    "StatementRow",
]

LinkKind = Literal["need", "action"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What families said, once. ``answer_words``: ``Answered on 9 October 2023.`` or ``Nobody has answered
    this.``; ``linked_words``: ``Linked to action D3.`` or ``Not linked to any need or action.``"""

    id: str
    section: str
    text: str
    answered: bool
    answer_words: str
    linked: bool
    linked_words: str
    place: Place


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A statement's link to a need or an action. ``words``: ``Action D3: Strengthen the early…``; ``byline``
    says who linked it and when. ``id`` is the action's or the need's; ``gone`` says that the version in force does not
    have it, so that no page is about it."""

    kind: LinkKind
    id: str
    words: str
    byline: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ReplyShown:
    """A dated, signed reply. ``byline``: ``Ben Carter, SEND Improvement Programme Manager, 9 October 2023``."""

    id: str
    on: dt.date
    on_words: str
    by: str
    byline: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """A statement with its links and replies, newest reply first."""

    row: StatementRow
    links: tuple[LinkShown, ...]
    replies: tuple[ReplyShown, ...]


@dataclass(frozen=True, slots=True)
class FamiliesSection:
    """One section's statements, with what came of each."""

    letter: str
    title: str
    label: str
    statements: tuple[StatementDetail, ...]


@dataclass(frozen=True, slots=True)
class FamiliesPage:
    """What families said. ``count`` is of everything, ``total`` of what was asked for; ``page`` is the page of that."""

    plan: PlanShown
    as_at: dt.date
    count: FamiliesCount
    sections: tuple[FamiliesSection, ...]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One statement, with the needs and actions of its section to choose from when linking it.

    ``may_reply`` is None where the viewer may reply and link, else the reason why not in a sentence.
    ``need_choices`` and ``action_choices`` leave out what is linked already.
    """

    plan: PlanShown
    as_at: dt.date
    statement: StatementDetail
    section: str
    section_title: str
    may_reply: str | None
    need_choices: tuple[Choice, ...]
    action_choices: tuple[Choice, ...]
