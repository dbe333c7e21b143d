"""Owners as written: one cell's paragraphs parted at line breaks, bullets, leading dashes and semicolons.

Inside a line a dash, a slash, a comma or "and" may part two owners or belong to one ("Director – Children", "Head of
Women and Children's Commissioning"). It is taken to part them where the words on both sides name an owner each, and
is said to be in doubt wherever the other way is possible too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from sendplan.plan_reader.draft import Ambiguity, Owner
from sendplan.plan_reader.ledger import Ledger, Piece, collapse
from sendplan.plan_reader.owner_parts import (
    Kind,
    begins_as_post,
    is_acronym_of_body,
    is_acronym_of_post,
    is_initials,
    kind_of,
    parts_of,
)
from sendplan.plan_reader.people import ORGANISATION, ROLE

__all__ = ["OwnersRead", "owner_part", "owner_parts", "read_owners"]

Part = Literal["lead", "accountable"]

_BETWEEN = re.compile(
    r"(?:^[\s\u00a0]{0,40}(?:[–—•‣▪●○·*;]|-(?=[\s\u00a0]|[A-Z]))+|[\s\u00a0]{0,40}[;•|\n][\s\u00a0]{0,40})[\s\u00a0]{0,40}"
)
_PERHAPS = re.compile(
    r"[\s\u00a0]{1,40}[–—/-][\s\u00a0]{1,40}|,[\s\u00a0]{1,40}(?:and[\s\u00a0])?|(?<=\w)/(?=\w)|/[\s\u00a0]{1,40}|[\s\u00a0]{1,40}/"
    r"|[\s\u00a0]{1,40}(?:and|&|with|\+)[\s\u00a0]{1,40}",
)
_PART = re.compile(
    r"(?P<part>(?:(?:action|operational|strategic|delivery|responsible)\s)?lead|(?:senior\s)?accountable|senior\sresponsible|sro)"
    r"(?:\s(?:officer|owner|person|agency|organisation|body))?(?:\s?\((?:action\slead|sro|accountable|lead)\))?"
    r"\s?(?::|\s[–-])\s?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OwnersRead:
    owners: tuple[Owner, ...]
    doubt: Ambiguity | None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place that may part two owners: does it, and may it be otherwise?"""

    start: int
    end: int
    parts: bool
    why: str = ""


def owner_part(label: str) -> Part | None:
    """What a column's heading or a block's label makes its owners; None where it does not say.

    "Responsible officer (action lead)" leads; "Senior responsible officer", "SRO" and "Accountable" are accountable.
    """
    text = collapse(label).casefold()
    if re.search(r"\baccountab|\bsenior\sresponsible|\bsros?\b|\bsponsor|\bexecutive\slead", text):
        return "accountable"
    if re.search(r"\bleads?\b", text):
        return "lead"
    return None


def owner_parts(labels: Sequence[str]) -> tuple[Part | None, ...]:
    """The part of each of one table's (or block's) owner labels: beside an accountable officer the other leads."""
    found = [owner_part(label) for label in labels]
    if "accountable" in found:
        return tuple(part or "lead" for part in found)
    return tuple(found)


def read_owners(cells: Sequence[tuple[Sequence[Piece], str | None]], ledger: Ledger) -> OwnersRead:
    """The owners of a row's owner cells, in order; each cell is its paragraphs and the part its column gives.

    Every piece is placed: names as values, what parts them as marks.
    """
    owners: list[Owner] = []
    others: list[str] = []
    doubtful = ""
    for paragraphs, part in cells:
        pieces = _certain(paragraphs, ledger)
        joined, why = _names_over_lines(pieces)
        doubtful = doubtful or why
        for group, is_one in joined:
            piece = Piece.join(group)
            if not _LETTER.search(piece.raw):
                continue  # a number or a mark alone is no owner
            cuts = [] if is_one else _cuts(piece.raw)
            doubtful = doubtful or next((cut.why for cut in cuts if cut.why), "")
            names = _between(piece, [cut for cut in cuts if cut.parts])
            made = [_owner(name, part, ledger) for name in names]
            if is_one:
                made = [_with_parts(each, [line.text for line in group]) for each in made]
            owners += made
            if is_one:
                others += [each.text for each in group]
            elif any(cut.why for cut in cuts):
                turned = [cut for cut in cuts if cut.parts != bool(cut.why)]
                others += [name.text for name in _between(piece, turned)]
            else:
                others += [owner.as_written for owner in made]
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


def _certain(paragraphs: Sequence[Piece], ledger: Ledger) -> list[tuple[Piece, bool]]:
    """The pieces between what surely parts owners; with each, whether only a line's end stands before it."""
    found: list[tuple[Piece, bool]] = []
    marked = False
    for paragraph in paragraphs:
        raw = paragraph.raw
        at = 0
        unmarked = not marked
        for match in [*_BETWEEN.finditer(raw), None]:
            end = match.start() if match else len(raw)
            piece = paragraph.cut(at, end)
            if piece:
                found.append((piece, unmarked))
            if match:
                ledger.place(paragraph.cut(match.start(), match.end()), "mark")
                at = match.end()
                unmarked = not match.group().strip("\u00a0 \t\r\n")
        marked = not unmarked and not raw[at:].strip()
    return found


