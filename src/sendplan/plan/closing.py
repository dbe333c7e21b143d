"""What must be there before an action is closed: reported complete, every criterion shown met, and for every target
that one of its outcomes is linked to, a confirmed figure that reaches its step. Plain Python.

What is missing may be signed for, with a reason; what was missing is then kept with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sendplan.plan import rules
from sendplan.plan.criteria import Criterion
from sendplan.plan.steps import UNSET, Start, read_step, same_unit, with_unit
from sendplan.plan.wording import count, day, quoted

__all__ = [
    "SHORTEST_REASON",
    "Figure",
    "LinkedTarget",
    "TargetStep",
    "closed_already",
    "missing",
    "not_closed",
    "not_complete",
    "signed_reason",
    "while_closed",
]

SHORTEST_REASON: Final = 30
"""Characters in a reason for closing an action without everything that closing needs."""


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One step of a target, as in ``steps.read_step``."""

    on: dt.date | None
    kind: str
    value: Decimal | None
    unit: str
    as_written: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A confirmed figure: what it came to, on which day."""

    value: Decimal
    unit: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class LinkedTarget:
    """A target that one of an action's outcomes is linked to. ``figures`` are confirmed, in the order in which they
    were given; the newest day's counts."""

    name: str
    better: str
    start: Start
    steps: Sequence[TargetStep]
    figures: Sequence[Figure]


def missing(
    criteria: Sequence[tuple[str, Criterion]], targets: Iterable[LinkedTarget], today: dt.date
) -> tuple[str, ...]:
    """What closing needs and is not there on ``today``, a sentence each; empty where nothing is missing.

    ``criteria`` are the action's, each with its words in the plan.
    """
    said = []
    if not criteria:
        said.append("The plan gives no criterion to judge it by.")
    for text, each in criteria:
        if each.state != "met":
            said.append(f"The criterion {quoted(text.strip())} is not shown met: {_why(each)}.")
    for target in targets:
        short = _short_of(target, today)
        if short is not None:
            said.append(short)
    return tuple(said)


def _why(each: Criterion) -> str:
    return {
        "said_met": "what says so waits for somebody else to confirm it",
        "not_met": "evidence that another person confirmed shows that it is not met",
        "said_not_met": "what has been said is that it is not met",
    }.get(each.state, "nobody has given evidence that has stood")


def _short_of(target: LinkedTarget, today: dt.date) -> str | None:
    """Why the target's result is not there, or None where it is."""
    called = f"The target {quoted(target.name.strip())}"
    step = _to_reach(target.steps, today)
    if step is None:
        return f"{called} sets no figure to reach, so its result cannot be shown."
    reading = read_step(
        kind=step.kind,
        value=step.value,
        unit=step.unit,
        as_written=step.as_written,
        on=step.on,
        start=target.start,
        better=target.better,
    )
    if reading.level is None:
        return f"{called} cannot be judged: {_lowered(reading.cannot or 'its step cannot be worked out.')}"
    unit = step.unit if step.kind in {"level", "remainder"} else target.start.unit
    if not target.figures:
        return f"{called} has no figure that another person confirmed; it is to reach {reading.words}."
    newest = max(enumerate(target.figures), key=lambda each: (each[1].on, each[0]))[1]
    stands = f"stood at {with_unit(newest.value, newest.unit)} on {day(newest.on)}"
    if not same_unit(newest.unit, unit):
        return f"{called} {stands}, which is in another unit than its step: {reading.words}."
    higher = _higher(target, step)
    if higher is None:
        return f"{called} {stands}, and the plan does not say whether higher or lower is better."
    reached = newest.value >= reading.level if higher else newest.value <= reading.level
    return None if reached else f"{called} {stands} and is to reach {reading.words}."


def _to_reach(steps: Sequence[TargetStep], today: dt.date) -> TargetStep | None:
    """The last step whose day has come; before the first, that one; of steps with no day, the last."""
    set_steps = [step for step in steps if step.kind not in UNSET and step.value is not None]
    due = [step for step in set_steps if step.on is not None and step.on <= today]
    if due:
        return max(enumerate(due), key=lambda each: (each[1].on or dt.date.min, each[0]))[1]
    to_come = [step for step in set_steps if step.on is not None]
    if to_come:
        return min(to_come, key=lambda step: step.on or dt.date.max)
    return set_steps[-1] if set_steps else None


def _higher(target: LinkedTarget, step: TargetStep) -> bool | None:
    if target.better in {"higher", "lower"}:
        return target.better == "higher"
    if step.kind == "remainder":
        return False
    if step.kind == "level" or not step.value:
        return None
    return step.value > 0


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def not_complete(ref: str) -> str:
    """Why an action that nobody has reported complete is not closed."""
    return (
        f"Action {ref} has not been reported complete, so it cannot be closed. "
        "Whoever answers for it reports it complete first."
    )


def closed_already(ref: str, by_name: str, on: dt.date) -> str:
    return f"Action {ref} was closed on {day(on)} by {by_name}. There is nothing more to close."


def not_closed(ref: str) -> str:
    return f"Action {ref} is not closed, so it cannot be opened again. Report on it instead."


def while_closed(ref: str, by_name: str, on: dt.date, what: str) -> str:
    """Why ``what`` ("its date cannot be moved") while an action is closed."""
    return f"Action {ref} was closed on {day(on)} by {by_name}, so {what}. Open it again first."


def signed_reason(reason: str, lacking: Sequence[str]) -> str | None:
    """Why an action is not closed with this reason, where ``lacking`` is what ``missing`` found."""
    length = len(reason.strip())
    if not lacking and not length:
        return None
    if lacking and length < SHORTEST_REASON:
        return (
            f"{count(len(lacking), 'thing that closing needs is', 'things that closing needs are')} missing. "
            f"To close it all the same, sign for it with a reason of at least {SHORTEST_REASON} characters; "
            f"this one has {length}."
        )
    return rules.said_text(reason, "a reason")
