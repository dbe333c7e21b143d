"""A return as a tree, written in each form a council may have it in, and read back as plain rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from sendplan.records.modules import HEADER, MODULES
from sendplan.records.sources.items import columns_of
from sendplan.records.staging import Staging

HEAD = {"Collection": "SEN2", "Year": "2025", "ReferenceDate": "2025-01-16", "LEA": "301", "DMO": "Y", "DSCO": "R"}
UNDER = {name: [each.name for each in MODULES.values() if each.parent == name] for name in MODULES}

Row = tuple[int | None, dict[str, str]]


@dataclass
class Record:
    """A record of the return: its items by tag as written, and the records in it."""

    module: str
    items: dict[str, str] = field(default_factory=dict)
    under: list[Record] = field(default_factory=list)


def walk(people: Sequence[Record]) -> Iterator[tuple[Record, int, int | None, int]]:
    """Each record, depth first, with its number in its module, its parent's, and its place in its parent."""
    count = dict.fromkeys(MODULES, 0)

    def inner(record: Record, parent: int | None, place: int) -> Iterator[tuple[Record, int, int | None, int]]:
        count[record.module] += 1
        number = count[record.module]
        yield record, number, parent, place
        for at, each in enumerate(record.under, start=1):
            yield from inner(each, number, at)

    for at, person in enumerate(people, start=1):
        yield from inner(person, None, at)


def expected(people: Sequence[Record]) -> dict[str, list[Row]]:
    """The rows the return should become: by module, the parent's number and what is not blank, by lower-case tag."""
    rows: dict[str, list[Row]] = {module: [] for module in MODULES}
    for record, _, parent, _ in walk(people):
        rows[record.module].append((parent, {tag.lower(): value for tag, value in record.items.items() if value}))
    return rows


def read_back(staging: Staging) -> dict[str, list[Row]]:
    """The raw tables as `expected` has them."""
    rows: dict[str, list[Row]] = {}
    for module in MODULES.values():
        columns = columns_of(module)
        quoted = ", ".join(f'"{column}"' for column in columns)
        found = staging.con.execute(
            f"SELECT row_no, parent_no, {quoted} FROM raw_{module.name} ORDER BY row_no"
        ).fetchall()
        assert [row[0] for row in found] == list(range(1, len(found) + 1))
        rows[module.name] = [
            (row[1], {c: v for c, v in zip(columns, row[2:], strict=True) if v is not None and v.strip()})
            for row in found
        ]
    return rows


def xml(people: Sequence[Record], head: dict[str, str] | None = None) -> str:
    def element(record: Record) -> str:
        items = "".join(f"<{tag}>{escape(value)}</{tag}>\n" for tag, value in record.items.items())
        tag = MODULES[record.module].tag
        return f"<{tag}>\n{items}{''.join(map(element, record.under))}</{tag}>\n"

    header = "".join(f"<{tag}>{value}</{tag}>" for tag, value in (head or HEAD).items())
    return f"<Message>\n<Header>{header}</Header>\n<Persons>\n{''.join(map(element, people))}</Persons>\n</Message>\n"


