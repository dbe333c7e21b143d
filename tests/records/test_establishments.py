"""The list of schools: DfE's own file is read as it is downloaded, and returns are held to it where it is loaded."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import duckdb
import pytest

from sendplan.records.cover import Cover, Period
from sendplan.records.loading import Report, load
from sendplan.records.store import Store

SAMPLE = Path(__file__).parent / "samples" / "sen2-2025.xml"
TODAY = dt.date(2025, 3, 1)
SCHOOLS = Cover("establishments", Period(dt.date(2024, 1, 1), dt.date(2025, 3, 2)))

# Headings as DfE's file has them, some of its 150; the schools are made up.
HEADS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    "HeadLastName", "UKPRN", "TypeOfResourcedProvision (name)", "SenUnitCapacity",
)  # fmt: skip
URNS = ("993001", "993002", "993101", "993201", "993301", "993401", "993501")  # 993901 is in the return and not here


def gias(folder: Path, **closed: str) -> Path:
    path = folder / "edubasealldata20250301.csv"
    with path.open("w", encoding="cp1252", newline="") as stream:
        rows = csv.writer(stream, quoting=csv.QUOTE_ALL)
        rows.writerow(HEADS)
        for at, urn in enumerate(URNS):
            kind = "Offshore schools" if urn == "993401" else "Community school"
            shut = closed.get(f"u{urn}", "")
            opened = ("01-09-1852", "25-01-1990", "")[at % 3]
            rows.writerow(
                [urn, "100", "Sandford", "3000", f"St Zoë’s {at}", "01", kind, "2" if shut else "1",
                 "Closed" if shut else "Open", opened, shut, "Sample", "", "Not applicable", ""]
            )  # fmt: skip
    return path


def loaded(store: Store, path: Path, *cover: Cover, dry_run: bool = False) -> Report:
    return load([path], store=store, today=TODAY, who="Ada", cover=cover, partial=True, dry_run=dry_run)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "records", "sandford")


def test_a_return_is_held_to_the_list_of_schools_where_one_is_loaded(store: Store, tmp_path: Path) -> None:
    before = loaded(store, SAMPLE)
    assert before.not_checked == (
        "Whether each URN is a school's, and open, was not checked: no list of schools is loaded.",
    )
    assert store.manifest(before.load or "").not_checked == before.not_checked
    assert not [rule for rule in before.issues if rule.startswith("L3")]

    schools = loaded(store, gias(tmp_path, u993501="31-08-2024"), SCHOOLS)
    assert schools.loaded
    # Of the many columns that nothing asks about nothing is said, and the day of 1852 is no fault.
    assert set(schools.issues) == {"text-encoding"}
    query = store.reader().standing("establishments", TODAY)
    rows = duckdb.execute(f"SELECT urn, opened_on, closed_on, provision, authority FROM ({query}) ORDER BY urn")
    assert rows.fetchmany(2) == [
        ("993001", None, None, "Not applicable", "100"),
        ("993002", dt.date(1990, 1, 25), None, "Not applicable", "100"),
    ]

    # The same file asked more is another load: what was found in it is no longer the same.
    after = loaded(store, SAMPLE)
    assert after.loaded
    assert after.not_checked == ()
    found = {rule: number for rule, number in after.issues.items() if rule.startswith("L3")}
    assert found == {
        "L3a.attended": 1,
        "L3b.attended": 1,
        "L3b.named": 1,
        "L3c.attended": 2,
        "L3c.named": 2,
        "L3d.attended": 1,
        "L3d.named": 1,
    }
    said = {issue.rule: issue.reason for issue in after.found}
    assert said["L3a.attended"] == "993901 is not on the list of schools that is loaded."
    assert said["L3b.attended"] == "993501 closed on 2024-08-31, and is still given on 2024-12-20."
    assert said["L3d.named"] == "993401 is listed as “Offshore schools”."
    assert {rule: number for rule, number in after.issues.items() if rule not in found} == before.issues
    assert loaded(store, SAMPLE).unchanged


def test_a_list_that_does_not_speak_for_the_survey_day_is_not_asked(store: Store, tmp_path: Path) -> None:
    later = Cover("establishments", Period(dt.date(2025, 2, 1), dt.date(2025, 3, 1)))
    assert loaded(store, gias(tmp_path), later).loaded
    report = loaded(store, SAMPLE, dry_run=True)
    assert report.not_checked
    assert not [rule for rule in report.issues if rule.startswith("L3")]
