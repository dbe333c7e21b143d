"""Labels in lines: "Due date: March 2024 Responsible officer (action lead): Jo Hart", or a label alone on its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sendplan.plan_reader.dates import DATE
from sendplan.plan_reader.header_words import OWNERS, Field, label_of, loose_field, strict_field
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.progress import is_progress_label
from sendplan.plan_reader.rows import Line
from sendplan.plan_reader.status import is_status_label

__all__ = ["ACTION_LABEL", "Labelled", "Said", "field_of", "is_other", "labels_in"]

ACTION_LABEL = re.compile(
    r"[\s\u00a0]{0,40}(?P<whole>(?:(?:priority|objective|area|outcome|section|theme|workstream|aim)\s(?:no\.?\s)?\w{1,3}\s?"
    r"[,:–—-]?\s?)?(?:key\s|priority\s)?action\s(?:no\.?\s|ref\.?\s|number\s)?(?P<ref>[A-Z]{0,3}\.?\d{1,3}(?:\.(?:\d{1,3}|[a-z]))*[a-z]?))"
    r"(?:[\s\u00a0]{0,5}[:.–—-]+[\s\u00a0]{0,5}|[\s\u00a0]{1,5}|$)",
    re.IGNORECASE,
)
_FIELDS: tuple[Field, ...] = ("ref", "action", "outcome", "due", "start", "update", "status", *OWNERS)
_WORDS = 9
_CELL_WORDS = 5
_BETWEEN = " \t\u00a0|;•·"
MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\d", re.IGNORECASE)
_COLON = re.compile(r"[\s\u00a0]?[:：](?=[\s\u00a0]|$|[A-Z0-9])|\?(?=[\s\u00a0]+\w)")
_DASH = re.compile(r"[\s\u00a0]{1,5}[–—-][\s\u00a0]{1,5}")
_WORD = re.compile(r"[^\s\u00a0]+")
_SHORT: dict[str, Field] = {"by": "due", "date": "due", "what": "action", "what?": "action", "how": "other"}


@dataclass(frozen=True, slots=True)
class Said:
    """One label and its value, which is empty where the label stands alone.

    ``label`` is its words, ``whole`` the same with the colon or dash after it and what parts it from the value before
    it; ``stop`` is where its value ends in its line.
    """

    field: Field
    label: Piece
    value: Piece
    whole: Piece
    colon: bool = True
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """The labels of one line, and what stands before the first of them."""

    before: Piece
    said: tuple[Said, ...]


def field_of(words: str, *, at_start: bool, colon: bool) -> Field | None:
    """The field of a label; in words of its own only where it begins its line and has a colon."""
    label = label_of(words)
    if not label or len(label.split()) > _WORDS or not (label[0].isupper() or at_start):
        return None
    if colon and label.lower() in _SHORT:
        return _SHORT[label.lower()]
    found = strict_field(label, _FIELDS)
    if found is None and (is_progress_label(label) or is_status_label(label)):
        found = "status" if is_status_label(label) else "update"
    if found is None and at_start and (colon or label.lower().startswith(("what ", "where ", "how ", "who ", "when "))):
        found = loose_field(label)
    return found if found in _FIELDS else None


def labels_in(line: Line) -> Labelled | None:
    """The labels of a line, or None where it has none. A line that is an action's own ("Action 1.2: …") has none."""
    raw = line.piece.raw
    if not raw.strip() or len(raw) > 6_000:
        return None
    marks = [(match.start(), match.end()) for match in _COLON.finditer(raw)]
    found: list[tuple[int, int, int, Field]] = []
    after = 0
    for start, end in marks[:40]:
        begin = _label_before(raw, after, start, first=not found)
        if begin is not None and raw[start] == "?" and begin[0] > len(raw) - len(raw.lstrip(" \t\u00a0*_")):
            continue  # a question is a label only where the line begins with it
        if begin is not None:
            found.append((begin[0], start, end, begin[1]))
            after = end
    if not found:
        return _alone(line) or _dashed(line) or _unknown(line)
    if found[0][3] == "action" and raw[: found[0][0]].strip() == "" and ACTION_LABEL.match(raw):
        del found[0]
        if not found:
            return None
    said: list[Said] = []
    for at, (begin_at, start, end, field) in enumerate(found):
        stop = found[at + 1][0] if at + 1 < len(found) else len(raw)
        stop = max(end, len(raw[:stop].rstrip(_BETWEEN))) if at + 1 < len(found) else stop
        mark = said[-1].stop if said else begin_at
        whole = line.piece.cut(mark, end)
        said.append(Said(field, line.piece.cut(begin_at, start), line.piece.cut(end, stop), whole, stop=stop))
    return Labelled(line.piece.cut(0, found[0][0]), tuple(said))


