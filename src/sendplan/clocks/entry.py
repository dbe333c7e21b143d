"""One entry of a deadlines file, field by field: each read gives the value, or refuses it in one clear sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, NoReturn, Self

from sendplan.clocks.events import near
from sendplan.clocks.period import Period
from sendplan.clocks.words import MONTHS, any_of

__all__ = ["DeadlineError", "Entry"]


class DeadlineError(ValueError):
    """What is wrong in a deadlines file: each sentence names file, entry, field, value, reason and remedy."""


class Entry:
    """A table of a file of deadlines. ``place`` names it to a person, as “deadlines.toml, entry plan-issued”.

    Files of another kind have a class of their own, with the error that their faults raise.
    """

    error: ClassVar[type[ValueError]] = DeadlineError

    def __init__(self, place: str, table: Mapping[str, Any]) -> None:
        self.place = place
        self.table = table

    def refuse(self, field: str, reason: str, remedy: str) -> NoReturn:
        """Raise the error of this kind of file for ``field``."""
        value = f" is {_shown(self.table[field])}, but" if field in self.table else ":"
        raise self.error(f"{self.place}, {field}{value} {reason}; {remedy}.")

    def only(self, fields: Collection[str]) -> None:
        """Refuse a field that is not among ``fields``."""
        for name in self.table:
            if name not in fields:
                meant = near(name, fields)
                self.refuse(name, "there is no such field", f"use {any_of(meant or sorted(fields))}")

    def has(self, field: str) -> bool:
        """Whether the field is there."""
        return field in self.table

    def text(self, field: str, absent: str | None = None) -> str:
        """Text that is not blank. Without ``absent`` it must be there."""
        if field not in self.table:
            if absent is None:
                self.refuse(field, "it is missing", "add it")
            return absent
        value = self.table[field]
        if not isinstance(value, str) or not value.strip():
            self.refuse(field, "it must be text that is not blank", "write it in quotation marks")
        return value.strip()

    def one_of(self, field: str, known: Collection[str], absent: str | None = None) -> str:
        """A word that must be one of ``known``."""
        value = self.text(field, absent)
        if value not in known:
            self.refuse(field, "that is not a choice", f"write {any_of(list(known))}")
        return value

    def names(self, field: str, known: Collection[str], what: str) -> tuple[str, ...]:
        """One name or a list of them, each of which must be ``known``; nothing when the field is absent."""
        value = self.table.get(field, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            self.refuse(field, "it must be a name or a list of names", "write each in quotation marks")
        for item in items:
            self._known(field, item, known, what)
        if len(set(items)) != len(items):
            self.refuse(field, "a name stands in it twice", "write each once")
        return tuple(items)

    def dated(self, field: str, known: Collection[str], what: str) -> dict[str, dt.date]:
        """A table of names, each of which must be ``known``, and their dates."""
        inner = self.inner(field)
        found = {}
        for name in inner.table:
            self._known(field, name, known, what)
            day = inner.date(name)
            if day is not None:
                found[name] = day
        return found

    def _known(self, field: str, name: str, known: Collection[str], what: str) -> None:
        if name in known:
            return
        meant = near(name, known)
        remedy = f"use {any_of([f'“{each}”' for each in meant])}" if meant else f"use one of {', '.join(sorted(known))}"
        self.refuse(field, f"there is no {what} “{name}”", remedy)

    def period(self, field: str) -> Period:
        """A period, as “20 weeks”."""
        try:
            return Period.read(self.text(field))
        except self.error:
            raise
        except ValueError as reason:
            why, _, remedy = str(reason).partition("; ")
            self.refuse(field, why, remedy)

    def date(self, field: str, absent: dt.date | None = None) -> dt.date | None:
        """A date, written without quotation marks."""
        value = self.table.get(field, absent)
        if value is not None and type(value) is not dt.date:
            self.refuse(field, "it must be a date", "write it as 2025-01-06, without quotation marks")
        return value

    def flag(self, field: str, *, absent: bool) -> bool:
        """True or false."""
        value = self.table.get(field, absent)
        if not isinstance(value, bool):
            self.refuse(field, "it must be true or false", "write true or false, without quotation marks")
        return value

    def day_of_year(self, field: str) -> tuple[int, int]:
        """A day of every year, as “15 February”: its month and day."""
        text = self.text(field)
        number, _, month = text.partition(" ")
        try:
            found = (MONTHS.index(month) + 1, int(number))
            dt.date(2023, *found)  # 2023 has no 29 February: a day that not every year has
        except ValueError:
            self.refuse(field, "it is not a day of every year", "write it as “15 February”")
        return found

    def link(self, field: str, *, needed: bool) -> str:
        """An address that begins with https://."""
        value = self.text(field, None if needed else "")
        if value and (not value.startswith("https://") or " " in value):
            self.refuse(field, "it is no address", "write it whole, from https://")
        return value

    def tables(self, field: str) -> tuple[Self, ...]:
        """A list of tables; nothing when the field is absent."""
        value = self.table.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.refuse(field, "it must be a list of tables", f"write each below its own [[…{field}]]")
        return tuple(type(self)(f"{self.place}, {field} {number}", item) for number, item in enumerate(value, 1))

    def inner(self, field: str) -> Self:
        """A table inside this one."""
        value = self.table.get(field)
        if not isinstance(value, dict):
            self.refuse(field, "it must be a table", "write its fields between { and }")
        return type(self)(f"{self.place}, {field}", value)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    return text if len(text) < 120 else text[:117] + "…"
