"""Every hostile or misnamed file by what it is, and what may be made of it: refused, read, or either, and why."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
from openpyxl import Workbook

from tests.formats.hostile import made_files as made
from tests.formats.hostile import made_pdfs as pdfs
from tests.formats.pdf import written

Case = Callable[[Path], Path]

SECRET = "the words of another file"


def file(name: str, content: Callable[[], bytes] | bytes) -> Case:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content())
        return path

    return write


def hollow(name: str, size: int, start: bytes = b"") -> Case:
    return lambda folder: made.sparse(folder / name, size, start)


def external(name: str, write: Callable[[str, str], bytes]) -> Case:
    """A part that asks for the words of a file beside it."""

    def case(folder: Path) -> Path:
        secret = folder / "secret.txt"
        secret.write_text(SECRET, encoding="utf-8")
        path = folder / name
        path.write_bytes(write(f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">', "&e;"))
        return path

    return case


def plain_zip(names: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in names.items():
            package.writestr(name, content)
    return target.getvalue()


def without(data: bytes, *names: str) -> bytes:
    return made.with_members(data, dict.fromkeys(names))


def pointing_outside() -> bytes:
    """A word-processor file whose main part is said to lie outside the package."""
    data = made.docx_bytes()
    relations = made.member(data, "_rels/.rels").replace(b"word/document.xml", b"../../../../../../etc/passwd")
    return made.with_members(data, {"_rels/.rels": relations})


def empty_docx() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def pipe(folder: Path) -> Path:
    path = folder / "plan.txt"
    os.mkfifo(path)
    return path


def endless(folder: Path) -> Path:
    path = folder / "plan.txt"
    path.symlink_to("/dev/zero")
    return path


def directory(folder: Path) -> Path:
    path = folder / "plan.docx"
    path.mkdir()
    return path


def noise(size: int) -> bytes:
    return random.Random(11).randbytes(size)  # noqa: S311 - made-up content


LARGE = 200 * made.MEGABYTE

REFUSED: dict[str, Case] = {
    "nothing, as text": file("plan.txt", b""),
    "nothing, as a word-processor file": file("plan.docx", b""),
    "nothing, as CSV": file("plan.csv", b""),
    "only spaces": file("plan.txt", " \n\t\r\n \u00a0\n".encode() * 200),
    "only a byte order mark": file("plan.txt", b"\xef\xbb\xbf"),
    "only commas": file("plan.csv", b",,,,\r\n" * 50),
    "a page with no words": file("plan.html", b"<!DOCTYPE html><html><body><div></div></body></html>"),
    "a word-processor file with no words": file("plan.docx", empty_docx),
    "a workbook with no words": file("plan.xlsx", lambda: made.book_bytes(Workbook())),
    "noise, as text": file("plan.txt", noise(50_000)),
    "noise, as a word-processor file": file("plan.docx", noise(50_000)),
    "noise, as a workbook": file("plan.xlsx", noise(50_000)),
    "noise, as a page": file("plan.html", noise(50_000)),
    "noughts": file("plan.txt", b"\0" * 10_000),
    "a picture": file("plan.png", made.png),
    "a picture, as a word-processor file": file("plan.docx", made.png),
    "a picture, as a page": file("plan.html", made.png),
    "a PDF of two lines": file("plan.pdf", made.pdf),
    "a PDF of two lines, as text": file("plan.txt", made.pdf),
    "a PDF of pictures": file("plan.pdf", pdfs.of_pictures),
    "a PDF with a password": file("plan.pdf", lambda: written.locked(pdfs.PLAN, user=b"secret")),
    "a PDF that does not say its letters": file("plan.pdf", pdfs.without_letters),
    "a PDF cut short": file("plan.pdf", lambda: written.pdf(pdfs.PLAN)[:300]),
    "a PDF without a page": file("plan.pdf", lambda: written.pdf()),
    "a PDF of 5,000 pages": file("plan.pdf", pdfs.many_pages),
    "a PDF bomb": file("plan.pdf", pdfs.bomb),
    "a PDF bomb in a bomb": file("plan.pdf", pdfs.bomb_in_bomb),
    "a PDF of nothing but noise": file("plan.pdf", b"%PDF-1.7\n" + noise(50_000)),
    "a PDF form without words": file("plan.pdf", pdfs.form_in_itself),
    "an encrypted word-processor file": file("plan.docx", made.encrypted_package),
    "an encrypted workbook": file("plan.xlsx", made.encrypted_package),
    "a word-processor file before 2007": file("plan.doc", lambda: made.compound_file({"WordDocument": noise(5000)})),
    "a workbook before 2007": file("plan.xls", lambda: made.compound_file({"Workbook": noise(5000)})),
    "the first bytes of a compound file": file("plan.doc", bytes.fromhex("D0CF11E0A1B11AE1")),
    "rich text": file("plan.rtf", rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 Arial;}}\f0\fs24 A1 Do it. June 2024\par}"),
    "200 MB of text": hollow("plan.txt", LARGE, made.TEXT.encode()),
    "200 MB of page": hollow("plan.html", LARGE, made.HTML.encode()),
    "200 MB of CSV": hollow("plan.csv", LARGE, made.CSV.encode()),
    "200 MB of package": hollow("plan.docx", LARGE, b"PK\x03\x04"),
    "a zip bomb": file("plan.docx", made.zip_bomb),
    "a workbook bomb": file("plan.xlsx", made.workbook_bomb),
    "a zip bomb that lies about its size": file("plan.docx", made.lying_zip_bomb),
    "zips within zips": file("plan.docx", made.nested_bomb),
    "members that overlap": file("plan.docx", made.overlapping_bomb),
    "100,000 members": file("plan.docx", made.many_entries),
    "a thousand million laughs, word-processor file": file(
        "plan.docx", lambda: made.docx_with_bomb(made.LAUGHS, "&a10;")
    ),
    "a thousand million laughs, workbook": file("plan.xlsx", lambda: made.xlsx_with_bomb(made.LAUGHS, "&a10;")),
    "a long entity many times, word-processor file": file(
        "plan.docx", lambda: made.docx_with_bomb(made.QUADRATIC, "&q;" * 20_000)
    ),
    "a long entity many times, workbook": file(
        "plan.xlsx", lambda: made.xlsx_with_bomb(made.QUADRATIC, "&q;" * 20_000)
    ),
    "another file's words, word-processor file": external("plan.docx", made.docx_with_bomb),
    "another file's words, workbook": external("plan.xlsx", made.xlsx_with_bomb),
    "a main part outside the package": file("plan.docx", pointing_outside),
    "a package cut short": file("plan.docx", lambda: made.docx_bytes()[:9000]),
    "a workbook cut short": file("plan.xlsx", lambda: made.xlsx_bytes()[:-40]),
    "a word-processor file without its document": file(
        "plan.docx", lambda: without(made.docx_bytes(), "word/document.xml")
    ),
    "a workbook without its sheet": file("plan.xlsx", lambda: without(made.xlsx_bytes(), "xl/worksheets/sheet1.xml")),
    "a workbook without its list of sheets": file("plan.xlsx", lambda: without(made.xlsx_bytes(), "xl/workbook.xml")),
    "a word-processor file whose document is not XML": file(
        "plan.docx", lambda: made.with_members(made.docx_bytes(), {"word/document.xml": b"<w:document><w:p>"})
    ),
    "a plain archive": file("plan.zip", lambda: plain_zip({"plan.txt": made.TEXT.encode()})),
    "a plain archive, as a word-processor file": file("plan.docx", lambda: plain_zip({"plan.txt": b"A1"})),
    "an empty archive": file("plan.docx", lambda: plain_zip({})),
    "a folder": directory,
    "a file that is not there": lambda folder: folder / "plan.docx",
    "a pipe that nobody writes to": pipe,
    "a device without an end": endless,
}


# --- files whose content can in truth be read --------------------------------------------------------------------


def columns_lie() -> bytes:
    """A sheet that says it has every row and every column there can be."""
    data = made.xlsx_bytes()
    name = "xl/worksheets/sheet1.xml"
    xml = made.member(data, name)
    assert b'ref="A1:E6"' in xml
    return made.with_members(data, {name: xml.replace(b'ref="A1:E6"', b'ref="A1:XFD1048576"')})


def far_cell() -> bytes:
    """The plan at the top of the sheet and one space in the last cell of the last row."""
    book = made.workbook()
    book.worksheets[0].cell(row=1_048_576, column=16_384, value=" ")
    return made.book_bytes(book)


def formula(cached: str | None) -> bytes:
    """The plan with its baseline as a formula, with or without the result that it had when it was last saved."""
    data = made.xlsx_bytes()
    name = "xl/worksheets/sheet1.xml"
    xml = made.member(data, name)
    old = b'<c r="B6" t="inlineStr"><is><t>40%</t></is></c>'
    assert old in xml
    result = f"<v>{cached}</v>" if cached else ""
    kind = ' t="str"' if cached else ""
    new = f'<c r="B6"{kind}><f>CONCATENATE(4,"0%")</f>{result}</c>'.encode()
    return made.with_members(data, {name: xml.replace(old, new)})


def with_parent_names(data: bytes) -> bytes:
    return made.with_members(
        data, {"../../escaped.txt": b"out", "/absolute.txt": b"out", "C:\\windows.txt": b"out", "..\\back.txt": b"out"}
    )


READ: dict[str, Case] = {
    "a PDF whose pages hold themselves": file("plan.pdf", pdfs.pages_in_themselves),
    "a PDF": file("plan.pdf", lambda: written.pdf(pdfs.PLAN)),
    "a PDF named as text": file("plan.txt", lambda: written.pdf(pdfs.PLAN)),
    "a PDF only its owner may change": file("plan.pdf", lambda: written.locked(pdfs.PLAN)),
    "a PDF after a few lines of a mailer": file("plan.pdf", lambda: b"X-Note: saved\r\n\r\n" + written.pdf(pdfs.PLAN)),
    "text": file("plan.txt", made.TEXT.encode()),
    "a page": file("plan.html", made.HTML.encode()),
    "a word-processor file": file("plan.docx", made.docx_bytes),
    "a workbook": file("plan.xlsx", made.xlsx_bytes),
    "CSV": file("plan.csv", made.CSV.encode()),
    "text in UTF-16, low byte first": file("plan.txt", b"\xff\xfe" + made.TEXT.encode("utf-16-le")),
    "text in UTF-16, high byte first": file("plan.txt", b"\xfe\xff" + made.TEXT.encode("utf-16-be")),
    "CSV in UTF-16": file("plan.csv", made.CSV.encode("utf-16")),
    "a page in UTF-16": file("plan.html", made.HTML.replace("<meta charset='utf-8'>", "").encode("utf-16")),
    "text in Windows-1252": file("plan.txt", made.TEXT.encode("cp1252")),
    "text with a few bytes that are no letters": file(
        "plan.txt", made.TEXT.encode().replace(b"unanswered", b"un\xff\x80answered")
    ),
    "a page that says UTF-8 and is Windows-1252": file(
        "plan.html", made.HTML.replace("families", "families’").replace("family", "family’").encode("cp1252")
    ),
    "a word-processor file named as a workbook": file("plan.xlsx", made.docx_bytes),
    "a word-processor file named as text": file("plan.txt", made.docx_bytes),
    "a workbook named as CSV": file("plan.csv", made.xlsx_bytes),
    "a page named as a word-processor file": file("plan.docx", made.HTML.encode()),
    "a page named as text": file("plan.txt", made.HTML.encode()),
    "capital letters": file("PLAN.DOCX", made.docx_bytes),
    "no extension": file("plan", made.docx_bytes),
    "a sheet that lies about its size": file("plan.xlsx", columns_lie),
    "a cell in the furthest corner": file("plan.xlsx", far_cell),
    "a formula with its last result": file("plan.xlsx", lambda: formula("40%")),
    "a workbook with names that climb out": file("plan.xlsx", lambda: with_parent_names(made.xlsx_bytes())),
}

# --- files that may be refused or read, so long as nothing is lost, believed or run ------------------------------


def nested(tag: str, depth: int) -> bytes:
    opened, closed = f"<{tag}>" * depth, f"</{tag}>" * depth
    return f"<!DOCTYPE html><html><body>{opened}<p>{made.ACTION}</p>{closed}</body></html>".encode()


def nested_tables(depth: int) -> bytes:
    opened, closed = "<table><tr><td>" * depth, "</td></tr></table>" * depth
    return f"<!DOCTYPE html><html><body>{opened}<p>{made.ACTION}</p>{closed}</body></html>".encode()


def wide_sheet() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Plan")
    for _ in range(20):
        sheet.append([made.ACTION] + ["x"] * 16_383)
    return made.book_bytes(book)


def page_bomb(doctype: str, entity: str) -> bytes:
    return (
        doctype.replace("DOCTYPE x", "DOCTYPE html")
        + f"]><html><body><p>{made.ACTION}</p><p>{entity}</p></body></html>"
    ).encode()


EITHER: dict[str, Case] = {
    "a PDF with scripts and attachments": file("plan.pdf", pdfs.with_scripts),
    "a PDF of arrays within one another": file("plan.pdf", pdfs.nested_arrays),
    "a PDF whose font maps a thousand million letters": file("plan.pdf", pdfs.endless_map),
    "a PDF of a hundred thousand lines": file("plan.pdf", pdfs.many_rules),
    "a PDF drawn a thousand million times": file("plan.pdf", pdfs.forms_of_forms),
    "text with noughts in it": file("plan.txt", made.TEXT.replace("family", "fam\0ily").encode() + b"\0\0\0"),
    "a page with noughts in it": file("plan.html", made.HTML.encode() + b"\0\0\0"),
    "text in UTF-16 without its mark": file("plan.txt", made.TEXT.encode("utf-16-le")),
    "text named as CSV": file("plan.csv", made.TEXT.encode()),
    "a word-processor file with names that climb out": file("plan.docx", lambda: with_parent_names(made.docx_bytes())),
    "one line of 5 MB": file("plan.txt", f"{made.ACTION} ".encode() * (5 * made.MEGABYTE // 44)),
    "one word of 5 MB": file("plan.txt", f"{made.ACTION}\n".encode() + b"a" * (5 * made.MEGABYTE)),
    "one row of 5 MB, all dates and dashes": file(
        "plan.txt", f"{made.TEXT}A2 {made.ACTION} ".encode() + "June 2023 – A 10% TBC ".encode() * 220_000
    ),
    "100,000 elements within one another": file("plan.html", lambda: nested("div", 100_000)),
    "100,000 lists within one another": file("plan.html", lambda: nested("ul><li", 100_000).replace(b"</ul><li>", b"")),
    "tables within tables": file("plan.html", lambda: nested_tables(5_000)),
    "16,384 columns": file("plan.xlsx", wide_sheet),
    "a page with a thousand million laughs": file("plan.html", lambda: page_bomb(made.LAUGHS, "&a10;")),
    "a page with a long entity many times": file("plan.html", lambda: page_bomb(made.QUADRATIC, "&q;" * 20_000)),
    "a page that asks for another file's words": external("plan.html", page_bomb),
    "an XML file with a thousand million laughs": file("plan.xml", lambda: page_bomb(made.LAUGHS, "&a10;")),
}
