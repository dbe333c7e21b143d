"""Random conditions and random rows of a table, blanks everywhere, for engines to disagree about."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any as Whatever

from hypothesis import strategies as st

from sendplan.measures import condition as c
from sendplan.measures.language import FAMILY
from sendplan.records.columns import Table

# Few values, so that rows meet the condition's values and each other's often.
DAYS = [date(2024, 2, 28) + timedelta(days=n) for n in range(4)]
WORDS = ["", "Y", "N", "it's", 'a "b"', "\\", "é", "%"]
NUMBERS = [-1, 0, 1, 2, Decimal("0.5"), Decimal("1.0001"), Decimal("3.0004")]
ORDERED: list[c.Operator] = ["<", "<=", ">", ">="]
EQUAL: list[c.Operator] = ["=", "<>"]


def values(family: c.Family, *, whole: bool = False) -> st.SearchStrategy[Whatever]:
    if family == "number":
        return st.sampled_from([n for n in NUMBERS if isinstance(n, int) or not whole])
    return {"text": st.sampled_from(WORDS), "date": st.sampled_from(DAYS), "yes_no": st.booleans()}[family]


def rows(table: type[Table]) -> st.SearchStrategy[dict[str, Whatever]]:
    return st.fixed_dictionaries(
        {
            column.name: st.none() | values(FAMILY[column.kind], whole=column.kind == "whole")
            for column in table.columns()
        }
    )


@st.composite
def conditions(draw: st.DrawFn, table: type[Table], *, stock: bool) -> c.Condition:
    columns = [c.Column(column.name, FAMILY[column.kind]) for column in table.columns()]
    asked = [column for column in columns if column.family != "yes_no"]
    yes_no = [column for column in columns if column.family == "yes_no"]

    def operand(family: c.Family) -> c.Operand:
        kinds: list[st.SearchStrategy[c.Operand]] = [values(family).map(lambda value: c.Value(value, family))]
        kinds.append(st.sampled_from([column for column in asked if column.family == family]))
        if stock and family == "date":
            kinds.append(st.just(c.OnDay()))
        return draw(st.one_of(kinds))

    def test() -> c.Condition:
        kind = draw(st.integers(0, 4))
        if kind == 0 and yes_no:
            return c.Is(draw(st.sampled_from(yes_no)), draw(st.booleans()))
        left = draw(st.sampled_from(asked))
        if kind == 1:
            return c.Blank(draw(st.sampled_from(columns)))
        if kind == 2:
            found = draw(st.lists(values(left.family), min_size=1, max_size=3))
            return c.In(left, tuple(c.Value(value, left.family) for value in found))
        if kind == 3 and left.family != "text":
            return c.Between(left, operand(left.family), operand(left.family))
        operators = EQUAL if left.family == "text" else EQUAL + ORDERED
        return c.Compare(left, draw(st.sampled_from(operators)), operand(left.family))

    def part(depth: int) -> c.Condition:
        kind = draw(st.integers(0, 5)) if depth else 5
        if kind == 0:
            return c.Not(part(depth - 1))
        if kind in (1, 2):
            several = tuple(part(depth - 1) for _ in range(draw(st.integers(2, 3))))
            return c.All(several) if kind == 1 else c.Any(several)
        return test()

    return part(3)
