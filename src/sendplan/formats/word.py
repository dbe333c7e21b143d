"""Word documents: body in order, with headings, numbered lists, merged cells, content controls and text boxes.

What a reviewer has struck out is not text; what was put in is. A cell's fill is its own shading or its table's; a table
style's colours (banded rows, a painted header) are not resolved: they dress a table and say nothing of an action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import docx
from lxml import etree

from sendplan.formats.colours import blended, of_hex, shaded, theme_colours
from sendplan.formats.document import Block, Cell, Heading, ListItem, Paragraph, Place, Table
from sendplan.formats.limits import MAX_CELLS, MAX_SPAN
from sendplan.formats.package import Package
from sendplan.formats.runs import RunCounter
from sendplan.formats.unreadable import Unreadable
from sendplan.formats.word_numbering import Numbering

__all__ = ["blocks_of_word"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRUCK = frozenset((f"{_W}del", f"{_W}moveFrom"))
_NOT_TEXT = frozenset((f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr", f"{_MC}Fallback", f"{_W}sdtPr"))
_BOX = f"{_W}txbxContent"
_THEME = "word/theme/theme1.xml"
_THEME_NAMES = {
    "background1": "lt1",
    "light1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_BOLD_LEVEL = 7
_BOLD_WORDS = 20
_DEEPEST = 60
_STYLES_DEEPEST = 12


def blocks_of_word(package: Package) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a Word document in reading order, and remarks on what was left out. Raises ``Unreadable``."""
    try:
        document = docx.Document(package.clean())
        styles = _Styles(document.styles.element)
        numbering = _numbering(document.part)
        fills = _Fills(package.part(_THEME) if package.has(_THEME) else None)
        walk = _Walk(package.name, styles, numbering, fills)
        walk.content(document.element.body, 0)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(
            package.name,
            "is a Word file that cannot be read",
            "open it in Word, save it again under a new name and try that",
        ) from error
    remarks = ("Text struck out by a reviewer was not read.",) if walk.struck else ()
    return tuple(walk.blocks), remarks


def _numbering(part: object) -> Numbering:
    """The numbering part's element; a document without lists has none."""
    for rel in part.rels.values():  # type: ignore[attr-defined]  # python-docx types its parts loosely
        if rel.reltype.endswith("/numbering") and not rel.is_external:
            return Numbering(etree.fromstring(rel.target_part.blob, etree.XMLParser(resolve_entities=False)))
    return Numbering(None)


@dataclass(frozen=True, slots=True)
class _Style:
    heading: int
    num: str | None
    level: int
    listed: bool


class _Styles:
    """What each paragraph style makes of a paragraph, its parents' settings included."""

    def __init__(self, element: etree._Element) -> None:
        self._elements = {style.get(f"{_W}styleId") or "": style for style in element.findall(f"{_W}style")}
        self._known: dict[str, _Style] = {}

    def of(self, name: str | None) -> _Style:
        if not name:
            return _Style(0, None, 0, listed=False)
        if name not in self._known:
            self._known[name] = self._made(name, 0)
        return self._known[name]

    def _made(self, name: str, deep: int) -> _Style:
        element = self._elements.get(name)
        if element is None or deep > _STYLES_DEEPEST:
            return _Style(0, None, 0, listed=False)
        parent = self._made(_val(element, "basedOn") or "", deep + 1)
        title = (_val(element, "name") or name).lower()
        properties = element.find(f"{_W}pPr")
        outline = _val(properties, "outlineLvl") if properties is not None else None
        heading = parent.heading
        if match := re.fullmatch(r"heading (\d)", title):
            heading = int(match.group(1))
        elif title == "title":
            heading = 1
        elif outline and outline.isdigit() and int(outline) < 9:
            heading = int(outline) + 1
        num, level = _num(properties)
        return _Style(
            heading,
            num if num is not None else parent.num,
            level if num is not None else parent.level,
            listed=parent.listed or title.startswith(("list bullet", "list number")),
        )


def _val(element: etree._Element | None, name: str) -> str | None:
    found = None if element is None else element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _num(properties: etree._Element | None) -> tuple[str | None, int]:
    found = None if properties is None else properties.find(f"{_W}numPr")
    if found is None:
        return None, 0
    level = _val(found, "ilvl")
    return _val(found, "numId"), int(level) if level and level.isdigit() else 0


