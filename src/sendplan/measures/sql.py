"""A condition as SQL, the same in DuckDB and in Spark.

Only what both read alike is written: quoted names, dates as DATE 'yyyy-mm-dd', and yes-or-no columns with IS TRUE.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, assert_never

from sendplan.measures.condition import (
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
    Test,
    Value,
)

Dialect = Literal["duckdb", "spark"]
QUOTE: Final[dict[Dialect, str]] = {"duckdb": '"', "spark": "`"}


def name(text: str, dialect: Dialect = "duckdb") -> str:
    """A name in quotes."""
    quote = QUOTE[dialect]
    return quote + text.replace(quote, quote * 2) + quote


def literal(value: Scalar, dialect: Dialect = "duckdb") -> str:
    """A value as it stands in a statement."""
    match value:
        case date():
            return f"DATE '{value.isoformat()}'"
        case int() | Decimal():
            return str(value)
        case str():
            # Spark reads a backslash as the start of an escape; DuckDB reads it as itself.
            if dialect == "spark":
                value = value.replace("\\", "\\\\")
                return "'" + value.replace("'", "\\'") + "'"
            return "'" + value.replace("'", "''") + "'"
    assert_never(value)


def sql(condition: Condition, *, on_day: str | None = None, dialect: Dialect = "duckdb") -> str:
    """The condition, in brackets where it needs them. `on_day` is the SQL that stands for the day of a stock.

    Raises ValueError where the condition asks for the day and none is given.
    """
    return _Writing(on_day, dialect).condition(condition)


@dataclass(frozen=True, slots=True)
class _Writing:
    on_day: str | None
    dialect: Dialect

    def condition(self, part: Condition) -> str:
        match part:
            case Not(inner):
                return f"(NOT {self.condition(inner)})"
            case All(parts):
                return f"({' AND '.join(map(self.condition, parts))})"
            case Any(parts):
                return f"({' OR '.join(map(self.condition, parts))})"
            case _:
                return f"({self.test(part)})"

    def test(self, part: Test) -> str:
        match part:
            case Compare(left, by, right):
                return f"{self.operand(left)} {by} {self.operand(right)}"
            case In(left, values):
                return f"{self.operand(left)} IN ({', '.join(map(self.operand, values))})"
            case Between(left, low, high):
                return f"{self.operand(left)} BETWEEN {self.operand(low)} AND {self.operand(high)}"
            case Blank(column):
                return f"{self.operand(column)} IS NULL"
            case Is(column, wanted):
                return f"{self.operand(column)} IS {'TRUE' if wanted else 'FALSE'}"
        assert_never(part)

    def operand(self, each: Operand) -> str:
        match each:
            case Column(column, _):
                return name(column, self.dialect)
            case Value(value, _):
                return literal(value, self.dialect)
            case OnDay():
                if self.on_day is None:
                    raise ValueError("The condition asks for the day it is counted on, and none was given.")
                return self.on_day
        assert_never(each)
