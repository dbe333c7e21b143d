"""A plan as the JSON that the register writes, taken back in: checked, and shown as it would be printed."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import msgspec

from sendplan.formats.document import Document
from sendplan.formats.opening import refuse_size, shown_name
from sendplan.formats.unreadable import Unreadable
from sendplan.formats.writing import as_document
from sendplan.plan_reader.draft import Draft, from_json
from sendplan.plan_reader.register.layout import laid_out
from sendplan.plan_reader.register.reading import read_register
from sendplan.plan_reader.register.same import first_difference

__all__ = ["MEDIA_TYPE", "open_json"]

MEDIA_TYPE: Final = "application/json"

_REMEDY = "export the plan from the register again, or choose it as Word (.docx), Excel (.xlsx) or HTML"
_DIGITS = 30
_LARGEST = 1_000_000
_SHOWN_ON = dt.date(2000, 1, 1)


def open_json(data: bytes, name: str) -> tuple[Draft, Document]:
    """The draft in a JSON file and the document it is shown as. Raises ``Unreadable`` with one sentence.

    The draft's places are in that document; its findings are left to the caller.
    """
    name = shown_name(name)
    refuse_size(len(data), name)
    try:
        given = from_json(data.removeprefix(b"\xef\xbb\xbf"))
        _refuse_odd(given, name)
        document = as_document(laid_out(given, "print", day=_SHOWN_ON), name)
        document = replace(
            document,
            media_type=MEDIA_TYPE,
            sha256=hashlib.sha256(data).hexdigest(),
            remarks=("Read as the register’s own JSON, and shown as it would be printed.",),
        )
        draft, _ = read_register(document)
    except UnicodeDecodeError as error:
        raise Unreadable(name, "is JSON, but holds bytes that are not UTF-8 text", _REMEDY) from error
    except msgspec.MsgspecError as error:
        raise Unreadable(name, f"is JSON, but not a plan of the register: {_one_line(error)}", _REMEDY) from error
    except RecursionError as error:
        raise Unreadable(name, "is JSON nested too deeply to be a plan", _REMEDY) from error
    odd = first_difference(given, draft)
    if odd is not None:
        raise Unreadable(name, f"is JSON of a plan whose parts do not fit together, at {odd}", _REMEDY)
    return msgspec.structs.replace(draft, unplaced=()), document


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _refuse_odd(part: Any, name: str) -> None:
    """Figures and texts that a plan never has, and that what comes after could stumble over."""
    if isinstance(part, msgspec.Struct):
        for field in part.__struct_fields__:
            _refuse_odd(getattr(part, field), name)
    elif isinstance(part, dict):
        for key, value in part.items():
            _refuse_odd(key, name)
            _refuse_odd(value, name)
    elif isinstance(part, list | tuple):
        for each in part:
            _refuse_odd(each, name)
    elif isinstance(part, Decimal):
        _, digits, exponent = part.as_tuple()
        if not isinstance(exponent, int) or len(digits) > _DIGITS or abs(exponent) > _DIGITS:
            raise Unreadable(name, "is JSON of a plan with a figure too long to be one", _REMEDY)
    elif isinstance(part, int) and abs(part) > _LARGEST:
        raise Unreadable(name, "is JSON of a plan with a number too large to be one", _REMEDY)
    elif isinstance(part, str) and "\x00" in part:
        raise Unreadable(name, "is JSON of a plan with a text that holds a null character", _REMEDY)
