"""Separated text, as councils' systems and Excel save it: its encoding, its separator, its rows with their lines.

What cannot be told is refused with its place; what is told by more than a mark in the file is said.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from sendplan.records.faults import Refused, shown_name

__all__ = ["MAX_BYTES", "MAX_COLUMNS", "Encoding", "Separated", "check_file", "open_separated"]

Encoding = Literal["UTF-8", "UTF-16", "Windows-1252"]

MAX_BYTES = 4_000_000_000
"""A text or XML file of this size or more is refused unread. Set in November 2026: a return with every item of a
request filled takes about 1 kB of XML for each, so that a million requests, more than all of England sends in a year,
fit with room to spare. Text is streamed, so that its size costs time and room on the disc and no memory; what in it
would have to be held is bounded by itself (`MAX_LINE_BYTES`, `sen2_xml.MAX_PERSON_BYTES`)."""

MAX_COLUMNS = 500
MAX_LINE_BYTES = 1_000_000

SEPARATORS: dict[str, str] = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}

_CODECS: dict[Encoding, str] = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_SAMPLE_ROWS = 50
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_CONTROL_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
# A letter of more than one byte as UTF-8 writes it. By chance it is next to never seen in Windows-1252 text.
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SAVE_UTF8 = "save it again as “CSV UTF-8” and load that"
_KINDS = (
    (b"PK\x03\x04", "a zip or an Excel file"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file, or one locked with a password"),
    (b"\x1f\x8b", "a compressed file"),
)


@dataclass(frozen=True, slots=True)
class Separated:
    """A text file whose encoding, separator and headings are known.

    `sure` is False when the encoding was told by its bytes alone; `doubt_line` is then the first line that rests on
    it. `heads` are the headings as written, trimmed; `heads_line` is the line on which they stand.
    """

    path: Path
    name: str
    encoding: Encoding
    sure: bool
    doubt_line: int | None
    separator: str
    heads: tuple[str, ...] = field(repr=False)
    heads_line: int

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row below the headings that has anything in it: the line it begins on, and its fields as written.

        A row may have more or fewer fields than there are headings. Raises `Refused` on a broken quotation.
        """
        last = self.heads_line
        for line, fields in _records(self.path, self.name, self.encoding, self.separator):
            if line > last and any(map(str.strip, fields)):
                yield line, fields


def check_file(path: Path, most: int = MAX_BYTES) -> str:
    """The file's name as it may be shown. Raises `Refused` for what is no ordinary file, is empty or has `most` bytes
    or more."""
    name = shown_name(path.name)
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise Refused(name, None, None, "cannot be opened", "check its name and that you may read it") from error
    if stat.S_ISDIR(found.st_mode):
        raise Refused(name, None, None, "is a folder", "choose the files inside it")
    if not stat.S_ISREG(found.st_mode):
        raise Refused(name, None, None, "is not an ordinary file", "choose a file that was saved to disk")
    if found.st_size == 0:
        raise Refused(name, None, None, "is empty", "export it again")
    if found.st_size >= most:
        raise Refused(
            name, None, f"{found.st_size:,} bytes", "is larger than any authority's records", "export less at a time"
        )
    return name


def open_separated(path: Path) -> Separated:
    """Tell a text file's encoding and separator, and read its headings: the first line with anything on it.

    Raises `Refused` when the bytes are not text, the encoding or the separator cannot be told, or there is only one
    column.
    """
    name = check_file(path)
    try:
        encoding, doubt_line = _encoding_of(path, name)
        separator, skipped = _separator_of(path, name, encoding)
        heads_line, heads = 0, [""]
        for line, fields in _records(path, name, encoding, separator):
            if line > skipped and any(map(str.strip, fields)):
                heads_line, heads = line, fields
                break
    except OSError as error:
        raise Refused(name, None, None, "cannot be read", "check that you may read it") from error
    while heads and not heads[-1].strip():
        heads.pop()
    if len(heads) > MAX_COLUMNS:
        raise Refused(name, heads_line, f"{len(heads):,} columns", "is no table of records", "export it again")
    return Separated(
        path,
        name,
        encoding,
        doubt_line is None,
        doubt_line,
        separator,
        tuple(" ".join(head.split()) for head in heads),
        heads_line,
    )


def _records(path: Path, name: str, encoding: Encoding, separator: str) -> Iterator[tuple[int, list[str]]]:
    before = 0
    try:
        with path.open(encoding=_CODECS[encoding], newline="") as stream:
            reader = csv.reader(stream, delimiter=separator, strict=True)
            for fields in reader:
                yield before + 1, fields
                before = reader.line_num
    except csv.Error as error:
        raise Refused(
            name,
            before + 1,
            None,
            f"has a row whose quotation marks do not pair ({error})",
            "mend the quotation marks on that line, or export the file again",
        ) from error
    except UnicodeDecodeError as error:
        raise Refused(name, before + 1, None, "changed while it was read", "load it again") from error


def _encoding_of(path: Path, name: str) -> tuple[Encoding, int | None]:
    """The encoding, and the first line that rests on a guess among encodings: None where none does."""
    with path.open("rb") as stream:
        mark = stream.read(4)
        stream.seek(0)
        for magic, kind in _KINDS:
            if mark.startswith(magic):
                raise Refused(name, None, None, f"is {kind}, not separated text", "load it under its own ending")
        if mark in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
            raise Refused(name, 1, None, "is UTF-32 text", _SAVE_UTF8)
        if mark[:2] in (b"\xff\xfe", b"\xfe\xff"):
            _check_utf16(stream, name)
            return "UTF-16", None
        if _is_utf8(stream, name):
            return "UTF-8", None
        stream.seek(0)
        return "Windows-1252", _first_of_1252(stream, name, marked=mark.startswith(codecs.BOM_UTF8))


