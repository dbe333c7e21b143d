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
_PARTING = re.compile(r"\s[–—-]\s|,\s")


def person(piece: Piece) -> Person | None:
    """ "Name (Role, Organisation)", "Name – Role, Organisation" or "Name, Role": None when it is not a name."""
    text = collapse(piece.text)
    name, inside = _parted(text.rstrip(" .,;"))
    if not inside:
        return Person(name=text, where=piece.where()) if _name_like(text) else None
    role, organisation = _parts(inside)
    return Person(name=name, role=role, organisation=organisation, where=piece.where())


def _parted(text: str) -> tuple[str, str]:
    """A name and what stands in brackets, or after a dash or comma, behind it; neither is long in a real list."""
    name, bracket, inside = text.partition("(")
    if bracket and inside.endswith(")") and "(" not in inside:
        inside = inside[:-1]
    else:
        name, *rest = _PARTING.split(text, maxsplit=1)
        inside = rest[0] if rest else ""
    name, inside = name.strip(), inside.strip()
    return (name, inside) if 2 <= len(name) <= 120 and 2 <= len(inside) <= 300 else (text, "")


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
