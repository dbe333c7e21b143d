"""Which column each value of a flattened row stood in, when empty cells have vanished.

Values keep their order, and each has a type that only some columns take. One way to place them is certain; several
are put in order of likelihood and all kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

from sendplan.plan_reader.header_words import Field

__all__ = ["Alignments", "Token", "TokenType", "align"]

TokenType = Literal["level", "change", "date", "not_set", "baseline_not_set", "unknown"]

_ACCEPTS: dict[str, frozenset[TokenType]] = {
    "baseline": frozenset({"level", "not_set", "baseline_not_set", "unknown"}),
    "baseline_date": frozenset({"date", "not_set", "unknown"}),
    "step": frozenset({"level", "change", "not_set", "unknown"}),
    "actual": frozenset({"level", "not_set", "unknown"}),
    "update": frozenset({"unknown"}),
    "status": frozenset({"unknown"}),
    "other": frozenset({"level", "change", "date", "not_set", "unknown"}),
}
_MOST_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class Token:
    """One value of a row: ``start`` and ``end`` are positions in the row's raw text, ``line`` its paragraph."""

    type: TokenType
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignments:
    """Every way the values may stand, likeliest first: for each value, its column's position in ``fields``."""

    ways: tuple[tuple[int, ...], ...]

    @property
    def certain(self) -> bool:
        return len(self.ways) == 1


def align(types: Sequence[TokenType], fields: Sequence[Field]) -> Alignments:
    """All placings of the values in the columns, in order; empty when there is none.

    The order of likelihood: a word for "not yet set" stands in the leftmost column it can; the first figure is the
    baseline; the other figures fill the columns from the right, so that the last is the target.
    """
    ways = sorted(islice(_ways(types, fields), _MOST_TRIED), key=lambda way: _cost(way, types, fields))
    return Alignments(tuple(ways))


def _ways(types: Sequence[TokenType], fields: Sequence[Field]) -> Iterator[tuple[int, ...]]:
    for way in combinations(range(len(fields)), len(types)):
        if all(kind in _ACCEPTS[fields[column]] for kind, column in zip(types, way, strict=True)):
            yield way


def _cost(way: tuple[int, ...], types: Sequence[TokenType], fields: Sequence[Field]) -> tuple[int, tuple[int, ...]]:
    cost = 0
    for kind, column in zip(types, way, strict=True):
        if kind in ("not_set", "baseline_not_set"):
            cost += column
        elif fields[column] == "other":
            cost += 2 * len(fields)
        elif fields[column] == "step":
            cost += len(fields) - 1 - column
    return cost, way
