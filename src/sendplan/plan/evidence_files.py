"""What a file given as evidence is, told by its bytes, and what it is called. Plain Python.

A name's ending is believed only between a table and a plain text, which the bytes do not tell apart.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import Final

from sendplan.formats.detect import decode, looks_like_html
from sendplan.formats.unreadable import Unreadable
from sendplan.plan.rules import LONGEST_FILE_NAME
from sendplan.plan.wording import size

__all__ = ["ACCEPTED", "KNOWN", "LARGEST_FILE", "MEDIA_TYPES", "FileRefused", "media_type", "safe_name"]

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes in a file given as evidence."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MEDIA_TYPES: dict[str, tuple[str, str]] = {
    "application/pdf": ("PDF document", ".pdf"),
    _WORD: ("Word document", ".docx"),
    _EXCEL: ("Excel workbook", ".xlsx"),
    "image/png": ("PNG picture", ".png"),
    "image/jpeg": ("JPEG picture", ".jpg"),
    "text/csv": ("table (CSV)", ".csv"),
    "text/plain": ("plain text", ".txt"),
}
"""What may be given: each kind in words, and the ending its name is given."""

KNOWN = "a PDF, a Word document (DOCX), an Excel workbook (XLSX), a picture (PNG or JPEG), a table (CSV) or plain text"
ACCEPTED = ",".join(ending for _, ending in MEDIA_TYPES.values()) + ",.jpeg"

_MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": _WORD,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": _EXCEL,
}
_LARGEST_LIST = 1024 * 1024
_MOST_PARTS = 5000


class FileRefused(Exception):  # noqa: N818  an answer, not an error: the person is shown the reason
    """A file that is not kept; ``reason`` is a sentence or two to print as it stands."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def media_type(data: bytes, name: str) -> str:
    """What the file is: a key of ``MEDIA_TYPES``. Raises FileRefused with the reason for anything else, for one that is
    empty and for one of more than 10 MB."""
    called = f"“{_printable(name)[:80]}”" if name.strip() else "The file"
    if not data:
        raise FileRefused(f"{called} is empty. Choose the file that holds the evidence.")
    if len(data) > LARGEST_FILE:
        raise FileRefused(
            f"{called} is {size(len(data))} and may be {size_words()}. "
            "Take out pictures, save it smaller, or give a link to where it is kept."
        )
    found = _by_signature(data)
    if found is None and data[:2] == b"PK":
        found = _office(data, called)
    if found is None:
        found = _text(data, name, called)
    return found


def size_words() -> str:
    """The largest file in words: ``10 MB``."""
    return f"{LARGEST_FILE // (1024 * 1024)} MB"


def _by_signature(data: bytes) -> str | None:
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return None


def _refused(called: str, what: str, remedy: str = f"Save it as {KNOWN}, and give that.") -> FileRefused:
    return FileRefused(f"{called} {what}. {remedy}")


def _office(data: bytes, called: str) -> str:
    """Word or Excel by the list of its parts, unpacked no further than that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if len(names) > _MOST_PARTS:
                raise _refused(called, "is a packed file with too many parts")
            if any(each.lower().endswith(("vbaproject.bin", "xlmacros.xml")) for each in names):
                raise _refused(called, "has a program (macros) in it", "Save a copy without it, and give that.")
            with package.open("[Content_Types].xml") as listed:
                types = listed.read(_LARGEST_LIST)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise _refused(called, "is a packed file, and neither a Word document nor an Excel workbook") from error
    if b"macroEnabled" in types:
        raise _refused(called, "has a program (macros) in it", "Save a copy without it, and give that.")
    for part, found in _MAIN_PARTS.items():
        if part in types:
            return found
    raise _refused(called, "is a packed file, and neither a Word document nor an Excel workbook")


def _text(data: bytes, name: str, called: str) -> str:
    try:
        text = decode(data, name).text
    except Unreadable as unreadable:
        raise _refused(called, "is no kind of file that is kept here") from unreadable
    head = text.lstrip()[:200].lower()
    if looks_like_html(text) or head.startswith(("<?xml", "<svg", "<!doctype")) or "<script" in text[:20_000].lower():
        raise _refused(called, "is a web page or a drawing, which may hold a program")
    if head.startswith("{\\rtf"):
        raise _refused(called, "is a Rich Text (RTF) file")
    return "text/csv" if name.lower().rstrip().endswith((".csv", ".tsv")) else "text/plain"


_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|;%\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def _printable(name: str) -> str:
    kept = (each for each in unicodedata.normalize("NFC", name) if unicodedata.category(each)[0] != "C" or each == " ")
    return "".join(kept)


def safe_name(name: str, kind: str) -> str:
    """The file's name as it is kept and given back: no folders, nothing that cannot be seen, at most 255 characters,
    and with the ending of what it is. ``kind`` is a key of ``MEDIA_TYPES``."""
    ending = MEDIA_TYPES[kind][1]
    last = re.split(r"[\\/]", name)[-1]
    stem = re.sub(r"\s+", " ", _NOT_IN_A_NAME.sub(" ", _printable(last))).strip(" .")
    for known in (*(each for _, each in MEDIA_TYPES.values()), ".jpeg"):
        if stem.lower().endswith(known) and (known == ending or {known, ending} == {".jpg", ".jpeg"}):
            stem = stem[: -len(known)].rstrip(" .")
            break
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"evidence {stem}".strip()
    return stem[: LONGEST_FILE_NAME - len(ending)].rstrip(" .") + ending
