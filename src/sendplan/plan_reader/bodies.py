"""Governance bodies: from their own headings, and from sentences on who monitors, reports and holds to account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sendplan.plan_reader.draft import Body, Where
from sendplan.plan_reader.ledger import Piece, collapse
from sendplan.plan_reader.wording import sentence_starts

__all__ = ["BodyText", "bodies_of", "body_heading"]

_NOUN = (
    r"(?:boards?|committees?|councils?|partnerships?|cabinet|body|bodies|groups?|forums?|teams?|panels?"
    r"|executive|trusts?|alliance|services?"
    r"|network|commission|assembly|department\sfor\seducation|england)"
)
_ENDS_IN_NOUN = re.compile(rf"\b{_NOUN}(?:\s\([^()]{{1,40}}\))?$", re.IGNORECASE)
_REPORTING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("monitors", re.compile(r"\b(?:monitored|overseen)(?:\s\w+ly)?\sby\s", re.IGNORECASE)),
    ("reported_through", re.compile(r"\breport(?:ed|s|ing)?\s(?:\w+\s)?through\s", re.IGNORECASE)),
    ("reported_to", re.compile(r"\breport(?:ed|s|ing)?\s(?:\w+\s)?(?:in)?to\s", re.IGNORECASE)),
    ("holds_to_account", re.compile(r"\bheld\sto\saccount\b.{0,120}?\bby\s", re.IGNORECASE)),
)
_MEETS = re.compile(
    r"\b(?:meets?|meeting)\s(?P<when>(?:every\s\w+(?:\s\w+)?|bi-?monthly|monthly|quarterly|weekly|fortnightly"
    r"|termly|half[\s-]termly|annually"
    r"|six[\s-]weekly|\w+\stimes\sa\syear))\b",
    re.IGNORECASE,
)
_CHAIR = re.compile(
    r"\b(?:has|have"
    r"|with)\s(?:an?\s)?(?P<chair>(?:the\ssame\s)?independent\schair(?:\sas\s(?:the\s)?[A-Z][\w’ ]{3,80}?)?)"
    r"(?=\s(?:and|to)\b|[.,;])"
    r"|\bchaired\sby\s(?P<by>[^.;]{3,120})",
)
_PURPOSE = re.compile(
    r"\bto\s(?P<purpose>(?:oversee|advise|guide|monitor|steer|scrutinise|provide|assure|drive)\b[^.;]{3,300})"
    r"|\bwill\s(?P<will>(?:monitor|oversee|advise|drive|scrutinise|steer)\b[^.;]{3,300})",
)
_MEMBERS = re.compile(
    r"\b(?:includes?|including|comprises|made\sup\sof|membership\sincludes)\s(?P<members>[^.;]{3,400}[.;]?)"
)
_ADVISES = re.compile(r"\badvise(?:\sand\sguide|s)?\s(?:the\s)?\w+", re.IGNORECASE)


@dataclass(slots=True)
class BodyText:
    """A body's heading and the paragraphs under it."""

    heading: Piece
    paragraphs: list[Piece] = field(default_factory=list)


def body_heading(text: str) -> bool:
    """True for a short line that is a body's name and no sentence."""
    line = collapse(text)
    words = line.split()
    return (
        1 < len(words) <= 10
        and line[0].isupper()
        and not line.endswith((".", ",", ";", ":"))
        and bool(_ENDS_IN_NOUN.search(line))
    )


def bodies_of(headed: Sequence[BodyText], prose: Sequence[Piece]) -> tuple[Body, ...]:
    """Bodies with a heading of their own first, in order, then those named in sentences; one entry a name."""
    named: dict[str, tuple[str, Where]] = {}
    for piece in prose:
        for name, reporting in _named_in(piece.text):
            named.setdefault(_key(name), (reporting, piece.where()))
    found: list[Body] = []
    seen: set[str] = set()
    for text in headed:
        name = text.heading.text
        known = named.get(_key(name))
        found.append(_described(text, known[0] if known else None))
        seen.add(_key(name))
    for piece in prose:
        for name, reporting in _named_in(piece.text):
            if _key(name) not in seen:
                seen.add(_key(name))
                found.append(Body(name=name, reporting=reporting, where=piece.where()))
    return tuple(found)


def _key(name: str) -> str:
    return re.sub(r"\s\([^()]*\)$|^the\s", "", name.lower()).replace("’", "'").strip()


def _described(text: BodyText, reporting: str | None) -> Body:
    prose = " ".join(piece.text for piece in text.paragraphs)
    chair, meets, purpose, members = (pattern.search(prose) for pattern in (_CHAIR, _MEETS, _PURPOSE, _MEMBERS))
    if reporting is None and _ADVISES.search(prose):
        reporting = "advises"
    return Body(
        name=text.heading.text,
        reporting=reporting,
        chair=_first(chair),
        meets=meets["when"] if meets else None,
        purpose=_first(purpose),
        members=members["members"] if members else None,
        where=Piece.join([text.heading, *text.paragraphs]).where(),
    )


def _first(match: re.Match[str] | None) -> str | None:
    return next((group.strip() for group in match.groups() if group), None) if match else None


def _named_in(text: str) -> Iterator[tuple[str, str]]:
    """Each body a paragraph names after words of reporting, and what those words say of it."""
    starts = [*sentence_starts(text), len(text)]
    for start, end in pairwise(starts):
        sentence = text[start:end].strip()
        marks = sorted(
            (match.start(), match.end(), reporting)
            for reporting, pattern in _REPORTING
            for match in pattern.finditer(sentence)
        )
        for at, (_, after, reporting) in enumerate(marks):
            stop = marks[at + 1][0] if at + 1 < len(marks) else len(sentence)
            for name in _names(sentence[after:stop]):
                yield name, reporting


def _names(clause: str) -> Iterator[str]:
    """The bodies in a list such as "the A Board, B Committee and C and D Partnership (CDP)"."""
    before, *rest = re.split(r"\s[–—-]\s", clause, maxsplit=1)
    parts = re.split(
        r"(,\s(?:and\s)?(?:the\s)?|\s(?:and|&)\s(?:the\s)?)",
        re.sub(r"[,\s]+(?:and|is|are)?\s*(?:also\s*)?$", "", (rest[0] if rest else before).strip(" .")),
    )
    pending = ""
    for at in range(0, len(parts), 2):
        joined = f"{pending}{parts[at - 1]}{parts[at]}" if pending else parts[at]
        capital = re.search(r"(?<![\w’'(])[A-Z]", joined)
        name = joined[capital.start() :].strip() if capital else ""
        if not name:
            pending = ""
        elif _ENDS_IN_NOUN.search(name):
            yield name
            pending = ""
        else:
            pending = name if at + 1 < len(parts) and not parts[at + 1].startswith(",") else ""
