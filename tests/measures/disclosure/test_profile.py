"""The rule for one count, at its edges, for anything that may be given it, and for what it gives away."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.measures.disclosure import NHS_5_7, ONS_10_5, PROFILES, WORDS, Figure, Kind, Profile, Table, TableError
from sendplan.measures.disclosure.published import publish
from tests.measures.disclosure.made_up import MONTHS, NEEDS, SEX, SHAPES, YEAR, Cells, seeded, table

ANYTHING = st.one_of(
    st.integers(),
    st.none(),
    st.floats(),
    st.booleans(),
    st.text(),
    st.integers(0, 30),
    st.integers(min_value=10**4000, max_value=10**5000),
)
SHAPE_OF_A_COUNT = {"c", "z", "x", "u", "low"}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=str)
@given(count=ANYTHING)
def test_whatever_is_counted_something_is_shown_and_never_a_small_number(profile: Profile, count: object) -> None:
    shown = profile.show(count)
    assert shown in SHAPE_OF_A_COUNT or shown == "0" or int(shown) > profile.hidden_to
    assert (shown == "0") == (type(count) is int and count == 0)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "c"), (7, "c"), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20"), (2049, "2050")],
)
def test_the_nhs_rule(count: int, shown: str) -> None:
    assert NHS_5_7.show(count) == shown


@pytest.mark.parametrize(("count", "shown"), [(9, "c"), (10, "10"), (12, "10"), (13, "15")])
def test_the_ons_rule(count: int, shown: str) -> None:
    assert ONS_10_5.show(count) == shown


@pytest.mark.parametrize("profile", PROFILES.values(), ids=str)
@given(count=st.integers(0, 10**6))
def test_a_reader_s_range_holds_the_count_and_nothing_shown_otherwise(profile: Profile, count: int) -> None:
    shown = profile.show(count)
    least, most = profile.range_of(shown)
    assert least <= count <= most
    assert {profile.show(each) for each in range(least, most + 1)} == {shown}
    assert profile.show(most + 1) != shown


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        ("10", "15", "67"),
        ("c", "15", "c"),
        ("10", "c", "c"),
        ("0", "25", "0"),
        ("0", "20", "c"),
        ("25", "25", "100"),
        ("20", "20", "c"),
        ("0", "0", "z"),
        ("x", "20", "x"),
        ("1000", "3995", "25"),
        ("1000", "4000", "25.0"),
        ("1335", "4000", "33.4"),
        ("1", "200", "1"),
    ],
)
def test_a_percentage_is_of_what_is_shown(part: str, whole: str, percent: str) -> None:
    assert NHS_5_7.percent(part, whole) == percent


def test_a_symbol_has_words() -> None:
    assert WORDS["c"] == "hidden to protect children"
    assert {"c", "z", "x", "u", "low"} == set(WORDS)


def test_nobody_learns_that_a_small_group_is_all_alike() -> None:
    """Nine girls all with need A: the zeros beside them are hidden, and those of a large group are not."""
    one = table("plans", seeded(1), "poisson", (NEEDS, SEX))
    cells = {where: Figure(0) for where in one.cells}
    cells[YEAR, ("Need A", "Female")] = Figure(9)
    cells[YEAR, ("Need A", "Male")] = Figure(400)
    shown = publish(replace(one, cells=cells), NHS_5_7).cells
    assert shown[YEAR, ("Need A", "Female")].base == "10"
    assert shown[YEAR, ("Total", "Female")].base == "10"
    cells[YEAR, ("Need B", "Male")] = Figure(3)
    shown = publish(replace(one, cells=cells), NHS_5_7).cells
    assert shown[YEAR, ("Need B", "Female")].base == "c"
    assert shown[YEAR, ("Need C", "Female")].base == "0", "all of need C is shown as none"


@pytest.mark.parametrize("shape", SHAPES)
def test_few_cells_are_hidden_and_the_rest_are_near(shape: str) -> None:
    """D9, at the size of an authority's main tables: at most 15% hidden, and 1.25 off on average."""
    random = seeded(4)
    one = table("plans", random, "poisson", (NEEDS, SEX), periods=MONTHS)
    cells = {w: Figure(int(f.base) * {"poisson": 3, "sparse": 2, "heavy": 10}[shape]) for w, f in one.cells.items()}
    cells = {w: Figure(int(f.base) + random.randint(0, 4)) for w, f in cells.items()}
    full = replace(one, cells=cells)
    shown = publish(full, NHS_5_7)
    hidden = sum(cell.base == "c" for cell in shown.cells.values())
    off = [
        abs(int(cell.base) - int(full.figure(*where).base))
        for where, cell in shown.cells.items()
        if cell.base.isdigit()
    ]
    assert hidden / len(shown.cells) <= 0.15
    assert sum(off) / len(off) <= 1.25


def test_a_bad_table_is_refused_in_a_sentence() -> None:
    one = table("plans", seeded(1), "poisson", (SEX,))
    with pytest.raises(TableError, match="no cell for Male; give 0"):
        replace(one, cells={(YEAR, ("Female",)): Figure(1)})
    with pytest.raises(TableError, match="is no count of children"):
        replace(one, cells={**one.cells, (YEAR, ("Male",)): Figure(-1)})
    with pytest.raises(TableError, match="say z, x or u"):
        replace(one, cells={**one.cells, (YEAR, ("Male",)): Figure("c")})
    with pytest.raises(TableError, match="cannot name a file"):
        replace(one, name="../plans")


def test_a_missing_provider_is_left_out_of_the_total() -> None:
    one = table("plans", seeded(1), "poisson", (SEX,))
    shown = publish(replace(one, cells={(YEAR, ("Female",)): Figure(30), (YEAR, ("Male",)): Figure("u")}), NHS_5_7)
    assert shown.cells[YEAR, ("Male",)].base == "u"
    assert shown.cells[YEAR, ("Total",)].base == "30"


def test_an_average_of_few_is_hidden_and_of_many_is_whole() -> None:
    cells: Cells = {
        (YEAR, ("Total",)): Figure(47, value=Fraction(1234, 100)),
        (YEAR, ("Female",)): Figure(40, value=Fraction(25, 2)),
        (YEAR, ("Male",)): Figure(7, value=Fraction(9)),
    }
    one = table("wait", seeded(1), "poisson", (SEX,))
    mean = Table("wait", "wait", "Mean wait", Kind.MEAN, (SEX,), one.geography, cells, unit="weeks")
    shown = publish(mean, NHS_5_7).cells
    assert [shown[YEAR, (group,)].symbols for group in ("Total", "Female", "Male")] == [
        ("45", "12"),
        ("40", "13"),
        ("c", "c"),
    ]
