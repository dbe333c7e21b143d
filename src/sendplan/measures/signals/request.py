"""What `sendplan signals` is asked: columns and parameters as JSON, read or refused with one sentence.

The shape and the parameters are those of NHSRplotthedots' ``ptd_spc``, so that its users' files can be read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sendplan.measures.signals.charts import SignalError
from sendplan.measures.signals.rule_sets import Direction, RuleSet

__all__ = ["NO_FACET", "Request", "Row", "read"]

NO_FACET = "no facet"
_NUMERIC = {"numeric", "integer", "double"}
_DATES = {"Date", "POSIXct", "POSIXlt", "POSIXt"}
_WORDS = {"NaN": math.nan, "Inf": math.inf, "-Inf": -math.inf}
_KNOWN = {"rebase", "fix_after_n_points", "improvement_direction", "target", "trajectory", "screen_outliers"}
_DIRECTIONS: tuple[Direction, ...] = ("increase", "neutral", "decrease")
FEWEST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``at`` its instant, None where it has no date; ``value`` as a number, NaN where it is missing."""

    at: dt.datetime | None
    value: float
    facet: Any
    given_value: Any
    given_date: Any
    trajectory: Any
    target: float | None


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be charted: each facet's rows in order of time, and its rebase and target."""

    facets: dict[Any, list[Row]]
    direction: Direction
    fix_after: float | None
    screen: bool
    rebase: dict[Any, set[dt.datetime | None]]
    rebase_by_facet: bool
    period: str | None
    target: dict[Any, float | None]


def read(asked: object, rules: RuleSet) -> Request:
    """The request in ``asked`` (a golden file's ``input``: columns, fields, classes, params). Raises `SignalError`."""
    if not isinstance(asked, Mapping):
        raise SignalError("The input is no JSON object: give one with “columns”, “value_field” and “date_field”.")
    columns = _columns(asked.get("columns"))
    params = _params(asked.get("params"), rules)
    values = _column(columns, asked.get("value_field"), "value_field")
    dates = _column(columns, asked.get("date_field"), "date_field")
    of_facet = asked.get("facet_field")
    facets = [NO_FACET] * len(values) if of_facet is None else _column(columns, of_facet, "facet_field")
    if not values:
        raise SignalError("There are no rows: give at least one date and its value.")
    _class(asked, "date_class", _DATES, "dates", "2024-01-31")
    _class(asked, "value_class", _NUMERIC, "numbers", "12.5")
    numbers = [_number(one, row) for row, one in enumerate(values, 1)]
    instants = [_instant(one, f"row {row} of “{asked['date_field']}”") for row, one in enumerate(dates, 1)]
    paths = params.get("trajectory")
    trajectory = [None] * len(values) if paths is None else _column(columns, paths, "trajectory")
    names = _order(facets, instants, asked.get("facet_levels"))
    target, by_row = _targets(params.get("target"), of_facet, names, columns, rules)
    rows = [
        Row(at, number, facet, value, date, path, by_row[place] if by_row else None)
        for place, (at, number, facet, value, date, path) in enumerate(
            zip(instants, numbers, facets, values, dates, trajectory, strict=True)
        )
    ]
    return Request(
        facets={name: _in_order([row for row in rows if row.facet == name], name) for name in names},
        direction=_direction(params.get("improvement_direction")),
        fix_after=_fix(params.get("fix_after_n_points")),
        screen=_screen(params.get("screen_outliers")),
        rebase=_rebase(params.get("rebase"), of_facet, names),
        rebase_by_facet=isinstance(params.get("rebase"), Mapping),
        period=params.get("period"),
        target=target,
    )


def _columns(given: object) -> Mapping[str, Sequence[Any]]:
    if not isinstance(given, Mapping):
        raise SignalError("“columns” is no table: give an object with a list of equal length for each column.")
    for name, column in given.items():
        if not isinstance(column, list):
            raise SignalError(f"The column “{name}” is no list: give its values in order, as [12, 15, null].")
        if any(isinstance(one, list | dict) for one in column):
            raise SignalError(f"The column “{name}” holds a list or an object: give one value a row.")
    if len({len(column) for column in given.values()}) > 1:
        lengths = ", ".join(f"“{name}” {len(column)}" for name, column in given.items())
        raise SignalError(f"The columns have different lengths ({lengths}): give every row a value, null where none.")
    return given


def _params(given: object, rules: RuleSet) -> Mapping[str, Any]:
    if given is None or given == []:
        return {}
    if not isinstance(given, Mapping):
        raise SignalError("“params” is no object: give the parameters by name, or leave it out.")
    for name in given:
        if name not in _KNOWN and not (name == "period" and not rules.as_nhs_r):
            raise SignalError(f"There is no parameter “{name}”; write one of: {', '.join(sorted(_KNOWN))}.")
    return given


def _column(columns: Mapping[str, Sequence[Any]], name: object, field: str) -> Sequence[Any]:
    if not isinstance(name, str) or name not in columns:
        raise SignalError(
            f"{field} names “{name}”, which is no column; the columns are: {', '.join(columns) or 'none'}."
        )
    return columns[name]


def _class(asked: Mapping[str, Any], field: str, allowed: set[str], what: str, example: str) -> None:
    said = asked.get(field)
    classes = [said] if isinstance(said, str) else said
    if classes is None:
        return
    if not isinstance(classes, list) or not all(isinstance(one, str) and one in allowed for one in classes):
        name = asked["date_field" if field == "date_class" else "value_field"]
        raise SignalError(f"The column “{name}” is said to be {said}, not {what}: give {what}, as {example}.")


