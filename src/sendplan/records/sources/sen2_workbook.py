"""The SEN2 return as a workbook: DfE's data entry template, and the workbooks that suppliers make before submission.

The template is one sheet with a table under the title of each record; a supplier's workbook has a sheet for each. Both
join their tables by a person's id and a request's id. Headings are matched without regard to case and spacing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sendplan.records.faults import Refused
from sendplan.records.modules import HEADER, MODULES, Module
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.items import Fault, Strangers, columns_of, extra_of, fold, meaning
from sendplan.records.sources.keyed import Keyed, KeyedRows, report_more_than_one
from sendplan.records.sources.returned import keep_header
from sendplan.records.sources.sheets import Row, Sheet, Workbook
from sendplan.records.staging import BATCH, Progress, Staging, no_progress
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["Layout", "layout_of", "read_sen2_workbook"]

Layout = Literal["template", "sheets"]

_LOOKED_AT = 200
_BETWEEN = "\x1f"
_PERSON_KEYS = frozenset(("personid", "personrecordid", "persontableid", "person"))
_REQUEST_KEYS = frozenset(
    ("requestsrecordid", "requestrecordid", "requestsid", "requestid", "requeststableid", "requests")
)
# Keys of a record's own, and what exports put beside them: nothing joins by them.
_TECHNICAL = ("recordid", "tableid", "orderseqcolumn", "nativeid", "sourceid")


def _names(module: Module) -> frozenset[str]:
    """How a table of the module may be titled, or its sheet called."""
    plain = module.title.removesuffix(" Records").removesuffix(" Record")
    stems = {fold(each) for each in (module.tag, module.name, plain)}
    stems |= {stem.removesuffix("s") for stem in stems}
    return frozenset(stem + ending for stem in stems for ending in ("", "s", "record", "records", "srecords"))


_TITLED: dict[str, str] = {title: module.name for module in (HEADER, *MODULES.values()) for title in _names(module)}


def _titles(row: Row) -> str | None:
    """The module that a row is the title of in the template."""
    first = row.cells[min(row.cells)] if row.cells else ""
    words = fold(first)
    return _TITLED.get(words) if words.endswith(("record", "records")) and len(row.cells) <= 2 else None


def layout_of(book: Workbook) -> Layout | None:
    """Which of the two kinds of SEN2 workbook it is, or None when it is neither."""
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    named = {_TITLED.get(fold(sheet.name)) for sheet in shown}
    for sheet in shown:
        titled: set[str | None] = set()
        for looked, row in enumerate(book.rows(sheet)):
            titled.add(_titles(row))
            if {"person", "requests"} <= titled:
                return "template"
            if looked > _LOOKED_AT and not titled - {None}:
                break
    return "sheets" if {"person", "requests"} <= named else None


def read_sen2_workbook(
    path: Path, staging: Staging, given: Given | None = None, progress: Progress = no_progress
) -> Header:
    """Fill the raw tables of the return's modules; gives the header.

    `given` says what the workbook does not: suppliers' workbooks have no header. Raises `Refused` when that is missing,
    or a table or a key is.
    """
    with Workbook(path) as book:
        layout = layout_of(book)
        if layout is None:
            raise Refused(book.name, None, None, *_NOT_ONE)
        sent = _header_of(book, layout)
        header = Header.read(sent, book.name, given)
        _Reading(book, layout, staging, header.year, progress).read()
        keep_header(staging, header, sent, book.name)
    report_more_than_one(staging)
    return header


_NOT_ONE = (
    "is not a SEN2 workbook, with DfE's titles (“Person Record”, “Requests Records”) or sheets Person and Requests",
    "choose DfE's data entry template, or a workbook with a sheet for each record",
)


@dataclass(frozen=True, slots=True)
class _Section:
    """A row and the table it stands in: the module, and whether the row is its headings."""

    sheet: Sheet
    module: str
    row: Row
    heads: bool


def _sections(book: Workbook, layout: Layout) -> Iterator[_Section]:
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        module = _TITLED.get(fold(sheet.name), "") if layout == "sheets" else ""
        heads_next = bool(module)
        for row in book.rows(sheet):
            if not any(map(str.strip, row.cells.values())) and not row.marks:
                continue
            titled = _titles(row)
            if titled is not None:
                module, heads_next = titled, True
            elif module:
                # A line or two of words may stand above the headings.
                if heads_next and len(row.cells) < 2 and len(columns_of(_module(module))) > 1:
                    continue
                yield _Section(sheet, module, row, heads_next)
                heads_next = False


def _module(name: str) -> Module:
    return HEADER if name == HEADER.name else MODULES[name]


def _header_of(book: Workbook, layout: Layout) -> dict[str, tuple[str, int | None]]:
    found: dict[str, tuple[str, int | None]] = {}
    heads: dict[int, str] = {}
    for section in _sections(book, layout):
        if section.module != HEADER.name:
            continue
        cells = section.row.cells
        if section.heads:
            heads = {at: meaning(HEADER.name, head, 0).column for at, head in cells.items()}
            continue
        for at, value in cells.items():
            column = heads.get(at, "")
            if column and value.strip():
                found.setdefault(column, (value, section.row.number))
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    head: str
    column: str
    fault: Fault


@dataclass(slots=True)
class _Table:
    """One table of the workbook while it is read."""

    module: str
    place: str
    heads: dict[int, _Head]
    person: int | None
    request: int | None
    rows: list[Row] = field(default_factory=list)


class _Reading:
    def __init__(self, book: Workbook, layout: Layout, staging: Staging, year: int, progress: Progress) -> None:
        self._book, self._layout, self._staging = book, layout, staging
        self._year, self._progress = year, progress
        self._keyed = Keyed(staging, frozenset(("person", "requests")))
        self._strangers: dict[str, Strangers] = {}
        self._done = 0

    def read(self) -> None:
        """Read every table, then join them."""
        by_person = self._has_person_everywhere()
        table: _Table | None = None
        there: set[str] = set()
        hidden = 0
        for section in _sections(self._book, self._layout):
            if section.module == HEADER.name:
                continue
            if section.heads:
                self._add(table, by_person=by_person)
                there.add(section.module)
                table = self._headed(section, by_person=by_person)
                continue
            if table is None:
                continue
            hidden += section.row.hidden
            table.rows.append(section.row)
            if len(table.rows) >= BATCH:
                self._add(table, by_person=by_person)
        self._add(table, by_person=by_person)
        self._keyed.join()
        self._tell(there, hidden)

    def _has_person_everywhere(self) -> bool:
        """Whether each table has a person's id. Where one has not, all are joined by the request's id alone."""
        return all(
            any(fold(head) in _PERSON_KEYS for head in section.row.cells.values())
            for section in _sections(self._book, self._layout)
            if section.heads and section.module != HEADER.name
        )

    def _headed(self, section: _Section, *, by_person: bool) -> _Table:
        table = _Table(section.module, section.sheet.name, {}, None, None)
        taken: set[str] = set()
        for at, head in sorted(section.row.cells.items()):
            plain = fold(head)
            if plain in _PERSON_KEYS:
                table.person = at
            elif plain in _REQUEST_KEYS:
                table.request = at
            elif plain and not plain.endswith(_TECHNICAL):
                meant = meaning(section.module, head, self._year)
                if meant.column and meant.column in taken:
                    raise self._refused(section, head, "has two columns for one item", "leave in the one that is right")
                taken.add(meant.column)
                table.heads[at] = _Head(head, meant.column, meant.fault)
        if table.person is None and (section.module in ("person", "requests") or by_person):
            raise self._refused(
                section, None, "has no column Person ID", "add the id that joins the records of a child"
            )
        if table.request is None and section.module != "person":
            raise self._refused(
                section, None, "has no column Requests record ID", "add the id that joins the records of a request"
            )
        return table

    def _refused(self, section: _Section, value: str | None, reason: str, remedy: str) -> Refused:
        title = _module(section.module).title
        return Refused(self._book.name, section.row.number, value, f"the table {title} {reason}", remedy)

    def _add(self, table: _Table | None, *, by_person: bool) -> None:
        if table is None or not table.rows:
            return
        rows = table.rows
        people = [_key(row, table.person) for row in rows]
        requests = [
            _joined(person, _key(row, table.request)) if by_person else _key(row, table.request)
            for person, row in zip(people, rows, strict=True)
        ]
        above: Sequence[str | None]
        if table.module == "person":
            own, above = people, [None] * len(rows)
        elif table.module == "requests":
            own, above = requests, people
        else:
            own, above = requests, requests
        values: dict[str, Sequence[str | None]] = {}
        others: list[dict[str, list[str]]] = [{} for _ in rows]
        strangers = self._strangers.setdefault(table.place, Strangers())
        for at, head in table.heads.items():
            sent = [row.cells.get(at) for row in rows]
            if head.column:
                values[head.column] = sent
            for nth, value in enumerate(sent):
                if head.fault and value is not None and value.strip():
                    strangers.saw(head.fault, table.module, head.head, rows[nth].number)
                    if not head.column:
                        others[nth].setdefault(head.head, []).append(value)
        # Cells beyond the headings: nothing is lost.
        headed = {*table.heads, table.person, table.request}
        for nth, row in enumerate(rows):
            for at in row.cells.keys() - headed:
                if table.heads and at > max(table.heads) and row.cells[at].strip():
                    others[nth].setdefault(f"column {at + 1}", []).append(row.cells[at])
                    strangers.saw("S1", table.module, f"column {at + 1}", row.number)
        first = self._keyed.add(
            table.module,
            KeyedRows(
                self._book.name,
                table.place,
                [row.number for row in rows],
                own,
                above,
                [None] * len(rows),
                [extra_of(each) for each in others],
                values,
            ),
        )
        self._marks(table, first)
        self._done += len(rows)
        self._progress(f"Reading {_module(table.module).title}", self._done, None)
        rows.clear()

    def _marks(self, table: _Table, first: int) -> None:
        for nth, row in enumerate(table.rows):
            for at, mark in row.marks.items():
                head = table.heads.get(at)
                if mark == "formula" and head is not None and head.column:
                    self._keyed.fault(
                        table.module, first + nth, READING_RULES["cell-formula"], head.column, None, f" ({head.head})"
                    )

    def _tell(self, there: set[str], hidden: int) -> None:
        name = self._book.name
        for place, strangers in self._strangers.items():
            self._staging.report(strangers.findings(name, place))
        self._staging.report(
            STRUCTURE_RULES["S7"].finding(module.name, value=module.title, file=name)
            for module in MODULES.values()
            if module.name not in there
        )
        if hidden:
            many = "One row is hidden" if hidden == 1 else f"{hidden:,} rows are hidden"
            self._staging.report([READING_RULES["rows-hidden"].finding("person", file=name, reason=many)])
        self._staging.report(
            READING_RULES["sheet-hidden"].finding("person", value=sheet.name, file=name, place=sheet.name)
            for sheet in self._book.sheets
            if sheet.hidden and (self._layout == "template" or fold(sheet.name) in _TITLED)
        )


def _key(row: Row, at: int | None) -> str | None:
    return (row.cells.get(at, "").strip() or None) if at is not None else None


def _joined(person: str | None, request: str | None) -> str | None:
    return f"{person}{_BETWEEN}{request}" if person is not None and request is not None else None
