"""DfE's figures: each cell a row, exact, with its sign, release and version.

The figures of England and Devon are DfE's, "Education, health and care plans" (Open Government Licence v3.0).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sendplan.records.faults import Refused
from sendplan.records.sources.published import is_published, read_published
from sendplan.records.staging import Staging

JULY, JANUARY = dt.date(2025, 7, 1), dt.date(2026, 1, 29)
WHERE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,"
    "old_la_code,la_name"
)
ENGLAND = "2024,Calendar year,National,E92000001,England,,,,,"
REGION = "2024,Calendar year,Regional,E92000001,England,E12000009,South West,,,"
DEVON = "2024,Calendar year,Local authority,E92000001,England,E12000009,South West,E10000008,878,Devon"
SPLIT = "All EHC plans issued,All EHC plans issued"


@pytest.fixture
def staging() -> Iterator[Staging]:
    with Staging() as made:
        yield made


def save(folder: Path, name: str, *lines: str, codec: str = "utf-8-sig") -> Path:
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(codec))
    return path


def figures(staging: Staging, columns: str) -> list[tuple[object, ...]]:
    return staging.con.execute(f"SELECT {columns} FROM published ORDER BY row_no").fetchall()


def test_each_cell_is_a_row(staging: Staging, tmp_path: Path) -> None:
    head = f"{WHERE},breakdown_topic,breakdown,PC_plans_issued_20_weeks_ex,number_decsion_4weeks"
    path = save(
        tmp_path,
        "timeliness.csv",
        head,
        f"{ENGLAND},{SPLIT},46.4,x",
        f"{REGION},{SPLIT},z,12",
        f"{DEVON},{SPLIT},3.2,-211",
    )
    assert read_published(staging, path, "2025", JULY) == 6
    assert figures(staging, "level, area_code, indicator, value, sign, source_line") == [
        ("National", "E92000001", "pc_plans_issued_20_weeks_ex", Decimal("46.4"), None, 2),
        ("National", "E92000001", "number_decsion_4weeks", None, "x", 2),
        ("Regional", "E12000009", "pc_plans_issued_20_weeks_ex", None, "z", 3),
        ("Regional", "E12000009", "number_decsion_4weeks", Decimal(12), None, 3),
        ("Local authority", "E10000008", "pc_plans_issued_20_weeks_ex", Decimal("3.2"), None, 4),
        ("Local authority", "E10000008", "number_decsion_4weeks", Decimal(-211), None, 4),
    ]
    assert set(figures(staging, "file, release, version, period, period_kind, topic")) == {
        ("timeliness", "2025", JULY, "2024", "Calendar year", "All EHC plans issued")
    }


def test_two_versions_of_a_figure_stand_side_by_side(staging: Staging, tmp_path: Path) -> None:
    head = f"{WHERE},breakdown_topic,breakdown,review_decision_outstanding"
    for version, figure in ((JULY, -211), (JANUARY, 340)):
        read_published(
            staging, save(tmp_path, "annual_reviews.csv", head, f"{DEVON},{SPLIT},{figure}"), "2025", version
        )
    assert figures(staging, "row_no, version, value") == [(1, JULY, Decimal(-211)), (2, JANUARY, Decimal(340))]
    assert staging.con.execute("SELECT count(*) FROM issues").fetchone() == (0,)


def test_the_layout_before_2023_has_no_breakdowns(staging: Staging, tmp_path: Path) -> None:
    head = WHERE.replace("new_la_code,old_la_code", "old_la_code,new_la_code") + ",NewallEHC,AssnoneEHC_pc,Assnone"
    line = '2021,Calendar year,National,E92000001,England,"","","","","",62180,5.90621,z'
    read_published(staging, save(tmp_path, "sen2_mi.csv", head, line, codec="utf-8"), "2022", dt.date(2022, 5, 12))
    assert figures(staging, "topic, breakdown, indicator, value, sign") == [
        ("Total", "Total", "newallehc", Decimal(62180), None),
        ("Total", "Total", "assnoneehc_pc", Decimal("5.9062"), None),
        ("Total", "Total", "assnone", None, "z"),
    ]
    assert staging.con.execute("SELECT rule, col, reason FROM issues").fetchall() == [
        ("number-rounded", "assnoneehc_pc", "1 figure of the column has")
    ]


def test_words_in_place_of_figures_are_kept_as_published(staging: Staging, tmp_path: Path) -> None:
    read_published(staging, save(tmp_path, "officers.csv", f"{WHERE},des_med_off", f"{DEVON},Recruiting"), "2025", JULY)
    assert figures(staging, "value, sign") == [(None, "Recruiting")]


def test_a_column_that_stands_twice_is_one_or_refused(staging: Staging, tmp_path: Path) -> None:
    head = f"{WHERE},review_meeting_prior_24,Review_Meeting_Prior_24"
    assert read_published(staging, save(tmp_path, "a.csv", head, f"{DEVON},5,5"), "2025", JULY) == 1
    assert staging.con.execute("SELECT rule, value FROM issues").fetchall() == [
        ("heading-duplicate", "review_meeting_prior_24")
    ]
    with pytest.raises(Refused, match="twice with different figures"):
        read_published(staging, save(tmp_path, "a.csv", head, f"{DEVON},5,6"), "2025", JANUARY)


def test_a_figure_that_stands_twice_is_asked_about(staging: Staging, tmp_path: Path) -> None:
    read_published(staging, save(tmp_path, "a.csv", f"{WHERE},n", f"{DEVON},5", f"{DEVON},6"), "2025", JULY)
    assert staging.con.execute("SELECT rule, row_no, source_line FROM issues").fetchall() == [("published-twice", 2, 3)]


def test_empty_cells_are_rows_and_said(staging: Staging, tmp_path: Path) -> None:
    assert read_published(staging, save(tmp_path, "a.csv", f"{WHERE},n,m", f"{DEVON},5,"), "2025", JULY) == 2
    assert figures(staging, "value, sign") == [(Decimal(5), None), (None, None)]
    assert staging.con.execute("SELECT rule FROM issues").fetchall() == [("published-blank",)]


@pytest.mark.parametrize(
    ("head", "line", "says"),
    [
        ("team,role", "a,b", "is not one of DfE's open data files: it lacks time_period"),
        (WHERE, DEVON, "any figures"),
        (f"{WHERE},n", f"{DEVON},5,6", "12 fields under 11 headings"),
    ],
)
def test_other_files_are_refused(staging: Staging, tmp_path: Path, head: str, line: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_published(staging, save(tmp_path, "a.csv", head, line), "2025", JULY)


def test_what_is_published_is_told_by_its_columns() -> None:
    assert is_published([*WHERE.upper().split(","), "n"])
    assert not is_published(WHERE.split(","))
