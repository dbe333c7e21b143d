"""A draft laid out for people: sections with their actions for print, a sheet a kind for a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from sendplan.formats.writing import Block, Column, Heading, Paragraph, Sheet, Table, Turn, Written, as_document
from sendplan.plan_reader.draft import Draft, Section, Statement
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.appendix import doubts, settled
from sendplan.plan_reader.register.keys import action_keys, measure_keys, unique
from sendplan.plan_reader.register.reading import read_register
from sendplan.plan_reader.register.rows import Actions, Measures, columns, prose_rows
from sendplan.plan_reader.register.words import day_shown, plain, quoted, shown, term_shown

__all__ = ["Layout", "laid_out"]

Layout = Literal["print", "workbook"]


def laid_out(draft: Draft, layout: Layout, *, day: dt.date, version: str | None = None) -> Written:
    """``draft`` as a document to write: ``print`` by section, ``workbook`` with a sheet for each kind.

    ``day`` is the day it is written out; ``version`` the version's name in plain words. Reading it back gives the same
    draft but for its source, places, findings and what found no place.
    """
    made = _Layout(draft, layout, day, version)
    base = made.written(with_settled=False)
    return made.written(with_settled=True, base=base)


class _Layout:
    def __init__(self, draft: Draft, layout: Layout, day: dt.date, version: str | None) -> None:
        self.draft = draft
        self.book = layout == "workbook"
        self.day = day
        self.version = version
        self.keys = action_keys(draft)
        self.numbers = measure_keys(draft)

    def written(self, *, with_settled: bool, base: Written | None = None) -> Written:
        blocks = list(self._book() if self.book else self._print())
        if with_settled and base is not None:
            more = [
                (
                    "Readings settled by a person",
                    "Settled readings",
                    settled(self.draft, read_register(as_document(base, ""))[0]),
                ),
                ("Doubts", "Doubts", doubts(self.draft)),
            ]
            for heading, sheet, table in more:
                if table is not None:
                    blocks += [Sheet(sheet) if self.book else Heading(heading, 2), table]
        title = plain(self.draft.title) or "Improvement plan"
        subject = "The register’s copy of an improvement plan" + (f", {plain(self.version)}" if self.version else "")
        return Written(title=title, day=self.day, blocks=tuple(blocks), subject=subject)

    # For print.

    def _print(self) -> Iterator[Block]:
        draft = self.draft
        yield Heading(shown(draft.title), 1)
        yield Paragraph(labels.NOTE)
        yield self._about()
        for heading, table in self._front():
            yield from (Heading(heading, 2), table)
        for field, heading in labels.PROSE[:4]:
            yield from _prose(heading, 2, getattr(draft.metadata, field))
        actions, measures = Actions(draft, self.keys), Measures(draft, self.numbers)
        yield Turn(wide=True)
        for section in draft.sections:
            yield from self._section(section, actions, measures)
        if not actions.grouped:
            tables = (("Actions", actions.all()), ("Updates", actions.updates()), ("Ratings", actions.ratings()))
            for heading, found in tables:
                if found is not None:
                    yield from (Heading(heading, 2), found)
        if not measures.grouped:
            yield from measures.apart()

    def _section(self, section: Section, actions: Actions, measures: Measures) -> Iterator[Block]:
        plain = labels.section_title(f"Section {section.letter}") == (section.letter, "")
        name = section.letter if plain else quoted(section.letter)
        title = f": {shown(section.title)}" if section.title else ""
        yield Heading(f"Section {name}{title}", 2, new_page=True)
        if section.label is not None:
            yield Paragraph(f"Short name: {shown(section.label)}")
        for field, heading in labels.PROSE[4:]:
            yield from _statements(heading, getattr(section, field), section.letter)
        if actions.grouped:
            yield from actions.of(section.letter)
        if measures.grouped:
            yield from measures.of(section.letter)

    def _about(self) -> Table:
        draft, metadata = self.draft, self.draft.metadata
        said = {"title": draft.title if self.book else None}
        rows: list[tuple[str, str]] = []
        for field, label in labels.PARTS:
            value = said[field] if field in said else getattr(metadata, field)
            if value is not None:
                rows.append((label, shown(value)))
        if self.version:
            rows.append(("Version", shown(self.version)))
        rows.append(("Written out on", day_shown(self.day)))
        if self.book:
            rows.append(("How to use this file", labels.NOTE))
        rows.append((labels.FORM_ROW, labels.FORM))
        return Table(
            "About this plan",
            "Each row gives one fact about the plan: what it is, then the plan’s own words.",
            (Column(labels.ABOUT[0], 2), Column(labels.ABOUT[1], 5)),
            tuple(rows),
        )

    def _front(self) -> Iterator[tuple[str, Table]]:
        """The small tables of the front matter, each with its heading; none that would be empty."""
        draft, metadata = self.draft, self.draft.metadata
        events = [(shown(event.label), shown(event.as_written)) for event in metadata.inspections]
        people = [
            (kind, shown(person.name), shown(person.role), shown(person.organisation))
            for kind, listed in (
                ("Accountable officer", metadata.accountable_officers),
                ("Adviser", metadata.advisers),
            )
            for person in listed
        ]
        weaknesses = [(shown(each.letter), shown(each.label), shown(each.text)) for each in metadata.weaknesses]
        bodies = [
            (
                shown(body.name),
                term_shown(body.reporting, labels.REPORTING),
                *(shown(words) for words in (body.chair, body.meets, body.purpose, body.members)),
            )
            for body in draft.bodies
        ]
        key = [
            (
                shown(entry.as_written),
                shown(entry.text),
                term_shown(entry.meaning, labels.MEANINGS),
                shown(entry.fill),
            )
            for entry in metadata.status_key
        ]
        tables: tuple[tuple[str, tuple[str, ...], tuple[int, ...], Sequence[tuple[str, ...]], str, int], ...] = (
            ("Inspections and reports", labels.INSPECTIONS, (3, 2), events, "An inspection or report and its date.", 0),
            ("People", labels.PEOPLE, (2, 2, 3, 3), people, "A person whom the plan lists, and as what.", 1),
            ("Areas of weakness", labels.WEAKNESSES, (1, 3, 6), weaknesses, "An area of weakness.", 1),
            (
                "Bodies",
                labels.BODIES,
                (3, 2, 3, 2, 4, 4),
                bodies,
                "A body that oversees the plan, and what it does.",
                0,
            ),
            ("Key to ratings", labels.KEY, (1, 4, 2, 1), key, "A rating, and what it means.", 0),
        )
        for heading, names, shares, rows, says, header in tables:
            if rows:
                yield heading, Table(heading, f"One row for each: {says}", columns(names, shares), tuple(rows), header)

    # For a workbook.

    def _book(self) -> Iterator[Block]:
        draft = self.draft
        yield from (Sheet("About"), self._about())
        for heading, table in self._front():
            yield from (Sheet(heading), table)
        said: list[tuple[str, ...]] = []
        for field, kind in labels.PROSE[:4]:
            said += [(kind, "", *row) for row in prose_rows(getattr(draft.metadata, field))]
        for key, section in zip(unique(each.letter for each in draft.sections), draft.sections, strict=True):
            for field, kind in labels.PROSE[4:]:
                said += [(kind, shown(key), *row) for row in prose_rows(getattr(section, field))]
        if draft.sections:
            rows = tuple((shown(each.letter), shown(each.title), shown(each.label)) for each in draft.sections)
            yield from (
                Sheet("Sections"),
                Table("Sections", "One row for each section of the plan.", columns(labels.SECTIONS, (1, 5, 3)), rows),
            )
        if said:
            yield from (
                Sheet("Statements"),
                Table(
                    "Statements",
                    "One row for each paragraph or bullet: what it is, its section, its words.",
                    columns(labels.STATEMENTS, (3, 1, 9, 3)),
                    tuple(said),
                    row_header=None,
                ),
            )
        actions, measures = Actions(draft, self.keys, book=True), Measures(draft, self.numbers)
        tables = (
            ("Actions", actions.all()),
            ("Updates", actions.updates()),
            ("Ratings", actions.ratings()),
            ("Measures", measures.all()),
            ("Steps", measures.steps(book=True)),
        )
        for name, found in tables:
            if found is not None:
                yield from (Sheet(name), found)


def _prose(heading: str, level: int, statements: Sequence[Statement]) -> Iterator[Block]:
    """Paragraphs; a table where the register has given them ids."""
    if not statements:
        return
    yield Heading(heading, level)
    if any(statement.id for statement in statements):
        yield _said(heading, heading, statements)
    else:
        yield from (Paragraph(shown(statement.text)) for statement in statements)


def _statements(heading: str, statements: Sequence[Statement], letter: str) -> Iterator[Block]:
    if statements:
        yield Heading(heading, 3)
        yield _said(heading, f"{heading}, section {plain(letter)}", statements)


def _said(heading: str, caption: str, statements: Sequence[Statement]) -> Table:
    return Table(
        caption,
        "One row for each statement: the plan’s words, then the id by which the register knows them.",
        columns((heading, labels.ID), (9, 2)),
        prose_rows(statements),
        row_header=None,
    )
