"""A PDF file opened, read page by page and put together as blocks.

Running heads, feet and page numbers are left out of the flow and told in a remark with their words, so that nothing
goes unsaid and no action's text has "OFFICIAL" in it. A header row that a table repeats on each page is read once, and
that is told too.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from sendplan.formats.document import Block, Cell, Heading, ListItem, Paragraph, Place, Table
from sendplan.formats.limits import MAX_CELLS
from sendplan.formats.pdf.flow import Passage, is_full
from sendplan.formats.pdf.glyphs import Drawn, Glyph, drawn_on
from sendplan.formats.pdf.grids import Grid, grids_of
from sendplan.formats.pdf.layout import laid_out
from sendplan.formats.pdf.lines import lines_of
from sendplan.formats.pdf.running import PageLines, running_lines
from sendplan.formats.pdf.streams import refuse_bombs
from sendplan.formats.pdf.tables import FilledTable, filled, goes_on, join, set_in, settings_in
from sendplan.formats.runs import RunCounter
from sendplan.formats.unreadable import Unreadable

__all__ = ["MAX_GLYPHS", "MAX_PAGES", "Read", "blocks_of_pdf"]

MAX_PAGES = 400
"""The most pages a plan may have: published ones have 5 to 80."""

MAX_GLYPHS = 40_000
"""The most letters on one page; a page of the smallest print has some 12,000."""

_DAMAGED = "open it in the program that made it, save it as PDF or Word again and try that"
_NO_TEXT = "export it from Word as PDF or send the Word file, or run text recognition over it first"
_NO_LETTERS = "ask its author for the Word file, or print it to PDF again from Word"
_BOLD_LEVEL = 7
_BOLD_WORDS = 20
_HEADING_WORDS = 40
_LARGER = 1.15


@dataclass(frozen=True, slots=True)
class Read:
    """What a PDF holds. ``flattened`` when words stood apart as in tables and no table could be told for certain."""

    blocks: tuple[Block, ...]
    language: str | None
    remarks: tuple[str, ...]
    flattened: bool


@dataclass(slots=True)
class _Page:
    drawn: Drawn
    grids: list[Grid]
    loose: list[Glyph]
    items: list[Passage | FilledTable] = field(default_factory=list)

    def forget_parts(self) -> None:
        self.drawn.glyphs = [replace(glyph, part=None) for glyph in self.drawn.glyphs]
        self.loose = [replace(glyph, part=None) for glyph in self.loose]


def blocks_of_pdf(data: bytes, name: str) -> Read:
    """The blocks of a PDF in reading order. Raises ``Unreadable``."""
    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # what they warn of is ours to say
    refuse_bombs(data, name)
    try:
        with PDF.open(io.BytesIO(data), raise_unicode_errors=False) as pdf:
            found = list(itertools.islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1))
            if len(found) > MAX_PAGES:
                raise Unreadable(
                    name, f"has more than {MAX_PAGES} pages", "save the plan's own pages alone and try again"
                )
            if not found:
                raise Unreadable(name, "is a PDF without a page", _DAMAGED)
            pages = []
            for number, page in enumerate(found, start=1):
                opened = Page(pdf, page, number)
                drawn = drawn_on(opened, number)
                opened.close()
                _refuse_page(drawn, name)
                pages.append(_read_page(drawn))
            language, remarks = _language(pdf), _of_forms(pdf)
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise _refusal(error, name) from error
    _refuse_pictures(pages, name)
    if not _parts_tell(pages):
        for each in pages:
            each.forget_parts()
    return _Assembly(pages, name).read(language, remarks)


def _refusal(error: Exception, name: str) -> Unreadable:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return Unreadable(name, "is locked with a password", "save a copy without the password and try the copy")
    if isinstance(cause, PDFEncryptionError):
        return Unreadable(
            name, "is locked in a way that is not known here", "save a copy without a lock and try the copy"
        )
    return Unreadable(name, "is a damaged PDF that cannot be read", _DAMAGED)


def _refuse_page(drawn: Drawn, name: str) -> None:
    letters = sum(not glyph.text.isspace() for glyph in drawn.glyphs)
    if letters > MAX_GLYPHS:
        raise Unreadable(
            name, f"has more than {MAX_GLYPHS:,} letters on page {drawn.number}, which no plan does", _DAMAGED
        )
    if drawn.unmapped > 5 and drawn.unmapped * 20 > letters:
        raise Unreadable(
            name,
            f"does not say which letters its marks stand for on page {drawn.number} (its fonts lack them)",
            _NO_LETTERS,
        )


def _read_page(drawn: Drawn) -> _Page:
    grids = grids_of(drawn)
    loose = [glyph for glyph in drawn.glyphs if not _in_cell(glyph, grids)]
    return _Page(drawn, grids, loose)


def _parts_tell(pages: Sequence[_Page]) -> bool:
    """Whether the file's stretches of text run on over the ends of lines, as paragraphs do. Some programs make each
    line a stretch of its own, which says nothing of paragraphs."""
    same = other = 0
    for page in pages:
        words = [glyph for glyph in page.drawn.glyphs if not glyph.text.isspace()]
        for before, after in itertools.pairwise(words):
            if after.box.top > before.box.bottom - 1 and after.box.x0 < before.box.x0 and after.text.islower():
                same += before.part is not None and before.part == after.part
                other += before.part != after.part
    return same > 2 * other


def _in_cell(glyph: Glyph, grids: Sequence[Grid]) -> bool:
    x, y = glyph.box.middle
    return any(grid.at(x, y) is not None for grid in grids)


def _refuse_pictures(pages: Sequence[_Page], name: str) -> None:
    if any(letter.isalnum() for page in pages for glyph in page.drawn.glyphs for letter in glyph.text):
        return
    if any(page.drawn.pictures for page in pages):
        raise Unreadable(name, "has pictures of pages and no text", _NO_TEXT)
    raise Unreadable(name, "holds no words", "choose the file that holds the plan")


def _language(pdf: PDF) -> str | None:
    raw = resolve1(pdf.doc.catalog.get("Lang"))
    if not isinstance(raw, bytes | str):
        return None
    text = (
        raw
        if isinstance(raw, str)
        else raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    )
    return text if re.fullmatch(r"[A-Za-z]{2,3}(?:-[\w-]{1,20})?", text) else None


def _of_forms(pdf: PDF) -> list[str]:
    form = resolve1(pdf.doc.catalog.get("AcroForm"))
    fields = resolve1(form.get("Fields")) if isinstance(form, dict) else None
    return ["The file is a form: what was typed into its boxes was not read."] if fields else []


class _Assembly:
    """Pages put together: running lines out, tables joined, paragraphs over page ends joined, runs numbered."""

    def __init__(self, pages: Sequence[_Page], name: str) -> None:
        self.pages = pages
        self.runs = RunCounter(name)
        self.name = name
        self.doubtful: list[int] = []
        self.remarks: list[str] = []
        self.limit = 0.0

    def read(self, language: str | None, remarks: Sequence[str]) -> Read:
        self._drop_running()
        self.limit = _limit(self.pages)
        self._lay()
        if self.doubtful:
            told = ", ".join(str(number) for number in self.doubtful)
            self.remarks.append(
                f"On pages {told} words stand in columns whose rows cannot be told; they are read line by line."
            )
        items = self._joined()
        known = _known_words(items)
        blocks = _Blocks(self.runs, known, _body_size(self.pages), items, self.name).made()
        tables = any(isinstance(block, Table) for block in blocks)
        return Read(tuple(blocks), language, (*self.remarks, *remarks), bool(self.doubtful) and not tables)

    def _drop_running(self) -> None:
        lines = [PageLines(page.drawn.number, page.drawn.height, lines_of(page.loose)) for page in self.pages]
        running, words = running_lines(lines)
        for page, mine in zip(self.pages, lines, strict=True):
            boxes = [mine.lines[at].box for at in running.get(page.drawn.number, ())]
            page.loose = [glyph for glyph in page.loose if not any(box.holds(*glyph.box.middle, 0.5) for box in boxes)]
        if words:
            told = ", ".join(f"“{text}”" for text in words)
            self.remarks.append(f"Left out, because it stands at the head or foot of pages: {told}.")
        empty = [str(page.drawn.number) for page in self.pages if page.drawn.pictures and not page.drawn.glyphs]
        if empty:
            self.remarks.append(f"Not read, because they are pictures without text: pages {', '.join(empty)}.")
        outside = sum(page.drawn.outside for page in self.pages)
        if outside:
            self.remarks.append(f"{outside} letters beyond the edges of the pages were not read.")
        unmapped = sum(page.drawn.unmapped for page in self.pages)
        if unmapped:
            self.remarks.append(f"{unmapped} marks whose letters the file does not say are shown as \ufffd.")

    def _lay(self) -> None:
        """Each page's items in order; how columns are set is told from all pages together."""
        laid = [laid_out(page.drawn, page.grids, page.loose, self.limit) for page in self.pages]
        sets = [
            set_in(item, page.drawn.glyphs if item in page.grids else page.loose)
            for page, each in zip(self.pages, laid, strict=True)
            for item in each.items
            if isinstance(item, Grid)
        ]
        grids = iter(zip(sets, settings_in(sets), strict=True))
        for page, each in zip(self.pages, laid, strict=True):
            if each.doubtful:
                self.doubtful.append(page.drawn.number)
            number = 0
            for item in each.items:
                if isinstance(item, Passage):
                    page.items.append(item)
                    continue
                table = filled(*next(grids), page.drawn, number + 1)
                if any(cell.passages for cell in table.cells):
                    number += 1
                    page.items.append(table)

    def _joined(self) -> list[tuple[int, Passage | FilledTable]]:
        """All pages' items with their page numbers, tables and paragraphs that go on over a page's end made one."""
        joined: list[tuple[int, Passage | FilledTable]] = []
        trailing: list[FilledTable] = []
        repeated: set[int] = set()
        for page in self.pages:
            items = list(page.items)
            leading = list(itertools.takewhile(lambda item: isinstance(item, FilledTable), items))
            last: list[FilledTable] = []
            for at, item in enumerate(items):
                if isinstance(item, FilledTable) and at < len(leading):
                    before = next((table for table in trailing if goes_on(table, item)), None)
                    if before is not None:
                        trailing.remove(before)
                        join(before, item)
                        last.append(before)
                        repeated.update(before.repeated)
                        continue
                if at == 0 and isinstance(item, Passage) and joined and _runs_on(joined[-1][1], item):
                    previous = joined[-1][1]
                    if isinstance(previous, Passage):
                        previous.go_on(item, doubtful=not item.lines[0].text[:1].islower())
                    last = []
                    continue
                joined.append((page.drawn.number, item))
                last = [*last, item] if isinstance(item, FilledTable) else []
            if items:
                trailing = last
        if repeated:
            told = ", ".join(str(number) for number in sorted(repeated))
            self.remarks.append(f"The header rows that tables repeat on pages {told} were read once.")
        return joined


