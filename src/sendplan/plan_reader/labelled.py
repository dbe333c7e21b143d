"""Actions written as blocks of labelled values, with no table round them.

A block is an action's words, led by a reference, a heading or the label "Action", and the labels that follow it: "Due
date", "Responsible officer (action lead)", "Success criteria", "November progress update"; or the questions "What we
want", "What we will do", "Where are we now", "What you will see", "What difference will it make".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sendplan.plan_reader.action_rows import REF, shape_of
from sendplan.plan_reader.dates import DATE
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.flat_headers import flat_header
from sendplan.plan_reader.header_words import OWNERS, label_of
from sendplan.plan_reader.headings import heading_kind, is_furniture, section_heading
from sendplan.plan_reader.label_lines import ACTION_LABEL, Labelled, Said, is_other, labels_in
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.owners import owner_parts
from sendplan.plan_reader.rows import ActionRow, LabelledCell, Line, OwnerCell
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["Blocks", "begins_block", "is_referenced", "read_blocks"]

_ANCHOR_LINES = 4
_LED = re.compile(REF.pattern + r"(?:[\s\u00a0]{1,5}[–—-](?=[\s\u00a0]))?")
_OWNER_WORDS = 16
_QUESTION = re.compile(r"what\b|where\b|how\b", re.IGNORECASE)
_MANY = re.compile(r"(?:key\s|our\s)?actions|activities|tasks|what\b.{0,40}\bdo(?:ing)?\b.*", re.IGNORECASE)

IsHeading = Callable[[Line, Sequence[Line | TableRows]], bool]


@dataclass(slots=True)
class _Value:
    said: Said
    pieces: list[Piece] = field(default_factory=list)
    items: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    start: int
    ref: Piece | None = None
    anchor: list[Piece] = field(default_factory=list)
    values: list[_Value] = field(default_factory=list)
    labels: list[Piece] = field(default_factory=list)
    others: list[_Value] = field(default_factory=list)
    item: bool = False  # the action's words are a list item
    named: bool = False  # by a reference, a heading or a label of its own

    def has(self, *fields: str) -> bool:
        return any(value.said.field in fields for value in self.values)

    def label(self, words: str) -> bool:
        return any(value.said.label.text.lower() == words.lower() for value in self.values)


@dataclass(slots=True)
class Blocks:
    """The actions of one stretch of lines, and where the stretch ends."""

    rows: list[ActionRow]
    end: int


def read_blocks(
    items: Sequence[Line | TableRows],
    at: int,
    ledger: Ledger,
    is_heading: IsHeading,
    known: dict[int, Labelled | None],
    *,
    inside: bool,
) -> Blocks | None:
    """The blocks that begin at a line, or None where none does.

    ``inside`` says that the line stands in a section of the plan: elsewhere only a block led by a reference or by the
    label "Action" is one, so that a front page's "Plan owner: …" is not. ``known`` keeps the labels of each line.
    """
    reader = _Reader(items, is_heading, known)
    if not reader.begins(at):
        return None
    end = reader.read(at)
    blocks: list[_Block] = []
    for block in reader.blocks:
        if not _is_action(block, inside):
            end = block.start
            break
        blocks.append(block)
    if not blocks or end <= at:
        return None
    for block in blocks:
        for piece in block.labels:
            ledger.place(piece, "label")
    return Blocks([row for block in blocks for row in _rows(block)], end)


def begins_block(items: Sequence[Line | TableRows], is_heading: IsHeading) -> bool:
    """True where the first line with words begins a block of labelled values."""
    at = next((at for at, item in enumerate(items) if isinstance(item, TableRows) or not item.empty), None)
    return at is not None and _Reader(items, is_heading, {}).begins(at)


def _is_action(block: _Block, inside: bool) -> bool:
    has_words = bool(block.anchor) or any(
        value.said.field == "action" and (value.pieces or value.items) for value in block.values
    )
    told = block.has("due", *OWNERS) or (block.has("action") and block.has("outcome", "update"))
    labels = len({value.said.field for value in block.values})
    return has_words and told and (labels >= 2 or block.ref is not None) and (inside or block.named)


def is_referenced(line: Line) -> bool:
    """True for a line led by a reference: "1.2 Publish …", "A1: …", "Action 3 – …"."""
    return _ref_in(line) is not None


class _Reader:
    def __init__(
        self, items: Sequence[Line | TableRows], is_heading: IsHeading, known: dict[int, Labelled | None]
    ) -> None:
        self._items = items
        self._is_heading = is_heading
        self._known = known
        self.blocks: list[_Block] = []

    def _labels(self, at: int) -> Labelled | None:
        if at not in self._known:
            item = self._items[at]
            self._known[at] = None if isinstance(item, TableRows) or item.empty else labels_in(item)
        return self._known[at]

    def _stops(self, at: int) -> bool:
        """A table, or a heading that is no label of a block, ends every block."""
        item = self._items[at]
        if isinstance(item, TableRows):
            return True
        if item.empty:
            return False
        if not item.item and flat_header(item.text) is not None:
            return True
        if item.aside:
            return True
        if self._labels(at) is not None or ACTION_LABEL.match(item.piece.raw):
            return False
        if item.item:
            return False
        if section_heading(item.piece.raw) is not None or heading_kind(item.text) is not None:
            return True
        return not (item.level and self._is_anchor(at)) and self._is_heading(item, self._items[at + 1 : at + 12])

    def _next_labelled(self, at: int) -> int | None:
        """The next line with a label, after the few lines that an action's words may take."""
        words = 0
        for place in range(at, len(self._items)):
            item = self._items[place]
            said = self._labels(place)
            if said is not None and said.said[0].field != "other" and not (isinstance(item, Line) and item.aside):
                return place
            if place > at and self._stops(place):
                return None
            if isinstance(item, TableRows) or item.level or _ref_in(item):
                return None
            if not item.empty and not is_furniture(item.text):
                words += 1
            if words > _ANCHOR_LINES:
                return None
        return None

    def _is_anchor(self, at: int) -> bool:
        """A line led by a reference, or a heading, with a label not far under it."""
        item = self._items[at]
        if isinstance(item, TableRows) or item.empty or self._labels(at) is not None:
            return False
        following = self._next_labelled(at + 1)
        if following is None or (self._opens_itself(following) and not _ref_alone(item)):
            return False
        return bool(_ref_in(item)) or (item.level > 0 and not self._between(at, following))

    def _between(self, at: int, following: int) -> bool:
        """True where a line with words stands between a line and the label after it."""
        return any(isinstance(one, Line) and not one.empty for one in self._items[at + 1 : following])

    def _opens_itself(self, at: int) -> bool:
        """The label is one that a block begins with, so that no line before it is the action's: "Action", "Ref"."""
        said = self._labels(at)
        if said is None or said.before:
            return said is not None
        first = said.said[0]
        return first.field in ("action", "ref") or (first.field == "outcome" and self._asks_on(at))

    def begins(self, at: int) -> bool:
        item = self._items[at]
        if isinstance(item, TableRows) or item.empty:
            return False
        said = self._labels(at)
        if said is not None:
            first = said.said[0]
            if said.before and len(said.before.text.split()) >= 3:
                return True
            if first.field in ("action", "ref"):
                return not self._heads_a_list(at, first)
            return first.field == "outcome" and bool(_QUESTION.match(first.label.text)) and self._asks_on(at)
        if self._stops(at):
            return False
        following = self._next_labelled(at + 1)
        if following is None or (self._opens_itself(following) and not _ref_alone(item)):
            return False
        if _ref_in(item):
            return True
        return not self._between(at, following) and (bool(item.level) or self._due_or_owner(following))

    def _heads_a_list(self, at: int, first: Said) -> bool:
        """ "Our actions" over several actions, each with labels of its own: a label comes again before the heading does."""
        if first.value or not _MANY.fullmatch(label_of(first.label.text)):
            return False
        seen: set[str] = set()
        between = False
        for place in range(at + 1, min(len(self._items), at + 40)):
            said = self._labels(place)
            if said is None:
                if self._stops(place):
                    return False
                between = True
                continue
            words = said.said[0].label.text.lower()
            if words == first.label.text.lower():
                return False
            if words in seen and between:
                return True
            seen.add(words)
        return False

    def _due_or_owner(self, at: int) -> bool:
        said = self._labels(at)
        return said is not None and said.said[0].field in ("due", "start", *OWNERS)

    def _asks_on(self, at: int) -> bool:
        """ "What we want" begins a block only where "What we will do" follows before it is asked again."""
        first = self._labels(at)
        for place in range(at + 1, min(len(self._items), at + 40)):
            said = self._labels(place)
            if said is None:
                if self._stops(place):
                    return False
                continue
            if said.said[0].field == "action":
                return True
            if first is not None and said.said[0].label.text == first.said[0].label.text:
                return False
        return False

    def read(self, at: int) -> int:
        block: _Block | None = None
        value: _Value | None = None
        place = at
        while place < len(self._items):
            item = self._items[place]
            if isinstance(item, TableRows):
                break
            if item.empty or is_furniture(item.text):
                place += 1
                continue
            said = self._labels(place)
            if item.aside or (item.title and said is None and place > at):
                break
            if said is None:
                if self._stops(place) and place > at:
                    break
                new = (
                    block is None
                    or (self._is_anchor(place) and self._is_new(block, item))
                    or self._before_opener(place)
                )
                if new:
                    block = self._anchored(place, item)
                    value = None
                elif block is not None and not block.values:
                    block.anchor.append(item.piece)
                elif value is not None and _takes(value, item):
                    (value.items if item.item else value.pieces).append(item.piece)
                else:
                    break
                place += 1
                continue
            if said.before and len(said.before.text.split()) >= 3:
                block = self._anchored(place, Line(said.before, item=item.item))
            for one in said.said:
                if one.field == "other" and value is not None and _goes_on(value, one):
                    value.pieces.append(item.piece)
                    break
                if block is None or self._repeats(block, one):
                    block = _Block(place)
                    self.blocks.append(block)
                value = self._value(block, one)
            place += 1
        return place

    def _anchored(self, at: int, line: Line) -> _Block:
        block = _Block(at)
        match = _ref_in(line)
        if match is not None:
            whole = match.groupdict().get("whole")
            spoken = whole is not None and not re.match(r"(?:key\s|priority\s)?action\b", whole, re.IGNORECASE)
            group = "whole" if spoken else "ref"
            block.ref = line.piece.cut(match.start(group), match.end(group))
            block.labels.append(line.piece.cut(0, match.end()))
            rest = line.piece.cut(match.end())
            block.anchor = [rest] if rest else []
        else:
            block.anchor = [line.piece]
        block.named = match is not None
        block.item = line.item
        self.blocks.append(block)
        return block

    def _is_new(self, block: _Block, line: Line) -> bool:
        """A reference of the pattern of the block's own, or a heading, begins the next block."""
        match = _ref_in(line)
        if match is None:
            return bool(line.level)
        return (
            block.ref is None
            or shape_of(block.ref.text) == shape_of(match["ref"])
            or line.level > 0
            or "whole" in match.groupdict()
        )

    def _before_opener(self, at: int) -> bool:
        """The line straight before the label that begins each block, once that label has been met."""
        if not self.blocks or not self.blocks[-1].values:
            return False
        if not (self.blocks[-1].values[-1].pieces or self.blocks[-1].values[-1].items):
            return False
        item, following = self._items[at], self._next_filled(at + 1)
        said = self._labels(following) if following is not None else None
        if not isinstance(item, Line) or said is None or said.before:
            return False
        if item.item != self.blocks[-1].item:
            return False
        first = self.blocks[-1].values[0].said
        return (
            first.field not in ("action", "ref", "outcome")
            and first.label.text.lower() == said.said[0].label.text.lower()
        )

    def _next_filled(self, at: int) -> int | None:
        for place in range(at, len(self._items)):
            item = self._items[place]
            if isinstance(item, TableRows):
                return None
            if not item.empty and not is_furniture(item.text):
                return place
        return None

    def _repeats(self, block: _Block, said: Said) -> bool:
        """A label that the block has already begins the next one; so does "Action" once it has its words."""
        if said.field in ("action", "ref") and not block.has(said.field):
            return said.field == "action" and bool(block.anchor) and bool(block.values)
        return block.label(said.label.text) or (said.field in ("action", "ref", "due") and block.has(said.field))

    def _value(self, block: _Block, said: Said) -> _Value:
        value = _Value(said)
        if said.value:
            value.pieces.append(said.value)
        if said.field == "other":
            block.others.append(value)
            return value
        block.labels.append(said.whole)
        block.values.append(value)
        block.named = block.named or said.field in ("action", "ref")
        return value


