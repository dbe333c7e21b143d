"""The arithmetic: from a deadline, what happened and the day it is looked at, to a last day and a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sendplan.clocks.deadline import Deadline, Excuse, State
from sendplan.clocks.excuses import why_not
from sendplan.clocks.period import Period

__all__ = ["Counted", "Reckoned", "reckon"]

Events = Mapping[str, dt.date]
_EITHER_SIDE = frozenset({"by_date", "at_least_before"})
"""Kinds whose start lies ahead: what stops or ends them normally comes before it."""

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """One reckoning carried out: from which event and date, over which period (None on a day of the year), to when."""

    event: str
    began: dt.date
    period: Period | None
    last: dt.date


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything that the reckoning found, for the clock and for its reasoning.

    ``counted`` holds the reckonings carried out, before ``moved_from`` (the last day before it rolled to a working day,
    None where it did not). ``due_at_first`` is the last
    day without any extension. ``refused`` says of each exception that does not apply why not; ``grounds`` names those
    that do, whether or not they were needed. ``too_early`` is a stop dated before the start, which is no answer to it.
    """

    deadline: Deadline
    today: dt.date
    strict: bool
    state: State
    start: tuple[str, dt.date] | None = None
    wanting: str | None = None
    counted: tuple[Counted, ...] = ()
    due: dt.date | None = None
    due_at_first: dt.date | None = None
    moved_from: dt.date | None = None
    extended_on: dt.date | None = None
    not_extended_on: dt.date | None = None
    stopped: dt.date | None = None
    too_early: dt.date | None = None
    ended: tuple[str, dt.date] | None = None
    grounds: tuple[str, ...] = ()
    refused: tuple[tuple[Excuse, str], ...] = ()


def reckon(deadline: Deadline, events: Events, today: dt.date, excuses: Iterable[Excuse], *, strict: bool) -> Reckoned:
    """Reckon ``deadline`` on ``today``. Raises OutsideCalendarError and, for what is no date, TypeError."""
    _check_dates(deadline, events, today)
    start, waiting = _start(deadline, events, today)
    if waiting is not None or start is None:
        return waiting or Reckoned(deadline, today, strict, "not_started")
    counted = _counted(deadline, events, start, strict=strict)
    last = max(each.last for each in counted)
    at_first = _rolled(deadline, last)
    due, extended, not_extended = _extended(deadline, events, start[1], at_first, today)
    unmoved = last if extended is None else _extension(deadline, start[1])
    stopped, too_early = _stop(deadline, events, start[1], today)
    ended = None if stopped else _end(deadline, events, start[1], today)
    grounds, refused = _grounds(deadline, excuses, (start[1], due), today)
    return Reckoned(
        deadline,
        today,
        strict,
        _state(deadline, due, today, stopped, ended=ended is not None, excused=bool(grounds)),
        start=start,
        counted=counted,
        due=due,
        due_at_first=at_first,
        moved_from=None if unmoved == due else unmoved,
        extended_on=extended,
        not_extended_on=not_extended,
        stopped=stopped,
        too_early=too_early,
        ended=ended,
        grounds=grounds,
        refused=refused,
    )


def _check_dates(deadline: Deadline, events: Events, today: dt.date) -> None:
    if type(today) is not dt.date:
        raise TypeError(f"Today is {today!r}, which is no date; give a datetime.date.")
    for name in deadline.events:
        if name in events and type(events[name]) is not dt.date:
            raise TypeError(f"The date of “{name}” is {events[name]!r}, which is no date; give a datetime.date.")


def _start(deadline: Deadline, events: Events, today: dt.date) -> tuple[tuple[str, dt.date] | None, Reckoned | None]:
    """The event that starts the clock and its date; and where the clock does not run, that answer."""
    present = [(events[name], name) for name in deadline.anchors if name in events]
    if not present:
        return None, Reckoned(deadline, today, strict=False, state="not_started", wanting=deadline.anchors[0])
    day, name = (max if deadline.latest else min)(present, key=lambda pair: pair[0])
    start = (name, day)
    for required in deadline.requires:
        if required not in events or events[required] > today:
            return start, Reckoned(deadline, today, strict=False, state="not_started", start=start, wanting=required)
    before = deadline.since is not None and day < deadline.since
    after = deadline.until is not None and day > deadline.until
    if before or after:
        return start, Reckoned(deadline, today, strict=False, state="not_in_force", start=start)
    if day > today and deadline.kind not in _EITHER_SIDE:
        return start, Reckoned(deadline, today, strict=False, state="not_started", start=start)
    return start, None


