"""Workbooks: values as people see them, sheets in order, far-off cells."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sendplan.formats import open_bytes
from sendplan.formats.document import Document, Heading, Table
from sendplan.formats.workbook import written


def saved(book: Workbook) -> Document:
    target = io.BytesIO()
    book.save(target)
    return open_bytes(target.getvalue(), "plan.xlsx")


def opened() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


@pytest.mark.parametrize(
    ("value", "shown_as", "text"),
    [
        (0.13, "0%", "13%"),
        (0.13, "0.0%", "13.0%"),
        (0.0083, "0.00%", "0.83%"),
        (0.599, "0%", "59.9%"),
        (1600, "#,##0", "1,600"),
        (16, "General", "16"),
        (16.0, "General", "16"),
        (0.1 + 0.2, "General", "0.3"),
        (dt.datetime(2023, 1, 1), "mmmm yyyy", "January 2023"),  # noqa: DTZ001  Excel's dates have no zone - cells have no zone
        (dt.datetime(2023, 1, 31), "mmm-yy", "January 2023"),  # noqa: DTZ001  Excel's dates have no zone
        (dt.datetime(2023, 1, 31), "dd/mm/yyyy", "31 January 2023"),  # noqa: DTZ001  Excel's dates have no zone
        (True, "General", "Yes"),
        (None, "General", ""),
        ("10% reduction", "General", "10% reduction"),
    ],
)
def test_a_value_is_written_as_people_write_it(value: object, shown_as: str, text: str) -> None:
    assert written(value, shown_as) == text


def test_sheets_are_headings_and_tables_and_hidden_ones_are_said() -> None:
    book, sheet = opened()
    sheet.title = "Section A"
    sheet["A1"] = "What needs improvement"
    sheet["A3"] = "line one\nline two"
    hidden = book.create_sheet("Workings")
    hidden["A1"] = "secret"
    hidden.sheet_state = "hidden"
    document = saved(book)
    assert [type(block) for block in document.blocks] == [Heading, Table]
    assert [run.text for run in document.runs()] == ["Section A", "What needs improvement", "line one", "line two"]
    assert document.remarks == ("The hidden sheet “Workings” was not read.",)
    assert list(document.runs())[2].place.words() == "sheet Section A, row 3, column 1"


def test_a_far_off_cell_makes_no_great_grid() -> None:
    book, sheet = opened()
    sheet["A1"] = "near"
    sheet["XFD1048576"] = "far"
    table = saved(book).blocks[1]
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (3, 2)


def test_a_formula_without_a_saved_result_is_shown_and_said() -> None:
    book, sheet = opened()
    sheet["A1"] = "=1+1"
    document = saved(book)
    assert [run.text for run in document.runs()] == ["Sheet", "=1+1"]
    assert "formulas" in document.remarks[0]
