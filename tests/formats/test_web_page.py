"""Web pages: what is text, what is a heading, and where merged cells stand."""

from __future__ import annotations

from sendplan.formats import open_bytes
from sendplan.formats.document import Document, Heading, ListItem, Paragraph, Table


def page(body: str) -> Document:
    return open_bytes(f'<!doctype html><html lang="en-GB"><body>{body}</body></html>'.encode(), "page")


def test_blocks_in_order() -> None:
    document = page(
        "<h1>A plan</h1><p><b>What needs improvement</b></p><ul><li>One<ul><li>Two</li></ul></li></ul>"
        "<p>First line<br>second line</p><p>Some <b>bold</b> text</p>"
    )
    assert [(type(block), getattr(block, "level", getattr(block, "depth", None))) for block in document.blocks] == [
        (Heading, 1),
        (Heading, 7),
        (ListItem, 1),
        (ListItem, 2),
        (Paragraph, None),
        (Paragraph, None),
        (Paragraph, None),
    ]
    assert [run.text for run in document.runs()][2:] == ["One", "Two", "First line", "second line", "Some bold text"]
    assert (document.language, document.flattened) == ("en-GB", False)


def test_what_is_not_shown_is_not_text() -> None:
    document = page(
        "<script>var a = 'x'</script><style>p{}</style><!-- note --><p hidden>no</p><p style='display: none'>no</p>"
        "<template><p>no</p></template><p>yes</p>"
    )
    assert [run.text for run in document.runs()] == ["yes"]


def test_merged_cells_keep_their_place() -> None:
    (table,) = page(
        "<table><caption>KPIs</caption>"
        "<thead><tr><th rowspan=2>KPI<th colspan=2>Steps</tr><tr><td>One<td>Two</tr></thead>"
        "<tbody><tr><td><p>a</p><p>b</p><td>c</tr></tbody></table>"
    ).blocks
    assert isinstance(table, Table)
    assert table.caption is not None
    assert table.caption.text == "KPIs"
    placed = [(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header) for cell in table.cells]
    assert placed == [
        ("KPI", 0, 0, 2, 1, True),
        ("Steps", 0, 1, 1, 2, True),
        ("One", 1, 1, 1, 1, False),
        ("Two", 1, 2, 1, 1, False),
        ("a b", 2, 0, 1, 1, False),
        ("c", 2, 1, 1, 1, False),
    ]
    assert [run.text for run in table.cells[4].runs] == ["a", "b"]
    assert table.cells[4].runs[0].place.words() == "table 1, row 3, column 1"


def test_no_entity_is_fetched_or_multiplied() -> None:
    dtd = '<!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    data = f"{dtd}<html><body><p>&a;&b;</p></body></html>".encode()
    assert "root:" not in " ".join(run.text for run in open_bytes(data, "page").runs())


def test_a_page_in_another_encoding() -> None:
    data = '<html><head><meta charset="windows-1252"></head><body><p>Children’s – views</p></body></html>'.encode(
        "cp1252"
    )
    assert [run.text for run in open_bytes(data, "page").runs()] == ["Children’s – views"]
