"""A draft or a version's content as a file: Word, Excel, a web page or JSON. Each reads back as the same plan."""

from __future__ import annotations

import datetime as dt
from typing import Literal, get_args

from sendplan.plan_reader.draft import Draft, to_json

__all__ = ["KINDS", "MEDIA_TYPES", "Kind", "exported"]

Kind = Literal["docx", "xlsx", "html", "json"]

KINDS: tuple[Kind, ...] = get_args(Kind)

MEDIA_TYPES: dict[Kind, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


def exported(draft: Draft, kind: Kind, *, today: dt.date, version: str | None = None) -> bytes:
    """``draft`` as the bytes of a file of that kind; the same draft, day and version give the same bytes.

    Read back (``plan_reader.read_document``), it is an equal draft, ids kept, but for its source, places, findings and
    what found no place. ``today`` is the day it is written out, ``version`` the version's name in plain words, for
    people only. Raises ``Unwritable`` with one sentence where the words do not fit the kind of file.
    """
    if kind == "json":
        return to_json(draft)
    from sendplan.plan_reader.register.layout import laid_out

    written = laid_out(draft, "workbook" if kind == "xlsx" else "print", day=today, version=version)
    if kind == "docx":
        from sendplan.formats.write_docx import to_docx

        return to_docx(written)
    if kind == "xlsx":
        from sendplan.formats.write_xlsx import to_xlsx

        return to_xlsx(written)
    from sendplan.formats.write_html import to_html

    return to_html(written)
