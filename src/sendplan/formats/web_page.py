"""HTML pages: headings, paragraphs, nested lists and tables with merged cells. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from sendplan.formats.detect import TextRead
from sendplan.formats.document import Block, Cell, Heading, ListItem, Paragraph, Place, Table
from sendplan.formats.limits import MAX_CELLS, MAX_SPAN
from sendplan.formats.page_colours import PageColours
from sendplan.formats.runs import RunCounter
from sendplan.formats.unreadable import Unreadable

__all__ = ["blocks_of_page"]

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "math",
        "object",
        "embed",
        "iframe",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "datalist",
        "title",
        "meta",
        "link",
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "strike",
        "ruby",
        "rt",
        "rp",
        "output",
        "img",
        "input",
        "button",
    )
)
_BOLD = frozenset(("b", "strong"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_LEVEL = 7
_BOLD_WORDS = 20
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_DEEPEST = 200


@dataclass(slots=True)
class _Text:
    """A paragraph being gathered: its text and whether any of it was not bold."""

    words: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    heading: int = 0
    depth: int = 0
    bold: bool = False
    pre: bool = False


def blocks_of_page(data: bytes, read: TextRead, name: str) -> tuple[tuple[Block, ...], str | None]:
    """The blocks of a page in reading order, and its language where it states one. Raises ``Unreadable``."""
    text = _text_of(data, read)
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable(name, "is a web page that cannot be read", "save the page again from a browser") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable(name, "is nested too deeply to be a plan", "copy its text into a new file and try that")
    walk = _Walk(name, PageColours(root))
    body = root.find("body")
    walk.visit(root if body is None else body, _Context(), 0)
    walk.flush(_Context())
    language = root.get("lang")
    return tuple(walk.blocks), language if language and re.fullmatch(
        r"[A-Za-z]{2,3}(?:-[\w-]{1,20})?", language
    ) else None


def _text_of(data: bytes, read: TextRead) -> str:
    """The page's text in the encoding it declares, where the bytes themselves did not settle it."""
    declared = _CHARSET.search(data[:4096])
    if declared is None or read.sure:
        return read.text
    try:
        return data.decode(declared.group(1).decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return read.text


class _Walk:
    def __init__(self, name: str, colours: PageColours) -> None:
        self.name = name
        self.colours = colours
        self.runs = RunCounter(name)
        self.blocks: list[Block] = []
        self.text = _Text()
        self.tables = 0
        self.paragraphs = 0

    def visit(self, element: etree._Element, context: _Context, deep: int) -> None:
        """The text and blocks of an element's content. ``element``'s own tail is its parent's."""
        if deep > _DEEPEST:
            self.add("".join(str(part) for part in element.itertext()), context)
            return
        self.add(element.text, context)
        for child in element:
            if isinstance(child.tag, str) and not _skipped(child):
                self._element(child, context, deep + 1)
            self.add(child.tail, context)

    def _element(self, element: etree._Element, context: _Context, deep: int) -> None:
        tag = str(element.tag).lower()
        if tag == "br" or tag == "hr":
            self.flush(context)
        elif tag == "table":
            self.flush(context)
            self._table(element)
        elif tag in _INLINE:
            inner = _Context(
                context.heading, context.depth, context.bold or tag in _BOLD or _is_bold(element), context.pre
            )
            self.visit(element, inner, deep)
        else:
            self.flush(context)
            inner = _inner(tag, context)
            self.visit(element, inner, deep)
            self.flush(inner)

    def add(self, words: str | None, context: _Context) -> None:
        if not words:
            return
        if context.pre and "\n" in words:
            for line in words.split("\n"):
                self._append(line, context)
                self.flush(context)
            return
        self._append(words, context)

    def _append(self, words: str, context: _Context) -> None:
        self.text.words += words
        if words.strip() and not context.bold:
            self.text.plain = True

    def flush(self, context: _Context) -> None:
        text, plain = _collapsed(self.text.words), self.text.plain
        self.text = _Text()
        if not text:
            return
        self.paragraphs += 1
        run = self.runs.make(text, Place(paragraph=self.paragraphs))
        if context.heading:
            self.blocks.append(Heading(run, context.heading))
        elif context.depth:
            self.blocks.append(ListItem(run, context.depth))
        elif not plain and len(text.split()) <= _BOLD_WORDS:
            self.blocks.append(Heading(run, _BOLD_LEVEL))
        else:
            self.blocks.append(Paragraph(run))

    def _table(self, element: etree._Element) -> None:
        """A table; one nested in a cell is read as paragraphs of that cell."""
        self.tables += 1
        number = self.tables
        caption = None
        found = element.find("caption")
        if found is not None:
            words = _collapsed(" ".join(_cell_paragraphs(found)))
            caption = self.runs.make(words, Place(table=number)) if words else None
        cells: list[Cell] = []
        taken: dict[tuple[int, int], bool] = {}
        rows = list(_rows(element))
        width = area = 0
        for at, row in enumerate(rows):
            column = 0
            for cell in row:
                while taken.get((at, column)):
                    column += 1
                colspan, rowspan = _span(cell, "colspan"), _rowspan(cell, len(rows) - at)
                area += colspan * rowspan
                if area > MAX_CELLS:
                    raise Unreadable(
                        self.name, "has a table too large to be a plan's", "save the plan alone and try again"
                    )
                for y in range(at, at + rowspan):
                    for x in range(column, column + colspan):
                        taken[y, x] = True
                place = Place(table=number, row=at + 1, column=column + 1)
                runs = tuple(self.runs.make(text, place) for text in _cell_paragraphs(cell))
                header = str(cell.tag).lower() == "th"
                cells.append(Cell(runs, at, column, rowspan, colspan, header, self.colours.behind(cell)))
                column += colspan
                width = max(width, column)
        if cells or caption:
            self.blocks.append(Table(tuple(cells), len(rows), width, caption))


def _inner(tag: str, context: _Context) -> _Context:
    if tag in _HEADINGS:
        return _Context(heading=_HEADINGS[tag])
    if tag in ("ul", "ol", "menu", "dir"):
        return _Context(0, context.depth + 1, context.bold, context.pre)
    if tag in ("dt", "summary", "legend", "figcaption"):
        return _Context(0, 0, context.bold, context.pre)
    return _Context(context.heading, context.depth, context.bold, context.pre or tag in ("pre", "textarea"))


def _skipped(element: etree._Element) -> bool:
    tag = str(element.tag).lower()
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    return tag in _SKIPPED or hidden or (tag == "input" and element.get("type") == "hidden")


def _is_bold(element: etree._Element) -> bool:
    return re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", element.get("style") or "", re.IGNORECASE) is not None


def _collapsed(words: str) -> str:
    """White space as a browser shows it: no-break spaces stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", words).strip(" \u00a0\u200b\ufeff")


def _span(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name) or "1")
    return min(max(1, int(digits.group(1))), MAX_SPAN) if digits else 1


def _rowspan(cell: etree._Element, left: int) -> int:
    """A row span of nought reaches the table's end; none reaches further."""
    if (cell.get("rowspan") or "").strip() == "0":
        return left
    return min(_span(cell, "rowspan"), left)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The rows of a table and of its head, bodies and foot, but not those of tables inside its cells."""
    for child in table:
        if not isinstance(child.tag, str) or _skipped(child):
            continue
        tag = str(child.tag).lower()
        if tag == "tr":
            yield [cell for cell in child if str(cell.tag).lower() in ("td", "th") and not _skipped(cell)]
        elif tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cell_paragraphs(cell: etree._Element) -> list[str]:
    """The paragraphs of a cell; list items and lines after a break are paragraphs of their own."""
    found: list[str] = []
    words: list[str] = []

    def end() -> None:
        text = _collapsed("".join(words))
        words.clear()
        if text:
            found.append(text)

    def visit(element: etree._Element, deep: int) -> None:
        if element.text:
            words.append(element.text)
        for child in element:
            if isinstance(child.tag, str) and not _skipped(child):
                tag = str(child.tag).lower()
                block = tag not in _INLINE
                if block:
                    end()
                if deep < _DEEPEST:
                    visit(child, deep + 1)
                else:
                    words.append(" ".join(str(part) for part in child.itertext()))
                if block:
                    end()
            if child.tail:
                words.append(child.tail)

    visit(cell, 0)
    end()
    return found
