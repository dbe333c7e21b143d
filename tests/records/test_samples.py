"""Three made-up SEN2 returns become the tables that were worked out for them by hand (see samples/README.md)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree

from sendplan.records.loading import tables_of

SAMPLES = Path(__file__).parent / "samples"
YEARS = (2023, 2024, 2025)
KEYS = {
    "people": ("person_id",),
    "requests": ("person_id", "request_id"),
    "plans": ("person_id", "request_id"),
    "placements": ("person_id", "request_id", "placement_id"),
    "reviews": ("person_id", "request_id", "review_id"),
}
AT_MOST = 40

Row = dict[str, object]
Tables = dict[str, list[Row]]


def expected(year: int) -> Tables:
    tables: Tables = json.loads((SAMPLES / f"sen2-{year}.expected.json").read_text(encoding="utf-8"))
    return tables


def key_of(table: str, row: Row) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in KEYS[table])


def by_key(table: str, rows: list[Row]) -> dict[tuple[str, ...], Row]:
    return {key_of(table, row): row for row in rows}


def said(row: Row, column: str) -> str:
    return repr(row[column]) if column in row else "no such column"


def differences(table: str, wanted: list[Row], found: list[Row]) -> list[str]:
    """Each way in which the rows differ, one line each. True is not 1 here: a kind of value is part of the value."""
    ours, theirs = by_key(table, wanted), by_key(table, found)
    lines = [f"{table} {' '.join(key)}: the row is missing" for key in ours if key not in theirs]
    lines += [f"{table} {' '.join(key)}: no such row was expected" for key in theirs if key not in ours]
    for key in ours.keys() & theirs.keys():
        for column in dict.fromkeys([*ours[key], *theirs[key]]):
            want, got = said(ours[key], column), said(theirs[key], column)
            if want != got:
                lines.append(f"{table} {' '.join(key)} {column}: expected {want}, found {got}")
    if not lines and [key_of(table, row) for row in wanted] != [key_of(table, row) for row in found]:
        lines.append(f"{table}: the rows are the expected ones, but not sorted by their key, or not each once")
    return sorted(lines)


@pytest.mark.parametrize("year", YEARS)
def test_a_return_becomes_the_tables_worked_out_by_hand(year: int) -> None:
    found: Tables = tables_of([SAMPLES / f"sen2-{year}.xml"])
    wanted = expected(year)
    lines = [line for table in KEYS for line in differences(table, wanted[table], found.get(table, []))]
    more = [f"... and {len(lines) - AT_MOST} more"] if len(lines) > AT_MOST else []
    assert not lines, "\n".join([f"sen2-{year}.xml: {len(lines)} differences", *lines[:AT_MOST], *more])


@pytest.mark.parametrize("year", YEARS)
def test_the_expected_tables_hold_together(year: int) -> None:
    tables = expected(year)
    assert list(tables) == list(KEYS)
    for table, rows in tables.items():
        keys = [key_of(table, row) for row in rows]
        assert keys == sorted(set(keys)), table
        columns = {tuple(row) for each in YEARS for row in expected(each)[table]}
        assert len(columns) == 1, f"{table} has not the same columns in every row and year"
        for row in rows:
            days = [str(value) for column, value in row.items() if column.endswith("_on") and value is not None]
            assert days == [date.fromisoformat(day).isoformat() for day in days]
    people = by_key("people", tables["people"])
    requests = by_key("requests", tables["requests"])
    plans = by_key("plans", tables["plans"])
    for (person, request), row in requests.items():
        assert (person,) in people
        assert request.startswith(f"{person}.")
        assert {column: row[column] for column in ("sex", "ethnicity")} == {
            column: people[(person,)][column] for column in ("sex", "ethnicity")
        }
    assert plans.keys() <= requests.keys()
    for table in ("placements", "reviews"):
        for person, request, row_id in (key_of(table, row) for row in tables[table]):
            assert (person, request) in plans, f"{table} {row_id} has no plan"
            assert row_id.startswith(f"{request}.")
    for row in tables["placements"]:
        plan = plans[(str(row["person_id"]), str(row["request_id"]))]
        assert plan["named_plan" if row["named"] else "active"] is True


@pytest.mark.parametrize("year", YEARS)
def test_the_sample_is_well_formed_and_every_person_and_request_has_a_row(year: int) -> None:
    root = ElementTree.parse(SAMPLES / f"sen2-{year}.xml").getroot()
    assert root is not None
    tables = expected(year)
    assert [each.findtext("Surname", "").strip() for each in root.iter("Person")] == [
        row["surname"] for row in sorted(tables["people"], key=lambda row: int(str(row["person_id"])))
    ]
    assert len(list(root.iter("Requests"))) == len(tables["requests"])
    assert len(list(root.iter("PlanDetail"))) == len([row for row in tables["placements"] if row["named"]])
    assert len(list(root.iter("PlacementDetail"))) == len([row for row in tables["placements"] if not row["named"]])


def test_a_difference_is_told_with_its_row_and_column() -> None:
    wanted: list[Row] = [{"person_id": "1", "age": 6, "sex": "F"}, {"person_id": "2", "age": 7, "sex": "M"}]
    found: list[Row] = [{"person_id": "1", "age": "6", "sex": "F"}, {"person_id": "3", "age": 7, "sex": "M"}]
    assert differences("people", wanted, wanted) == []
    assert differences("people", wanted, found) == [
        "people 1 age: expected 6, found '6'",
        "people 2: the row is missing",
        "people 3: no such row was expected",
    ]
    assert len(differences("people", wanted, wanted[::-1])) == 1
    assert len(differences("people", wanted, [*wanted, wanted[0]])) == 1
