"""What an engine counts for one measure, period and group, and the figure that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final, TypeAlias

from sendplan.measures.measure import Measure

# Counts are whole; sums of a column may have four places. Neither is ever a float.
Number: TypeAlias = int | Decimal

PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows counted, and those that were not.

    `numerator` is the rows (or the sum) counted; for a mean the sum of the values, and for a median the median itself
    (None where there is no value). `denominator` is the rows, or the sum, they are counted among; for a mean or a
    median the number of values; None for a count, and where it is another measure's figure. `excluded` rows were left
    out by the measure's own `exclude`. `not_known` rows could not be placed, because something they are asked for is
    blank: they are not in the denominator, or are in it and not in the numerator.
    """

    numerator: Number | None
    denominator: Number | None
    excluded: int = 0
    not_known: int = 0


def figure(measure: Measure, numerator: Number | None, denominator: Number | None) -> Decimal | None:
    """The value of a tally in the measure's unit, to four places, halves away from zero.

    None where there is nothing to divide by, and for a mean or median of no values.
    """
    if numerator is None:
        return None
    if measure.shape in ("count", "median"):
        return _rounded(Decimal(numerator))
    if not denominator:
        return None
    with localcontext(prec=60):
        return _rounded(Decimal(numerator) * measure.per_times / Decimal(denominator))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, rounding=ROUND_HALF_UP)