_LETTER = re.compile(r"[^\W\d_]")
_UNENDED = re.compile(r"(?:\b(?:of|and|for|the|to|with|in)|[&/(–-])[\s\u00a0]{0,9}$", re.IGNORECASE)


def _names_over_lines(pieces: Sequence[tuple[Piece, bool]]) -> tuple[list[tuple[list[Piece], bool]], str]:
    """Lines that go on from one another; and, marked as one, a name with its post and body on the lines under it."""
    groups: list[tuple[list[Piece], bool]] = []
    why = ""
    at = 0

    def goes_on(kind: str) -> bool:
        return at + 1 < len(pieces) and pieces[at + 1][1] and kind_of(pieces[at + 1][0].text) == kind

    while at < len(pieces):
        group = [pieces[at][0]]
        while at + 1 < len(pieces) and pieces[at + 1][1]:
            following = pieces[at + 1][0]
            if not _UNENDED.search(group[-1].raw) and not re.match(r"[a-z(]", following.text):
                break
            at += 1
            group.append(following)
        is_one = False
        if kind_of(Piece.join(group).text) == "person" and goes_on("post"):
            at += 1
            group.append(pieces[at][0])
            is_one = True
            why = "A name and a post stand on lines of their own: they are read as one owner."
            if goes_on("body"):
                at += 1
                group.append(pieces[at][0])
        groups.append((group, is_one))
        at += 1
    return groups, why


def _between(piece: Piece, cuts: Sequence[_Cut]) -> list[Piece]:
    at = 0
    names = []
    for start, end in [*((cut.start, cut.end) for cut in cuts), (len(piece.raw), len(piece.raw))]:
        names.append(piece.cut(at, start))
        at = end
    return [name for name in names if _LETTER.search(name.raw)]


def _cuts(raw: str) -> list[_Cut]:
    """Each place in one owner's line that may part two owners."""
    found: list[_Cut] = []
    marks = [match for match in _PERHAPS.finditer(raw) if not _inside_brackets(raw[: match.start()])]
    label = _PART.match(raw)
    for number, match in enumerate(marks):
        begin = next((cut.end for cut in reversed(found) if cut.parts), label.end() if label else 0)
        if match.start() < begin:
            continue
        left = raw[begin : match.start()]
        following = marks[number + 1].start() if number + 1 < len(marks) else len(raw)
        mark = match.group().strip("\u00a0 ")
        if raw[: match.start()][-1:].isdigit() and raw[match.end() :][:1].isdigit():
            continue
        right, rest = raw[match.end() : following], raw[match.end() :]
        cut = _cut(match, mark, left, right, rest)
        if cut is not None:
            found.append(cut)
    return found


def _cut(match: re.Match[str], mark: str, left: str, right: str, rest: str) -> _Cut | None:
    start, end = match.span()
    if mark in ("–", "—", "-"):
        return _at_dash(start, end, left, right)
    if mark.startswith(","):
        return _at_comma(start, end, left, right, rest)
    if "/" in mark:
        return _at_slash(start, end, left, right, spaced=match.group() != "/")
    if mark == "with":
        told = _kind(right) in ("person", "post", "body")
        return _Cut(start, end, False, _doubt("with")) if told else None
    return _at_and(start, end, left, right, rest)


def _doubt(mark: str) -> str:
    return f"“{mark}” inside an owner's line may part two owners or belong to the name of one."


def _at_dash(start: int, end: int, left: str, right: str) -> _Cut | None:
    """A name beside a post is one owner; two posts or bodies are two, in doubt."""
    kinds = {_kind(left), _kind(right)}
    if "person" in kinds and kinds & {"post", "body"}:
        return None
    if kinds == {"post", "body"}:
        return _Cut(start, end, False, _doubt("–"))
    both = all(ROLE.search(text) is not None or ORGANISATION.search(text) is not None for text in (left, right))
    return _Cut(start, end, both or kinds == {"person"}, _doubt("–") if kinds != {"person"} else "")


def _at_comma(start: int, end: int, left: str, right: str, rest: str) -> _Cut | None:
    had = parts_of(left)
    kind, before = kind_of(right), kind_of(re.split(r",\s", left)[-1])
    if kind == "person":
        alone = had.post is not None and had.person is None and had.organisation is None
        return None if alone else _Cut(start, end, had != parts_of(""))
    if kind == "initials":
        return _Cut(start, end, before == "initials")
    if kind == "post":
        if is_acronym_of_post(right) and is_acronym_of_post(re.split(r",\s", left)[-1]):
            return _Cut(start, end, True)
        if kind_of(left) == "person" or (had.person and had.post is None):
            return None
        if ROLE.search(left) and (ROLE.search(right) or begins_as_post(rest)):
            return _Cut(start, end, True, _doubt(","))
        return None
    if kind == "body":
        if kind_of(left) == "body" or before == "body":
            sure = all(
                is_acronym_of_body(each) or ORGANISATION.search(each) for each in (re.split(r",\s", left)[-1], right)
            )
            return _Cut(start, end, True, "" if sure else _doubt(","))
        alone = had.post is not None and not had.person and not had.organisation and not _OF_A_BODY.fullmatch(had.post)
        if alone and _BESIDE.search(right):
            return _Cut(start, end, True, _doubt(","))
    return None


