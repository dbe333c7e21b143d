"""Owners as written: one cell's paragraphs parted at dashes, bullets and semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from sendplan.plan_reader.draft import Owner
from sendplan.plan_reader.ledger import Ledger, Piece

__all__ = ["owners_of"]

_BETWEEN = re.compile(
    r"(?:^[\s\u00a0]*(?:[–—•‣▪●○·*;]|-(?=[\s\u00a0]|[A-Z]))+|[\s\u00a0]+[–—•][\s\u00a0]+|[\s\u00a0]*[;•|\n][\s\u00a0]*)[\s\u00a0]*"
)
_PART = re.compile(r"(?P<part>lead|accountable)(?:\s(?:officer|owner|person))?\s?[:–-]\s?", re.IGNORECASE)


def owners_of(paragraphs: Sequence[Piece], part: str | None, ledger: Ledger) -> Iterator[Owner]:
    """Each owner of a cell, in order; what parts them is placed as marks."""
    for paragraph in paragraphs:
        raw = paragraph.raw
        at = 0
        for match in [*_BETWEEN.finditer(raw), None]:
            end = match.start() if match else len(raw)
            piece = paragraph.cut(at, end)
            if match:
                ledger.place(paragraph.cut(match.start(), match.end()), "mark")
                at = match.end()
            if piece:
                yield _owner(piece, part, ledger)


def _owner(piece: Piece, part: str | None, ledger: Ledger) -> Owner:
    known: Literal["lead", "accountable"] | None = None
    if part == "lead":
        known = "lead"
    elif part == "accountable":
        known = "accountable"
    labelled = _PART.match(piece.raw.lstrip())
    if labelled:
        known = "lead" if labelled["part"].lower() == "lead" else "accountable"
        offset = len(piece.raw) - len(piece.raw.lstrip()) + labelled.end()
        ledger.place(piece.cut(0, offset), "label")
        piece = piece.cut(offset)
    ledger.place(piece, "value")
    return Owner(as_written=piece.text, part=known, where=piece.where())
