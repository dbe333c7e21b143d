"""Actions written as blocks of labelled values, with no table round them.

A block is an action's words, led by a reference, a heading or the label "Action", and the labels that follow it: "Due
date", "Responsible officer (action lead)", "Success criteria", "November progress update"; or the questions "What we
want", "What we will do", "Where are we now", "What you will see", "What difference will it make".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sendplan.plan_reader.action_rows import REF, shape_of
from sendplan.plan_reader.dates import DATE
from sendplan.plan_reader.flat_headers import flat_header
from sendplan.plan_reader.header_words import OWNERS, label_of
from sendplan.plan_reader.headings import heading_kind, is_furniture, section_heading
from sendplan.plan_reader.label_lines import ACTION_LABEL, Labelled, Said, labels_in
from sendplan.plan_reader.labelled_values import MANY, Block, Value, goes_on, rows_of, takes
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.rows import ActionRow, Line
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["Blocks", "begins_block", "is_referenced", "read_blocks"]

_ANCHOR_LINES = 4
_FEWEST_WORDS = 3
_LED = re.compile(REF.pattern + r"(?:[\s\u00a0]{1,5}[–—-](?=[\s\u00a0]))?")
_QUESTION = re.compile(r"what\b|where\b|how\b", re.IGNORECASE)

IsHeading = Callable[[Line, Sequence[Line | TableRows]], bool]


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
    blocks: list[Block] = []
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
    return Blocks([row for block in blocks for row in rows_of(block)], end)


def begins_block(items: Sequence[Line | TableRows], is_heading: IsHeading) -> bool:
    """True where the first line with words begins a block of labelled values."""
    at = next((at for at, item in enumerate(items) if isinstance(item, TableRows) or not item.empty), None)
    return at is not None and _Reader(items, is_heading, {}).begins(at)


def _is_action(block: Block, inside: bool) -> bool:
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
        self.blocks: list[Block] = []
        self._value: Value | None = None

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
            if said.before and len(said.before.text.split()) >= _FEWEST_WORDS:
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
        """ "Our actions" over several actions, each with labels: one comes again before the heading does."""
        if first.value or not MANY.fullmatch(label_of(first.label.text)):
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
        """Read blocks from a line on into ``blocks``; gives the first line that belongs to none of them."""
        self._value = None
        place = at
        while place < len(self._items):
            item = self._items[place]
            if isinstance(item, TableRows):
                break
            if not item.empty and not is_furniture(item.text):
                said = self._labels(place)
                if item.aside or (item.title and said is None and place > at):
                    break
                if said is not None:
                    self._take_labels(place, item, said)
                elif (place > at and self._stops(place)) or not self._take_text(place, item):
                    break
            place += 1
        return place

    def _take_text(self, at: int, line: Line) -> bool:
        """A line without a label: the next action's words, more of this one's, or more of a value; else False."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or (self._is_anchor(at) and self._is_new(block, line)) or self._before_opener(at):
            self._anchored(at, line)
            self._value = None
        elif not block.values:
            block.anchor.append(line.piece)
        elif self._value is not None and takes(self._value, line):
            (self._value.items if line.item else self._value.pieces).append(line.piece)
        else:
            return False
        return True

    def _take_labels(self, at: int, line: Line, said: Labelled) -> None:
        block = self.blocks[-1] if self.blocks else None
        if said.before and len(said.before.text.split()) >= _FEWEST_WORDS:
            block = self._anchored(at, Line(said.before, item=line.item))
        for one in said.said:
            if one.field == "other" and self._value is not None and goes_on(self._value, one):
                self._value.pieces.append(line.piece)
                return
            if block is None or self._repeats(block, one):
                block = Block(at)
                self.blocks.append(block)
            self._value = self._valued(block, one)

    def _anchored(self, at: int, line: Line) -> Block:
        block = Block(at)
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

    def _is_new(self, block: Block, line: Line) -> bool:
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

    def _repeats(self, block: Block, said: Said) -> bool:
        """A label that the block has already begins the next one; so does "Action" once it has its words."""
        if said.field in ("action", "ref") and not block.has(said.field):
            return said.field == "action" and bool(block.anchor) and bool(block.values)
        return block.label(said.label.text) or (said.field in ("action", "ref", "due") and block.has(said.field))

    def _valued(self, block: Block, said: Said) -> Value:
        value = Value(said)
        if said.value:
            value.pieces.append(said.value)
        if said.field == "other":
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
