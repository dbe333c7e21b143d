"""Versions of a plan: what each said, what changed from one to the next, and a revised document before it is one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.document import UploadRow
from sendplan.plan.queries.pages.frame import Choice, PlanShown
from sendplan.plan.revision import Item

__all__ = [
    "ChangeGroup",
    "ChangesShown",
    "ComparisonPage",
    "QuestionShown",
    "StoodAction",
    "StoodSection",
    "StoodTarget",
    "VersionPage",
    "VersionRow",
    "VersionsPage",
]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """What changed of one kind. ``title``: ``Actions``; ``sentence``: ``3 actions changed, 1 new``."""

    title: str
    anchor: str
    sentence: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ChangesShown:
    """The differences of two versions: in one line, in its parts, and all of it by kind. ``easier`` says each thing
    with which the plan asks less than it did; ``easier_words`` how many there are."""

    summary: str
    parts: tuple[str, ...]
    easier: tuple[str, ...]
    easier_words: str
    groups: tuple[ChangeGroup, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list. ``summary`` says what changed from the one before. ``sentence``: ``Adopted on
    2 October 2023 by Ben Carter from “plan.docx”; it is in force.``"""

    number: int
    title: str
    adopted_on: dt.date
    sentence: str
    in_force: bool
    summary: str
    easier_words: str


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """Every version adopted by the day, newest first."""

    plan: PlanShown
    as_at: dt.date
    sentence: str
    rows: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class StoodAction:
    """An action as a version wrote it. ``here``: the version in force still has it, so that it has a page."""

    id: str
    ref: str
    text: str
    outcomes: tuple[str, ...]
    due_words: str
    owners_words: str
    here: bool


@dataclass(frozen=True, slots=True)
class StoodTarget:
    """A target as a version wrote it; ``steps`` are label and figure."""

    id: str
    short_id: str
    name: str
    start_words: str
    steps: tuple[tuple[str, str], ...]
    here: bool


@dataclass(frozen=True, slots=True)
class StoodSection:
    """Page ``page`` of ``pages`` of a section as a version wrote it: 25 actions and 25 targets at a time; needs and
    families' words are on the first."""

    letter: str
    title: str
    page: int
    pages: int
    needs: tuple[str, ...]
    voice: tuple[str, ...]
    actions: tuple[StoodAction, ...]
    targets: tuple[StoodTarget, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version as it stood, and what changed from the one before (None for the first). ``plan`` is the plan in force;
    ``earlier`` and ``later`` are the numbers of its neighbours by the day, or None. ``sections`` are the letter and
    title of each, and how much is in it; ``section`` is the one asked for, None where the version has none."""

    plan: PlanShown
    as_at: dt.date
    row: VersionRow
    earlier: int | None
    later: int | None
    changes: ChangesShown | None
    officers: tuple[str, ...]
    sections: tuple[tuple[str, str, str], ...]
    section: StoodSection | None


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A doubt for a person. ``id`` is the name its answer is sent by; ``options`` are values and words, each with what
    speaks for it, the likeliest first and "new" last; ``chosen`` is the answer so far, or empty."""

    id: str
    name: str
    text: str
    doubt: str
    options: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """An upload beside the version in force (number ``against``), with a person's answers so far.

    ``open_words`` says how many questions are open, None where none is; ``problem`` why the answers given do not go
    together, or None. ``changes`` counts what a question still open is about as new, and the rest as gone: it says
    so in ``so_far``, None where nothing is open. ``suggestions`` are sentences that decide nothing. ``may_adopt`` is
    None where the viewer may, once all is answered, else the reason why not.
    """

    plan: PlanShown
    as_at: dt.date
    row: UploadRow
    title: str
    against: int
    questions: tuple[QuestionShown, ...]
    open_words: str | None
    problem: str | None
    suggestions: tuple[str, ...]
    so_far: str | None
    changes: ChangesShown
    may_adopt: str | None
