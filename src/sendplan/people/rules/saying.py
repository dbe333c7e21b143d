"""What two records say of each other, in a sentence without any value of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sendplan.people.rules.record import Record, fold

__all__ = ["ALONE", "AMONG", "BY_A_PERSON", "Said", "Says", "comparable", "compare", "conflicting"]

Says = Literal["same by number", "same by name", "ask", "different"]

ALONE: Final = "No other record was found to be this child's."
AMONG: Final = "It shares a number, its birth date and its forename with records of this child, or its whole name."
BY_A_PERSON: Final = "A person decided that its records are of one child."


@dataclass(frozen=True, slots=True)
class Said:
    """``says`` what may be done without a person; ``sentence`` is the evidence, or the reason why a person is asked."""

    says: Says
    sentence: str


def conflicting(one: Record, other: Record) -> tuple[str, ...]:
    """The kinds of number that both have and that differ."""
    kinds = (
        ("UPN", one.sound_upn, other.sound_upn),
        ("NHS number", one.sound_nhs_number, other.sound_nhs_number),
    )
    return tuple(kind for kind, a, b in kinds if a and b and a != b)


def comparable(one: Record, other: Record) -> bool:
    """Whether both have a sound number of the same kind."""
    return bool((one.sound_upn and other.sound_upn) or (one.sound_nhs_number and other.sound_nhs_number))


def compare(one: Record, other: Record) -> Said:
    """What two records say of each other, if there were no third.

    Same by number: a sound UPN or NHS number, the birth date and the forename agree, and no number differs. Same by
    name: surname, forename and birth date agree, and no number differs. To be asked: everything that could be one
    child and is less than that, and everything like it of which one is restricted.
    """
    agreeing = _agreeing(one, other)
    differ = conflicting(one, other)
    forename = bool(one.folded_forename) and one.folded_forename == other.folded_forename
    born = one.born_on is not None and one.born_on == other.born_on
    surname = bool(one.folded_surname) and one.folded_surname == other.folded_surname
    named = surname and forename and born
    twin = surname and born and not forename and not comparable(one, other)
    if not (agreeing or named or twin):
        return Said("different", "Nothing that they share says that they are one child.")
    if one.restricted or other.restricted:
        return Said("ask", f"{_shared(agreeing, surname, forename, born)}; one of them is restricted.")
    if agreeing and not (forename and born):
        apart = [word for word, same in (("birth date", born), ("forename", forename)) if not same]
        return Said("ask", f"The same {' and '.join(agreeing)}, but not the same {' or '.join(apart)}.")
    if differ and (agreeing or named):
        numbers = " and ".join(f"{each}s" for each in differ)
        return Said("ask", f"{_shared(agreeing, surname, forename, born)}, but different {numbers}.")
    if agreeing:
        return Said("same by number", f"The same {' and '.join(agreeing)}, birth date and forename.")
    if named:
        return Said("same by name", "The same surname, forename and birth date, and no number that differs.")
    at = bool(one.postcode) and fold(one.postcode) == fold(other.postcode)
    return Said(
        "ask",
        f"The same surname{', postcode' if at else ''} and birth date, another forename, and no number that both have: "
        "they may be twins.",
    )


def _agreeing(one: Record, other: Record) -> tuple[str, ...]:
    upn = bool(one.sound_upn) and one.sound_upn == other.sound_upn
    nhs = bool(one.sound_nhs_number) and one.sound_nhs_number == other.sound_nhs_number
    return tuple(kind for kind, same in (("UPN", upn), ("NHS number", nhs)) if same)


def _shared(agreeing: tuple[str, ...], surname: bool, forename: bool, born: bool) -> str:
    parts = [*agreeing]
    parts += [word for word, same in (("surname", surname), ("forename", forename), ("birth date", born)) if same]
    return f"The same {', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else f"The same {parts[0]}"
