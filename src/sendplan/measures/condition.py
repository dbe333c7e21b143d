"""What a measure's condition is once read: a small tree of comparisons on the columns of one table.

Each engine walks this tree, and nothing else of a condition reaches an engine, so that what cannot be said in these
words cannot be run. A condition is true, false or, where something it asks about is blank, neither; whoever counts
takes a row only where it is true.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias

# What can be compared with what. A code, a key and a text are all text; a whole and a decimal are both numbers.
Family = Literal["text", "date", "number", "yes_no"]
Scalar: TypeAlias = str | int | Decimal | date

ON_DAY: Final = "on_day"

Operator = Literal["=", "<>", "<", "<=", ">", ">="]
OPERATORS: Final[dict[Operator, Callable[[Scalar, Scalar], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the measure's table."""

    name: str
    family: Family


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written: text, a date, a whole number or an exact decimal."""

    value: Scalar
    family: Family


@dataclass(frozen=True, slots=True)
class OnDay:
    """The day that a stock is counted on."""

    family: Family = "date"


Operand: TypeAlias = Column | Value | OnDay


@dataclass(frozen=True, slots=True)
class Compare:
    """`left` stands so to `right`; neither true nor false where either is blank."""

    left: Operand
    by: Operator
    right: Operand


@dataclass(frozen=True, slots=True)
class In:
    """`left` is one of `values`."""

    left: Operand
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """`left` is at least `low` and at most `high`."""

    left: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True, slots=True)
class Blank:
    """The column has no value. Always true or false."""

    column: Column


@dataclass(frozen=True, slots=True)
class Is:
    """A yes-or-no column is exactly `wanted`. Always true or false: what is not known is not."""

    column: Column
    wanted: bool


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    parts: tuple[Condition, ...]


# What asks something of a row by itself, and what joins such questions.
Test: TypeAlias = Compare | In | Between | Blank | Is
Condition: TypeAlias = Test | Not | All | Any


def operands(condition: Condition) -> Iterator[Operand]:
    """Every column, value and day that the condition names, from left to right, repeated where it repeats them."""
    match condition:
        case Compare(left, _, right):
            yield from (left, right)
        case In(left, values):
            yield from (left, *values)
        case Between(left, low, high):
            yield from (left, low, high)
        case Blank(column) | Is(column, _):
            yield column
        case Not(part):
            yield from operands(part)
        case All(parts) | Any(parts):
            for part in parts:
                yield from operands(part)


def columns(condition: Condition) -> tuple[str, ...]:
    """The names of the columns it asks about, in order, each once."""
    return tuple(dict.fromkeys(each.name for each in operands(condition) if isinstance(each, Column)))


def asks_the_day(condition: Condition) -> bool:
    """Whether its answer depends on the day that a stock is counted on."""
    return any(isinstance(each, OnDay) for each in operands(condition))
