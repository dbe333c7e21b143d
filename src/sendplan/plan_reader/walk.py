"""The walk through a document: each block in reading order is given its place in the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from sendplan.formats.document import Block, Document, Heading, ListItem, Paragraph, Table
from sendplan.plan_reader.action_rows import action_rows
from sendplan.plan_reader.columns import Columns, flat_header
from sendplan.plan_reader.draft import Action, Ambiguity, Draft, Kpi, Source, Unplaced
from sendplan.plan_reader.front_matter import FrontMatter, Part
from sendplan.plan_reader.headings import (
    SectionHeading,
    heading_kind,
    is_furniture,
    section_heading,
    short_section_heading,
)
from sendplan.plan_reader.items import make_action, make_kpi, statement, unbulleted
from sendplan.plan_reader.ledger import Ledger, Piece, where_of
from sendplan.plan_reader.measure_rows import measure_rows
from sendplan.plan_reader.measure_tokens import tokens_of_line
from sendplan.plan_reader.rows import ActionRow, Line, MeasureRow, StatementRow
from sendplan.plan_reader.sections import OpenSection, Sections, letter_of, letters_of
from sendplan.plan_reader.table_rows import TableRows, parts_of
from sendplan.plan_reader.wording import Wording

__all__ = ["Walk"]

_State = Literal["front", "introduction", "governance", "needs", "voice", "actions", "kpis", "section"]
_NO_LEVEL = 2
_TITLE_WORDS = 14
_SUB_KINDS = ("needs", "voice", "actions", "kpis")


@dataclass(slots=True)
class _Doubt:
    """The section a group label names, where that is not the section it stands in."""

    section: OpenSection
    stands_in: OpenSection


class Walk:
    """One reading of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.ledger = Ledger(document)
        self.wording = Wording(document)
        self.front = FrontMatter(self.ledger)
        self.sections = Sections()
        self.section: OpenSection | None = None
        self.doubt: _Doubt | None = None
        self.level = _NO_LEVEL
        self.word = ""  # what the heading that the walk stands under calls a section
        self.state: _State = "front"
        self.bulleted = False
        self.actions: list[tuple[OpenSection, Action]] = []
        self.kpis: list[tuple[OpenSection, Kpi]] = []

    def draft(self) -> tuple[Draft, Ledger]:
        """Read everything; the findings are left to the caller."""
        items = list(self._items())
        at = 0
        while at < len(items):
            item = items[at]
            if isinstance(item, TableRows):
                self._table(item)
                at += 1
                continue
            columns = flat_header(item.text) if not item.item and not item.empty else None
            if columns is None:
                self._line(item, items[at + 1 : at + 40])
                at += 1
                continue
            end = at + 1
            while end < len(items) and not self._ends_table(items, end):
                end += 1
            self.ledger.place(item.piece, "label")
            self._flat_table([line for line in items[at + 1 : end] if isinstance(line, Line)], columns)
            at = end
        return self._finished(), self.ledger

    # Blocks as lines and rows of tables.

    def _items(self) -> Iterator[Line | TableRows]:
        for block in self.document.blocks:
            if isinstance(block, Table):
                yield from parts_of(block)
            else:
                yield self._as_line(block)

    def _as_line(self, block: Block) -> Line:
        piece = Piece.of(block.run)  # type: ignore[union-attr]  # tables are taken before this
        if isinstance(block, Heading):
            return Line(piece, level=block.level)
        if isinstance(block, ListItem):
            return Line(unbulleted(piece, self.ledger, numbered=True), item=True)
        return Line(piece, gap=block.gap_before if isinstance(block, Paragraph) else True)

    # Flattened tables.

    def _ends_table(self, items: Sequence[Line | TableRows], at: int) -> bool:
        item = items[at]
        if isinstance(item, TableRows) or item.level:
            return True
        if item.empty or item.item:
            return False
        if flat_header(item.text) is not None:
            return True
        if not item.gap:
            return False
        if heading_kind(item.text) is not None or section_heading(item.piece.raw) is not None:
            return True
        return self._stands_over_header(items, at)

    def _stands_over_header(self, items: Sequence[Line | TableRows], at: int) -> bool:
        """A few words, no sentence and no owner, with a table's header next: the header's title."""
        item = items[at]
        if not isinstance(item, Line) or len(item.text.split()) > _TITLE_WORDS or not item.text[0].isalpha():
            return False
        following = next((other for other in items[at + 1 :] if isinstance(other, TableRows) or not other.empty), None)
        return (
            isinstance(following, Line)
            and not item.text.endswith((".", ",", ";"))
            and flat_header(following.text) is not None
            and tokens_of_line(item.piece.raw, 0) is None
        )

    def _flat_table(self, lines: Sequence[Line], columns: Columns) -> None:
        if columns.kind == "actions":
            rows, loose = action_rows(lines, columns, self.wording)
            self._take_actions(rows)
        else:
            measures, loose = measure_rows(lines, columns)
            self._take_kpis(measures)
        for line in loose:
            self.front.heading()
            self._line(replace(line, gap=True), ())

    # Real tables.

    def _table(self, rows: TableRows) -> None:
        for piece in rows.header:
            self.ledger.place(piece, "label")
        if rows.columns.kind == "actions":
            self._take_actions([row for row in rows.rows if isinstance(row, ActionRow)])
        elif rows.columns.kind == "kpis":
            self._take_kpis([row for row in rows.rows if isinstance(row, MeasureRow)])
        else:
            for row in rows.rows:
                if isinstance(row, StatementRow):
                    self._take_statements(row)

    def _take_statements(self, row: StatementRow) -> None:
        section = self._section_of(row.section, ())
        for kind, piece in row.said:
            bare = unbulleted(piece, self.ledger, numbered=True)
            (section.needs if kind == "needs" else section.voice).append(statement(bare, self.ledger))

    # Rows of either shape.

    def _take_actions(self, rows: Sequence[ActionRow]) -> None:
        refs = [row.ref.text for row in rows if row.ref]
        for number, row in enumerate(rows, start=1):
            own = [row.ref.text] if row.ref else refs
            section = self._section_of(row.section, own if row.section is None and self.section is None else refs)
            ref = row.ref.text if row.ref else f"{section.letter or ''}{number}"
            made = make_action(row, section.letter or "", ref, self.ledger)
            if not row.ref:
                made = msgspec.structs.replace(made, ambiguities=(*made.ambiguities, _no_ref(ref)))
            section.items += 1
            self.actions.append((section, made))

    def _take_kpis(self, rows: Sequence[MeasureRow]) -> None:
        counted: set[int] = set()
        for row in rows:
            section = self._kpi_section(row)
            if id(section) not in counted:
                counted.add(id(section))
                section.kpi_tables += 1
            more = self._section_doubt(row)
            section.items += 1
            self.kpis.append((section, make_kpi(row, section.letter or "", section.kpi_tables, self.ledger, more)))

    def _kpi_section(self, row: MeasureRow) -> OpenSection:
        if row.section is None and self.doubt is not None:
            return self.doubt.section
        return self._section_of(row.section, [row.ref.text] if row.ref else ())

    def _section_doubt(self, row: MeasureRow) -> tuple[Ambiguity, ...]:
        if row.section is not None or self.doubt is None:
            return ()
        named, stands = self.doubt.section.letter, self.doubt.stands_in.letter
        return (
            Ambiguity(
                field="section",
                preferred={"section": named},
                others=({"section": stands},),
                evidence=f"The line over the table names section {named}, but the table stands in section {stands}.",
            ),
        )

    def _section_of(self, cell: Piece | None, refs: Sequence[str]) -> OpenSection:
        """The section a row belongs to: its own cell's, the one it stands in, or the one its refs name."""
        if cell:
            self.ledger.place(cell, "value")
            return self.sections.named(cell)
        if self.section is not None:
            return self.section
        letter = letters_of(refs)
        known = self.sections.with_letter(letter)
        if known is not None:
            return known
        if letter is None and len(self.sections.all) == 1:
            return self.sections.all[0]
        return self.sections.open(letter, "", "", Piece(()))

    # Lines.

    def _line(self, line: Line, after: Sequence[Line | TableRows]) -> None:
        if line.empty or is_furniture(line.text):
            return
        line = self._bulleted(line)
        if not line.item:
            heading = section_heading(line.piece.raw) or self._short_heading(line, after)
            if heading is not None and heading_kind(line.piece.cut(heading.title_start).text) not in (
                "introduction",
                "governance",
            ):
                self._section_heading(line, heading)
                return
            if line.level and line.level < self.level:
                self._leave_section()
            if self._known_heading(line):
                return
            if line.level and self._opens_section(line, after):
                self.front.heading()
                self.ledger.place(line.piece, "value")
                self._enter(self.sections.open(None, line.text, "", line.piece), line.level, "")
                return
        self._said(line)

    def _bulleted(self, line: Line) -> Line:
        """A paragraph that begins with a typed bullet is a list item."""
        if line.item or line.level:
            return line
        bare = unbulleted(line.piece, self.ledger)
        return line if bare is line.piece else replace(line, piece=bare, item=True)

    def _short_heading(self, line: Line, after: Sequence[Line | TableRows]) -> SectionHeading | None:
        heading = short_section_heading(line.piece.raw)
        if heading is None or heading_kind(line.text) is not None:
            return None
        return heading if self._opens_section(line, after) else None

    def _opens_section(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """True for a heading that has needs, voice, actions or KPIs next under it."""
        if self.front.title is None and line.level == 1:
            return False
        for item in after:
            if isinstance(item, TableRows):
                return (bool(line.level) and item.columns.kind != "statements") or self.state == "front"
            if item.empty:
                continue
            if flat_header(item.text) is not None or heading_kind(item.text) in _SUB_KINDS:
                return not item.level or not line.level or item.level > line.level
            if item.level and (not line.level or item.level <= line.level):
                return False
            if not line.level:
                return False
        return False

    def _section_heading(self, line: Line, heading: SectionHeading) -> None:
        self.front.heading()
        letter, word = letter_of(heading), heading.word
        label, title = line.piece.cut(0, heading.title_start), line.piece.cut(heading.title_start)
        known = self.sections.with_letter(letter)
        self.doubt = None
        if known is not None and (self.section is None or known is self.section or word in (known.word, self.word)):
            self.ledger.place(line.piece, "label")
            if not known.title and title:
                known.title = title.text
                self.ledger.place(title, "value")
            if known is not self.section:
                self._enter(known, line.level, word)
            return
        if self.section is not None and self.word != word and not self.section.blank:
            self.ledger.place(line.piece, "label")
            if known is not None:
                self.doubt = _Doubt(known, self.section)
            return
        self.ledger.place(label, "label")
        self.ledger.place(title, "value")
        self._enter(self.sections.open(letter, title.text, word, line.piece), line.level, word)

    def _enter(self, section: OpenSection, level: int, word: str) -> None:
        self.section = section
        self.word = word
        self.level = level or _NO_LEVEL
        self.state = "section"
        self.bulleted = False

    def _leave_section(self) -> None:
        """A heading above the section's own, or a new sheet, ends the section."""
        if self.section is not None:
            self.section = None
            self.doubt = None
            self.state = "section"

    def _known_heading(self, line: Line) -> bool:
        kind = heading_kind(line.text)
        if kind is None:
            return False
        if kind in ("introduction", "governance"):
            if self.section is not None and kind == "introduction":
                return False
            if kind == "governance":
                self.section = None
        self.front.heading()
        self.doubt = None
        self.state = kind
        self.bulleted = False
        self.ledger.place(line.piece, "label")
        return True

    def _said(self, line: Line) -> None:
        if self.state in ("needs", "voice") and self._is_statement(line):
            section = self._section_of(None, ())
            said = section.needs if self.state == "needs" else section.voice
            said.append(statement(line.piece, self.ledger))
            self.bulleted = self.bulleted or line.item
        elif self.state in ("front", "introduction", "governance"):
            part: Part = self.state
            self.front.take(line, part)

    def _is_statement(self, line: Line) -> bool:
        """A list item; or a paragraph, unless the list was bulleted and the paragraph is a few loose words."""
        if line.level:
            return False
        words = len(line.text.split())
        return line.item or words >= 6 or (not self.bulleted and words >= 3) or line.text.endswith((".", "!", "?"))

    # The end.

    def _finished(self) -> Draft:
        metadata = self.front.metadata()
        self._letters()
        sections = self.sections.finished(
            {weakness.letter: weakness.label for weakness in metadata.weaknesses if weakness.letter}
        )
        title = self.front.title.text if self.front.title else ""
        return Draft(
            title=title or self._first_words(),
            metadata=metadata,
            sections=sections,
            bodies=self.front.bodies(),
            actions=tuple(
                msgspec.structs.replace(action, section=section.letter or "") for section, action in self.actions
            ),
            kpis=tuple(msgspec.structs.replace(kpi, section=section.letter or "") for section, kpi in self.kpis),
            unplaced=tuple(Unplaced(text=span.text, where=where_of([span.run])) for span in self.ledger.unplaced()),
            source=Source(name=self.document.name, media_type=self.document.media_type, sha256=self.document.sha256),
        )

    def _letters(self) -> None:
        """A section without a letter takes the one its actions' refs share."""
        for section in self.sections.all:
            if section.letter is None:
                letter = letters_of(action.ref for owner, action in self.actions if owner is section)
                if self.sections.with_letter(letter) is None:
                    section.letter = letter

    def _first_words(self) -> str:
        first = next((run.text for run in self.document.runs() if run.text.strip()), self.document.name)
        return re.sub(r"\s+", " ", first).strip()[:200]


def _no_ref(ref: str) -> Ambiguity:
    return Ambiguity(
        field="ref",
        preferred={"ref": ref},
        others=({"ref": None},),
        evidence="The table has no reference for this action, so it was given its number in the table.",
    )
