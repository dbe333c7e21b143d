"""Action rows out of a flattened table: ref, action, outcome, due and owners, with their borders found again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sendplan.plan_reader import dates
from sendplan.plan_reader.border import Border, find_border
from sendplan.plan_reader.columns import Columns
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.due_cell import DueFound, begin_of, find_due
from sendplan.plan_reader.header_words import OWNERS, Field
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.ledger import Piece, collapse
from sendplan.plan_reader.ordered_rows import in_usual_order, read_in_order
from sendplan.plan_reader.people import ORGANISATION, ROLE
from sendplan.plan_reader.rows import ActionRow, Line, OwnerCell
from sendplan.plan_reader.wording import Wording, sentence_starts

__all__ = ["REF", "action_rows"]

REF = re.compile(
    r"[\s\u00a0]{0,40}(?P<ref>(?:[A-Z]{1,4}[.\s-]?)?\d{1,3}(?:[.-]\d{1,3}){0,3}[a-z]?|[A-Z]\.\d{1,3}"
    r"|[A-Z]{1,2}\d{1,3}\([a-z]\))(?P<end>[.):]?)(?=[\s\u00a0]|$)"
)
_DASH = re.compile(r"[\s\u00a0]{0,40}(?:[–—•;]|-(?=[\s\u00a0]))[\s\u00a0]{0,40}")
_OWNER_WORDS = 14
_UNDATED = re.compile(
    r"\b(?:T\.?B\.?[CAD]\.?|To\sbe\s(?:confirmed|agreed)|On-?\s?going|Immediate(?:ly)?|Completed?|Done|Termly|Monthly)(?!\w)"
)
_BESIDE: tuple[Field, ...] = ("other", "update", "status", "start")


def shape_of(ref: str) -> str:
    """The pattern of a ref, so that "1 in 4 parents" does not begin a row of a table whose refs are A1, A2."""
    return re.sub(r"[a-z]$", "", re.sub(r"\d+", "9", re.sub(r"[A-Z]+", "A", ref)))


@dataclass(slots=True)
class _Rows:
    rows: list[list[Line]]
    loose: list[Line]


def action_rows(lines: Sequence[Line], columns: Columns, wording: Wording) -> tuple[list[ActionRow], list[Line]]:
    """The rows of one table's lines, and the lines that belong to none."""
    parted = _by_ref(lines) if columns.has("ref") else _by_owner(lines)
    made = [_row(row, columns, wording) for row in parted.rows]
    return [row for row, _ in made], [*parted.loose, *(line for _, left in made for line in left)]


def _by_ref(lines: Sequence[Line]) -> _Rows:
    rows: list[list[Line]] = []
    loose: list[Line] = []
    last: str | None = None
    for line in lines:
        ref = _ref_of(line)
        if ref is not None and (last is None or _begins_row(ref, last, rows[-1])):
            rows.append([line])
            last = ref
        elif rows and not is_furniture(line.text):
            rows[-1].append(line)
        elif not line.empty:
            loose.append(line)
    return _Rows(rows, loose)


def _ref_of(line: Line) -> str | None:
    """The ref a line begins with. A date is none ("Q2 2024/25"), nor is a number in a sentence ("16 to 25")."""
    raw = line.piece.raw
    match = REF.match(raw)
    if match is None or line.item or dates.DATE.match(raw, match.start("ref")):
        return None
    rest = raw[match.end() :].strip()
    return match["ref"] if not rest or not rest[0].islower() else None


def _begins_row(ref: str, last: str, row: Sequence[Line]) -> bool:
    """A ref of the table's pattern begins a row; one with other letters, or out of turn, only once the row has "
    "its date."""
    if shape_of(ref) != shape_of(last):
        return False
    letters, number = re.sub(r"\d.*", "", ref), re.findall(r"\d+", ref)
    before, earlier = re.sub(r"\d.*", "", last), re.findall(r"\d+", last)
    in_turn = letters == before and (bool(letters) or int(number[-1]) in (1, int(earlier[-1]) + 1))
    return in_turn or find_due([line.piece for line in row]) is not None


def _by_owner(lines: Sequence[Line]) -> _Rows:
    """Without refs a row begins at a paragraph, not led by a dash, after a row that has its due date."""
    rows: list[list[Line]] = []
    for line in lines:
        if line.empty and not rows:
            continue
        led = _DASH.match(line.piece.raw) is not None
        done = bool(rows) and find_due([other.piece for other in rows[-1]]) is not None
        if not rows or (done and not led and not line.empty):
            rows.append([line])
        else:
            rows[-1].append(line)
    return _Rows(rows, [])


