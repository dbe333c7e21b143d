"""The labelled values of one action, and the row that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.header_words import OWNERS, label_of
from sendplan.plan_reader.label_lines import Said, is_other
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.owners import owner_parts
from sendplan.plan_reader.rows import ActionRow, LabelledCell, Line, OwnerCell

__all__ = ["MANY", "Block", "Value", "goes_on", "rows_of", "takes"]

_OWNER_WORDS = 16
MANY = re.compile(r"(?:key\s|our\s)?actions|activities|tasks|what\b.{0,40}\bdo(?:ing)?\b.*", re.IGNORECASE)
"""A label over a list of which each item is an action."""


@dataclass(slots=True)
class Value:
    """A label and the paragraphs and list items under it."""

    said: Said
    pieces: list[Piece] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One action and its labelled values. ``start`` is the number of its first line, ``anchor`` its own words.

    ``item`` says that its words are a list item, ``named`` that a reference or a label for the action itself leads it.
    """

    start: int
    ref: Piece | None = None
    anchor: list[Piece] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    labels: list[Piece] = field(default_factory=list)
    item: bool = False
    named: bool = False

    def has(self, *fields: str) -> bool:
        return any(value.said.field in fields for value in self.values)

    def label(self, words: str) -> bool:
        return any(value.said.label.text.lower() == words.lower() for value in self.values)


def goes_on(value: Value, said: Said) -> bool:
    """ "Schools: …" inside an update or a list of outcomes is part of it; "Why: …" and its like are never."""
    return value.said.field in ("update", "outcome") and not is_other(said.label.text)


def takes(value: Value, line: Line) -> bool:
    """True where a line without a label goes on with the value before it."""
    kind = value.said.field
    if kind in ("outcome", "update", "action"):
        return not line.level
    if line.level or len(line.text.split()) > _OWNER_WORDS:
        return False
    filled = bool(value.pieces or value.items)
    if kind in OWNERS:
        return not filled or line.item or not value.said.colon
    return not filled


def rows_of(block: Block) -> list[ActionRow]:
    """The block's action; or one for each item of a list under "What we will do"."""
    actions = [value for value in block.values if value.said.field == "action"]
    pieces = [piece for value in actions for piece in value.pieces]
    items = [piece for value in actions for piece in value.items]
    several = any(MANY.fullmatch(label_of(value.said.label.text)) for value in actions)
    if not items and several:
        items, pieces = pieces, []
    if len(items) < 2 or block.anchor or pieces or not several:
        return [_row(block, [*block.anchor, *pieces, *items], [])]
    whole = Piece.join(items).text
    doubt = [
        Ambiguity(
            field="text",
            preferred={"text": item.text},
            others=({"text": whole},),
            evidence=f"The list has {len(items)} items and one set of labels for them all: each is read as an action.",
        )
        for item in items
    ]
    return [_row(block, [item], [why]) for item, why in zip(items, doubt, strict=True)]


def _row(block: Block, words: list[Piece], doubts: list[Ambiguity]) -> ActionRow:
    def of(*fields: str) -> list[Value]:
        return [value for value in block.values if value.said.field in fields]

    refs = [piece for value in of("ref") for piece in value.pieces]
    due = [piece for value in of("due") for piece in (*value.pieces, *value.items)]
    owners = of(*OWNERS)
    parts = owner_parts([value.said.label.text for value in owners])
    used = [*words, *(piece for value in block.values for piece in (value.said.label, *value.pieces, *value.items))]
    return ActionRow(
        ref=block.ref or (refs[0] if refs else None),
        action=tuple(words),
        outcomes=tuple(piece for value in of("outcome") for piece in (*value.pieces, *value.items)),
        due=Piece.join(due) if due else None,
        owners=tuple(OwnerCell((*value.pieces, *value.items), part) for value, part in zip(owners, parts, strict=True)),
        where=Piece.join([*([block.ref] if block.ref else []), *used]).where(),
        ambiguities=tuple(doubts),
        updates=tuple(_labelled(value) for value in of("update") if value.pieces or value.items),
        statuses=tuple(_labelled(value) for value in of("status") if value.pieces or value.items),
    )


def _labelled(value: Value) -> LabelledCell:
    pieces = (*value.pieces, *value.items)
    return LabelledCell(value.said.label.text, pieces, Piece.join(pieces).where())
