"""Feeds: any table of the store as CSV or Excel, its columns matched by their headings.

Headings match without regard to capitals, spaces, underscores and hyphens, and by each column's aliases. What a row has
beyond the table's columns stays with it; what this software reckons itself is left out, and both are said.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sendplan.records.columns import Column, Table
from sendplan.records.faults import Refused
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.sources.sheets import Mark, Merged, Row, Sheet, Workbook
from sendplan.records.sources.text import SEPARATORS, Separated, open_separated
from sendplan.records.staging import BATCH, Finding, Progress, Staging, no_progress
from sendplan.records.tables import LISTS, SHAPES

__all__ = ["FEEDS", "LINKS", "Matched", "columns_of", "folded_heading", "match", "read_feed", "tables_with"]

FEEDS: tuple[str, ...] = tuple(name for name in SHAPES if name != "published")
"""The tables that may come as feeds: all but DfE's figures, which come in DfE's own files."""

LINKS: tuple[Column, ...] = (
    Column("text", "Unique pupil number, where there is no person_id.", of_child=True, name="upn",
           aliases=("unique pupil number",)),
    Column("text", "NHS number, where there is no person_id.", of_child=True, name="nhs_number", aliases=("nhs no",)),
    Column("date", "Date of birth, beside a UPN or an NHS number.", of_child=True, name="born_on",
           aliases=("date of birth", "dob", "birth date")),
)  # fmt: skip
"""How a feed may say whose row it is without the person_id: a UPN or an NHS number, beside the date of birth."""

# DfE's list of schools has about 150 columns. Those that nothing here asks about are neither kept nor said.
_OF_MANY_COLUMNS = frozenset(LISTS)
# A school that opened before the dates that are read here is open on any of them.
_LONG_AGO = "[-/](0[0-9]|1[0-8])[0-9]{2}$|^(0[0-9]|1[0-8])[0-9]{2}[-/]"

_XLSX = b"PK\x03\x04"
_LISTED = 12


def folded_heading(text: str) -> str:
    """A heading in which capitals, spaces, underscores and hyphens make no difference."""
    return "".join(character for character in text.casefold() if character not in " _-‐‑–\t\r\n\u00a0")


def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """The columns that a feed of the table may send: its own but those reckoned here, and for rows about children the
    identifiers that may stand for a person_id."""
    own = tuple(column for column in table.columns() if not column.made)
    if table.name == "people" or "person_id" not in {column.name for column in own}:
        return own
    held = {column.name for column in own}
    return own + tuple(link for link in LINKS if link.name not in held)


@dataclass(frozen=True, slots=True)
class Matched:
    """How a file's headings match a table's columns.

    `at` is each column's place in the file, from 0; `unknown` and `made` are places of columns nobody knows, and of
    those that are reckoned here; `missing` are the required columns that are not there; `twice` are headings of the
    same column; `blank` are places without a heading.
    """

    table: type[Table]
    heads: tuple[str, ...]
    at: Mapping[str, int]
    unknown: tuple[int, ...]
    made: tuple[int, ...]
    missing: tuple[str, ...]
    twice: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether every required column is there."""
        return not self.missing

    @property
    def known(self) -> frozenset[int]:
        """The places of the headings that the table has, sent or reckoned."""
        return frozenset((*self.at.values(), *self.made))


def match(table: type[Table], heads: Sequence[str]) -> Matched:
    """Match the headings of a file to the columns of a table."""
    known = {folded_heading(each): column for column in columns_of(table) for each in (column.name, *column.aliases)}
    reckoned = {folded_heading(column.name) for column in table.columns() if column.made}
    at: dict[str, int] = {}
    unknown: list[int] = []
    made: list[int] = []
    twice: list[tuple[str, str]] = []
    for place, head in enumerate(heads):
        fold = folded_heading(head)
        column = known.get(fold)
        if column is None:
            (made if fold in reckoned else unknown).append(place)
        elif column.name in at:
            twice.append((heads[at[column.name]], head))
        else:
            at[column.name] = place
    linked = {"upn", "nhs_number"} & at.keys() and "born_on" in at
    missing = tuple(
        column.name
        for column in columns_of(table)
        if column.required and column.name not in at and not (column.name == "person_id" and linked)
    )
    return Matched(table, tuple(heads), at, tuple(unknown), tuple(made), missing, tuple(twice))


