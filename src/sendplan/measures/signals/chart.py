"""One chart: a series with its dates, its limits, every rule that fired, and what they mean in plain English."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sendplan.measures.signals.charts import Charts, SignalError, charts
from sendplan.measures.signals.icons import ASSURANCE, VARIATION
from sendplan.measures.signals.rule_sets import MDC, POINT_TYPES, Direction, Rule, RuleSet, rules_of
from sendplan.measures.signals.spacing import spaced, step_of

__all__ = ["Chart", "Dates", "chart", "drawn"]

Number = float | int | None


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a series in order, with one for each period that has no figure; ``missing`` are those put in."""

    all: tuple[dt.date, ...]
    missing: tuple[dt.date, ...]
    place: tuple[int, ...]

    @classmethod
    def of(cls, dates: Sequence[dt.date], period: str | None) -> Dates:
        """From dates in any order; ``place`` is where each one given stands. Raises `SignalError` for a date twice."""
        order = sorted(dates)
        for one, other in pairwise(order):
            if one == other:
                raise SignalError(f"The date {one} is given twice: give one figure a date.")
        filled = order if period is None else spaced(order, step_of(period))
        where = {day: number for number, day in enumerate(filled)}
        given = set(dates)
        return cls(tuple(filled), tuple(day for day in filled if day not in given), tuple(where[day] for day in dates))

    def laid(self, given: Sequence[Number] | Number, name: str) -> np.ndarray:
        """One number a date, NaN where there is none; one number alone stands for every date."""
        if given is None or isinstance(given, int | float):
            return np.full(len(self.all), math.nan if given is None else float(given))
        if len(given) != len(self.place):
            raise SignalError(
                f"There are {len(given)} of {name} for {len(self.place)} dates: give one for each, or None."
            )
        row = np.full(len(self.all), math.nan)
        row[list(self.place)] = [math.nan if one is None else float(one) for one in given]
        return row

    def starts(self, rebase: Collection[dt.date]) -> np.ndarray:
        """Where a new group begins. Raises `SignalError` for a date that is none of the series'."""
        for day in rebase:
            if day not in self.all:
                raise SignalError(
                    f"The new limits from {day} meet no figure: name the date of the group's first figure."
                )
        return np.array([day in set(rebase) for day in self.all], bool)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. Tuples have one entry a date, in order; None where there is nothing (a missing figure, no limits yet).

    ``values``, ``mean``, ``lower``, ``upper``, ``moving_range`` and the rest are in the unit of the figures. ``rules``
    has every rule a point is part of, the strongest first; ``types`` the one type it is drawn as. ``met`` says whether
    a figure met its own date's target, ``on_path`` whether it was at its trajectory or better. ``missing`` are periods
    that have no figure at all. ``method`` says in words how the limits were made. ``latest`` is the index of the last
    known figure, of which the icons are; None where there is none.
    """

    dates: tuple[dt.date, ...]
    values: tuple[float | None, ...]
    mean: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    near_lower: tuple[float | None, ...]
    near_upper: tuple[float | None, ...]
    moving_range: tuple[float | None, ...]
    mean_range: tuple[float | None, ...]
    range_limit: tuple[float | None, ...]
    target: tuple[float | None, ...]
    trajectory: tuple[float | None, ...]
    met: tuple[bool | None, ...]
    on_path: tuple[bool | None, ...]
    group: tuple[int, ...]
    rules: tuple[tuple[Rule, ...], ...]
    types: tuple[str, ...]
    variation: str
    assurance: str
    latest: int | None
    missing: tuple[dt.date, ...]
    direction: Direction
    period: str | None
    method: str
    points_needed: int

    def shown_limits(self, floor: float = 0.0, ceiling: float = 100.0) -> tuple[tuple[float | None, float | None], ...]:
        """Lower and upper limit at each date as drawn for a figure that cannot leave ``floor`` to ``ceiling``.

        Only the drawing is clipped: rules and icons are judged by the limits as reckoned.
        """

        def clip(one: float | None) -> float | None:
            return None if one is None else min(max(one, floor), ceiling)

        return tuple((clip(low), clip(high)) for low, high in zip(self.lower, self.upper, strict=True))


def chart(
    dates: Sequence[dt.date],
    values: Sequence[Number],
    *,
    direction: Direction = "increase",
    rules: RuleSet = MDC,
    target: Sequence[Number] | Number = None,
    trajectory: Sequence[Number] | Number = None,
    rebase: Collection[dt.date] = (),
    fix_after: int | None = None,
    screen: bool = True,
    period: str | None = None,
) -> Chart:
    """The XmR chart of one series. ``dates`` and ``values`` (None where missing) go together, in any order.

    ``target`` and ``trajectory`` are one number, or one a date: a date still to come has a missing value. ``rebase``
    names the first date of each new group. ``period`` (as `spacing.STEPS`) lets missing periods be seen; without it
    neighbouring rows are taken for neighbours in time. Raises `SignalError` with one sentence for what cannot be
    charted. Sources of the rules: `rule_sets`.
    """
    laid = Dates.of(dates, period)
    goal = laid.laid(target, "target")
    found = charts(
        laid.laid(values, "values")[None, :],
        direction=direction,
        rules=rules,
        target=goal[None, :],
        rebase=laid.starts(rebase)[None, :],
        fix_after=fix_after,
        screen=screen,
    )
    how = "An XmR chart: limits from how much each figure differs from the one before."
    return drawn(found, laid, goal, laid.laid(trajectory, "trajectory"), direction, period, how, rules.points)


def drawn(
    found: Charts,
    laid: Dates,
    target: np.ndarray,
    trajectory: np.ndarray,
    direction: Direction,
    period: str | None,
    method: str,
    points_needed: int,
) -> Chart:
    """The first of ``found`` as a `Chart`."""
    y = found.values[0]
    latest = int(found.latest[0])
    return Chart(
        dates=laid.all,
        values=_plain(y),
        mean=_plain(found.mean[0]),
        lower=_plain(found.lower[0]),
        upper=_plain(found.upper[0]),
        near_lower=_plain(found.near_lower[0]),
        near_upper=_plain(found.near_upper[0]),
        moving_range=_plain(found.moving_range[0]),
        mean_range=_plain(found.mean_range[0]),
        range_limit=_plain(found.range_limit[0]),
        target=_plain(target),
        trajectory=_plain(trajectory),
        met=_at_least(y, target, direction),
        on_path=_at_least(y, trajectory, direction),
        group=tuple(found.group[0].tolist()),
        rules=tuple(rules_of(one) for one in found.fired[0].tolist()),
        types=tuple(POINT_TYPES[one] for one in found.kind[0]),
        variation=VARIATION[found.variation[0]],
        assurance=ASSURANCE[found.assurance[0]],
        latest=latest if latest >= 0 else None,
        missing=laid.missing,
        direction=direction,
        period=period,
        method=method,
        points_needed=points_needed,
    )


def _plain(row: np.ndarray) -> tuple[float | None, ...]:
    return tuple(None if math.isnan(one) else one for one in row.tolist())


def _at_least(values: np.ndarray, wanted: np.ndarray, direction: Direction) -> tuple[bool | None, ...]:
    """Whether each figure is what was wanted or better; None where either is missing or neither way is better."""

    def judged(value: float, want: float) -> bool | None:
        if direction == "neutral" or math.isnan(value) or math.isnan(want):
            return None
        return value >= want if direction == "increase" else value <= want

    return tuple(judged(value, want) for value, want in zip(values.tolist(), wanted.tolist(), strict=True))
