"""The forms that a return comes in: DfE's XML, COLLECT's nine files, DfE's template and a supplier's workbook."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from sendplan.records.made_up.returns import Node, Return
from sendplan.records.modules import HEADER, MODULES, Item

# Workbooks are dated, so that the same area is the same bytes.
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COLLECTION = ("Collection", "Year", "ReferenceDate")
_OFFICERS = ("DMO", "DCO", "DSCO")


def write_xml(made: Return, path: Path) -> None:
    """DfE's XML of the year's version."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n<Message>\n <Header>\n  <CollectionDetails>\n')
        for tag in _COLLECTION:
            out.write(f"   <{tag}>{escape(made.header[tag])}</{tag}>\n")
        out.write("  </CollectionDetails>\n  <Source>\n")
        for tag, value in made.header.items():
            if tag not in _COLLECTION and tag not in _OFFICERS:
                out.write(f"   <{tag}>{escape(value)}</{tag}>\n")
        out.write("  </Source>\n")
        for tag in _OFFICERS:
            if tag in made.header:
                out.write(f"  <{tag}>{escape(made.header[tag])}</{tag}>\n")
        out.write(" </Header>\n <Persons>\n")
        for person in made.persons:
            _element(person, 2, out.write)
        out.write(" </Persons>\n</Message>\n")


def _element(node: Node, depth: int, write: Callable[[str], object]) -> None:
    tag, pad = MODULES[node.module].tag, " " * depth
    write(f"{pad}<{tag}>\n")
    for name, value in node.values.items():
        if value:
            write(f"{pad} <{name}>{escape(value)}</{name}>\n")
    for under in node.under:
        _element(under, depth + 1, write)
    write(f"{pad}</{tag}>\n")


def rows_of(made: Return) -> Iterator[tuple[Node, int, int, int]]:
    """Each record with its number in its module, its parent's number and its place among its parent's, from 1."""
    count = dict.fromkeys(MODULES, 0)

    def walk(node: Node, parent: int, place: int) -> Iterator[tuple[Node, int, int, int]]:
        count[node.module] += 1
        number = count[node.module]
        yield node, number, parent, place
        among: dict[str, int] = {}
        for under in node.under:
            among[under.module] = among.get(under.module, 0) + 1
            yield from walk(under, number, among[under.module])

    for place, person in enumerate(made.persons, 1):
        yield from walk(person, 1, place)


def write_collect(made: Return, folder: Path) -> None:
    """The nine CSVs of COLLECT's Blade export, with its way of writing days."""
    day = dt.date.fromisoformat(made.header["ReferenceDate"]) + dt.timedelta(days=36)
    stem = f"Blade-Export_{day:%d-%m-%Y}_"
    folder.mkdir(exist_ok=True)
    native = f"{made.header['LEA']}0000"
    with (folder / f"{stem}{HEADER.name}.csv").open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        items = HEADER.of(made.year)
        lines.writerow(["sen2tableid", "NativeId", "sen2orderseqcolumn", "sourceid", *(i.tag.lower() for i in items)])
        lines.writerow(["1", native, "1", "1", *(_collect(i, made.header.get(i.tag, "")) for i in items)])
    streams = {name: (folder / f"{stem}{name}.csv").open("w", encoding="utf-8", newline="") for name in MODULES}
    try:
        writers = {}
        for name, module in MODULES.items():
            writers[name] = csv.writer(streams[name])
            parent = module.parent or HEADER.name
            heads = [f"{name}tableid", "NativeId", f"{name}orderseqcolumn", "sourceid", f"{parent}tableid"]
            writers[name].writerow([*heads, *(i.tag.lower() for i in module.of(made.year))])
        items_of = {name: module.of(made.year) for name, module in MODULES.items()}
        for node, number, above, place in rows_of(made):
            values = [_collect(i, node.values.get(i.tag, "")) for i in items_of[node.module]]
            writers[node.module].writerow([number, native, place, 1, above, *values])
    finally:
        for stream in streams.values():
            stream.close()


def _collect(item: Item, value: str) -> str:
    if item.kind == "date" and value:
        # Not strftime: COLLECT's months are English whatever the machine speaks.
        return f"{value[:4]}-{_MONTHS[int(value[5:7]) - 1]}-{value[8:]} 00:00:00"
    return value


def write_template(made: Return, path: Path) -> None:
    """DfE's Excel template: one sheet, the records of one module under those of another, joined by record ids."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("Data Entry Template")
        at = 0
        items = HEADER.of(made.year)
        for line in ([HEADER.title], [i.tag for i in items], [made.header.get(i.tag, "") for i in items], []):
            sheet.write_row(at, 0, line)
            at += 1
        for name, module in MODULES.items():
            sheet.write(at, 0, module.title)
            heads = [i.tag for i in module.of(made.year)]
            keys = KEYS[: 1 + (name != "person")]
            sheet.write_row(at + 1, 0, [*keys, *heads])
            at += 2
            for node, ids in keyed(made, name):
                for column, value in enumerate([*ids, *(node.values.get(head, "") for head in heads)]):
                    if value:
                        sheet.write_string(at, column, value)
                at += 1
            at += 1


KEYS = ("Person ID", "Requests record ID")


def keyed(made: Return, module: str) -> Iterator[tuple[Node, list[str]]]:
    """Each record of a module with the keys that a workbook joins by: the person's, and below that the request's."""
    person = request = 0
    for node, number, _, _ in rows_of(made):
        person = number if node.module == "person" else person
        request = number if node.module == "requests" else request
        if node.module == module:
            yield node, [f"P{person:06d}"] if module == "person" else [f"P{person:06d}", f"R{request:06d}"]


SUPPLIER_SHEETS = {
    "person": "Person",
    "requests": "Requests",
    "assessment": "Assessments",
    "namedplan": "Named Plan",
    "plandetail": "Plan Detail",
    "activeplans": "Active Plan",
    "placementdetail": "Placement Detail",
    "senneed": "SEN Need",
}


def write_supplier(made: Return, path: Path) -> None:
    """A supplier's workbook before submission: a sheet a module, lower-case tags, days as Excel's, one tag misspelt."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": MADE})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        head = book.add_worksheet("Header")
        items = HEADER.of(made.year)
        head.write_row(0, 0, [i.tag.lower() for i in items])
        head.write_row(1, 0, [made.header.get(i.tag, "") for i in items])
        for name, title in SUPPLIER_SHEETS.items():
            module = MODULES[name]
            sheet = book.add_worksheet(title)
            columns = module.of(made.year)
            keys = ["personid", "requestid"][: 1 + (name != "person")]
            tags = ["rquestsource" if i.tag == "RequestSource" else i.tag.lower() for i in columns]
            sheet.write_row(0, 0, [*keys, *tags])
            at = 1
            for node, ids in keyed(made, name):
                sheet.write_row(at, 0, ids)
                for column, item in enumerate(columns, len(keys)):
                    value = node.values.get(item.tag, "")
                    if value and item.kind == "date":
                        sheet.write_datetime(at, column, dt.datetime.fromisoformat(value), day)
                    elif value:
                        sheet.write_string(at, column, value)
                at += 1
