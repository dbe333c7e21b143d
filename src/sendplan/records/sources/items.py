"""Which item of the return a tag or a heading means, without regard to case, spacing or a supplier's spelling."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sendplan.records.modules import HEADER, MODULES, Item, Module
from sendplan.records.staging import Finding
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["Fault", "Meaning", "Strangers", "columns_of", "extra_of", "fold", "meaning"]

# Read in either record; which is right changed in 2024.
_EITHER = ("Res", "WBP")
MOST_STRANGERS = 1_000

Fault = Literal["", "S1", "S2", "S3"]


def fold(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def columns_of(module: Module) -> tuple[str, ...]:
    """The columns of the module's raw table: every item of any year by its lower-case tag."""
    return tuple(dict.fromkeys(item.tag.lower() for item in module.items))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tag or heading means in a module: its column, '' where it has none there; and what is to be said of it."""

    column: str
    fault: Fault = ""


@cache
def meaning(module: str, tag: str, year: int) -> Meaning:
    """What `tag`, in any spelling, means in `module` ("sen2" is the header) in the return of a census year."""
    of = HEADER if module == HEADER.name else MODULES[module]
    folded = fold(tag)
    spelt = [item for item in of.items if folded in _spellings(item)]
    for item in spelt:
        if item.stands_in(year):
            return Meaning(item.tag.lower())
    for item in spelt:
        return Meaning(item.tag.lower(), "S2" if item.tag in _EITHER else "S3")
    elsewhere = any(folded in _spellings(item) for other in MODULES.values() for item in other.items)
    return Meaning("", "S2" if elsewhere else "S1")


@cache
def _spellings(item: Item) -> frozenset[str]:
    return frozenset(map(fold, (item.tag, *item.aliases)))


def extra_of(others: Mapping[str, list[str]]) -> str | None:
    """What a row has beyond its columns, as JSON: a value by its name as sent, a list where it came more than once."""
    if not others:
        return None
    return json.dumps(
        {name: values[0] if len(values) == 1 else values for name, values in others.items()}, ensure_ascii=False
    )


@dataclass(slots=True)
class _Seen:
    line: int | None
    times: int = 0


class Strangers:
    """Names that a return should not have where they stand: each told once, with where it first stood and how often."""

    def __init__(self) -> None:
        self._seen: dict[tuple[Fault, str, str], _Seen] = {}
        self._more = 0

    def saw(self, fault: Fault, module: str, tag: str, line: int | None) -> None:
        """Count a name. Beyond `MOST_STRANGERS` different ones only their number is kept."""
        key = (fault, module, tag)
        if key not in self._seen:
            if len(self._seen) >= MOST_STRANGERS:
                self._more += 1
                return
            self._seen[key] = _Seen(line)
        self._seen[key].times += 1

    def findings(self, file: str, place: str = "") -> Iterator[Finding]:
        """One row of `issues` for each name."""
        for (fault, module, tag), seen in self._seen.items():
            title = (HEADER if module == HEADER.name else MODULES[module]).tag
            times = "once" if seen.times == 1 else f"{seen.times:,} times"
            yield STRUCTURE_RULES[fault].finding(
                module, column=tag, value=tag, file=file, line=seen.line, place=place, reason=f" in {title}: {times}"
            )
        if self._more:
            yield STRUCTURE_RULES["S1"].finding(
                "person", value="…", file=file, place=place, reason=f", nor {self._more:,} more of other names"
            )
