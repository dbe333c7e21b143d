"""The made-up area: counted by a script that knows nothing of it, repeatable, and of nobody."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.people import nhs_number_of, upn_of
from sendplan.records.made_up.published import authorities, current
from tests.records.count_collect import compare

SMALL = "E09000001"
"""City of London: the smallest of all, so that it is made in a moment."""
DIFFER = ("E06000037", "E06000006", "E06000024")
"""West Berkshire, Halton, North Somerset: their figures with and without exceptions differ."""


def made(folder: Path, code: str, seed: int, forms: tuple[str, ...] = ("collect",), faults: bool = False) -> Path:
    said: list[str] = []
    write_area(authorities()[code], seed, folder, (2023, 2024, 2025), forms, faults, said.append)
    return folder


def wrong_in_all(folder: Path, code: str) -> list[object]:
    found: list[object] = []
    for year in (2023, 2024, 2025):
        many, wrong = compare(folder, code, year)
        assert many > 100
        found += [(year, *entry) for entry in wrong if entry[0][1] == "All"]
    return found


def test_rows_of_all_are_as_published(tmp_path: Path) -> None:
    assert wrong_in_all(made(tmp_path / SMALL, SMALL, 1), SMALL) == []


@pytest.mark.prove
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("code", ["E10000008", *DIFFER])
def test_rows_of_all_are_as_published_whatever_the_seed(tmp_path: Path, code: str, seed: int) -> None:
    assert wrong_in_all(made(tmp_path / code, code, seed), code) == []


def test_counting_sees_one_row_too_few(tmp_path: Path) -> None:
    folder = made(tmp_path / "area", SMALL, 1)
    path = next((folder / "collect-2025").glob("*_requests.csv"))
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if ",2024-" in line and ",Y," in line)
    path.write_text("".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
    assert any(entry[0][3] == "requests_received_in_year" for entry in compare(folder, SMALL, 2025)[1])


def test_same_seed_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    forms = ("xml", "collect", "template", "supplier", "feeds")
    digests = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        folder = made(tmp_path / name, SMALL, seed, forms, faults=True)
        digests.append(
            {
                str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            }
        )
    assert digests[0] == digests[1]
    assert digests[0]["sen2-2025.xml"] != digests[2]["sen2-2025.xml"]


def test_planted_faults_are_listed_once_each(tmp_path: Path) -> None:
    folder = made(tmp_path / "area", DIFFER[0], 1, ("collect",), faults=True)
    with (folder / "faults.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["rule"] for row in rows} >= {"P1", "P2", "P3", "P4", "R1", "R2", "A2", "N1", "L1", "L2", "V1", "D1"}
    assert len({(row["year"], row["module"], row["row"]) for row in rows}) == len(rows)
    person = next((folder / "collect-2025").glob("*_person.csv"))
    with person.open(encoding="utf-8", newline="") as stream:
        by_id = {row["persontableid"]: row for row in csv.DictReader(stream)}
    planted = [row for row in rows if row["year"] == "2025" and row["rule"] == "P1"]
    assert planted
    assert all(by_id[row["row"]]["personbirthdate"] == "" for row in planted)


def test_identifiers_are_valid_and_nobodys() -> None:
    from stdnum.gb import nhs, upn

    for n in range(1, 3000, 7):
        assert nhs.is_valid(nhs_number_of(n))
        assert nhs_number_of(n).startswith("999")
        assert upn_of("878", n, 2015)[4] == "9"
        digits = upn_of("878", n, 2015)
        assert upn.calc_check_digit(digits[1:]) == digits[0]


def test_a_twin_stands_in_the_health_feed_alone(tmp_path: Path) -> None:
    folder = made(tmp_path / "area", DIFFER[0], 1, ("collect", "feeds"))
    with (folder / "feeds" / "people.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    twins = [row for row in rows if row["person_id"].startswith("T")]
    assert twins
    of = {row["person_id"]: row for row in rows}
    for twin in twins:
        other = of["C" + twin["person_id"][1:]]
        assert twin["forename"] != other["forename"]
        assert twin["nhs_number"] != other["nhs_number"]
        assert [twin[k] for k in ("surname", "born_on", "postcode")] == [
            other[k] for k in ("surname", "born_on", "postcode")
        ]


def test_england_has_its_153_areas() -> None:
    assert len(current()) == 153
