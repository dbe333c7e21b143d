"""A document in, a draft out."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sendplan.formats import open_document
from sendplan.formats.document import Document
from sendplan.plan_reader.draft import Draft
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.walk import Walk

__all__ = ["read", "read_document", "read_with_ledger"]


def read(path: Path) -> Draft:
    """Read a published plan from a file. Raises ``sendplan.formats.Unreadable`` with one clear sentence."""
    return read_document(open_document(path))


def read_document(document: Document) -> Draft:
    """The draft of a document, with the findings of its lint. Never raises for what a document says."""
    from sendplan.plan_reader.findings import find

    draft, _ = read_with_ledger(document)
    return msgspec.structs.replace(draft, findings=find(draft, document))


def read_with_ledger(document: Document) -> tuple[Draft, Ledger]:
    """The draft before its lint, and the ledger of which characters of the document it was made from."""
    return Walk(document).draft()
