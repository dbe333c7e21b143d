"""What leads to what: actions to outcomes to targets, and actions to the actions they need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.queries.pages.action import ActionRow
from sendplan.plan.queries.pages.frame import Choice, PlanShown
from sendplan.plan.queries.pages.target import TargetRow

__all__ = [
    "DependenciesPage",
    "LogicAction",
    "LogicOutcome",
    "LogicPage",
    "LogicSection",
    "OutcomeLink",
    "Wait",
    "WaitEnd",
]


@dataclass(frozen=True, slots=True)
class OutcomeLink:
    """A person's word that a target shows whether an outcome has come about. ``target`` is None where the plan of the
    day no longer has it; ``byline``: ``Linked by Ben Carter, 12 June 2023``."""

    id: str
    target: TargetRow | None
    target_words: str
    why: str
    byline: str


@dataclass(frozen=True, slots=True)
class LogicOutcome:
    """What an action is to bring about, and the targets that show whether it has."""

    id: str
    text: str
    links: tuple[OutcomeLink, ...]


@dataclass(frozen=True, slots=True)
class LogicAction:
    row: ActionRow
    outcomes: tuple[LogicOutcome, ...]


@dataclass(frozen=True, slots=True)
class LogicSection:
    """How many of a section's outcomes have a target, for the list of sections."""

    letter: str
    label: str
    outcomes: int
    linked: int
    targets: int
    used: int


@dataclass(frozen=True, slots=True)
class LogicPage:
    """One section's actions, what they are to bring about, and what shows it.

    ``gaps`` are sentences: outcomes that no target shows, actions that say nothing of what they bring about, targets
    that no outcome leads to. ``elsewhere`` are targets of other sections that an outcome here leads to. ``may_link`` is
    None where the viewer may, else the reason why not; ``choices`` are the plan's targets, by what they are called.
    """

    plan: PlanShown
    as_at: dt.date
    letter: str
    label: str
    sections: tuple[LogicSection, ...]
    actions: tuple[LogicAction, ...]
    targets: tuple[TargetRow, ...]
    elsewhere: tuple[TargetRow, ...]
    unused: tuple[TargetRow, ...]
    gaps: tuple[str, ...]
    sentence: str
    may_link: str | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WaitEnd:
    """An action at one end of a wait; ``row`` is None where the plan of the day no longer has it."""

    id: str
    ref: str
    row: ActionRow | None


@dataclass(frozen=True, slots=True)
class Wait:
    """``action`` cannot be finished before ``needs`` is. ``strain`` says why that cannot end in time, or is None."""

    id: str
    action: WaitEnd
    needs: WaitEnd
    why: str
    byline: str
    strain: str | None


@dataclass(frozen=True, slots=True)
class DependenciesPage:
    """Every wait that stands on the day. ``columns`` are the actions for the drawing, each right of all that it needs.
    ``waits``: those that cannot end in time first. ``choices`` are the plan's actions, by their references."""

    plan: PlanShown
    as_at: dt.date
    waits: tuple[Wait, ...]
    columns: tuple[tuple[ActionRow, ...], ...]
    sentence: str
    may_link: str | None
    choices: tuple[Choice, ...]