def _number(given: Any, row: int) -> float:
    if given is None:
        return math.nan
    if isinstance(given, str) and given in _WORDS:
        return _WORDS[given]
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise SignalError(
            f"The value of row {row} is {given!r}, which is no number: give a number, or null if missing."
        )
    try:
        return float(given)
    except OverflowError:
        raise SignalError(f"The value of row {row} is too large to reckon with: give it in a larger unit.") from None


def _instant(given: Any, whose: str) -> dt.datetime | None:
    """The instant of a date; a day without a time is its midnight in UTC."""
    if given is None:
        return None
    try:
        if not isinstance(given, str) or not given[:4].isdigit() or given[4:5] != "-":
            raise ValueError
        found = dt.datetime.fromisoformat(given)
        return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise SignalError(f"{given!r}, {whose}, is no date: write year, month and day, as 2024-01-31.") from None


def _order(facets: Sequence[Any], instants: Sequence[dt.datetime | None], levels: object) -> list[Any]:
    """The facets in the order of the answer: as ``levels`` has them; else by name, missing last.

    An R factor's levels are lost in JSON. Rows in whole blocks, one a facet and each of the same dates, are taken to
    stand in the order their owner chose.
    """
    found = list(dict.fromkeys(facets))
    if levels is not None:
        if (
            not isinstance(levels, list)
            or any(isinstance(one, list | dict) for one in levels)
            or set(found) - set(levels)
        ):
            raise SignalError("“facet_levels” does not list every facet: give each facet's name once, in order.")
        return [one for one in dict.fromkeys(levels) if one in found]
    changes = sum(one != other for one, other in pairwise(facets))
    blocks = [[at for at, name in zip(instants, facets, strict=True) if name == facet] for facet in found]
    if changes == len(found) - 1 and all(block == blocks[0] for block in blocks):
        return found
    return sorted(found, key=lambda one: (one is None, isinstance(one, str), one if one is not None else 0))


def _in_order(rows: list[Row], facet: Any) -> list[Row]:
    seen: set[dt.datetime | None] = set()
    for row in rows:
        if row.at in seen:
            where = "" if facet == NO_FACET else f" of “{facet}”"
            raise SignalError(
                f"The date {row.given_date or '(missing)'}{where} stands in two rows: give one row a date."
            )
        seen.add(row.at)
    return sorted(rows, key=lambda row: (row.at is None, row.at or dt.datetime.max.replace(tzinfo=dt.UTC)))


def _direction(given: object) -> Direction:
    if given is None:
        return "increase"
    chosen = [one for one in _DIRECTIONS if isinstance(given, str) and given and one.startswith(given)]
    if not chosen:
        raise SignalError(f"{given!r} is no improvement_direction: write increase, neutral or decrease.")
    return chosen[0]


def _fix(given: object) -> float | None:
    if given is None:
        return None
    number = _WORDS.get(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float) or not number >= FEWEST:
        raise SignalError(f"fix_after_n_points is {given!r}: give one number, {FEWEST} or more.")
    return float(min(number, 2**53))


def _screen(given: object) -> bool:
    if given is None or isinstance(given, bool):
        return given is not False
    raise SignalError(f"screen_outliers is {given!r}: write true or false.")


def _of_facets(given: Mapping[Any, Any], name: str, of_facet: object, facets: list[Any]) -> dict[Any, Any]:
    """What is given by facet; facets that are no text are named by their text."""
    if of_facet is None:
        raise SignalError(
            f"{name} is given by facet, but facet_field is not set: give one for all, or set facet_field."
        )
    texts = {str(facet): facet for facet in facets}
    for facet in given:
        if facet not in texts:
            raise SignalError(
                f"{name} names “{facet}”, which is not in the facet column: write one of {', '.join(texts)}."
            )
    return {texts[facet]: one for facet, one in given.items()}


def _rebase(given: object, of_facet: object, facets: list[Any]) -> dict[Any, set[dt.datetime | None]]:
    if given is None:
        return {}
    by_facet = (
        _of_facets(given, "rebase", of_facet, facets) if isinstance(given, Mapping) else dict.fromkeys(facets, given)
    )
    found = {}
    for facet, days in by_facet.items():
        if not isinstance(days, list):
            raise SignalError(f"rebase is {days!r}, not a list of dates: write it as [“2024-01-31”], or by facet.")
        found[facet] = {_instant(day, "a date of rebase") for day in days}
    return found


def _targets(
    given: object, of_facet: object, facets: list[Any], columns: Mapping[str, Sequence[Any]], rules: RuleSet
) -> tuple[dict[Any, float | None], list[float | None] | None]:
    """The target of each facet, or of each row where ``given`` names a column of targets (not under ``nhs-r``)."""
    if isinstance(given, str) and given in columns and not rules.as_nhs_r:
        by_row = [_target(one) for one in columns[given]]
        return {}, by_row
    if isinstance(given, Mapping):
        return {facet: _target(one) for facet, one in _of_facets(given, "target", of_facet, facets).items()}, None
    return dict.fromkeys(facets, _target(given)), None


def _target(given: object) -> float | None:
    if given is None:
        return None
    number = _WORDS.get(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise SignalError(f"target is {given!r}: give one number, or one number for each facet.")
    try:
        return float(number)
    except OverflowError:
        raise SignalError("target is too large to reckon with: give it in a larger unit.") from None
