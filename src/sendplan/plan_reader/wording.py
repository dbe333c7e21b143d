"""Where sentences end, and which words a document writes with a small letter."""

from __future__ import annotations

import re
from functools import cached_property

from sendplan.formats.document import Document

__all__ = ["Wording", "sentence_starts"]

_END = re.compile(r"[.!?][’”\"')\]]{0,3}[\s\u00a0]{1,40}(?=[A-Z‘“\"'(\[\d])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|dr|mr|mrs|ms|st|vs|approx|inc|dept|para|reg|fig)|\b[A-Z])\.$", re.IGNORECASE
)


def sentence_starts(text: str) -> list[int]:
    """The positions at which sentences begin, the first included."""
    ends = (
        match.end()
        for match in _END.finditer(text)
        if _SHORT.search(text[max(0, match.start() - 8) : match.start() + 1]) is None
    )
    return [0, *ends]


class Wording:
    """The words that a document writes in small letters, which a capital therefore makes the start of something."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def small(self) -> frozenset[str]:
        return frozenset(word for run in self._document.runs() for word in re.findall(r"(?<![\w’'])[a-z]+", run.text))
