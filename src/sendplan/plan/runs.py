"""A document's text with its places, as kept beside what was read from it. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from sendplan.plan_reader.guarded import ReadRun

__all__ = ["KeptRun", "from_json", "to_json"]


class KeptRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run: its number in reading order from 0, its text as it stood, its line where the document has lines, and
    its place in words."""

    number: int
    text: str
    line: int | None
    place: str


def to_json(runs: Iterable[ReadRun]) -> bytes:
    """Every run of a reading as UTF-8 JSON."""
    return msgspec.json.encode(
        [KeptRun(number=run.number, text=run.text, line=run.where.line, place=run.place) for run in runs]
    )


def from_json(data: str | bytes) -> tuple[KeptRun, ...]:
    """The runs back again; raises ``msgspec.ValidationError`` (a ValueError) naming the field that is wrong."""
    return msgspec.json.decode(data, type=tuple[KeptRun, ...])
