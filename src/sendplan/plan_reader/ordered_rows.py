"""Action rows of flattened tables whose columns are not in the usual order: an owner before the date, say.

The date is the row's one sure mark. The columns before it and after it are parted at the ends of sentences, an owner
being the words outside a sentence; every such row is said to be in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sendplan.plan_reader import dates
from sendplan.plan_reader.columns import Columns
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.due_cell import begin_of
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.wording import Wording, sentence_starts

__all__ = ["Ordered", "in_usual_order", "read_in_order"]

_OWNERS = ("owner", "lead", "accountable")
_OWNER_WORDS = 12
_READ = ("action", "outcome", "due", *_OWNERS)


@dataclass(slots=True)
class Ordered:
    action: list[Piece] = field(default_factory=list)
    outcomes: list[Piece] = field(default_factory=list)
    due: Piece | None = None
    owners: list[Piece] = field(default_factory=list)
    doubt: Ambiguity | None = None


def in_usual_order(columns: Columns) -> bool:
    """Action, outcome, due, owners: the order most plans use."""
    order = [
        "owner" if column.field in _OWNERS else column.field for column in columns.columns if column.field in _READ
    ]
    usual = ["action", "outcome", "due", "owner"]
    return [place for place in usual if place in order] == list(dict.fromkeys(order))


def read_in_order(pieces: Sequence[Piece], columns: Columns, wording: Wording) -> Ordered:
    """The cells of one row, its ref already off."""
    order = list(
        dict.fromkeys(
            "owner" if column.field in _OWNERS else column.field for column in columns.columns if column.field in _READ
        )
    )
    whole = Piece.join(piece for piece in pieces if piece)
    raw = whole.raw
    read = Ordered()
    found = list(dates.find(raw))
    if "due" in order and found:
        at = order.index("due")
        date = found[-1] if at == len(order) - 1 else found[0]
        begin = begin_of(raw, date.start)
        read.due = whole.cut(begin, date.end)
        _part(whole.cut(0, begin), order[:at], read, wording)
        _part(whole.cut(date.end), order[at + 1 :], read, wording)
    else:
        _part(whole, [name for name in order if name != "due"], read, wording)
    names = ", ".join(order)
    read.doubt = Ambiguity(
        field="text",
        preferred={
            "text": Piece.join(read.action).text,
            "outcomes": [piece.text for piece in read.outcomes],
            "due": read.due.text if read.due else None,
            "owners": [piece.text for piece in read.owners],
        },
        others=({"text": whole.text},),
        evidence=f"The table's columns are {names}; their borders gone, they are parted at the date and at sentences.",
    )
    return read


def _part(piece: Piece, order: Sequence[str], read: Ordered, wording: Wording) -> None:
    """Give a stretch of text to the columns it held."""
    if not piece or not order:
        if piece:
            read.action.append(piece)
        return
    if "owner" in order and len(order) > 1:
        before, owner, after = _owner_among(piece, order, wording)
        read.owners += [owner] if owner else []
        at = order.index("owner")
        _part(before, order[:at], read, wording)
        _part(after, order[at + 1 :], read, wording)
        return
    if list(order) == ["owner"]:
        read.owners.append(piece)
        return
    starts = sentence_starts(piece.raw)
    cut = starts[1] if len(order) > 1 and len(starts) > 1 else len(piece.raw)
    for name, part in zip(order, (piece.cut(0, cut), piece.cut(cut)), strict=False):
        if part:
            (read.outcomes if name == "outcome" else read.action).append(part)


def _owner_among(piece: Piece, order: Sequence[str], wording: Wording) -> tuple[Piece, Piece, Piece]:
    """The owner's words: after the last sentence where text comes first, before the first where it comes after."""
    raw = piece.raw
    nothing = piece.cut(0, 0)
    if order.index("owner") > 0:
        starts = sentence_starts(raw)
        last = piece.cut(starts[-1])
        if len(starts) > 1 and len(last.text.split()) <= _OWNER_WORDS and not last.text.endswith((".", "!", "?")):
            return piece.cut(0, starts[-1]), last, nothing
        return piece, nothing, nothing
    for match in re.finditer(r"(?<=[a-z)])[\s\u00a0]{1,40}(?P<word>[A-Z][a-z]+)(?=[\s\u00a0][a-z])", raw):
        if match["word"].lower() in wording.small and len(raw[: match.start()].split()) <= _OWNER_WORDS:
            return nothing, piece.cut(0, match.start()), piece.cut(match.start("word"))
    words = len(piece.text.split())
    return (nothing, piece, nothing) if words <= _OWNER_WORDS else (nothing, nothing, piece)
