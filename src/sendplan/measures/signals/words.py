"""What a chart says, in sentences a board can read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sendplan.measures.signals.chart import Chart
from sendplan.measures.signals.rule_sets import Rule

__all__ = ["Signal", "sentences", "signals_of"]

_NEAR, _TREND, _LIMITS = "2 in 3", "Trend", ("UCL", "LCL")
_BETTER = {
    "special_cause_improvement": "an improvement",
    "special_cause_concern": "a concern",
}


@dataclass(frozen=True, slots=True)
class Signal:
    """One pattern: the ``rule``'s name, the first and last point it takes in (indices), and its sentence."""

    rule: str
    high: bool
    first: int
    last: int
    sentence: str


def signals_of(chart: Chart) -> tuple[Signal, ...]:
    """Every pattern of the chart, in order of time, each once, with all the points that are part of it."""
    found = []
    names = dict.fromkeys(rule for rules in chart.rules for rule in rules)
    for rule in names:
        for first, last in _stretches(chart, rule):
            found.append(Signal(rule.name, rule.high, first, last, _sentence(chart, rule, first, last)))
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.rule)))


def sentences(chart: Chart) -> tuple[str, ...]:
    """What the chart says of now: its variation, its target, its path, what is missing, and how it was made."""
    return tuple(_said(chart))


def _said(chart: Chart) -> Iterator[str]:
    if chart.latest is None:
        yield "There is no figure yet."
        return
    latest = chart.latest
    if chart.variation == "not_enough_points":
        known = sum(
            one is not None and group == chart.group[latest]
            for one, group in zip(chart.values, chart.group, strict=True)
        )
        yield (
            f"There {'is' if known == 1 else 'are'} {_count(known, chart)} since the limits began; limits and icons "
            f"need {chart.points_needed}."
        )
    now = [signal for signal in signals_of(chart) if signal.first <= latest <= signal.last]
    yield from (signal.sentence for signal in now)
    kind = _BETTER.get(chart.types[latest])
    if kind and chart.variation != "not_enough_points":
        yield f"That is {kind}: more than chance."
        if len({signal.high for signal in now}) > 1:
            yield "Other rules point the other way; where rules conflict the improvement is shown."
    elif not now and chart.variation != "not_enough_points":
        yield f"{_day(chart, latest)} is within what chance brings: nothing has changed for sure."
    yield from _of_target(chart, latest)
    if latest < len(chart.dates) - 1:
        yield f"The latest figure is of {_day(chart, latest)}; those after it are missing or still to come."
    if chart.missing:
        days = ", ".join(_when(chart, day) for day in chart.missing)
        yield f"There is no figure of {days}; no pattern is read across a gap."
    yield chart.method


def _of_target(chart: Chart, latest: int) -> Iterator[str]:
    goal, low, high = chart.target[latest], chart.lower[latest], chart.upper[latest]
    if (
        chart.assurance in ("pass", "fail", "inconsistent")
        and goal is not None
        and low is not None
        and high is not None
    ):
        says = {
            "pass": "As things are, the target of {} is met each time",
            "fail": "As things are, the target of {} is missed each time: it needs a change, not a wait",
            "inconsistent": "As things are, the target of {} is met some times and missed others, by chance",
        }[chart.assurance]
        yield f"{says.format(_number(goal))} (figures range from {_number(low)} to {_number(high)})."
    path = chart.on_path[latest]
    if path is not None:
        value, planned = chart.values[latest], chart.trajectory[latest]
        where = "on its planned path, or better" if path else "off its planned path"
        yield f"{_day(chart, latest)}, at {_number(value)}, is {where} ({_number(planned)})."


def _stretches(chart: Chart, rule: Rule) -> Iterator[tuple[int, int]]:
    """First and last index of each stretch of points that are part of one pattern."""
    start: int | None = None
    for point in range(len(chart.dates) + 1):
        goes_on = start is not None and _goes_on(chart, rule, point, chart.group[start])
        if start is not None and not goes_on:
            yield start, point - 1
            start = None
        if start is None and point < len(chart.dates) and rule in chart.rules[point]:
            start = point


def _goes_on(chart: Chart, rule: Rule, point: int, group: int) -> bool:
    """Whether a pattern that the point before is part of takes this one in too."""
    if point == len(chart.dates) or chart.group[point] != group:
        return False
    here = rule in chart.rules[point]
    if rule.name.startswith(_NEAR):
        # The middle of three may itself be within two sigma.
        following = point + 1 < len(chart.dates) and chart.group[point + 1] == group
        return here or (following and rule in chart.rules[point + 1])
    value, before = chart.values[point], chart.values[point - 1]
    if here and _TREND in rule.name and value is not None and before is not None:
        # Two trends may meet without a point between them.
        return value > before if rule.high else value < before
    return here


def _sentence(chart: Chart, rule: Rule, first: int, last: int) -> str:
    number = last - first + 1
    span = f"{_day(chart, first)} to {_day(chart, last)}"
    side, limit = ("above", "upper") if rule.high else ("below", "lower")
    way = "rose" if rule.high else "fell"
    if rule.name.startswith(_NEAR):
        return f"{span}: at least two of three {_noun(chart)}s running are close to the {limit} limit, or beyond it."
    if rule.name.endswith(_LIMITS):
        if number == 1:
            return f"{_day(chart, first)} is {side} the {limit} limit."
        past, now = f"all {side} the {limit} limit", f"are all {side} the {limit} limit"
    elif _TREND in rule.name:
        number -= 1
        past = now = f"each {way} on the one before"
    else:
        past, now = f"all {side} the average", f"are all {side} the average"
    counted = _count(number, chart)
    return f"The last {counted} {now}." if last == chart.latest else f"{span}: {counted}, {past}."


def _noun(chart: Chart) -> str:
    if chart.period is None:
        return "figure"
    return "year" if chart.period.endswith("year") else chart.period


def _count(number: int, chart: Chart) -> str:
    return f"{number} {_noun(chart)}{'' if number == 1 else 's'}"


def _day(chart: Chart, point: int) -> str:
    return _when(chart, chart.dates[point])


def _when(chart: Chart, day: dt.date) -> str:
    return f"{day:%B %Y}" if chart.period == "month" else f"{day.day} {day:%B %Y}"


def _number(value: float | None) -> str:
    """As a person writes it: two decimals at most, or three figures of what is smaller than one; thousands parted."""
    if value is None:
        return "nothing"
    return f"{value:.3g}" if 0 < abs(value) < 1 else f"{value:,.2f}".rstrip("0").rstrip(".")
