"""A document of the register's own shape, read back as the draft it was written from.

Unlike a published plan it needs no guessing: every table says by its headings what it holds. What stands anywhere else
is left unplaced, and so is a second use of an id.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from sendplan.formats.document import Document, Heading, Table
from sendplan.plan_reader.draft import Draft, Section, Source, Statement, Unplaced, Where
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.ledger import Ledger, Piece, where_of
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.appendix import with_settled
from sendplan.plan_reader.register.front import FrontRead
from sendplan.plan_reader.register.items import ItemsRead
from sendplan.plan_reader.register.keys import unique
from sendplan.plan_reader.register.tables import Row, heads, rows_of
from sendplan.plan_reader.register.words import said

__all__ = ["read_register"]

_TITLED = 6
"""Headings below this level are bold paragraphs."""


def read_register(document: Document) -> tuple[Draft, Ledger]:
    """The draft and the ledger of which characters it was made from. Never raises for what the document says."""
    reading = _Reading(document)
    for block in document.blocks:
        if isinstance(block, Table):
            reading.table(block)
        elif isinstance(block, Heading) and block.level <= _TITLED:
            reading.heading(Piece.of(block.run), block.level)
        else:
            reading.paragraph(Piece.of(block.run))
    return reading.draft(), reading.ledger


@dataclass(slots=True)
class _Section:
    letter: str
    title: str
    where: Where
    label: str | None = None
    needs: list[Statement] = field(default_factory=list)
    voice: list[Statement] = field(default_factory=list)


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.ledger = Ledger(document)
        self.first: str | None = None
        self.title: str | None = None
        self.front = FrontRead()
        self.items = ItemsRead(self.ledger)
        self.sections: list[_Section] = []
        self.section: _Section | None = None
        self.prose: str | None = None

    # Headings and paragraphs.

    def heading(self, piece: Piece, level: int) -> None:
        words = piece.text
        self.prose = None
        if level == 1 and self.first is None:
            self.first = said(words) or ""
            self.ledger.place(piece, "value")
            return
        if level <= 2:
            self.section = None
        fields = {heading: name for name, heading in labels.PROSE}
        section = labels.section_title(words)
        if section is not None and level == 2:
            letter, title = (said(part) or "" for part in section)
            self.section = _Section(letter, title, piece.where())
            self.sections.append(self.section)
            self.ledger.place(piece, "value")
        elif words in fields:
            self.prose = fields[words]
            self.ledger.place(piece, "label")
        elif self.items.heading(words) or words in labels.HEADINGS:
            self.ledger.place(piece, "label")

    def paragraph(self, piece: Piece) -> None:
        words = piece.text
        if words == labels.NOTE or (self.first is None and is_furniture(words)):
            self.ledger.place(piece, "label")
        elif self.section is not None and words.startswith(labels.SHORT_NAME) and self.section.label is None:
            self.section.label = said(words.removeprefix(labels.SHORT_NAME))
            self.ledger.place(piece, "value")
        elif self.prose is not None and words:
            into = self._said_in(self.prose, self.section)
            if into is not None:
                into.append(Statement(text=said(words) or "", where=piece.where()))
                self.ledger.place(piece, "value")

    # Tables.

    def table(self, table: Table) -> None:
        if table.caption is not None:
            self.ledger.place(Piece.of(table.caption), "label")
        names = [label for label, _ in heads(table).values()]
        if set(labels.ABOUT) <= set(names):
            self._about(table)
        elif set(labels.SECTIONS) <= set(names):
            for row in rows_of(table, self.ledger):
                made = _Section(row.text("Section"), row.text("Title"), row.where("Title"), row.said("Short name"))
                self.sections.append(made)
        elif set(labels.STATEMENTS[:3]) <= set(names):
            self._kinds(table)
        elif names[:1] and names[0] in [heading for _, heading in labels.PROSE]:
            kind = next(name for name, heading in labels.PROSE if heading == names[0])
            for row in rows_of(table, self.ledger):
                self._say(kind, self.section, row, names[0])
        elif not self.front.table(table, names, self.ledger):
            self.items.table(table, names, self.section.letter if self.section else "")

    def _about(self, table: Table) -> None:
        name, value = labels.ABOUT
        fields = {label: part for part, label in labels.PARTS}
        for row in rows_of(table, self.ledger):
            part = fields.get(row.peek(name))
            row.words(name)
            if part == "title":
                self.title = row.text(value)
            elif part is not None:
                self.front.about[part] = row.text(value)
            else:
                row.words(value)

    def _kinds(self, table: Table) -> None:
        kinds = {heading: part for part, heading in labels.PROSE}
        by_key = dict(zip(unique(each.letter for each in self.sections), self.sections, strict=True))
        for row in rows_of(table, self.ledger):
            kind = kinds.get(row.peek("Kind"))
            section = by_key.get(said(row.peek("Section")) or "")
            if kind is not None and (section is not None or kind not in ("needs", "voice")):
                row.words("Kind")
                row.words("Section")
                self._say(kind, section, row, "Words")

    def _said_in(self, kind: str, section: _Section | None) -> list[Statement] | None:
        """The statements of that kind, of the section where sections have them."""
        if kind not in ("needs", "voice"):
            return self.front.prose(kind)
        if section is None:
            return None
        return section.needs if kind == "needs" else section.voice

    def _say(self, kind: str, section: _Section | None, row: Row, label: str) -> None:
        into = self._said_in(kind, section)
        if into is not None and (row.peek(label) or row.peek(labels.ID)):
            known = self.items.id_of(row, labels.ID)
            into.append(Statement(id=known, text=row.text(label), where=row.where(label)))

    # The end.

    def draft(self) -> Draft:
        front = self.front
        sections = tuple(
            Section(
                letter=each.letter,
                title=each.title,
                label=each.label,
                needs=tuple(each.needs),
                voice=tuple(each.voice),
                where=each.where,
            )
            for each in self.sections
        )
        document = self.document
        made = Draft(
            title=(self.first or "") if self.title is None else self.title,
            metadata=front.metadata(),
            sections=sections,
            bodies=tuple(front.bodies),
            actions=self.items.finished_actions(),
            kpis=self.items.finished_kpis(),
            source=Source(name=document.name, media_type=document.media_type, sha256=document.sha256),
        )
        made, held = with_settled(made, self.items.numbers, [row.settled for row in self.items.settled])
        for row, good in zip(self.items.settled, held, strict=True):
            if good:
                row.place()
        made = self.items.with_doubts(made)
        unplaced = tuple(Unplaced(text=span.text, where=where_of([span.run])) for span in self.ledger.unplaced())
        return msgspec.structs.replace(made, unplaced=unplaced)
