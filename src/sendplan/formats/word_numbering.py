"""Numbers that Word counts for itself: "1.", "A.", "2.3", as they stand on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

__all__ = ["Numbering"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
)
_ROMAN_SMALL = ((5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts list numbers in reading order. One counter for each abstract list, as Word has it."""

    def __init__(self, element: etree._Element | None) -> None:
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()
        if element is not None:
            self._read(element)

    def _read(self, element: etree._Element) -> None:
        for abstract in element.findall(f"{_W}abstractNum"):
            name = abstract.get(f"{_W}abstractNumId") or ""
            for level in abstract.findall(f"{_W}lvl"):
                self._levels[name, _number(level.get(f"{_W}ilvl"), 0)] = _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _number(_value(level, "start"), 1),
                )
        for num in element.findall(f"{_W}num"):
            name = num.get(f"{_W}numId") or ""
            self._abstract[name] = _value(num, "abstractNumId") or ""
            for override in num.findall(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    self._starts[name, _number(override.get(f"{_W}ilvl"), 0)] = _number(start, 1)

    def next(self, num: str, level: int) -> str:
        """The number of the next paragraph of a list at a level, as printed; empty for a bullet or an unknown list."""
        abstract = self._abstract.get(num)
        if abstract is None or (abstract, level) not in self._levels:
            return ""
        if num not in self._begun:
            self._begun.add(num)
            for (name, at), start in self._starts.items():
                if name == num:
                    self._counts[abstract, at] = start - 1
        mine = self._levels[abstract, level]
        self._counts[abstract, level] = self._counts.get((abstract, level), mine.start - 1) + 1
        for key in [key for key in self._counts if key[0] == abstract and key[1] > level]:
            del self._counts[key]
        if mine.form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: self._shown(abstract, int(match.group(1)) - 1), mine.text)

    def _shown(self, abstract: str, level: int) -> str:
        known = self._levels.get((abstract, level))
        if known is None:
            return ""
        return _written(self._counts.get((abstract, level), known.start), known.form)


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, letters in (*_ROMAN, *_ROMAN_SMALL):
            while count >= value:
                roman += letters
                count -= value
        return roman.upper() if form.startswith("upper") else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)
