"""A file in, a ``Document`` out, whatever the format; the format is told from the content."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from sendplan.formats import detect
from sendplan.formats.document import Document, Table
from sendplan.formats.flattened import blocks_of_text
from sendplan.formats.limits import MAX_COLUMNS, MAX_FILE_BYTES
from sendplan.formats.unreadable import Unreadable

__all__ = ["open_bytes", "open_document", "read_bytes", "refuse_size", "shown_name"]


def open_document(path: Path) -> Document:
    """Read a file. Raises ``Unreadable`` with one sentence if it is not there, too large or not a plan's format."""
    return open_bytes(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """A file's bytes, never more than the limit; raises ``Unreadable``."""
    name = shown_name(path.name)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unreadable(name, "is a folder", "choose the file that holds the plan")
        if not stat.S_ISREG(mode):
            raise Unreadable(name, "is not an ordinary file", "choose the file that holds the plan")
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = "cannot be opened" if not isinstance(error, FileNotFoundError) else "cannot be found"
        raise Unreadable(name, reason, "check its name and that you may read it") from error
    refuse_size(len(data), name)
    return data


def shown_name(name: str) -> str:
    """The last part of a name as one short line of letters, whatever the file system or an upload called it."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else " " for character in last).strip()[:120]


def refuse_size(size: int, name: str) -> None:
    """Raises ``Unreadable`` when ``size`` bytes are more than a plan may have."""
    if size > MAX_FILE_BYTES:
        raise Unreadable(
            name,
            f"is larger than {MAX_FILE_BYTES // 1024 // 1024} MB",
            "save the plan without pictures or attachments and try again",
        )


def open_bytes(data: bytes, name: str) -> Document:
    """Read a file's bytes; ``name`` is used in messages only. Raises ``Unreadable``."""
    name = shown_name(name)
    refuse_size(len(data), name)
    document = _opened(data, name)
    if not any(character.isalnum() for run in document.runs() for character in run.text):
        raise Unreadable(name, "holds no words", "choose the file that holds the plan")
    widest = max((block.columns for block in document.blocks if isinstance(block, Table)), default=0)
    if widest > MAX_COLUMNS:
        raise Unreadable(
            name, f"has a table of {widest:,} columns, which no plan does", "save the plan alone and try again"
        )
    return document


def _opened(data: bytes, name: str) -> Document:
    digest = hashlib.sha256(data).hexdigest()
    kind = detect.kind_of(data, name)
    if kind == "zip":
        return _open_package(data, name, digest)
    if kind == "pdf":
        return _open_pdf(data, name, digest)
    read = detect.decode(data, name)
    if not read.text.strip():
        raise Unreadable(name, "is empty", "choose the file that holds the plan")
    told = () if read.encoding == "UTF-8" and read.sure else (f"Read as {read.encoding} text.",)
    if read.replaced:
        told = (f"{read.replaced} bytes are not {read.encoding} text and are shown as �.",)
    if detect.looks_like_html(read.text):
        from sendplan.formats.web_page import blocks_of_page

        blocks, language = blocks_of_page(data, read, name)
        return Document(name, "text/html", digest, blocks, language=language, remarks=told)
    from sendplan.formats.separated import blocks_of_rows, separator_of

    separator = separator_of(read.text)
    if separator is not None:
        blocks = blocks_of_rows(read.text, separator, name)
        how = (
            *told,
            f"Read as {read.encoding} text with cells parted by {separator.name}.",
        )
        return Document(name, "text/csv", digest, blocks, remarks=how)
    return Document(name, "text/plain", digest, blocks_of_text(read.text, name), flattened=True, remarks=told)


def _open_package(data: bytes, name: str, digest: str) -> Document:
    from sendplan.formats.package import Package

    package = Package(data, name)
    if package.kind == "word":
        from sendplan.formats.word import blocks_of_word

        blocks, remarks = blocks_of_word(package)
        media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    else:
        from sendplan.formats.workbook import blocks_of_workbook

        blocks, remarks = blocks_of_workbook(package)
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Document(name, media, digest, blocks, remarks=remarks)


def _open_pdf(data: bytes, name: str, digest: str) -> Document:
    from sendplan.formats.pdf.blocks import blocks_of_pdf

    read = blocks_of_pdf(data, name)
    return Document(name, "application/pdf", digest, read.blocks, read.flattened, read.language, read.remarks)