_BESIDE = re.compile(
    r"\b(?:forum|families|parents?|carers?|schools?|settings|headteachers|sencos?|partners)\b", re.IGNORECASE
)


_OF_A_BODY = re.compile(
    r"(?:interim\s|deputy\s|vice\s|acting\s)?(?:ceo|chief\s(?:executive|officer)|(?:co-?\s?)?chair(?:person)?s?|trustee|director"
    r"|manager|co-?ordinator)",
    re.IGNORECASE,
)


def _at_slash(start: int, end: int, left: str, right: str, *, spaced: bool) -> _Cut | None:
    kinds = (kind_of(left), kind_of(right))
    if parts_of(left).person and parts_of(right).person:
        return _Cut(start, end, True)
    if is_acronym_of_post(left) and is_acronym_of_post(right):
        return _Cut(start, end, True)
    if kinds[0] == kinds[1] and kinds[0] in ("person", "initials"):
        return _Cut(start, end, True)
    if is_initials(left) or is_initials(right):
        return _Cut(start, end, True, _doubt("/")) if "unknown" not in kinds else None
    if is_acronym_of_body(left) and (is_acronym_of_body(right) or kinds[1] == "body"):
        return _Cut(start, end, True)
    if ROLE.search(left) and ROLE.search(right):
        sure = spaced or (begins_as_post(right) and len(right.split()) > 1)
        return _Cut(start, end, sure, "" if sure else _doubt("/"))
    if kinds == ("post", "post"):
        sure = spaced or (is_acronym_of_post(left) and is_acronym_of_post(right))
        return _Cut(start, end, True, "" if sure else _doubt("/"))
    if spaced and set(kinds) <= {"post", "body", "person"}:
        return _Cut(start, end, True, _doubt("/"))
    return None


def _at_and(start: int, end: int, left: str, right: str, rest: str) -> _Cut | None:
    """ "and" parts two persons, two bodies known by their letters, and two posts where the second begins as one."""
    kinds = (_kind(left.rsplit(", ", 1)[-1]), _kind(right))
    if kinds[1] in ("person", "initials") and kinds[0] in ("person", "initials"):
        return _Cut(start, end, True)
    if is_acronym_of_body(right) and (kinds[0] == "body" or is_acronym_of_body(left)):
        return _Cut(start, end, True, _doubt("and") if parts_of(left).post else "")
    if kinds == ("person", "body"):
        return _Cut(start, end, True, _doubt("and"))
    if is_acronym_of_body(left) and kinds[1] in ("body", "post"):
        return _Cut(start, end, True, _doubt("and")) if kinds[1] == "body" else None
    if ROLE.search(left) and begins_as_post(rest) and not _UNENDED.search(left):
        return _Cut(start, end, True, _doubt("and"))
    if (kinds[1] == "person" and kinds[0] in ("post", "body")) or kinds == ("person", "post"):
        return _Cut(start, end, True, _doubt("and"))
    whole = (
        ORGANISATION.search(left) and ORGANISATION.search(right) and len(left.split()) > 1 and len(right.split()) > 1
    )
    return _Cut(start, end, True, _doubt("and")) if whole and not ROLE.search(left) else None


def _kind(text: str) -> Kind:
    """What a stretch names, what stands in brackets behind it left off."""
    return kind_of(re.sub(r"\s?\([^()]{0,80}\)\s?$", "", collapse(text)))


def _with_parts(owner: Owner, lines: Sequence[str]) -> Owner:
    told = parts_of(", ".join(lines))
    return msgspec.structs.replace(owner, person=told.person, post=told.post, organisation=told.organisation)


def _inside_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


def _owner(piece: Piece, part: str | None, ledger: Ledger) -> Owner:
    known: Part | None = None
    if part == "lead":
        known = "lead"
    elif part == "accountable":
        known = "accountable"
    labelled = _PART.match(piece.raw.lstrip())
    if labelled and piece.raw.lstrip()[labelled.end() :].strip():
        known = owner_part(labelled.group()) or known
        offset = len(piece.raw) - len(piece.raw.lstrip()) + labelled.end()
        ledger.place(piece.cut(0, offset), "label")
        piece = piece.cut(offset)
    ledger.place(piece, "value")
    told = parts_of(piece.text)
    return Owner(
        as_written=piece.text,
        person=told.person,
        post=told.post,
        organisation=told.organisation,
        part=known,
        where=piece.where(),
    )
