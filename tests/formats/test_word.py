"""Word files: order, numbers, merged cells, and text that is easily missed or wrongly read."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sendplan.formats import Unreadable, open_bytes
from sendplan.formats.document import Document, Heading, ListItem, Table


def saved(document: Any) -> Document:
    target = io.BytesIO()
    document.save(target)
    return open_bytes(target.getvalue(), "plan.docx")


def texts(document: Document) -> list[str]:
    return [run.text for run in document.runs()]


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    made = docx.Document()
    made.add_heading("A plan", 1)
    made.add_paragraph("Before")
    made.add_table(1, 2).cell(0, 0).text = "In"
    made.add_paragraph("After")
    made.add_paragraph("A need", style="List Bullet")
    document = saved(made)
    assert texts(document) == ["A plan", "Before", "In", "After", "A need"]
    assert isinstance(document.blocks[0], Heading)
    assert isinstance(document.blocks[4], ListItem)


def test_numbers_that_word_counts_are_text() -> None:
    made = docx.Document()
    for words in ("First", "Second"):
        made.add_paragraph(words, style="List Number")
    assert texts(saved(made)) == ["1. First", "2. Second"]


def test_struck_out_text_is_not_read_and_put_in_text_is() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Kept ")
    w = nsdecls("w")
    paragraph._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>gone</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>added</w:t></w:r></w:ins>"))
    document = saved(made)
    assert texts(document) == ["Kept added"]
    assert document.remarks == ("Text struck out by a reviewer was not read.",)


def test_content_controls_and_text_boxes_are_read_once() -> None:
    made = docx.Document()
    w = nsdecls("w")
    body = made.element.body
    body.insert(0, parse_xml(f"<w:sdt {w}><w:sdtContent><w:p><w:r><w:t>Held</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body.insert(
        1,
        parse_xml(
            f"<w:p {w} {mc}><w:r><w:t>Round</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert texts(saved(made)) == ["Held", "Round", "Boxed"]


def test_merged_cells_down_and_across() -> None:
    made = docx.Document()
    grid = made.add_table(3, 3)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "wide"
    grid.cell(1, 2).merge(grid.cell(2, 2)).text = "tall"
    (table,) = saved(made).blocks
    assert isinstance(table, Table)
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in table.cells if c.text] == [
        ("wide", 0, 0, 1, 2),
        ("tall", 1, 2, 2, 1),
    ]


def test_a_damaged_file_is_one_sentence() -> None:
    target = io.BytesIO()
    docx.Document().save(target)
    with pytest.raises(Unreadable) as refused:
        open_bytes(target.getvalue()[: len(target.getvalue()) // 2], "plan.docx")
    assert str(refused.value).startswith("plan.docx is damaged")
