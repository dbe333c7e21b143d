"""Word: real headings and lists, header rows that repeat, tables with a title and a description, pages numbered."""

from __future__ import annotations

import datetime as dt
import io
from html import escape
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from sendplan.formats.writing import Bullets, Heading, Paragraph, Table, Turn, Written, paragraphs
from sendplan.formats.zipped import same_bytes

__all__ = ["to_docx"]

_SHORT, _LONG = 210, 297
_MARGIN = 15
_TWIP = 635
"""Word measures tables in twentieths of a point; the library, everything in English Metric Units."""
_PLAIN_CELL, _HEADING_CELL, _SMALL_CELL = "TableText", "TableHeading", "TableSmall"
_HEADER_FILL = "E8F1F8"
_FONT = "Arial"


def to_docx(written: Written) -> bytes:
    """The document as a Word file. The same document gives the same bytes."""
    word = docx.Document()
    _properties(word, written)
    _styles(word, written.language)
    _page(word, wide=False)
    _footer(word)
    for block in written.blocks:
        if isinstance(block, Heading):
            # The title is a heading of the first level too, so that the outline of the document begins with it.
            line = word.add_paragraph(block.text, style=f"Heading {block.level}")
            line.paragraph_format.page_break_before = block.new_page or None
        elif isinstance(block, Paragraph):
            word.add_paragraph(block.text)
        elif isinstance(block, Bullets):
            for item in block.items:
                word.add_paragraph(item, style="List Bullet")
        elif isinstance(block, Table):
            _table(word, block)
        elif isinstance(block, Turn):
            word.add_section(WD_SECTION.NEW_PAGE)
            _page(word, wide=block.wide)
    out = io.BytesIO()
    word.save(out)
    return same_bytes(out.getvalue())


def _properties(word: Document, written: Written) -> None:
    properties = word.core_properties
    midnight = dt.datetime.combine(written.day, dt.time(), dt.UTC).replace(tzinfo=None)
    properties.title = written.title[:255]
    properties.subject = written.subject[:255]
    properties.language = written.language
    properties.author = properties.last_modified_by = "sendplan"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = midnight
    properties.last_printed = midnight
    properties.revision = 1


def _styles(word: Document, language: str) -> None:
    """Plain sans-serif type in the document's language; headings in dark ink, not the template's light blue."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = run.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        run.append(lang)
    lang.set(qn("w:val"), language)
    for name in ("w:eastAsia", "w:bidi"):
        lang.attrib.pop(qn(name), None)
    sizes = {"Normal": 10.5, "Heading 1": 20, "Heading 2": 15, "Heading 3": 12}
    for name, size in sizes.items():
        style: Any = word.styles[name]
        style.font.name = _FONT
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0x0B, 0x0C, 0x0C)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:cs"), _FONT)
        if name != "Normal":
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(size)
            style.paragraph_format.space_after = Pt(6)
    normal: Any = word.styles["Normal"]
    normal.paragraph_format.space_after = Pt(6)
    for name, size, bold in ((_PLAIN_CELL, 9, False), (_HEADING_CELL, 9, True), (_SMALL_CELL, 7.5, False)):
        cell: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        cell.base_style = normal
        cell.font.size = Pt(size)
        cell.font.bold = bold or None
        cell.paragraph_format.space_after = Pt(2)


def _page(word: Document, *, wide: bool) -> None:
    section = word.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width = Mm(_LONG if wide else _SHORT)
    section.page_height = Mm(_SHORT if wide else _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)


def _footer(word: Document) -> None:
    """ "Page 3 of 40" on every page; later sections take the first one's footer."""
    line = word.sections[0].footer.paragraphs[0]
    line.add_run("Page ")
    _field(line, "PAGE")
    line.add_run(" of ")
    _field(line, "NUMPAGES")


def _field(line: WordParagraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)


def _table(word: Document, table: Table) -> None:
    section = word.sections[-1]
    page = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    whole = sum(column.share for column in table.columns)
    widths = [page * column.share // whole // _TWIP for column in table.columns]
    made: Any = word.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    _describe(made._tbl, table)
    for grid, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        grid.set(qn("w:w"), str(width))
    rows = [tuple(column.label for column in table.columns), *table.rows]
    for at, values in enumerate(rows):
        cells = "".join(
            _cell(paragraphs(value), widths[column], _style(table, column, header=at == 0), shade=at == 0)
            for column, value in enumerate(values)
        )
        header = "<w:tblHeader/>" if at == 0 else ""
        made._tbl.append(parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"))


def _style(table: Table, column: int, *, header: bool) -> str:
    if header or column == table.row_header:
        return _HEADING_CELL
    return _SMALL_CELL if table.columns[column].minor else _PLAIN_CELL


def _cell(texts: tuple[str, ...], width: int, style: str, *, shade: bool) -> str:
    """One cell as XML: made through the library, cell by cell, a long plan takes it half a minute."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEADER_FILL}"/>' if shade else ""
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        + (f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else "")
        + "</w:p>"
        for text in texts or ("",)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{lines}</w:tc>'


def _describe(element: Any, table: Table) -> None:
    """What a screen reader says before it reads the cells; and that the first row and column are headings."""
    properties = element.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 80), ("bottom", 20), ("right", 80)):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    properties.append(margins)
    for name, words in (("w:tblCaption", table.caption), ("w:tblDescription", table.says)):
        made = OxmlElement(name)
        made.set(qn("w:val"), words)
        properties.append(made)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    look = OxmlElement("w:tblLook")
    for name, value in (
        ("val", "04A0" if table.row_header == 0 else "0420"),
        ("firstRow", "1"),
        ("lastRow", "0"),
        ("firstColumn", "1" if table.row_header == 0 else "0"),
        ("lastColumn", "0"),
        ("noHBand", "0"),
        ("noVBand", "1"),
    ):
        look.set(qn(f"w:{name}"), value)
    properties.insert(list(properties).index(properties.find(qn("w:tblCaption"))), look)
