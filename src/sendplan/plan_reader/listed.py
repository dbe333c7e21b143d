"""Actions written as a list with no table: "Publish the strategy (Head of SEND, by March 2024)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sendplan.plan_reader import dates
from sendplan.plan_reader.action_rows import REF
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.due_words import heading_due, read_due_cell
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.items import unbulleted
from sendplan.plan_reader.label_lines import ACTION_LABEL, field_of
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.people import ORGANISATION, ROLE
from sendplan.plan_reader.rows import ActionRow, Line, OwnerCell
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["Listed", "read_list"]

_BRACKET = re.compile(r"[\s\u00a0]{0,5}[(\[](?P<inside>[^()\[\]]{3,160})[)\]][\s\u00a0.;,]{0,5}$")
_PARTING = re.compile(
    r"[\s\u00a0]{0,5}[;|][\s\u00a0]{0,5}|[\s\u00a0]{1,5}[–—-][\s\u00a0]{1,5}|,[\s\u00a0]{1,5}|:[\s\u00a0]{1,5}"
)
_DASH = re.compile(r"[\s\u00a0]{1,5}[–—-][\s\u00a0]{1,5}|[\s\u00a0]?[;|][\s\u00a0]{1,5}")
_BY = re.compile(
    r"[\s\u00a0,]{1,4}(?P<by>(?:by|before|no\slater\sthan|in|from|due)\s(?:the\s)?(?:end\s(?:of\s)?)?)(?P<rest>[^,;()]{4,40}?)[.;,]?$",
    re.IGNORECASE,
)
_WINDOW = 320
_LABEL = re.compile(r"[\s\u00a0]{0,5}[A-Za-z ()]{2,40}:[\s\u00a0]{0,5}")
_OWNER_WORDS = 12


@dataclass(slots=True)
class _Tail:
    """What stands at the end of an item: its date and owners, and where the action's own words end."""

    end: int
    due: Piece | None = None
    owners: list[Piece] = field(default_factory=list)
    doubt: str = ""


@dataclass(slots=True)
class Listed:
    rows: list[ActionRow]
    end: int


def read_list(
    items: Sequence[Line | TableRows], at: int, ledger: Ledger, *, expected: bool, dated: bool
) -> Listed | None:
    """The actions of a list that begins at a line; None where the line is none.

    ``expected`` says that the lines stand under a heading such as "Actions": elsewhere an item is an action only where
    it ends with a date and an owner. ``dated`` says that the heading is a date, under which any paragraph is an action.
    """
    groups: list[tuple[Line, list[Line]]] = []
    place = at
    while place < len(items):
        line = items[place]
        if isinstance(line, TableRows) or line.level:
            break
        if line.empty or is_furniture(line.text):
            place += 1
            continue
        line = _as_item(line, ledger)
        if groups and groups[0][0].item and not line.item and _ref(line) is None:
            break
        nested = bool(groups) and line.item and line.depth > groups[0][0].depth
        if nested and not _complete(_tail(line.piece)):
            groups[-1][1].append(line)
        elif _is_action(line, expected=expected, dated=dated, inside=bool(groups)):
            groups.append((line, []))
        else:
            break
        place += 1
    if not groups:
        return None
    return Listed([_row(line, under, ledger) for line, under in groups], place)


def _as_item(line: Line, ledger: Ledger) -> Line:
    if line.item:
        return line
    bare = unbulleted(line.piece, ledger)
    return line if bare is line.piece else replace(line, piece=bare, item=True)


def _is_action(line: Line, *, expected: bool, dated: bool, inside: bool) -> bool:
    words = len(line.text.split())
    if words < 2 or line.text.endswith(":") or (not line.item and heading_due(line.text) is not None):
        return False
    tail = _tail(line.piece)
    if not expected:
        return _complete(tail) and (line.item or _ref(line) is not None or inside) and not tail.doubt
    if line.item or _ref(line) is not None:
        return True
    return words >= 4 and (dated or tail.due is not None)


def _complete(tail: _Tail) -> bool:
    return tail.due is not None and bool(tail.owners)


def _ref(line: Line) -> re.Match[str] | None:
    raw = line.piece.raw
    match = ACTION_LABEL.match(raw) or REF.match(raw)
    if match is None or dates.DATE.match(raw, match.start("ref")):
        return None
    return match if raw[match.end() :].strip()[:1].isupper() else None


