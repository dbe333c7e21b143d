"""Glyphs into words and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from sendplan.formats.pdf.glyphs import Box, Glyph

__all__ = ["Line", "Word", "line_of", "lines_of"]


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    box: Box
    size: float
    bold: bool
    parts: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line, from left to right. ``parts`` are the numbers of the stretches of text (in a tagged
    file) that a word's or line's first and last letters belong to; ``spaced`` when a space was written at its end."""

    words: tuple[Word, ...]
    box: Box
    size: float
    bold: bool
    parts: tuple[int | None, int | None] = (None, None)
    spaced: bool = False

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def segments(self, gap: float = 1.5) -> list[tuple[Word, ...]]:
        """The words parted where more than ``gap`` times their size is blank."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.box.x0 - parts[-1][-1].box.x1 <= gap * word.size:
                parts[-1].append(word)
            else:
                parts.append([word])
        return [tuple(part) for part in parts]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a part of a page from top to bottom. Glyphs are on one line when they share more than half of the
    lesser's height, so that a raised or smaller letter stays with its line."""
    rows: list[tuple[float, float, list[Glyph]]] = []
    for glyph in sorted((g for g in glyphs), key=lambda g: (g.box.top + g.box.bottom, g.box.x0)):
        for at in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            top, bottom, row = rows[at]
            shared = min(bottom, glyph.box.bottom) - max(top, glyph.box.top)
            if shared > 0.5 * min(bottom - top, glyph.box.height):
                row.append(glyph)
                if glyph.box.height > bottom - top and not glyph.text.isspace():
                    rows[at] = (glyph.box.top, glyph.box.bottom, row)
                break
        else:
            if not glyph.text.isspace():
                rows.append((glyph.box.top, glyph.box.bottom, [glyph]))
    made = (_line(row) for _, _, row in sorted(rows, key=lambda row: row[0]))
    return [line for line in made if line is not None]


def _line(glyphs: list[Glyph]) -> Line | None:
    last = max(glyphs, key=lambda glyph: (glyph.box.x0, glyph.box.x1))
    return line_of(_words(glyphs), spaced=last.text.isspace())


def line_of(words: Sequence[Word], *, spaced: bool = False) -> Line | None:
    """One line of words that are in order; None of no words."""
    if not words:
        return None
    box = Box(
        min(word.box.x0 for word in words),
        min(word.box.top for word in words),
        max(word.box.x1 for word in words),
        max(word.box.bottom for word in words),
    )
    lettered = [word for word in words if any(letter.isalnum() for letter in word.text)] or words
    size, bold = median(word.size for word in words), all(word.bold for word in lettered)
    return Line(tuple(words), box, size, bold, (words[0].parts[0], words[-1].parts[1]), spaced)


def _words(glyphs: list[Glyph]) -> list[Word]:
    ordered = sorted(glyphs, key=lambda glyph: (glyph.box.x0, glyph.box.x1))
    share = 0.3 if any(glyph.text.isspace() for glyph in ordered) else 0.17
    words: list[Word] = []
    gathered: list[Glyph] = []
    for glyph in ordered:
        if glyph.text.isspace() and glyph.text != "\u00a0":
            _end(gathered, words)
            continue
        if gathered and glyph.box.x0 - gathered[-1].box.x1 > share * max(glyph.size, gathered[-1].size):
            _end(gathered, words)
        gathered.append(glyph)
    _end(gathered, words)
    return words


def _end(gathered: list[Glyph], words: list[Word]) -> None:
    text = "".join(glyph.text for glyph in gathered).strip("\u00a0")
    if text:
        box = Box(
            gathered[0].box.x0,
            min(glyph.box.top for glyph in gathered),
            max(glyph.box.x1 for glyph in gathered),
            max(glyph.box.bottom for glyph in gathered),
        )
        bold = sum(glyph.bold for glyph in gathered) * 2 > len(gathered)
        parts = (gathered[0].part, gathered[-1].part)
        words.append(Word(text, box, max(glyph.size for glyph in gathered), bold, parts))
    gathered.clear()
