"""The plan drawn in time: one row an action, its due range, how it stands, and a line for today.

Plain geometry in whole units; design/components/figures.html draws it. A drawing is never the only way to a fact:
the page that shows it also holds the same facts as a table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

ROW = 34
MARK = 14
WIDE = 1080
NARROW = 320


@dataclass(frozen=True)
class Row:
    """An action to draw. `earliest` and `latest` are the inclusive range it is due in, both None where it has none.

    `ref` and `text` label it; `standing` is one of done, said-done, late, due-soon, silent, on-the-way, stopped;
    `sentence` says why; `href` is the action's own page, or None.
    """

    ref: str
    text: str
    earliest: dt.date | None
    latest: dt.date | None
    standing: str
    sentence: str
    href: str | None = None


@dataclass(frozen=True)
class Bar:
    """A row with its place: `y` its top, `x` and `width` its bar (None without a date), `label` cut to fit."""

    row: Row
    y: int
    x: int | None
    width: int | None
    label: str


@dataclass(frozen=True)
class Tick:
    """The first day of a month on the axis; `words` is empty where there is no room for them."""

    x: int
    words: str
    year: str


@dataclass(frozen=True)
class Timeline:
    """What one drawing needs. Lengths are in the drawing's own units, which are pixels at its natural size."""

    id: str
    title: str
    description: str
    width: int
    height: int
    left: int
    top: int
    row_height: int
    label_width: int
    narrow: bool
    today: dt.date
    today_x: int | None
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    standings: tuple[str, ...]


def timeline(
    rows: Sequence[Row],
    today: dt.date,
    *,
    id: str,  # noqa: A002  the attribute's own name
    title: str,
    narrow: bool = False,
) -> Timeline:
    """Lay `rows` out on an axis of whole months that holds every due date and today.

    `narrow` sets each label above its bar, to fit a phone. `id` must differ between drawings on one page.
    """
    width = NARROW if narrow else WIDE
    left = 8 if narrow else 330
    right = width - 14
    top = 46
    row_height = 58 if narrow else ROW
    first, last = _span(rows, today)
    days = (last - first).days

    def at(day: dt.date) -> int:
        return left + (right - left) * (day - first).days // days

    bars = []
    for number, row in enumerate(rows):
        y = top + number * row_height
        x = width_of_bar = None
        if row.earliest and row.latest:
            x = at(row.earliest)
            # A due date of one day is drawn as wide as its mark, so that it can be seen.
            width_of_bar = max(at(row.latest + dt.timedelta(days=1)) - x, MARK)
        bars.append(Bar(row, y, x, width_of_bar, _cut(f"{row.ref} {row.text}", 40 if narrow else 45)))
    return Timeline(
        id=f"{id}-narrow" if narrow else id,
        title=title,
        description=describe(rows, today),
        width=width,
        height=top + len(rows) * row_height + 10,
        left=left,
        top=top,
        row_height=row_height,
        label_width=width - 8 if narrow else left - 14,
        narrow=narrow,
        today=today,
        today_x=at(today),
        ticks=_ticks(first, last, at, narrow=narrow),
        bars=tuple(bars),
        standings=tuple(dict.fromkeys(row.standing for row in rows)),
    )


def describe(rows: Sequence[Row], today: dt.date) -> str:
    """The drawing in words: how many actions, over what time, and how many stand each way on `today`."""
    if not rows:
        return "No actions."
    dated = [row for row in rows if row.earliest and row.latest]
    count = f"{len(rows)} {'action' if len(rows) == 1 else 'actions'}"
    span = ""
    if dated:
        first = min(row.earliest for row in dated if row.earliest)
        last = max(row.latest for row in dated if row.latest)
        span = f", due from {_words(first)} to {_words(last)}"
    words = {
        "done": "done",
        "said-done": "said to be done",
        "late": "late",
        "due-soon": "due soon",
        "silent": "silent",
        "on-the-way": "on the way",
    }
    standing = Counter(row.standing for row in rows)
    parts = [f"{standing[key]} {word}" for key, word in words.items() if standing[key]]
    undated = len(rows) - len(dated)
    without = f" {undated} {'has' if undated == 1 else 'have'} no due date." if undated else ""
    return f"{count}{span}. On {_words(today)}: {', '.join(parts)}.{without}"


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _span(rows: Sequence[Row], today: dt.date) -> tuple[dt.date, dt.date]:
    """The first day of the first month and the first day after the last month."""
    days = [day for row in rows if row.earliest and row.latest for day in (row.earliest, row.latest)] + [today]
    return min(days).replace(day=1), _next_month(max(days))


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _ticks(first: dt.date, last: dt.date, at: Callable[[dt.date], int], *, narrow: bool) -> tuple[Tick, ...]:
    months = []
    day = first
    while day < last:
        months.append(day)
        day = _next_month(day)
    every = max(1, -(-len(months) // (6 if narrow else 16)))
    return tuple(
        Tick(
            at(month),
            f"{month:%b}" if number % every == 0 else "",
            str(month.year) if number == 0 or month.month == 1 else "",
        )
        for number, month in enumerate(months)
    )


@dataclass(frozen=True)
class StripPart:
    """One segment of a strip of counts: its left edge and its width, as SVG writes a part of the whole (`37.5%`)."""

    standing: str
    words: str
    count: int
    left: str
    width: str


def strip(counts: Sequence[tuple[str, str, int]]) -> tuple[StripPart, ...]:
    """`counts` of (standing, words, count) as segments of a strip; a count of none has no segment.

    Edges are rounded, not widths, so the segments meet and end at exactly 100%.
    """
    total = sum(count for _, _, count in counts)
    parts = []
    before = 0
    for standing, words, count in counts:
        if count:
            left = 1000 * before // total
            right = 1000 * (before + count) // total
            parts.append(StripPart(standing, words, count, _percent(left), _percent(right - left)))
        before += count
    return tuple(parts)


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


class Counted(Protocol):
    """How many actions stand where; each is counted once."""

    @property
    def done(self) -> int: ...
    @property
    def said_done(self) -> int: ...
    @property
    def on_the_way(self) -> int: ...
    @property
    def due_soon(self) -> int: ...
    @property
    def silent(self) -> int: ...
    @property
    def late(self) -> int: ...
    @property
    def stopped(self) -> int: ...


def counts_strip(counts: Counted) -> tuple[StripPart, ...]:
    """The strip of how a plan's actions stand, from done to late."""
    return strip(
        [
            ("done", "Done", counts.done),
            ("said-done", "Said to be done", counts.said_done),
            ("on-the-way", "On the way", counts.on_the_way),
            ("due-soon", "Due soon", counts.due_soon),
            ("silent", "Silent", counts.silent),
            ("late", "Late", counts.late),
            ("stopped", "Stopped", counts.stopped),
        ]
    )
