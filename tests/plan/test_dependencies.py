"""Which action waits for which: no circle, an order, and waits that cannot end in time."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.dependencies import Due, circle, layers, strain

TODAY = dt.date(2023, 11, 30)
NAMES = "abcdefg"

edges = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)


@pytest.mark.parametrize(
    ("standing", "new", "found"),
    [
        ([], ("a", "b"), None),
        ([], ("a", "a"), ("a", "a")),
        ([("b", "a")], ("a", "b"), ("a", "b", "a")),
        ([("b", "c"), ("c", "a")], ("a", "b"), ("a", "b", "c", "a")),
        ([("b", "c"), ("c", "a"), ("b", "a")], ("a", "b"), ("a", "b", "a")),
        ([("b", "c"), ("c", "d")], ("a", "b"), None),
        ([("a", "b")], ("a", "c"), None),
    ],
)
def test_a_circle_is_found_by_its_shortest_way(
    standing: list[tuple[str, str]], new: tuple[str, str], found: tuple[str, ...] | None
) -> None:
    assert circle(standing, new) == found


@given(edges)
def test_edges_added_only_where_no_circle_is_found_can_always_be_ordered(wanted: list[tuple[str, str]]) -> None:
    kept: list[tuple[str, str]] = []
    for edge in wanted:
        way = circle(kept, edge)
        if way is None:
            kept.append(edge)
        else:
            assert (way[0], way[-1]) == (edge[0], edge[0])
            assert all(pair in [*kept, edge] for pair in pairwise(way))
    column = {name: at for at, names in enumerate(layers(kept)) for name in names}
    assert column.keys() == {name for edge in kept for name in edge}
    assert all(column[action] > column[needed] for action, needed in kept)


def test_a_circle_cannot_be_ordered() -> None:
    with pytest.raises(ValueError, match="wait for each other: a, b"):
        layers([("a", "b"), ("b", "a"), ("c", "a")])


def due(latest: dt.date | None, *, over: bool = False, stopped: bool = False, ref: str = "C1") -> Due:
    return Due(ref, latest, over, stopped)


YEAR_END = dt.date(2023, 12, 31)


@pytest.mark.parametrize(
    ("needed", "sentence"),
    [
        (due(YEAR_END), None),
        (
            due(dt.date(2024, 1, 1)),
            "C2 is due by 31 December 2023 and needs C1, which is due 1 day later, by 1 January 2024.",
        ),
        (due(dt.date(2024, 3, 31), over=True), None),
        (due(dt.date(2023, 3, 31), over=True, stopped=True), "C2 needs C1, which was stopped and is not done."),
        (due(TODAY), None),
        (due(dt.date(2023, 11, 29)), "C2 needs C1, which is late by 1 day."),
        (due(None), "C2 needs C1, which has no date to finish by."),
    ],
)
def test_a_wait_that_cannot_end_in_time_is_said(needed: Due, sentence: str | None) -> None:
    found = strain([("two", "one")], {"one": needed, "two": due(YEAR_END, ref="C2")}, TODAY)
    assert [each.sentence for each in found] == ([sentence] if sentence else [])


def test_what_is_over_waits_for_nothing_and_what_is_gone_is_passed_over() -> None:
    late = due(dt.date(2023, 1, 1))
    assert strain([("two", "one")], {"one": late, "two": due(YEAR_END, over=True, ref="C2")}, TODAY) == ()
    assert strain([("two", "one")], {"two": due(YEAR_END, ref="C2")}, TODAY) == ()


def test_an_action_without_a_date_still_waits_for_what_is_late() -> None:
    found = strain([("two", "one")], {"one": due(dt.date(2023, 11, 1)), "two": due(None, ref="C2")}, TODAY)
    assert [each.sentence for each in found] == ["C2 needs C1, which is late by 29 days."]