def _is_utf8(stream: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    valid, lines, run = True, 0, 0
    while chunk := stream.read(_CHUNK):
        control = _CONTROL.search(chunk)
        if control is not None:
            _refuse_control(chunk, control.start(), lines, run, name)
        run = _longest(chunk, run, lines, name)
        lines += chunk.count(b"\n")
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return valid


def _longest(chunk: bytes, run: int, lines: int, name: str) -> int:
    """How long the chunk's unfinished line is so far. Raises `Refused` for a line without an end."""
    # Old Macintosh text ends its lines with a carriage return alone.
    parts = chunk.split(b"\n" if b"\n" in chunk else b"\r")
    lengths = [run + len(parts[0]), *map(len, parts[1:])]
    if max(lengths) > MAX_LINE_BYTES:
        line = lines + 1 + next(at for at, length in enumerate(lengths) if length > MAX_LINE_BYTES)
        raise Refused(name, line, None, f"has a line of more than {MAX_LINE_BYTES:,} bytes", "export the file again")
    return lengths[-1]


def _refuse_control(chunk: bytes, at: int, lines: int, run: int, name: str) -> None:
    line = lines + 1 + chunk.count(b"\n", 0, at)
    newline = chunk.rfind(b"\n", 0, at)
    column = at - newline if newline >= 0 else run + at + 1
    code = chunk[at]
    if code == 0:
        half = chunk[:4096]
        if min(half[::2].count(0), half[1::2].count(0)) == 0 and half.count(0) * 3 > len(half):
            raise Refused(name, line, None, "looks like UTF-16 text that has lost its first two bytes", _SAVE_UTF8)
    what = "a NUL byte" if code == 0 else f"the control character {code:#04x}"
    raise Refused(name, line, None, f"is not text: it has {what} at column {column:,}", "export the file again")


def _check_utf16(stream: BinaryIO, name: str) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")("strict")
    lines, run = 0, 0
    while True:
        chunk = stream.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            raise Refused(
                name, lines + 1, None, "says it is UTF-16 text but has bytes that are not, near this line", _SAVE_UTF8
            ) from error
        if not chunk:
            return
        control = _CONTROL_TEXT.search(text)
        if control is not None:
            raw = text.encode("utf-8")
            _refuse_control(raw, len(text[: control.start()].encode("utf-8")), lines, run, name)
        run = _longest(text.encode("utf-8"), run, lines, name)
        lines += text.count("\n")


def _first_of_1252(stream: BinaryIO, name: str, *, marked: bool) -> int:
    """The first line with a letter of Windows-1252. Raises `Refused`, with line and column, for bytes that no one
    encoding explains: a file pasted together from two, or one of neither."""
    first: tuple[int, int, int] | None = None
    utf8 = marked
    for line, raw in enumerate(stream, start=1):
        if raw.isascii():
            continue
        hole = _NOT_IN_1252.search(raw)
        utf8 = utf8 or _MULTIBYTE.search(raw) is not None
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            if first is None:
                first = (line, len(raw[: error.start].decode("utf-8", "replace")) + 1, raw[error.start])
            if hole is not None and not utf8:
                raise Refused(
                    name,
                    line,
                    f"byte {raw[hole.start()]:#04x}",
                    f"is text neither in UTF-8 nor in Windows-1252, at column {hole.start() + 1:,}",
                    _SAVE_UTF8,
                ) from error
    line, column, byte = first if first is not None else (1, 1, 0)
    if utf8:
        raise Refused(
            name,
            line,
            f"byte {byte:#04x}",
            f"mixes UTF-8 with another encoding, so that the letter at column {column:,} cannot be told",
            f"type that letter again, or {_SAVE_UTF8}",
        )
    return line


def _separator_of(path: Path, name: str, encoding: Encoding) -> tuple[str, int]:
    """The separator, and how many lines to leave out before the headings: Excel's own first line `sep=;`."""
    with path.open(encoding=_CODECS[encoding], newline="") as stream:
        sample = stream.read(_SAMPLE)
        whole = len(sample) < _SAMPLE
    told = re.match(r"sep=([,;\t|])\r?\n", sample)
    if told is not None:
        return told.group(1), 1
    widths = {each: found for each in SEPARATORS if len(found := _widths(sample, each, whole=whole)) and found[0] > 1}
    if not widths:
        raise Refused(
            name,
            1,
            None,
            "has only one column: no comma, semicolon, tab or vertical bar parts its first line",
            "export it as CSV with its headings on the first line",
        )

    rank: Callable[[str], tuple[float, int]] = lambda each: (  # noqa: E731 - used twice, next to here
        sum(1 for width in widths[each] if width == widths[each][0]) / len(widths[each]),
        widths[each][0],
    )
    best = sorted(widths, key=rank, reverse=True)
    if len(best) > 1 and rank(best[0]) == rank(best[1]):
        raise Refused(
            name,
            1,
            None,
            f"may be parted by {SEPARATORS[best[0]]} or by {SEPARATORS[best[1]]}: both fit",
            "export it with commas, and with quotation marks round fields that hold one",
        )
    return best[0], 0


def _widths(sample: str, separator: str, *, whole: bool) -> list[int]:
    try:
        records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        found = [len(fields) for fields in records if any(map(str.strip, fields))]
    except csv.Error:
        return []
    if not whole and len(found) > 1:
        found.pop()
    return found[:_SAMPLE_ROWS]