def _runs_on(before: Passage | FilledTable, passage: Passage) -> bool:
    """Whether a page's first passage is the rest of the sentence the page before ended in."""
    if not isinstance(before, Passage) or passage.item or before.bold != passage.bold:
        return False
    if abs(before.size - passage.size) > 0.8:
        return False
    if re.search(r"[.!?:;]$", before.lines[-1].text):
        return False
    return passage.lines[0].text[:1].islower() or (not before.item and is_full(before, passage))


def _limit(pages: Sequence[_Page]) -> float:
    """How far right text outside tables may reach, in points: as far as its long lines do."""
    lines = [line for page in pages for line in lines_of(page.loose)]
    long = [line.box.x1 for line in lines if len(line.words) >= 6]
    return max(long or (line.box.x1 for line in lines), default=0.0)


def _body_size(pages: Sequence[_Page]) -> float:
    """The size most letters have, in points, text in tables aside where there is enough beside them."""
    loose = Counter(round(glyph.size * 2) / 2 for page in pages for glyph in page.loose)
    everything = Counter(round(glyph.size * 2) / 2 for page in pages for glyph in page.drawn.glyphs)
    sizes = loose if loose.total() * 5 > everything.total() else everything
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _known_words(items: Sequence[tuple[int, Passage | FilledTable]]) -> frozenset[str]:
    """The document's words in small letters, those broken at a line's end aside."""
    known: set[str] = set()
    for _, item in items:
        passages = [item] if isinstance(item, Passage) else [p for cell in item.cells for p, _ in cell.passages]
        for passage in passages:
            for line in passage.lines:
                words = [word.text.strip(".,;:()“”‘’'\"!?").lower() for word in line.words]
                known.update(words[:-1] if line.text.endswith(("-", "\u00ad")) else words)
    return frozenset(known)


