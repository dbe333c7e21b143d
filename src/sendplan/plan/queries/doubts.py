"""Where the reader was unsure, in words, from the draft's ambiguities. Plain Python; asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sendplan.plan.queries.pages import DoubtShown, Place, Reading
from sendplan.plan.wording import listed, quoted
from sendplan.plan_reader.draft import Ambiguity

__all__ = ["alike", "doubts_shown"]

_WORDS = {
    "text": "action",
    "due": "due date",
    "ref": "reference",
    "baseline": "starting figure",
    "baseline_date": "date of the starting figure",
}
# In the order in which a row reads, whatever order the reader found them in.
_FIRST = ("section", "ref", "name", "text", "outcomes", "due", "owners", "baseline", "baseline_date")
_LAST = ("target",)


def doubts_shown(
    kind: Literal["action", "target"],
    label: str,
    id_: str | None,
    place: Place,
    ambiguities: Iterable[Ambiguity],
    first: int = 1,
) -> tuple[DoubtShown, ...]:
    """One item's doubts, from the draft's ambiguities; anchors are numbered from ``first``."""
    return tuple(
        DoubtShown(
            kind=kind,
            label=label,
            id=id_,
            field=_words(each.field),
            place=place,
            anchor=f"doubt-{number}",
            preferred=_preferred(each.preferred, each.others),
            others=tuple(_reading(each.preferred, other) for other in each.others),
            evidence=each.evidence,
        )
        for number, each in enumerate(ambiguities, start=first)
    )


def alike(doubts: Iterable[DoubtShown]) -> tuple[tuple[DoubtShown, ...], ...]:
    """Doubts that say the very same of several items, side by side, in the order in which each first comes."""
    found: dict[tuple[object, ...], list[DoubtShown]] = {}
    for doubt in doubts:
        same = (doubt.kind, doubt.field, doubt.preferred, doubt.others, doubt.evidence)
        found.setdefault(same, []).append(doubt)
    return tuple(tuple(each) for each in found.values())


def _in_order(reading: Mapping[str, Any]) -> list[str]:
    def rank(name: str) -> int:
        if name in _FIRST:
            return _FIRST.index(name)
        return len(_FIRST) + (name in _LAST)

    return sorted(reading, key=rank)


def _words(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " "))


def _preferred(preferred: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> Reading:
    """What was read where any other reading differs or is silent; all of it where none does."""
    readings = list(others)
    doubtful = [
        name
        for name in _in_order(preferred)
        if any(name not in each or each[name] != preferred[name] for each in readings)
    ]
    return tuple((_words(name), _value(preferred[name])) for name in doubtful or _in_order(preferred))


def _reading(preferred: Mapping[str, Any], other: Mapping[str, Any]) -> Reading:
    return tuple(
        (_words(name), _value(other[name]))
        for name in _in_order(other)
        if name not in preferred or preferred[name] != other[name]
    )


def _value(value: Any) -> str:
    if value is None or value in ("", [], ()):
        return "nothing"
    if isinstance(value, (list, tuple)):
        return listed([_value(each) for each in value])
    return quoted(str(value))
