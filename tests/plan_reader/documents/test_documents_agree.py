"""The published plan, made as a web page, a word-processor file, a workbook and CSV files, reads to the same truth.

Cells have borders here, so nothing may be in doubt: every action and KPI equals the plan read by hand, and no
reading is said to be ambiguous.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft, from_json, to_json
from tests.plan_reader.documents import agreement, as_csv, as_docx, as_html, as_xlsx
from tests.plan_reader.documents.published_plan import Plan, published_plan, truth, with_merges


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    return truth()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return published_plan()


def assert_same(differences: list[str]) -> None:
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences[:40])


def read_text(text: str, path: Path, encoding: str = "utf-8") -> Draft:
    path.write_bytes(text.encode(encoding))
    return read(path)


# --- the truth itself is what the tests believe it is --------------------------------------------------------


def test_the_tests_lay_out_every_item_of_the_truth(plan: Plan, known: dict[str, Any]) -> None:
    counts = known["counts"]
    assert sum(len(part.actions.rows) - 1 for part in plan.parts) == counts["actions"] == 28
    assert sum(len(table.rows) - 1 for part in plan.parts for table in part.kpis) == counts["kpis"] == 43
    assert [len(part.needs) for part in plan.parts] == [7, 8, 7, 5]
    assert [len(part.voice) for part in plan.parts] == [8, 3, 6, 14]
    empty = sum(
        cell is not None and not cell.paragraphs for p in plan.parts for t in p.kpis for r in t.rows for cell in r
    )
    undated = sum(kpi["baseline_date"] is None for kpi in known["kpis"])
    assert empty == counts["step_kinds"]["blank"] + undated


# --- web pages -----------------------------------------------------------------------------------------------


PAGES = {
    "paragraphs, header cells": (as_html.in_paragraphs, True),
    "line breaks, no header cells": (as_html.in_lines, False),
    "lists in cells, no-break spaces in empty cells": (as_html.in_lists, True),
}


@pytest.mark.parametrize("made", PAGES)
@pytest.mark.parametrize("dashes", [False, True], ids=["plain owners", "owners with dashes"])
def test_a_web_page(known: dict[str, Any], tmp_path: Path, made: str, dashes: bool) -> None:
    paragraphs, headed = PAGES[made]
    draft = read_text(as_html.page(published_plan(dashes), paragraphs, headed), tmp_path / "plan.html")
    assert_same(agreement.everything_differs(known, draft))


@pytest.mark.parametrize("two_header_rows", [False, True], ids=["one header row", "two header rows"])
def test_a_web_page_with_merged_cells(plan: Plan, known: dict[str, Any], tmp_path: Path, two_header_rows: bool) -> None:
    draft = read_text(as_html.page(with_merges(plan, two_header_rows)), tmp_path / "plan.html")
    assert_same(agreement.everything_differs(known, draft))


def test_what_only_the_page_adds_is_not_in_the_plan(plan: Plan, tmp_path: Path) -> None:
    """The menu, the footer and the script are no part of any action, KPI, section or statement."""
    draft = read_text(as_html.page(plan), tmp_path / "plan.html")
    placed = to_json(msgspec.structs.replace(draft, findings=(), unplaced=())).decode()
    for furniture in ("Skip to content", "Cookies", "not part of the page", "Section Z"):
        assert furniture not in placed
    unplaced = [part.text for part in draft.unplaced]
    assert unplaced == ["Skip to content", "Home", "Cookies"]
    assert [section.letter for section in draft.sections] == ["A", "B", "C", "D"]


# --- word-processor files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("styled", [True, False], ids=["heading styles", "bold text and typed bullets"])
def test_a_word_processor_file(plan: Plan, known: dict[str, Any], tmp_path: Path, styled: bool) -> None:
    draft = read(as_docx.write(plan, tmp_path / "plan.docx", styled))
    assert_same(agreement.everything_differs(known, draft))


@pytest.mark.parametrize("two_header_rows", [False, True], ids=["one header row", "two header rows"])
def test_a_word_processor_file_with_merged_cells(
    plan: Plan, known: dict[str, Any], tmp_path: Path, two_header_rows: bool
) -> None:
    draft = read(as_docx.write(with_merges(plan, two_header_rows), tmp_path / "plan.docx"))
    assert_same(agreement.everything_differs(known, draft))


# --- workbooks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [False, True], ids=["all text", "figures and dates typed"])
@pytest.mark.parametrize("layout", [as_xlsx.a_sheet_a_section, as_xlsx.a_sheet_a_kind])
def test_a_workbook(plan: Plan, known: dict[str, Any], tmp_path: Path, layout: Any, typed: bool) -> None:
    draft = read(layout(plan, tmp_path / "plan.xlsx", typed))
    assert_same(agreement.everything_differs(known, draft))


@pytest.mark.parametrize("two_header_rows", [False, True], ids=["one header row", "two header rows"])
def test_a_workbook_with_merged_cells(plan: Plan, known: dict[str, Any], tmp_path: Path, two_header_rows: bool) -> None:
    draft = read(as_xlsx.a_sheet_a_section(with_merges(plan, two_header_rows), tmp_path / "plan.xlsx"))
    assert_same(agreement.everything_differs(known, draft))


@pytest.mark.parametrize("layout", [as_xlsx.a_sheet_a_section, as_xlsx.a_sheet_a_kind])
def test_a_workbook_with_shared_strings(plan: Plan, known: dict[str, Any], tmp_path: Path, layout: Any) -> None:
    path = as_xlsx.with_shared_strings(layout(plan, tmp_path / "plan.xlsx"))
    draft = read(path)
    assert_same(agreement.everything_differs(known, draft))


# --- CSV files -----------------------------------------------------------------------------------------------


ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_csv_file_of_actions(plan: Plan, known: dict[str, Any], tmp_path: Path, encoding: str) -> None:
    draft = read_text(as_csv.actions_file(plan), tmp_path / "actions.csv", encoding)
    assert_same(agreement.actions_differ(known, draft))
    assert not draft.kpis


@pytest.mark.parametrize("delimiter", [";", "\t"], ids=["semicolons", "tabs"])
def test_a_csv_file_with_other_delimiters(plan: Plan, known: dict[str, Any], tmp_path: Path, delimiter: str) -> None:
    draft = read_text(as_csv.actions_file(plan, delimiter), tmp_path / "actions.csv")
    assert_same(agreement.actions_differ(known, draft))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_csv_file_of_kpis_in_blocks(plan: Plan, known: dict[str, Any], tmp_path: Path, encoding: str) -> None:
    draft = read_text(as_csv.kpis_file(plan), tmp_path / "kpis.csv", encoding)
    assert_same(agreement.kpis_differ(known, draft))
    assert not draft.actions


def test_a_csv_file_of_kpis_with_their_section(plan: Plan, known: dict[str, Any], tmp_path: Path) -> None:
    draft = read_text(as_csv.kpis_file_with_section(plan), tmp_path / "kpis.csv")
    assert_same(agreement.kpis_differ(known, draft))


# --- every format says where, and survives its own JSON ------------------------------------------------------


def every_format(plan: Plan, folder: Path) -> list[Path]:
    page = folder / "plan.html"
    page.write_text(as_html.page(plan), encoding="utf-8")
    table = folder / "actions.csv"
    table.write_text(as_csv.actions_file(plan), encoding="utf-8")
    return [
        page,
        table,
        as_docx.write(plan, folder / "plan.docx"),
        as_xlsx.a_sheet_a_section(plan, folder / "plan.xlsx"),
    ]


def test_every_item_says_where_it_was_read(plan: Plan, tmp_path: Path) -> None:
    for path in every_format(plan, tmp_path):
        draft = read(path)
        places = [action.where for action in draft.actions] + [kpi.where for kpi in draft.kpis]
        assert places, path.name
        assert all(place.line is not None or place.cell for place in places), path.name
        if path.suffix == ".xlsx":
            assert all("Section" in (place.cell or "") for place in places), "the sheet's name is part of the place"
        distinct = {(place.line, place.end_line, place.cell) for place in places}
        assert len(distinct) == len(places), f"{path.name}: two items stand in one place"


def test_a_draft_of_any_format_is_the_same_after_a_round_trip(plan: Plan, tmp_path: Path) -> None:
    for path in every_format(plan, tmp_path):
        draft = read(path)
        assert from_json(to_json(draft)) == draft
        assert draft.source.name == path.name


# --- and a change in a cell is a change in the draft (the tests above can fail) ------------------------------


def test_a_changed_cell_is_noticed(plan: Plan, known: dict[str, Any], tmp_path: Path) -> None:
    page = as_html.page(plan).replace("<td>800 of current backlog</td>", "<td>700 of current backlog</td>")
    differences = agreement.everything_differs(known, read_text(page, tmp_path / "plan.html"))
    assert differences == [
        "KPI C-K5 step 1 as written: wanted '800 of current backlog', found '700 of current backlog'",
        "KPI C-K5 step 1 value: wanted Decimal('800.0'), found Decimal('700')",
    ]
