"""Documents as Word documents and Excel workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Font, PatternFill

from tests.plan_reader.shapes.blocks import (
    Block,
    Bold,
    Break,
    Bullets,
    Heading,
    Labelled,
    Look,
    Para,
    Row,
    Sheet,
    Side,
    Table,
    cell,
    paragraphs,
)

BULLET = {1: "List Bullet", 2: "List Bullet 2"}


def placed(rows: Sequence[Row]) -> list[tuple[int, int, Any]]:
    """Row, column and cell of each cell, with merged cells counted."""
    taken: set[tuple[int, int]] = set()
    found = []
    for down, row in enumerate(rows):
        across = 0
        for value in map(cell, row):
            while (down, across) in taken:
                across += 1
            found.append((down, across, value))
            taken |= {(down + y, across + x) for y in range(value.down) for x in range(value.across)}
    return found


def write_word(blocks: Sequence[Block], look: Look, path: Path) -> None:
    """The document as .docx."""
    book = docx.Document()
    section = book.sections[0]
    if look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if look.banner:
        section.header.paragraphs[0].text = look.banner
    if look.footer:
        section.footer.paragraphs[0].text = look.footer
    for value in blocks:
        write_block(book, value)
    book.save(str(path))


def write_block(book: Any, value: Block) -> None:
    match value:
        case Heading(text, level):
            book.add_paragraph(text, style=f"Heading {level}" if level else "Title")
        case Bold(text):
            book.add_paragraph().add_run(text).bold = True
        case Para(text):
            book.add_paragraph(text)
        case Labelled(label, text):
            line = book.add_paragraph()
            line.add_run(label).bold = True
            line.add_run(" " + text)
        case Bullets(items):
            for item in items:
                below = item.startswith("◦ ")
                book.add_paragraph(item[2:] if below else item, style=BULLET[2 if below else 1])
        case Table(rows, heads):
            write_table(book, rows, heads)
        case Side(tables):
            outer = book.add_table(rows=1, cols=len(tables))
            for held, inner in zip(outer.rows[0].cells, tables, strict=True):
                write_table(held, inner.rows, inner.heads)
        case Break():
            book.add_page_break()
        case Sheet():
            pass


def write_table(book: Any, rows: Sequence[Row], heads: int) -> None:
    where = placed(rows)
    width = max(across + value.across for _, across, value in where)
    table = book.add_table(rows=len(rows), cols=width)
    if hasattr(book, "styles"):
        table.style = "Table Grid"
    for down, across, value in where:
        held = table.cell(down, across)
        if value.across > 1 or value.down > 1:
            held = held.merge(table.cell(down + value.down - 1, across + value.across - 1))
        for number, (depth, words) in enumerate(paragraphs(value.text)):
            line = held.paragraphs[0] if number == 0 else held.add_paragraph()
            if depth:
                line.style = BULLET[depth]
            line.add_run(words).bold = down < heads or None
        if value.fill:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:color"), "auto")
            shade.set(qn("w:fill"), value.fill)
            held._tc.get_or_add_tcPr().append(shade)
    for row in table.rows[:heads]:
        repeat = OxmlElement("w:tblHeader")
        repeat.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeat)


def write_workbook(blocks: Sequence[Block], look: Look, path: Path) -> None:
    """The document as .xlsx: each block below the one before it, a new sheet where the blocks say so."""
    book = openpyxl.Workbook()
    book.properties.created = datetime(2025, 1, 6)  # noqa: DTZ001 - the format knows no time zone
    sheet: Any = book.active
    first, at = True, 1
    for value in blocks:
        if isinstance(value, Sheet):
            if first:
                sheet.title = value.name
            else:
                sheet = book.create_sheet(value.name)
            at = 1
        else:
            at = write_rows(sheet, value, at)
        first = False
    book.save(path)


def write_rows(sheet: Any, value: Block, at: int) -> int:
    """Write one block from row ``at``; the row for the next one."""
    match value:
        case Heading(text) | Bold(text):
            sheet.cell(at, 1, text).font = Font(bold=True)
            return at + 1
        case Para(text):
            sheet.cell(at, 1, text)
            return at + 1
        case Labelled(label, text):
            sheet.cell(at, 1, label).font = Font(bold=True)
            sheet.cell(at, 2, text)
            return at + 1
        case Bullets(items):
            for number, item in enumerate(items):
                sheet.cell(at + number, 1, item)
            return at + len(items)
        case Table(rows, heads):
            write_grid(sheet, rows, heads, at, 1)
            return at + len(rows) + 1
        case Side(tables):
            across = 1
            for inner in tables:
                where = placed(inner.rows)
                write_grid(sheet, inner.rows, inner.heads, at, across)
                across += max(column + one.across for _, column, one in where) + 1
            return at + max(len(inner.rows) for inner in tables) + 1
        case _:
            return at


def write_grid(sheet: Any, rows: Sequence[Row], heads: int, at: int, left: int) -> None:
    for down, across, value in placed(rows):
        held = sheet.cell(at + down, left + across, value.text or None)
        held.alignment = Alignment(wrap_text=True, vertical="top")
        if down < heads:
            held.font = Font(bold=True)
        if value.fill:
            held.fill = PatternFill("solid", start_color=value.fill)
        if value.across > 1 or value.down > 1:
            sheet.merge_cells(
                start_row=at + down,
                start_column=left + across,
                end_row=at + down + value.down - 1,
                end_column=left + across + value.across - 1,
            )