def _label_before(raw: str, low: int, colon: int, *, first: bool) -> tuple[int, Field] | None:
    """The longest label that ends at a colon, of the words before it."""
    starts = [low + match.start() for match in _WORD.finditer(raw[low:colon])][-_WORDS:]
    line_start = len(raw) - len(raw.lstrip(" \t\u00a0*_"))
    for start in starts:
        words = raw[start:colon]
        at_start = first and start <= line_start
        field = field_of(words, at_start=at_start, colon=True)
        if field is not None and (at_start or words[:1].isupper()):
            return start, field
    return None


def _alone(line: Line) -> Labelled | None:
    """A label that is the whole line, such as a heading or a cell of its own."""
    text = line.text
    if line.item or len(text.split()) > _WORDS or text.endswith((".", ",", ";")):
        return None
    field = field_of(text, at_start=True, colon=False)
    if field is None and line.first_of_two and len(text.split()) <= _CELL_WORDS:
        found = loose_field(text)
        field = found if found in _FIELDS else None
    if field is None:
        return None
    return Labelled(line.piece.cut(0, 0), (Said(field, line.piece, line.piece.cut(0, 0), line.piece, colon=False),))


_OTHER = re.compile(
    r"why(?:\s.{0,40})?|how|risks?(?:\s.{0,30})?|evidence|costs?|budget|resources?|dependenc\w+|notes?|links?(?:\s.{0,30})?|baseline"
    r"|kpis?|measures?|theme|priority|work\s?stream|barriers|monitoring|next\ssteps|background|context|rationale|issues?",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"[\s\u00a0]{0,40}(?P<label>[A-Z][^:;.!?\n]{1,40})[:](?=[\s\u00a0]|$)")


def is_other(label: str) -> bool:
    """True for the label of something that is never an action's own words, outcome or update: "Why", "Risks"."""
    return _OTHER.fullmatch(label_of(label)) is not None


def _unknown(line: Line) -> Labelled | None:
    """A label in words not known here, with its value on the same line; a date before a colon is none."""
    raw = line.piece.raw
    match = _UNKNOWN.match(raw)
    if match is None or line.item or line.level or len(match["label"].split()) > 4:
        return None
    if ACTION_LABEL.match(raw) or DATE.search(match["label"]) or MONTH.search(match["label"]):
        return None
    label = line.piece.cut(match.start("label"), match.end("label"))
    return Labelled(
        line.piece.cut(0, 0), (Said("other", label, line.piece.cut(match.end()), line.piece.cut(0, match.end())),)
    )


def _dashed(line: Line) -> Labelled | None:
    """ "Lead – Head of SEND": a label in the field's own words, and a dash."""
    raw = line.piece.raw
    match = _DASH.search(raw[:80])
    if match is None or strict_field(raw[: match.start()], _FIELDS) is None or len(raw[: match.start()].split()) > 5:
        return None
    field = field_of(raw[: match.start()], at_start=True, colon=False)
    if field is None or field in ("action", "ref"):
        return None
    return Labelled(
        line.piece.cut(0, 0),
        (Said(field, line.piece.cut(0, match.start()), line.piece.cut(match.end()), line.piece.cut(0, match.end())),),
    )
