"""Workbooks: what a cell holds, and what about it could mislead; traps are refused."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from sendplan.records.faults import Refused
from sendplan.records.sources.sheets import Workbook


@pytest.mark.parametrize("calendar", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_cells(tmp_path: Path, calendar: dt.datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = calendar
    sheet: Any = book.active
    sheet.append(["a", "b", "c", "d"])
    sheet.append([dt.date(2025, 1, 6), dt.datetime(2025, 1, 6, 9, 30), 12.3, 1234567890123])  # noqa: DTZ001 - Excel has no zones
    sheet.append([0.1 + 0.2, True, "#N/A", "=1+1"])
    sheet.append(["0012", dt.time(9, 0), 1.5e20, "x\ny"])
    sheet["A5"], sheet["B5"] = 0.13, 45663
    sheet["A5"].number_format = "0%"
    sheet.merge_cells("A6:B8")
    sheet["A6"], sheet["C7"] = "m", "z"
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("old").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    with Workbook(tmp_path / "a.xlsx") as read:
        assert [(each.name, each.hidden) for each in read.sheets] == [("Sheet", False), ("old", True)]
        rows = list(read.rows(read.sheets[0]))
        assert [row.cells for row in rows[1:]] == [
            {0: "2025-01-06", 1: "2025-01-06 09:30:00", 2: "12.3", 3: "1234567890123"},
            {0: "0.3", 1: "TRUE", 2: "#N/A"},
            {0: "0012", 1: "0.375", 2: "150000000000000000000", 3: "x\ny"},
            {0: "0.13", 1: "45663"},
            {0: "m"},
            {2: "z"},
        ]
        assert [row.marks for row in rows[1:5]] == [
            {2: "number", 3: "number"},
            {0: "number", 2: "error", 3: "formula"},
            {1: "number", 2: "imprecise"},
            {0: "percent", 1: "number"},
        ]
        assert [row.number for row in rows if row.hidden] == [4]
        assert [str(area) for area in read.merged(read.sheets[0])] == ["A6:B8"]


def with_sheet(path: Path, xml: bytes) -> Path:
    """A sound workbook whose one sheet is these bytes."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return path


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def rows_of(path: Path) -> int:
    with Workbook(path) as book:
        return sum(len(list(book.rows(sheet))) for sheet in book.sheets)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + b"<row><c><v>1</v></c></row>" + TAIL,
        HEAD + b"<row><c><v>1" + b"1" * 60_000_000 + b"</v></c></row>" + TAIL,
        HEAD + b"<x/>" * 20_000_000 + TAIL,
        HEAD + b"<row><c><v>one</v></c></row>" + TAIL,
        HEAD + b'<row><c t="s"><v>99</v></c></row>' + TAIL,
        HEAD + b"<row><c><v>1</v></c>",
    ],
    ids=["DTD", "one endless number", "endless elements", "no number", "no such string", "cut off"],
)
def test_traps_and_damage_are_refused_in_a_sentence(tmp_path: Path, xml: bytes) -> None:
    with pytest.raises(Refused) as refused:
        rows_of(with_sheet(tmp_path / "a.xlsx", xml))
    assert str(refused.value).startswith("a.xlsx: ")


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" + b"x" * 100, b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused):
        rows_of(path)


def test_a_word_file_is_named_for_what_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        made.writestr("word/document.xml", "<x/>")
    with pytest.raises(Refused, match="Word file"):
        rows_of(tmp_path / "a.xlsx")
