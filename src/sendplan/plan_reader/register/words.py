"""How the register's documents write one value in one cell, and read it back.

An empty cell is no value. Words stand as they are; words that a file would change (a line end, a tab, spaces at an end)
or that mean something in this shape are written as a JSON string in straight quotes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from sendplan.plan_reader.ledger import collapse

__all__ = [
    "AS_ABOVE",
    "day_said",
    "day_shown",
    "fields_said",
    "fields_shown",
    "json_shown",
    "plain",
    "quoted",
    "said",
    "shown",
    "term_said",
    "term_shown",
]

AS_ABOVE = "as above"
"""Stands for an action's words in the rows of its second outcome and those after it."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_EXCEL_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NAME = re.compile(r"[A-Za-z_]\w*")
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")


def shown(text: str | None) -> str:
    """The words to write for ``text``; no words for None."""
    if text is None:
        return ""
    return text if _survives(text) else quoted(text)


def said(words: str) -> str | None:
    """What a cell's words say; None for an empty cell. The inverse of ``shown``."""
    if not words:
        return None
    if len(words) > 1 and words[0] == words[-1] == '"':
        try:
            text = json.loads(words)
        except ValueError:
            return words
        if isinstance(text, str):
            return text
    return words


def _survives(text: str) -> bool:
    if not text or text[0] == '"' or text != collapse(text) or text.casefold() == AS_ABOVE:
        return False
    return _EXCEL_ESCAPE.search(text) is None and not any(map(_odd, text))


def quoted(text: str) -> str:
    """The text as a JSON string in which everything that a file may change is escaped."""
    return json_shown(text)


def json_shown(value: Any) -> str:
    """A value as JSON on one line that every file keeps as it is."""
    words = _EXCEL_ESCAPE.sub(r"\\u005f", json.dumps(value, ensure_ascii=False))
    words = re.sub("(?<= ) ", r"\\u0020", words)
    return "".join(_escaped(character) if _odd(character) else character for character in words)


def fields_shown(fields: Mapping[str, Any]) -> str:
    """Named values on one line: ``kind: "month"; earliest: "2024-03-01"``."""
    return "; ".join(
        f"{name if _NAME.fullmatch(name) else json_shown(name)}: {json_shown(fields[name])}" for name in fields
    )


def fields_said(words: str) -> dict[str, Any] | None:
    """The inverse of ``fields_shown``; None for words that are not of its form."""
    decoder = json.JSONDecoder()
    found: dict[str, Any] = {}
    at = 0
    try:
        while at < len(words):
            plain = _NAME.match(words, at)
            name, at = (plain.group(), plain.end()) if plain else decoder.raw_decode(words, at)
            if not isinstance(name, str) or words[at : at + 2] != ": ":
                return None
            found[name], at = decoder.raw_decode(words, at + 2)
            if words[at : at + 2] not in ("", "; "):
                return None
            at += 2
    except (ValueError, RecursionError):
        return None
    return found


def _odd(character: str) -> bool:
    """True for what an XML file may not hold or a reader takes for white space."""
    code = ord(character)
    if character == " " or 0x20 < code < 0x7F:
        return False
    return (
        character.isspace()
        or character in "\u200b\ufeff"
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or unicodedata.category(character) in ("Cc", "Cs")
    )


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if ord(character) > 0x7F else f"\\u{ord(character):04x}"


def day_shown(day: dt.date | None) -> str:
    """``5 March 2024``, or no words."""
    return "" if day is None else f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"


def day_said(words: str) -> dt.date | None:
    """The day that ``day_shown`` wrote, None for other words."""
    match = _DAY.fullmatch(words)
    if match is None or match[2] not in _MONTHS:
        return None
    try:
        return dt.date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError:
        return None


def plain(text: str) -> str:
    """The text for a title or a caption, which nobody reads back: what cannot be seen becomes a space."""
    return collapse("".join(" " if _odd(character) else character for character in text))


def term_shown(term: str | None, terms: tuple[str, ...]) -> str:
    """One of a fixed set of terms in plain words ("on track"); other words as they are."""
    if term in terms:
        return str(term).replace("_", " ")
    words = shown(term)
    return quoted(str(term)) if words.replace(" ", "_") in terms else words


def term_said(words: str, terms: tuple[str, ...]) -> str | None:
    """The inverse of ``term_shown``."""
    term = words.replace(" ", "_")
    return term if term in terms else said(words)
