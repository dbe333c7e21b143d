"""Findings: what a careful reader would ask about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.queries.pages.frame import FindingsCount, Place, PlanShown

__all__ = [
    "About",
    "AboutKind",
    "FindingGroup",
    "FindingShown",
    "FindingsPage",
    "Severity",
]

Severity = Literal["error", "warning", "note"]
AboutKind = Literal["action", "target", "section", "statement", "post"]


@dataclass(frozen=True, slots=True)
class About:
    """What a finding is about, and where to find it. ``kind`` and ``id`` are None where it is no page of ours;
    a section's id is its letter."""

    label: str
    kind: AboutKind | None
    id: str | None


@dataclass(frozen=True, slots=True)
class FindingShown:
    """Something a careful reader would ask about. ``code`` is stable and is explained in the reference."""

    code: str
    severity: Severity
    severity_words: str
    sentence: str
    remedy: str
    about: tuple[About, ...]
    quote: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one severity. ``explanation`` says in a sentence what the severity means."""

    severity: Severity
    title: str
    explanation: str
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The plan's findings, most severe first. A group with nothing in it is left out."""

    plan: PlanShown
    as_at: dt.date
    count: FindingsCount
    groups: tuple[FindingGroup, ...]
