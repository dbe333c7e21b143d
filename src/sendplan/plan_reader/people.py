"""Names with roles and organisations, as front matter lists them."""

from __future__ import annotations

import re

from sendplan.plan_reader.draft import Person
from sendplan.plan_reader.ledger import Piece, collapse

__all__ = ["ORGANISATION", "ROLE", "person"]

ORGANISATION = re.compile(
    r"\b(?:council|nhs|department|board|trust|partnership|england|ofsted|cqc|commission|group|university"
    r"|authority|ltd|limited|agency|ics|icb|ccg"
    r"|dfe|college|forum|service|association|charity|alliance)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:directors?|heads?|chief|officers?|leads?|managers?|advis[eo]r|chair|commissioner|executive|deputy"
    r"|interim|secretary|member|nurse|doctor"
    r"|consultant|principal|coordinator|councillor|leader|president|sponsor|inspector|dco|dmo|dsco)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"(?P<name>[^(]{2,120}?)\s*\((?P<inside>[^()]{2,300})\)\s*[.,;]?")
_DASHED = re.compile(r"(?P<name>[^–—,(]{2,120}?)\s*(?:\s[–—-]\s|,\s)(?P<inside>.{2,300}?)\s*[.;]?")


def person(piece: Piece) -> Person | None:
    """ "Name (Role, Organisation)", "Name – Role, Organisation" or "Name, Role": None when it is not a name."""
    text = collapse(piece.text)
    match = _BRACKETS.fullmatch(text) or _DASHED.fullmatch(text)
    if match is None:
        return Person(name=text, where=piece.where()) if _name_like(text) else None
    role, organisation = _parts(match["inside"])
    return Person(name=match["name"].strip(), role=role, organisation=organisation, where=piece.where())


def _name_like(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words) and not text.endswith((".", ":"))


def _parts(inside: str) -> tuple[str | None, str | None]:
    head, comma, last = inside.rpartition(",")
    if comma and ORGANISATION.search(last):
        return head.strip(), last.strip()
    if ORGANISATION.search(inside) and not ROLE.search(inside):
        return None, inside.strip()
    return inside.strip(), None
