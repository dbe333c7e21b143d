"""Owners as written: one cell's paragraphs parted at line breaks, bullets, leading dashes and semicolons.

Inside a line a dash, a slash or a comma may part two owners or belong to one ("Director – Children"). It is taken to
part them where the words on both sides read like an officer or a body, and is said to be in doubt either way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan_reader.draft import Ambiguity, Owner
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.people import ORGANISATION, ROLE

__all__ = ["OwnersRead", "read_owners"]

_BETWEEN = re.compile(
    r"(?:^[\s\u00a0]{0,40}(?:[–—•‣▪●○·*;]|-(?=[\s\u00a0]|[A-Z]))+|[\s\u00a0]{0,40}[;•|\n][\s\u00a0]{0,40})[\s\u00a0]{0,40}"
)
_PERHAPS = re.compile(r"[\s\u00a0]{1,40}[–—/-][\s\u00a0]{1,40}|,[\s\u00a0]{1,40}")
_PART = re.compile(r"(?P<part>lead|accountable)(?:\s(?:officer|owner|person))?\s?[:–-]\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnersRead:
    owners: tuple[Owner, ...]
    doubt: Ambiguity | None


def read_owners(cells: Sequence[tuple[Sequence[Piece], str | None]], ledger: Ledger) -> OwnersRead:
    """The owners of a row's owner cells, in order; each cell is its paragraphs and the part its column gives.

    Every piece is placed: names as values, what parts them as marks.
    """
    owners: list[Owner] = []
    others: list[str] = []
    doubtful = ""
    for paragraphs, part in cells:
        for piece in _certain(paragraphs, ledger):
            names, evidence = _perhaps(piece)
            doubtful = doubtful or evidence
            made = [_owner(name, part, ledger) for name in names]
            owners += made
            others += [piece.text] if len(names) > 1 else _all_parts(piece) if evidence else [made[0].as_written]
            ledger.place(piece, "mark")
    doubt = None
    if doubtful:
        doubt = Ambiguity(
            field="owners",
            preferred={"owners": [owner.as_written for owner in owners]},
            others=({"owners": others},),
            evidence=doubtful,
        )
    return OwnersRead(tuple(owners), doubt)


def _certain(paragraphs: Sequence[Piece], ledger: Ledger) -> list[Piece]:
    """The pieces between what surely parts owners."""
    found = []
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
                found.append(piece)
    return found


def _perhaps(piece: Piece) -> tuple[list[Piece], str]:
    """The owners of a piece, and why that is in doubt, if it is."""
    raw = piece.raw
    cuts: list[tuple[int, int]] = []
    doubtful = ""
    for match in _PERHAPS.finditer(raw):
        left, right = raw[: match.start()], raw[match.end() :]
        mark = match.group().strip("\u00a0 ")
        if (left[-1:].isdigit() and right[:1].isdigit()) or _inside_brackets(left):
            continue
        both = _officer(left[cuts[-1][1] if cuts else 0 :], mark) and _officer(_PERHAPS.split(right)[0], mark)
        if both:
            cuts.append((match.start(), match.end()))
        if mark == "/" and both:
            continue  # a slash between two posts parts them
        if both or mark not in (",", "/"):
            doubtful = f"“{mark}” inside an owner's line may part two owners or belong to the name of one."
    at = 0
    names = []
    for start, end in [*cuts, (len(raw), len(raw))]:
        names.append(piece.cut(at, start))
        at = end
    return names, doubtful


def _all_parts(piece: Piece) -> list[str]:
    return [part.strip("\u00a0 ") for part in re.split(r"[\s\u00a0]{1,40}[–—-][\s\u00a0]{1,40}", piece.raw)]


def _inside_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


def _officer(text: str, mark: str) -> bool:
    """Reads like an officer; or, where a dash parts, like a body."""
    return ROLE.search(text) is not None or (mark in "–—-" and ORGANISATION.search(text) is not None)


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