class _Blocks:
    def __init__(
        self,
        runs: RunCounter,
        known: frozenset[str],
        body: float,
        items: Sequence[tuple[int, Passage | FilledTable]],
        name: str,
    ) -> None:
        self.runs, self.known, self.body, self.items, self.name = runs, known, body, items, name
        sizes = {self._rounded(item) for _, item in items if isinstance(item, Passage) and self._is_large(item)}
        self.levels = {size: min(at, 6) for at, size in enumerate(sorted(sizes, reverse=True), start=1)}

    def made(self) -> list[Block]:
        blocks: list[Block] = []
        indents: list[float] = []
        paragraphs: Counter[int] = Counter()
        for number, item in self.items:
            if isinstance(item, FilledTable):
                indents.clear()
                blocks.append(self._table(item))
                continue
            text = item.text(self.known)
            if not text:
                continue
            paragraphs[number] += 1
            place = Place(page=number, paragraph=paragraphs[number])
            run = self.runs.make(text, place, item.may_part(self.known), may_go_on=item.doubtful)
            if not item.item:
                indents.clear()
            if item.item:
                while indents and item.indent < indents[-1] - 4:
                    indents.pop()
                if not indents or item.indent > indents[-1] + 4:
                    indents.append(item.indent)
                blocks.append(ListItem(run, len(indents)))
            elif self._is_large(item):
                blocks.append(Heading(run, self.levels[self._rounded(item)]))
            elif item.bold and len(text.split()) <= _BOLD_WORDS:
                blocks.append(Heading(run, _BOLD_LEVEL))
            else:
                blocks.append(Paragraph(run, gap_before=item.gap > 0.6 * item.size))
        return blocks

    def _rounded(self, passage: Passage) -> float:
        return round(passage.size)

    def _is_large(self, passage: Passage) -> bool:
        words = sum(len(line.words) for line in passage.lines)
        return not passage.item and passage.size >= self.body * _LARGER and words <= _HEADING_WORDS

    def _table(self, table: FilledTable) -> Table:
        if table.rows * max(len(table.xs) - 1, 1) > MAX_CELLS:
            raise Unreadable(self.name, "has a table too large to be a plan's", "save the plan alone and try again")
        cells = []
        for cell in table.cells:
            texts = [(passage.text(self.known), place, passage) for passage, place in cell.passages]
            runs = tuple(
                self.runs.make(text, place, passage.may_part(self.known), may_go_on=passage.doubtful)
                for text, place, passage in texts
                if text
            )
            cells.append(Cell(runs, cell.row, cell.column, cell.rowspan, cell.colspan, cell.header, cell.fill))
        return Table(tuple(cells), table.rows, len(table.xs) - 1)