def tables_with(heads: Sequence[str]) -> tuple[str, ...]:
    """The feeds that the headings can be: those whose required columns are all among them, but none that knows only a
    part of the headings that another knows. More than one, and the headings do not say which."""
    found = [matched for name in FEEDS if (matched := match(SHAPES[name], heads)).whole]
    return tuple(each.table.name for each in found if not any(each.known < other.known for other in found))


class _Source(Protocol):
    """What a file's rows are read from."""

    heads: tuple[str, ...]
    place: str

    def rows(self) -> Iterator[tuple[int, list[str], Mapping[int, Mark]]]: ...


def read_feed(staging: Staging, path: Path, table: str, *, progress: Progress = no_progress) -> int:
    """Add a feed's rows to `raw_<table>`, as sent, and what was noticed in reading it to `issues`. The result is how
    many rows there were.

    Raises `Refused` in one sentence for a file that is not the table: a required column is missing, two columns have
    the same heading, there is no row, the encoding cannot be told.
    """
    declared = SHAPES[table]
    columns = tuple(column.name for column in columns_of(declared))
    staging.raw(table, columns)
    with path.open("rb") as stream:
        is_workbook = stream.read(4) == _XLSX
    if not is_workbook:
        text = open_separated(path)
        _told(staging, text, table)
        return _Feed(staging, declared, text.name, _Text(text), progress).read()
    with Workbook(path) as book:
        sheet = _sheet_of(book, declared, staging)
        return _Feed(staging, declared, book.name, _SheetRows(book, sheet), progress).read()


def _told(staging: Staging, text: Separated, table: str) -> None:
    found: list[Finding] = []
    if not text.sure:
        said = f": the first letter with an accent is on line {text.doubt_line}"
        found.append(READING_RULES["text-encoding"].finding(table, file=text.name, line=text.doubt_line, reason=said))
    if text.separator != ",":
        found.append(READING_RULES["text-separator"].finding(table, file=text.name, reason=SEPARATORS[text.separator]))
    staging.report(found)


class _Text:
    def __init__(self, text: Separated) -> None:
        self._text, self.heads, self.place = text, text.heads, ""

    def rows(self) -> Iterator[tuple[int, list[str], Mapping[int, Mark]]]:
        for line, fields in self._text.rows():
            yield line, fields, {}


