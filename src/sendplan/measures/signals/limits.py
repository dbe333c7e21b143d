"""Average, moving range and process limits of an XmR chart (D. J. Wheeler's constants 2.66 and 3.267)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sendplan.measures.signals.arrays import Flags, Floats, Whole
from sendplan.measures.signals.means import means
from sendplan.measures.signals.rule_sets import RuleSet

__all__ = ["RANGE_LIMIT", "Limits", "limits_of"]

WIDTH = 2.66  # three sigma, from the average moving range of two points: 3 / 1.128
NEAR = 2 * (WIDTH / 3)
RANGE_LIMIT = 3.267  # upper limit of a moving range, in average moving ranges


@dataclass(frozen=True, slots=True)
class Limits:
    """Of each series (shape ``(series,)``), in the unit of its values; NaN where there are none.

    ``mean_range`` is the average moving range the limits stand on, after screening; ``range_limit`` the upper limit of
    the moving range chart. ``moving_range`` and ``baseline`` are points × series: the ranges before screening, and
    which points the limits are reckoned from.
    """

    mean: Floats
    lower: Floats
    upper: Floats
    near_lower: Floats
    near_upper: Floats
    mean_range: Floats
    range_limit: Floats
    moving_range: Floats
    baseline: Flags


def limits_of(values: Floats, fix_after: Floats, rules: RuleSet, *, screen: bool) -> Limits:
    """The limits of ``values`` (points × series, NaN missing), from the first ``fix_after`` points of each series.

    A missing value takes the range before it and the range after it away: ranges never bridge it. With ``screen``
    ranges beyond 3.267 averages are left out, once; no point is ever left out of the average itself, except where
    `_settled` says so.
    """
    missing = np.isnan(values)
    known = ~missing
    # Usually there is no baseline to mark, and then nothing to compare.
    first = None if np.all(fix_after >= len(values)) else np.arange(len(values))[:, None] < fix_after
    baseline = known if first is None else known & first
    with np.errstate(invalid="ignore", over="ignore"):
        ranges = np.abs(values[1:] - values[:-1])
    if first is not None:
        ranges[~first[1:]] = np.nan
    there = ~np.isnan(ranges)
    mean = means(values, baseline)
    unscreened = means(ranges, there)
    chosen = unscreened
    if screen:
        with np.errstate(invalid="ignore", over="ignore"):
            kept = ranges < RANGE_LIMIT * unscreened
            if not rules.as_nhs_r:
                # Nothing is an outlier where nothing moves.
                kept |= there & (unscreened == 0)
        chosen = unscreened.copy()
        changed = np.flatnonzero((kept != there).any(axis=0))
        if len(changed):
            chosen[changed] = means(ranges[:, changed], kept[:, changed])
        if not rules.as_nhs_r:
            _settle(values, baseline, mean, np.flatnonzero((chosen == 0) & (unscreened > 0)))
    if not rules.as_nhs_r:
        short = known.sum(axis=0) < rules.points
        chosen = np.where(short, np.nan, chosen)
    with np.errstate(invalid="ignore", over="ignore"):
        return Limits(
            mean=mean,
            lower=mean - WIDTH * chosen,
            upper=mean + WIDTH * chosen,
            near_lower=mean - NEAR * chosen,
            near_upper=mean + NEAR * chosen,
            mean_range=chosen,
            range_limit=RANGE_LIMIT * chosen,
            moving_range=np.vstack([np.full((1, values.shape[1]), np.nan), ranges])[: len(values)],
            baseline=baseline,
        )


def _settle(values: Floats, baseline: Flags, mean: Floats, series: Whole) -> None:
    """Put the average of a series that stays at one value, but for a few outliers, at that value.

    Its limits have no width, and about an average that the outliers had moved every point would be a signal. Of values
    that are equally common the earliest stands.
    """
    for column in series:
        found, where, times = np.unique(values[baseline[:, column], column], return_index=True, return_counts=True)
        mean[column] = found[np.lexsort((where, -times))[0]]
