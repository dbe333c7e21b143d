"""Doubts: where the document can be read in more than one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sendplan.plan.queries.pages.frame import Place

__all__ = ["DoubtShown", "Reading"]

Reading = tuple[tuple[str, str], ...]
"""What each part of an item says in one reading, as the document writes it: (``starting figure``, ``“TBC”``)."""


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """A place where the reader chose one of several readings.

    ``label`` is the item's own (``A15``, ``A-K12``) and ``id`` leads to its page once it is adopted. ``field`` is
    the part of it in doubt, in words (``outcomes``). ``preferred`` is what was read, as far as it is in doubt;
    each of ``others`` says only what differs from that. ``evidence`` is why, in a sentence or more. ``anchor`` is
    unique on a page.
    """

    kind: Literal["action", "target"]
    label: str
    id: str | None
    field: str
    place: Place
    anchor: str
    preferred: Reading
    others: tuple[Reading, ...]
    evidence: str
