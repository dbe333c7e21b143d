"""One case as the oracle sees it: what has happened by today, and how a limit stands in the light of that.

Regulations ("reg") are those of the Special Educational Needs and Disability Regulations 2014, SI 2014/1530; "CFA" is
the Children and Families Act 2014.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn

from tests.clocks.oracle_calendar import DAY, WEEK

Answer = tuple[date | None, str]

ALWAYS = date.min
SEND_LAW = date(2014, 9, 1)  # CFA Part 3 and SI 2014/1530
UNOPPOSED_APPEALS = date(2015, 9, 1)  # reg 45 as substituted by SI 2015/359; the date wants a check
DATA_PROTECTION_ACT = date(2018, 5, 25)  # UK GDPR articles 12 and 15
COMPLAINT_CODE = date(2024, 4, 1)  # the ombudsman's complaint handling code
DATA_PROTECTION_COMPLAINTS = date(2026, 6, 19)  # Data (Use and Access) Act 2025; the date wants a check
CORONAVIRUS = (date(2020, 5, 1), date(2020, 9, 25))  # the temporary law of 2020; the dates want a check

# What ends a clock without answering it.
CHANGED_PLACE_OR_DIED = ("moved away", "died")
CEASED = ("plan ceased", "died")
CEASED_OR_MOVED = ("plan ceased", "moved away", "died")
ORDER_GONE = ("order set aside", "moved away", "died")
REQUEST_GONE = ("request withdrawn", "moved away", "died")

# Regs 5(4) and 10(4), and through 10(4) regs 13(3) and 27.
AUTHORITY_GROUNDS = (
    "school closed",
    "early years closed",
    "personal circumstances",
    "absent from area",
    "coronavirus",
)
# Reg 8(2): closures do not excuse whoever was asked for advice; a missed appointment does.
ADVISER_GROUNDS = ("personal circumstances", "absent from area", "missed appointment", "coronavirus")


class ClockNotRunningError(Exception):
    """There is no limit to reckon; `state` says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Case:
    """One child's or one complaint's dates, looked at from `today`."""

    __slots__ = ("events", "exceptions", "strict", "today")

    def __init__(
        self, events: Mapping[str, date], exceptions: Sequence[Mapping[str, object]], today: date, strict: bool
    ) -> None:
        self.events = events
        self.exceptions = exceptions
        self.today = today
        self.strict = strict

    def on(self, name: str) -> date | None:
        return self.events.get(name)

    def given(self, *names: str) -> list[date]:
        """The dates of those of `names` that have one, past or future."""
        found = [self.on(name) for name in names]
        return [day for day in found if day is not None]

    def happened(self, name: str, since: date = date.min) -> date | None:
        """The date of `name`, if it lies from `since` to today."""
        day = self.on(name)
        return day if day is not None and since <= day <= self.today else None

    def began(self, dates: Sequence[date], law: date = SEND_LAW, *, waits: bool = True, latest: bool = False) -> date:
        """The day a clock began: the first of `dates` (or the `latest`), under a law in force from `law`.

        `waits`: a day still to come starts nothing yet.
        """
        if not dates:
            self.stands("not_started")
        day = max(dates) if latest else min(dates)
        if day < law:
            self.stands("not_in_force")
        if waits and day > self.today:
            self.stands("not_started")
        return day

    def stands(self, state: str) -> NoReturn:
        raise ClockNotRunningError(state)

    def by(
        self,
        due: date,
        stop: str,
        ends: tuple[str, ...] = (),
        *,
        start: date = date.min,
        grounds: tuple[str, ...] = (),
    ) -> Answer:
        """A limit: `stop` has to come on or before `due`. Nothing before `start` answers or ends it."""
        stopped = self.happened(stop, start)
        over = [name for name in ends if self.happened(name, start)]
        if stopped is not None:
            if stopped <= due:
                return due, "met"
            return due, "excused" if self.excused(grounds, start, due) else "late"
        if over:
            return due, "ended"
        if self.today <= due:
            return due, "running"
        return due, "excused" if self.excused(grounds, start, due) else "overdue"

    def not_until(self, last_day: date, stop: str, ends: tuple[str, ...] = (), *, start: date) -> Answer:
        """A time that belongs to somebody else: `stop` may come only once `last_day` is over."""
        stopped = self.happened(stop, start)
        over = [name for name in ends if self.happened(name, start)]
        if stopped is not None:
            return last_day, "too_soon" if stopped <= last_day else "met"
        if over:
            return last_day, "ended"
        return last_day, "running" if self.today <= last_day else "open"

    def excused(self, grounds: tuple[str, ...], first: date, last: date) -> bool:
        """Whether any exception given is one of `grounds` and applies to the time from `first` to `last`."""
        return any(item["ground"] in grounds and self.applies(item, first, last) for item in self.exceptions)

    def applies(self, item: Mapping[str, object], first: date, last: date) -> bool:
        begins, ends, asked = (item.get(name) for name in ("begins", "ends", "advice_asked"))
        if isinstance(begins, date) and begins > self.today:
            return False
        if item["ground"] == "coronavirus":
            return CORONAVIRUS[0] <= last <= CORONAVIRUS[1]
        if not isinstance(begins, date):
            return False
        if item["ground"] == "missed appointment":
            return first <= begins <= last
        if item["ground"] in ("school closed", "early years closed"):
            if not isinstance(ends, date) or not isinstance(asked, date):
                return False
            shut_for_four_weeks = begins + 4 * WEEK <= ends
            return shut_for_four_weeks and begins - WEEK <= asked <= ends - WEEK and first <= asked <= last
        until = ends if isinstance(ends, date) else self.today
        whole_time = [first + n * DAY for n in range((last - first).days + 1)]
        touched = sum(begins <= day <= until for day in whole_time)
        return touched >= (28 if item["ground"] == "absent from area" else 1)
