"""What the guarded child says to its parent: a reading or a refusal, as JSON, or an exit status."""

from __future__ import annotations

from typing import Final

import msgspec

from sendplan.plan_reader.draft import Draft, Where

__all__ = ["TOO_MUCH", "Answer", "ReadRun", "Reading", "Refusal"]

TOO_MUCH: Final = 3
"""The exit status that says memory or depth ran out; any other but nought is a fault of this software."""


class ReadRun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of the document's text and its place, for showing the source beside the reading."""

    number: int
    text: str
    place: str
    where: Where


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft, the runs it was read from in reading order, and sentences on how the bytes were read."""

    draft: Draft
    runs: tuple[ReadRun, ...]
    remarks: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    """What the child says instead of a reading."""

    reason: str
    remedy: str


class Answer(msgspec.Struct, frozen=True):
    """What the child prints: a reading or a refusal."""

    reading: Reading | None = None
    refusal: Refusal | None = None
