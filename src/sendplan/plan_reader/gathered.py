"""Sections, actions and KPIs as they are found, each row given to the section it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from sendplan.plan_reader.draft import Action, Ambiguity, Kpi
from sendplan.plan_reader.items import Reading, make_action, make_kpi, statement, unbulleted
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.rows import ActionRow, MeasureRow, StatementRow
from sendplan.plan_reader.sections import OpenSection, Sections, letters_of

__all__ = ["Gathered", "SectionDoubt"]


@dataclass(slots=True)
class SectionDoubt:
    """The section a group label names, where that is not the section it stands in."""

    section: OpenSection
    stands_in: OpenSection


class Gathered:
    """What was found so far. ``section`` is the one that the reading stands in, ``due`` a heading's date.

    ``due`` is the words of a heading such as "September 2023", which dates every action under it that has no date.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sections = Sections()
        self.section: OpenSection | None = None
        self.doubt: SectionDoubt | None = None
        self.due: Piece | None = None
        self._actions: list[tuple[OpenSection, Action, bool]] = []
        self._kpis: list[tuple[OpenSection, Kpi]] = []

    def take_statements(self, row: StatementRow) -> None:
        section = self.section_of(row.section, ())
        for kind, piece in row.said:
            bare = unbulleted(piece, self.reading.ledger, numbered=True)
            (section.needs if kind == "needs" else section.voice).append(statement(bare, self.reading.ledger))

    def take_actions(self, rows: Sequence[ActionRow]) -> None:
        refs = [row.ref.text for row in rows if row.ref]
        for row in rows:
            own = [row.ref.text] if row.ref else refs
            section = self.section_of(row.section, own if row.section is None and self.section is None else refs)
            section.actions += 1
            section.items += 1
            if row.due is None and self.due is not None and not any(doubt.field == "due" for doubt in row.ambiguities):
                row = replace(row, due=self.due)
            made = make_action(row, section.letter or "", row.ref.text if row.ref else "", self.reading)
            self._actions.append((section, made, row.ref is None))
            if row.measure is not None:
                self.take_kpis([row.measure])

    def take_kpis(self, rows: Sequence[MeasureRow]) -> None:
        counted: set[int] = set()
        for row in rows:
            section = self._kpi_section(row)
            if id(section) not in counted:
                counted.add(id(section))
                section.kpi_tables += 1
            more = self._section_doubt(row)
            section.items += 1
            self._kpis.append((section, make_kpi(row, section.letter or "", section.kpi_tables, self.reading, more)))

    def _kpi_section(self, row: MeasureRow) -> OpenSection:
        if row.section is None and self.doubt is not None:
            return self.doubt.section
        return self.section_of(row.section, [row.ref.text] if row.ref else ())

    def _section_doubt(self, row: MeasureRow) -> tuple[Ambiguity, ...]:
        if row.section is not None or self.doubt is None:
            return ()
        named, stands = self.doubt.section.letter, self.doubt.stands_in.letter
        return (
            Ambiguity(
                field="section",
                preferred={"section": named},
                others=({"section": stands},),
                evidence=f"The line over the table names section {named}, but the table stands in section {stands}.",
            ),
        )

    def section_of(self, cell: Piece | None, refs: Sequence[str]) -> OpenSection:
        """The section a row belongs to: its own cell's, the one it stands in, or the one its refs name."""
        if cell and (self.section is None or self.sections.known(cell) is not None):
            self.reading.ledger.place(cell, "value")
            return self.sections.named(cell)
        if self.section is not None:
            return self.section
        letter = letters_of(refs)
        known = self.sections.with_letter(letter)
        if known is not None:
            return known
        if letter is None and len(self.sections.all) == 1:
            return self.sections.all[0]
        return self.sections.open(letter, "", "", Piece(()))

    def finished(self) -> tuple[tuple[Action, ...], tuple[Kpi, ...]]:
        """Every action and KPI with its section's letter; an action without a ref is given a number of its own."""
        for section in self.sections.all:
            if section.letter is None:
                letter = letters_of(
                    action.ref for owner, action, bare in self._actions if owner is section and not bare
                )
                if self.sections.with_letter(letter) is None:
                    section.letter = letter
        self.sections.lettered()
        taken = {action.ref for _, action, _ in self._actions}
        counts: dict[int, int] = {}
        actions = []
        for section, action, bare in self._actions:
            letter = section.letter or ""
            number = counts[id(section)] = counts.get(id(section), 0) + 1
            ref, doubts = action.ref, action.ambiguities
            if bare:
                ref = _made_up(letter, number, taken)
                taken.add(ref)
                doubts = (*doubts, _no_ref(ref))
            actions.append(msgspec.structs.replace(action, section=letter, ref=ref, ambiguities=doubts))
        kpis = tuple(msgspec.structs.replace(kpi, section=section.letter or "") for section, kpi in self._kpis)
        return tuple(actions), kpis


def _made_up(letter: str, number: int, taken: set[str]) -> str:
    """A ref that no action has: the section's letter and the action's number in it ("A3", "2.3")."""
    stop = "." if letter[-1:].isdigit() else ""
    return next(ref for n in range(number, number + len(taken) + 2) if (ref := f"{letter}{stop}{n}") not in taken)


def _no_ref(ref: str) -> Ambiguity:
    return Ambiguity(
        field="ref",
        preferred={"ref": ref},
        others=({"ref": None},),
        evidence="The document has no reference for this action, so it was given its section's letter and a number.",
    )