def _row(lines: Sequence[Line], columns: Columns, wording: Wording) -> tuple[ActionRow, list[Line]]:
    pieces = [line.piece for line in lines]
    ref = None
    if columns.has("ref") and (match := REF.match(pieces[0].raw)) is not None:
        ref = pieces[0].cut(match.start("ref"), match.end("ref"))
        pieces[0] = pieces[0].cut(match.end())
    if not in_usual_order(columns):
        return _ordered(ref, pieces, lines, columns, wording), []
    due = find_due(pieces) if columns.has("due") else None
    doubts: list[Ambiguity] = []
    if due is None and columns.has("due", *OWNERS):
        due = _before_officer(pieces)
    if due is None:
        text, owners, doubt = _without_due(pieces)
        doubts += [doubt] if doubt else []
        due_piece = None
        tail: list[Line] = []
    else:
        text = [*pieces[: due.line], pieces[due.line].cut(0, due.start)]
        due_piece = pieces[due.line].cut(due.start, due.end)
        owners = [pieces[due.line].cut(due.end)]
        more, tail, owner_doubt = _owner_lines(lines[due.line + 1 :])
        owners += more
        doubts += [owner_doubt] if owner_doubt else []
        doubts += [_due_doubt(due, due_piece)] if due.doubt else []
    border = find_border(text, wording, with_outcome=columns.has("outcome"))
    if border.ambiguity:
        doubts.append(border.ambiguity)
    if columns.has(*_BESIDE):
        doubts.append(_other_columns(columns, border))
    kept = [line.piece for line in lines if line not in tail]
    row = ActionRow(
        ref=ref,
        action=border.action,
        outcomes=border.outcomes,
        due=due_piece,
        owners=(OwnerCell(tuple(piece for piece in owners if piece)),),
        where=Piece.join(kept).where(),
        ambiguities=tuple(doubts),
    )
    return row, tail


def _ordered(
    ref: Piece | None, pieces: Sequence[Piece], lines: Sequence[Line], columns: Columns, wording: Wording
) -> ActionRow:
    read = read_in_order(pieces, columns, wording)
    return ActionRow(
        ref=ref,
        action=tuple(read.action),
        outcomes=tuple(read.outcomes),
        due=read.due,
        owners=(OwnerCell(tuple(read.owners)),),
        where=Piece.join(line.piece for line in lines).where(),
        ambiguities=(read.doubt,) if read.doubt else (),
    )


def _owner_lines(after: Sequence[Line]) -> tuple[list[Piece], list[Line], Ambiguity | None]:
    """Owners on the lines after the due date; a line not led by a dash is one only if it reads like an officer."""
    owners: list[Piece] = []
    tail: list[Line] = []
    undashed: list[Piece] = []
    for line in after:
        if line.empty:
            continue
        if tail:
            tail.append(line)
        elif _DASH.match(line.piece.raw):
            owners.append(line.piece)
        elif len(line.text.split()) <= _OWNER_WORDS and len(sentence_starts(line.text)) == 1 and line.text[0].isupper():
            owners.append(line.piece)
            undashed.append(line.piece)
        else:
            tail.append(line)
    if not undashed:
        return owners, tail, None
    names = [collapse(piece.text) for piece in undashed]
    doubt = Ambiguity(
        field="owners",
        preferred={"owners": [_DASH.sub("", piece.text, count=1) for piece in owners]},
        others=({"owners": [_DASH.sub("", piece.text, count=1) for piece in owners if piece not in undashed]},),
        evidence=f"“{'; '.join(names)}” stands after the due date but no dash leads it, so it may not be an owner.",
    )
    return owners, tail, doubt


_TRAILING = re.compile(r"[\s\u00a0]{1,40}[–—][\s\u00a0]{1,40}(?=[A-Z])")


def _without_due(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece], Ambiguity | None]:
    """With no date to go by, owners begin at a line led by a dash, or after the last dash in the last line of text."""
    first = next((at for at, piece in enumerate(pieces) if at and _DASH.match(piece.raw)), len(pieces))
    text, owners = list(pieces[:first]), list(pieces[first:])
    last = max((at for at, piece in enumerate(text) if piece), default=0)
    raw = text[last].raw if text else ""
    dashes = list(_TRAILING.finditer(raw))
    if dashes:
        cut = next((dash for dash in dashes if raw[: dash.start()].rstrip().endswith((".", "!", "?"))), dashes[-1])
        owners.insert(0, text[last].cut(cut.end()))
        text = [*text[:last], text[last].cut(0, cut.start())]
    named = [_DASH.sub("", piece.text, count=1) for piece in owners if piece]
    doubt = Ambiguity(
        field="due",
        preferred={"due": None, "owners": named},
        others=({"due": None, "owners": []},),
        evidence="No date was found in the row, so where its owners begin is judged by the dashes alone.",
    )
    return text, owners, doubt


def _before_officer(pieces: Sequence[Piece]) -> DueFound | None:
    """The last date of the row with nothing but an officer's few words after it, where no dash parts them."""
    last = max((at for at, piece in enumerate(pieces) if piece), default=None)
    if last is None:
        return None
    raw = pieces[last].raw
    found = [(date.start, date.end) for date in dates.find(raw)]
    found += [(match.start(), match.end()) for match in _UNDATED.finditer(raw)]
    for start, end in sorted(found, reverse=True):
        after = raw[end:].strip()
        words = len(after.split())
        if not after or words > _OWNER_WORDS or after.endswith((".", "!", "?")) or not after[0].isupper():
            return None
        if ROLE.search(after) or ORGANISATION.search(after) or words <= 3:
            doubt = "No dash parts the date from the words after it, which read like an officer."
            return DueFound(last, begin_of(raw, start), end, doubt)
    return None


def _due_doubt(due: DueFound, piece: Piece) -> Ambiguity:
    return Ambiguity(field="due", preferred={"due": piece.text}, others=({"due": None},), evidence=due.doubt or "")


def _other_columns(columns: Columns, border: Border) -> Ambiguity:
    labels = ", ".join(f"“{column.label}”" for column in columns.of(*_BESIDE))
    return Ambiguity(
        field="text",
        preferred={"text": Piece.join(border.action).text},
        others=({"text": None},),
        evidence=f"The table also has {labels}, and flattened text keeps no border beside it.",
    )
