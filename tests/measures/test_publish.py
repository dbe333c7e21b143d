"""`sendplan publish`: from loads to a frozen release, in which no small number stands."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from sendplan.measures.calculate import calculate
from sendplan.measures.catalogue import measures
from sendplan.measures.disclosure.release import read
from sendplan.measures.disclosure.table import Figure
from sendplan.measures.period import PeriodType, latest
from sendplan.measures.result import Group, Result
from sendplan.measures.tabulated import TabulatingError, Wanted, apart, geography, tabulated
from sendplan.records.loading import load
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities
from sendplan.records.store import Store
from tests.records.test_commands import sendplan

HALTON = "E06000006"
ON = dt.date(2025, 2, 28)
YEARS = latest(PeriodType.CALENDAR_YEAR, ON, 2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One return, which speaks for 2024, and nothing for the year before it."""
    folder = tmp_path_factory.mktemp("made")
    write_area(authorities()[HALTON], 1, folder, (2025,), ("xml",), False, lambda _said: None)
    kept = Store(tmp_path_factory.mktemp("records"), "here")
    assert load([folder / "sen2-2025.xml"], store=kept, today=dt.date(2025, 2, 1), who="a test").loaded
    return kept


def results(store: Store, name: str) -> list[Result]:
    measure = measures()[name]
    return list(
        calculate({measure: YEARS}, measures(), store.reader(), area="here", as_at=ON, by=("age_band",))
    )  # fmt: skip


def test_a_table_holds_the_results_and_says_what_nobody_spoke_for(store: Store) -> None:
    measure = measures()["plans-within-20-weeks"]
    found = results(store, measure.name)
    table = tabulated(Wanted(measure, YEARS, "age_band"), found, geography(HALTON))
    assert table is not None
    assert table.name == "plans-within-20-weeks-by-age-band"
    assert (table.geography.la_name, table.geography.old_la_code) == ("Halton", "876")
    before, year = YEARS
    assert {figure.base for (period, _), figure in table.cells.items() if period == before} == {"x"}
    (whole,) = (each for each in found if each.period == year and each.group is None)
    assert table.figure(year, ("Total",)) == Figure(int(whole.denominator or 0), int(whole.numerator or 0))
    assert whole.denominator


def test_an_average_has_its_own_total(store: Store) -> None:
    measure = measures()["weeks-to-final-plan-mean"]
    found = results(store, measure.name)
    table = tabulated(Wanted(measure, YEARS, "age_band"), found, geography(HALTON))
    assert table is not None
    (whole,) = (each for each in found if each.period == YEARS[1] and each.group is None)
    assert whole.numerator is not None
    assert table.figure(YEARS[1], ("Total",)).value == Fraction(whole.numerator) / int(whole.denominator or 0)


def test_a_group_of_another_year_alone_is_nobody_in_this_one(store: Store) -> None:
    measure = measures()["plans-within-20-weeks"]
    before, year = YEARS
    (whole,) = (each for each in results(store, measure.name) if each.period == year and each.group is None)
    group = Group("age_band", "a band of one year")
    found = [whole, replace(whole, period=before), replace(whole, period=before, group=group)]
    table = tabulated(Wanted(measure, YEARS, "age_band"), found, geography(HALTON))
    assert table is not None
    assert table.cells[year, ("a band of one year",)] == Figure(0, 0)


def test_what_is_not_counted_in_children_is_refused(store: Store) -> None:
    measure = measures()["requests-received"]
    found = [replace(each, numerator=each.value) for each in results(store, measure.name)]
    with pytest.raises(TabulatingError, match="is no number of children"):
        tabulated(Wanted(measure, YEARS), found, geography(HALTON))


def test_of_measures_on_the_same_children_one_is_taken() -> None:
    taken, left = apart(measures().values())
    assert left["plans-within-30-weeks"] == "plans-within-20-weeks"
    assert left["plans-within-20-weeks-excluding-exceptions"] == "plans-within-20-weeks"
    ways = [(each.table.name, each.counted_on) for each in taken]
    assert len(ways) == len(set(ways))
    assert len(taken) + len(left) == len(measures())


def test_the_command(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_RECORDS", str(store.folder.parent))
    asked = ("publish", "--area", "here", "--area-code", HALTON, "--as-at", "2025-02-28", "--out")
    ran = sendplan(tmp_path, *asked, str(tmp_path / "out" / "one"))
    assert ran.returncode == 0, ran.stderr
    made = read(tmp_path / "out" / "one")
    assert ran.stdout.splitlines()[-1] == f"Digest: {made.digest}"
    with (made.folder / "plans-within-20-weeks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["new_la_code"] for row in rows} == {HALTON}
    for table in made.tables:
        for cell in table.cells.values():
            assert cell.base in ("0", "c", "x") or (int(cell.base) % 5 == 0 and int(cell.base) >= 10)

    again = sendplan(tmp_path, *asked, str(tmp_path / "out" / "two"))
    assert again.returncode == 0, again.stderr
    assert read(tmp_path / "out" / "two").report["earlier_releases"] == [made.digest]

    there = sendplan(tmp_path, *asked, str(tmp_path / "out" / "one"))
    assert there.returncode == 2
    assert "is there already" in there.stderr
    nobody = sendplan(tmp_path, "publish", "--area", "here", "--area-code", "E1", "--out", str(tmp_path / "x"))
    assert (nobody.returncode, nobody.stderr) == (
        2, "“E1” is not the ONS code of an authority, such as E10000014.\n",
    )  # fmt: skip
    assert not (tmp_path / "x").exists()