def _row(line: Line, under: Sequence[Line], ledger: Ledger) -> ActionRow:
    match = _ref(line)
    piece = line.piece
    ref = None
    if match is not None:
        ref = piece.cut(match.start("ref"), match.end("ref"))
        ledger.place(ref, "value")
        ledger.place(piece.cut(0, match.end()), "label")
        piece = piece.cut(match.end())
    tail = _tail(piece)
    more = [other.piece for other in under]
    ends = [] if _complete(tail) else [(at, _tail(other)) for at, other in enumerate(more)]
    words = [piece.cut(0, tail.end), *more]
    doubts = []
    if tail.doubt:
        doubts.append(
            Ambiguity(
                field="due" if tail.due else "owners",
                preferred={"due": tail.due.text} if tail.due else {"owners": [one.text for one in tail.owners]},
                others=({"due": None} if tail.due else {"owners": []},),
                evidence=tail.doubt,
            )
        )
    if any(other.due or other.owners for _, other in ends):
        said = [other.due.text for _, other in ends if other.due]
        doubts.append(
            Ambiguity(
                field="due",
                preferred={"due": tail.due.text if tail.due else None},
                others=tuple({"due": words} for words in said) or ({"due": None},),
                evidence="The points under the action have dates or owners of their own, which stay in its words.",
            )
        )
    used = [*([ref] if ref else []), line.piece, *more]
    ledger.place(line.piece.cut(0, 0), "mark")
    row = ActionRow(
        ref=ref,
        action=tuple(words),
        outcomes=(),
        due=tail.due,
        owners=(OwnerCell(tuple(tail.owners)),) if tail.owners else (),
        where=Piece.join(used).where(),
        ambiguities=tuple(doubts),
    )
    _place_marks(piece, tail, ledger)
    return row


def _place_marks(piece: Piece, tail: _Tail, ledger: Ledger) -> None:
    """Brackets, dashes and commas between the values at an item's end are marks; the values are placed first."""
    ledger.place(tail.due, "value")
    for owner in tail.owners:
        label = _LABEL.match(owner.raw)
        ledger.place(owner.cut(0, label.end()) if label else None, "label")
        ledger.place(owner, "value")
    if tail.due or tail.owners:
        ledger.place(piece.cut(0, tail.end), "value")
        ledger.place(piece, "mark")


def _tail(piece: Piece) -> _Tail:
    raw = piece.raw
    low = max(0, len(raw) - _WINDOW)
    bracket = _BRACKET.search(raw, low)
    if bracket is not None:
        tail = _parts(piece, bracket.start("inside"), bracket.end("inside"), bracket.start(), sure=True)
        if tail is not None:
            if tail.due is None:
                by = _sentence_date(piece, tail.end)
                tail.due, tail.doubt = (by.due, by.doubt) if by.due else (None, tail.doubt)
            return tail
    for dash in _DASH.finditer(raw, low):
        tail = _parts(piece, dash.end(), len(raw.rstrip(" .;\u00a0")), dash.start(), sure=False)
        if tail is not None:
            return tail
    return _sentence_date(piece, len(raw))


def _sentence_date(piece: Piece, end: int) -> _Tail:
    """ "Publish the strategy by March 2024": the date stays in the action's words and is its due date as well."""
    raw = piece.raw[:end]
    match = _BY.search(raw, max(0, len(raw) - 80))
    if match is None or read_due_cell(match["rest"].strip()).due.earliest is None:
        return _Tail(len(piece.raw) if end == len(piece.raw) else end)
    if read_due_cell(match["rest"].strip()).due.kind in ("not_understood", "already_done", "ongoing"):
        return _Tail(end)
    doubt = "The date is part of the action's own sentence, so it may be something other than the day it is due."
    return _Tail(end, due=piece.cut(match.start("rest"), match.end("rest")), doubt=doubt)


def _parts(piece: Piece, start: int, stop: int, words_end: int, *, sure: bool) -> _Tail | None:
    """A stretch parted into a date and owners; None where any part of it is neither, or it has no part of either."""
    raw = piece.raw
    tail = _Tail(words_end)
    cuts = [(match.start(), match.end()) for match in _PARTING.finditer(raw, start, stop)]
    begin = start
    owners: list[tuple[int, int]] = []
    parted = False
    labelled: int | None = None
    for cut_start, cut_end in [*cuts, (stop, stop)]:
        words = raw[begin:cut_start].strip()
        label = field_of(words, at_start=True, colon=True) if raw[cut_start:cut_end].startswith(":") else None
        if label is None and words:
            due = read_due_cell(words)
            if due.due.kind not in ("blank", "not_understood") and tail.due is None:
                tail.due = piece.cut(begin, cut_start)
                parted = True
            elif _officer(words) or (owners and not parted and len(words.split()) <= _OWNER_WORDS):
                if owners and not parted:
                    owners[-1] = (owners[-1][0], cut_start)
                else:
                    owners.append((begin if labelled is None else labelled, cut_start))
                parted = False
            else:
                return None
        labelled = begin if label in ("lead", "accountable") else None
        begin = cut_end
    tail.owners = [piece.cut(low, high) for low, high in owners]
    if tail.due is None and not tail.owners:
        return None
    if not sure:
        tail.doubt = "" if _complete(tail) else "What follows the dash may be part of the action's own words."
    return tail


def _officer(words: str) -> bool:
    """Reads like an officer, a body or a person's name."""
    if len(words.split()) > _OWNER_WORDS:
        return False
    if ROLE.search(words) or ORGANISATION.search(words):
        return True
    names = words.split()
    return 1 <= len(names) <= 4 and all(name[0].isupper() for name in names) and not words.endswith(".")
