"""A document in, a draft out."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sendplan.formats import open_bytes
from sendplan.formats.document import Document
from sendplan.formats.opening import read_bytes
from sendplan.plan_reader.draft import Draft
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.register.form import is_register, looks_like_json
from sendplan.plan_reader.walk import Walk

__all__ = ["read", "read_document", "read_file", "read_plan", "read_with_ledger"]


def read(path: Path) -> Draft:
    """Read a plan from a file, a published one or one that the register wrote. Raises
    ``sendplan.formats.Unreadable`` with one clear sentence."""
    return read_file(path)[0]


def read_file(path: Path) -> tuple[Draft, Document]:
    """The draft of a file, and the document it was read from. Raises ``Unreadable``."""
    return read_plan(read_bytes(path), path.name)


def read_plan(data: bytes, name: str) -> tuple[Draft, Document]:
    """The draft of a file's bytes, and the document it was read from. Raises ``Unreadable``."""
    if looks_like_json(data):
        from sendplan.plan_reader.findings import find
        from sendplan.plan_reader.register.json_file import open_json

        draft, document = open_json(data, name)
        return msgspec.structs.replace(draft, findings=find(draft, document)), document
    document = open_bytes(data, name)
    return read_document(document), document


def read_document(document: Document) -> Draft:
    """The draft of a document, with the findings of its lint. Never raises for what a document says."""
    from sendplan.plan_reader.findings import find

    draft, _ = read_with_ledger(document)
    return msgspec.structs.replace(draft, findings=find(draft, document))


def read_with_ledger(document: Document) -> tuple[Draft, Ledger]:
    """The draft before its lint, and the ledger of which characters of the document it was made from."""
    if is_register(document):
        from sendplan.plan_reader.register.reading import read_register

        return read_register(document)
    return Walk(document).draft()
