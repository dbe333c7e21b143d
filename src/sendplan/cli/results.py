"""Results in words for the terminal, and the period a measure is counted over where nobody names one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sendplan.measures.measure import Measure
    from sendplan.measures.period import Period, PeriodType
    from sendplan.measures.result import Result


def line(result: Result) -> str:
    """One result in words."""
    row = result.row()
    group = row["group"]
    who = (
        "everyone"
        if not isinstance(group, dict)
        else ", ".join(f"{by} {value or 'not known'}" for by, value in group.items())
    )
    said = f"{row['period']}, {who}: "
    if result.not_measurable:
        return said + result.not_measurable
    return said + _figure(result, row) + (f" {result.supplied}" if result.supplied else "")


def _figure(result: Result, row: dict[str, object]) -> str:
    parts = f"{row['numerator']}" if result.denominator is None else f"{row['numerator']} of {row['denominator']}"
    if result.measure.value is not None:
        parts = f"over {row['denominator']}"
    value = "no figure" if result.value is None else f"{result.value.normalize():f}"
    if result.denominator is None:
        return value
    left = ", ".join(f"{count} left out: {why}" for why, count in result.excluded.items() if count)
    return f"{value} ({parts}{'; ' + left if left else ''})"


def usual(measure: Measure, today: dt.date, otherwise: PeriodType) -> list[Period]:
    """The last whole period of the kind a measure is usually looked at over; of `otherwise` where it has none."""
    from sendplan.measures.period import PeriodType, latest

    kind = PeriodType.DAY if measure.stock else measure.usual_period or otherwise
    return list(latest(kind, today))
