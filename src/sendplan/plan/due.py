"""When an action is due, in plain English. Plain Python."""

from __future__ import annotations

import datetime as dt

from sendplan.plan.wording import day, quoted, unstopped

__all__ = ["due_why", "due_words"]

_SPANS = {"month": "a month", "quarter": "a quarter of a year", "term": "a school term", "year": "a year"}


def due_words(kind: str, latest: dt.date | None) -> str:
    """``by 30 June 2023``; ``already done, the plan says``; ``ongoing, with no date``; ``no date``."""
    if kind == "already_done":
        return "already done, the plan says"
    if latest is not None:
        return f"by {day(latest)}"
    return {"ongoing": "ongoing, with no date", "not_understood": "no date that could be read"}.get(kind, "no date")


def due_why(kind: str, as_written: str | None, earliest: dt.date | None, latest: dt.date | None) -> str:
    """How the due date was read from the plan's words, and from which day on the action is late."""
    says = f"The plan says {quoted(unstopped(as_written))}" if as_written else "The plan names no day"
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
