"""Columns told by their cells where their headings leave it open: "Target" over dates, "Delivered by" over officers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from sendplan.plan_reader.columns import Column, Columns
from sendplan.plan_reader.due_words import read_due_cell
from sendplan.plan_reader.header_words import OWNERS, Field, label_of
from sendplan.plan_reader.people import ORGANISATION, ROLE
from sendplan.plan_reader.table_grid import Row

__all__ = ["settled"]

_MOST = 0.6
_OWNER_WORDS = 16
_NOT_DUE = re.compile(
    r".*\b(?:start|began|begun|added|raised|opened|updated?|reviewed|closed|baseline|rag|progress)\b.*", re.IGNORECASE
)
_NOT_OWNER = re.compile(
    r".*\b(?:updated?\sby|author|reviewer|monitored|quality|funded|budget|evidence|resources?)\b.*", re.IGNORECASE
)


def settled(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns of a table of actions, those whose cells say what they are named by them."""
    texts = {
        column.index: [cell.text for row in rows if (cell := row[column.index]) is not None and cell.text]
        for column in columns.columns
    }
    made = list(columns.columns)
    if len(columns.of("due")) > 1 or not columns.has(*OWNERS):
        for at, column in enumerate(made):
            said = texts[column.index]
            if column.field == "due" and _share(said, _is_due) < 1 - _MOST and _share(said, _is_officer) >= _MOST:
                made[at] = replace(column, field="owner")
    if not any(column.field == "due" for column in made):
        _give(made, texts, "due", _is_due, _NOT_DUE)
    if not any(column.field in OWNERS for column in made):
        _give(made, texts, "owner", _is_officer, _NOT_OWNER)
    return replace(columns, columns=tuple(made))


def _give(
    made: list[Column],
    texts: dict[int, list[str]],
    field: Field,
    reads: Callable[[str], bool],
    never: re.Pattern[str],
) -> None:
    """The first column that is nothing yet and whose cells nearly all read as this field becomes it."""
    for at, column in enumerate(made):
        if column.field != "other" or not column.label or never.fullmatch(label_of(column.label)):
            continue
        if _share(texts[column.index], reads) >= _MOST:
            made[at] = replace(column, field=field)
            return


def _share(texts: Sequence[str], reads: Callable[[str], bool]) -> float:
    return sum(1 for text in texts if reads(text)) / len(texts) if texts else 0.0


def _is_due(text: str) -> bool:
    if len(text.split()) > 12:
        return False
    return read_due_cell(text).due.kind not in ("blank", "not_understood")


def _is_officer(text: str) -> bool:
    short = len(text.split()) <= _OWNER_WORDS and not text.endswith((".", "!", "?"))
    return short and bool(ROLE.search(text) or ORGANISATION.search(text))