def blades(people: Sequence[Record], folder: Path) -> list[Path]:
    """The nine files, their rows in the opposite order of the return's, so that only the keys can tell."""
    tables: dict[str, list[list[str]]] = {HEADER.name: [["1", "7", *(HEAD.get(i.tag, "") for i in HEADER.items)]]}
    heads = {HEADER.name: ["sen2tableid", "NativeId", *(item.tag.lower() for item in HEADER.items)]}
    for module in MODULES.values():
        parent = module.parent or HEADER.name
        heads[module.name] = [f"{module.name}tableid", "NativeId", f"{module.name}orderseqcolumn", "sourceid"]
        heads[module.name] += [f"{parent}tableid", *(column.upper() for column in columns_of(module))]
        tables[module.name] = []
    for record, number, parent_no, place in walk(people):
        values = {tag.lower(): value for tag, value in record.items.items()}
        row = [str(9000 + number), "x", str(place), "1", str(9000 + parent_no) if parent_no else "1"]
        tables[record.module].insert(0, row + [values.get(c, "") for c in columns_of(MODULES[record.module])])
    paths = []
    for name, rows in tables.items():
        paths.append(folder / f"Blade-Export_01-02-2025_{name}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([heads[name], *rows])
    return paths


def keyed_rows(people: Sequence[Record], heading: bool) -> dict[str, list[list[str]]]:
    """By module: headings, then rows, with the keys that join a workbook's tables."""
    tables: dict[str, list[list[str]]] = {}
    for module in MODULES.values():
        keys = ["Person ID"] if module.name == "person" else ["Person ID", "Requests record ID"]
        columns = [item.tag if heading else item.tag.lower() for item in module.items]
        tables[module.name] = [[*keys, *dict.fromkeys(columns)]]
    person = request = 0
    for record, number, _, place in walk(people):
        if record.module == "person":
            person = number
        if record.module == "requests":
            request = place
        keys = [f"P{person}"] if record.module == "person" else [f"P{person}", f"R{request}"]
        values = {tag.lower(): value for tag, value in record.items.items()}
        heads = tables[record.module][0][len(keys) :]
        tables[record.module].append(keys + [values.get(head.lower(), "") for head in heads])
    return tables


def template(people: Sequence[Record], path: Path) -> Path:
    """DfE's template: one sheet of stacked tables, with blank rows and columns between."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at = 3
    stacked = [(HEADER.title, [list(HEAD), list(HEAD.values())])]
    stacked += [(MODULES[module].title, rows) for module, rows in keyed_rows(people, heading=True).items()]
    for title, rows in stacked:
        sheet.cell(at, 2, title.upper() if "Plan" in title else title)
        for down, row in enumerate(rows, start=2):
            for along, value in enumerate(row, start=2):
                if value:
                    sheet.cell(at + down, along, value)
        at += len(rows) + 5
    book.save(path)
    return path


def sheets(people: Sequence[Record], path: Path) -> Path:
    """A supplier's workbook: a sheet for each record, columns in small letters, no header."""
    called = ("Person", "Requests", "Assessments", "Named Plan", "Plan Detail", "Active Plan", "Placement Detail")
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in zip((*called, "SEN Need"), keyed_rows(people, heading=False).values(), strict=True):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["rquestsource" if value == "requestsource" else value or None for value in row])
    book.save(path)
    return path


def child(**changed: dict[str, str]) -> Record:
    """A child with a record of every module; `changed` lays items over a module's."""

    def record(module: str, items: dict[str, str], *under: Record) -> Record:
        return Record(module, {**items, **changed.get(module, {})}, list(under))

    setting = {"URN": "112000", "UKPRN": "10001000", "PlacementRank": "1"}
    return record(
        "person",
        {"Surname": "Sample", "Forename": "Ada", "PersonBirthDate": "2015-05-05", "Sex": "F"},
        record(
            "requests",
            {"ReceivedDate": "2024-02-01", "RequestSource": "1", "RequestOutcome": "Y"},
            record(
                "assessment",
                {"AssessmentOutcome": "Y", "AssessmentOutcomeDate": "2024-06-13", "Week20": "0"},
                record("namedplan", {"StartDate": "2024-06-13"}, record("plandetail", setting)),
            ),
            record(
                "activeplans",
                {"ReviewMeeting": "2024-11-04", "ReviewDraft": "2024-12-02", "PhaseTransferDueDate": "2025-02-15"},
                record("placementdetail", {**setting, "EntryDate": "2024-09-02", "Res": "A"}),
                record("senneed", {"SENtype": "ASD", "SENtypeRank": "1"}),
                record("senneed", {"SENtype": "DS", "SENtypeRank": "2"}),
            ),
        ),
    )
