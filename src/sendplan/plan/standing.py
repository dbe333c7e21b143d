"""How an action stands on a day, worked out from its due date, its dated updates, what is shown and its closing.

Plain Python. Nothing here is stored: ask again on another day and the answer is that day's. What the owner declares
stands beside it (``derived.agreement``), and what somebody says against it is a third thing (``overrides``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.criteria import NONE, Tally
from sendplan.plan.wording import count, day, days, quoted, unstopped

__all__ = [
    "DUE_SOON_DAYS",
    "LABELS",
    "OVER",
    "RATINGS",
    "SILENT_AFTER_DAYS",
    "STATES",
    "Closed",
    "Declared",
    "Rating",
    "Report",
    "Standing",
    "State",
    "course",
    "declared",
    "declared_words",
    "rating",
    "rating_of",
    "said_words",
    "standing",
]

State = Literal["done", "said_done", "stopped", "late", "due_soon", "silent", "on_the_way"]
Declared = Literal["not_started", "in_progress", "complete", "stopped"]
Rating = Literal["", "on_track", "at_risk", "off_track"]

STATES: tuple[State, ...] = ("done", "said_done", "stopped", "late", "due_soon", "silent", "on_the_way")
"""Every state, in the order in which they are tried: an action is in the first that fits."""

LABELS: dict[State, str] = {
    "done": "Done",
    "said_done": "Said to be done",
    "stopped": "Stopped",
    "late": "Late",
    "due_soon": "Due soon",
    "silent": "Silent",
    "on_the_way": "On the way",
}

OVER: frozenset[State] = frozenset({"done", "said_done", "stopped"})
"""The states of an action that is not being worked on: it is neither late nor silent."""

DUE_SOON_DAYS = 31
"""An open action is due soon when its last day is at most this many days away."""

SILENT_AFTER_DAYS = 60
"""An open action is silent when its last update is more than this many days old; one never reported on, when more
than this many days have passed since the plan was adopted."""

_DECLARED: dict[Declared, str] = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "complete": "Complete",
    "stopped": "Stopped",
}

RATINGS: dict[Rating, str] = {"on_track": "on track", "at_risk": "at risk", "off_track": "off track"}
"""How the author of an update may say an open action is going, in words."""


def declared(text: str) -> Declared:
    """``text`` as one of the four; raises ValueError for any other."""
    for state in _DECLARED:
        if state == text:
            return state
    raise ValueError(f"{text!r} is no state of an action.")


def rating(text: str) -> Rating:
    """``text`` as a rating, or as none where it is empty; raises ValueError for any other."""
    for each in ("", *RATINGS):
        if each == text:
            return each
    raise ValueError(f"{text!r} is no rating of an action.")


def rating_of(state: str, text: str) -> Rating:
    """The rating that is kept with a state: none for an action that is no longer open. Raises as ``rating`` does."""
    return rating(text) if state in {"not_started", "in_progress"} else ""


def declared_words(state: Declared) -> str:
    """What the author of an update said of the action, in words: ``In progress``."""
    return _DECLARED[state]


def said_words(state: Declared, rated: Rating) -> str:
    """What the author of an update said, with their rating: ``In progress, on track``."""
    return f"{_DECLARED[state]}, {RATINGS[rated]}" if rated else _DECLARED[state]


@dataclass(frozen=True, slots=True)
class Report:
    """What standing needs of one progress update. ``written_at`` orders it among the closings of its day."""

    on: dt.date
    state: Declared
    rating: Rating = ""
    written_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """An action closed, or opened again. ``signed`` says that something was missing and a reason was signed."""

    on: dt.date
    closed: bool
    signed: bool = False
    written_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day.

    ``state`` is the first of ``STATES`` that fits. It is ``done`` only where it was reported complete (or the plan says
    so) and every criterion is shown met by evidence that another person confirmed, or where it was closed with a signed
    reason, which the sentence says; reported complete and not so shown, it is ``said_done``. ``silent`` is true of any
    open action without news for more than 60 days, whatever its state: a late action can be silent too. One never
    reported on has been without news since the plan was adopted. ``days_late`` and ``days_silent`` (since the last
    update) are None where they do not apply; ``never_reported`` says that no update was ever made. ``done_on`` is the
    day of the update that first said so; None where the plan itself did. ``closed_on`` is the day it was closed.
    """

    state: State
    label: str
    sentence: str
    silent: bool
    never_reported: bool
    days_late: int | None = None
    days_left: int | None = None
    days_silent: int | None = None
    done_on: dt.date | None = None
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What reports and closings come to on a day: the last report; the first of the last run of "complete" that no
    opening again has ended (None where there is none); the closing in force; the day it was last opened again, where
    nothing was reported since."""

    last: Report | None
    done_on: dt.date | None
    closing: Closed | None
    reopened_on: dt.date | None


_FIRST = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def course(reports: Sequence[Report], closings: Sequence[Closed], today: dt.date) -> Course:
    """Each sequence in the order in which it was made; what is dated after ``today`` is not yet known."""
    known = [report for report in reports if report.on <= today]
    dated = [closing for closing in closings if closing.on <= today]
    # Sorting keeps the order of equals: the later of two made on one day is the one that counts.
    known.sort(key=lambda report: report.on)
    dated.sort(key=lambda closing: closing.on)
    last = known[-1] if known else None
    newest = dated[-1] if dated else None
    reopened = next((each for each in reversed(dated) if not each.closed), None)
    since = [report for report in known if reopened is None or _when(report) > _when(reopened)]
    done_on = None
    for report in reversed(since):  # the day it was first said, unless it was reopened since
        if report.state != "complete":
            break
        done_on = report.on
    return Course(
        last=last,
        done_on=done_on,
        closing=newest if newest is not None and newest.closed else None,
        reopened_on=reopened.on if reopened is not None and reopened is newest and not since else None,
    )


def _when(said: Report | Closed) -> tuple[dt.date, dt.datetime]:
    return said.on, said.written_at or _FIRST


def standing(
    *,
    due_kind: str,
    due_as_written: str | None,
    due_latest: dt.date | None,
    reports: Sequence[Report],
    adopted_on: dt.date,
    today: dt.date,
    criteria: Tally = NONE,
    closings: Sequence[Closed] = (),
) -> Standing:
    """The standing of an action on ``today``, in a plan adopted on ``adopted_on``.

    ``reports`` are its updates and ``closings`` its closings in the order in which they were made; those dated after
    ``today`` are not yet known and are left out. ``due_latest`` is the last day on which it is not late, by the due
    date in force on ``today`` (``due.in_force``). ``criteria`` counts what is shown on ``today``. The last report known
    decides; an update that says "in progress" reopens what was done.
    """
    found = course(reports, closings, today)
    last = found.last
    # "Established March 2022" is a statement, not a day by which something is due.
    latest = None if due_kind == "already_done" else due_latest

    if found.closing is not None and (found.closing.signed or criteria.all_met):
        return _closed(found.closing, found.done_on, criteria, last)
    if last is None and due_kind == "already_done" and found.reopened_on is None:
        return _by_the_plan(due_as_written, criteria)
    if found.done_on is not None:
        return _reported_complete(found, latest, criteria)
    if last is not None and last.state == "stopped":
        sentence = f"Stopped on {day(last.on)}, and not done."
        return Standing("stopped", LABELS["stopped"], sentence, silent=False, never_reported=False)
    return _open(found, latest, adopted_on, today)


def _closed(closing: Closed, done_on: dt.date | None, criteria: Tally, last: Report | None) -> Standing:
    with_reason = " with a signed reason" if closing.signed else ""
    sentence = f"Done: closed on {day(closing.on)}{with_reason}; {_counted(criteria)}."
    return Standing(
        "done",
        LABELS["done"],
        sentence,
        silent=False,
        never_reported=last is None,
        done_on=done_on,
        closed_on=closing.on,
    )


def _counted(criteria: Tally) -> str:
    if criteria.all_met:
        return "its criterion is shown met" if criteria.total == 1 else f"all {criteria.total} criteria are shown met"
    return criteria.words if criteria.total else "the plan gives no criterion to judge it by"


def _by_the_plan(as_written: str | None, criteria: Tally) -> Standing:
    says = f": {quoted(unstopped(as_written))}" if as_written else ""
    state: State = "done" if criteria.all_met else "said_done"
    shown = f"and {_counted(criteria)}" if criteria.all_met else criteria.words
    sentence = f"The plan itself says this is done{says}; {shown}. No update has been added to it."
    return Standing(state, LABELS[state], sentence, silent=False, never_reported=True)


def _reported_complete(found: Course, latest: dt.date | None, criteria: Tally) -> Standing:
    done_on = found.done_on
    assert done_on is not None  # noqa: S101  asked by the caller
    said = f"eported complete on {day(done_on)}"
    if latest is not None and done_on > latest:
        said += f", {days((done_on - latest).days)} after it was due"
    elif latest is not None and done_on < latest:
        said += f", {days((latest - done_on).days)} before it was due"
    elif latest is not None:
        said += ", on the day it was due"
    if criteria.all_met:
        state: State = "done"
        sentence = f"Done: r{said}, and {_counted(criteria)}."
    else:
        state = "said_done"
        sentence = f"R{said}; {criteria.words}."
        if found.closing is not None:
            sentence += f" It was closed on {day(found.closing.on)}, and no longer all its criteria are shown met."
    return Standing(
        state,
        LABELS[state],
        sentence,
        silent=False,
        never_reported=False,
        done_on=done_on,
        closed_on=found.closing.on if found.closing is not None else None,
    )


def _open(found: Course, latest: dt.date | None, adopted_on: dt.date, today: dt.date) -> Standing:
    last = found.last
    days_silent = None if last is None else (today - last.on).days
    # Nobody can have reported before the plan was adopted, so that is when the wait for a first report begins. Opening
    # it again is news, and nobody has been silent since before it.
    heard = max(on for on in (adopted_on if last is None else last.on, found.reopened_on) if on is not None)
    silent = (today - heard).days > SILENT_AFTER_DAYS
    days_late = (today - latest).days if latest is not None and latest < today else None
    days_left = (latest - today).days if latest is not None and latest >= today else None

    state: State
    if latest is not None and days_late is not None:
        state = "late"
        first = f"Late by {days(days_late)}: it was due by {day(latest)}."
    elif latest is not None and days_left is not None and days_left <= DUE_SOON_DAYS:
        state = "due_soon"
        first = "Due today." if days_left == 0 else f"Due in {days(days_left)}, by {day(latest)}."
    else:
        state = "silent" if silent else "on_the_way"
        first = "The plan gives no date to finish by." if latest is None else f"Due by {day(latest)}."
    if found.reopened_on is not None:
        first += f" It was opened again on {day(found.reopened_on)}."
    return Standing(
        state,
        LABELS[state],
        f"{first} {_news(last, days_silent)}",
        silent=silent,
        never_reported=last is None,
        days_late=days_late,
        days_left=days_left,
        days_silent=days_silent,
    )


def _news(last: Report | None, days_silent: int | None) -> str:
    if last is None or days_silent is None:
        return "Nobody has reported on it yet."
    said = f"The last update said “{declared_words(last.state).lower()}”"
    if days_silent > SILENT_AFTER_DAYS:
        return f"{said}, {count(days_silent, 'day', 'days')} ago: there has been no news since {day(last.on)}."
    if days_silent == 0:
        return f"{said}, today."
    return f"{said}, {days(days_silent)} ago."
