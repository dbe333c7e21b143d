"""What an area pack's files may say, entry by entry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import msgspec

__all__ = [
    "Adoption",
    "AreaEntry",
    "At",
    "ClosingEntry",
    "Demo",
    "EvidenceEntry",
    "LinkEntry",
    "MoveEntry",
    "OverrideEntry",
    "Pack",
    "PersonEntry",
    "PlanEntry",
    "Problem",
    "ReplyEntry",
    "StatementLinkEntry",
    "UpdateEntry",
]


@dataclass(frozen=True, slots=True)
class At:
    """Where an entry stands: its file, as named in messages, and its first line."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a pack that is wrong. ``line`` is 0 where the file as a whole is meant; ``value`` as written."""

    file: str
    line: int
    value: str
    reason: str
    remedy: str

    @classmethod
    def of(cls, file: str, line: int, value: str, reason: str) -> Problem:
        """From a rule's own sentences, the last of which is the remedy."""
        first, _, rest = reason.rstrip(".").partition(". ")
        return cls(file, line, value, first, rest or "Mend it")

    @property
    def sentence(self) -> str:
        """``links.toml, line 12: “Waiting times”: section A has no target of that name. Copy its name from …``"""
        line = f", line {self.line}" if self.line else ""
        value = f" “{self.value}”:" if self.value else ""
        return f"{self.file}{line}:{value} {self.reason}. {self.remedy}."


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """The parent of every entry: keys are the fields' names, and no others."""


class AreaEntry(_Entry, frozen=True, kw_only=True):
    """``area.toml``, top of the file; and ``[[area]]`` in ``demo/people.toml`` for made-up neighbours.

    ``authority_code`` is the nine-character code of the Office for National Statistics.
    """

    name: str
    slug: str
    authority_code: str


class PlanEntry(_Entry, frozen=True, kw_only=True):
    """``[plan]`` in ``area.toml``. ``document`` is a path inside the folder; without ``title`` it is the document's."""

    document: str
    kind: str
    title: str | None = None


class LinkEntry(_Entry, frozen=True, kw_only=True):
    """``[[link]]`` in ``links.toml``: a target, named by section and name as the plan writes it, and what it reads."""

    section: str
    target: str
    measures: list[str]
    groups: dict[str, str] = {}
    linked_by: str
    linked_on: dt.date
    note: str = ""


class PersonEntry(_Entry, frozen=True, kw_only=True):
    """``[[person]]`` in ``demo/people.toml``. ``holds`` are the posts they hold, each as the plan spells it; the first
    is the spelling to keep."""

    name: str
    email: str
    area: str
    role: str
    organisation: str
    post: str = ""
    since: dt.date
    holds: list[str] = []


class Adoption(_Entry, frozen=True, kw_only=True):
    """``[adoption]`` in ``demo/people.toml``: who adopted the published plan, and when."""

    by: str
    on: dt.date


class UpdateEntry(_Entry, frozen=True, kw_only=True):
    """``[[update]]`` in ``demo/updates.toml``."""

    action: str
    on: dt.date
    by: str
    state: str
    text: str
    rating: str = ""


class EvidenceEntry(_Entry, frozen=True, kw_only=True):
    """``[[evidence]]`` in ``demo/course.toml``. ``criterion`` counts the action's outcomes from 1 in the plan's order;
    0 is the action as a whole. ``file`` is a path inside the ``demo`` folder, ``figure`` as people type it. What
    somebody else said of it, and on which day, are the last four."""

    action: str
    criterion: int
    on: dt.date
    by: str
    kind: str
    strength: str
    says_met: bool
    text: str
    link: str = ""
    file: str = ""
    figure: str = ""
    unit: str = ""
    figure_on: dt.date | None = None
    answered_by: str = ""
    answered_on: dt.date | None = None
    stands: bool = True
    answer: str = ""


class MoveEntry(_Entry, frozen=True, kw_only=True):
    """``[[move]]`` in ``demo/course.toml``: a new due date."""

    action: str
    on: dt.date
    by: str
    to: str
    reason: str


class OverrideEntry(_Entry, frozen=True, kw_only=True):
    """``[[override]]`` in ``demo/course.toml``: somebody's word against a status."""

    action: str
    on: dt.date
    by: str
    claim: str
    reason: str


class ClosingEntry(_Entry, frozen=True, kw_only=True):
    """``[[closing]]`` in ``demo/course.toml``."""

    action: str
    on: dt.date
    by: str
    reason: str = ""


class ShowsEntry(_Entry, frozen=True, kw_only=True):
    """``[[shows]]`` in ``demo/register.toml``: a target, named by section and name, that shows an outcome of an action.
    ``criterion`` counts the action's outcomes from 1 in the plan's order."""

    action: str
    criterion: int
    section: str
    target: str
    on: dt.date
    by: str
    why: str = ""


class WaitEntry(_Entry, frozen=True, kw_only=True):
    """``[[wait]]`` in ``demo/register.toml``: an action that cannot be finished before another."""

    action: str
    needs: str
    on: dt.date
    by: str
    why: str = ""


class RiskEntry(_Entry, frozen=True, kw_only=True):
    """``[[risk]]`` in ``demo/register.toml``: a risk or an issue, and the actions it bears on."""

    kind: str
    title: str
    text: str
    likelihood: int
    impact: int
    owner: str
    doing: str
    actions: list[str]
    on: dt.date
    by: str


class ReviewEntry(_Entry, frozen=True, kw_only=True):
    """``[[review]]`` in ``demo/register.toml``: how the risk of that title stood on a later day."""

    risk: str
    state: str
    likelihood: int
    impact: int
    owner: str
    text: str
    on: dt.date
    by: str


class StatementLinkEntry(_Entry, frozen=True, kw_only=True):
    """``[[link]]`` in ``demo/replies.toml``: a statement, and the one need or action that takes it up."""

    section: str
    statement: str
    on: dt.date
    by: str
    need: str | None = None
    action: str | None = None


class ReplyEntry(_Entry, frozen=True, kw_only=True):
    """``[[reply]]`` in ``demo/replies.toml``."""

    section: str
    statement: str
    on: dt.date
    by: str
    text: str


@dataclass(frozen=True)
class Demo:
    """The demonstration's made-up people and what they did. Each entry has its place."""

    neighbours: tuple[tuple[At, AreaEntry], ...] = ()
    people: tuple[tuple[At, PersonEntry], ...] = ()
    adoption: tuple[At, Adoption] | None = None
    updates: tuple[tuple[At, UpdateEntry], ...] = ()
    evidence: tuple[tuple[At, EvidenceEntry], ...] = ()
    moves: tuple[tuple[At, MoveEntry], ...] = ()
    overrides: tuple[tuple[At, OverrideEntry], ...] = ()
    closings: tuple[tuple[At, ClosingEntry], ...] = ()
    shows: tuple[tuple[At, ShowsEntry], ...] = ()
    waits: tuple[tuple[At, WaitEntry], ...] = ()
    risks: tuple[tuple[At, RiskEntry], ...] = ()
    reviews: tuple[tuple[At, ReviewEntry], ...] = ()
    statement_links: tuple[tuple[At, StatementLinkEntry], ...] = ()
    replies: tuple[tuple[At, ReplyEntry], ...] = ()


@dataclass(frozen=True)
class Pack:
    """An area pack, read and checked as far as it can be without the plan. ``demo`` is None where it was not asked
    for."""

    folder: Path
    area: AreaEntry
    plan: PlanEntry
    document: Path
    links: tuple[tuple[At, LinkEntry], ...] = ()
    demo: Demo | None = None
