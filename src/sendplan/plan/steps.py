"""A target's starting figure and steps, in words a parent could read, and what can be worked out. Plain Python.

A step is a level, a relative change (percent of the starting figure), a change in percentage points, what is to be
left of a backlog, not yet set, blank, or not understood. The middle two need a starting figure. Whole things round
away from the target's side: 16 less 10% is 14.4, and at most 14 vacancies meet it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from sendplan.plan.wording import amount, day, quoted, unstopped

__all__ = [
    "NEEDS_START",
    "SETS_LEVEL",
    "UNSET",
    "Reading",
    "Start",
    "read_step",
    "same_unit",
    "start_words",
    "with_unit",
]

NEEDS_START = frozenset({"relative_change", "percentage_point_change"})
"""The kinds of step that say nothing without a starting figure."""

SETS_LEVEL = frozenset({"level", "remainder"})
"""The kinds of step that name the figure to reach, in a unit of their own."""

UNSET = frozenset({"not_yet_set", "blank", "not_understood"})
"""The kinds of step that set no figure to reach."""

_COUNTS = frozenset({"count", "number"})
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Start:
    """A target's starting figure: ``value`` in ``unit`` (``percent``, ``count`` or words), or None, as written."""

    as_written: str
    value: Decimal | None
    unit: str
    on_as_written: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A step read: in words, as a figure to reach (``level``), what that comes to, or why it cannot be worked out."""

    words: str
    level: Decimal | None = None
    worked_out: str | None = None
    cannot: str | None = None


def with_unit(value: Decimal, unit: str) -> str:
    """``59.9%``, ``1,600``, ``14 weeks``."""
    if unit in {"percent", "%"}:
        return f"{amount(value)}%"
    return amount(value) if not unit or unit in _COUNTS else f"{amount(value)} {unit}"


def same_unit(one: str, other: str) -> bool:
    """Whether figures in these units can stand beside one another; a unit nobody wrote is a count."""
    return _unit(one) == _unit(other)


def _unit(unit: str) -> str:
    if unit in {"percent", "%"}:
        return "percent"
    return "count" if not unit or unit in _COUNTS else unit


def start_words(start: Start) -> str:
    """``It starts from 16 (January 2023).`` or why there is nothing to start from."""
    when = f" ({start.on_as_written})" if start.on_as_written else ""
    if start.value is not None:
        return f"It starts from {with_unit(start.value, start.unit)}{when}."
    if start.as_written:
        return f"The plan gives no starting figure: it says {quoted(unstopped(start.as_written))}{when}."
    return f"The plan gives no starting figure{f' for {start.on_as_written}' if start.on_as_written else ''}."


def read_step(
    *, kind: str, value: Decimal | None, unit: str, as_written: str, on: dt.date | None, start: Start, better: str
) -> Reading:
    """A step in words with its day. ``value`` is read with ``kind`` as in the draft: changes are negative when
    the figure is to fall. ``better`` is ``higher``, ``lower`` or ``unknown``."""
    by = f", by {day(on)}" if on is not None else ", with no date"
    if kind in UNSET or value is None:
        return _unset(kind, as_written, on)
    if kind == "level":
        return Reading(f"{_level(value, unit, better)}{by}", level=value)
    if kind == "remainder":
        left = "none left" if value == 0 else f"no more than {with_unit(value, unit)} left"
        return Reading(f"{left}{by}", level=value)
    if kind == "relative_change":
        return _relative(value, start, by)
    return _points(value, start, by)


def _level(value: Decimal, unit: str, better: str) -> str:
    if value == 0 and better == "lower":  # there is nothing less
        return "none" if same_unit(unit, "count") else with_unit(value, unit)
    return with_unit(value, unit) + {"higher": " or more", "lower": " or less"}.get(better, "")


def _unset(kind: str, as_written: str, on: dt.date | None) -> Reading:
    what = f"for {day(on)}" if on is not None else "for this step"
    if kind == "blank":
        return Reading(f"left blank in the plan, {what}", cannot=f"The plan leaves the figure {what} blank.")
    if kind == "not_yet_set":
        said = f" (the plan says {quoted(unstopped(as_written))})" if as_written else ""
        return Reading(f"not set yet{said}, {what}", cannot=f"The figure {what} is not set yet{said}.")
    return Reading(
        f"{quoted(as_written)}, {what}", cannot=f"The plan's words {what}, {quoted(as_written)}, name no figure."
    )


def _change(value: Decimal, size: str) -> str:
    if value == 0:
        return "no change from the starting figure"
    return f"{size} {'lower' if value < 0 else 'higher'} than the starting figure"


def _missing(start: Start, change: str) -> str:
    says = f" (it says {quoted(start.as_written)})" if start.as_written else ""
    return f"The plan gives no starting figure{says}, so “{change}” cannot be worked out."


def _relative(value: Decimal, start: Start, by: str) -> Reading:
    change = _change(value, f"{amount(abs(value))}%")
    if start.value is None:
        return Reading(f"{change}{by}", cannot=_missing(start, change))
    exact = start.value * (_HUNDRED + value) / _HUNDRED
    return Reading(f"{change}{by}", *_to_reach(exact, value, start))


def _points(value: Decimal, start: Start, by: str) -> Reading:
    points = amount(abs(value))
    change = _change(value, f"{points} percentage {'point' if points == '1' else 'points'}")
    if start.value is None:
        return Reading(f"{change}{by}", cannot=_missing(start, change))
    if start.unit not in {"percent", "%"}:
        why = f"It starts from {with_unit(start.value, start.unit)}, which is no percentage, so points cannot be added."
        return Reading(f"{change}{by}", cannot=why)
    exact = start.value + value
    if not 0 <= exact <= _HUNDRED:
        why = f"{change[0].upper()}{change[1:]} comes to {amount(exact)}%, which no percentage can be."
        return Reading(f"{change}{by}", cannot=why)
    return Reading(f"{change}{by}", *_to_reach(exact, value, start))


def _to_reach(exact: Decimal, change: Decimal, start: Start) -> tuple[Decimal, str]:
    """The level to reach and its words; ``change`` says on which side of it the target lies."""
    side = "at most" if change < 0 else "at least"
    if start.unit in _COUNTS and exact != exact.to_integral_value():
        whole = exact.to_integral_value(ROUND_FLOOR if change < 0 else ROUND_CEILING)
        return whole, f"{amount(exact)}, so {side} {amount(whole)}"
    return exact, f"{side} {with_unit(exact, start.unit)}"
