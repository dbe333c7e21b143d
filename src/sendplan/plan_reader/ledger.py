"""Which characters of a document were used, and for what.

A *piece* is text that knows its characters: spans of runs in reading order. Values are read from pieces and placed
in the ledger; whatever is not placed when the reading ends is unplaced, by subtraction.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sendplan.formats.document import Document, Place, Run
from sendplan.plan_reader.draft import Where

__all__ = ["Ledger", "Piece", "PlacedSpan", "Role", "Span", "collapse", "place_parts", "where_of"]

Role = Literal["value", "label", "mark"]
"""``value``: in the draft; ``label``: says what a value is; ``mark``: a bullet, dash or comma between values."""

_WIDTHLESS = str.maketrans("\u200b\ufeff", "  ")


def collapse(text: str) -> str:
    """The text with every stretch of white space, no-break and widthless spaces included, made one space."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.translate(_WIDTHLESS)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of a run."""

    run: Run
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.run.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    span: Span
    role: Role


@dataclass(frozen=True)
class Piece:
    """A text over one or more spans; between spans stands one space."""

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, run: Run) -> Piece:
        return cls((Span(run, 0, len(run.text)),))

    @classmethod
    def join(cls, pieces: Iterable[Piece]) -> Piece:
        return cls(tuple(span for piece in pieces for span in piece.spans))

    @cached_property
    def text(self) -> str:
        """The words with white space collapsed; a word broken at its hyphen at a line's end is whole again."""
        text = ""
        for at, span in enumerate(self.spans):
            if at and _broken(self.spans[at - 1], span):
                text = text.rstrip() + span.text.lstrip()
            else:
                text = f"{text} {span.text}"
        return collapse(text)

    @cached_property
    def raw(self) -> str:
        """The words with white space as it stands; positions in it are what ``cut`` takes."""
        return " ".join(span.text for span in self.spans)

    def __bool__(self) -> bool:
        return any(span.text.strip() for span in self.spans)

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Characters ``start`` to ``end`` of ``raw``."""
        spans = []
        stop = len(self.raw) if end is None else end
        at = 0
        for span in self.spans:
            low, high = max(start, at), min(stop, at + span.end - span.start)
            if low < high:
                spans.append(Span(span.run, span.start + low - at, span.start + high - at))
            at += span.end - span.start + 1
        return Piece(tuple(spans))

    def where(self) -> Where:
        return where_of(span.run for span in self.spans if span.text.strip())


_HYPHEN_AT_END = re.compile(r"[^\W\d_]-[\s\u00a0]*\Z")
_GOES_ON = re.compile(r"[\s\u00a0]*(?!(?:and|or|to)\b)[^\W\d_]")


def _broken(before: Span, after: Span) -> bool:
    """True where a line of text ends in a word's hyphen and the next line goes on with a small letter. The hyphen
    stays; "short- and long-term" is no broken word."""
    above, below = before.run.place.line, after.run.place.line
    if above is None or below != above + 1 or _HYPHEN_AT_END.search(before.text) is None:
        return False
    if before.run.text[before.end : before.end + 1].strip() and not before.text[-1:].isspace():
        return False
    goes_on = _GOES_ON.match(after.text)
    return goes_on is not None and goes_on.group()[-1].islower()


def where_of(runs: Iterable[Run]) -> Where:
    """The first and last line, or the cell of the first run where the format has cells."""
    places = [run.place for run in runs]
    lines = [place.line for place in places if place.line is not None]
    cell = next((place.words() for place in places if _in_words(place)), None)
    return Where(line=min(lines, default=None), end_line=max(lines, default=None), cell=cell)


def _in_words(place: Place) -> bool:
    return any(part is not None for part in (place.sheet, place.table, place.row, place.column, place.paragraph))


_PUNCTUATION = re.compile(r"[^\w\s]+")


def place_parts(piece: Piece, parts: Iterable[str | None], ledger: Ledger) -> None:
    """Place each part, in the order it stands in the piece, as a value, and punctuation between parts as marks."""
    raw = piece.raw
    at = 0
    for part in parts:
        words = [re.escape(word) for word in (part or "").split()]
        found = re.compile(r"[\s\u00a0]{1,40}".join(words)).search(raw, at) if words else None
        if found:
            ledger.place(piece.cut(found.start(), found.end()), "value")
            at = found.end()
    for mark in _PUNCTUATION.finditer(raw):
        ledger.place(piece.cut(mark.start(), mark.end()), "mark")


class Ledger:
    """Every run of a document and what its characters were used for. The first use of a character stands."""

    def __init__(self, document: Document) -> None:
        self._runs = tuple(document.runs())
        self._marks = [array("L", bytes(len(run.text) * array("L").itemsize)) for run in self._runs]
        self._uses: list[Role] = []

    def place(self, piece: Piece | None, role: Role) -> None:
        if piece is None:
            return
        self._uses.append(role)
        code = len(self._uses)
        for span in piece.spans:
            marks = self._marks[span.run.number]
            for at in range(span.start, span.end):
                if not marks[at]:
                    marks[at] = code

    def placed(self) -> Iterator[PlacedSpan]:
        """Every stretch of characters placed together, in reading order; white space at its ends left off."""
        for span, code in self._stretches():
            if code:
                yield PlacedSpan(span, self._uses[code - 1])

    def unplaced(self) -> Iterator[Span]:
        """Every stretch of characters that found no use, in reading order."""
        for span, code in self._stretches():
            if not code:
                yield span

    def _stretches(self) -> Iterator[tuple[Span, int]]:
        for run, marks in zip(self._runs, self._marks, strict=True):
            start = end = 0
            code = -1
            for at, character in enumerate(run.text):
                if character.isspace():
                    continue
                if marks[at] != code:
                    if code >= 0:
                        yield Span(run, start, end), code
                    start, code = at, marks[at]
                end = at + 1
            if code >= 0:
                yield Span(run, start, end), code
