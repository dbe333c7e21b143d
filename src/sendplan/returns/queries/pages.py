"""What the queries give: plain values, with the words a page shows. None of it is a row of a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

__all__ = [
    "IN_A_WORKBOOK",
    "Counts",
    "Covers",
    "HistoryPage",
    "IssueRow",
    "LoadPage",
    "LoadRow",
    "RowPage",
    "RulePage",
    "RuleRow",
    "Seen",
    "Working",
]

IN_A_WORKBOOK: Final = 100_000
"""The most rows a workbook of issues holds; the page says so where there are more."""


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One load. ``in_store`` is its id in the store, empty where nothing of it was put in force. ``came``, ``loaded``
    and ``aside`` are rows, ``issues`` how many things were found."""

    id: str
    in_store: str
    state: str
    state_words: str
    in_force: bool
    kind: str
    files: tuple[str, ...]
    partial: bool
    on: dt.date
    by: str
    came: int
    loaded: int
    aside: int
    issues: int
    words: str
    undone_words: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every load of the area, newest first. ``may_load`` says why the viewer may not load now, None where they may."""

    loads: tuple[LoadRow, ...]
    may_load: str | None


@dataclass(frozen=True, slots=True)
class Working:
    """How far a load has come: ``percent`` None where it is not known of how much."""

    what: str
    done_words: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one module or feed: those that came, those loaded, those set aside."""

    name: str
    came: int
    loaded: int
    aside: int


@dataclass(frozen=True, slots=True)
class Covers:
    """A table and the days it speaks for, both included."""

    table: str
    since: dt.date
    last_day: dt.date
    rows: int


@dataclass(frozen=True, slots=True)
class Seen:
    """How often a rule found something in one load."""

    on: dt.date
    count: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that found something. ``trend`` is how often it did in the loads of the same kind up to this one, oldest
    first, this one last."""

    id: str
    severity: str
    severity_words: str
    title: str
    count: int
    trend: tuple[Seen, ...]
    trend_words: str


@dataclass(frozen=True, slots=True)
class LoadPage:
    """One load. ``may_read`` and ``may_undo`` say why the viewer may not, None where they may. ``rows_kept`` tells
    whether the rows at fault can still be opened, ``in_workbook`` how many of the issues a workbook holds."""

    load: LoadRow
    working: Working | None
    modules: tuple[Counts, ...]
    covers: tuple[Covers, ...]
    rules: tuple[RuleRow, ...]
    may_read: str | None
    may_undo: str | None
    rows_kept: bool
    in_workbook: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One thing found: where, what, why and what to do. ``records`` is ``table`` in words. ``row_no`` is None where a
    whole file or column is meant, or where nothing of the file was kept; ``child`` is the key under which the read is
    written down."""

    rule: str
    severity_words: str
    file: str
    place: str
    line: int | None
    table: str
    records: str
    row_no: int | None
    column: str
    value: str | None
    reason: str
    remedy: str
    child: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """One page of what one rule found in one load. ``page`` counts from 1. ``left_out`` says how many there were that
    were not kept: of files of which nothing was loaded only the first are."""

    load: LoadRow
    rule: RuleRow
    wording: str
    source: str
    remedy: str
    rows: tuple[IssueRow, ...]
    page: int
    total: int
    left_out: int


@dataclass(frozen=True, slots=True)
class RowPage:
    """One row as it came, and what was found in it. ``became`` are the rows of tables it was made into: each a table's
    name with its columns and values."""

    load: LoadRow
    table: str
    row_no: int
    where: str
    sentence: str
    fields: tuple[tuple[str, str], ...]
    became: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    issues: tuple[IssueRow, ...]
