"""Lines into paragraphs and list items.

A line that ends though the next line's first word would have fitted was ended by its author: a new paragraph begins.
Where the file does not say what a paragraph is and the lines leave two readings open, the passage says so. A word
broken at a line's end keeps its hyphen unless the document writes it elsewhere without one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sendplan.formats.pdf.bullets import without_bullet
from sendplan.formats.pdf.glyphs import Box
from sendplan.formats.pdf.lines import Line
from sendplan.formats.pdf.spacing import ENDED, Setting, full

__all__ = ["Passage", "is_full", "joined_text", "passages_of"]

_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\([ivx]{1,4}\)|[ivx]{1,4}[.)])$")
_MORE = re.compile(r"(?:[-–—,/&(]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))$", re.IGNORECASE)
_INDENT = 5.0
_LOOSE = 0.3
_ALMOST = 0.1


@dataclass(slots=True)
class Passage:
    """A paragraph or a list item, of lines that were broken only because they were full.

    ``doubts`` are the places in ``lines`` of those that may begin a paragraph of their own; ``doubtful`` when the whole
    may be the rest of the passage before it.
    """

    lines: list[Line] = field(default_factory=list)
    item: bool = False
    indent: float = 0.0
    gap: float = 0.0
    limit: float = 0.0
    doubts: list[int] = field(default_factory=list)
    doubtful: bool = False

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    def text(self, known: Collection[str]) -> str:
        """The passage's words; ``known`` are the document's own words in small letters."""
        return self._text(len(self.lines), known)

    def may_part(self, known: Collection[str]) -> tuple[int, ...]:
        """The places in the passage's words at which a paragraph of its own may begin."""
        text = self.text(known)
        places = (len(self._text(at, known)) for at in self.doubts)
        return tuple(at + len(text[at:]) - len(text[at:].lstrip()) for at in places)

    def go_on(self, later: Passage, *, doubtful: bool) -> None:
        """Put the lines of a later passage after these; ``doubtful`` when it may be a passage of its own."""
        so_far = len(self.lines)
        self.doubts = [*self.doubts, *([so_far] if doubtful else []), *(so_far + at for at in later.doubts)]
        self.lines = [*self.lines, *later.lines]

    def _text(self, lines: int, known: Collection[str]) -> str:
        texts: list[str] = []
        for before, line in zip([None, *self.lines], self.lines[:lines], strict=False):
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


def passages_of(
    lines: Sequence[Line], limit: float, dots: Sequence[Box] = (), setting: Setting | None = None
) -> list[Passage]:
    """The passages of one column of lines, whose text may reach as far right as ``limit``. ``dots`` are drawn marks,
    of which those just before a line make it a list item; ``setting`` is how the column's paragraphs are set.
    """
    setting = setting or Setting()
    passages: list[Passage] = []
    for line in lines:
        bare, bulleted = without_bullet(line, dots)
        if bare is None:
            continue
        gap = line.box.top - passages[-1].lines[-1].box.bottom if passages else line.size
        goes_on = doubtful = False
        if passages and not bulleted:
            goes_on, doubtful = _goes_on(passages[-1], bare, gap, limit, setting)
        if goes_on:
            passages[-1].doubts += [len(passages[-1].lines)] if doubtful else []
            passages[-1].lines.append(bare)
        else:
            passages.append(Passage([bare], bulleted, line.box.x0, gap, limit, doubtful=doubtful))
    return passages


_SURELY_NOT = (False, False)


def _goes_on(passage: Passage, line: Line, gap: float, limit: float, setting: Setting) -> tuple[bool, bool]:
    """Whether a line belongs to the passage before it, and whether that is in doubt."""
    last = passage.lines[-1]
    if abs(last.size - line.size) > 0.8 or (
        len(passage.lines) == 1 and last.bold != line.bold and not full(last, line, limit)
    ):
        return _SURELY_NOT
    if gap > 0.75 * line.size + 0.5 or (len(passage.lines) > 1 and gap > _leading(passage) + 0.3 * line.size):
        return _SURELY_NOT
    if passage.item and line.box.x0 < passage.lines[0].box.x0 - _INDENT:
        return _SURELY_NOT
    if _NUMBERED.match(line.words[0].text) and len(line.words) > 1 and line.words[0].text[-1] in ".)":
        return full(last, line, limit) and not re.search(r"[.;:!?]$", last.text), False
    ended, begun = last.parts[1], line.parts[0]
    if ended is not None and begun is not None:
        if ended == begun:
            return full(last, line, limit - 3 * line.size), False
        if not line.text[:1].islower() and last.bold == line.bold:
            return _SURELY_NOT
        return full(last, line, limit), False
    if setting.is_wider(gap, line.size):
        return _SURELY_NOT
    if not full(last, line, limit):
        return False, not passage.item and line.text[:1].islower() and not re.search(r"[.!?:;,]$", last.text)
    apart = setting.apart and not setting.spaced_near and re.search(r"[.!?]$", last.text) and line.text[:1].isupper()
    return not apart, _may_end(last, line, gap, setting)


def _may_end(last: Line, line: Line, gap: float, setting: Setting) -> bool:
    """Whether a paragraph may end with a line that was full, and may not."""
    ended = ENDED.search(last.text) is not None or last.text.endswith(";")
    if line.text[:1].islower() and not ended:
        return False
    if gap / line.size > (_LOOSE if setting.usual is None else setting.usual + _ALMOST):
        return True
    if setting.spaced or line.text[:1].islower():
        return False
    if ended:
        return True
    return not setting.stopped and not _MORE.search(last.text) and setting.may_begin(line.words[0].text)


def is_full(passage: Passage, later: Passage) -> bool:
    """Whether the later passage's first word would not have fitted on the passage's last line, and it has two or more
    lines, as a paragraph cut by a page's end mostly has."""
    return len(passage.lines) > 1 and full(passage.lines[-1], later.lines[0], passage.limit)


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
