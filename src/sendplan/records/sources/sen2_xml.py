"""The SEN2 return as XML: streamed a person at a time, in memory that does not grow with the file.

Elements are matched without regard to case or namespace. A record's parent is the record it stands in, and only if the
return's hierarchy has it so: an Assessment beside its Requests belongs to no request, and is told as an orphan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from lxml import etree

from sendplan.records.faults import Refused
from sendplan.records.modules import HEADER, MODULES
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.items import Strangers, columns_of, extra_of, meaning
from sendplan.records.sources.keyed import report_more_than_one
from sendplan.records.sources.returned import keep_header
from sendplan.records.sources.text import check_file
from sendplan.records.staging import BATCH, Finding, Progress, Staging, no_progress
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["PROLOG", "check_sen2_xml", "is_xml", "read_sen2_xml"]

MAX_PERSON_BYTES = 32_000_000
"""A return whose next person does not end within so much text is refused: it would have to be held whole."""

_CHUNK = 1 << 16
PROLOG = 1 << 16
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_AGAIN = "export it again from the case system"
# Elements that only hold others; what stands in them stands in what they stand in.
_WRAPPERS = frozenset(("message", "persons", "header", "collectiondetails", "source", "content", "lalevel"))
_RECORDS = {module.tag.lower(): module.name for module in MODULES.values()}
_PERSONS = tuple("{*}" + tag for tag in ("Person", "person", "PERSON"))


def is_xml(head: bytes) -> bool:
    """Whether a file that begins so is XML, or meant to be."""
    flat = head.replace(b"\x00", b"")
    return re.match(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<[?!\w]", flat) is not None


def check_sen2_xml(path: Path) -> None:
    """Raises `Refused` for XML that is not well-formed up to its header, is a trap, or is not a SEN2 return."""
    _header_of(path, check_file(path))


def read_sen2_xml(path: Path, staging: Staging, given: Given | None = None, progress: Progress = no_progress) -> Header:
    """Fill the raw tables of the return's modules, and `raw_sen2` with its header; gives the header.

    Raises `Refused` for what is not well-formed XML or not a return that is known. Nothing is repaired.
    """
    name = check_file(path)
    found = _header_of(path, name)
    header = Header.read(found, name, given)
    reading = _Reading(staging, name, header.year)
    for element in _records(path, name, progress):
        reading.outside(element)
    reading.end()
    report_more_than_one(staging)
    keep_header(staging, header, {**reading.header, **found}, name)
    staging.report(reading.strangers.findings(name))
    return header


def _parser(events: tuple[Literal["start", "end"], ...], tags: tuple[str, ...] | None) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=events,
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    for event, element in parser.read_events():
        if isinstance(element, etree._Element):
            yield str(event), element


def _chunks(path: Path, name: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            first = stream.read(PROLOG)
            if _DTD.search(first.replace(b"\x00", b"")):
                raise _trapped(name)
            while first:
                yield first
                first = stream.read(_CHUNK)
    except OSError as error:
        raise Refused(name, None, None, "cannot be read", "check that you may read it") from error


def _trapped(name: str) -> Refused:
    return Refused(
        name,
        None,
        None,
        "holds a document type definition, which no SEN2 return has and which can hide a trap",
        _AGAIN,
    )


def _malformed(name: str, error: etree.XMLSyntaxError) -> Refused:
    # The parser's own words may quote what the file holds.
    line = error.lineno or None
    return Refused(name, line, None, "is not well-formed XML from this line on", _AGAIN)


def _header_of(path: Path, name: str) -> dict[str, tuple[str, int | None]]:
    """The header's items as sent, with their lines: read ahead, since the items of a person go by the year."""
    found: dict[str, tuple[str, int | None]] = {}
    parser = _parser(("start", "end"), None)
    depth = since = 0
    try:
        for chunk in _chunks(path, name):
            parser.feed(chunk)
            for event, element in _events(parser):
                if depth == 0 and event == "start":
                    _check_root(element, name)
                depth += 1 if event == "start" else -1
                if event == "start":
                    continue
                tag = _local(element)
                if tag.lower() == "header":
                    for item in element.iter():
                        column = meaning(HEADER.name, _local(item), 0).column if len(item) == 0 else ""
                        if column and (item.text or "").strip():
                            found.setdefault(column, (item.text or "", _line(item)))
                    return found
                above = element.getparent()
                if depth <= 2 and (above is None or _local(above).lower() != "header"):
                    since = 0
                    element.clear()
            since += len(chunk)
            if since > MAX_PERSON_BYTES:
                raise _endless(name, None)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from error
    return found


