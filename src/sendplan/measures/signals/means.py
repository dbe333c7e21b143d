"""Means that are correctly rounded: the double nearest the true mean, on every machine and in every order of work.

A point that lies exactly on the mean is on neither side of it, so one wrong last bit makes or breaks a run of seven.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sendplan.measures.signals.arrays import Flags, Floats

__all__ = ["means"]

_SPLIT = 134217729.0  # 2**27 + 1: cuts a double into two halves whose products are exact (Dekker, 1971)
_SMALLEST = 1e-280  # below this the parts that rounding leaves behind are themselves rounded away
_UNIT = 2.0**-104


def means(values: Floats, known: Flags) -> Floats:
    """The mean of each column's known values, correctly rounded; NaN for a column that has none.

    ``values`` and ``known`` are points × series. An infinite value makes the mean infinite, or NaN beside its opposite.
    The sums are carried in two doubles (Knuth's two-sum); the few columns whose rounding that cannot settle are summed
    as fractions.
    """
    count = known.sum(axis=0)
    x = np.where(known, values, 0.0)
    with np.errstate(all="ignore"):
        high, low, size = np.zeros(x.shape[1]), np.zeros(x.shape[1]), np.abs(x).sum(axis=0)
        for row in x:
            total = high + row
            back = total - high
            low += (high - (total - back)) + (row - back)
            high = total
        near = high / count
        cut = near * _SPLIT
        upper = cut - (cut - near)
        product = near * count
        left = (high - product) - ((upper * count - product) + (near - upper) * count)
        correction = (left + low) / count
        doubt = size / count * (len(x) * len(x) * _UNIT) + np.abs(correction) * 2.0**-50
        result: Floats = near + correction
        settled = (near + (correction - doubt) == near + (correction + doubt)) & (np.abs(result) > _SMALLEST)
    settled |= (size == 0) & (count > 0)
    result[size == 0] = 0.0
    result[count == 0] = np.nan
    for column in np.flatnonzero(~settled & (count > 0)):
        result[column] = _exact(values[known[:, column], column])
    return result


def _exact(values: Floats) -> float:
    """One mean by exact fractions; by plain addition where a value is infinite."""
    if not np.isfinite(values).all():
        with np.errstate(invalid="ignore"):
            return float(values.sum())
    return float(sum(map(Fraction, values.tolist()), Fraction(0)) / len(values))
