"""A document's outline as it is read: which section, and which part of it, each line stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from sendplan.plan_reader.cell_lines import cell_header
from sendplan.plan_reader.due_words import heading_due
from sendplan.plan_reader.flat_headers import flat_header
from sendplan.plan_reader.front_matter import FrontMatter, Part
from sendplan.plan_reader.gathered import Gathered, SectionDoubt
from sendplan.plan_reader.headings import (
    SectionHeading,
    heading_kind,
    is_furniture,
    section_heading,
    short_section_heading,
)
from sendplan.plan_reader.items import statement, unbulleted
from sendplan.plan_reader.label_lines import ACTION_LABEL, labels_in
from sendplan.plan_reader.labelled import begins_block, is_referenced
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.rows import Line
from sendplan.plan_reader.sections import OpenSection, letter_of
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["Outline", "State"]

State = Literal["front", "introduction", "governance", "needs", "voice", "actions", "kpis", "section"]
_NO_LEVEL = 2
_SUB_KINDS = ("needs", "voice", "actions", "kpis")
_HEADING_WORDS = 12
_ACTION_WORDS = 5
_WE_WILL = re.compile(
    r",?\s(?:we|partners|the\spartnership|the\sboard)\s(?:will|aim\sto|shall)(?:\shave)?\s?:?$", re.IGNORECASE
)


class Outline:
    """Takes headings and lines one by one, and gives each line its place: front matter, needs or families' words."""

    def __init__(self, ledger: Ledger, front: FrontMatter, gathered: Gathered) -> None:
        self._ledger = ledger
        self._front = front
        self._gathered = gathered
        self._level = _NO_LEVEL
        self._word = ""  # what the heading that the reading stands under calls a section
        self._by_row = False  # the section was opened by a title inside a table
        self._bulleted = False
        self.state: State = "front"

    def line(self, line: Line, after: Sequence[Line | TableRows]) -> None:
        if line.empty or is_furniture(line.text):
            return
        line = self._as_item(line)
        if not line.item and self._takes_heading(line, after):
            return
        self._said(line)

    def leaves_date(self) -> None:
        """The list under a heading that is a date has ended."""
        self._gathered.due = None
        self.state = "section"

    def is_heading(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """True for a line that this outline would take as the heading of a section or of a part of one."""
        if line.empty or line.item:
            return False
        return self._is_marked(line, after) or self._plain_title(line, after)

    def _is_marked(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """True for a heading by its own words."""
        if line.empty or line.item:
            return False
        return (
            section_heading(line.piece.raw) is not None
            or self._short_heading(line, after) is not None
            or heading_kind(line.text) is not None
        )

    def _takes_heading(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        heading = section_heading(line.piece.raw) or self._short_heading(line, after)
        if heading is not None and heading_kind(line.piece.cut(heading.title_start).text) not in (
            "introduction",
            "governance",
        ):
            self._section_heading(line, heading)
            return True
        if line.level and line.level < self._level:
            self._leave_section()
        if self._known_heading(line) or self._dated_heading(line, after):
            return True
        if ACTION_LABEL.match(line.piece.raw):
            return False
        if (
            self._plain_title(line, after)
            or (line.level and self._opens_section(line, after))
            or self._title_row(line, after)
        ):
            self._front.heading()
            self._ledger.place(line.piece, "value")
            self._enter(self._gathered.sections.open(None, line.text, "", line.piece), line.level, "")
            self._by_row = line.title
            return True
        return False

    def _as_item(self, line: Line) -> Line:
        """A paragraph that begins with a typed bullet is a list item."""
        if line.item or line.level:
            return line
        bare = unbulleted(line.piece, self._ledger)
        return line if bare is line.piece else replace(line, piece=bare, item=True)

    def _short_heading(self, line: Line, after: Sequence[Line | TableRows]) -> SectionHeading | None:
        heading = short_section_heading(line.piece.raw)
        if heading is None or heading_kind(line.text) is not None:
            return None
        return heading if self._opens_section(line, after) else None

    def _title_row(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """A title alone in a row of a table, its rows under it, where no heading of another kind holds the section."""
        if not line.title or len(line.text.split()) > _HEADING_WORDS or not line.text[:1].isalnum():
            return False
        if self._gathered.section is not None and not self._by_row:
            return False
        if self._front.title is None and self._front.is_title(line):
            return False
        following = next((item for item in after if isinstance(item, TableRows) or not item.empty), None)
        if isinstance(following, TableRows):
            return following.columns.kind != "statements"
        return following is not None and self._leads_to_blocks(following, after)

    def _plain_title(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """A few words alone that are no heading by their format, with a section's own parts straight under them."""
        text = line.text
        if line.level or not line.gap or line.cell or self._front.title is None or not text[:1].isupper():
            return False
        if len(text.split()) > _HEADING_WORDS or text.endswith((".", ",", ";", ":", "?", "!")):
            return False
        if labels_in(line) is not None or heading_due(text) is not None:
            return False
        at = next((at for at, item in enumerate(after) if isinstance(item, TableRows) or not item.empty), len(after))
        following = after[at] if at < len(after) else None
        if not isinstance(following, Line):
            return False
        if heading_kind(following.text) in _SUB_KINDS or cell_header(after, at) is not None:
            return True
        return self._leads_to_blocks(following, after)

    def _leads_to_blocks(self, following: Line, after: Sequence[Line | TableRows]) -> bool:
        """True where labelled blocks follow that begin with a reference or with a label for the action itself."""
        said = labels_in(following)
        opens = said is not None and not said.before and said.said[0].field in ("action", "ref", "outcome")
        return (opens or is_referenced(following)) and begins_block(after, self._is_marked)

    def _opens_section(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """True for a heading that has needs, voice, actions or KPIs next under it."""
        if self._front.title is None and line.level == 1:
            return False
        for item in after:
            if isinstance(item, TableRows):
                return (bool(line.level) and item.columns.kind != "statements") or self.state == "front"
            if item.empty:
                continue
            if line.level and not self._is_labelled(item) and begins_block(after, self._is_marked):
                return not item.level or item.level > line.level
            if flat_header(item.text) is not None or heading_kind(item.text) in _SUB_KINDS:
                return not item.level or not line.level or item.level > line.level
            if item.level and (not line.level or item.level <= line.level):
                return False
            if not line.level:
                return self._numbers_on(line, item)
        return False

    def _numbers_on(self, line: Line, following: Line) -> bool:
        """ "1. Children in school" with "1.1 …" next: the first is the section of the second."""
        mine, its = (
            re.match(r"\s*(\w{1,2})[.):]?\s", line.piece.raw),
            re.match(r"\s*(\w{1,2})\.\d", following.piece.raw),
        )
        return mine is not None and its is not None and mine[1] == its[1]

    def _is_labelled(self, line: Line) -> bool:
        """True for a line under a heading that makes the heading an action's and not a section's."""
        said = labels_in(line)
        return said is not None and said.said[0].field not in ("action", "ref", "outcome") and not said.before

    def _section_heading(self, line: Line, heading: SectionHeading) -> None:
        gathered = self._gathered
        self._front.heading()
        gathered.due = None
        letter, word = letter_of(heading), heading.word
        label, title = line.piece.cut(0, heading.title_start), line.piece.cut(heading.title_start)
        known = gathered.sections.with_letter(letter)
        gathered.doubt = None
        if known is not None and (
            gathered.section is None or known is gathered.section or word in (known.word, self._word)
        ):
            self._ledger.place(line.piece, "label")
            if not known.title and title:
                known.title = title.text
                self._ledger.place(title, "value")
            if known is not gathered.section:
                self._enter(known, line.level, word)
            return
        if gathered.section is not None and self._word != word and not gathered.section.blank:
            self._ledger.place(line.piece, "label")
            if known is not None:
                gathered.doubt = SectionDoubt(known, gathered.section)
            return
        self._ledger.place(label, "label")
        self._ledger.place(title, "value")
        self._enter(gathered.sections.open(letter, title.text, word, line.piece), line.level, word)

    def _enter(self, section: OpenSection, level: int, word: str) -> None:
        self._gathered.section = section
        self._gathered.due = None
        self._word = word
        self._level = level or _NO_LEVEL
        self._by_row = False
        self.state = "section"
        self._bulleted = False

    def _leave_section(self) -> None:
        """A heading above the section's own, or a new sheet, ends the section."""
        if self._gathered.section is not None:
            self._gathered.section = None
            self._gathered.doubt = None
            self._gathered.due = None
            self.state = "section"

    def _known_heading(self, line: Line) -> bool:
        kind = heading_kind(line.text)
        if kind is None:
            return False
        if kind in ("introduction", "governance"):
            if self._gathered.section is not None and kind == "introduction":
                return False
            if kind == "governance":
                self._gathered.section = None
        self._front.heading()
        self._gathered.doubt = None
        self._gathered.due = None
        self.state = kind
        self._bulleted = False
        self._ledger.place(line.piece, "label")
        return True

    def _dated_heading(self, line: Line, after: Sequence[Line | TableRows]) -> bool:
        """ "September 2023" over a list of actions: the date by which each of them is due."""
        if line.cell and not line.title:
            return False
        if self.state in ("front", "introduction", "governance"):
            following = next((item for item in after if isinstance(item, TableRows) or not item.empty), None)
            listed = isinstance(following, Line) and following.item and len(following.text.split()) >= _ACTION_WORDS
            if not line.level and not line.title and (not listed or self._front.lists_people):
                return False
        read = heading_due(_WE_WILL.sub("", line.text), self._gathered.reading.period)
        if read is None or read.due.as_written is None:
            return False
        self._front.heading()
        at = line.piece.raw.find(read.due.as_written)
        piece = line.piece.cut(at, at + len(read.due.as_written)) if at >= 0 else line.piece
        self._ledger.place(piece, "value")
        self._ledger.place(line.piece, "label")
        self._gathered.due = piece
        self.state = "actions"
        self._bulleted = False
        return True

    def _said(self, line: Line) -> None:
        if self.state in ("needs", "voice") and self._is_statement(line):
            section = self._gathered.section_of(None, ())
            said = section.needs if self.state == "needs" else section.voice
            said.append(statement(line.piece, self._ledger))
            self._bulleted = self._bulleted or line.item
        elif self.state in ("front", "introduction", "governance"):
            part: Part = self.state
            self._front.take(line, part)

    def _is_statement(self, line: Line) -> bool:
        """A list item; or a paragraph, unless the list was bulleted and the paragraph is a few loose words."""
        if line.level:
            return False
        words = len(line.text.split())
        return line.item or words >= 6 or (not self._bulleted and words >= 3) or line.text.endswith((".", "!", "?"))
