"""What the register's own files are known by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendplan.formats.document import Document, Table
from sendplan.plan_reader.ledger import collapse
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.tables import heads

__all__ = ["is_register", "looks_like_json"]

_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?[ \t\r\n]*\{[ \t\r\n]*["}]')


def looks_like_json(data: bytes) -> bool:
    """True for bytes that begin as a JSON object does; no published plan begins so."""
    return _BEGINS.match(data) is not None


def is_register(document: Document) -> bool:
    """True for a document of the register's own shape: a table of its first ten names the form."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return any(_names_form(table) for table in tables[:10])


def _headed(table: Table, names: Sequence[str]) -> bool:
    """True where the table's first row has all these headings."""
    return set(names) <= {label for label, _ in heads(table).values()}


def _names_form(table: Table) -> bool:
    if not _headed(table, labels.ABOUT):
        return False
    by_row: dict[int, list[str]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(collapse(cell.text))
    return [labels.FORM_ROW, labels.FORM] in by_row.values()
