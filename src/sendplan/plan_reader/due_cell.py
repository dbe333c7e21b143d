"""Where the due date stands in a flattened action row, and what a due cell says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.plan_reader import dates
from sendplan.plan_reader.due_words import (
    BEGUN,
    DONE,
    GOING,
    SOON,
    UNSET,
    DueRead,
    heading_due,
    read_due,
    read_due_cell,
)
from sendplan.plan_reader.ledger import Piece

__all__ = ["DueFound", "DueRead", "begin_of", "find_due", "heading_due", "read_due", "read_due_cell"]

_LEAD = (
    r"(?:by(?:\s(?:the\s)?end(?:\sof)?)?|before|from|until|end(?:\sof)?|start\sof|beginning\sof|early|mid"
    r"|middle\sof|late|in|during|no\slater\sthan"
    r"|week\scommencing|w/c|due|review(?:ed)?|target|since|the|first|financial\syear|calendar\syear)"
)
_BEFORE_DATE = re.compile(
    rf"(?:(?:{DONE}|{GOING}|{BEGUN}|{_LEAD})[\s\u00a0]{{0,40}}[:,–-]?[\s\u00a0]{{0,40}}){{1,4}}$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"(?:{DONE}|{GOING}|{BEGUN}|{SOON}|{UNSET})(?=[\s\u00a0]{{0,40}}(?:$|[–—;-][\s\u00a0]))", re.IGNORECASE
)
_AFTER = re.compile(r"[\s\u00a0.]{0,40}(?:$|(?:[–—•;|]|-(?=[\s\u00a0]))[\s\u00a0]{0,40})")
_DASH = re.compile(r"[\s\u00a0]{0,40}(?:[–—•]|-(?=[\s\u00a0]))[\s\u00a0]{0,40}")
_SENTENCE_END = re.compile(r"[.!?:;][’”\"')\]]{0,3}[\s\u00a0]{0,40}$")
_JOINED = re.compile(
    r"\b(?:by|in|until|till|from|to|and|since|of|during|before|after|for|between|on)[\s\u00a0]{0,40}$", re.IGNORECASE
)
_RANGE_DASH = re.compile(r"[\s\u00a0]{0,40}[–—-][\s\u00a0]{0,40}$")


@dataclass(frozen=True, slots=True)
class DueFound:
    """The due cell stands in paragraph ``line`` from ``start`` to ``end``; the owners follow.

    ``doubt`` says why another place may be right, or is None.
    """

    line: int
    start: int
    end: int
    doubt: str | None = None


def find_due(paragraphs: Sequence[Piece]) -> DueFound | None:
    """The last date before the owners: followed by a dash, or at the end of a paragraph with owners or nothing "
    "after."""
    strong: list[DueFound] = []
    weak: list[DueFound] = []
    for line, piece in enumerate(paragraphs):
        raw = piece.raw
        if not piece or (line and _DASH.match(raw)):
            continue
        led = _dash_follows(paragraphs, line)
        for start, end in _candidates(raw):
            after = _AFTER.match(raw, end)
            if after is None:
                continue
            found = DueFound(line, begin_of(raw, start), end, _doubt(raw, start))
            ends = after.end() >= len(raw.rstrip())
            (strong if not ends or led else weak).append(found)
    if strong:
        return strong[0] if len(strong) == 1 else _of_several(strong)
    return weak[-1] if weak else None


def _of_several(strong: Sequence[DueFound]) -> DueFound:
    first = strong[0]
    doubt = "More than one date in the row is followed by a dash; the first of them is read as the due date."
    return DueFound(first.line, first.start, first.end, doubt)


def _candidates(raw: str) -> list[tuple[int, int]]:
    found = [(date.start, date.end) for date in dates.find(raw)]
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and _RANGE_DASH.fullmatch(raw[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    for match in _WORDS.finditer(raw):
        before = raw[: match.start()]
        cell_start = not before.strip() or _SENTENCE_END.search(before[-6:]) is not None
        if cell_start and not any(start <= match.start() < end for start, end in joined):
            joined.append((match.start(), match.end()))
    return sorted(joined)


def begin_of(raw: str, start: int) -> int:
    """The due cell begins before the date where words of its own stand there: "Established March 2022"."""
    low = max(0, start - 60)
    match = _BEFORE_DATE.search(raw[low:start])
    if match is None:
        return start
    begin = low + match.start()
    before = raw[:begin]
    own_cell = not before.strip() or _SENTENCE_END.search(before[-6:]) is not None
    return begin if own_cell or raw[begin].isupper() else start


def _doubt(raw: str, start: int) -> str | None:
    before = raw[: begin_of(raw, start)]
    if before.strip() and _JOINED.search(before[-12:]):
        return "The word before the date may join it to the sentence rather than begin the due cell."
    return None


def _dash_follows(paragraphs: Sequence[Piece], line: int) -> bool:
    for piece in paragraphs[line + 1 :]:
        if piece:
            return _DASH.match(piece.raw) is not None
    return False
