"""Documents written by their own blocks: names of sheets, cells that are too long, what a reader of the file meets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from sendplan.formats import open_bytes
from sendplan.formats.document import Table as ReadTable
from sendplan.formats.unwritable import Unwritable
from sendplan.formats.write_docx import to_docx
from sendplan.formats.write_html import to_html
from sendplan.formats.write_xlsx import to_xlsx
from sendplan.formats.writing import Block, Bullets, Column, Heading, Paragraph, Sheet, Table, Written, as_document

DAY = dt.date(2024, 2, 29)


def _table(*rows: tuple[str | tuple[str, ...] | dt.date | Decimal, ...]) -> Table:
    return Table("Things", "One row for each thing.", (Column("Name"), Column("What it is", 4)), rows)


def _written(*blocks: Block) -> Written:
    return Written("A title", DAY, blocks)


def test_names_of_sheets_are_legal_and_unlike_each_other() -> None:
    names = ("a/b:c*?[d]", "A B C D", "x" * 40, "x" * 41, "'", "History", "x" * 31)
    blocks = [block for name in names for block in (Sheet(name), _table(("one", "two")))]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(_written(*blocks))))
    assert len(book.sheetnames) == len(names)
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert "History" not in book.sheetnames


def test_words_too_long_for_a_cell_of_excel_are_refused_whole() -> None:
    assert to_xlsx(_written(_table(("one", "w" * 32_767))))
    with pytest.raises(Unwritable, match=r"row 2, column 2 of sheet “Plan”.*write the plan as Word"):
        to_xlsx(_written(_table(("one", "w" * 32_768))))
    with pytest.raises(Unwritable):
        to_xlsx(_written(_table(("one", "👩" * 16_384))))


@pytest.mark.parametrize("write", [to_docx, to_html])
def test_a_reader_of_the_file_meets_the_blocks_that_were_written(write: Callable[[Written], bytes]) -> None:
    written = _written(
        Heading("A title", 1),
        Paragraph("Words <b> & “quotes”."),
        Bullets(("One", "Two")),
        Heading("Below", 2),
        _table(("first", ("a", "b")), ("second", DAY), ("third", Decimal("0.10")), ("", "")),
    )
    read = open_bytes(write(written), "made")
    wanted = as_document(written, "made")
    blocks = [block for block in read.blocks if isinstance(block, ReadTable) or "Skip" not in block.run.text]
    assert [type(block) for block in blocks] == [type(block) for block in wanted.blocks]
    for got, expected in zip(blocks, wanted.blocks, strict=True):
        if isinstance(got, ReadTable) and isinstance(expected, ReadTable):
            texts = [
                [(cell.row, cell.column, tuple(run.text for run in cell.runs)) for cell in table.cells]
                for table in (got, expected)
            ]
            assert texts[0] == texts[1]
            assert (got.rows, got.columns) == (5, 2)
        elif not isinstance(got, ReadTable) and not isinstance(expected, ReadTable):
            assert got.run.text == expected.run.text
    table = blocks[-1]
    assert isinstance(table, ReadTable)
    assert [run.text for run in table.cells[5].runs] == ["29 February 2024"]
    assert [run.text for run in table.cells[7].runs] == ["0.10"]


def test_days_and_figures_are_real_in_a_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(_written(_table(("a", DAY), ("b", Decimal("0.1")))))))
    sheet = book.worksheets[0]
    assert sheet["B2"].value == dt.datetime(2024, 2, 29)  # noqa: DTZ001 - a workbook has no time zones
    assert sheet["B2"].number_format == "d mmmm yyyy"
    assert sheet["B3"].value == 0.1


@pytest.mark.parametrize("write", [to_docx, to_xlsx, to_html])
def test_the_same_document_makes_the_same_bytes(write: Callable[[Written], bytes]) -> None:
    written = _written(Heading("A title", 1), _table(("a", "b")))
    assert write(written) == write(written)
