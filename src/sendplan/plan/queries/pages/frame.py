"""What many pages share: the plan they are about, places in its document, counts, choices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

__all__ = [
    "Choice",
    "Counts",
    "DueShown",
    "FamiliesCount",
    "FindingsCount",
    "Place",
    "PlanShown",
    "TargetsCount",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood in the published document. ``words``: ``lines 89 to 93``; ``anchor`` is the id of
    the matching part of the source page (``line-89``), or None where the place has no line."""

    words: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan a page is about. ``adopted_sentence``: ``Version 1, adopted on 1 June 2023 by Ben Carter from
    “improvement-plan.txt”.``"""

    id: str
    slug: str
    title: str
    area_name: str
    kind: str
    kind_title: str
    kind_description: str
    version: int
    adopted_on: dt.date
    adopted_by: str
    adopted_sentence: str
    source_name: str
    source_sha256: str


@dataclass(frozen=True, slots=True)
class DueShown:
    """When an action is due, by the date in force: the plan's, or the one somebody moved it to on ``moved_on`` (None
    where it is the plan's). ``words``: ``by 30 June 2023``, ``already done, the plan says`` or ``no date``; ``why``:
    how that was read from those words. Both days are inclusive; ``latest`` is the last day on which the action is not
    late."""

    as_written: str | None
    earliest: dt.date | None
    latest: dt.date | None
    kind: str
    words: str
    why: str
    moved_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice in a form: the value to send back, its words, and a hint where one helps."""

    value: str
    words: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions stand where. Each is counted once, in the first state that fits, so that the seven add up
    to ``total``; ``unreported`` counts every open action without news for more than 60 days, late ones too."""

    total: int
    done: int
    said_done: int
    stopped: int
    late: int
    due_soon: int
    silent: int
    on_the_way: int
    unreported: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetsCount:
    """How the targets stand. ``figure_to_come`` are linked to a measure whose figure the records will give;
    ``unlinked`` are not; ``waiting_for_start`` have a step that needs a starting figure the plan does not give;
    ``without_step`` have no step set at all. The last two may overlap the first two."""

    total: int
    figure_to_come: int
    unlinked: int
    waiting_for_start: int
    without_step: int
    sentence: str


@dataclass(frozen=True, slots=True)
class FamiliesCount:
    """``unanswered`` have no reply dated by the day asked about."""

    total: int
    answered: int
    unanswered: int
    unlinked: int
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingsCount:
    """How many findings there are, by severity, our own three kinds (not linked, not answered, not held) included."""

    errors: int
    warnings: int
    notes: int
    total: int
    sentence: str
