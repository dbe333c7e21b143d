"""Excel workbooks, a row at a time: what each cell holds, and what about it could mislead.

A workbook is a zip of XML that strangers wrote: its parts are streamed, counted as they unpack, and refused when they
hold a document type definition or grow out of all proportion. Numbers keep the digits that Excel shows; days are told
from numbers by the cell's format, in both of Excel's calendars.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries

from sendplan.records.faults import Refused
from sendplan.records.sources.text import check_file

__all__ = ["Mark", "Merged", "Row", "Sheet", "Workbook", "letter"]

Mark = Literal["number", "percent", "imprecise", "error", "formula"]
"""What a cell is, where it is not plainly text, a day or yes and no.

number: kept as a number, so leading zeros are lost if there were any. percent: a number shown as a percentage.
imprecise: a number of more digits than Excel keeps. error: Excel's own (#N/A). formula: one whose result is not saved.
"""

MAX_BOOK_BYTES = 200_000_000  # set in November 2026: a SEN2 workbook of 100,000 requests is of 11 MB
MAX_PARTS = 5_000
MAX_UNPACKED = 1_500_000_000
MAX_RATIO = 150
MAX_PLAIN_PART = 100_000_000
MAX_STRINGS = 3_000_000
MAX_ROW_BYTES = 16_000_000
MAX_MERGED = 100_000
_FREE = 30_000_000
_CHUNK = 1 << 16

_BOMB = "unpacks to far more than any authority's records"
_AGAIN = "open it in Excel, save it again as an Excel Workbook (.xlsx) under a new name and load that"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    ArithmeticError,
    LookupError,
    OSError,
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT_DIGITS = 15
_LAST_DAY = 2_958_465  # 31 December 9999, in the calendar of 1900


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it. `hidden` is also said of one that only a macro can show."""

    name: str
    hidden: bool
    part: str


@dataclass(slots=True)
class Row:
    """A row that has anything in it. `number` is Excel's own; `cells` and `marks` go by column, the first being 0.

    A day is "2025-01-06", or "2025-01-06 09:30:00" where it has a time; yes and no are TRUE and FALSE; a number has
    the digits that Excel keeps. A cell whose formula has no saved result has a mark and no text.
    """

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    marks: dict[int, Mark] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """An area of merged cells, by rows from 1 and columns from 0, both ends included. Its first cell has the value."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies in the area and is not the one with the value."""
        inside = self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column
        return inside and (row, column) != (self.first_row, self.first_column)

    def __str__(self) -> str:
        return f"{letter(self.first_column)}{self.first_row}:{letter(self.last_column)}{self.last_row}"


def letter(column: int) -> str:
    """The column's letter in Excel; the first column is 0."""
    return get_column_letter(column + 1)


