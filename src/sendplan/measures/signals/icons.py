"""The two icons of a chart: what its latest point is, and whether its limits promise the target."""

from __future__ import annotations

from typing import Final

import numpy as np

from sendplan.measures.signals.arrays import Flags, Floats, Small, Whole
from sendplan.measures.signals.rule_sets import (
    COMMON,
    CONCERN,
    IMPROVEMENT,
    NEUTRAL_HIGH,
    NEUTRAL_LOW,
)

__all__ = ["ASSURANCE", "VARIATION", "assurance", "variation"]

VARIATION: Final = (
    "common_cause",
    "improvement_high",
    "improvement_low",
    "concern_high",
    "concern_low",
    "neutral_high",
    "neutral_low",
    "not_enough_points",
)
ASSURANCE: Final = ("pass", "fail", "inconsistent", "no_target", "not_enough_points")
_PASS, _FAIL, _INCONSISTENT, _NO_TARGET, _TOO_FEW = range(5)


def variation(kind: Small, sign: Whole, enough: Flags) -> Small:
    """An index into `VARIATION` for each series, from its latest point's type.

    ``sign`` is 1 where more is better. The letter is the direction's: an improvement where more is better is high.
    """
    table = np.zeros((3, 5), np.uint8)
    for row, up in ((0, False), (1, True), (2, True)):
        table[row, COMMON] = 0
        table[row, IMPROVEMENT] = 1 if up else 2
        table[row, CONCERN] = 4 if up else 3
        table[row, NEUTRAL_HIGH] = 5
        table[row, NEUTRAL_LOW] = 6
    found = table[sign + 1, kind]
    found[~enough] = len(VARIATION) - 1
    return np.asarray(found, np.uint8)


def assurance(
    target: Floats, lower: Floats, upper: Floats, sign: Whole, enough: Flags, *, flat_meets: bool, without: bool
) -> Small:
    """An index into `ASSURANCE` for each series: does the process, as it is, meet ``target`` each time?

    ``flat_meets``: a process with no spread that stands exactly at its target meets it. ``without``: a series that has
    no target gets no icon; else it counts as inconsistent.
    """
    with np.errstate(invalid="ignore"):
        above, below = target > upper, target < lower
        if flat_meets:
            below |= (lower == upper) & (target == lower) & (sign > 0)
            above |= (lower == upper) & (target == upper) & (sign < 0)
    found = np.full(len(target), _INCONSISTENT, np.uint8)
    found[(above & (sign < 0)) | (below & (sign > 0))] = _PASS
    found[(above & (sign > 0)) | (below & (sign < 0))] = _FAIL
    found[~enough] = _TOO_FEW
    found[sign == 0] = _NO_TARGET
    if without:
        found[np.isnan(target)] = _NO_TARGET
    return found
