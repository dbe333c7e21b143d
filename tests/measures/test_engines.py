"""The reference engine and DuckDB count the same, whatever the measure and whatever is blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.measures import condition as c
from sendplan.measures.engines import duck, reference
from sendplan.measures.measure import Measure, Shape, read
from sendplan.measures.tally import Tally, figure
from sendplan.records.tables import TABLES
from tests.measures.conditions import conditions, rows
from tests.measures.declared import DECLARED

REQUESTS = TABLES["requests"]
PLAIN = read(DECLARED, "some.toml", "some")
SHAPES: list[Shape] = ["proportion", "rate", "mean", "median", "count"]


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Any shape, as a flow or as a stock, with any conditions."""
    shape = draw(st.sampled_from(SHAPES))
    stock = draw(st.booleans())
    asked = conditions(REQUESTS, stock=stock)
    average = shape in ("mean", "median")
    maybe: st.SearchStrategy[c.Condition | None] = st.none() | asked
    return replace(
        PLAIN,
        shape=shape,
        counted_on=None if stock else "received_on",
        open_from="received_on" if stock else None,
        open_until=draw(st.sampled_from([None, "outcome_on"])) if stock else None,
        denominator=draw(asked if shape == "proportion" else maybe),
        exclude=draw(maybe),
        numerator=None if average else draw(maybe if shape == "rate" else asked),
        value=draw(st.sampled_from(["weeks_to_plan", "age"])) if average else None,
        sum_of=draw(st.sampled_from([None, "weeks_to_plan", "age"])) if shape in ("rate", "count") else None,
        per=draw(st.sampled_from(["weeks_to_plan", "age", "some-other-measure"])) if shape == "rate" else None,
    )


DISAGREEMENT = given(
    measures(), st.lists(rows(REQUESTS), max_size=6), st.dates(date(2024, 2, 27), date(2024, 3, 3))
)  # fmt: skip


def agree(measure: Measure, table: list[dict[str, object]], day: date) -> None:
    on_day = day if measure.stock else None
    first = reference.tally(measure, table, on_day)  # type: ignore[arg-type]  # values as the columns have them
    second = duck.tally(measure, table, on_day)  # type: ignore[arg-type]  # as above
    assert first == second
    assert figure(measure, first.numerator, first.denominator) == figure(measure, second.numerator, second.denominator)


@settings(max_examples=100, deadline=None)
@DISAGREEMENT
def test_they_agree(measure: Measure, table: list[dict[str, object]], day: date) -> None:
    agree(measure, table, day)


@pytest.mark.prove
@pytest.mark.timeout(1200)
@settings(max_examples=5_000, deadline=None)
@DISAGREEMENT
def test_they_agree_5000_times(measure: Measure, table: list[dict[str, object]], day: date) -> None:
    agree(measure, table, day)


def test_nothing_to_divide_by_is_no_figure() -> None:
    assert figure(PLAIN, 0, 0) is None
    assert figure(PLAIN, 1, 3) == figure(PLAIN, 2, 6)
    assert str(figure(PLAIN, 1, 3)) == "33.3333"
    assert str(figure(PLAIN, 2, 3)) == "66.6667"
    assert str(figure(replace(PLAIN, shape="count"), 12, None)) == "12.0000"


def test_rows_left_out_are_told_apart() -> None:
    blank = dict.fromkeys(column.name for column in REQUESTS.columns())
    day = date(2025, 3, 10)
    issued = {**blank, "plan_issued_on": day}
    table = [
        {**issued, "plan_due_on": day},
        {**issued, "plan_due_on": date(2025, 3, 9)},
        {**issued, "plan_due_on": day, "exception": True},
        issued,
        blank,
    ]
    for count in (reference.tally, duck.tally):
        assert count(PLAIN, table, None) == Tally(1, 3, excluded=1, not_known=1)
