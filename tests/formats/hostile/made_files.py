"""Files that do harm or are not what they say, made in a folder when a test asks for them and never stored."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
from openpyxl import Workbook

Made = Callable[[Path], Path]

MEGABYTE = 1024 * 1024

# --- the smallest honest plan, in each format -----------------------------------------------------------------------

REF, ACTION, OUTCOME, DUE, OWNER = (
    "A1",
    "Write to every family whose review is late.",
    "Families know when their review will be.",
    "June 2024",
    "Head of Inclusion",
)
HEADER = ["Ref", "Action", "Outcome", "By when", "Senior Responsible Officer"]
ROW = [REF, ACTION, OUTCOME, DUE, OWNER]
KPI_HEADER = ["KPI", "Baseline", "Baseline Date", "Target – End January 2025"]
KPI_ROW = ["Reviews finished on time", "40%", "May 2024", "65%"]


def html_table(rows: list[list[str]]) -> str:
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


HTML = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Anyshire plan</title></head><body>"
    "<h1>Anyshire SEND Improvement Plan</h1><h2>Section A: Reviews</h2>"
    f"{html_table([HEADER, ROW])}<h3>Key Performance Indicators</h3>{html_table([KPI_HEADER, KPI_ROW])}</body></html>"
)
TEXT = "\n".join(
    [
        "Anyshire SEND Improvement Plan",
        "",
        "Section A: Reviews",
        "",
        "What needs improvement",
        "",
        "  • Reviews are late – families’ letters go unanswered.",
        "",
        "Actions and outcomes",
        "",
        " ".join(HEADER),
        f"{REF} {ACTION} {OUTCOME} {DUE} – {OWNER}",
        "",
    ]
)
CSV = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADER, ROW)) + "\r\n"


def docx_bytes() -> bytes:
    document = docx.Document()
    document.add_heading("Anyshire SEND Improvement Plan", level=1)
    document.add_heading("Section A: Reviews", level=2)
    table = document.add_table(rows=2, cols=5)
    for cells, texts in zip((table.rows[0].cells, table.rows[1].cells), (HEADER, ROW), strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Section A"
    for row in (["Section A: Reviews"], HEADER, ROW, [], KPI_HEADER, KPI_ROW):
        sheet.append(row)
    return book


def book_bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx_bytes() -> bytes:
    return book_bytes(workbook())


def with_members(data: bytes, changed: dict[str, bytes | None]) -> bytes:
    """A package with some of its members replaced, added or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in changed:
                new.writestr(info.filename, old.read(info))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


# --- compound files: encrypted packages and the formats before 2007 -------------------------------------------------


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE2 compound file ([MS-CFB], version 3): one FAT sector, one directory chain, whole sectors."""
    size = 512
    end, fat_sector, free = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    entries = (len(streams) + 1 + 3) // 4  # four directory entries a sector
    fat = [fat_sector] + [n + 2 for n in range(entries)]
    fat[entries] = end
    body = b""
    places = []
    for content in streams.values():
        padded = content + b"\0" * (max(4096, len(content)) - len(content))  # 4096: below it, the mini stream
        padded += b"\0" * (-len(padded) % size)
        first = len(fat)
        places.append((first, len(padded)))
        count = len(padded) // size
        fat += [first + n + 1 for n in range(count - 1)] + [end]
        body += padded
    assert len(fat) <= size // 4
    fat += [free] * (size // 4 - len(fat))

    def entry(name: str, kind: int, child: int, right: int, start: int, length: int) -> bytes:
        written = (name + "\0").encode("utf-16-le")
        packed = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
        packed += struct.pack("<III", free, right, child) + b"\0" * 36
        return packed + struct.pack("<IQ", start, length)

    directory = entry("Root Entry", 5, 1 if streams else free, free, end, 0)
    for number, (name, (start, length)) in enumerate(zip(streams, places, strict=True), start=1):
        directory += entry(name, 2, free, number + 1 if number < len(streams) else free, start, length)
    directory += b"\0" * (entries * size - len(directory))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    assert len(header) == size
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + body


def encrypted_package() -> bytes:
    noise = random.Random(7).randbytes(9000)  # noqa: S311 - made-up cipher text
    return compound_file(
        {"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00" + noise[:200], "EncryptedPackage": noise}
    )


# --- bombs ----------------------------------------------------------------------------------------------------------

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 11))
QUADRATIC = f"<!DOCTYPE x [<!ENTITY q '{'q' * 50_000}'>"


def bombed(xml: bytes, doctype: str, entity: str, after: bytes) -> bytes:
    """An XML part with a document type before its root and a reference to its entity after the first ``after``."""
    start = xml.index(b"?>") + 2 if xml.startswith(b"<?xml") else 0
    root = xml[start:].lstrip()[1:].split()[0].split(b">")[0].decode()
    declared = (doctype.replace("DOCTYPE x", f"DOCTYPE {root}") + "]>").encode()
    place = xml.index(after, start) + len(after)
    return b"<?xml version='1.0' encoding='UTF-8'?>" + declared + xml[start:place] + entity.encode() + xml[place:]


def docx_with_bomb(doctype: str, entity: str) -> bytes:
    data = docx_bytes()
    document = bombed(member(data, "word/document.xml"), doctype, entity, b"<w:t>")
    return with_members(data, {"word/document.xml": document})


def xlsx_with_bomb(doctype: str, entity: str) -> bytes:
    data = xlsx_bytes()
    name = "xl/worksheets/sheet1.xml"
    return with_members(data, {name: bombed(member(data, name), doctype, entity, b"<t>")})


@cache
def zip_bomb() -> bytes:
    """A word-processor file of a few hundred kilobytes whose text is 300 megabytes of the same letter."""
    data = docx_bytes()
    xml = member(data, "word/document.xml")
    place = xml.index(b"<w:t>") + 5
    return deflated(data, "word/document.xml", xml[:place], b"a" * MEGABYTE, 300, xml[place:])


@cache
def workbook_bomb() -> bytes:
    """A workbook whose sheet is 300 megabytes of empty rows."""
    data = xlsx_bytes()
    name = "xl/worksheets/sheet1.xml"
    xml = member(data, name)
    place = xml.index(b"</sheetData>")
    return deflated(data, name, xml[:place], b'<row r="7"></row>' * 65_000, 280, xml[place:])


def deflated(data: bytes, name: str, before: bytes, middle: bytes, times: int, after: bytes) -> bytes:
    """The package with one member made of a piece many times over, without holding it all at once."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info))
        with new.open(name, "w") as stream:
            stream.write(before)
            for _ in range(times):
                stream.write(middle)
            stream.write(after)
    return target.getvalue()


