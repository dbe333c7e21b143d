"""A figure, and everything somebody needs who asks where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final, Literal

from sendplan.measures.measure import Measure
from sendplan.measures.period import Period
from sendplan.measures.tally import PLACES, Number

Source = Literal["computed", "supplied"]

# The 97.5th percentile of the normal distribution, which makes a 95% interval.
_Z: Final = Decimal("1.959963984540054")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows that share one value of a column; `value` is None for those where it is blank."""

    by: str
    value: str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One measure for one period and group (None for everyone).

    `value` is in the measure's unit, to four places; with a `numerator` and, but for a count, a `denominator`. Where
    it could not be measured all three are None and `not_measurable` is the sentence that says why. `loads` are the ids
    of the loads it was counted from, `definition` and `deadlines` the digests of the measure and of the law's clocks
    as they were. `excluded` are the rows left out, by reason. `interval` is Wilson's 95% interval of a sample, in the
    measure's unit: it tells the error of sampling only. `supplied` says who sent a supplied figure, and when.
    """

    measure: Measure
    area: str
    period: Period
    group: Group | None
    numerator: Number | None
    denominator: Number | None
    value: Decimal | None
    as_at: dt.date
    known_at: dt.date | None
    loads: tuple[str, ...]
    definition: str
    deadlines: str
    source: Source = "computed"
    excluded: Mapping[str, int] = field(default_factory=dict)
    interval: tuple[Decimal, Decimal] | None = None
    not_measurable: str | None = None
    supplied: str | None = None

    def row(self) -> dict[str, object]:
        """The result as plain values for JSON: numbers with a point are texts, so that none becomes a float."""
        return {
            "measure": self.measure.name,
            "area": self.area,
            "period": str(self.period),
            "period_type": str(self.period.type),
            "group": self._group(),
            "numerator": _plain(self.numerator),
            "denominator": _plain(self.denominator),
            "value": _plain(self.value),
            "unit": self.measure.unit,
            "interval": None if self.interval is None else [_plain(each) for each in self.interval],
            "as_at": self.as_at.isoformat(),
            "known_at": None if self.known_at is None else self.known_at.isoformat(),
            "load": list(self.loads),
            "definition_digest": self.definition,
            "deadlines_digest": self.deadlines,
            "source": self.source,
            "supplied": self.supplied,
            "excluded": dict(self.excluded),
            "not_measurable": self.not_measurable,
        }

    def _group(self) -> dict[str, str | int | None] | None:
        """What the measure was narrowed to, and the group; None for everyone."""
        found: dict[str, str | int | None] = dict(self.measure.only)
        if self.group is not None:
            found[self.group.by] = self.group.value
        return found or None


def wilson(successes: int, trials: int) -> tuple[Decimal, Decimal] | None:
    """Wilson's 95% interval of a proportion, in percent to four places; None for no trials.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), pages 209 to 212.
    """
    if trials == 0:
        return None
    with localcontext(prec=60):
        n, p, z2 = Decimal(trials), Decimal(successes) / Decimal(trials), _Z * _Z
        middle = p + z2 / (2 * n)
        reach = _Z * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
        low, high = ((middle + way * reach) / (1 + z2 / n) * 100 for way in (-1, 1))
        ends = max(low, Decimal(0)), min(high, Decimal(100))
        return ends[0].quantize(PLACES, ROUND_HALF_UP), ends[1].quantize(PLACES, ROUND_HALF_UP)


def _plain(number: Number | None) -> int | str | None:
    """A whole number as one, another as text in as few digits as say it."""
    if number is None or isinstance(number, int):
        return number
    if number == number.to_integral_value():
        return int(number)
    return f"{number.normalize():f}"
