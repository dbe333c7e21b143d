"""Documents as web pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.plan_reader.shapes.blocks import (
    Block,
    Bold,
    Break,
    Bullets,
    Cell,
    Heading,
    Labelled,
    Look,
    Para,
    Sheet,
    Side,
    Table,
    cell,
    paragraphs,
)


def bullets(items: Sequence[tuple[int, str]]) -> str:
    """Bullets of depth 1 and 2 as nested lists."""
    out, depth = [], 0
    for level, text in items:
        while depth < level:
            out.append("<ul>")
            depth += 1
        while depth > level:
            out.append("</ul>")
            depth -= 1
        out.append(f"<li>{escape(text)}</li>")
    out.append("</ul>" * depth)
    return "".join(out)


def inside(text: str) -> str:
    """What a cell holds: bare words where it holds one paragraph."""
    found = paragraphs(text)
    if len(found) == 1 and found[0][0] == 0:
        return escape(text)
    out: list[str] = []
    run: list[tuple[int, str]] = []
    for depth, words in [*found, (0, "")]:
        if depth:
            run.append((depth, words))
            continue
        if run:
            out.append(bullets(run))
            run = []
        if words:
            out.append(f"<p>{escape(words)}</p>")
    return "".join(out)


def table(block: Table) -> str:
    out = ["<table>"]
    for number, row in enumerate(block.rows):
        if number == 0 and block.heads:
            out.append("<thead>")
        out.append("<tr>" + "".join(one(cell(value), number < block.heads) for value in row) + "</tr>")
        if number + 1 == block.heads:
            out.append("</thead><tbody>")
    if block.heads:
        out.append("</tbody>")
    return "\n".join([*out, "</table>"])


def one(value: Cell, head: bool) -> str:
    name = "th" if head else "td"
    across = f' colspan="{value.across}"' if value.across > 1 else ""
    down = f' rowspan="{value.down}"' if value.down > 1 else ""
    fill = f' style="background-color:#{value.fill}"' if value.fill else ""
    return f"<{name}{across}{down}{fill}>{inside(value.text)}</{name}>"


def block(value: Block) -> str:
    match value:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Bold(text):
            return f"<p><strong>{escape(text)}</strong></p>"
        case Para(text):
            return f"<p>{escape(text)}</p>"
        case Labelled(label, text):
            return f"<p><strong>{escape(label)}</strong> {escape(text)}</p>"
        case Bullets(items):
            return bullets([(2, item[2:]) if item.startswith("◦ ") else (1, item) for item in items])
        case Table():
            return table(value)
        case Side(tables):
            cells = "".join(f'<td class="side">{table(inner)}</td>' for inner in tables)
            return f'<table class="side"><tr>{cells}</tr></table>'
        case Break():
            return '<div class="break"></div>'
        case Sheet():
            return ""


STYLE = """
@page {{ size: A4 {turned}; margin: 18mm 14mm 18mm 14mm;
  @top-left {{ content: "{banner}"; font: 8pt Liberation Sans; }}
  @bottom-left {{ content: "{footer}"; font: 8pt Liberation Sans; }}
  @bottom-right {{ content: {number}; font: 8pt Liberation Sans; }} }}
body {{ font-family: Liberation Sans, Arial, sans-serif; font-size: {size}pt; }}
table {{ border-collapse: collapse; width: 100%; margin: 6pt 0 10pt 0; }}
th, td {{ border: 0.7pt solid #444; padding: 3pt 4pt; vertical-align: top; text-align: left; }}
th {{ background-color: #d9e2ec; }}
tr {{ break-inside: {rows}; }}
td.side, table.side {{ border: none; padding: 2pt; }}
td p, th p {{ margin: 0 0 4pt 0; }}
ul {{ margin: 2pt 0; padding-left: 14pt; }}
.break {{ break-before: page; }}
"""


def page(blocks: Sequence[Block], look: Look) -> str:
    """The document as one web page. Its style only matters where it is printed."""
    number = '"Page " counter(page) " of " counter(pages)' if look.footer else '""'
    style = STYLE.format(
        turned="landscape" if look.landscape else "portrait",
        size=look.size,
        banner=look.banner,
        footer=look.footer,
        number=number,
        rows="avoid" if look.whole_rows else "auto",
    )
    body = "\n".join(block(value) for value in blocks)
    title = next((value.text for value in blocks if isinstance(value, Heading)), "Plan")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )
