"""What is painted behind a cell, in each format that has cells: some plans say how an action stands by colour alone."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from sendplan.formats import open_bytes
from sendplan.formats.colours import of_css
from sendplan.formats.document import Cell, Document, Table


def cells(document: Document) -> list[Cell]:
    return [cell for block in document.blocks if isinstance(block, Table) for cell in block.cells]


def fills(document: Document) -> dict[str, str | None]:
    return {cell.text or f"{cell.row},{cell.column}": cell.fill for cell in cells(document)}


def word(*shadings: str) -> Document:
    """A table of one row; a cell a shading, the first cell with words in it."""
    made = docx.Document()
    grid = made.add_table(1, len(shadings) + 1)
    grid.cell(0, 0).text = "Action"
    for at, shading in enumerate(shadings, start=1):
        properties: Any = grid.cell(0, at)._tc.get_or_add_tcPr()
        properties.append(parse_xml(f"<w:shd {nsdecls('w')} {shading}/>"))
    target = io.BytesIO()
    made.save(target)
    return open_bytes(target.getvalue(), "plan.docx")


@pytest.mark.parametrize(
    ("shading", "fill"),
    [
        ('w:val="clear" w:color="auto" w:fill="FF0000"', "#ff0000"),
        ('w:val="clear" w:color="auto" w:fill="auto"', None),
        ('w:val="clear" w:color="auto" w:fill="FFFFFF"', None),
        ('w:val="solid" w:color="00B050" w:fill="FFFFFF"', "#00b050"),
        ('w:val="pct50" w:color="000000" w:fill="FFFFFF"', "#808080"),
        ('w:val="clear" w:fill="123456" w:themeFill="accent1"', "#4f81bd"),
        ('w:val="clear" w:fill="123456" w:themeFill="accent1" w:themeFillShade="80"', "#28415f"),
        ('w:val="clear" w:fill="123456" w:themeFill="background1"', None),
        ('w:val="clear" w:fill="123456" w:themeFill="nothing"', "#123456"),
    ],
)
def test_word_shading(shading: str, fill: str | None) -> None:
    assert fills(word(shading)) == {"Action": None, "0,1": fill}


def test_a_merged_cell_of_word_keeps_its_shading() -> None:
    made = docx.Document()
    grid = made.add_table(2, 2)
    grid.cell(0, 1).text = "Action"
    tall: Any = grid.cell(0, 0).merge(grid.cell(1, 0))._tc
    tall.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFC000"/>'))
    target = io.BytesIO()
    made.save(target)
    first = cells(open_bytes(target.getvalue(), "plan.docx"))[0]
    assert (first.fill, first.rowspan) == ("#ffc000", 2)


def saved(book: Workbook) -> Document:
    target = io.BytesIO()
    book.save(target)
    return open_bytes(target.getvalue(), "plan.xlsx")


@pytest.mark.parametrize(
    ("colour", "fill"),
    [
        (Color(rgb="FF00B050"), "#00b050"),
        (Color(rgb="FFFFFFFF"), None),
        (Color(indexed=10), "#ff0000"),
        (Color(theme=4), "#4f81bd"),
        (Color(theme=0), None),
        (Color(theme=0, tint=-0.25), "#bfbfbf"),
        (Color(theme=4, tint=0.4), "#95b3d7"),
        (Color(theme=99), None),
    ],
)
def test_workbook_fills(colour: Color, fill: str | None) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["B2"] = "Action", "RAG", "On time"
    sheet["A2"].fill = PatternFill("solid", fgColor=colour)
    found = fills(saved(book))
    assert found.get("1,0") == fill
    assert ("1,0" in found) == (fill is not None)


def test_painted_ground_past_the_words_makes_no_columns_or_rows() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "Action"
    for row, column in [(2, 1), (2, 3), (2, 40), (300, 2)]:
        sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFFF0000")
    (_, table) = saved(book).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns, len(table.cells)) == (1, 3, 3)


def test_colours_by_rule_are_said_not_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "Red"
    rule = Rule(type="expression", formula=["A1=1"])
    sheet.conditional_formatting.add("A1:A9", rule)
    document = saved(book)
    assert fills(document) == {"Red": None}
    assert document.remarks == (
        "Sheet “Sheet” colours cells by rules (conditional formatting); those colours were not read.",
    )


@pytest.mark.parametrize(
    ("cell", "fill"),
    [
        ('<td style="background-color: #FFC000">', "#ffc000"),
        ('<td style="color:white; background: rgb(0, 128, 0) none">', "#008000"),
        ('<td style="background:url(data:x;base64,AAAA) red">', "#ff0000"),
        ('<td style="background:transparent">', None),
        ('<td bgcolor="00B050">', "#00b050"),
        ('<td bgcolor="orange">', "#ffa500"),
        ('<td class="late big">', "#ff0000"),
        ('<td class="unknown">', None),
        ('<td><p><span class="late"> </span></p>', "#ff0000"),
        ('<td><b style="background:#f00">x</b> y', None),
        ("<td>", None),
    ],
)
def test_page_fills(cell: str, fill: str | None) -> None:
    page = (
        "<html><style>/* .late{background:blue} */ td.late, .gone { background: #f00 } p .deep{background:#00f}</style>"
        f"<table><tr><td>Action</td>{cell}</td></tr></table>"
    )
    assert cells(open_bytes(page.encode(), "plan.html"))[1].fill == fill


def test_a_tag_of_a_table_counts_where_the_page_paints_it() -> None:
    page = (
        "<html><style>th, p td { background: #ddd }</style><table><tr><th>A<th style='background:none'>B<td>C</table>"
    )
    assert fills(open_bytes(page.encode(), "plan.html")) == {"A": "#dddddd", "B": None, "C": None}


def test_a_row_paints_its_cells() -> None:
    page = '<table bgcolor="#eee"><tr style="background:#0f0"><td>A<td bgcolor="white">B</tr><tr><td>C</table>'
    assert fills(open_bytes(page.encode(), "plan.html")) == {"A": "#00ff00", "B": None, "C": "#eeeeee"}


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#f00", "#ff0000"),
        ("RGB(255 0 0)", "#ff0000"),
        ("rgba(255, 0, 0, 0.4)", "#ff0000"),
        ("rgba(255,0,0,0)", None),
        ("rgba(255,0,0,.)", None),
        ("#ff000000", None),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("White", None),
        ("rgb(999,0,0)", "#ff0000"),
        ("rgb(1,2)", None),
        ("no colour", None),
        ("", None),
    ],
)
def test_colours_of_css(written: str, colour: str | None) -> None:
    assert of_css(written) == colour