class Workbook:
    """An opened .xlsx or .xlsm file; use it in a `with` block. Raises `Refused` for any other kind, and for a trap."""

    name: str
    sheets: tuple[Sheet, ...]

    def __init__(self, path: Path) -> None:
        self.name = check_file(path, MAX_BOOK_BYTES)
        self._unpacked = 0
        with path.open("rb") as stream:
            if stream.read(4) == b"\xd0\xcf\x11\xe0":
                raise self._refused("is an old Excel file (.xls), or one locked with a password", _AGAIN)
        try:
            self._zip = zipfile.ZipFile(path)
        except _DAMAGED as error:
            raise self._refused("is not an Excel workbook, or is damaged", _AGAIN) from error
        try:
            self._open(path.stat().st_size)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """The sheet's rows that have anything in them, in the file's order. Raises `Refused` where it is damaged."""
        with self._part(sheet.part, MAX_UNPACKED) as part, self._reading():
            row_before = 0
            for element in _elements(part, self, {"row"}):
                row = self._row(element, row_before)
                row_before = row.number
                part.rested()
                if row.cells or row.marks:
                    yield row

    def merged(self, sheet: Sheet) -> tuple[Merged, ...]:
        """The sheet's merged areas."""
        found: list[Merged] = []
        with self._part(sheet.part, MAX_UNPACKED) as part, self._reading():
            tail = b""
            while chunk := part.read(_CHUNK):
                tail += chunk
                for ref in re.findall(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]{1,40})\"", tail):
                    left, top, right, bottom = (int(each or 0) for each in range_boundaries(ref.decode("ascii")))
                    found.append(Merged(top, left - 1, bottom, right - 1))
                if len(found) > MAX_MERGED:
                    raise self._refused(f"has more than {MAX_MERGED:,} merged areas", "unmerge them and load it again")
                cut = tail.rfind(b"<")
                tail = tail[cut:] if cut >= 0 and b">" not in tail[cut:] else b""
                part.rested()
        return tuple(found)

    def _refused(self, reason: str, remedy: str) -> Refused:
        return Refused(self.name, None, None, reason, remedy)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except Refused:
            raise
        except _DAMAGED as error:
            raise self._refused("is damaged: a part of it cannot be read", _AGAIN) from error

    def _open(self, packed: int) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_PARTS:
            raise self._refused(f"has {len(members):,} parts, more than any workbook", _AGAIN)
        if any(member.flag_bits & 0x1 for member in members):
            raise self._refused("is locked with a password", "save a copy without the password and load the copy")
        self._names = {member.filename for member in members}
        self._most = min(MAX_UNPACKED, packed * MAX_RATIO + _FREE)
        if "xl/workbook.xml" not in self._names:
            kinds = {
                "word/document.xml": "a Word file",
                "xl/workbook.bin": "a binary Excel file (.xlsb)",
                "content.xml": "an OpenDocument file",
            }
            kind = next((told for part, told in kinds.items() if part in self._names), "a zip file")
            raise self._refused(f"is {kind}, not an Excel workbook (.xlsx)", _AGAIN)
        with self._reading():
            targets = self._targets()
            self._read_book(targets)
            self._formats = self._read_formats()
            self._strings = self._read_strings()

    def _targets(self) -> dict[str, str]:
        part = "xl/_rels/workbook.xml.rels"
        found: dict[str, str] = {}
        for element in self._all(part, {"Relationship"}) if part in self._names else ():
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found[element.get("Id", "")] = path
        return found

    def _read_book(self, targets: dict[str, str]) -> None:
        sheets: list[Sheet] = []
        self._calendar_1904 = False
        for element in self._all("xl/workbook.xml", {"sheet", "workbookPr"}):
            if _local(element) == "workbookPr":
                self._calendar_1904 = element.get("date1904") in ("1", "true")
                continue
            key = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), "")
            part = targets.get(str(key), "")
            if part not in self._names:
                raise self._refused("is damaged: a sheet that it lists is not in it", _AGAIN)
            if part.startswith("xl/worksheets/"):
                sheets.append(Sheet(element.get("name", ""), element.get("state", "visible") != "visible", part))
        self.sheets = tuple(sheets)

    def _read_formats(self) -> tuple[Literal["day", "percent", ""], ...]:
        """By a cell's style: what its format makes of a number."""
        if "xl/styles.xml" not in self._names:
            return ()
        own: dict[int, str] = {}
        styles: list[int] = []
        for element in self._all("xl/styles.xml", {"numFmt", "cellXfs"}):
            if _local(element) == "numFmt":
                own.setdefault(int(element.get("numFmtId", "0")), element.get("formatCode", ""))
            else:
                styles = [int(each.get("numFmtId", "0")) for each in element if isinstance(each.tag, str)]
        kinds: dict[int, Literal["day", "percent", ""]] = {}
        for number in set(styles):
            code = own.get(number, BUILTIN_FORMATS.get(number, ""))
            plain = re.sub(r"\"[^\"]*\"|\\.", "", code)
            kinds[number] = "day" if _shows_day(code) else "percent" if "%" in plain else ""
        return tuple(kinds[number] for number in styles)

    def _read_strings(self) -> list[str]:
        part = next((name for name in self._names if name.lower() == "xl/sharedstrings.xml"), None)
        strings: list[str] = []
        for element in self._all(part, {"si"}) if part is not None else ():
            strings.append(_text_of(element))
            if len(strings) > MAX_STRINGS:
                raise self._refused("has more words than any authority's records", "load less at a time")
        return strings

    def _all(self, part: str, tags: set[str]) -> Iterator[etree._Element]:
        with self._part(part, MAX_PLAIN_PART) as stream:
            for element in _elements(stream, self, tags):
                yield element
                stream.rested()

    @contextmanager
    def _part(self, name: str, most: int) -> Iterator[_Counted]:
        with self._zip.open(name) as stream:
            yield _Counted(stream, self, min(most, self._most))

    def _row(self, element: etree._Element, before: int) -> Row:
        number = element.get("r")
        row = Row(int(number) if number is not None else before + 1, hidden=element.get("hidden") in ("1", "true"))
        column = -1
        for cell in element:
            if not isinstance(cell.tag, str) or _local(cell) != "c":
                continue
            at = cell.get("r")
            column = _column(at) if at is not None else column + 1
            self._cell(cell, row, column)
        return row

    def _cell(self, cell: etree._Element, row: Row, column: int) -> None:
        kind = cell.get("t", "n")
        value: str | None = None
        formula = False
        for child in cell:
            tag = _local(child)
            if tag == "v":
                value = child.text
            elif tag == "f":
                formula = True
            elif tag == "is":
                value = _text_of(child)
        if value is None or value == "":
            if formula and kind != "str":
                row.marks[column] = "formula"
        elif kind == "n":
            self._number(value, cell.get("s"), row, column)
        else:
            if kind == "e":
                row.marks[column] = "error"
            value = self._worded(value, kind)
            if value.strip():
                row.cells[column] = value

    def _worded(self, value: str, kind: str) -> str:
        if kind == "s":
            return self._strings[int(value)]
        if kind == "b":
            return "TRUE" if value in ("1", "true") else "FALSE"
        if kind == "d":
            return re.sub(r"T00:00:00(?:\.0+)?$", "", value)
        return _unescaped(value)

    def _number(self, value: str, style: str | None, row: Row, column: int) -> None:
        shape = self._formats[int(style)] if style is not None and int(style) < len(self._formats) else ""
        exact = Decimal(value)
        if not exact.is_finite() or abs(exact.adjusted()) > 300:
            raise ValueError(value)
        if shape == "day":
            day = _day(exact, calendar_1904=self._calendar_1904)
            if day is not None:
                row.cells[column] = day
                return
        row.cells[column], sure = _plain(exact)
        row.marks[column] = "percent" if shape == "percent" else "number" if sure else "imprecise"


