"""A document's text with its places, as kept beside what was read from it. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from sendplan.formats.document import Document, Heading, ListItem, Run, Table

__all__ = ["KeptRun", "from_json", "kept_runs", "to_json"]

BlockName = Literal["heading", "paragraph", "list_item", "cell", "caption"]


class KeptRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run: its number in reading order from 0, its text as it stood, the sort of block it stood in, its line where
    the document has lines, and its place in words."""

    number: int
    text: str
    block: BlockName
    line: int | None
    place: str


def _kept(run: Run, block: BlockName) -> KeptRun:
    return KeptRun(number=run.number, text=run.text, block=block, line=run.place.line, place=run.place.words())


def kept_runs(document: Document) -> Iterator[KeptRun]:
    """Every run of ``document`` in reading order."""
    for block in document.blocks:
        if isinstance(block, Table):
            if block.caption is not None:
                yield _kept(block.caption, "caption")
            for cell in block.cells:
                for run in cell.runs:
                    yield _kept(run, "cell")
        elif isinstance(block, Heading):
            yield _kept(block.run, "heading")
        elif isinstance(block, ListItem):
            yield _kept(block.run, "list_item")
        else:
            yield _kept(block.run, "paragraph")


def to_json(document: Document) -> bytes:
    """The runs of ``document`` as UTF-8 JSON."""
    return msgspec.json.encode(tuple(kept_runs(document)))


def from_json(data: str | bytes) -> tuple[KeptRun, ...]:
    """The runs back again; raises ``msgspec.ValidationError`` (a ValueError) naming the field that is wrong."""
    return msgspec.json.decode(data, type=tuple[KeptRun, ...])
