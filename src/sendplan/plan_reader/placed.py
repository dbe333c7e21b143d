"""Placed + unplaced = the document: where every character of a document went."""

from __future__ import annotations

from dataclasses import dataclass

from sendplan.formats.document import Document
from sendplan.plan_reader.draft import Draft
from sendplan.plan_reader.ledger import PlacedSpan, Span
from sendplan.plan_reader.read import read_with_ledger

__all__ = ["Coverage", "coverage"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every character of every run that is not white space, exactly once: in ``placed`` or in ``unplaced``.

    A placed span says what it was used as: a ``value`` (it is in the draft in so many words), a ``label`` (it says
    what a value is: a heading, a header row) or a ``mark`` (a bullet, dash or comma between values).
    """

    draft: Draft
    placed: tuple[PlacedSpan, ...]
    unplaced: tuple[Span, ...]


def coverage(document: Document) -> Coverage:
    """Read a document and account for its characters. ``draft`` is the reading before its lint."""
    draft, ledger = read_with_ledger(document)
    return Coverage(draft, tuple(ledger.placed()), tuple(ledger.unplaced()))