def _ref_in(line: Line) -> re.Match[str] | None:
    """The reference that a line is led by: "1.2 Publish …", "A1: …", "PA1.1 – …", "Action 3 – …"."""
    raw = line.piece.raw
    match = ACTION_LABEL.match(raw)
    if match is not None:
        return match
    match = _LED.match(raw)
    if match is not None and line.first_of_two and not raw[match.end() :].strip():
        return match
    if match is None or DATE.match(raw, match.start("ref")):
        return None
    rest = raw[match.end() :].strip()
    return match if rest and rest[0].isupper() else None


def _ref_alone(line: Line) -> bool:
    """ "Action 3.1" with no words of the action after it."""
    match = _ref_in(line)
    return match is not None and not line.piece.raw[match.end() :].strip()


def _goes_on(value: _Value, said: Said) -> bool:
    """ "Schools: …" inside an update or a list of outcomes is part of it; "Why: …" and its like are never."""
    return value.said.field in ("update", "outcome") and not is_other(said.label.text)


def _takes(value: _Value, line: Line) -> bool:
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


def _rows(block: _Block) -> list[ActionRow]:
    """The block's action; or one for each item of a list under "What we will do"."""
    actions = [value for value in block.values if value.said.field == "action"]
    pieces = [piece for value in actions for piece in value.pieces]
    items = [piece for value in actions for piece in value.items]
    several = any(_MANY.fullmatch(label_of(value.said.label.text)) for value in actions)
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


def _row(block: _Block, words: list[Piece], doubts: list[Ambiguity]) -> ActionRow:
    def of(*fields: str) -> list[_Value]:
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


def _labelled(value: _Value) -> LabelledCell:
    pieces = (*value.pieces, *value.items)
    return LabelledCell(value.said.label.text, pieces, Piece.join(pieces).where())