class _Counted:
    """A part of the workbook as it unpacks, counted: over its bounds it is refused."""

    def __init__(self, stream: IO[bytes], book: Workbook, most: int) -> None:
        self._stream, self._book, self._most = stream, book, most
        self._read = self._since = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, _CHUNK) if size > 0 else _CHUNK)
        self._read += len(data)
        self._since += len(data)
        if self._read > self._most or self._since > MAX_ROW_BYTES + _CHUNK:
            raise self._book._refused(_BOMB, _AGAIN)
        return data

    def rested(self) -> None:
        """Something whole has been taken out of what was read."""
        self._since = 0


def _elements(stream: _Counted, book: Workbook, tags: set[str]) -> Iterator[etree._Element]:
    """The elements of these names as they end, each emptied after it was used."""
    walk = etree.iterparse(
        stream,
        events=("end",),
        tag=["{*}" + tag for tag in tags],
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in walk:
        if element.getroottree().docinfo.doctype:
            raise book._refused(
                "holds a document type definition, which no workbook has and which can hide a trap", _AGAIN
            )
        yield element
        element.clear(keep_tail=False)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text_of(element: etree._Element) -> str:
    """The words of a string, without the readings of Japanese that stand beside it."""
    parts: list[str] = []
    for child in element:
        tag = _local(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [each.text or "" for each in child if _local(each) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _column(reference: str) -> int:
    return column_index_from_string(reference.rstrip("0123456789")) - 1


def _shows_day(code: str) -> bool:
    """Whether a number format shows a day: one that shows only a time of day, or only hours gone by, does not."""
    plain = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", code.split(";")[0].lower())
    return is_date_format(code) and bool(re.search(r"[dy]|m{3}", plain))


def _day(serial: Decimal, *, calendar_1904: bool) -> str | None:
    """The day that Excel shows for the number. None for one that is no day: a mere time, and 29 February 1900."""
    if calendar_1904:
        serial += 1462
    whole = int(serial)
    if not 1 <= whole <= _LAST_DAY or whole == 60:
        return None
    day = dt.datetime(1899, 12, 31 if whole < 60 else 30) + dt.timedelta(days=whole)  # noqa: DTZ001 - a day of no zone
    moment = day + dt.timedelta(seconds=round((serial - whole) * 86_400))
    return day.date().isoformat() if moment == day else moment.isoformat(sep=" ", timespec="seconds")


def _plain(exact: Decimal) -> tuple[str, bool]:
    """The number as plain digits, as many as Excel shows, and whether those are all it had."""
    if exact == exact.to_integral_value():
        return str(int(exact)), len(exact.normalize().as_tuple().digits) <= _EXACT_DIGITS > exact.adjusted()
    return f"{Decimal(f'{exact:.{_EXACT_DIGITS}g}').normalize():f}", True
