"""The parts of a Word or Excel file, unpacked with a cap on what really comes out.

A zip's own list of sizes is not believed: each part that is read is streamed and counted. No part of these formats
has a document type definition, so one that has is refused, and with it every entity and external reference. Macros
and pictures are never unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from sendplan.formats.limits import MAX_MEMBER_BYTES, MAX_MEMBERS, MAX_UNPACKED_BYTES
from sendplan.formats.unreadable import Unreadable

__all__ = ["Package"]

_CHUNK = 1 << 16
_TEXT_PARTS = (".xml", ".rels")
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PLAIN_TYPE = re.compile(
    rb"application/vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"
    rb"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.template\.main\+xml"
)
_WORD_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BOMB = "unpacks to far more than any plan"
_SMALLER = "open it, save it again under a new name without pictures or attachments, and try that"
_DAMAGED = "open it in Word or Excel, save it again under a new name and try that"


class Package:
    """A checked zip of parts. ``kind`` is ``word`` or ``excel``; ``clean`` is the file with only its XML parts."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, RuntimeError) as error:
            raise Unreadable(name, "is damaged: its parts cannot be listed", _DAMAGED) from error
        if len(members) > MAX_MEMBERS:
            raise Unreadable(name, f"has {len(members):,} parts, more than {MAX_MEMBERS:,}", _SMALLER)
        if any(member.flag_bits & 0x1 for member in members):
            raise Unreadable(name, "is locked with a password", "save a copy without the password and try the copy")
        self._names = {member.filename: member for member in members}
        self.kind: Literal["word", "excel"] = self._told()

    def _told(self) -> Literal["word", "excel"]:
        names = self._names
        if "word/document.xml" in names:
            return "word"
        if "xl/workbook.xml" in names:
            return "excel"
        if "ppt/presentation.xml" in names:
            raise Unreadable(self.name, "is a PowerPoint file", "save the plan as PDF or Word (.docx) and try that")
        if "mimetype" in names and b"opendocument" in self.part("mimetype")[:200]:
            raise Unreadable(
                self.name,
                "is an OpenDocument file",
                "open it, save it as Word (.docx) or Excel (.xlsx) and try that",
            )
        if "xl/workbook.bin" in names:
            raise Unreadable(
                self.name, "is a binary Excel (.xlsb) file", "save it as Excel Workbook (.xlsx) and try that"
            )
        raise Unreadable(self.name, "is a zip file, not a plan", "unpack it and choose the plan inside it")

    def has(self, part: str) -> bool:
        return part in self._names

    def part(self, part: str) -> bytes:
        """One part's bytes, counted as they unpack; raises ``Unreadable``."""
        member = self._names[part]
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if size > MAX_MEMBER_BYTES or self._unpacked > MAX_UNPACKED_BYTES:
                        raise Unreadable(self.name, _BOMB, _SMALLER)
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            OSError,
            EOFError,
            RuntimeError,
        ) as error:
            raise Unreadable(self.name, f"is damaged: its part {part[:80]} cannot be unpacked", _DAMAGED) from error
        data = b"".join(chunks)
        if part.lower().endswith(_TEXT_PARTS):
            self._refuse_entities(data)
        return data

    def _refuse_entities(self, data: bytes) -> None:
        """A DTD in any encoding an XML parser would take; UTF-16 and UTF-32 show it once their zeros are gone."""
        flat = data.replace(b"\x00", b"") if b"\x00" in data else data
        if _DTD.search(flat) or re.match(
            rb"[^>]{0,200}encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii|iso-8859-1|windows-125\d)", flat, re.IGNORECASE
        ):
            raise Unreadable(
                self.name,
                "holds a document type definition, which no Word or Excel file has and which can hide a trap",
                "ask its author for a clean copy",
            )

    def clean(self) -> io.BytesIO:
        """The same file with its XML parts unpacked within the caps and every other part empty: what libraries open."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
            for name, member in self._names.items():
                if member.is_dir():
                    continue
                target.writestr(zipfile.ZipInfo(name), self._kept(name))
        out.seek(0)
        return out

    def _kept(self, name: str) -> bytes:
        """An XML part as it is, a document with macros or a template as a plain one; of anything else nothing."""
        if not name.lower().endswith(_TEXT_PARTS):
            return b""
        data = self.part(name)
        return _PLAIN_TYPE.sub(_WORD_TYPE, data) if name == "[Content_Types].xml" else data

    def sheets(self) -> int:
        """How many sheets a workbook lists."""
        return len(re.findall(rb"<(?:\w+:)?sheet\s", self.part("xl/workbook.xml")))

    def holds_formulas(self) -> bool:
        """True when a sheet of a workbook has a formula."""
        sheets = (name for name in self._names if name.startswith("xl/worksheets/") and name.endswith(".xml"))
        return any(re.search(rb"<(?:\w+:)?f[\s>/]", self.part(name)) for name in sheets)
