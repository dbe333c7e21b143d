"""Lines into paragraphs and list items.

A line that ends though the next line's first word would have fitted was ended by its author: a new paragraph begins.
A word broken at a line's end keeps its hyphen unless the document writes it elsewhere without one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sendplan.formats.pdf.glyphs import Box
from sendplan.formats.pdf.lines import Line, line_of

__all__ = ["Passage", "is_full", "joined_text", "passages_of", "sentences_apart"]

_BULLET = re.compile(r"[•‣⁃◦▪■●○◾▫♦➢➤✓✔\u25aa\u2b9a]")
_DASH = re.compile(r"[–—-]")
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\([ivx]{1,4}\)|[ivx]{1,4}[.)])$")
_SENTENCE = re.compile(r"[a-z)][.!?] [A-Z]")
_INDENT = 5.0


@dataclass(slots=True)
class Passage:
    """A paragraph or a list item, of lines that were broken only because they were full."""

    lines: list[Line] = field(default_factory=list)
    item: bool = False
    indent: float = 0.0
    gap: float = 0.0
    limit: float = 0.0

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    def text(self, known: Collection[str]) -> str:
        """The passage's words; ``known`` are the document's own words in small letters."""
        texts: list[str] = []
        for before, line in zip([None, *self.lines], self.lines, strict=False):
            if before is not None and _is_cut(before, line, self.limit, known):
                texts[-1] += line.text
            else:
                texts.append(line.text)
        return joined_text(texts, known)


def _is_cut(last: Line, line: Line, limit: float, known: Collection[str]) -> bool:
    """Whether a word too long for its line was cut without a hyphen: alone on its line, to the line's very end."""
    word = line.words[0]
    if last.spaced or not re.fullmatch(r"[^\W\d_]{6,}", last.text) or not re.match(r"[a-z]", word.text):
        return False
    if (last.text + word.text.strip(".,;:")).lower() in known:
        return True
    return last.box.x1 + word.box.width / len(word.text) > limit - 1.5


def passages_of(lines: Sequence[Line], limit: float, dots: Sequence[Box] = (), *, apart: bool = False) -> list[Passage]:
    """The passages of one column of lines, whose text may reach as far right as ``limit``. ``dots`` are drawn marks,
    of which those just before a line make it a list item; ``apart`` says that sentences here are paragraphs of their
    own where a line ends with one.
    """
    passages: list[Passage] = []
    for line in lines:
        bare, bulleted = _without_bullet(line, dots)
        if bare is None:
            continue
        gap = line.box.top - passages[-1].lines[-1].box.bottom if passages else line.size
        if passages and not bulleted and _goes_on(passages[-1], bare, gap, limit, apart=apart):
            passages[-1].lines.append(bare)
        else:
            passages.append(Passage([bare], bulleted, line.box.x0, gap, limit))
    return passages


def sentences_apart(cells: Sequence[Sequence[Line]], limits: Sequence[float]) -> bool:
    """Whether the cells of a column keep each sentence to a paragraph: fewer end within a line than at the end of one
    that had room. ``limits`` are how far right each cell's text may reach."""
    within = at_end = 0
    for lines, limit in zip(cells, limits, strict=True):
        within += sum(1 for line in lines if _SENTENCE.search(line.text))
        at_end += sum(
            1
            for last, line in pairwise(lines)
            if re.search(r"[.!?]$", last.text) and line.text[:1].isupper() and not _full(last, line, limit)
        )
    return within <= at_end


def _without_bullet(line: Line, dots: Sequence[Box]) -> tuple[Line | None, bool]:
    first = line.words[0]
    if len(first.text) > 1 and _BULLET.match(first.text):
        rest = first.text[1:].lstrip("\u00a0")
        words = (replace(first, text=rest), *line.words[1:]) if rest else line.words[1:]
        return line_of(words, spaced=line.spaced), True
    lone = len(first.text) == 1 and len(line.words) > 1
    if lone and (_BULLET.match(first.text) or (_DASH.match(first.text)) or (first.text in "o§Ø" and _apart(line))):
        return line_of(line.words[1:], spaced=line.spaced), True
    if len(line.words) == 1 and _BULLET.fullmatch(first.text):
        return None, True
    for dot in dots:
        near = 0 <= line.box.x0 - dot.x1 + 1 <= 30 and line.box.top <= dot.middle[1] <= line.box.bottom
        if near and dot.height <= 0.9 * line.size:
            return line, True
    return line, False


def _apart(line: Line) -> bool:
    return line.words[1].box.x0 - line.words[0].box.x1 > 0.6 * line.size


def _goes_on(passage: Passage, line: Line, gap: float, limit: float, *, apart: bool) -> bool:
    """Whether a line belongs to the passage before it."""
    last = passage.lines[-1]
    if abs(last.size - line.size) > 0.8 or (
        len(passage.lines) == 1 and last.bold != line.bold and not _full(last, line, limit)
    ):
        return False
    if gap > 0.75 * line.size + 0.5 or (len(passage.lines) > 1 and gap > _leading(passage) + 0.3 * line.size):
        return False
    if passage.item and line.box.x0 < passage.lines[0].box.x0 - _INDENT:
        return False
    if _NUMBERED.match(line.words[0].text) and len(line.words) > 1 and line.words[0].text[-1] in ".)":
        return _full(last, line, limit) and not re.search(r"[.;:!?]$", last.text)
    ended, begun = last.parts[1], line.parts[0]
    if ended is not None and begun is not None:
        if ended == begun:
            return _full(last, line, limit - 3 * line.size)
        if not line.text[:1].islower() and last.bold == line.bold:
            return False
    elif apart and re.search(r"[.!?]$", last.text) and line.text[:1].isupper():
        return False
    return _full(last, line, limit)


def _full(last: Line, line: Line, limit: float) -> bool:
    """Whether the next line's first word would not have fitted on the line."""
    word = line.words[0]
    return last.box.x1 + 0.2 * line.size + word.box.width > limit - 1.0


def is_full(passage: Passage, later: Passage) -> bool:
    """Whether the later passage's first word would not have fitted on the passage's last line, and it has two or more
    lines, as a paragraph cut by a page's end mostly has."""
    return len(passage.lines) > 1 and _full(passage.lines[-1], later.lines[0], passage.limit)


def _leading(passage: Passage) -> float:
    return passage.lines[1].box.top - passage.lines[0].box.bottom


def joined_text(lines: Sequence[str], known: Collection[str]) -> str:
    """Lines as one text. Soft hyphens go; a hyphen at a line's end goes only where the document writes the word without
    one elsewhere and never with; nothing else is lost."""
    text = ""
    for raw in lines:
        line = raw.strip()
        if not text:
            text = line
        elif text.endswith("\u00ad"):
            text = text[:-1] + line
        elif re.search(r"\w-$", text) and re.match(r"\w", line):
            text = (text[:-1] if _was_one_word(text, line, known) else text) + line
        elif re.search(r"\w/$", text) and re.match(r"\w", line):
            text += line
        else:
            text = f"{text} {line}" if line else text
    return text.replace("\u00ad", "")


def _was_one_word(text: str, line: str, known: Collection[str]) -> bool:
    before = re.search(r"(\w+)-$", text)
    after = re.match(r"[^\W\d_]+", line)
    if before is None or after is None or not after.group().islower() or not before.group(1).isalpha():
        return False
    whole = (before.group(1) + after.group()).lower()
    return whole in known and f"{before.group(1)}-{after.group()}".lower() not in known
