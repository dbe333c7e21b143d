"""One self-contained page: no script, nothing fetched, readable on a screen, on paper and to a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sendplan.formats.writing import Bullets, Heading, Paragraph, Table, Turn, Value, Written, paragraphs

__all__ = ["to_html"]

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, "Segoe UI", Arial, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }
main { max-width: 90rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { font-size: 1.5rem; line-height: 1.25; margin-top: 3rem; border-top: 2px solid #1d70b8; padding-top: .75rem; }
h3 { font-size: 1.2rem; margin-top: 2rem; }
p, li { max-width: 45rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1rem; background: #ffdd00; color: #0b0c0c; }
.wide { overflow-x: auto; }
.wide:focus { outline: 3px solid #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: #505a5f; padding: .25rem 0; }
th, td { border: 1px solid #b1b4b6; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th, td { overflow-wrap: break-word; min-width: 4rem; }
thead th { background: #e8f1f8; }
tbody th { font-weight: 600; }
td.minor { font-size: .8rem; }
td p, th p { margin: 0 0 .3rem; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  body { font-size: 9pt; }
  main { max-width: none; padding: 0; }
  .skip { display: none; }
  .wide { overflow: visible; }
  h1, h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def to_html(written: Written) -> bytes:
    """The document as one page in UTF-8. The same document gives the same bytes."""
    title = escape(written.title)
    body = "\n".join(_blocks(written))
    page = (
        f'<!DOCTYPE html>\n<html lang="{escape(written.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<meta name="description" content="{escape(written.subject)}">\n'
        f'<meta name="dcterms.created" content="{written.day.isoformat()}">\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f'<a class="skip" href="#plan">Skip to main content</a>\n<main id="plan">\n{body}\n</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8")


def _blocks(written: Written) -> Iterator[str]:
    tables = 0
    for block in written.blocks:
        if isinstance(block, Heading):
            yield f'<h{block.level} dir="auto">{escape(block.text)}</h{block.level}>'
        elif isinstance(block, Paragraph):
            yield f'<p dir="auto">{escape(block.text)}</p>'
        elif isinstance(block, Bullets):
            items = "".join(f'<li dir="auto">{escape(item)}</li>' for item in block.items)
            yield f"<ul>{items}</ul>"
        elif isinstance(block, Table):
            tables += 1
            yield _table(block, tables)
        elif isinstance(block, Turn):
            continue


def _table(table: Table, number: int) -> str:
    """A table in a box that scrolls by itself, which a keyboard can reach."""
    whole = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width: {100 * column.share // whole}%">' for column in table.columns)
    head = "".join(f'<th scope="col" dir="auto">{escape(column.label)}</th>' for column in table.columns)
    rows = "\n".join(
        "<tr>"
        + "".join(
            _cell(value, is_header=at == table.row_header, minor=column.minor)
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True))
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="wide" role="region" tabindex="0" aria-labelledby="table-{number}">\n'
        f'<table>\n<caption id="table-{number}">{escape(table.caption)}. {escape(table.says)}</caption>\n'
        f"<colgroup>{widths}</colgroup>\n"
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _cell(value: Value, *, is_header: bool, minor: bool) -> str:
    texts = [escape(text) for text in paragraphs(value)]
    inside = "".join(f'<p dir="auto">{text}</p>' for text in texts) if len(texts) > 1 else "".join(texts)
    if is_header and texts:
        return f'<th scope="row" dir="auto">{inside}</th>'
    kind = ' class="minor"' if minor else ""
    return f'<td{kind} dir="auto">{inside}</td>'
