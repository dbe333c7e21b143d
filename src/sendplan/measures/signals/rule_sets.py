"""The two rule sets: which patterns count, from how many points, and what a point is called when several do.

Sources: NHSRplotthedots 0.2.2 (MIT licence) for `NHS_R`; for `MDC`, NHS England's Making Data Count as it stands since
2023-24, whose changes the NHS-R community recorded (github.com/nhs-r-community/NHSRplotthedots, issue 194).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from sendplan.measures.signals.arrays import Small

__all__ = [
    "COMMON",
    "CONCERN",
    "HIGH",
    "IMPROVEMENT",
    "LABELS",
    "LOW",
    "MDC",
    "NEUTRAL_HIGH",
    "NEUTRAL_LOW",
    "NHS_R",
    "POINT_TYPES",
    "RULE_SETS",
    "Direction",
    "Rule",
    "RuleSet",
    "kinds",
    "labels",
    "rules_of",
]

Direction = Literal["increase", "neutral", "decrease"]
SIGNS: Final = {"increase": 1, "neutral": 0, "decrease": -1}

# A point's rules as bits, in the order in which one is named where only one can be.
LABELS: Final = (
    "Above UCL",
    "Below LCL",
    "7 Point Trend (Increasing)",
    "7 Point Trend (Decreasing)",
    "2 in 3 Above CL",
    "2 in 3 Below CL",
    "7 Points Above CL",
    "7 Points Below CL",
)
COMMON_CAUSE: Final = "Common Cause"
HIGH: Final = 0b01010101
LOW: Final = 0b10101010

COMMON, IMPROVEMENT, CONCERN, NEUTRAL_HIGH, NEUTRAL_LOW = range(5)
POINT_TYPES: Final = (
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What counts as a signal. ``points`` is how many known points limits and icons need."""

    name: str
    points: int
    two_of_three_beyond_limits: bool
    improvement_wins: bool
    as_nhs_r: bool


NHS_R: Final = RuleSet("nhs-r", 1, two_of_three_beyond_limits=False, improvement_wins=False, as_nhs_r=True)
MDC: Final = RuleSet("mdc", 13, two_of_three_beyond_limits=True, improvement_wins=True, as_nhs_r=False)
RULE_SETS: Final = {one.name: one for one in (NHS_R, MDC)}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that a point is part of: its ``name``, as `LABELS` has it, and whether it speaks of high values."""

    name: str
    high: bool


def rules_of(fired: int) -> tuple[Rule, ...]:
    """All rules in ``fired`` (bits, as `LABELS` is ordered), the strongest first."""
    return tuple(Rule(name, bit % 2 == 0) for bit, name in enumerate(LABELS) if fired >> bit & 1)


@cache
def kinds(sign: int, *, improvement_wins: bool) -> Small:
    """The type of point (an index into `POINT_TYPES`) for each of the 256 sets of rules.

    ``sign`` is 1 where more is better, -1 where less is, 0 where neither. A point with rules on both sides is an
    improvement where ``improvement_wins``; else, and where neither side is better, the first rule decides.
    """
    table = np.zeros(256, np.uint8)
    for fired in range(1, 256):
        first = (fired & -fired).bit_length() - 1
        high = first % 2 == 0
        if improvement_wins and sign and fired & HIGH and fired & LOW:
            high = sign > 0
        if sign:
            table[fired] = IMPROVEMENT if high == (sign > 0) else CONCERN
        else:
            table[fired] = NEUTRAL_HIGH if high else NEUTRAL_LOW
    return table


@cache
def labels(sign: int, *, improvement_wins: bool) -> tuple[str, ...]:
    """The one name a point gets for each of the 256 sets of rules: the first on the side that decides its type."""
    kind = kinds(sign, improvement_wins=improvement_wins)
    names = [COMMON_CAUSE]
    for fired in range(1, 256):
        high = kind[fired] == NEUTRAL_HIGH if not sign else (kind[fired] == IMPROVEMENT) == (sign > 0)
        side = fired & (HIGH if high else LOW)
        names.append(LABELS[(side & -side).bit_length() - 1])
    return tuple(names)
