"""Why a clock stands as it does: plain sentences, made from what the reckoning found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sendplan.clocks.deadline import Ground
from sendplan.clocks.events import clause
from sendplan.clocks.reckoning import Counted, Reckoned
from sendplan.clocks.words import MONTHS, any_of, count, in_words
from sendplan.clocks.working_days import bank_holiday_on, bank_holidays

__all__ = ["CHECK", "sentences"]

CHECK = "Check before relying on this"
"""What is shown beside anything that was not read at its source."""

_ALWAYS_DAYS = {"week": "Weeks"}
_SATURDAY = 5


def sentences(found: Reckoned) -> tuple[str, ...]:
    """The reasoning, one sentence or two at a time, in the order in which a person would work it out."""
    return tuple(_reasons(found))


def _reasons(found: Reckoned) -> Iterator[str]:
    if found.due is None:
        yield _not_running(found)
    else:
        yield from _last_day(found)
        yield from _extension(found)
        yield from _standing(found)
        yield from _exceptions(found)
    yield from _doubts(found)


def _not_running(found: Reckoned) -> str:
    deadline = found.deadline
    if found.start is None:
        return f"It has not started: {any_of([f'“{name}”' for name in deadline.anchors])} has no date."
    name, day = found.start
    if found.state == "not_in_force":
        if deadline.since is not None and day < deadline.since:
            return f"{_happened(name, day, day)} The rule came into force later, on {in_words(deadline.since)}."
        ended = in_words(deadline.until) if deadline.until else "an earlier day"
        return f"{_happened(name, day, day)} The rule had ended, on {ended}."
    if found.wanting is not None:
        return f"It has not started: it waits for “{found.wanting}”, which has not happened."
    return f"It has not started: “{name}” is dated {in_words(day)}, which is still to come."


def _happened(name: str, day: dt.date, today: dt.date) -> str:
    if day > today:
        return f"“{name}” is to be on {in_words(day)}."
    return f"{clause(name)} on {in_words(day)}."


def _last_day(found: Reckoned) -> Iterator[str]:
    for each in found.counted:
        yield _happened(each.event, each.began, found.today)
        yield _counting(found, each)
    if len(found.counted) > 1:
        yield f"The later of these counts: {in_words(max(each.last for each in found.counted))}."
    if found.due is None:
        return
    if found.moved_from is not None and found.extended_on is None:
        yield f"The last day moves from {in_words(found.moved_from)} to {in_words(found.due)}, a working day."
    elif found.extended_on is None:
        yield from _all_days_count(found, found.due)


def _counting(found: Reckoned, counted: Counted) -> str:
    deadline, period, last = found.deadline, counted.period, counted.last
    if period is None:
        month, day = deadline.by or (last.month, last.day)
        named = f"{day} {MONTHS[month - 1]}"
        if found.strict:
            return f"It must be done before {named} of that year: read strictly, by {in_words(last)}."
        return f"It must be done by {named} of that year: {in_words(last)} is the last day."
    if deadline.kind == "at_least_before":
        return f"It must be done at least {period} before: by {in_words(last)}."
    first = " That day is day 1." if deadline.day_one else ""
    if deadline.kind == "at_least_after":
        return f"At least {period} must run first.{first} The last day of that time is {in_words(last)}."
    if period.number == 0:
        return "It must be done on that day."
    return f"It must be done within {period}.{first} That leads to {in_words(last)}."


def _all_days_count(found: Reckoned, due: dt.date) -> Iterator[str]:
    """That weekends and holidays do not move the last day; or, of working days, how they are counted."""
    units = {each.period.unit for each in found.counted if each.period and each.last == due}
    if "working day" in units:
        yield "Working days are Monday to Friday other than bank holidays; the first is the one after the start."
        if due.year > _last_announced_year():
            yield f"The bank holidays of {due.year} were not announced when this was made, so the day may yet move."
        return
    (unit,) = units if len(units) == 1 else ("",)
    every = f"{_ALWAYS_DAYS[unit]} count every day" if unit in _ALWAYS_DAYS else "Every day counts"
    holiday = bank_holiday_on(due)
    if holiday is not None:
        yield f"{every}: {due.day} {MONTHS[due.month - 1]} is a bank holiday ({holiday.name}) and does not move it."
    elif due.weekday() >= _SATURDAY:
        yield f"{every}: the last day falls on a weekend and does not move."
    else:
        yield f"{every}, weekends and holidays too."


def _last_announced_year() -> int:
    return max(holiday.day.year for holiday in bank_holidays() if holiday.announced)


def _extension(found: Reckoned) -> Iterator[str]:
    extension = found.deadline.extended_by
    if extension is None or found.due is None:
        return
    if found.extended_on is not None:
        yield (
            f"{_happened(extension.event, found.extended_on, found.today)} That makes it {extension.period} from the "
            f"start: the last day moves to {in_words(found.due)}."
        )
    elif found.not_extended_on is not None:
        yield (
            f"“{extension.event}” is dated {in_words(found.not_extended_on)}. That does not count: an extension must "
            "be made from the day of the start to the last day, and have happened by today."
        )


def _standing(found: Reckoned) -> Iterator[str]:
    """What was done, or not, and how that stands against the last day."""
    due, today = found.due, found.today
    if due is None:
        return
    if found.too_early is not None:
        yield (
            f"“{found.deadline.stops}” is dated {in_words(found.too_early)}, before the start, "
            "so it is no answer to it."
        )
    if found.stopped is not None:
        yield _happened(found.deadline.stops, found.stopped, today) + f" {_done(found, found.stopped, due)}"
        return
    if found.ended is not None:
        name, day = found.ended
        yield f"{_happened(name, day, today)} Nothing more is due."
        return
    yield f"Today is {in_words(today)}. {_not_done(found, due)}"


def _done(found: Reckoned, stopped: dt.date, due: dt.date) -> str:
    after = (stopped - due).days
    if found.deadline.kind == "at_least_after":
        return "The least time had run out." if after > 0 else "The least time had not run out: that is too soon."
    if after > 0:
        return f"That is {count(after, 'day')} late."
    return "That is in time, on the last day." if after == 0 else f"That is in time, with {count(-after, 'day')} left."


def _not_done(found: Reckoned, due: dt.date) -> str:
    left = (due - found.today).days
    if found.deadline.kind == "at_least_after":
        return f"{count(left, 'day')} of the time left." if left >= 0 else "The time has run out."
    if left == 0:
        return "This is the last day."
    if left > 0:
        return f"{count(left, 'day')} left."
    return f"It has not been done: {count(-left, 'day')} past the last day."


def _exceptions(found: Reckoned) -> Iterator[str]:
    deadline = found.deadline
    for name in found.grounds:
        ground = deadline.excused_by[name]
        yield f"The exception “{name}” applies ({ground.law}): {ground.meaning}."
    if found.grounds and found.state == "excused":
        yield "So the last day does not bind. It does not move, and what is owed is owed as soon as practicable."
    elif found.grounds:
        yield "It makes no difference here: an exception never moves the last day."
    for excuse, reason in found.refused:
        yield f"The exception “{excuse.ground}” does not apply: {reason}."


def _doubts(found: Reckoned) -> Iterator[str]:
    doubts: list[str] = [] if found.deadline.sure else [found.deadline.doubt]
    grounds: list[Ground] = [found.deadline.excused_by[name] for name in found.grounds]
    doubts += [ground.doubt for ground in grounds if not ground.sure]
    for doubt in dict.fromkeys(doubts):
        yield f"{CHECK}: {doubt}"