class _SheetRows:
    """The rows under a sheet's first, and which of them are hidden."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self._book, self._sheet, self.place = book, sheet, sheet.name
        self.heads_row, self.heads = _heads(book, sheet)
        self.hidden = 0
        self.first_hidden: int | None = None

    def rows(self) -> Iterator[tuple[int, list[str], Mapping[int, Mark]]]:
        for row in self._book.rows(self._sheet):
            if row.number <= self.heads_row:
                continue
            if row.hidden:
                self.hidden += 1
                self.first_hidden = self.first_hidden or row.number
            width = max(len(self.heads), max(row.cells, default=0) + 1)
            yield row.number, [row.cells.get(column, "") for column in range(min(width, 16_384))], row.marks

    def merged(self) -> list[Merged]:
        return [area for area in self._book.merged(self._sheet) if area.last_row > self.heads_row]


def _heads(book: Workbook, sheet: Sheet) -> tuple[int, tuple[str, ...]]:
    row = next(book.rows(sheet), Row(0))
    width = max(row.cells, default=-1) + 1
    return row.number, tuple(" ".join(row.cells.get(column, "").split()) for column in range(min(width, 500)))


def _sheet_of(book: Workbook, table: type[Table], staging: Staging) -> Sheet:
    """The one sheet that is the table. Hidden ones are not read, and said."""
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    if not shown:
        raise Refused(book.name, None, None, "has no sheet that is not hidden", "show the sheet that has the rows")
    matched = {sheet.name: match(table, _heads(book, sheet)[1]) for sheet in shown}
    fit = [sheet for sheet in shown if matched[sheet.name].whole]
    named = [sheet for sheet in fit if folded_heading(sheet.name) == folded_heading(table.name)]
    chosen = named if len(named) == 1 else fit
    if len(chosen) > 1:
        names = ", ".join(f"“{sheet.name}”" for sheet in chosen)
        raise Refused(
            book.name, None, None, f"has more than one sheet of {table.name}: {names}", "load one sheet a file"
        )
    for sheet in book.sheets:
        if sheet.hidden:
            staging.report(
                [READING_RULES["sheet-hidden"].finding(table.name, value=sheet.name, file=book.name, place=sheet.name)]
            )
    if not chosen:
        nearest = max(shown, key=lambda sheet: len(matched[sheet.name].at))
        raise _missing(book.name, 1, matched[nearest.name], f"its sheet “{nearest.name}” lacks")
    return chosen[0]


def _missing(name: str, line: int, matched: Matched, lacks: str) -> Refused:
    heads = [head for head in matched.heads if head]
    found = ", ".join(heads[:_LISTED]) + (f" and {len(heads) - _LISTED} more" if len(heads) > _LISTED else "")
    columns = ", ".join(matched.missing)
    return Refused(
        name,
        line,
        None,
        f"{lacks} {'column' if len(matched.missing) == 1 else 'columns'} {columns} of {matched.table.name}; it has "
        f"{found or 'no headings'}",
        "add what is missing, or name it as the template does",
    )


@dataclass(slots=True)
class _Batch:
    values: dict[str, list[object]]
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0


class _Feed:
    """One file on its way into `raw_<table>`."""

    def __init__(
        self, staging: Staging, table: type[Table], name: str, source: _Text | _SheetRows, progress: Progress
    ) -> None:
        self._staging, self._table, self._name, self._source, self._progress = staging, table, name, source, progress
        self._matched = match(table, source.heads)
        self._columns = {column.name: column for column in columns_of(table)}
        self._at = {place: column for column, place in self._matched.at.items()}
        self._beyond: set[int] = set()
        self._many = table.name in _OF_MANY_COLUMNS

    def read(self) -> int:
        self._refuse()
        self._report_headings()
        first = self._staging.rows_in()[self._table.name]
        merged = self._source.merged() if isinstance(self._source, _SheetRows) else []
        batch = self._fresh()
        count = 0
        for line, fields, marks in self._source.rows():
            count += 1
            self._row(batch, first + count, line, fields, marks, merged)
            if batch.rows >= BATCH:
                self._flush(batch)
                batch = self._fresh()
                self._progress(f"Reading {self._name}", count, None)
        self._flush(batch)
        if count == 0:
            raise Refused(self._name, None, None, "has headings and no rows", "export it again with its rows")
        self._report_rest()
        if self._many:
            self._staging.con.execute(
                f"UPDATE raw_{self._table.name} SET opened_on = NULL"
                f" WHERE regexp_matches(trim(opened_on), '{_LONG_AGO}')"
            )
        self._progress(f"Reading {self._name}", count, count)
        return count

    def _refuse(self) -> None:
        matched = self._matched
        if matched.twice:
            one, other = matched.twice[0]
            both = f"“{one}” stands twice" if one == other else f"“{one}” and “{other}” are the same column"
            raise Refused(self._name, 1, None, f"{both}, and which one counts cannot be told", "delete one of the two")
        if matched.missing:
            raise _missing(self._name, 1, matched, "lacks the")

    def _report_headings(self) -> None:
        unknown, made = READING_RULES["heading-unknown"], READING_RULES["heading-made"]
        place = self._source.place
        asked = () if self._many else self._matched.unknown
        for rule, places in ((unknown, asked), (made, self._matched.made)):
            self._staging.report(
                rule.finding(self._table.name, value=self._source.heads[at], file=self._name, line=1, place=place)
                for at in places
                if self._source.heads[at]
            )

    def _fresh(self) -> _Batch:
        return _Batch({name: [] for name in ("row_no", "source_line", "extra", *self._columns)})

    def _flush(self, batch: _Batch) -> None:
        if batch.rows:
            here = {"source_file": [self._name] * batch.rows, "place": [self._source.place] * batch.rows}
            self._staging.add(self._table.name, {**batch.values, **here})
        self._staging.report(batch.findings)

    def _row(
        self, batch: _Batch, row_no: int, line: int, fields: list[str], marks: Mapping[int, Mark], merged: list[Merged]
    ) -> None:
        batch.rows += 1
        values = batch.values
        values["row_no"].append(row_no)
        values["source_line"].append(line)
        for name in self._columns:
            at = self._matched.at.get(name)
            values[name].append(fields[at] if at is not None and at < len(fields) else None)
        values["extra"].append(self._extra(fields))
        wide = len(self._source.heads)
        long = [text for text in fields[wide:] if text.strip()]
        if (len(fields) < wide or long) and isinstance(self._source, _Text):
            said = f"{len(fields)} fields under {wide} headings"
            batch.findings.append(self._found("row-ragged", row_no, line, None, None, said))
        for at, mark in marks.items():
            self._marked(batch, row_no, line, at, mark, fields)
        for area in merged:
            if area.first_row <= line <= area.last_row:
                for at in range(area.first_column, min(area.last_column, wide - 1) + 1):
                    if at in self._at and area.covers(line, at):
                        batch.findings.append(self._found("cell-merged", row_no, line, self._at[at], None, str(area)))

    def _extra(self, fields: list[str]) -> str | None:
        heads = self._source.heads
        kept: dict[str, str] = {}
        for at in (*(() if self._many else self._matched.unknown), *range(len(heads), len(fields))):
            if at < len(fields) and fields[at].strip():
                head = heads[at] if at < len(heads) and heads[at] else f"column {at + 1}"
                while head in kept:
                    head += " (again)"
                kept[head] = fields[at]
                if at >= len(heads) or not heads[at]:
                    self._beyond.add(at)
        return json.dumps(kept, ensure_ascii=False) if kept else None

    def _marked(self, batch: _Batch, row_no: int, line: int, at: int, mark: Mark, fields: list[str]) -> None:
        column = self._at.get(at)
        if column is None:
            return
        value = fields[at] if at < len(fields) else None
        kind = self._columns[column].kind
        if mark == "formula":
            batch.findings.append(self._found("cell-formula", row_no, line, column, None, None))
        elif mark == "imprecise" and kind in ("key", "text", "code"):
            batch.findings.append(self._found("identifier-number", row_no, line, column, value, None))
            batch.values[column][-1] = None
        elif mark == "percent" and kind in ("decimal", "whole"):
            batch.findings.append(self._found("number-percent", row_no, line, column, value, None))

    def _found(
        self, rule: str, row_no: int, line: int, column: str | None, value: str | None, reason: str | None
    ) -> Finding:
        return READING_RULES[rule].finding(
            self._table.name, row_no=row_no, column=column, value=value, file=self._name, line=line,
            place=self._source.place, reason=reason,
        )  # fmt: skip

    def _report_rest(self) -> None:
        source = self._source
        found = [
            READING_RULES["heading-unknown"].finding(
                self._table.name, value=f"column {at + 1}", file=self._name, line=1, place=source.place,
                reason=": it has no heading",
            )
            for at in sorted(self._beyond)
        ]  # fmt: skip
        if isinstance(source, _SheetRows) and source.hidden:
            rows = "1 row is hidden" if source.hidden == 1 else f"{source.hidden:,} rows are hidden"
            found.append(
                READING_RULES["rows-hidden"].finding(
                    self._table.name, file=self._name, line=source.first_hidden, place=source.place, reason=rows
                )
            )
        self._staging.report(found)
