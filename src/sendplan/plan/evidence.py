"""What evidence may be, and who may say whether it stands: the rules, with their reasons. Plain Python."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Final, Literal
from urllib.parse import urlsplit

from sendplan.plan import rules
from sendplan.plan.criteria import STRENGTHS
from sendplan.plan.wording import day

__all__ = [
    "KINDS",
    "KIND_WORDS",
    "LONGEST_LINK",
    "LONGEST_UNIT",
    "EvidenceKind",
    "as_figure",
    "by_another",
    "decided_already",
    "figure_day",
    "kind_of_evidence",
    "link_address",
    "refused_with_reason",
    "strength_of",
    "unit_of",
]

EvidenceKind = Literal["file", "link", "figure", "families"]

KIND_WORDS: dict[EvidenceKind, str] = {
    "file": "a file",
    "link": "a link",
    "figure": "a figure",
    "families": "what families say",
}
KINDS: tuple[EvidenceKind, ...] = tuple(KIND_WORDS)

LONGEST_LINK: Final = 2000
LONGEST_UNIT: Final = 60


def kind_of_evidence(kind: str) -> str | None:
    """Why ``kind`` is no kind of evidence."""
    if kind in KIND_WORDS:
        return None
    return "Choose what the evidence is: a file, a link, a figure or what families say."


def strength_of(strength: str, kind: str) -> str | None:
    """Why evidence of ``kind`` cannot rest on ``strength``."""
    if strength not in STRENGTHS:
        return (
            "Choose what the evidence rests on: somebody was told, somebody saw it, it was measured, "
            "or families say so themselves."
        )
    if kind == "families" and strength != "families":
        return "What families say rests on families saying so themselves: choose that, or another kind of evidence."
    return None


def link_address(link: str) -> str | None:
    """Why ``link`` is no address that somebody else could open."""
    link = link.strip()
    if not link:
        return "Give the address of the page, such as https://www.example.org/minutes."
    if len(link) > LONGEST_LINK:
        return f"The address has {len(link):,} characters and may have {LONGEST_LINK:,}. Give a shorter one."
    if any(character.isspace() or not character.isprintable() for character in link):
        return "The address has a space or a line end in it. Copy it again from the browser's address bar."
    try:
        parts = urlsplit(link)
        host, named = parts.hostname, parts.username is not None or parts.password is not None
    except ValueError:
        return "This is not an address that can be opened. Copy it again from the browser's address bar."
    if parts.scheme not in {"http", "https"} or not host or "." not in host.strip("."):
        return (
            "The address must begin with https:// or http:// and name a site, such as https://www.example.org/minutes."
        )
    if named:
        return "The address has a name or a password in it, which everybody would see. Take it out."
    return None


def as_figure(typed: str) -> Decimal | str:
    """The figure somebody typed (``59.9``, ``1,600``, ``45%``), or why it is none."""
    text = typed.strip().removesuffix("%").strip().replace(",", "")
    if not text:
        return "Give the figure, such as 45 or 59.9."
    try:
        # Python would read 1_000 and digits of other scripts too.
        if not text.isascii() or not set(text) <= set("0123456789.+-"):
            raise InvalidOperation
        value = Decimal(text)
    except InvalidOperation:
        return f"“{typed.strip()[:40]}” is not a figure. Write it in digits, such as 45 or 59.9."
    return rules.figure_fits(value, "this evidence") or value


def unit_of(unit: str) -> str | None:
    """Why ``unit`` cannot be kept; an empty one is a count."""
    if len(unit.strip()) > LONGEST_UNIT:
        return (
            f"The unit has {len(unit.strip())} characters and may have {LONGEST_UNIT}. Say it shorter, such as weeks."
        )
    if not unit.strip().isprintable():
        return "The unit holds a character that cannot be kept. Type it again."
    return None


def figure_day(on: dt.date | None, today: dt.date) -> str | None:
    """Why a figure cannot be of the day ``on``."""
    if on is None:
        return "Say which day the figure is of."
    if on > today:
        return f"{day(on)} has not come yet, so there is no figure of that day. Give the day it was counted."
    if on.year < 1990:
        return f"{day(on)} is too long ago to show anything of this plan. Give the day it was counted."
    return None


def by_another(author_id: int, viewer_id: int) -> str | None:
    """Why the viewer may not say whether evidence stands."""
    if author_id != viewer_id:
        return None
    return "You gave this evidence, so somebody else has to say whether it stands."


def decided_already(accepted: bool, by_name: str, on: dt.date) -> str:
    """Why evidence is not decided on a second time."""
    done = "confirmed" if accepted else "refused"
    return f"{by_name} {done} this evidence on {day(on)}, and that stands. If things have changed, give new evidence."


def refused_with_reason(accepted: bool, text: str) -> str | None:
    """Why a confirmation cannot be kept with these words: a refusal says why, what is accepted may."""
    if accepted and not text.strip():
        return None
    return rules.said_text(text, "a reason")
