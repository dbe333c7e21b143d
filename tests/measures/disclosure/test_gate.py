"""The gate finds what can be worked out, and what leaves cannot be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from sendplan.measures.disclosure import NHS_5_7, TOTAL, Dimension, Figure, Kind, Table
from sendplan.measures.disclosure.coarsen import clear
from sendplan.measures.disclosure.gate import examine
from sendplan.measures.disclosure.published import PublishedTable, is_doubtful, publish
from sendplan.measures.disclosure.solver import ENOUGH
from sendplan.measures.period import read
from tests.measures.disclosure.made_up import AREA, MONTHS, SEX, SHAPES, YEAR, Cells, linked, seeded, table

PLACE = Dimension.of("placement", "Placement", ("School", "College"))


def square(counts: tuple[int, ...]) -> Table:
    places = product(SEX.labels, PLACE.labels)
    cells: Cells = {(YEAR, groups): Figure(n) for groups, n in zip(places, counts, strict=True)}
    return Table("square", "square", "Square", Kind.COUNT, (SEX, PLACE), AREA, cells)


def by_trying_all(shown: PublishedTable) -> dict[tuple[str, ...], set[int]]:
    """Every value that each hidden count can have, by trying every table of whole numbers: slow and simple."""
    reach = {
        groups: NHS_5_7.range_of(cell.base, doubtful=is_doubtful(shown.wholes(YEAR, groups, "base"), NHS_5_7))
        for (_, groups), cell in shown.cells.items()
    }
    inner = [groups for groups in reach if TOTAL not in groups]
    found: dict[tuple[str, ...], set[int]] = {groups: set() for groups in reach}
    for counts in product(*(range(reach[g][0], reach[g][1] + 1) for g in inner)):
        true = dict(zip(inner, counts, strict=True))
        sums = {
            whole: sum(n for g, n in true.items() if all(w in (TOTAL, each) for w, each in zip(whole, g, strict=True)))
            for whole in reach
        }
        if all(reach[g][0] <= n <= reach[g][1] for g, n in sums.items()):
            for groups, n in sums.items():
                found[groups].add(n)
    return {g: values for g, values in found.items() if shown.cells[YEAR, g].base == "c"}


def test_the_gate_says_what_trying_all_says() -> None:
    random = seeded(9)
    leaking = 0
    for _ in range(20):
        shown = publish(square(tuple(random.choice((0, 0, 1, 2, 4, 7, 8, 11, 25)) for _ in range(4))), NHS_5_7)
        narrow = {g for g, values in by_trying_all(shown).items() if len(values) < ENOUGH}
        leaking += bool(narrow)
        assert len(examine([shown], NHS_5_7).leaks) == len(narrow)
    assert leaking


def test_months_and_the_year_they_make_up_are_one_puzzle() -> None:
    """Eleven months of none and a year of few: the last month is the year."""
    cells: Cells = {(month, ()): Figure(4 if month == MONTHS[-1] else 0) for month in MONTHS}
    months = Table("starts", "starts", "Starts", Kind.COUNT, (), AREA, cells)
    year = replace(months, name="starts-year", cells={(YEAR, ()): Figure(4)})
    verdict = examine([publish(months, NHS_5_7), publish(year, NHS_5_7)], NHS_5_7)
    assert verdict.is_safe
    assert verdict.narrowest >= ENOUGH
    less = replace(months, cells={k: v for k, v in cells.items() if k[0] != MONTHS[-1]})
    verdict = examine([publish(less, NHS_5_7)], NHS_5_7, [[publish(year, NHS_5_7)]])
    assert verdict.is_safe
    assert verdict.implied


def test_the_rest_of_a_wider_population_is_a_count_too() -> None:
    """All 19 but the 17: the rest is solved for, and would be found were it known to be 1 or 2."""
    every = Table("all", "all", "All", Kind.COUNT, (), AREA, {(YEAR, ()): Figure(19)})
    some = replace(every, name="some", measure="some", within="all", cells={(YEAR, ()): Figure(17)})
    alone = examine([publish(every, NHS_5_7), publish(replace(some, within=None), NHS_5_7)], NHS_5_7)
    nested = examine([publish(every, NHS_5_7), publish(some, NHS_5_7)], NHS_5_7)
    assert nested.implied == alone.implied + 1


def test_a_changed_figure_is_a_count_of_its_own() -> None:
    old = publish(table("plans", seeded(1), "poisson", (SEX,)), NHS_5_7)
    new = publish(table("plans", seeded(2), "heavy", (SEX,)), NHS_5_7)
    assert {c.base for c in old.cells.values()} != {c.base for c in new.cells.values()}
    assert examine([new], NHS_5_7, [[old]]).leaks == ()


def random_releases(count: int, start: int = 0) -> None:
    for seed in range(start, start + count):
        random = seeded(seed)
        shape = SHAPES[seed % 3]
        tables = (*linked(random, shape), table("timely", random, shape, (SEX,), kind=Kind.PROPORTION, periods=MONTHS))
        cleared = clear(tables, NHS_5_7)
        assert cleared.verdict.is_safe
        assert not cleared.verdict.hidden or cleared.verdict.narrowest >= ENOUGH


def test_what_leaves_is_safe() -> None:
    random_releases(8)


@pytest.mark.prove
@pytest.mark.timeout(900)
@pytest.mark.parametrize("start", range(0, 2000, 250))
def test_two_thousand_releases_are_safe(start: int) -> None:
    random_releases(250, start)


def known_exactly(counts: list[int], step: int) -> float:
    """The share of months known exactly to one who sees every `step`-th and knows that a month changes by one."""
    reach = [set(range(600)) for _ in counts]
    for month in range(0, len(counts), step):
        least, most = NHS_5_7.range_of(NHS_5_7.show(counts[month]))
        reach[month] = set(range(least, most + 1))
    order = [*range(1, len(counts)), *range(len(counts) - 2, -1, -1)]
    for n, month in enumerate(order):
        near = reach[month - 1] if n < len(counts) - 1 else reach[month + 1]
        reach[month] &= {value + change for value in near for change in (-1, 0, 1)}
    small = [values for values, count in zip(reach, counts, strict=True) if count]
    return sum(len(values) == 1 for values in small) / len(small) if small else 0.0


def test_a_stock_once_a_quarter_is_never_known_exactly_where_once_a_month_is() -> None:
    """D4: the share of months known exactly to one who knows that a month changes by a child at most."""
    random = seeded(36)
    monthly, quarterly = 0.0, 0.0
    for _ in range(100):
        counts = [random.randint(0, 40)]
        while len(counts) < 36:
            counts.append(max(0, counts[-1] + random.choice((-1, 0, 1))))
        monthly += known_exactly(counts, 1) / 100
        quarterly += known_exactly(counts, 3) / 100
    assert monthly > 0.05
    assert quarterly <= 0.01


def test_a_stock_is_shown_once_a_quarter_at_most() -> None:
    stock = replace(table("caseload", seeded(1), "heavy", (SEX,), periods=MONTHS), flow=False)
    cleared = clear([stock], NHS_5_7)
    assert [str(period) for period in cleared.tables[0].periods] == [
        f"month 2024-{month}" for month in ("03", "06", "09", "12")
    ]
    again = clear(
        [stock],
        NHS_5_7,
        [
            [
                publish(
                    replace(stock, cells={k: v for k, v in stock.cells.items() if k[0] == read("month 2024-11")}),
                    NHS_5_7,
                )
            ]
        ],
    )
    assert "month 2024-12" not in [str(period) for table in again.tables for period in table.periods]
