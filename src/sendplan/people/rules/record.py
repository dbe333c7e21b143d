"""One record of a child, and how its names and numbers are read before they are compared."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Record", "fold", "sound_nhs_number", "sound_upn"]

_CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SPACES = re.compile(r"[\s-]")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")
_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]", re.ASCII)
_NHS_NUMBER = re.compile(r"[0-9]{10}", re.ASCII)


def fold(name: str) -> str:
    """``name`` without what sources write differently: case, accents, hyphens, apostrophes, full stops and spaces.

    Only the accents of European scripts go: in others such marks are letters, and tell one name from another.
    """
    if name.isascii():
        return _NOT_IN_NAMES.sub("", name.lower())
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not "\u0300" <= letter <= "\u036f" and unicodedata.category(letter)[0] not in "PZCS"
    ).casefold()


def sound_upn(given: str) -> str:
    """A unique pupil number in capitals without spaces, or empty where its check letter does not fit (DfE, Unique
    pupil numbers: guide). The last of its thirteen characters may be a letter: it is temporary then."""
    upn = _SPACES.sub("", given).upper()
    if not _UPN.fullmatch(upn) or not upn[1:].strip("0"):
        return ""
    values = [int(each) if each.isdigit() else _CHECK_LETTERS.index(each) for each in upn[1:]]
    checked = sum(place * value for place, value in enumerate(values, 2)) % 23
    return upn if _CHECK_LETTERS[checked] == upn[0] else ""


def sound_nhs_number(given: str) -> str:
    """An NHS number as ten digits, or empty where its check digit (modulus 11) does not fit, and where all are the
    same: that fits as well, and is what is written for "not known"."""
    number = _SPACES.sub("", given)
    if not _NHS_NUMBER.fullmatch(number) or len(set(number)) == 1:
        return ""
    checked = sum(int(digit) * weight for digit, weight in zip(number, range(10, 0, -1), strict=True)) % 11
    return number if checked == 0 else ""


@dataclass(frozen=True)
class Record:
    """One row about one child: ``key`` in ``table`` of the load ``source``, and what it may be known by, as written.

    ``restricted``: adopted, or at a protected address. What is not known is empty, or None for the birth date.
    """

    source: str
    table: str
    key: str
    upn: str = ""
    nhs_number: str = ""
    surname: str = ""
    forename: str = ""
    born_on: dt.date | None = None
    postcode: str = ""
    restricted: bool = False

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it stands; no two records share it."""
        return (self.source, self.table, self.key)

    @cached_property
    def sound_upn(self) -> str:
        return sound_upn(self.upn)

    @cached_property
    def sound_nhs_number(self) -> str:
        return sound_nhs_number(self.nhs_number)

    @cached_property
    def folded_surname(self) -> str:
        return fold(self.surname)

    @cached_property
    def folded_forename(self) -> str:
        return fold(self.forename)
