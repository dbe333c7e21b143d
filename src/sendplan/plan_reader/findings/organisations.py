"""The rule about bodies that no longer exist, and the dated list it reads."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from sendplan.plan_reader.findings.prose import counted, listed, quoted, sentences
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, Text

__all__ = ["Organisation", "organisations"]

# A sentence that speaks of the past may name what no longer exists.
_PAST = re.compile(
    r"\b(former(ly)?|previous(ly)?|predecessor|then|until|abolished|dissolved|replaced|merged|became|legacy|"
    r"was known|used to|succeeded)\b",
    re.IGNORECASE,
)


class Organisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A body that has ended. ``ended`` is the first day on which it did not exist."""

    title: str
    names: tuple[str, ...]
    ended: dt.date
    successor: str
    source: str
    law: str | None = None


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    organisation: tuple[Organisation, ...]


@cache
def organisations() -> tuple[Organisation, ...]:
    """The bodies listed in ``organisations.toml``, with the day each ended and where that can be checked."""
    text = files(__package__).joinpath("organisations.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Listing).organisation


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


@rule(
    code="organisation-no-longer-exists",
    title="A body that no longer exists",
    severity="warning",
    why="A duty or a name that hangs on an abolished body is nobody’s, and shows text carried over from an older plan.",
    example="“Chief Executive, Clinical Commissioning Group” in a plan with dates in 2024.",
    remedy="Name the body that has the duty now.",
)
def organisation_no_longer_exists(subject: Subject) -> Iterator[Hit]:
    if not subject.dates:
        return
    last = subject.dates[-1]
    for organisation in organisations():
        if last < organisation.ended:
            continue
        texts = [text for text in subject.texts if any(name in text.text for name in organisation.names)]
        if not texts:
            continue
        name = re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, organisation.names)) + r")(?![\w-])")
        found = [(text, said) for text in texts if name.search(text.text) for said in _mentions(text, name)]
        if found:
            forms = sorted({said for _, said in found})
            law = f" ({organisation.law})" if organisation.law else ""
            yield Hit(
                f"The plan names {listed(quoted(form) for form in forms)} in "
                f"{counted(len({text.where for text, _ in found}), 'place')} and has dates up to {_day(last)}; "
                f"{organisation.title} ended on {_day(organisation.ended)}{law}.",
                quote=found[0][0].text,
                where=tuple(text.where for text, _ in found),
                remedy=f"Name the body that has the duty now: {organisation.successor}.",
            )


def _mentions(text: Text, name: re.Pattern[str]) -> list[str]:
    return [
        match.group(1)
        for sentence in sentences(text.text)
        if not _PAST.search(sentence)
        for match in name.finditer(sentence)
    ]
