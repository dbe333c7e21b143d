"""The language of measures: an SQL condition on the columns of one table, held to a list of what is allowed.

Comparisons (=, <>, <, <=, >, >=), AND, OR, NOT, IN, BETWEEN, IS NULL and, for yes-or-no columns, IS TRUE and IS
FALSE. Anything else is refused with what to write instead: a condition that wants arithmetic or another table shows
that its own table lacks a column.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from sendplan.measures.condition import (
    ON_DAY,
    All,
    Any,
    Between,
    Blank,
    Column,
    Compare,
    Condition,
    Family,
    In,
    Is,
    Not,
    OnDay,
    Operand,
    Operator,
    Value,
)
from sendplan.records import codes
from sendplan.records.columns import Column as TableColumn
from sendplan.records.columns import Kind, Table

FAMILY: Final[dict[Kind, Family]] = {
    "key": "text",
    "text": "text",
    "code": "text",
    "date": "date",
    "whole": "number",
    "decimal": "number",
    "yes_no": "yes_no",
}
COMPARISONS: Final[dict[type[exp.Expr], Operator]] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
# Turned round, so that a column always stands on the left.
MIRRORED: Final[dict[Operator, Operator]] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
INSTEAD: Final[dict[type[exp.Expr], str]] = {
    exp.Subquery: "a question inside the condition; put what it finds in a column of the table",
    exp.Select: "a question inside the condition; put what it finds in a column of the table",
    exp.Exists: "a question inside the condition; put what it finds in a column of the table",
    exp.Binary: "arithmetic or a comparison that is not in the language; if it needs a sum, the table lacks a column",
    exp.Neg: "arithmetic; write the number itself",
    exp.Like: "a pattern; list the values with IN",
    exp.ILike: "a pattern; list the values with IN",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM; write = and IS NULL with OR",
    exp.NullSafeNEQ: "IS DISTINCT FROM; write <> and IS NULL with OR",
    exp.Cast: "a change of type; compare the column as it is",
    exp.Case: "CASE; write it with AND and OR",
    exp.Func: "a function; if it makes a new value, the table lacks a column",
}
LONGEST: Final = 2_000
# The digits after the point of a decimal column (records.columns.SQL_TYPE).
PLACES: Final = 4
MOST: Final = Decimal(10) ** 14


class ConditionError(ValueError):
    """A condition that is not in the language: one sentence that says what stands there and what to write instead."""


def read(text: str, table: type[Table], *, stock: bool = False) -> Condition:
    """The condition that `text` says about one row of `table`. Only a `stock`'s condition may name `on_day`.

    Raises ConditionError.
    """
    return _Reading(table, stock).condition(_parsed(text))


def _parsed(text: str) -> exp.Expr:
    if not text.strip():
        raise ConditionError("The condition is empty: leave the line out, or say which rows it means.")
    if len(text) > LONGEST:
        raise ConditionError(f"The condition has {len(text):,} characters: {LONGEST:,} are the most.")
    if "--" in text or "/*" in text:
        raise ConditionError("The condition holds a comment: put it on a line of its own in the file, after a #.")
    try:
        statements = [each for each in sqlglot.parse(text, read="duckdb") if each is not None]
    except SqlglotError as error:
        raise ConditionError(f"“{_short(text)}” is not a condition that can be read{_where(error)}.") from None
    except RecursionError:
        raise ConditionError(f"“{_short(text)}” is not a condition that can be read: too many brackets.") from None
    if len(statements) != 1:
        raise ConditionError(f"“{_short(text)}” holds {len(statements)} statements: a condition is one, without a ;.")
    return statements[0]


def _where(error: SqlglotError) -> str:
    found = error.errors[0].get("col") if isinstance(error, ParseError) and error.errors else None
    return f": it breaks off, or goes on otherwise than it may, at character {found}" if found else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"


class _Reading:
    """One condition being read; it knows the table, and whether a day may be named."""

    def __init__(self, table: type[Table], stock: bool) -> None:
        self.table = table
        self.stock = stock
        self.known: dict[str, TableColumn] = {column.name: column for column in table.columns()}

    def condition(self, node: exp.Expr) -> Condition:
        match node:
            case exp.Paren():
                return self.condition(node.this)
            case exp.And():
                return All(self._parts(node, exp.And))
            case exp.Or():
                return Any(self._parts(node, exp.Or))
            case exp.Not():
                return Not(self.condition(node.this))
            case exp.Is():
                return self._is(node)
            case exp.In():
                return self._in(node)
            case exp.Between():
                return self._between(node)
            case _ if type(node) in COMPARISONS:
                return self._compare(node, COMPARISONS[type(node)])
            case exp.Column() | exp.Boolean() | exp.Null() | exp.Literal():
                raise self._alone(node)
        raise self._refused(node, self._instead(node))

    def _alone(self, node: exp.Expr) -> ConditionError:
        if not isinstance(node, exp.Column):
            return self._refused(node, "a value alone; a condition asks something of a column")
        column = self._column(node)
        if isinstance(column, Column) and column.family == "yes_no":
            return self._refused(node, f"a column alone; write {column.name} IS TRUE")
        return self._refused(node, "a column alone; compare it with something")

    def _parts(self, node: exp.Expr, kind: type[exp.Expr]) -> tuple[Condition, ...]:
        """The parts of a row of ANDs, or of ORs, without recursion along the row."""
        found: list[exp.Expr] = []
        while isinstance(node, kind):
            found.append(node.args["expression"])
            node = node.this
        return tuple(self.condition(each) for each in (node, *reversed(found)))

    def _is(self, node: exp.Is) -> Condition:
        column = self.operand(node.this)
        if not isinstance(column, Column):
            raise self._refused(node, "IS after something that is no column")
        match node.expression:
            case exp.Null():
                return Blank(column)
            case exp.Boolean() as wanted:
                if column.family != "yes_no":
                    raise self._refused(node, f"IS TRUE of {column.name}, which is not a yes-or-no column")
                return Is(column, bool(wanted.this))
        raise self._refused(node, "IS with something else than NULL, TRUE or FALSE")

    def _between(self, node: exp.Between) -> Condition:
        if node.args.get("symmetric"):
            raise self._refused(node, "BETWEEN SYMMETRIC; put the lower value first")
        left, low, high = (self.operand(node.args[part]) for part in ("this", "low", "high"))
        left, low = self._alike(node, left, low)
        left, high = self._alike(node, left, high)
        self._in_order(node, left)
        return Between(left, low, high)

    def _in(self, node: exp.In) -> Condition:
        if node.args.get("query") is not None or not node.expressions:
            raise self._refused(node, "a question inside the condition; list the values")
        left = self.operand(node.this)
        values = []
        for each in node.expressions:
            left, value = self._alike(node, left, self.operand(each))
            if not isinstance(value, Value):
                raise self._refused(node, "IN with something that is no value; list values only")
            values.append(value)
        return In(left, tuple(values))

    def _compare(self, node: exp.Expr, by: Operator) -> Condition:
        if isinstance(node.this, exp.Null) or isinstance(node.expression, exp.Null):
            raise self._refused(node, "a comparison with NULL, which is never true; write IS NULL")
        if isinstance(node.this, exp.Boolean) or isinstance(node.expression, exp.Boolean):
            raise self._refused(node, "a comparison with TRUE or FALSE; write IS TRUE or IS FALSE")
        left, right = self._alike(node, self.operand(node.this), self.operand(node.expression))
        if by not in ("=", "<>"):
            self._in_order(node, left)
        if isinstance(left, Value) and isinstance(right, Value):
            raise self._refused(node, "two values and no column; a condition asks something of a column")
        if isinstance(left, Value):
            return Compare(right, MIRRORED[by], left)
        return Compare(left, by, right)

    def operand(self, node: exp.Expr) -> Operand:
        match node:
            case exp.Paren():
                return self.operand(node.this)
            case exp.Column():
                return self._column(node)
            case exp.Neg() if isinstance(node.this, exp.Literal) and not node.this.is_string:
                value = self._number(node, str(node.this.this))
                assert isinstance(value.value, int | Decimal)  # noqa: S101  a number was read as one
                return Value(-value.value, "number")
            case exp.Literal():
                return Value(str(node.this), "text") if node.is_string else self._number(node, str(node.this))
            case exp.Cast() if node.is_type("date") and isinstance(node.this, exp.Literal) and node.this.is_string:
                return self._day(node, str(node.this.this))
        raise self._refused(node, self._instead(node))

    def _column(self, node: exp.Column) -> Operand:
        if node.table:
            raise self._refused(node, "another table's column; a condition is on one table")
        name = node.name
        if name == ON_DAY:
            if not self.stock:
                raise self._refused(node, "on_day, which only a stock has; a flow compares its own columns")
            return OnDay()
        column = self.known.get(name)
        if column is None:
            raise ConditionError(
                f"The table {self.table.name} has no column “{name}”: it has {', '.join(sorted(self.known))}."
            )
        return Column(name, FAMILY[column.kind])

    def _number(self, node: exp.Expr, text: str) -> Value:
        if not re.fullmatch(r"\d{1,18}(\.\d+)?", text):
            raise self._refused(node, "a number that is not written plainly; write it in digits")
        if "." not in text:
            return Value(int(text), "number")
        number = Decimal(text)
        exponent = number.normalize().as_tuple().exponent
        if (isinstance(exponent, int) and -exponent > PLACES) or number >= MOST:
            raise self._refused(node, f"a number finer or larger than is kept; {PLACES} places after the point are")
        return Value(number, "number")

    def _day(self, node: exp.Expr, text: str) -> Value:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            try:
                return Value(date.fromisoformat(text), "date")
            except ValueError:
                pass
        raise self._refused(node, f"“{text}” where a day should stand; write it as '2025-03-31'")

    def _alike(self, node: exp.Expr, left: Operand, right: Operand) -> tuple[Operand, Operand]:
        """Both sides as one kind of value: a text beside a day is read as a day, and a code is held to its list."""
        if left.family == "date" and isinstance(right, Value) and right.family == "text":
            right = self._day(node, str(right.value))
        elif right.family == "date" and isinstance(left, Value) and left.family == "text":
            left = self._day(node, str(left.value))
        if left.family != right.family:
            raise self._refused(node, f"a {_name(left)} compared with a {_name(right)}")
        if left.family == "yes_no":
            raise self._refused(node, "a comparison of yes-or-no columns; write IS TRUE or IS FALSE of each")
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Column) and isinstance(other, Value):
                self._held_to_its_list(node, one, other)
        return left, right

    def _held_to_its_list(self, node: exp.Expr, column: Column, value: Value) -> None:
        name = self.known[column.name].codes
        if name is None or codes.is_open(name):
            return
        known = [each.code for each in codes.code_lists()[name]]
        if value.value not in known:
            raise self._refused(node, f"“{value.value}”, which is no code of {column.name}: {', '.join(known)} are")

    def _in_order(self, node: exp.Expr, left: Operand) -> None:
        if left.family == "text":
            raise self._refused(node, "an order among texts, which differs from machine to machine; use = or IN")

    def _instead(self, node: exp.Expr) -> str:
        for kind in type(node).__mro__:
            if kind in INSTEAD:
                return INSTEAD[kind]
        return f"{node.key.upper()}, which is not in the language; use comparisons, AND, OR, NOT, IN, BETWEEN, IS NULL"

    def _refused(self, node: exp.Expr, why: str) -> ConditionError:
        return ConditionError(
            f"“{_short(node.sql(dialect='duckdb'))}” is {why} (columns of {self.table.name}: {', '.join(self.known)})."
        )


def _name(operand: Operand) -> str:
    words = {"text": "text", "date": "day", "number": "number", "yes_no": "yes or no"}[operand.family]
    return f"{words} ({operand.name})" if isinstance(operand, Column) else words
