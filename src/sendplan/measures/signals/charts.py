"""Many charts at once: arrays of series × points in, limits, rules and icons out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sendplan.measures.signals.arrays import Flags, Floats, Small, Whole
from sendplan.measures.signals.icons import ASSURANCE, VARIATION, assurance, variation
from sendplan.measures.signals.limits import Limits, limits_of
from sendplan.measures.signals.patterns import fired
from sendplan.measures.signals.rule_sets import MDC, POINT_TYPES, SIGNS, Direction, RuleSet, kinds

__all__ = ["Charts", "Parts", "SignalError", "charts", "judged"]


class SignalError(ValueError):
    """A series that cannot be charted: one sentence with the reason and what to do."""


@dataclass(frozen=True, slots=True)
class Charts:
    """XmR charts of many series. Arrays are series × points unless they say otherwise, and NaN where there is nothing.

    ``mean``, ``lower``, ``upper``, ``near_lower``, ``near_upper`` and ``mean_range`` are in the unit of ``values`` and
    the same at every point of a group. ``fired`` has the rules each point is part of, as bits (`rule_sets.rules_of`);
    ``kind`` an index into `rule_sets.POINT_TYPES`. ``variation`` and ``assurance`` (shape ``(series,)``) are indices
    into `icons.VARIATION` and `icons.ASSURANCE`; ``latest`` (the same shape) is the point the icons are of, or -1.
    """

    values: Floats
    group: Whole
    baseline: Flags
    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    moving_range: Floats
    mean_range: Floats
    range_limit: Floats
    fired: Small
    kind: Small
    variation: Small
    assurance: Small
    latest: Whole

    def variation_names(self) -> list[str]:
        """The variation icon of each series."""
        return [VARIATION[one] for one in self.variation]

    def assurance_names(self) -> list[str]:
        """The assurance icon of each series."""
        return [ASSURANCE[one] for one in self.assurance]

    def point_types(self, series: int) -> list[str]:
        """The type of each point of one series."""
        return [POINT_TYPES[one] for one in self.kind[series]]


def charts(
    values: ArrayLike,
    *,
    direction: Direction | Sequence[Direction] = "increase",
    rules: RuleSet = MDC,
    target: ArrayLike | None = None,
    rebase: ArrayLike | None = None,
    fix_after: ArrayLike | None = None,
    screen: bool = True,
) -> Charts:
    """The XmR charts of ``values`` (series × points, in order of time; NaN where a value is missing or a series over).

    ``direction`` is one for all or one a series. ``target`` is in the unit of ``values``: one number, one a series
    (shape ``(series, 1)``), or one a point; NaN for none. ``rebase`` (series × points, truth) marks the points at which
    a new group begins. ``fix_after`` (one number, or one a series) is how many points of each group the limits are
    reckoned from; NaN for all. Raises `SignalError` where shapes do not fit or, under `MDC`, a value is infinite.
    """
    y = np.asarray(values, np.float64)
    if y.ndim != 2:
        raise SignalError(f"Values have {y.ndim} dimensions; give series × points.")
    if not rules.as_nhs_r and np.isinf(y).any():
        series, point = np.argwhere(np.isinf(y))[0]
        raise SignalError(
            f"Point {point + 1} of series {series + 1} is infinite: give a number, or leave the value out as missing."
        )
    sign = _signs(direction, len(y))
    fix = _fitted(np.inf if fix_after is None else fix_after, y.shape[:1], "fix_after")
    fix = np.where(np.isnan(fix), np.inf, np.floor(fix))
    goals = None if target is None else _fitted(target, y.shape, "target")
    start = np.zeros(y.shape, bool) if rebase is None else np.asarray(rebase, bool)
    if start.shape != y.shape:
        raise SignalError(
            f"The marks of where a group begins are {start.shape} and the values {y.shape}; make them fit."
        )
    if start.any():
        cut = _Cut(start)
        limits, rule_bits, known = _worked_out(cut.take(y), fix[cut.series], rules, screen=screen)
        whole = Parts(*(cut.put(one) for one in _parts(limits, rule_bits, known)))
        group = np.cumsum(start, axis=1)
    else:
        limits, rule_bits, known = _worked_out(np.ascontiguousarray(y.T), fix, rules, screen=screen)
        whole = Parts(
            *(
                one.T if one.ndim == 2 else np.broadcast_to(one[:, None], y.shape)
                for one in _parts(limits, rule_bits, known)
            )
        )
        group = np.zeros(y.shape, np.int64)
    return judged(y, group, whole, sign, goals, rules)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is worked out of each point, series × points; ``known`` counts the known points of its group."""

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    mean_range: Floats
    range_limit: Floats
    moving_range: Floats
    baseline: Flags
    fired: Small
    known: Whole


