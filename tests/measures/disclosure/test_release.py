"""A release is frozen, whole, and says nothing that its published counts do not."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from sendplan.measures.disclosure import NHS_5_7, Dimension, Figure, Kind, Table
from sendplan.measures.disclosure.open_data import pair, safe
from sendplan.measures.disclosure.published import publish
from sendplan.measures.disclosure.release import DIGESTS, ReleaseError, read, write
from sendplan.measures.disclosure.screener import screen
from sendplan.measures.disclosure.screener_verdicts import Verdict
from tests.measures.disclosure.made_up import AREA, MONTHS, NEEDS, SEX, SHAPES, YEAR, Cells, linked, seeded, table

TODAY = date(2025, 1, 20)


def on_time(met: list[int], base: list[int]) -> Table:
    cells: Cells = {(m, ()): Figure(b, a) for m, a, b in zip(MONTHS, met, base, strict=True)}
    return Table("on-time", "on-time", "Plans on time", Kind.PROPORTION, (), AREA, cells)


def test_a_release_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    made = write(linked(seeded(1), "poisson"), tmp_path / "one", made_on=TODAY, key=b"a key")
    again = read(tmp_path / "one", key=b"a key")
    assert again == made
    assert made.report["hidden_cells"] == sum(
        cell.symbols.count("c") for each in made.tables for cell in each.cells.values()
    )
    with pytest.raises(ReleaseError, match="not signed with this key"):
        read(tmp_path / "one", key=b"another")
    with pytest.raises(ReleaseError, match="never changed"):
        write(linked(seeded(1), "poisson"), tmp_path / "one", made_on=TODAY)


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    write(linked(seeded(1), "poisson"), tmp_path / "one", made_on=TODAY)
    file = tmp_path / "one" / "plans-by-sex.csv"
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(ReleaseError, match=r"plans-by-sex\.csv: is not as it was published"):
        read(tmp_path / "one")


def test_few_on_time_a_month_are_shown_over_twelve_months(tmp_path: Path) -> None:
    """41 in a year, about 3 a month: by month and by quarter they would be hidden, over twelve months they are not."""
    met = [2, 3, 2, 4, 4, 3, 4, 4, 4, 3, 4, 4]
    made = write([on_time(met, [90] * 12)], tmp_path / "one", made_on=TODAY)
    (shown,) = made.tables
    assert [str(period) for period in shown.periods] == ["rolling 12 months to 2024-12"]
    (cell,) = shown.headlines()
    assert cell.symbols == ("1080", "40", "4")
    assert "as a total would have been hidden" in made.report["steps"][0]


def test_a_quarter_is_enough_where_a_quarter_shows(tmp_path: Path) -> None:
    made = write([on_time([4] * 12, [90] * 12)], tmp_path / "one", made_on=TODAY)
    assert {period.type.value for period in made.tables[0].periods} == {"quarter"}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_published_passes_dfe_s_rules(shape: str) -> None:
    random = seeded(5)
    tables = (*linked(random, shape), table("rates", random, shape, (SEX,), kind=Kind.RATE, periods=MONTHS))
    for each in tables:
        shown = publish(each, NHS_5_7)
        files = pair(shown)
        found = screen(f"{each.name}.csv", files[f"{each.name}.csv"], files[f"{each.name}.meta.csv"])
        assert [(f.check, f.reason) for f in found if f.verdict is Verdict.FAIL] == []


def test_the_matrix_is_complete_and_every_cell_is_a_number_or_a_symbol(tmp_path: Path) -> None:
    made = write(linked(seeded(2), "sparse"), tmp_path / "one", made_on=TODAY)
    for each in made.tables:
        rows = list(csv.DictReader(io.StringIO((tmp_path / "one" / f"{each.name}.csv").read_text())))
        wanted = 1
        for dimension in each.dimensions:
            wanted *= len(dimension.categories) + 1
        assert len(rows) == wanted * len(each.periods)
        for row in rows:
            assert row["number"] in ("0", "c", "z", "x", "u", "low") or int(row["number"]) >= 10


def test_no_cell_is_a_formula() -> None:
    assert safe("=1+1") == "'=1+1"
    assert safe(" @SUM(A1)") == "' @SUM(A1)"
    assert safe("Need A") == "Need A"
    assert safe("10") == "10"


def test_an_earlier_release_is_looked_at_too(tmp_path: Path) -> None:
    """A year less its first eleven months, out earlier, is the last month."""
    random = seeded(3)
    whole = table("requests", random, "poisson", (SEX,), periods=MONTHS)
    first = write([whole], tmp_path / "one", made_on=TODAY)
    second = write([replace(whole, name="requests-again")], tmp_path / "two", made_on=TODAY, earlier=[first])
    assert second.report["earlier_releases"] == [first.digest]
    assert second.report["changed_since_earlier_release"] == []
    assert json.loads((tmp_path / "two" / "report.json").read_text())["hidden_to"] == 7
    assert (tmp_path / "two" / DIGESTS).exists()


def same_counts(random: Random, figure: Figure, shown_base: str, shown_met: str | None) -> Figure:
    """Another true figure that is published alike, alone."""

    def other(shown: str, least: int, most: int) -> int:
        low, high = NHS_5_7.range_of(shown)
        return random.randint(max(low, least), min(high, most))

    base = other(shown_base, 0, 10**9)
    return Figure(base, None if shown_met is None else other(shown_met, 0, base) if base else 0)


@pytest.mark.parametrize("cases", [300, pytest.param(10_000, marks=pytest.mark.prove)])
def test_nothing_is_derived_from_a_count_that_is_not_published(cases: int) -> None:
    """Change the rows so that every published count stays: every other byte stays with them."""
    random = seeded(11)
    kept = 0
    for _ in range(cases * 20):
        if kept == cases:
            break
        kind = random.choice((Kind.PROPORTION, Kind.RATE))
        one = table("figures", random, random.choice(SHAPES), (SEX,), kind=kind)
        shown = publish(one, NHS_5_7)
        try:
            cells = {
                where: same_counts(random, figure, shown.cells[where].base, shown.cells[where].met)
                for where, figure in one.cells.items()
            }
        except ValueError:
            continue
        other = publish(replace(one, cells=cells), NHS_5_7)
        if [(c.base, c.met) for c in other.cells.values()] == [(c.base, c.met) for c in shown.cells.values()]:
            kept += 1
            assert pair(other) == pair(shown)
    assert kept == cases


def test_a_dimension_s_name_is_its_column(tmp_path: Path) -> None:
    assert Dimension.of("primary_need", "Primary need", ("A",)).labels == ("A",)
    made = write([table("by-need", seeded(1), "heavy", (NEEDS,), periods=(YEAR,))], tmp_path / "one", made_on=TODAY)
    assert b"primary_need,number\n" in (made.folder / "by-need.csv").read_bytes().splitlines(keepends=True)[0]
