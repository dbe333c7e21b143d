"""What a file is, told from its content. A name's ending is never believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sendplan.formats.unreadable import Unreadable

__all__ = ["Kind", "TextRead", "decode", "kind_of", "looks_like_html"]

Kind = Literal["zip", "pdf", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x01\x00", "icon"),
)
_ARCHIVES = (
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "Zstandard"),
)
_SAVE_AS = "open it in the program that made it, save it as a Word (.docx) or Excel (.xlsx) file and try that"
_ADDITIONS = "copy the plan's text into a plain text (.txt) file, or ask its author for the Word file, and try that"
_BINARY = "check that it is the plan, then save it as Word (.docx), Excel (.xlsx), PDF, HTML, CSV or plain text"


@dataclass(frozen=True, slots=True)
class TextRead:
    """A text and how its bytes were read. ``encoding`` is the name people know, e.g. ``UTF-8``; ``replaced`` counts the
    places where bytes were not of that encoding and stand as U+FFFD."""

    text: str
    encoding: str
    sure: bool
    replaced: int = 0


def kind_of(data: bytes, name: str) -> Kind:
    """``zip`` (a Word or Excel file is one), ``pdf`` or ``text``; raises ``Unreadable`` for what is neither."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable(name, "is empty", "choose the file that holds the plan")
    if data.startswith(_OLE):
        raise _old_office(data, name)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_pictures(data, name)
    for signature, what in _ARCHIVES:
        if data.startswith(signature):
            raise Unreadable(name, f"is a packed file ({what})", "unpack it and choose the plan inside it")
    if data.startswith(b"{\\rtf"):
        raise Unreadable(name, "is a Rich Text (.rtf) file", _SAVE_AS)
    return "text"


def _refuse_pictures(data: bytes, name: str) -> None:
    for signature, what in _IMAGES:
        if data.startswith(signature):
            raise Unreadable(name, f"is a picture ({what}), which holds no text", _ADDITIONS)
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        raise Unreadable(name, "is a picture (BMP), which holds no text", _ADDITIONS)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise Unreadable(name, "is a picture (WebP), which holds no text", _ADDITIONS)
    if data[4:8] == b"ftyp":
        raise Unreadable(name, "is a picture, a sound or a film, which holds no text", _ADDITIONS)


def _old_office(data: bytes, name: str) -> Unreadable:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return Unreadable(
            name,
            "is locked with a password",
            "open it in Word or Excel with the password, save a copy without one and try the copy",
        )
    if holds("WordDocument"):
        return Unreadable(
            name,
            "is in Word's old .doc format",
            "open it in Word, save it as a Word Document (.docx) and try that",
        )
    if holds("Workbook") or holds("Book"):
        return Unreadable(
            name,
            "is in Excel's old .xls format",
            "open it in Excel, save it as an Excel Workbook (.xlsx) and try that",
        )
    return Unreadable(name, "is in an old Microsoft Office format", _SAVE_AS)


_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CP1252_HOLES = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


def decode(data: bytes, name: str) -> TextRead:
    """The text of a file; raises ``Unreadable`` when its bytes are not text in any encoding a plan is saved in."""
    for mark, codec, told in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
        (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return TextRead(_clean(_decoded(data, codec, name), name), told, sure=True)
    for codec in ("utf-16-le", "utf-16-be"):
        half = data[:4096][1 if codec == "utf-16-le" else 0 :: 2]
        if len(data) % 2 == 0 and half and half.count(0) * 10 >= len(half) * 7:
            return TextRead(_clean(_decoded(data, codec, name), name), "UTF-16", sure=False)
    try:
        return TextRead(_clean(data.decode("utf-8"), name), "UTF-8", sure=True)
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    replaced = mended.count("\ufffd")
    valid = sum(1 for character in mended if character > "\x7f") - replaced
    if valid >= replaced:
        return TextRead(_clean(mended, name), "UTF-8", sure=True, replaced=replaced)
    if any(byte in data for byte in _CP1252_HOLES):
        raise Unreadable(name, "is not text in any encoding that is known here", _BINARY)
    return TextRead(_clean(data.decode("cp1252"), name), "Windows-1252", sure=False)


def _decoded(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise Unreadable(
            name, f"says it is {codec.upper()} text but has bytes that are not", "save it again as UTF-8 text"
        ) from error


def _clean(text: str, name: str) -> str:
    found = _CONTROL.search(text)
    if found:
        raise Unreadable(
            name,
            f"is not a text: it holds the control character {ord(found.group()):#04x} at position {found.start():,}",
            _BINARY,
        )
    return text.removeprefix("\ufeff")


_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]|<h[1-6][\s>]|<(?:p|div|ul|ol|main|article|section)[\s>]",
    re.IGNORECASE,
)


def looks_like_html(text: str) -> bool:
    """True when the text's first mark is a tag of a page, or a page's tags are all through its beginning."""
    head = text[:20_000]
    first = _HTML.search(head)
    if first is None:
        return False
    before = re.sub(r"<!--.{0,5000}?-->|<\?xml[^>]{0,200}\?>", "", head[: first.start()], flags=re.DOTALL)
    return not before.strip() or len(_HTML.findall(head)) >= 3