def _counted(deadline: Deadline, events: Events, start: tuple[str, dt.date], *, strict: bool) -> tuple[Counted, ...]:
    name, day = start
    if deadline.by is not None:
        last = dt.date(day.year, *deadline.by)
        return (Counted(name, day, None, last - _DAY if strict else last),)
    if deadline.kind == "at_least_before":
        period = deadline.reckonings[0].period
        return (Counted(name, day, period, period.before(day)),)
    found = []
    for each in deadline.reckonings:
        began = each.start(events)
        if began is not None:
            last = each.period.after(began[1])
            found.append(Counted(*began, each.period, last - _DAY if deadline.day_one else last))
    return tuple(found)


def _rolled(deadline: Deadline, day: dt.date) -> dt.date:
    for roll in deadline.rolls:
        moved = roll.move(day)
        if moved != day:
            return moved
    return day


def _extension(deadline: Deadline, start: dt.date) -> dt.date:
    if deadline.extended_by is None:
        raise ValueError(f"{deadline.id} cannot be extended.")
    last = deadline.extended_by.period.after(start)
    return last - _DAY if deadline.day_one else last


def _extended(
    deadline: Deadline, events: Events, start: dt.date, due: dt.date, today: dt.date
) -> tuple[dt.date, dt.date | None, dt.date | None]:
    """The last day; the day it was extended, if it was; the day of an extension that does not count, if there is one.

    It counts from the start to the last day as it stood at first, and once it has happened.
    """
    if deadline.extended_by is None or deadline.extended_by.event not in events:
        return due, None, None
    asked = events[deadline.extended_by.event]
    if start <= asked <= min(due, today):
        return _rolled(deadline, _extension(deadline, start)), asked, None
    return due, None, asked


def _stop(deadline: Deadline, events: Events, start: dt.date, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The day it was done, if it was; and a day that does not count because it lies before the start."""
    stopped = events.get(deadline.stops)
    if stopped is None or stopped > today:
        return None, None
    if stopped < start and deadline.kind not in _EITHER_SIDE:
        return None, stopped
    return stopped, None


def _end(deadline: Deadline, events: Events, start: dt.date, today: dt.date) -> tuple[str, dt.date] | None:
    """The first event that ended the clock, and its date."""
    first = dt.date.min if deadline.kind in _EITHER_SIDE else start
    found = [(events[name], name) for name in deadline.ends if name in events and first <= events[name] <= today]
    if not found:
        return None
    day, name = min(found, key=lambda pair: pair[0])
    return name, day


def _grounds(
    deadline: Deadline, excuses: Iterable[Excuse], span: tuple[dt.date, dt.date], today: dt.date
) -> tuple[tuple[str, ...], tuple[tuple[Excuse, str], ...]]:
    """The names of the grounds that apply, each once; and of each exception that does not, why not."""
    applying: list[str] = []
    refused: list[tuple[Excuse, str]] = []
    for excuse in excuses:
        ground = deadline.excused_by.get(excuse.ground)
        reason = "the rule does not name it" if ground is None else why_not(ground, excuse, span, today)
        if reason is not None:
            refused.append((excuse, reason))
        elif excuse.ground not in applying:
            applying.append(excuse.ground)
    return tuple(applying), tuple(refused)


def _state(
    deadline: Deadline, due: dt.date, today: dt.date, stopped: dt.date | None, *, ended: bool, excused: bool
) -> State:
    if deadline.kind == "at_least_after":
        return _minimum(due, today, stopped, ended=ended)
    if stopped is not None and stopped <= due:
        return "met"
    if ended:
        return "ended"
    if stopped is None and today <= due:
        return "running"
    if excused:
        return "excused"
    return "overdue" if stopped is None else "late"


def _minimum(due: dt.date, today: dt.date, stopped: dt.date | None, *, ended: bool) -> State:
    """The state of a least time that belongs to somebody else, of which ``due`` is the last day."""
    if stopped is not None:
        return "too_soon" if stopped <= due else "met"
    if ended:
        return "ended"
    return "running" if today <= due else "open"