def _parts(limits: Limits, rule_bits: Small, known: Whole) -> tuple[np.ndarray, ...]:
    return (
        limits.mean,
        limits.lower,
        limits.upper,
        limits.near_lower,
        limits.near_upper,
        limits.mean_range,
        limits.range_limit,
        limits.moving_range,
        limits.baseline,
        rule_bits,
        known,
    )


def _worked_out(points: Floats, fix: Floats, rules: RuleSet, *, screen: bool) -> tuple[Limits, Small, Whole]:
    """Limits, rules and the number of known points, of groups (points × groups)."""
    limits = limits_of(points, fix, rules, screen=screen)
    return limits, fired(points, limits, rules), np.count_nonzero(~np.isnan(points), axis=0)


def judged(y: Floats, group: Whole, whole: Parts, sign: Whole, goals: Floats | None, rules: RuleSet) -> Charts:
    """The charts: each point's type, and each series' two icons."""
    tables = np.stack([kinds(one, improvement_wins=rules.improvement_wins) for one in (-1, 0, 1)])
    ways = np.unique(sign)
    kind = tables[ways[0] + 1][whole.fired] if len(ways) == 1 else tables[sign[:, None] + 1, whole.fired]
    every = np.arange(len(y))
    if rules.as_nhs_r:
        latest = np.full(len(y), y.shape[1] - 1)
    else:
        there = ~np.isnan(y[:, ::-1])
        latest = np.where(there.any(axis=1), y.shape[1] - 1 - there.argmax(axis=1), -1) if y.shape[1] else every * 0 - 1
    if not y.shape[1]:
        nothing = np.full(len(y), np.nan)
        ends, enough, goal = np.zeros(len(y), np.uint8), np.zeros(len(y), bool), nothing
        lower = upper = nothing
    else:
        ends, enough = kind[every, latest], (whole.known[every, latest] >= rules.points) | rules.as_nhs_r
        enough &= latest >= 0
        lower, upper = whole.lower[every, latest], whole.upper[every, latest]
        goal = np.full(len(y), np.nan) if goals is None else goals[every, latest]
    return Charts(
        values=y,
        group=group,
        baseline=whole.baseline,
        mean=whole.mean,
        lower=whole.lower,
        upper=whole.upper,
        near_lower=whole.near_lower,
        near_upper=whole.near_upper,
        moving_range=whole.moving_range,
        mean_range=whole.mean_range,
        range_limit=whole.range_limit,
        fired=whole.fired,
        kind=kind,
        variation=variation(ends, sign, enough),
        assurance=assurance(
            goal, lower, upper, sign, enough, flat_meets=not rules.as_nhs_r, without=goals is None or not rules.as_nhs_r
        ),
        latest=latest,
    )


class _Cut:
    """Series cut where their groups begin, each group a series of its own."""

    def __init__(self, start: Flags) -> None:
        """``start`` (series × points) marks where a group begins; the first point always does."""
        begins = start.copy()
        begins[:, 0] = True
        self.series, self.first = np.nonzero(begins)
        points = start.shape[1]
        ends = np.append(self.first[1:], 0)
        length = np.where(np.append(self.series[1:] == self.series[:-1], False), ends, points) - self.first
        offsets = np.arange(length.max())[:, None]
        self._inside = offsets < length
        self._column = np.where(self._inside, self.first + offsets, 0)
        self._number = np.cumsum(begins).reshape(start.shape) - 1
        self._offset = np.arange(points) - self.first[self._number]

    def take(self, values: Floats) -> Floats:
        """``values`` (series × points) by group: points × groups, NaN after a group's end."""
        return np.where(self._inside, values[self.series, self._column], np.nan)

    def put(self, part: np.ndarray) -> np.ndarray:
        """What was worked out by group (points × groups, or one a group), as series × points again."""
        return np.asarray(part[self._number] if part.ndim == 1 else part[self._offset, self._number])


def _signs(direction: Direction | Sequence[Direction], series: int) -> Whole:
    each = [direction] if isinstance(direction, str) else list(direction)
    for one in each:
        if one not in SIGNS:
            raise SignalError(f"“{one}” is no direction: write increase, neutral or decrease.")
    if len(each) not in (1, series):
        raise SignalError(f"There are {len(each)} directions for {series} series: give one for all, or one for each.")
    found = np.array([SIGNS[one] for one in each], np.int64)
    return np.broadcast_to(found, series) if len(each) == 1 else found


def _fitted(given: ArrayLike, shape: tuple[int, ...], name: str) -> Floats:
    found = np.asarray(given, np.float64)
    try:
        return np.broadcast_to(found, shape)
    except ValueError:
        raise SignalError(f"{name} has shape {found.shape} and the series need {shape}; make it fit.") from None
