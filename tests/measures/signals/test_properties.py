"""The arrays against the slow reference, on series of every kind; means against exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.measures.signals import MDC, NHS_R, Direction, RuleSet, charts, rules_of
from sendplan.measures.signals.means import means
from sendplan.measures.signals.rule_sets import SIGNS, labels
from tests.measures.signals.slow import slow_chart

# Few different values make ties, flat stretches, runs and trends; decimals make means that rounding can spoil.
VALUES = st.one_of(
    st.integers(0, 3).map(float),
    st.integers(0, 60).map(lambda one: one / 10),
    st.sampled_from([0.1, 0.2, 0.3]),
    st.floats(-1e6, 1e6, allow_subnormal=False),
)
SERIES = st.one_of(
    st.lists(st.one_of(VALUES, VALUES, VALUES, st.none()), min_size=1, max_size=40),
    st.lists(st.sampled_from([-1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, None]), min_size=1, max_size=40).map(
        lambda steps: [
            None if step is None else 50 + sum(s for s in steps[: i + 1] if s) for i, step in enumerate(steps)
        ]
    ),
    st.lists(st.sampled_from([9.0, 10.0, 10.0, 10.0, 11.0, 18.0]), min_size=14, max_size=40),
)
MARKS = st.lists(st.booleans().flatmap(lambda one: st.booleans() if one else st.just(False)), min_size=40, max_size=40)


@pytest.mark.parametrize("rules", [MDC, NHS_R], ids=lambda one: one.name)
@settings(max_examples=150, deadline=None)
@given(
    many=st.lists(SERIES, min_size=1, max_size=4),
    marks=MARKS,
    rebased=st.booleans(),
    fix=st.one_of(st.none(), st.integers(12, 20)),
    screen=st.booleans(),
    direction=st.sampled_from(["increase", "neutral", "decrease"]),
)
def test_arrays_agree_with_the_slow_reference(
    rules: RuleSet,
    many: list[list[float | None]],
    marks: list[bool],
    rebased: bool,
    fix: int | None,
    screen: bool,
    direction: Direction,
) -> None:
    longest = max(map(len, many))
    values = np.array([[math.nan if v is None else v for v in one] + [math.nan] * (longest - len(one)) for one in many])
    start = [[rebased and mark for mark in marks[:longest]]] * len(many)
    found = charts(values, direction=direction, rules=rules, rebase=start, fix_after=fix, screen=screen)
    names = labels(SIGNS[direction], improvement_wins=rules.improvement_wins)
    for number, one in enumerate(many):
        whole = [*one, *[None] * (longest - len(one))]
        expected = slow_chart(whole, start[0], fix, screen, direction, rules is MDC)
        assert [tuple(rule.name for rule in rules_of(bits)) for bits in found.fired[number].tolist()] == [
            point.rules for point in expected
        ]
        assert [names[bits] for bits in found.fired[number]] == [point.label for point in expected]
        assert found.point_types(number) == [point.kind for point in expected]
        for row, wanted in (
            (found.mean, [point.mean for point in expected]),
            (found.lower, [point.lower for point in expected]),
            (found.upper, [point.upper for point in expected]),
        ):
            assert [None if math.isnan(v) else v for v in row[number].tolist()] == wanted


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(VALUES, st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e-300)),
        min_size=1,
        max_size=30,
    )
)
def test_a_mean_is_the_double_nearest_the_true_one(values: list[float]) -> None:
    exact = float(sum(map(Fraction, values)) / len(values))
    column = np.array(values)[:, None]
    assert means(column, np.ones(column.shape, bool))[0] == exact


def test_a_mean_of_nothing_is_none_and_of_tenths_is_exact() -> None:
    values = np.array([[0.1, math.nan], [0.2, math.nan], [0.3, math.nan]] * 6)
    found = means(values, ~np.isnan(values))
    assert found[0] == 0.2
    assert math.isnan(found[1])


@settings(max_examples=60, deadline=None)
@given(st.lists(SERIES, min_size=2, max_size=5), st.integers(1, 8))
def test_neither_company_nor_padding_changes_a_series(many: list[list[float | None]], extra: int) -> None:
    longest = max(map(len, many)) + extra
    values = [[math.nan if v is None else v for v in one] + [math.nan] * (longest - len(one)) for one in many]
    together = charts(values, target=2.0)
    for number, one in enumerate(many):
        alone = charts([values[number][: len(one)]], target=2.0)
        assert together.fired[number, : len(one)].tolist() == alone.fired[0].tolist()
        assert together.variation_names()[number] == alone.variation_names()[0]
        assert together.assurance_names()[number] == alone.assurance_names()[0]
        assert not together.fired[number, len(one) :].any()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 100), st.integers(40, 60)), min_size=13, max_size=36))
def test_less_is_better_mirrors_more_is_better(values: list[int]) -> None:
    up = charts([values], target=50)
    down = charts([[-value for value in values]], target=-50, direction="decrease")
    assert up.kind.tolist() == down.kind.tolist()
    assert up.assurance_names() == down.assurance_names()
