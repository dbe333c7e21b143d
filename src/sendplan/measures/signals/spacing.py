"""Which periods of a series have no figure. A gap in the dates is a missing value, not a neighbour."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from itertools import pairwise

from sendplan.measures.signals.charts import SignalError

__all__ = ["SHARED", "STEPS", "Step", "spaced", "step_of"]

Step = tuple[str, int]

STEPS: dict[str, Step] = {
    "day": ("day", 1),
    "week": ("day", 7),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "academic year": ("month", 12),
    "calendar year": ("month", 12),
    "financial year": ("month", 12),
}
SHARED = (
    "rolling 12 months",
    "academic year to date",
    "calendar year to date",
    "financial year to date",
)


def step_of(period: object) -> Step:
    """The days or months from one period of this type to the next. Raises `SignalError` where no chart can be drawn."""
    if isinstance(period, str) and period in STEPS:
        return STEPS[period]
    if isinstance(period, str) and period in SHARED:
        raise SignalError(
            f"Figures by “{period}” share most of their days with the figure before, so that every change looks like a "
            "trend: chart the figures by month instead."
        )
    raise SignalError(f"{period!r} is no period to chart by: write one of {', '.join(STEPS)}.")


def spaced(dates: Sequence[dt.date], step: Step) -> list[dt.date]:
    """``dates`` (in order, one a period) with a date for each period between them that has none.

    Raises `SignalError` where two dates fall in one period, or two in periods that do not begin alike.
    """
    unit, size = step
    filled = list(dates[:1])
    for before, after in pairwise(dates):
        apart = (after - before).days if unit == "day" else (after.year - before.year) * 12 + after.month - before.month
        if apart % size or apart < size:
            raise SignalError(
                f"From {before} to {after} is no whole number of periods of {size} {unit}{'s' if size > 1 else ''}: "
                "give one figure a period, each dated alike, or name the right period."
            )
        filled += [_on(before, unit, size * times) for times in range(1, apart // size)]
        filled.append(after)
    return filled


def _on(since: dt.date, unit: str, by: int) -> dt.date:
    if unit == "day":
        return since + dt.timedelta(days=by)
    year, month = divmod(since.year * 12 + since.month - 1 + by, 12)
    return dt.date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
