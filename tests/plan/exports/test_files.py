"""The files themselves: what a screen reader, a printer and a spreadsheet find in them."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import html

from sendplan.plan.exports import exported
from sendplan.plan_reader.draft import Progress, Status
from tests.conftest import OFFICE
from tests.plan.exports.drafts import DAY, HERE, published, replace


def plan() -> Any:
    """The published plan with an update and a rating, which it has none of."""
    first, *others = published().actions
    update = Progress(label="November update", text="The board met twice.", on=dt.date(2023, 11, 30), where=HERE)
    rating = Status(label="RAG", as_written="Green", fill="#00b050", meaning="on_track", where=HERE)
    return replace(published(), actions=(replace(first, updates=(update,), statuses=(rating,)), *others))


@pytest.fixture(scope="module")
def word() -> Any:
    return docx.Document(io.BytesIO(exported(plan(), "docx", today=DAY)))


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(exported(plan(), "xlsx", today=DAY)))


@pytest.fixture(scope="module")
def page() -> Any:
    return html.fromstring(exported(plan(), "html", today=DAY))


class TestWord:
    def test_headings_are_real_and_skip_no_level(self, word: Any) -> None:
        levels = [int(p.style.name[-1]) for p in word.paragraphs if p.style.name.startswith("Heading")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert set(levels) == {1, 2, 3}
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_header_rows_repeat_and_no_row_is_split(self, word: Any) -> None:
        assert len(word.tables) > 10
        for table in word.tables:
            rows = table._tbl.findall(qn("w:tr"))
            headers = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
            assert headers == [True] + [False] * (len(rows) - 1)
            assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
            assert not table._tbl.findall(f".//{qn('w:vMerge')}")
            assert not table._tbl.findall(f".//{qn('w:gridSpan')}")

    def test_each_table_has_a_title_and_a_description(self, word: Any) -> None:
        for table in word.tables:
            properties = table._tbl.tblPr
            for name in ("w:tblCaption", "w:tblDescription"):
                assert properties.find(qn(name)).get(qn("w:val")).strip()
            names = [child.tag for child in properties]
            order = [
                qn(f"w:{name}") for name in ("tblStyle", "tblW", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
            ]
            assert [name for name in names if name in order] == order

    def test_language_title_and_dates(self, word: Any) -> None:
        assert word.core_properties.title == "Devon Local Area SEND Improvement Plan 2023/24"
        assert word.core_properties.language == "en-GB"
        assert word.core_properties.modified.date() == DAY
        lang = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
        assert lang.get(qn("w:val")) == "en-GB"

    def test_wide_tables_lie_on_their_side_and_pages_are_numbered(self, word: Any) -> None:
        upright, wide = word.sections
        assert upright.page_width < upright.page_height
        assert wide.page_width > wide.page_height
        fields = upright.footer._element.findall(f".//{qn('w:fldSimple')}")
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]
        assert wide.footer.is_linked_to_previous
        for table in word.tables:
            width = sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)
            assert width * 635 <= wide.page_width - wide.left_margin - wide.right_margin


class TestExcel:
    def test_each_sheet_is_one_real_table_with_a_frozen_header(self, book: Any) -> None:
        assert {"About", "Actions", "Updates", "Ratings", "Measures", "Steps", "Statements"} <= set(book.sheetnames)
        names = set()
        for sheet in book.worksheets:
            assert len(sheet.title) <= 31
            (table,) = sheet.tables.values()
            names.add(table.displayName)
            assert table.ref == sheet.dimensions
            heads = [cell.value for cell in sheet[1]]
            assert [column.name for column in table.tableColumns] == heads
            assert len(set(heads)) == len(heads)
            assert sheet.freeze_panes
            assert sheet.freeze_panes.endswith("2")
            assert sheet.print_title_rows == "$1:$1"
            assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value)
        assert len(names) == len(book.sheetnames)

    def test_dates_and_figures_are_real_beside_the_words(self, book: Any) -> None:
        heads, first = ([cell.value for cell in row] for row in (book["Actions"][1], book["Actions"][2]))
        row = dict(zip(heads, first, strict=True))
        assert row["Due"] == "June 2023"
        assert row["Last day (worked out)"] == dt.datetime(2023, 6, 30)  # noqa: DTZ001 - a workbook has no time zones
        steps = book["Steps"]
        figures = {(r[3].value, r[4].value) for r in steps.iter_rows(min_row=2)}
        assert ("12.1%", 12.1) in figures
        assert ("10% reduction", -10) in figures

    def test_properties(self, book: Any) -> None:
        assert book.properties.title == "Devon Local Area SEND Improvement Plan 2023/24"
        assert book.properties.language == "en-GB"
        assert book.properties.modified.date() == DAY

    def test_no_words_are_ever_a_formula(self) -> None:
        """``=cmd`` in a published plan must not run in the spreadsheet of whoever opens it."""
        words = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(“x”)", "#REF!")
        actions = tuple(replace(published().actions[0], id=None, outcome_ids=(), text=text) for text in words)
        data = exported(replace(published(), actions=actions), "xlsx", today=DAY)
        sheets = [
            zipfile.ZipFile(io.BytesIO(data)).read(name)
            for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
            if name.startswith("xl/worksheets/sheet")
        ]
        assert not any(re.search(rb"<f[ >/]|t=\"e\"", sheet) for sheet in sheets)
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = {cell.value: cell for row in book["Actions"].iter_rows() for cell in row}
        for text in words:
            assert cells[text].data_type == "s"
        assert all(cells[text].quotePrefix for text in words[:5])


class TestPage:
    def test_it_stands_by_itself(self, page: Any) -> None:
        assert not page.xpath("//script | //link | //img | //iframe | //@src | //@onclick")
        assert {link.get("href") for link in page.xpath("//a")} == {"#plan"}
        assert page.xpath("//*[@id='plan']")
        style = page.xpath("string(//style)")
        assert "url(" not in style
        assert "@import" not in style

    def test_language_title_and_encoding(self, page: Any) -> None:
        assert page.get("lang") == "en-GB"
        assert page.xpath("string(//title)") == "Devon Local Area SEND Improvement Plan 2023/24"
        assert page.xpath("//meta[@charset='utf-8']")
        data = exported(plan(), "html", today=DAY)
        assert data.index(b"charset") < 1024
        assert data.startswith(b"<!DOCTYPE html>")

    def test_tables_have_captions_and_scopes(self, page: Any) -> None:
        tables = page.xpath("//table")
        assert len(tables) > 10
        for table in tables:
            assert table.xpath("string(caption)").strip()
            assert table.xpath("thead/tr/th")
            assert all(th.get("scope") == "col" for th in table.xpath("thead/tr/th"))
            assert all(th.get("scope") == "row" for th in table.xpath("tbody//th"))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_headings_skip_no_level(self, page: Any) -> None:
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.office
@pytest.mark.parametrize(("kind", "text"), [("docx", "txt:Text"), ("xlsx", "csv"), ("html", "txt:Text")])
def test_libreoffice_opens_it(kind: Any, text: str, tmp_path: Path) -> None:
    """Another program than the one that wrote it finds the words in it."""
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(exported(plan(), kind, today=DAY))
    asked = [
        str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", text,
        "--outdir", str(tmp_path), str(path),
    ]  # fmt: skip
    done = subprocess.run(asked, capture_output=True, text=True, timeout=240, check=False)
    made = tmp_path / f"plan.{text[:3]}"
    assert made.exists(), done.stderr
    assert "Devon Local Area SEND Improvement Plan 2023/24" in made.read_text(encoding="utf-8", errors="replace")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_what_libreoffice_saves_again_is_the_same_plan(kind: Any, tmp_path: Path) -> None:
    """An officer's own program rewrites every part of the file; the plan and its ids are still there."""
    from sendplan.plan_reader.read import read
    from sendplan.plan_reader.register.same import first_difference

    path = tmp_path / f"plan.{kind}"
    path.write_bytes(exported(plan(), kind, today=DAY))
    out = tmp_path / "again"
    asked = [
        str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", kind,
        "--outdir", str(out), str(path),
    ]  # fmt: skip
    done = subprocess.run(asked, capture_output=True, text=True, timeout=240, check=False)
    again = out / f"plan.{kind}"
    assert again.exists(), done.stderr
    assert again.read_bytes() != path.read_bytes()
    assert first_difference(plan(), read(again)) is None
