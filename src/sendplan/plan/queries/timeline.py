"""A timeline's data: whole days from the first of a month to the last of another. Plain Python, and no drawing."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from sendplan.plan.queries.pages import ActionRow, Timeline, TimelineBar, TimelineMonth
from sendplan.plan.standing import OVER
from sendplan.plan.wording import count, day, month

__all__ = ["DRAWN", "timeline"]

DRAWN = 40
"""The most bars that can be taken in."""


def timeline(rows: Sequence[ActionRow], today: dt.date) -> Timeline | None:
    """Every action with a range of due days, soonest first; None where there is none. Of more than 40 the soonest of
    those still to come and open, and then those whose day passed last."""
    dated = [
        (row.due.earliest, row.due.latest, row)
        for row in rows
        if row.due.kind != "already_done" and row.due.earliest is not None and row.due.latest is not None
    ]
    if not dated:
        return None
    every = len(dated)
    with_day = {row.id for _, _, row in dated}
    undated = tuple(row for row in rows if row.id not in with_day)
    if every > DRAWN:
        dated.sort(key=lambda each: _distance(each[1], each[2], today))
        del dated[DRAWN:]
    dated.sort(key=lambda each: (each[1], each[0]))
    first = min(earliest for earliest, _, _ in dated).replace(day=1)
    last = _month_end(max(latest for _, latest, _ in dated))
    width = (last - first).days + 1
    offset = (today - first).days
    bars = tuple(_bar(row, earliest, latest, first, width) for earliest, latest, row in dated)
    description = (
        f"When {count(len(bars), 'action is', 'actions are')} due, from {month(first)} to {month(last)}, "
        f"and how each stands on {day(today)}. The table below says the same."
    )
    return Timeline(
        first=first,
        last=last,
        days=width,
        today_offset=offset if 0 <= offset < width else None,
        months=_months(first, last),
        bars=bars,
        undated=undated,
        left_out=every - len(bars),
        description=description,
    )


def _distance(latest: dt.date, row: ActionRow, today: dt.date) -> tuple[bool, bool, int]:
    """Open and still to come first, the soonest first; then what has passed, and last what is over."""
    return row.standing.state in OVER, latest < today, abs((latest - today).days)


def _bar(row: ActionRow, earliest: dt.date, latest: dt.date, first: dt.date, width: int) -> TimelineBar:
    done_on = row.standing.done_on
    done = (done_on - first).days if done_on is not None else None
    return TimelineBar(
        action_id=row.id,
        ref=row.ref,
        text=row.text,
        section=row.section,
        earliest=earliest,
        latest=latest,
        state=row.standing.state,
        label=row.standing.label,
        offset=(earliest - first).days,
        days=(latest - earliest).days + 1,
        done_offset=done if done is not None and 0 <= done < width else None,
        words=f"{row.ref}, {_words(row)}",
    )


def _words(row: ActionRow) -> str:
    """When it is due and how it stands. The sentence of an open action gives the day itself."""
    sentence = row.standing.sentence
    if row.standing.state in OVER:
        return f"due {row.due.words}. {sentence}"
    return f"{sentence[0].lower()}{sentence[1:]}"


def _month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


def _months(first: dt.date, last: dt.date) -> tuple[TimelineMonth, ...]:
    months = []
    start = first
    while start <= last:
        end = _month_end(start)
        label = month(start)
        months.append(TimelineMonth(label, label[:3], (start - first).days, (end - start).days + 1))
        start = end + dt.timedelta(days=1)
    return tuple(months)
