"""What a careful human reads in a document: the form in which that is written down here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


class NotAsked:
    """Nobody asks: the document does not say, or either way of putting it is fair."""

    def __repr__(self) -> str:
        return "(not asked)"


ANY: Any = NotAsked()


@dataclass(frozen=True)
class Either:
    """A careful human may say any of these, and need not remark on it."""

    readings: tuple[Any, ...]


@dataclass(frozen=True)
class Unsure:
    """A careful human cannot tell: these may be meant, and whoever reads it must say that it is in doubt."""

    readings: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Due:
    """Days as ``yyyy-mm-dd``; ``kind`` by the draft's own list, or several fair ones."""

    latest: Any = None
    kind: Any = ANY
    earliest: Any = ANY


@dataclass(frozen=True)
class Owner:
    as_written: str
    person: Any = ANY
    post: Any = ANY
    organisation: Any = ANY
    part: Any = ANY


@dataclass(frozen=True)
class Update:
    text: str
    on: Any = ANY


@dataclass(frozen=True)
class Action:
    """``outcomes``, ``due``, ``owners``, ``statuses`` and ``updates`` may each be an ``Either`` or an ``Unsure``.

    ``due_printed`` is the date's words, so that a reader who lays them aside openly is told from one who loses them.
    """

    text: Any
    ref: str | None = None
    section: Any = ANY
    outcomes: Any = ()
    due: Any = Due(None, "blank")
    owners: Any = ()
    statuses: Any = ()
    updates: Any = ()
    due_printed: str = ""


@dataclass(frozen=True)
class Figure:
    """A baseline, a step or a reported figure. ``on`` is the last day of the date that the document gives it."""

    value: Any = None
    unit: Any = ANY
    kind: Any = ANY
    on: Any = ANY


@dataclass(frozen=True)
class Kpi:
    name: str
    baseline: Any = ANY
    steps: Any = ()
    actuals: Any = ()
    section: Any = ANY


@dataclass(frozen=True)
class Truth:
    """``doubtful`` are the words of promises in passing, which may be read as actions or not."""

    actions: Sequence[Action] = ()
    kpis: Sequence[Kpi] = field(default=())
    doubtful: Sequence[str] = ()
