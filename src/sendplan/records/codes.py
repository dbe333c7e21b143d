"""The lists of codes and the authorities of England, from the data files in `reference`."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

__all__ = ["Authority", "Code", "authorities", "closed_authorities", "code_lists", "folded", "is_open", "spellings"]

Sure = Literal["read", "known", "check", "own", "open"]

AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list. `since` and `until` are the first and last census year that has it; `sure` is how it was
    learnt, as `reference/SOURCES.md` explains."""

    list: str
    code: str
    meaning: str
    since: int | None
    until: int | None
    source: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Authority:
    """A local authority: its nine-character ONS code, DfE's three digits for it, and its region.

    `other_ons_codes` are codes it had before or has had since. `closed_on` is its last day, None for one that stands.
    """

    ons_code: str
    dfe_number: str
    name: str
    region_code: str
    region: str
    other_ons_codes: tuple[str, ...]
    closed_on: dt.date | None


@cache
def code_lists() -> Mapping[str, tuple[Code, ...]]:
    """Every list by its name, its codes in the file's order. A list that is open has none."""
    found: dict[str, list[Code]] = {}
    for row in _rows("codes.csv"):
        codes = found.setdefault(row["list"], [])
        sure: Sure = row["sure"]  # type: ignore[assignment]  # a test holds the file to these words
        if sure != "open":
            codes.append(
                Code(
                    row["list"],
                    row["code"],
                    row["meaning"],
                    _year(row["since"]),
                    _year(row["until"]),
                    row["source"],
                    sure,
                )
            )
    found[AUTHORITY] = [
        Code(
            AUTHORITY,
            each.dfe_number,
            each.name,
            None,
            each.closed_on.year + 1 if each.closed_on else None,
            "DfE",
            "read",
        )
        for each in (*authorities(), *closed_authorities())
    ]
    return MappingProxyType({name: tuple(codes) for name, codes in found.items()})


def is_open(name: str) -> bool:
    """Whether the list's codes are not known here, so that none can be questioned. Raises KeyError for no list."""
    return not code_lists()[name]


def spellings(name: str) -> Mapping[str, str]:
    """The list's codes by every spelling that means one, folded. A code of our own may be sent as its meaning."""
    found = {folded(each.meaning): each.code for each in code_lists()[name] if each.sure == "own"}
    return found | {folded(each.code): each.code for each in code_lists()[name]}


def folded(text: str) -> str:
    """A spelling in which capitals, and spaces, underscores and hyphens among themselves, make no difference."""
    return re.sub(r"[\s_\-‐‑‒–]+", " ", text.strip().lower())


@cache
def authorities() -> tuple[Authority, ...]:
    """The authorities that stand, by DfE's number: 153."""
    return tuple(each for each in _authorities() if each.closed_on is None)


def dfe_number(ons_code: str) -> str:
    """DfE's three digits for the authority with an ONS code it has or had; "" for one that is not known."""
    found = (
        each for each in (*authorities(), *closed_authorities()) if ons_code in (each.ons_code, *each.other_ons_codes)
    )
    return next((each.dfe_number for each in found), "")


@cache
def closed_authorities() -> tuple[Authority, ...]:
    """Those that closed, whose numbers still stand in older returns."""
    return tuple(each for each in _authorities() if each.closed_on is not None)


def _authorities() -> Iterator[Authority]:
    for row in _rows("authorities.csv"):
        yield Authority(
            row["ons_code"],
            row["dfe_number"],
            row["name"],
            row["region_code"],
            row["region"],
            tuple(row["other_ons_codes"].split()),
            dt.date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        )


def _year(text: str) -> int | None:
    return int(text) if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("sendplan.records.reference").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