class _Fills:
    """What a shading element paints, theme colours resolved."""

    def __init__(self, theme: bytes | None) -> None:
        self._theme = theme_colours(theme)

    def of(self, properties: etree._Element | None) -> str | None:
        """The fill of a cell's, table's or paragraph's properties, ``#rrggbb``; None where they paint nothing."""
        shading = None if properties is None else properties.find(f"{_W}shd")
        if shading is None:
            return None
        pattern = shading.get(f"{_W}val") or "clear"
        under = self._colour(shading, "fill", "themeFill")
        if pattern in ("clear", "nil"):
            return of_hex(under)
        over = self._colour(shading, "color", "themeColor") or "000000"
        percent = re.fullmatch(r"pct(\d{1,2})", pattern)
        share = int(percent.group(1)) / 100 if percent else 1.0 if pattern == "solid" else 0.0
        return of_hex(blended(over, under or "ffffff", share))

    def _colour(self, shading: etree._Element, plain: str, themed: str) -> str | None:
        slot = shading.get(f"{_W}{themed}")
        known = self._theme.get(_THEME_NAMES.get(slot, slot)) if slot else None
        if known is None:
            found = of_hex(shading.get(f"{_W}{plain}"))
            return found[1:] if found else None
        return shaded(known, tint=shading.get(f"{_W}{themed}Tint"), shade=shading.get(f"{_W}{themed}Shade"))


class _Lines:
    """The text of one paragraph, parted at line breaks, and whether all of it is bold."""

    def __init__(self) -> None:
        self.lines = [""]
        self.plain = False

    def add(self, text: str, *, bold: bool) -> None:
        self.lines[-1] += text
        if text.strip() and not bold:
            self.plain = True

    def found(self) -> list[str]:
        lines = (re.sub(r"[ \t\r\n]+", " ", line).strip(" \u00a0\u200b") for line in self.lines)
        return [line for line in lines if line]


