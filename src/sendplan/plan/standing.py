"""How an action stands on a day, worked out from its due date and its dated updates.

Plain Python. Nothing here is stored: ask again on another day and the answer is that day's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.wording import count, day, days, quoted, unstopped

__all__ = [
    "DUE_SOON_DAYS",
    "LABELS",
    "SILENT_AFTER_DAYS",
    "STATES",
    "Declared",
    "Report",
    "Standing",
    "State",
    "declared",
    "declared_words",
    "standing",
]

State = Literal["done", "stopped", "late", "due_soon", "silent", "on_the_way"]
Declared = Literal["not_started", "in_progress", "complete", "stopped"]

STATES: tuple[State, ...] = ("done", "stopped", "late", "due_soon", "silent", "on_the_way")
"""Every state, in the order in which they are tried: an action is in the first that fits."""

LABELS: dict[State, str] = {
    "done": "Done",
    "stopped": "Stopped",
    "late": "Late",
    "due_soon": "Due soon",
    "silent": "Silent",
    "on_the_way": "On the way",
}

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


def declared(text: str) -> Declared:
    """``text`` as one of the four; raises ValueError for any other."""
    for state in _DECLARED:
        if state == text:
            return state
    raise ValueError(f"{text!r} is no state of an action.")


def declared_words(state: Declared) -> str:
    """What the author of an update said of the action, in words: ``In progress``."""
    return _DECLARED[state]


@dataclass(frozen=True, slots=True)
class Report:
    """What standing needs of one progress update: its day and the state its author declared."""

    on: dt.date
    state: Declared


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands on a day.

    ``state`` is the first of ``STATES`` that fits. ``silent`` is true of any open action without news for more
    than 60 days, whatever its state: a late action can be silent too. One never reported on has been without news
    since the plan was adopted. ``days_late`` and ``days_silent`` (since the last update) are None where they do not
    apply; ``never_reported`` says that no update was ever made. ``done_on`` is the day of the update that said so;
    None where the plan itself did.
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


def standing(
    *,
    due_kind: str,
    due_as_written: str | None,
    due_latest: dt.date | None,
    reports: Sequence[Report],
    adopted_on: dt.date,
    today: dt.date,
) -> Standing:
    """The standing of an action on ``today``, in a plan adopted on ``adopted_on``.

    ``reports`` are its updates in the order in which they were made; those dated after ``today`` are not yet
    known and are left out. ``due_latest`` is the last day on which it is not late. The last report known
    decides; an update that says "in progress" reopens what was done.
    """
    known = [report for report in reports if report.on <= today]
    last = max(known, key=lambda report: report.on) if known else None
    # max() keeps the first of equals; the later of two made on one day is the one that counts.
    if last is not None:
        last = [report for report in known if report.on == last.on][-1]
    # "Established March 2022" is a statement, not a day by which something is due.
    latest = None if due_kind == "already_done" else due_latest

    if last is None and due_kind == "already_done":
        says = f": {quoted(unstopped(due_as_written))}" if due_as_written else ""
        sentence = f"The plan itself says this is done{says}. No update has been added to it."
        return Standing("done", LABELS["done"], sentence, silent=False, never_reported=True)
    if last is not None and last.state == "complete":
        return _done(known, latest)
    if last is not None and last.state == "stopped":
        sentence = f"Stopped on {day(last.on)}, and not done."
        return Standing("stopped", LABELS["stopped"], sentence, silent=False, never_reported=False)
    return _open(last, latest, adopted_on, today)


def _done(known: Sequence[Report], latest: dt.date | None) -> Standing:
    ordered = sorted(known, key=lambda report: report.on)
    done_on = ordered[-1].on
    for report in reversed(ordered):  # the day it was first said, unless it was reopened since
        if report.state != "complete":
            break
        done_on = report.on
    sentence = f"Done: reported complete on {day(done_on)}"
    if latest is None:
        sentence += "."
    elif done_on > latest:
        sentence += f", {days((done_on - latest).days)} after it was due."
    elif done_on < latest:
        sentence += f", {days((latest - done_on).days)} before it was due."
    else:
        sentence += ", on the day it was due."
    return Standing("done", LABELS["done"], sentence, silent=False, never_reported=False, done_on=done_on)


def _open(last: Report | None, latest: dt.date | None, adopted_on: dt.date, today: dt.date) -> Standing:
    days_silent = None if last is None else (today - last.on).days
    # Nobody can have reported before the plan was adopted, so that is when the wait for a first report begins.
    silent = (today - (adopted_on if last is None else last.on)).days > SILENT_AFTER_DAYS
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
