"""Figures as officers write them in KPI tables, each with what a careful human reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.plan_reader.shapes.truths import ANY, Either, Figure, Kpi, Unsure


def percent(value: float) -> Figure:
    return Figure(value, "percent", "level")


def count(value: float) -> Figure:
    return Figure(value, Either(("count", None)), "level")


def change(value: float) -> Figure:
    return Figure(value, "percent", "relative_change")


def points(value: float) -> Figure:
    return Figure(value, ANY, "percentage_point_change")


NOT_SET = Figure(None, ANY, "not_yet_set")
EMPTY = Figure(None, ANY, "blank")

FIGURES: dict[str, Any] = {
    "": EMPTY,
    "TBC": NOT_SET,
    "tbc": NOT_SET,
    "To be set": NOT_SET,
    "Baseline to be established": NOT_SET,
    "N/A": Either((EMPTY, Figure(None, ANY, "not_understood"), Figure(None, ANY, "not_yet_set"))),
    "-": Either((EMPTY, Figure(None, ANY, "not_understood"), Figure(None, ANY, "not_yet_set"))),
    "38 weeks": Figure(38, Either(("weeks", "count", "week")), "level"),
    "30 weeks": Figure(30, Either(("weeks", "count", "week")), "level"),
    "26 weeks": Figure(26, Either(("weeks", "count", "week")), "level"),
    "18 weeks": Figure(18, Either(("weeks", "count", "week")), "level"),
    "412 days": Figure(412, Either(("days", "count", "day")), "level"),
    "1,204": count(1204),
    "1,150": count(1150),
    "2.4 per 1,000": Unsure((Figure(2.4),)),
    "£1.2m": Either((Figure(1.2), Figure(1200000))),
    "at least 60%": percent(60),
    "90% or more": percent(90),
    "<5": Unsure((Figure(5), Figure(None))),
    "60-65%": Unsure((percent(60), percent(65))),
    "2837.163054.05253.7": Unsure(),
    "37.142.855.0": Unsure(),
    "10% reduction": change(-10),
    "25% reduction": change(-25),
    "50% reduction": change(-50),
    "10% increase": change(10),
    "20% increase": change(20),
    "+5 percentage points": points(5),
    "10 percentage point increase": points(10),
    "20%-point increase": points(20),
    "Good": Unsure(),
    "in line with national": Unsure(),
    "National average": Unsure(),
}


def figure(printed: str) -> Any:
    """What the words of a cell mean."""
    if printed in FIGURES:
        return FIGURES[printed]
    if printed.endswith("%"):
        return percent(float(printed[:-1]))
    return count(float(printed))


def dated(value: Any, on: Any) -> Any:
    if isinstance(value, Either | Unsure):
        return type(value)(tuple(dated(one, on) for one in value.readings))
    return replace(value, on=on)


def kpi(
    name: str,
    baseline: str,
    on: Any,
    steps: Sequence[tuple[str, Any]],
    actuals: Sequence[tuple[str, Any]] = (),
    section: Any = ANY,
) -> Kpi:
    """A KPI by its printed cells; ``steps`` and ``actuals`` are pairs of words and last day."""
    return Kpi(
        name,
        dated(figure(baseline), on),
        tuple(dated(figure(words), when) for words, when in steps),
        tuple(dated(figure(words), when) for words, when in actuals if words),
        section,
    )
