"""Excel: a sheet for each kind, each one real table with a frozen header; words as text, never as formulas."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sendplan.formats.unwritable import Unwritable
from sendplan.formats.writing import Sheet, Table, Value, Written, paragraphs
from sendplan.formats.zipped import same_bytes

__all__ = ["to_xlsx"]

_MOST = 32_767
"""Characters that Excel keeps in one cell, counted as UTF-16 has them."""

_NARROWEST, _WIDEST = 10, 70
_WIDTH_OF_SHARE = 7
_LINE, _TALLEST = 13, 409
_SHEET_LONGEST = 31
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_FONT, _BOLD = Font(name="Arial", size=10), Font(name="Arial", size=10, bold=True)
_HEADER = PatternFill("solid", fgColor="FFE8F1F8")
_CORE = "docProps/core.xml"


def to_xlsx(written: Written) -> bytes:
    """The document as a workbook. The same document gives the same bytes. Raises ``Unwritable`` for words that are
    longer than a cell of Excel may be."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    name = "Plan"
    for block in written.blocks:
        if isinstance(block, Sheet):
            name = block.name
        elif isinstance(block, Table):
            _sheet(book.create_sheet(_free(name, book.sheetnames)), block, len(book.sheetnames))
    _properties(book, written)
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue(), _settled_parts(out.getvalue(), written.day))


def _free(name: str, taken: list[str]) -> str:
    """A sheet's name as Excel allows it: 31 characters, none of ``[]:*?/\\``, no quote at an end, unlike any other."""
    legal = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:_SHEET_LONGEST].strip(" '") or "Sheet"
    used = {each.casefold() for each in taken} | {"history"}
    made, count = legal, 1
    while made.casefold() in used:
        count += 1
        made = f"{legal[: _SHEET_LONGEST - 1 - len(str(count))]} {count}"
    return made


def _sheet(sheet: Worksheet, table: Table, number: int) -> None:
    heads = [column.label for column in table.columns]
    for at, label in enumerate(heads, start=1):
        _put(sheet, 1, at, label, bold=True)
    for row, values in enumerate(table.rows, start=2):
        for column, value in enumerate(values, start=1):
            _put(sheet, row, column, value, bold=column - 1 == table.row_header)
    last = max(len(table.rows) + 1, 2)
    area = f"A1:{get_column_letter(len(heads))}{last}"
    made = SheetTable(displayName=f"Table{number}_{re.sub('[^A-Za-z0-9]', '', sheet.title)}", ref=area)
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True, showFirstColumn=False)
    sheet.add_table(made)
    widths = [min(_WIDEST, max(_NARROWEST, column.share * _WIDTH_OF_SHARE)) for column in table.columns]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, values in enumerate((tuple(heads), *table.rows), start=1):
        sheet.row_dimensions[row].height = _height(values, widths)
    sheet.freeze_panes = f"{get_column_letter((table.row_header or 0) + 2)}2" if len(heads) > 3 else "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "&A, page &P of &N"


def _height(values: Sequence[Value], widths: Sequence[int]) -> int:
    """Points that a row's fullest cell needs: some programs do not work it out for wrapped words."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        lines = max(lines, sum(1 + len(text) * 9 // (width * 10) for text in paragraphs(value)))
    return min(_TALLEST, 3 + _LINE * lines)


def _put(sheet: Worksheet, row: int, column: int, value: Value, *, bold: bool) -> None:
    if value in ("", ()):
        return
    cell: Any = sheet.cell(row, column)
    if isinstance(value, dt.date):
        cell.value = value
        cell.number_format = "d mmmm yyyy"
    elif isinstance(value, Decimal):
        cell.value = value
        cell.number_format = "General"
    else:
        text = "\n".join(paragraphs(value))
        if len(text.encode("utf-16-le")) > 2 * _MOST:
            raise Unwritable(
                f"The words of row {row}, column {column} of sheet “{sheet.title}” are longer than the {_MOST:,} "
                "characters that a cell of Excel may hold: write the plan as Word (docx) or HTML instead."
            )
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA)
    if row == 1:
        cell.fill = _HEADER
    cell.alignment = _WRAPPED
    cell.font = _BOLD if bold or row == 1 else _FONT


def _properties(book: openpyxl.Workbook, written: Written) -> None:
    midnight = dt.datetime.combine(written.day, dt.time())
    properties = book.properties
    properties.title = written.title[:255]
    properties.subject = written.subject[:255]
    properties.language = written.language
    properties.creator = properties.lastModifiedBy = "sendplan"
    properties.created = midnight


def _settled_parts(data: bytes, day: dt.date) -> dict[str, bytes]:
    """The parts that the library leaves no say in: the time of writing becomes the day, and the heights of rows stay
    Excel's to change when their words change."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        made = {
            name: source.read(name).replace(b' customHeight="1"', b"")
            for name in source.namelist()
            if name.startswith("xl/worksheets/sheet")
        }
        stamp = f"{day.isoformat()}T00:00:00Z".encode()
        made[_CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, source.read(_CORE))
    return made