@cache
def lying_zip_bomb() -> bytes:
    """A member that says it is 1,000 bytes long in every header and unpacks to 200 megabytes."""
    data = zip_bomb()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        info = package.getinfo("word/document.xml")
    true, false = struct.pack("<I", info.file_size), struct.pack("<I", 1000)
    return data.replace(true, false)


def nested_bomb() -> bytes:
    """Archives within archives, ten in each, six deep, with a megabyte of noughts at the bottom."""
    inner = b"\0" * MEGABYTE
    for _ in range(6):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(10):
                package.writestr(f"word/{number}.zip", inner)
        inner = target.getvalue()
    return inner


def overlapping_bomb(names: int = 2_000) -> bytes:
    """Many entries of the directory point at one member of 10 megabytes, so that together they are 20 gigabytes."""
    raw = b"\0" * (10 * MEGABYTE)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    crc = zlib.crc32(raw)
    name = b"word/document.xml"
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, crc, len(packed), len(raw), len(name), 0)
    data = local + name + packed
    start = len(data)
    for number in range(names):
        entry = name if number == 0 else f"word/media/{number}.xml".encode()
        data += struct.pack(
            "<IHHHHHHIIIHHHHHII",
            *(0x02014B50, 20, 20, 0, 8, 0, 33, crc, len(packed), len(raw), len(entry), 0, 0, 0, 0, 0, 0),
        )
        data += entry
    return data + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, names, names, len(data) - start, start, 0)


@cache
def many_entries(count: int = 100_000) -> bytes:
    """A word-processor file with so many empty members more."""
    target = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(target, "a") as package:
        start = package.start_dir
    data = bytearray(target.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        infos = package.infolist()
        directory = bytes(data[start:]).rpartition(b"PK\x05\x06")[0]
    del data[start:]
    added = bytearray()
    for number in range(count):
        name = b"word/x%d" % number
        place = len(data)
        data += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
        fields = (0x02014B50, 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, place)
        added += struct.pack("<IHHHHHHIIIHHHHHII", *fields) + name
    total = len(infos) + count
    begins, length = len(data), len(directory) + len(added)
    data += directory + added
    place = len(data)
    data += struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, total, total, length, begins)
    data += struct.pack("<IIQI", 0x07064B50, 0, place, 1)
    data += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, length, begins, 0)
    return bytes(data)


# --- writing them ---------------------------------------------------------------------------------------------------


def sparse(path: Path, size: int, start: bytes = b"") -> Path:
    with path.open("wb") as stream:
        stream.write(start)
        stream.truncate(size)
    return path


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    picture = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + picture + chunk(b"IEND", b"")


def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
