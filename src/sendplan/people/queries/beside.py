"""Two children's records side by side: each thing they may be known by, and in words whether it agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sendplan.people.queries.children import RecordShown
from sendplan.people.rules import fold, sound_nhs_number, sound_upn

__all__ = ["Line", "lines"]

UNSOUND = "its check does not fit"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a child may be known by. ``one`` and ``other`` are what the records of each say, each once; ``agrees``
    None where it cannot be told; ``words`` say so."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    agrees: bool | None
    words: str


def lines(one: Sequence[RecordShown], other: Sequence[RecordShown]) -> tuple[Line, ...]:
    """What the records of two children say, line by line. A number whose check does not fit agrees with none."""
    return (
        _line("First name", one, other, lambda each: each.forename, fold),
        _line("Surname", one, other, lambda each: each.surname, fold),
        _line("Date of birth", one, other, _born, str),
        _line("UPN", one, other, lambda each: each.upn, sound_upn),
        _line("NHS number", one, other, lambda each: each.nhs_number, sound_nhs_number),
        _line("Home postcode", one, other, lambda each: each.postcode, fold),
    )


def _born(record: RecordShown) -> str:
    born = record.born_on
    return "" if born is None else f"{born.day} {born:%B %Y}"


def _line(
    name: str,
    one: Iterable[RecordShown],
    other: Iterable[RecordShown],
    said: Callable[[RecordShown], str],
    compared: Callable[[str], str],
) -> Line:
    mine, theirs = _each_once(map(said, one)), _each_once(map(said, other))
    a, b = ({compared(each) for each in values} - {""} for values in (mine, theirs))
    agrees = None if not a or not b else bool(a & b)
    return Line(
        name, _marked(mine, compared), _marked(theirs, compared), agrees, _words(mine, theirs, agrees, len(a | b) > 1)
    )


def _marked(values: Iterable[str], compared: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(each if compared(each) else f"{each} ({UNSOUND})" for each in values)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in values if each.strip()))


def _words(mine: Sequence[str], theirs: Sequence[str], agrees: bool | None, several: bool) -> str:
    if not mine and not theirs:
        return "Not known of either"
    if not mine or not theirs:
        return f"Known only of the {'second' if theirs else 'first'}"
    if agrees is None:
        return "Cannot be compared"
    if not agrees:
        return "Different"
    if several:
        return "The same in part"
    return "The same" if set(mine) == set(theirs) else "The same, written differently"
