"""Where the reader was unsure, in words, from the draft's ambiguities. Plain Python; asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sendplan.plan.queries.pages import DoubtShown, Place, Reading
from sendplan.plan.wording import listed, quoted

__all__ = ["doubts_shown"]

_WORDS = {
    "text": "action",
    "due": "due date",
    "ref": "reference",
    "baseline": "starting figure",
    "baseline_date": "date of the starting figure",
    "steps": "steps",
}


def doubts_shown(
    kind: Literal["action", "target"],
    label: str,
    id_: str | None,
    place: Place,
    ambiguities: Iterable[Mapping[str, Any]],
    first: int = 1,
) -> tuple[DoubtShown, ...]:
    """One item's doubts, from the draft's ambiguities as built-in types; anchors are numbered from ``first``."""
    return tuple(
        DoubtShown(
            kind=kind,
            label=label,
            id=id_,
            field=_words(str(each["field"])),
            place=place,
            anchor=f"doubt-{number}",
            preferred=_preferred(each["preferred"], each["others"]),
            others=tuple(_reading(each["preferred"], other) for other in each["others"]),
            evidence=str(each["evidence"]),
        )
        for number, each in enumerate(ambiguities, start=first)
    )


def _words(name: str) -> str:
    return _WORDS.get(name, name.replace("_", " "))


def _preferred(preferred: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> Reading:
    """What was read where any other reading differs or is silent; all of it where none does."""
    readings = list(others)
    doubtful = [
        name for name, value in preferred.items() if any(name not in each or each[name] != value for each in readings)
    ]
    return tuple((_words(name), _value(preferred[name])) for name in doubtful or preferred)


def _reading(preferred: Mapping[str, Any], other: Mapping[str, Any]) -> Reading:
    return tuple(
        (_words(name), _value(value))
        for name, value in other.items()
        if name not in preferred or preferred[name] != value
    )


def _value(value: Any) -> str:
    if value is None or value in ("", [], ()):
        return "nothing"
    if isinstance(value, (list, tuple)):
        return listed([_value(each) for each in value])
    return quoted(str(value))
