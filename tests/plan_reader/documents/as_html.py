"""The plan as a web page with real tables."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.plan_reader.documents.published_plan import Cell, Plan, Table, Text

Paragraphs = Callable[[tuple[str, ...]], str]


def in_paragraphs(paragraphs: tuple[str, ...]) -> str:
    """Each paragraph of a cell in its own ``p``, or the bare text where there is one."""
    if len(paragraphs) == 1:
        return escape(paragraphs[0])
    return "".join(f"<p>{escape(text)}</p>" for text in paragraphs)


def in_lines(paragraphs: tuple[str, ...]) -> str:
    """Line breaks within the cell, as many content editors write them."""
    return "<br />\n".join(escape(text) for text in paragraphs)


def in_lists(paragraphs: tuple[str, ...]) -> str:
    """Several paragraphs as a bulleted list within the cell; an empty cell with a no-break space."""
    if not paragraphs:
        return "&nbsp;"
    if len(paragraphs) == 1:
        return f"<p>{escape(paragraphs[0])}</p>"
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in paragraphs) + "</ul>"


def cell_html(cell: Cell, tag: str, paragraphs: Paragraphs) -> str:
    spans = (f' rowspan="{cell.down}"' if cell.down > 1 else "") + (
        f' colspan="{cell.across}"' if cell.across > 1 else ""
    )
    return f"<{tag}{spans}>{paragraphs(cell.paragraphs)}</{tag}>"


def table_html(table: Table, paragraphs: Paragraphs, headed: bool) -> str:
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if headed and number < table.header_rows else "td"
        drawn = "".join(cell_html(cell, tag, paragraphs) for cell in row if cell is not None)
        rows.append(f"<tr>{drawn}</tr>\n")
    if not headed:
        return "<table><tbody>\n" + "".join(rows) + "</tbody></table>\n"
    top, rest = rows[: table.header_rows], rows[table.header_rows :]
    return "<table>\n<thead>" + "".join(top) + "</thead>\n<tbody>" + "".join(rest) + "</tbody></table>\n"


def page(plan: Plan, paragraphs: Paragraphs = in_paragraphs, headed: bool = True) -> str:
    """A whole page, with a menu before and a footer after, as a council's website has them."""
    parts = []
    listing = False
    for block in plan.blocks():
        bullet = isinstance(block, Text) and block.bullet
        if bullet != listing:
            parts.append("<ul>\n" if bullet else "</ul>\n")
            listing = bullet
        if isinstance(block, Table):
            parts.append(table_html(block, paragraphs, headed))
        elif block.bullet:
            parts.append(f"<li>{escape(block.text)}</li>\n")
        elif block.level:
            parts.append(f"<h{block.level}>{escape(block.text)}</h{block.level}>\n")
        else:
            parts.append(f"<p>{escape(block.text)}</p>\n")
    body = "".join(parts)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{escape(plan.title)}</title><style>td {{ border: 1px solid }}</style></head>\n"
        '<body><a href="#main">Skip to content</a><nav><ul><li><a href="/">Home</a></li></ul></nav>\n'
        f'<main id="main">{body}</main>\n<footer><p>Cookies</p></footer>'
        '<script>window.title = "Section Z: not part of the page";</script></body></html>\n'
    )
