"""A clock: one deadline, reckoned for one case on one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sendplan.clocks.deadline import Deadline, Excuse, State
from sendplan.clocks.reasoning import sentences
from sendplan.clocks.reckoning import Reckoned, reckon

__all__ = ["Clock", "days", "due_on", "run"]

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """How one deadline stands on one day.

    ``due`` is the last day on which doing it is in time (for a least time that belongs to somebody else, the last day
    of that time); None where the clock has not started or the rule was not in force. ``days_left`` counts calendar days
    from today to ``due`` while the clock runs, 0 on the last day itself; else None. ``days_late`` counts calendar days
    from ``due`` to the day it was done, or to today, where it is late, overdue or excused; else None. ``excused_by``
    names the exceptions that apply, whether or not they were needed; ``extended_by`` the event that moved the last day.
    """

    deadline: str
    title: str
    started_on: dt.date | None
    due: dt.date | None
    state: State
    days_left: int | None
    stopped_on: dt.date | None
    days_late: int | None
    excused_by: tuple[str, ...]
    extended_by: str | None
    sure: bool
    """Whether all that was used was read at its source. If not, show “check before relying on this”."""
    _reckoned: Reckoned = field(repr=False, compare=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it stands so, in plain sentences that can be printed one after another."""
        return sentences(self._reckoned)


def run(
    deadline: Deadline,
    events: Mapping[str, dt.date],
    today: dt.date,
    excuses: Iterable[Excuse] = (),
    *,
    strict: bool = False,
) -> Clock:
    """How ``deadline`` stands on ``today``, from what happened (event name to date) and the exceptions recorded.

    Events that have no bearing on it are passed over, and so is whatever lies after ``today``, save the start of a
    deadline that is counted back from a day to come. ``strict`` reads “before 15 February” as the day before, and
    touches only deadlines with a day of the year. Raises OutsideCalendarError where working days would have to be
    counted beyond the years whose bank holidays are known, and TypeError for a date that is none.
    """
    found = reckon(deadline, events, today, excuses, strict=strict)
    over = found.state in {"late", "overdue", "excused"}
    return Clock(
        deadline=deadline.id,
        title=deadline.title,
        started_on=found.start[1] if found.start else None,
        due=found.due,
        state=found.state,
        days_left=(found.due - today).days if found.due and found.state == "running" else None,
        stopped_on=found.stopped,
        days_late=((found.stopped or today) - found.due).days if found.due and over else None,
        excused_by=found.grounds,
        extended_by=deadline.extended_by.event if deadline.extended_by and found.extended_on else None,
        sure=deadline.sure and all(deadline.excused_by[name].sure for name in found.grounds),
        _reckoned=found,
    )


def due_on(deadline: Deadline, start: dt.date) -> dt.date:
    """The last day of ``deadline`` when it starts (or, counted back, falls) on ``start``, without any extension.

    The dates in force are not looked at. Raises ValueError for a deadline that takes the later of two reckonings, which
    one date cannot give, and OutsideCalendarError.
    """
    if deadline.by is not None:
        return dt.date(start.year, *deadline.by)
    if len(deadline.reckonings) != 1:
        raise ValueError(f"The deadline “{deadline.id}” is counted from more than one date: use run() with its events.")
    period = deadline.reckonings[0].period
    if deadline.kind == "at_least_before":
        return period.before(start)
    last = period.after(start)
    if deadline.day_one:
        last -= _DAY
    for roll in deadline.rolls:
        if (moved := roll.move(last)) != last:
            return moved
    return last


def days(deadline: Deadline) -> int:
    """Calendar days from the start to the last day, negative where it is counted back: for a whole column at once.

    Raises ValueError for a deadline whose number of days depends on the date: in months or working days, on a day of
    the year, rolled to a working day, or the later of two.
    """
    period = deadline.reckonings[0].period if len(deadline.reckonings) == 1 and not deadline.rolls else None
    number = period.days if period else None
    if number is None:
        raise ValueError(f"The days of the deadline “{deadline.id}” depend on the date: use due_on() for each.")
    if deadline.kind == "at_least_before":
        return -number
    return number - 1 if deadline.day_one else number