def _check_root(element: etree._Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise _trapped(name)
    if _local(element).lower() != "message":
        raise Refused(
            name,
            _line(element),
            _local(element),
            "is XML, but not a SEN2 return: its first element is not Message",
            "choose the file that the case system made for COLLECT",
        )


def _endless(name: str, line: int | None) -> Refused:
    return Refused(
        name,
        line,
        None,
        f"goes on for more than {MAX_PERSON_BYTES // 1_000_000} MB without the end of a Person",
        "check that it is a SEN2 return, and export it again",
    )


def _records(path: Path, name: str, progress: Progress) -> Iterator[etree._Element]:
    """What stands in the return, a person or another element at a time, each emptied after it was used."""
    size = path.stat().st_size
    parser = _parser(("end",), _PERSONS)
    done = since = 0
    line: int | None = None
    outside: etree._Element | None = None
    try:
        for chunk in _chunks(path, name):
            parser.feed(chunk)
            done += len(chunk)
            since += len(chunk)
            for _, person in _events(parser):
                # Nearly all people stand in the same element: what that stands in is asked once.
                if person.getparent() is not outside:
                    if _inside_record(person):
                        continue  # a person within a record is read with that record
                    outside = person.getparent()
                yield from _before(person)
                yield person
                since, line = 0, _line(person)
                _drop(person)
            if since > MAX_PERSON_BYTES:
                raise _endless(name, line)
            progress("Reading the return", done, size)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _malformed(name, error) from error
    yield from root


def _inside_record(element: etree._Element) -> bool:
    return any(_local(above).lower() in _RECORDS for above in element.iterancestors())


def _before(element: etree._Element) -> Iterator[etree._Element]:
    """Whatever else stands before the element in its parent."""
    parent = element.getparent()
    while parent is not None and (first := parent[0]) is not element:
        yield first
        _drop(first)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        parent.remove(element)


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _line(element: etree._Element) -> int | None:
    return cast("int | None", element.sourceline)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a tag is inside a record of one module: another record, a column of this one, or neither."""

    tag: str
    record: str
    column: int
    fault: str


class _Reading:
    """The rows of one return as they are found."""

    def __init__(self, staging: Staging, name: str, year: int) -> None:
        self.staging, self.name, self.year = staging, name, year
        self.strangers = Strangers()
        self.header: dict[str, tuple[str, int | None]] = {}
        self._columns = {module.name: columns_of(module) for module in MODULES.values()}
        self._rows: dict[str, list[list[object]]] = {module: [] for module in MODULES}
        self._count = dict.fromkeys(MODULES, 0)
        self._known: dict[tuple[str, str], _Known] = {}
        self._twice: list[Finding] = []
        for module, columns in self._columns.items():
            staging.raw(module, columns)

    def outside(self, element: etree._Element) -> None:
        """Read an element that stands in no record: a person, or what should not be there."""
        tag = _local(element)
        lowered = tag.lower()
        if lowered in _RECORDS:
            self._record(element, _RECORDS[lowered], "", 0)
        elif len(element) or lowered in _WRAPPERS:
            if lowered not in _WRAPPERS:
                self.strangers.saw("S1", HEADER.name, tag, _line(element))
            for child in element:
                self.outside(child)
        elif tag:
            known = meaning(HEADER.name, tag, self.year)
            if known.column:
                if (element.text or "").strip():
                    self.header.setdefault(known.column, (element.text or "", _line(element)))
            else:
                self.strangers.saw(known.fault or "S1", HEADER.name, tag, _line(element))

    def _record(self, element: etree._Element, module: str, within: str, row_above: int) -> None:
        self._count[module] += 1
        row_no = self._count[module]
        above = MODULES[module].parent
        columns = self._columns[module]
        row: list[object] = [None] * (len(columns) + 4)
        row[0] = row_no
        row[1] = row_above if above is not None and within == above else None
        row[2] = _line(element)
        others: dict[str, list[str]] = {}
        self._fill(element, module, row_no, row, others)
        row[3] = extra_of(others)
        rows = self._rows[module]
        rows.append(row)
        if len(rows) >= BATCH:
            self._flush(module)

    def _fill(
        self, element: etree._Element, module: str, row_no: int, row: list[object], others: dict[str, list[str]]
    ) -> None:
        """Read what stands in a record, or in an element of it that only holds others."""
        known_tags = self._known
        for child in element:
            known = known_tags.get((module, child.tag)) or self._learn(module, child)
            if known.record:
                self._record(child, known.record, module, row_no)
                continue
            text = child.text
            if known.fault:
                self._stranger(known, module, child)
            if known.column < 0:
                if text is not None and text.strip():
                    others.setdefault(known.tag, []).append(text)
            elif not row[known.column]:
                row[known.column] = text and (text.strip() or None)
            elif text is not None and text.strip():
                others.setdefault(known.tag, []).append(text)
                self._said_twice(module, row_no, child, text)
            if len(child):
                self._fill(child, module, row_no, row, others)

    def _stranger(self, known: _Known, module: str, child: etree._Element) -> None:
        # An empty element that belongs to another year or record says nothing; an unknown one is told even so.
        if known.fault == "S1":
            self.strangers.saw("S1", module, known.tag, _line(child))
        elif (child.text or "").strip():
            self.strangers.saw("S2" if known.fault == "S2" else "S3", module, known.tag, _line(child))

    def _learn(self, module: str, child: etree._Element) -> _Known:
        tag = _local(child)
        record = _RECORDS.get(tag.lower(), "")
        if record or tag.lower() in _WRAPPERS:
            known = _Known(tag, record, -1, "")
        else:
            meant = meaning(module, tag, self.year)
            at = self._columns[module].index(meant.column) + 4 if meant.column else -1
            known = _Known(tag, "", at, meant.fault)
        if len(self._known) < 100_000:
            self._known[module, str(child.tag)] = known
        return known

    def _said_twice(self, module: str, row_no: int, child: etree._Element, text: str) -> None:
        self._twice.append(
            STRUCTURE_RULES["S4"].finding(
                module,
                row_no=row_no,
                column=_local(child).lower(),
                value=text.strip(),
                file=self.name,
                line=_line(child),
            )
        )
        if len(self._twice) >= BATCH:
            self._report()

    def _report(self) -> None:
        self.staging.report(self._twice)
        self._twice.clear()

    def _flush(self, module: str) -> None:
        rows = self._rows[module]
        if not rows:
            return
        row_no, parent_no, line, extra, *values = zip(*rows, strict=True)
        self.staging.add(
            module,
            {
                "row_no": row_no,
                "parent_no": parent_no,
                "source_file": [self.name] * len(rows),
                "source_line": line,
                "place": [""] * len(rows),
                "extra": extra,
                **dict(zip(self._columns[module], values, strict=True)),
            },
        )
        rows.clear()

    def end(self) -> None:
        """Hand over what is left."""
        for module in MODULES:
            self._flush(module)
        self._report()
