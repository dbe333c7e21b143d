"""The sections of a plan, as they are met."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sendplan.plan_reader.draft import Section, Statement
from sendplan.plan_reader.headings import SectionHeading, section_heading, short_section_heading
from sendplan.plan_reader.ledger import Piece, collapse

__all__ = ["OpenSection", "Sections"]

_NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")


@dataclass(slots=True, eq=False)
class OpenSection:
    """A section while it is read. ``letter`` is None until something says what it is."""

    letter: str | None
    title: str
    word: str
    piece: Piece
    needs: list[Statement] = field(default_factory=list)
    voice: list[Statement] = field(default_factory=list)
    kpi_tables: int = 0
    actions: int = 0
    items: int = 0

    @property
    def blank(self) -> bool:
        return not (self.needs or self.voice or self.items)


class Sections:
    """All sections met so far, in the order of their headings."""

    def __init__(self) -> None:
        self.all: list[OpenSection] = []

    def with_letter(self, letter: str | None) -> OpenSection | None:
        return next((section for section in self.all if letter and section.letter == letter), None)

    @property
    def word(self) -> str | None:
        """The word the plan calls its sections by: "section", "priority"; None before the first."""
        return next((section.word for section in self.all if section.word), None)

    def open(self, letter: str | None, title: str, word: str, piece: Piece) -> OpenSection:
        made = OpenSection(letter, title, word, piece)
        self.all.append(made)
        return made

    def known(self, cell: Piece) -> OpenSection | None:
        """The section a cell names, where one of that letter or title was met before."""
        letter, title, _ = _named_in(cell)
        by_title = (one for one in self.all if title and one.title and collapse(one.title).lower() == title.lower())
        return self.with_letter(letter) or next(by_title, None)

    def named(self, cell: Piece) -> OpenSection:
        """The section a table's section column names, opened when it is new."""
        letter, title, word = _named_in(cell)
        known = self.known(cell)
        if known is not None:
            known.title = known.title or title
            return known
        return self.open(letter, title, word, cell)

    def lettered(self) -> None:
        """A section with no letter of its own takes the next free number."""
        taken = {section.letter for section in self.all}
        for section in self.all:
            if section.letter is None:
                section.letter = next(str(n) for n in range(1, 1000) if str(n) not in taken)
                taken.add(section.letter)

    def finished(self, labels: dict[str, str]) -> tuple[Section, ...]:
        """Every section, each with a letter."""
        self.lettered()
        return tuple(_section(section, labels) for section in self.all)


def _named_in(cell: Piece) -> tuple[str | None, str, str]:
    """The letter, title and word ("priority") that a cell names a section by."""
    raw = cell.raw
    heading = section_heading(raw) or short_section_heading(raw)
    if heading is not None:
        return letter_of(heading), cell.cut(heading.title_start).text, heading.word
    text = cell.text
    return (text.upper(), "", "") if re.fullmatch(r"[A-Za-z]|\d{1,2}", text) else (None, text, "")


def _section(section: OpenSection, labels: dict[str, str]) -> Section:
    letter = section.letter or ""
    return Section(
        letter=letter,
        title=section.title or labels.get(letter, ""),
        label=labels.get(letter),
        needs=tuple(section.needs),
        voice=tuple(section.voice),
        where=section.piece.where(),
    )


def letter_of(heading: SectionHeading) -> str:
    """A section's letter as its heading has it; a number in words becomes the figure."""
    if heading.letter in _NUMBERS:
        return str(_NUMBERS.index(heading.letter) + 1)
    return heading.letter


def letters_of(refs: Iterable[str]) -> str | None:
    """The letters that all refs begin with, such as A for A1 and A2; None when they differ or have none."""
    found = {match.group().upper() if (match := re.match(r"[A-Za-z]+", ref)) else "" for ref in refs}
    return found.pop() or None if len(found) == 1 else None
