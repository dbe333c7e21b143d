"""The front matter of the register's documents, read back."""

from __future__ import annotations

from collections.abc import Callable

from sendplan.formats.document import Table
from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import (
    Body,
    Inspection,
    Metadata,
    Person,
    Statement,
    StatusKey,
    StatusMeaning,
    Weakness,
)
from sendplan.plan_reader.ledger import Ledger
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.tables import Row, rows_of
from sendplan.plan_reader.register.words import term_said

__all__ = ["FrontRead", "meaning_of"]


def meaning_of(words: str) -> StatusMeaning:
    """A rating's meaning from the plain words of the ``Read as`` column."""
    term = words.replace(" ", "_")
    return next((each for each in _MEANINGS if each == term), "not_understood")


_MEANINGS: tuple[StatusMeaning, ...] = (
    "complete", "on_track", "at_risk", "off_track", "not_started", "stopped", "not_understood",
)  # fmt: skip


class FrontRead:
    """What of a plan stands outside its sections, gathered table by table."""

    def __init__(self) -> None:
        self.about: dict[str, str] = {}
        self.bodies: list[Body] = []
        self._said: dict[str, list[Statement]] = {}
        self._events: list[Inspection] = []
        self._officers: list[Person] = []
        self._advisers: list[Person] = []
        self._weaknesses: list[Weakness] = []
        self._key: list[StatusKey] = []

    def prose(self, field: str) -> list[Statement]:
        """The statements of a part such as ``introduction``, to be added to."""
        return self._said.setdefault(field, [])

    def table(self, table: Table, names: list[str], ledger: Ledger) -> bool:
        """Read one of the front matter's tables; False for a table that is none of them."""
        takes: tuple[tuple[tuple[str, ...], Callable[[Row], None]], ...] = (
            (labels.INSPECTIONS, self._event),
            (labels.PEOPLE, self._person),
            (labels.WEAKNESSES, self._weakness),
            (labels.BODIES, self._body),
            (labels.KEY, self._rating),
        )
        for wanted, take in takes:
            if set(wanted) <= set(names):
                for row in rows_of(table, ledger):
                    take(row)
                return True
        return False

    def _event(self, row: Row) -> None:
        label, on = labels.INSPECTIONS
        words = row.text(on)
        when = dates.read(words) or dates.read_anywhere(words) if words else None
        self._events.append(
            Inspection(
                label=row.text(label),
                as_written=words,
                earliest=when.earliest if when else None,
                latest=when.latest if when else None,
                where=row.where(label),
            )
        )

    def _person(self, row: Row) -> None:
        listed, name, post, organisation = labels.PEOPLE
        adviser = row.words(listed).casefold().startswith("advis")
        person = Person(
            name=row.text(name), role=row.said(post), organisation=row.said(organisation), where=row.where(name)
        )
        (self._advisers if adviser else self._officers).append(person)

    def _weakness(self, row: Row) -> None:
        letter, label, text = labels.WEAKNESSES
        self._weaknesses.append(
            Weakness(letter=row.said(letter), label=row.text(label), text=row.text(text), where=row.where(label))
        )

    def _body(self, row: Row) -> None:
        name, plays, chair, meets, purpose, members = labels.BODIES
        self.bodies.append(
            Body(
                name=row.text(name),
                reporting=term_said(row.words(plays), labels.REPORTING),
                chair=row.said(chair),
                meets=row.said(meets),
                purpose=row.said(purpose),
                members=row.said(members),
                where=row.where(name),
            )
        )

    def _rating(self, row: Row) -> None:
        written, text, read_as, colour = labels.KEY
        self._key.append(
            StatusKey(
                as_written=row.text(written),
                text=row.text(text),
                meaning=meaning_of(row.words(read_as)),
                fill=row.said(colour),
                where=row.where(written),
            )
        )

    def metadata(self) -> Metadata:
        def said(field: str) -> tuple[Statement, ...]:
            return tuple(self._said.get(field, ()))

        return Metadata(
            area=self.about.get("area"),
            published=self.about.get("published"),
            last_updated=self.about.get("last_updated"),
            inspections=tuple(self._events),
            accountable_officers_label=self.about.get("accountable_officers_label"),
            accountable_officers=tuple(self._officers),
            advisers=tuple(self._advisers),
            weaknesses=tuple(self._weaknesses),
            introduction=said("introduction"),
            governance=said("governance"),
            notes=said("notes"),
            status_key=tuple(self._key),
            blank_labels=said("blank_labels"),
        )
