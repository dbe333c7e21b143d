"""The plan as a word-processor file."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.table import _Cell

from tests.plan_reader.documents.published_plan import Plan, Table


def fill(cell: _Cell, paragraphs: tuple[str, ...]) -> None:
    for number, text in enumerate(paragraphs):
        if number == 0:
            cell.paragraphs[0].text = text
        else:
            cell.add_paragraph(text)


def add_table(document: Document, table: Table) -> None:
    drawn = document.add_table(rows=len(table.rows), cols=table.columns)
    drawn.style = "Table Grid"
    places = [row.cells for row in drawn.rows]
    for row_number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            place = places[row_number][column]
            if cell.down > 1 or cell.across > 1:
                place = place.merge(drawn.cell(row_number + cell.down - 1, column + cell.across - 1))
            fill(place, cell.paragraphs)


def write(plan: Plan, path: Path, styled: bool = True) -> Path:
    """Write the plan. Not ``styled``: headings are only bold paragraphs and bullets are typed, as is common."""
    document = docx.Document()
    for block in plan.blocks():
        if isinstance(block, Table):
            add_table(document, block)
        elif block.bullet:
            if styled:
                document.add_paragraph(block.text, style="List Bullet")
            else:
                document.add_paragraph(f"•\t{block.text}")
        elif block.level:
            if styled:
                document.add_heading(block.text, level=block.level)
            else:
                document.add_paragraph().add_run(block.text).bold = True
        else:
            document.add_paragraph(block.text)
    document.save(str(path))
    return path
