"""When an action is due: the date in force, in plain English, and which new dates can be set. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.plan.wording import day, quoted, unstopped
from sendplan.plan_reader.draft import Due
from sendplan.plan_reader.due_cell import read_due_cell

__all__ = ["DateMoved", "due_why", "due_words", "examples", "in_force", "new_date", "read_new_date"]

_SPANS = {"month": "a month", "quarter": "a quarter of a year", "term": "a school term", "year": "a year"}


def due_words(kind: str, latest: dt.date | None) -> str:
    """``by 30 June 2023``; ``already done, the plan says``; ``ongoing, with no date``; ``no date``."""
    if kind == "already_done":
        return "already done, the plan says"
    if latest is not None:
        return f"by {day(latest)}"
    return {"ongoing": "ongoing, with no date", "not_understood": "no date that could be read"}.get(kind, "no date")


def due_why(
    kind: str,
    as_written: str | None,
    earliest: dt.date | None,
    latest: dt.date | None,
    moved_on: dt.date | None = None,
) -> str:
    """How the due date was read from the plan's words, or from those of who moved it on the day ``moved_on``, and from
    which day on the action is late."""
    says = f"The plan says {quoted(unstopped(as_written))}" if as_written else "The plan names no day"
    if moved_on is not None:
        says = f"It was moved on {day(moved_on)} to {quoted(unstopped(as_written or ''))}"
    if kind == "already_done":
        return f"{says}, which tells of something done and names no day to come, so it is never counted late."
    if latest is None:
        return {
            "ongoing": f"{says}, with no day to finish by, so it is never counted late.",
            "not_understood": f"{says}, which could not be read as a date, so it is never counted late.",
        }.get(kind, "The plan leaves the date blank, so it is never counted late.")
    late_from = latest + dt.timedelta(days=1)
    if kind in _SPANS:
        return f"{says}: {_SPANS[kind]} and no day, so it is counted late from {day(late_from)}."
    if earliest is not None and earliest != latest:
        return f"{says}: any day from {day(earliest)} to {day(latest)}, so it is counted late from {day(late_from)}."
    return f"{says}, so it is counted late from {day(late_from)}."


@dataclass(frozen=True, slots=True)
class DateMoved:
    """A new date somebody set for an action, on the day ``on``."""

    on: dt.date
    due: Due


def in_force(given: Due, given_on: dt.date, moves: Sequence[DateMoved], today: dt.date) -> tuple[Due, DateMoved | None]:
    """The due date in force on ``today``, and the move that set it (None where it is the plan's own).

    ``given`` is the date of the version in force and ``given_on`` the day on which a version first gave it; a move made
    before then no longer counts. ``moves`` are in the order in which they were made.
    """
    counting = [move for move in moves if given_on <= move.on <= today]
    if not counting:
        return given, None
    newest = max(enumerate(counting), key=lambda each: (each[1].on, each[0]))[1]
    return newest.due, newest


_DATED = frozenset({"day", "month", "quarter", "term"})


def read_new_date(as_written: str) -> Due:
    """A new date's words, read as a due date of a plan is."""
    return read_due_cell(" ".join(as_written.split())).due


def examples(today: dt.date) -> str:
    """Dates that can be read, still to come on ``today``, within a sentence."""
    year = today.year + 1
    return f"31 March {year}, March {year}, Q4 {year - 1}/{year % 100:02} or spring term {year}"


def new_date(as_written: str, now: Due, today: dt.date) -> str | None:
    """Why an action's date cannot be moved to these words. ``now`` is the date in force."""
    text = " ".join(as_written.split())
    if not text:
        return f"Give the new date: a day, a month, a quarter or a school term, such as {examples(today)}."
    found = read_due_cell(text)
    due = found.due
    if found.doubt is not None and due.kind in _DATED:
        return (
            f"{quoted(text)} can be read as more than one date. Write it so that it cannot be mistaken, "
            f"such as {examples(today)}."
        )
    if due.kind not in _DATED or due.earliest is None or due.latest is None:
        return (
            f"{quoted(text[:80])} is no day, month, quarter or school term that can be read. "
            f"Write it such as {examples(today)}."
        )
    if due.latest < today:
        return f"{quoted(text)} has passed: it ended on {day(due.latest)}. Give a date that is still to come."
    if (due.earliest, due.latest) == (now.earliest, now.latest):
        return f"It is due {due_words(now.kind, now.latest)} already. Give another date, or leave it as it is."
    return None
