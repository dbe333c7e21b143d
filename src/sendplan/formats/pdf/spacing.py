"""How the paragraphs of a column are set: with space between them or without, one sentence each or several.

A file without tags does not say where a paragraph ends. Where a column's paragraphs are set apart by space, that says
it; else a line that fills its column and ends with a full stop may end a paragraph or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from sendplan.formats.pdf.bullets import without_bullet
from sendplan.formats.pdf.lines import Line

__all__ = ["ENDED", "Seen", "Setting", "full", "settings_of"]

ENDED = re.compile(r"[.!?][”’\"')]?$")
_SENTENCE = re.compile(r"[a-z)][.!?] [A-Z]")
_WIDER = 0.2
_FURTHEST = 3.0


@dataclass(slots=True)
class Seen:
    """What the lines of one column's cells show, in the column's own cells from page to page.

    Gaps are shares of the letters' size: ``close`` those before a line that goes on for certain, in small letters after
    a line that was full; ``gaps`` all of them. ``within`` and ``at_end`` count sentences that end within a line and at
    the end of one that had room; ``stopped`` and ``unstopped`` the cells that end with a full stop and those without.
    """

    close: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    within: int = 0
    at_end: int = 0
    stopped: int = 0
    unstopped: int = 0
    names: set[str] = field(default_factory=set)

    def add(self, lines: Sequence[Line], limit: float) -> None:
        """Take in one cell, or one stretch of text, that may reach as far right as ``limit``."""
        if not lines:
            return
        self.within += sum(1 for line in lines if _SENTENCE.search(line.text))
        if ENDED.search(lines[-1].text):
            self.stopped += 1
        else:
            self.unstopped += 1
        for line in lines:
            self.names.update(
                two.text for one, two in pairwise(line.words) if one.text.islower() and _capital(two.text)
            )
        listed = any(without_bullet(line, ())[1] for line in lines)
        for last, line in pairwise(lines):
            was_full = full(last, line, limit)
            self.at_end += bool(re.search(r"[.!?]$", last.text)) and line.text[:1].isupper() and not was_full
            if listed or abs(last.size - line.size) > 0.8:
                continue
            gap = (line.box.top - last.box.bottom) / line.size
            if -1.0 < gap < _FURTHEST:
                self.gaps.append(gap)
                if was_full and line.text[:1].islower():
                    self.close.append(gap)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a column's paragraphs are set.

    ``usual`` is the gap between the lines of one paragraph as a share of the letters' size, None where nothing shows
    it. ``spaced`` when wider gaps stand between paragraphs here, ``spaced_near`` when they do somewhere in the
    document's tables. ``apart`` when a sentence that a line ends with is a paragraph of its own; ``stopped`` when
    paragraphs end with a full stop. ``names`` are words written with a capital in mid-sentence.
    """

    usual: float | None = None
    spaced: bool = False
    spaced_near: bool = False
    apart: bool = False
    stopped: bool = True
    names: frozenset[str] = frozenset()

    def is_wider(self, gap: float, size: float) -> bool:
        """Whether a gap, in points, is wider than between the lines of a paragraph."""
        return self.usual is not None and gap > (self.usual + _WIDER) * size

    def may_begin(self, word: str) -> bool:
        """Whether a word with a capital begins a sentence for all that is known: it is no name and no acronym."""
        return _capital(word) and not word.isupper() and word not in self.names


def _capital(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()


def settings_of(columns: Iterable[Seen]) -> list[Setting]:
    """The setting of each column; what one does not show, the others do."""
    seen = list(columns)
    close = [gap for column in seen for gap in column.close]
    gaps = [gap for column in seen for gap in column.gaps]
    common = median(close) if close else min(gaps) if len(gaps) > 2 else None
    names = frozenset().union(*(column.names for column in seen))
    usual = [median(column.close) if column.close else common for column in seen]
    spaced = [
        rule is not None and any(gap > rule + _WIDER for gap in column.gaps)
        for column, rule in zip(seen, usual, strict=True)
    ]
    return [
        Setting(
            rule,
            own,
            any(spaced),
            column.within <= column.at_end,
            column.stopped >= column.unstopped,
            names,
        )
        for column, rule, own in zip(seen, usual, spaced, strict=True)
    ]


def full(last: Line, line: Line, limit: float) -> bool:
    """Whether the next line's first word would not have fitted on the line."""
    word = line.words[0]
    return last.box.x1 + 0.2 * line.size + word.box.width > limit - 1.0
