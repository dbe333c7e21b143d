"""Documents: their text beside what was read from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.queries.pages.doubt import DoubtShown
from sendplan.plan.queries.pages.finding import FindingGroup
from sendplan.plan.queries.pages.frame import Choice, FindingsCount, Place, PlanShown

__all__ = [
    "Read",
    "ReadKind",
    "SourcePage",
    "SourcePart",
    "SourceRun",
    "SourceSection",
    "UnplacedShown",
    "UploadPage",
    "UploadRow",
    "UploadState",
]

ReadKind = Literal["action", "target", "section", "need", "statement", "body", "front_matter", "unplaced"]
UploadState = Literal["waiting", "adopted", "set_aside"]


@dataclass(frozen=True, slots=True)
class SourceRun:
    """One piece of the document's text. ``anchor`` is unique on the page; ``place_words``: ``line 89``."""

    number: int
    text: str
    place_words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Read:
    """Something read from a part of the document. ``fields`` are name and value in words, in order of reading;
    ``doubts`` are those about it. ``id`` leads to its page once it is adopted (see ``About`` for the kinds).
    ``section`` is the letter of the section it belongs to, None for what belongs to the whole plan."""

    kind: ReadKind
    label: str
    section: str | None
    id: str | None
    fields: tuple[tuple[str, str], ...]
    doubts: tuple[DoubtShown, ...]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Neighbouring runs and what was read from them, for two columns side by side. Where ``reads`` is empty,
    ``note`` says which: ``Part of A3, continued``, ``The plan’s title``, ``A heading``; else it is None."""

    runs: tuple[SourceRun, ...]
    reads: tuple[Read, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class SourceSection:
    """A stretch of the document to fold: a section of the plan, or what stands before the first. ``inside`` says
    how much is in it, and ``doubts`` how many readings in doubt; ``anchor`` is unique on the page."""

    title: str
    anchor: str
    inside: str
    doubts: int
    parts: tuple[SourcePart, ...]


@dataclass(frozen=True, slots=True)
class UnplacedShown:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The document as it was read for the version now in force. ``summary`` says what was read and what found
    no place; ``doubts`` are the readings the reader was unsure of, those that say the very same together."""

    plan: PlanShown
    summary: str
    sections: tuple[SourceSection, ...]
    doubts: tuple[tuple[DoubtShown, ...], ...]
    unplaced: tuple[UnplacedShown, ...]


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file somebody uploaded. ``sentence``: ``Uploaded by Ben Carter on 1 June 2023; waiting for a decision.``"""

    id: str
    name: str
    title: str
    size_words: str
    sha256: str
    on: dt.date
    by: str
    state: UploadState
    state_words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """What was read from an upload, side by side with its source, before anybody confirms it.

    ``summary``: ``4 sections, 28 actions and 43 targets were read …``. ``doubts`` are the readings the reader was
    unsure of, those that say the very same of several items together. ``may_adopt`` and ``may_set_aside`` are None
    where the viewer may, else the reason why not. ``kinds`` are the kinds of plan to choose from; ``title`` is the
    document's own, to be confirmed or mended. ``compare``: the area has a plan, so that this document is compared with
    it before it is adopted.
    """

    row: UploadRow
    title: str
    summary: str
    sections: tuple[SourceSection, ...]
    doubts: tuple[tuple[DoubtShown, ...], ...]
    unplaced: tuple[UnplacedShown, ...]
    findings: tuple[FindingGroup, ...]
    findings_count: FindingsCount
    kinds: tuple[Choice, ...]
    may_adopt: str | None
    may_set_aside: str | None
    compare: bool
