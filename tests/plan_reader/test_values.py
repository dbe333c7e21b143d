"""What a cell of a KPI table says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan_reader.values import read_value


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("10% reduction", "relative_change", "-10", "percent"),
        ("25 % increase", "relative_change", "25", "percent"),
        ("Reduction of 12.5%", "relative_change", "-12.5", "percent"),
        ("5% fewer", "relative_change", "-5", "percent"),
        ("10% reduction on baseline", "relative_change", "-10", "percent"),
        ("20%-point increase", "percentage_point_change", "20", "percent"),
        ("20 percentage point reduction", "percentage_point_change", "-20", "percent"),
        ("increase by 5 percentage points", "percentage_point_change", "5", "percent"),
        ("5pp increase", "percentage_point_change", "5", "percent"),
        ("800 of current backlog", "remainder", "800", "count"),
        ("400 of backlog remaining", "remainder", "400", "count"),
        ("0", "level", "0", "count"),
        ("1,600", "level", "1600", "count"),
        ("13.0%", "level", "13.0", "percent"),
        ("65% satisfaction", "level", "65", "percent"),
        ("at least 90%", "level", "90", "percent"),
        ("≥85%", "level", "85", "percent"),
        ("12 weeks", "level", "12", "count"),
        ("TBC", "not_yet_set", None, None),
        ("T.B.C.", "not_yet_set", None, None),
        ("To be developed", "not_yet_set", None, None),
        ("Baseline to be established", "not_yet_set", None, None),
        ("Baseline established", "not_yet_set", None, None),
        ("not yet available", "not_yet_set", None, None),
        ("", "blank", None, None),
        (None, "blank", None, None),
        ("–", "blank", None, None),
        ("n/a", "blank", None, None),
        ("halved", "not_understood", None, None),
        ("1 in 4", "not_understood", None, None),
        ("as good as our neighbours", "not_understood", None, None),
    ],
)
def test_a_cell(text: str | None, kind: str, value: str | None, unit: str | None) -> None:
    read = read_value(text)
    assert (read.kind, read.value, read.unit) == (kind, None if value is None else Decimal(value), unit)


@given(st.text(max_size=80))
def test_no_words_raise_and_no_figure_is_a_float(text: str) -> None:
    read = read_value(text)
    assert read.value is None or type(read.value) is Decimal
    assert (read.value is None) == (read.kind in ("blank", "not_yet_set", "not_understood"))


@given(
    st.decimals(min_value=0, max_value=10_000, places=2, allow_nan=False), st.sampled_from(["reduction", "increase"])
)
def test_a_change_keeps_its_figure_and_its_sign(figure: Decimal, way: str) -> None:
    read = read_value(f"{figure}% {way}")
    assert read.kind == "relative_change"
    assert read.value == (-figure if way == "reduction" else figure)
