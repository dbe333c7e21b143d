"""What `sendplan signals` answers: one row a point, with the columns of NHSRplotthedots' ``ptd_spc``."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from typing import Any

import numpy as np

from sendplan.measures.signals.charts import Charts, SignalError, charts
from sendplan.measures.signals.request import NO_FACET, Request, Row, read
from sendplan.measures.signals.rule_sets import POINT_TYPES, SIGNS, RuleSet, labels, rules_of
from sendplan.measures.signals.spacing import spaced, step_of

__all__ = ["table"]

_SHORT = 13
_COLUMNS = (
    "y",
    "x",
    "f",
    "trajectory",
    "rebase_group",
    "short_group_warning",
    "fix_y",
    "mean_col",
    "lpl",
    "upl",
    "outside_limits",
    "relative_to_mean",
    "close_to_limits",
    "special_cause_type",
    "special_cause_flag",
    "point_type",
    "target",
)


def table(asked: object, rules: RuleSet) -> dict[str, list[Any]]:
    """The table for ``asked`` (see `request.read`): column -> one cell a row, by facet and then by date.

    A missing cell is None; NaN and the infinities are the words “NaN”, “Inf” and “-Inf”. Under ``mdc`` a limit that is
    not drawn is None, and a last column, ``rules``, lists every rule of a point. Raises `SignalError`.
    """
    request = read(asked, rules)
    answer: dict[str, list[Any]] = {name: [] for name in (_COLUMNS if rules.as_nhs_r else (*_COLUMNS, "rules"))}
    for facet, rows in request.facets.items():
        start = [bool(row.at in request.rebase.get(facet, ())) for row in rows]
        if rules.as_nhs_r:
            _refuse_a_trend_in_doubt(rows, start, facet)
        else:
            _refuse_traps(request, rows, facet)
            rows, start = _with_gaps(request, rows, start)
        target = request.target.get(facet)
        chart = charts(
            [[row.value for row in rows]],
            direction=request.direction,
            rules=rules,
            rebase=[start],
            fix_after=request.fix_after,
            screen=request.screen,
        )
        for name, column in _answered(chart, rows, request, rules).items():
            answer[name] += column
        answer["target"] += [_cell(row.target if row.target is not None else target) for row in rows]
    return answer


def _answered(chart: Charts, rows: list[Row], request: Request, rules: RuleSet) -> dict[str, list[Any]]:
    names = labels(SIGNS[request.direction], improvement_wins=rules.improvement_wins)
    group = chart.group[0].tolist()
    size = {one: group.count(one) for one in group}
    if not rules.as_nhs_r:
        size = {
            one: sum(g == one and not math.isnan(r.value) for g, r in zip(group, rows, strict=True)) for one in size
        }
    fired = chart.fired[0].tolist()
    mean, lower, upper = chart.mean[0].tolist(), chart.lower[0].tolist(), chart.upper[0].tolist()
    near = list(zip(chart.near_lower[0].tolist(), chart.near_upper[0].tolist(), strict=True))
    outside = [_beyond(row.value, low, high) for row, low, high in zip(rows, lower, upper, strict=True)]
    absent = None if not rules.as_nhs_r else "NaN"
    answer: dict[str, list[Any]] = {
        "y": [row.given_value for row in rows],
        "x": [row.given_date for row in rows],
        "f": [row.facet for row in rows],
        "trajectory": [row.trajectory for row in rows],
        "rebase_group": group,
        "short_group_warning": [size[one] < _SHORT for one in group],
        "fix_y": [row.given_value if used else None for row, used in zip(rows, chart.baseline[0], strict=True)],
        "mean_col": [_cell(one, absent) for one in mean],
        "lpl": [_cell(one, absent) for one in lower],
        "upl": [_cell(one, absent) for one in upper],
        "outside_limits": outside,
        "relative_to_mean": [_side(row.value, middle) for row, middle in zip(rows, mean, strict=True)],
        "close_to_limits": [
            _and_not(out, _beyond(row.value, *close)) for row, close, out in zip(rows, near, outside, strict=True)
        ],
        "special_cause_type": [names[one] for one in fired],
        "special_cause_flag": [one > 0 for one in fired],
        "point_type": [POINT_TYPES[one] for one in chart.kind[0].tolist()],
    }
    if not rules.as_nhs_r:
        answer["rules"] = [[rule.name for rule in rules_of(one)] for one in fired]
    return answer


def _cell(number: float | None, absent: str | None = "NaN") -> Any:
    if number is None or math.isfinite(number):
        return number
    return absent if math.isnan(number) else "Inf" if number > 0 else "-Inf"


def _beyond(value: float, lower: float, upper: float) -> bool | None:
    """Whether ``value`` lies beyond either limit; None where that cannot be told."""
    if value > upper or value < lower:
        return True
    return None if any(map(math.isnan, (value, lower, upper))) else False


def _and_not(first: bool | None, second: bool | None) -> bool | None:
    """``second and not first``, where None is neither true nor false."""
    if first is True or second is False:
        return False
    return None if first is None or second is None else True


def _side(value: float, mean: float) -> Any:
    if math.isnan(value):
        return None
    away = value - mean
    return "NaN" if math.isnan(away) else int(np.sign(away))


def _refuse_a_trend_in_doubt(rows: list[Row], start: list[bool], facet: Any) -> None:
    """NHSRplotthedots stops where, of six steps, some are missing and all the others go one way."""
    bounds = [0, *(place for place, begins in enumerate(start) if begins and place), len(rows)]
    for since, until in pairwise(bounds):
        with np.errstate(invalid="ignore"):
            steps = np.sign(np.diff([row.value for row in rows[since:until]])).tolist()
        for first in range(len(steps) - 5):
            window = steps[first : first + 6]
            ways = {step for step in window if not math.isnan(step)}
            if any(map(math.isnan, window)) and ways in (set(), {1.0}, {-1.0}):
                where = "" if facet == NO_FACET else f" of “{facet}”"
                raise SignalError(
                    f"From {rows[since + first].given_date}{where} a value is missing where a trend may be, which "
                    "these rules cannot judge: give the value, or use --rules mdc."
                )


def _refuse_traps(request: Request, rows: list[Row], facet: Any) -> None:
    """What NHSRplotthedots lets pass: no date, an infinite value, a rebase that meets no row, a path of words."""
    where = "" if facet == NO_FACET else f" of “{facet}”"
    # Dates given for all facets need to be met by one of them.
    meets = rows if request.rebase_by_facet else [row for others in request.facets.values() for row in others]
    dates = {row.at for row in meets}
    for day in request.rebase.get(facet, ()):
        if day not in dates:
            raise SignalError(
                f"rebase names {_named(day)}, and no row{where} has that date: name the first date of the new group."
            )
    for row in rows:
        if row.at is None:
            raise SignalError(f"The value {row.given_value}{where} has no date: give it one, or leave the row out.")
        if math.isinf(row.value):
            raise SignalError(f"The value of {row.given_date}{where} is infinite: give a number, or null if missing.")
        if isinstance(row.trajectory, str | bool):
            raise SignalError(
                f"The trajectory of {row.given_date}{where} is {row.trajectory!r}: give a number, or null."
            )


def _with_gaps(request: Request, rows: list[Row], start: list[bool]) -> tuple[list[Row], list[bool]]:
    """The rows with one of no value for each period that has none, where the period's type is told."""
    if request.period is None:
        return rows, start
    # The day as it was written: midnight in London is, in summer, the day before in UTC.
    days = [dt.datetime.fromisoformat(row.given_date).date() for row in rows]
    filled, place = spaced(days, step_of(request.period)), dict(zip(days, range(len(days)), strict=True))
    facet = rows[0].facet
    every = [
        rows[place[day]]
        if day in place
        else Row(dt.datetime.combine(day, dt.time(), dt.UTC), math.nan, facet, None, day.isoformat(), None, None)
        for day in filled
    ]
    return every, [day in place and start[place[day]] for day in filled]


def _named(day: dt.datetime | None) -> str:
    if day is None:
        return "a missing date"
    return day.date().isoformat() if day.time() == dt.time() else day.isoformat()
