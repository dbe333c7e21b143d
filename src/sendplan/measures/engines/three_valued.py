"""Whether a condition holds for one row, walked in Python, without SQL, so that it can check the engines that have it.

Kleene's logic of three values, as SQL's: True, False and, for what cannot be known because something is blank, None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from sendplan.measures.condition import (
    OPERATORS,
    All,
    Any,
    Between,
    Blank,
    Column,
    Compare,
    Condition,
    In,
    Is,
    Not,
    OnDay,
    Operand,
    Scalar,
    Value,
)

Truth: TypeAlias = bool | None
# One row: each column's value, None where it is blank.
Row: TypeAlias = Mapping[str, Scalar | bool | None]


def truth(condition: Condition, row: Row, on_day: date | None = None) -> Truth:
    """Whether the condition holds for `row`, counted on `on_day`.

    Raises KeyError where the row lacks a column the condition asks for, and ValueError where it asks for the day and
    none is given.
    """
    match condition:
        case Not(part):
            inner = truth(part, row, on_day)
            return None if inner is None else not inner
        case All(parts):
            return _all(truth(part, row, on_day) for part in parts)
        case Any(parts):
            some = _all(_denied(truth(part, row, on_day)) for part in parts)
            return _denied(some)
        case Blank(column):
            return row[column.name] is None
        case Is(column, wanted):
            return row[column.name] is wanted
        case Compare(left, by, right):
            return _compared(_value(left, row, on_day), OPERATORS[by], _value(right, row, on_day))
        case Between(left, low, high):
            middle = _value(left, row, on_day)
            return _all(
                (
                    _compared(middle, OPERATORS[">="], _value(low, row, on_day)),
                    _compared(middle, OPERATORS["<="], _value(high, row, on_day)),
                )
            )
        case In(left, values):
            found = _value(left, row, on_day)
            return None if found is None else any(found == value.value for value in values)


def holds(condition: Condition, row: Row, on_day: date | None = None) -> bool:
    """Whether the row counts: only where the condition is true, never where it cannot be known."""
    return truth(condition, row, on_day) is True


def _all(truths: Iterable[Truth]) -> Truth:
    """False where any is false; else not known where any is not known; else true."""
    known = True
    for each in truths:
        if each is False:
            return False
        known = known and each is not None
    return True if known else None


def _denied(one: Truth) -> Truth:
    return None if one is None else not one


def _compared(left: Scalar | None, by: Callable[[Scalar, Scalar], bool], right: Scalar | None) -> Truth:
    return None if left is None or right is None else by(left, right)


def _value(operand: Operand, row: Row, on_day: date | None) -> Scalar | None:
    match operand:
        case Column(name, _):
            return row[name]
        case Value(value, _):
            return value
        case OnDay():
            if on_day is None:
                raise ValueError("The condition asks for the day it is counted on, and none was given.")
            return on_day
