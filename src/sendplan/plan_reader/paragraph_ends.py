"""What else a cell may say where its document does not state where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.people import ROLE

__all__ = ["outcomes_doubt", "owners_doubt", "text_doubt", "updates_doubt"]

_MOST_WORDS = 6
_MOST_OFFICER = 16
_GOES_ON = re.compile(r"(?:[,&/(–—-]|\b(?:of|and|for|the|to|with|in))$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that are one paragraph for certain. ``begins`` is whether they were read as the first of their paragraph;
    ``doubtful`` whether that may be otherwise."""

    piece: Piece
    begins: bool
    doubtful: bool


def _parts(pieces: Sequence[Piece]) -> list[_Part]:
    parts: list[_Part] = []
    last: Piece | None = None
    for piece in pieces:
        if not piece:
            continue
        start = 0
        for at in _inside(piece):
            parts.append(_Part(piece.cut(start, at), start == 0, start > 0 or _may_go_on(last, piece)))
            start = at
        parts.append(_Part(piece.cut(start), start == 0, start > 0 or _may_go_on(last, piece)))
        last = piece
    return parts


def _inside(piece: Piece) -> list[int]:
    """The places in a piece's ``raw`` at which a paragraph of its own may begin."""
    found = []
    at = 0
    for span in piece.spans:
        found += [at + place - span.start for place in span.run.may_part if span.start < place < span.end]
        at += span.end - span.start + 1
    return found


def _may_go_on(last: Piece | None, piece: Piece) -> bool:
    """Whether a piece is a whole run that may be the rest of the run before it, which the last piece ends with."""
    if last is None or not last.spans or not piece.spans:
        return False
    before, first = last.spans[-1], piece.spans[0]
    return (
        first.run.may_go_on
        and first.start == 0
        and before.run.number + 1 == first.run.number
        and before.end == len(before.run.text)
    )


def _read(parts: Sequence[_Part], parted: bool | None) -> list[str]:
    """The paragraphs as they were read, or with every doubtful part parted from the one before it, or joined to it."""
    made: list[Piece] = []
    for part in parts:
        if not made or (part.begins if parted is None or not part.doubtful else parted):
            made.append(part.piece)
        else:
            made[-1] = Piece.join([made[-1], part.piece])
    return [piece.text for piece in made]


def _readings(parts: Sequence[_Part]) -> tuple[list[str], list[list[str]]]:
    """The paragraphs as they were read, and as they may be read otherwise."""
    preferred = _read(parts, None)
    return preferred, [way for way in (_read(parts, True), _read(parts, False)) if way != preferred]


def _why(parts: Sequence[_Part], doubtful: _Part) -> str:
    before = parts[parts.index(doubtful) - 1].piece.text.split()
    after = doubtful.piece.text.split()
    read = "read as a new paragraph" if doubtful.begins else "read as the same paragraph"
    return (
        f"The file does not say where its paragraphs end: “{' '.join(before[-_MOST_WORDS:])}” ends its line, and "
        f"“{' '.join(after[:_MOST_WORDS])}” is {read}."
    )


def outcomes_doubt(pieces: Sequence[Piece]) -> Ambiguity | None:
    """The outcomes as they may be read otherwise, None where each is one paragraph for certain."""
    parts = _parts(pieces)
    doubtful = next((part for part in parts if part.doubtful), None)
    if doubtful is None:
        return None
    preferred, others = _readings(parts)
    return Ambiguity(
        field="outcomes",
        preferred={"outcomes": preferred},
        others=tuple({"outcomes": other} for other in others),
        evidence=_why(parts, doubtful),
    )


def updates_doubt(pieces: Sequence[Piece], is_dated: Callable[[str], bool]) -> Ambiguity | None:
    """The updates of one cell as they may be read otherwise; only a paragraph that begins with a date is an update of
    its own, so that no other's beginning counts."""
    parts = _parts(pieces)
    at = next((at for at, part in enumerate(parts) if part.doubtful and is_dated(part.piece.text)), None)
    if at is None:
        return None
    apart = [Piece.join(part.piece for part in half).text for half in (parts[:at], parts[at:])]
    whole = [Piece.join(part.piece for part in parts).text]
    ways = [apart, whole] if parts[at].begins else [whole, apart]
    return Ambiguity(
        field="updates", preferred={"updates": ways[0]}, others=({"updates": ways[1]},), evidence=_why(parts, parts[at])
    )


def owners_doubt(pieces: Sequence[Piece]) -> Ambiguity | None:
    """The owners of one cell as they may be read otherwise, where the words on both sides read like officers."""
    parts = _parts(pieces)
    for at, part in enumerate(parts):
        if not part.doubtful or not at:
            continue
        left, right = parts[at - 1].piece.text, part.piece.text
        if _GOES_ON.search(left) or max(len(left.split()), len(right.split())) > _MOST_OFFICER:
            continue
        if ROLE.search(left) and ROLE.search(right):
            preferred, others = _readings(parts)
            return Ambiguity(
                field="owners",
                preferred={"owners": preferred},
                others=tuple({"owners": other} for other in others),
                evidence=_why(parts, part),
            )
    return None


def text_doubt(pieces: Sequence[Piece]) -> Ambiguity | None:
    """The action's words as they may be shorter, where they stand in no cell that would hold them together."""
    parts = _parts(pieces)
    for at, part in enumerate(parts):
        if part.doubtful and not part.begins and all(span.run.place.row is None for span in part.piece.spans):
            whole = Piece.join(each.piece for each in parts).text
            short = Piece.join(each.piece for each in parts[:at]).text
            return Ambiguity(
                field="text", preferred={"text": whole}, others=({"text": short},), evidence=_why(parts, part)
            )
    return None
