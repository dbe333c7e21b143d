"""Which points are part of which pattern: beyond a limit, a trend, two of three, a run on one side."""

from __future__ import annotations

import numpy as np

from sendplan.measures.signals.arrays import Flags, Floats, Small
from sendplan.measures.signals.limits import Limits
from sendplan.measures.signals.rule_sets import RuleSet

__all__ = ["fired", "sides"]

ABOVE, BELOW = 1, 2


def sides(values: Floats, mean: Floats) -> Small:
    """1 where a point is above its average, 2 below, 0 on it or missing (points × series)."""
    with np.errstate(invalid="ignore", over="ignore"):
        return (values > mean).view(np.uint8) | ((values < mean).view(np.uint8) << np.uint8(1))


def fired(values: Floats, limits: Limits, rules: RuleSet) -> Small:
    """The rules each point is part of, as bits in the order of `rule_sets.LABELS` (points × series).

    A missing value is on no side and ends every pattern: a run of seven is of seven known points one after another.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        outside = (values > limits.upper).view(np.uint8) | ((values < limits.lower).view(np.uint8) << np.uint8(1))
        beyond = (values > limits.near_upper) | (values < limits.near_lower)
        rising = (values[1:] > values[:-1]).view(np.uint8) | ((values[1:] < values[:-1]).view(np.uint8) << np.uint8(1))
    side = sides(values, limits.mean)
    if not rules.two_of_three_beyond_limits:
        beyond &= outside == 0
    trend = _trends(rising)
    return np.asarray(
        outside
        | (_labelled(trend, rising) if rules.as_nhs_r else trend) << np.uint8(2)
        | _two_of_three(side, beyond) << np.uint8(4)
        | _spread(_seven(side), 7, len(values)) << np.uint8(6),
        np.uint8,
    )


def _seven(one: Small) -> Small:
    """For each start, the bits that seven points one after another share."""
    if len(one) < 7:
        return one[:0]
    two = one[:-1] & one[1:]
    four = two[:-2] & two[2:]
    return np.asarray(four[:-3] & four[3:], np.uint8)


def _spread(starts: Small, length: int, points: int) -> Small:
    """The bits of every window (by its start) on each of its points."""
    marked = np.zeros((points, starts.shape[1]), np.uint8)
    for step in range(length if len(starts) else 0):
        marked[step : step + len(starts)] |= starts
    return marked


def _trends(rising: Small) -> Small:
    """Points in six steps the same way, one after another: 1 rising, 2 falling, 3 the turning point of both."""
    points = len(rising) + 1
    if points < 7:
        return np.zeros((points, rising.shape[1]), np.uint8)
    two = rising[:-1] & rising[1:]
    six = two[:-4] & two[2:-2] & two[4:]
    return _spread(np.asarray(six, np.uint8), 7, points)


def _labelled(trend: Small, rising: Small) -> Small:
    """Each trend point's one direction as NHSRplotthedots reads it, its slips kept.

    The step to the left; but where the next point is part of a trend too, the step to the right, and a level step there
    reads as falling.
    """
    part = trend > 0
    first = np.zeros((1, trend.shape[1]), np.uint8)
    before = np.vstack([first, rising])
    after = np.vstack([rising, first])
    following = np.vstack([part[1:], first.view(np.bool_)])
    up = np.where(following, after, before) == ABOVE
    return np.asarray(np.where(part, np.where(up, ABOVE, BELOW), 0), np.uint8)


def _two_of_three(side: Small, beyond: Flags) -> Small:
    """Points beyond two sigma in a window of three on one side, at least two of them beyond."""
    if len(side) < 3:
        return np.zeros_like(side)
    one, two, three = beyond[:-2], beyond[1:-1], beyond[2:]
    pair = (one & two) | (one & three) | (two & three)
    same = side[:-2] & side[1:-1] & side[2:]
    return np.asarray(_spread(np.where(pair, same, 0).astype(np.uint8), 3, len(side)) * beyond, np.uint8)
