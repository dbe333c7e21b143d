"""What a deadline is: when it starts and stops, how long it gives, what excuses it, and the law it stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sendplan.clocks.period import Period
from sendplan.clocks.working_days import next_working_day

__all__ = [
    "STATES",
    "Deadline",
    "Example",
    "Excuse",
    "Extension",
    "Ground",
    "Kind",
    "Reckoning",
    "Roll",
    "RollPastWindow",
    "RollToWorkingDay",
    "Rule",
    "Standing",
    "State",
]

Kind = Literal["within", "later_of", "by_date", "at_least_before", "at_least_after"]
Standing = Literal["law", "guidance", "policy"]
State = Literal[
    "not_started",
    "not_in_force",
    "running",
    "met",
    "late",
    "overdue",
    "excused",
    "ended",
    "too_soon",
    "open",
]
STATES: Mapping[State, str] = MappingProxyType(
    {
        "not_started": "not started: what starts it, or what it waits for, has not happened",
        "not_in_force": "not in force: the rule did not apply on the day it would have started",
        "running": "running: not done, and the last day has not passed",
        "met": "met: done in time",
        "late": "late: done after the last day",
        "overdue": "overdue: not done, and the last day has passed",
        "excused": "excused: the last day has passed, but an exception in the rule applies",
        "ended": "ended: it no longer matters, because something else settled it",
        "too_soon": "too soon: done before the least time had run out",
        "open": "open: the least time has run out, and the next step may now be taken",
    }
)
"""Every state a clock may be in, with what it means in plain words."""

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RollToWorkingDay:
    """A last day on a weekend or a bank holiday moves to the next working day."""

    def move(self, day: dt.date) -> dt.date:
        """The day moved, or itself. Raises OutsideCalendarError."""
        return next_working_day(day)


@dataclass(frozen=True, slots=True)
class RollPastWindow:
    """A last day from ``first`` to ``last`` (month, day; both included) moves to the first working day after it.

    The window may run over the end of a year. A day outside it does not move.
    """

    first: MonthDay
    last: MonthDay

    def move(self, day: dt.date) -> dt.date:
        """The day moved, or itself. Raises OutsideCalendarError."""
        here = (day.month, day.day)
        year = day.year
        if self.first <= self.last:
            inside = self.first <= here <= self.last
        else:
            inside = here >= self.first or here <= self.last
            year += here >= self.first
        if not inside:
            return day
        return next_working_day(dt.date(year, *self.last) + dt.timedelta(days=1))


Roll = RollToWorkingDay | RollPastWindow


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One way a last day is counted: ``period`` from the earliest (or, if ``latest``, the latest) of ``starts``."""

    starts: tuple[str, ...]
    latest: bool
    period: Period

    def start(self, events: Mapping[str, dt.date]) -> tuple[str, dt.date] | None:
        """The event that starts it, and its date; None when none of ``starts`` is among ``events``."""
        present = [(events[name], name) for name in self.starts if name in events]
        if not present:
            return None
        day, name = max(present, key=_by_day) if self.latest else min(present, key=_by_day)
        return name, day


def _by_day(pair: tuple[dt.date, str]) -> dt.date:
    return pair[0]


@dataclass(frozen=True, slots=True)
class Extension:
    """``event`` in time makes the whole period ``period``, counted from the start."""

    event: str
    period: Period


@dataclass(frozen=True, slots=True)
class Rule:
    """When an exception applies.

    ``kind`` is ``closure`` (advice was asked within ``margin`` before a closure of at least ``least`` days and
    ``margin`` before it ends), ``overlap`` (any day in common), ``absence`` (at least ``least`` days in common),
    ``on the day`` (its day lies in the time allowed) or ``due between`` (the last day lies from ``first`` to ``last``).
    ``least`` and ``margin`` are calendar days.
    """

    kind: Literal["closure", "overlap", "absence", "on the day", "due between"]
    least: int = 0
    margin: int = 0
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for which a deadline does not bind: its name, what the law says in plain words, where, and its rule."""

    name: str
    meaning: str
    law: str
    link: str
    doubt: str
    rule: Rule

    @property
    def sure(self) -> bool:
        """Whether the text was read at its source; if not, it is shown with “check before relying on this”."""
        return not self.doubt


@dataclass(frozen=True, slots=True)
class Excuse:
    """An exception that somebody recorded: its ground, its first day, its last day and when advice was asked.

    For a closure, ``begins`` is the first day closed and ``ends`` the day it re-opens. For a missed appointment,
    ``begins`` is its day. ``ends`` may be left out where it is still going on.
    """

    ground: str
    begins: dt.date | None = None
    ends: dt.date | None = None
    advice_asked: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: what is given, and what must come out. It is a test, and it is printed."""

    given: Mapping[str, dt.date]
    excuses: tuple[Excuse, ...]
    today: dt.date
    strict: bool
    due: dt.date | None
    state: State
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One duty with a last day, as its file declares it.

    ``reckonings`` holds one way of counting, or for ``later_of`` several; for ``by_date`` it is empty and ``by`` is the
    month and day. ``anchors`` are the events any of which starts it. ``day_one`` says that the day of the start is
    itself day 1. ``doubt`` is what is unsure about it, empty where nothing is.
    """

    id: str
    title: str
    subject: str
    kind: Kind
    anchors: tuple[str, ...]
    latest: bool
    reckonings: tuple[Reckoning, ...]
    by: MonthDay | None
    day_one: bool
    stops: str
    ends: tuple[str, ...]
    requires: tuple[str, ...]
    excused_by: Mapping[str, Ground]
    extended_by: Extension | None
    rolls: tuple[Roll, ...]
    law: str
    link: str
    standing: Standing
    since: dt.date | None
    until: dt.date | None
    doubt: str
    note: str
    examples: tuple[Example, ...]

    @property
    def sure(self) -> bool:
        """Whether what it says was read at its source; if not, it is shown with “check before relying on this”."""
        return not self.doubt

    @property
    def events(self) -> tuple[str, ...]:
        """Every event that has a bearing on it, each once."""
        named = [*self.anchors, *(name for each in self.reckonings for name in each.starts)]
        named += [self.stops, *self.ends, *self.requires]
        if self.extended_by:
            named.append(self.extended_by.event)
        return tuple(dict.fromkeys(named))