class _Walk:
    def __init__(self, name: str, styles: _Styles, numbering: Numbering, fills: _Fills) -> None:
        self.name = name
        self.fills = fills
        self.styles = styles
        self.numbering = numbering
        self.runs = RunCounter(name)
        self.blocks: list[Block] = []
        self.paragraphs = 0
        self.tables = 0
        self.struck = False

    def content(self, parent: etree._Element, deep: int) -> None:
        """The blocks under a body, a content control or a text box."""
        if deep > _DEEPEST:
            raise Unreadable(
                self.name, "is nested too deeply to be a plan", "copy its text into a new file and try that"
            )
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, deep)
            elif child.tag == f"{_W}tbl":
                self._table(child, deep)
            elif child.tag in _STRUCK:
                self.struck = True
            elif isinstance(child.tag, str) and child.tag not in _NOT_TEXT:
                self.content(child, deep + 1)

    def _paragraph(self, element: etree._Element, deep: int) -> None:
        lines, boxes = self._text(element)
        properties = element.find(f"{_W}pPr")
        style = self.styles.of(_val(properties, "pStyle"))
        number, listed, depth = self._number(properties, style)
        outline = _val(properties, "outlineLvl")
        heading = int(outline) + 1 if outline and outline.isdigit() and int(outline) < 9 else style.heading
        texts = lines.found()
        for at, text in enumerate(texts):
            self.paragraphs += 1
            numbered = f"{number} {text}" if number and at == 0 else text
            run = self.runs.make(numbered, Place(paragraph=self.paragraphs))
            if heading:
                self.blocks.append(Heading(run, heading))
            elif listed and at == 0:
                self.blocks.append(ListItem(run, depth))
            elif not lines.plain and len(texts) == 1 and len(text.split()) <= _BOLD_WORDS:
                self.blocks.append(Heading(run, _BOLD_LEVEL))
            else:
                self.blocks.append(Paragraph(run))
        for box in boxes:
            self.content(box, deep + 1)

    def _number(self, properties: etree._Element | None, style: _Style) -> tuple[str, bool, int]:
        num, level = _num(properties)
        if num is None:
            num, level = style.num, style.level
        if num is None or num == "0":
            return "", style.listed and num != "0", 1
        return self.numbering.next(num, level), True, level + 1

    def _text(self, element: etree._Element) -> tuple[_Lines, list[etree._Element]]:
        """A paragraph's own text, and the text boxes anchored in it."""
        lines, boxes = _Lines(), []

        def visit(parent: etree._Element, deep: int, *, bold: bool) -> None:
            for child in parent:
                tag = child.tag
                if not isinstance(tag, str) or tag in _NOT_TEXT:
                    continue
                if tag in _STRUCK:
                    self.struck = True
                elif tag == f"{_W}t":
                    lines.add(child.text or "", bold=bold)
                elif tag in (f"{_W}br", f"{_W}cr"):
                    lines.lines.append("")
                elif tag in (f"{_W}tab", f"{_W}ptab"):
                    lines.add(" ", bold=True)
                elif tag == f"{_W}noBreakHyphen":
                    lines.add("-", bold=True)
                elif tag == _BOX:
                    boxes.append(child)
                elif deep < _DEEPEST:
                    visit(child, deep + 1, bold=_bold(child) if tag == f"{_W}r" else bold)

        visit(element, 0, bold=False)
        return lines, boxes

    def _table(self, element: etree._Element, deep: int) -> None:
        self.tables += 1
        number = self.tables
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}
        width = area = 0
        rows = list(_children(element, "tr"))
        behind = self.fills.of(element.find(f"{_W}tblPr"))
        for at, row in enumerate(rows):
            properties = row.find(f"{_W}trPr")
            header = properties is not None and properties.find(f"{_W}tblHeader") is not None
            before = _val(properties, "gridBefore")
            column = min(int(before), MAX_SPAN) if before and before.isdigit() else 0
            for cell in _children(row, "tc"):
                span, merge = _cell_merge(cell)
                area += span
                if area > MAX_CELLS:
                    raise Unreadable(
                        self.name, "has a table too large to be a plan's", "save the plan alone and try again"
                    )
                above = open_cells.get(column)
                if merge == "continue" and above is not None:
                    old = cells[above]
                    cells[above] = replace(old, rowspan=at - old.row + 1)
                else:
                    place = Place(table=number, row=at + 1, column=column + 1)
                    runs = tuple(self.runs.make(text, place) for text in self._cell_texts(cell, deep))
                    cells.append(Cell(runs, at, column, 1, span, header, self._fill(cell) or behind))
                    open_cells.pop(column, None)
                    if merge is not None:
                        open_cells[column] = len(cells) - 1
                column += span
            width = max(width, column)
        if any(cell.runs for cell in cells):
            self.blocks.append(Table(tuple(cells), len(rows), width))

    def _fill(self, cell: etree._Element) -> str | None:
        """A cell's shading, or that of its paragraphs where they all have the same."""
        own = self.fills.of(cell.find(f"{_W}tcPr"))
        if own is not None:
            return own
        inner = {self.fills.of(paragraph.find(f"{_W}pPr")) for paragraph in cell.findall(f"{_W}p")}
        return inner.pop() if len(inner) == 1 else None

    def _cell_texts(self, cell: etree._Element, deep: int) -> Iterator[str]:
        """A cell's paragraphs, those of tables and boxes inside it included."""
        if deep > _DEEPEST:
            raise Unreadable(
                self.name, "is nested too deeply to be a plan", "copy its text into a new file and try that"
            )
        for child in cell:
            if child.tag == f"{_W}p":
                lines, boxes = self._text(child)
                properties = child.find(f"{_W}pPr")
                number, _, _ = self._number(properties, self.styles.of(_val(properties, "pStyle")))
                texts = lines.found()
                if number and (texts or not child.getprevious()):
                    texts = [f"{number} {texts[0]}", *texts[1:]] if texts else [number]
                yield from texts
                for box in boxes:
                    yield from self._cell_texts(box, deep + 1)
            elif child.tag in _STRUCK:
                self.struck = True
            elif isinstance(child.tag, str) and child.tag not in _NOT_TEXT and child.tag != f"{_W}tcPr":
                yield from self._cell_texts(child, deep + 1)


def _bold(run: etree._Element) -> bool:
    properties = run.find(f"{_W}rPr")
    mark = None if properties is None else properties.find(f"{_W}b")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, out of content controls and past what was struck out."""
    for child in element:
        if child.tag == f"{_W}{name}":
            if name != "tr" or not _row_struck(child):
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"):
            yield from _children(child, name)


def _row_struck(row: etree._Element) -> bool:
    properties = row.find(f"{_W}trPr")
    return properties is not None and properties.find(f"{_W}del") is not None


def _cell_merge(cell: etree._Element) -> tuple[int, str | None]:
    """A cell's column span and its part in a vertical merge: ``restart``, ``continue`` or None."""
    properties = cell.find(f"{_W}tcPr")
    span = _val(properties, "gridSpan")
    merged = None if properties is None else properties.find(f"{_W}vMerge")
    columns = min(max(1, int(span)), MAX_SPAN) if span and span.isdigit() else 1
    return columns, None if merged is None else merged.get(f"{_W}val") or "continue"
