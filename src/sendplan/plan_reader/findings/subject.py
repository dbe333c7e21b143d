"""The plan as the rules look at it: the draft's items under stable names and in a stable order, and its text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

import msgspec

from sendplan.formats.document import Cell, Document, Place, Table
from sendplan.plan_reader.draft import Action, Draft, Kpi, Owner, Section, Statement, Step, Where, kpi_ids
from sendplan.plan_reader.findings.prose import natural, tidy, words

__all__ = ["Header", "Subject", "Text", "figure", "labels", "shown"]

# Beyond these a figure is a mistake of reading, and exact arithmetic on it is not worth its cost.
_LARGEST = Decimal(10) ** 12
_SMALLEST_EXPONENT = -12
_HEADING = 250

_ACTION_HEADER = re.compile(r"\b(by when|due|deadline|timescale|owner|officer|lead|outcomes?|success)\b", re.IGNORECASE)
_KPI_HEADER = re.compile(r"\b(baseline|milestone|target)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the plan's text and its place."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one table: its columns where they can be told apart, else the whole line as one."""

    kind: Literal["actions", "kpis"]
    columns: tuple[str, ...]
    where: Where

    @property
    def text(self) -> str:
        return " | ".join(self.columns)


def figure(value: Decimal | None) -> Decimal | None:
    """A figure that can be reckoned with, or None: no NaN, no infinity, nothing beyond any plan's size."""
    if value is None or not value.is_finite():
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _SMALLEST_EXPONENT or abs(value) >= _LARGEST:
        return None
    return value


def shown(value: Decimal) -> str:
    """A figure as people write it: no exponent, no trailing noughts after the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def labels(kpi: Kpi) -> tuple[str, ...]:
    """The labels of a KPI's steps: rows that share them stand under one header."""
    return tuple(step.label for step in kpi.steps)


@dataclass(frozen=True)
class Subject:
    """One draft under examination, and its document if there is one."""

    draft: Draft
    document: Document | None = None

    @cached_property
    def kpis(self) -> tuple[tuple[str, Kpi], ...]:
        """Each KPI with its id, in the order of the ids."""
        pairs = zip(kpi_ids(self.draft), self.draft.kpis, strict=True)
        return tuple(sorted(pairs, key=lambda pair: (natural(pair[0]), _content(pair[1]))))

    @cached_property
    def sure_kpis(self) -> tuple[tuple[str, Kpi], ...]:
        """The KPIs whose figures stand in no doubt, so that one may be held against another."""
        doubtful = {"steps", "baseline", "name"}
        return tuple((name, kpi) for name, kpi in self.kpis if not doubtful & {a.field for a in kpi.ambiguities})

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        return tuple(sorted(self.draft.actions, key=lambda action: (natural(action.ref), _content(action))))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(sorted(self.draft.sections, key=lambda section: (natural(section.letter), _content(section))))

    @cached_property
    def tables(self) -> tuple[tuple[tuple[str, Kpi], ...], ...]:
        """The KPIs table by table."""
        found: dict[tuple[str, int], list[tuple[str, Kpi]]] = {}
        for name, kpi in self.kpis:
            found.setdefault((kpi.section, kpi.table), []).append((name, kpi))
        return tuple(tuple(found[key]) for key in sorted(found, key=lambda key: (natural(key[0]), key[1])))

    @cached_property
    def owners(self) -> tuple[tuple[Action, str, Where], ...]:
        """Each naming of an owner: the action, the words as written, and their place."""
        found = []
        for action in self.actions:
            named: tuple[Owner, ...] = action.named_owners
            if named:
                found += [(action, tidy(owner.as_written), owner.where) for owner in named]
            else:
                found += [(action, tidy(owner), action.where) for owner in action.owners]
        return tuple((action, owner, where) for action, owner, where in found if owner)

    @cached_property
    def needs(self) -> tuple[tuple[Section, Statement], ...]:
        return tuple((section, need) for section in self.sections for need in section.needs)

    @cached_property
    def voices(self) -> tuple[tuple[Section, Statement], ...]:
        return tuple((section, voice) for section in self.sections for voice in section.voice)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The whole of the plan's text: the document's runs, or without a document the draft's own words."""
        if self.document is None:
            return tuple(_texts_of_draft(self))
        return tuple(Text(run.text, _where(run.place)) for run in self.document.runs() if tidy(run.text))

    @cached_property
    def short_texts(self) -> tuple[Text, ...]:
        """The runs of the document that are short enough for a heading; none without a document."""
        return tuple(text for text in self.texts if len(text.text) < _HEADING) if self.document else ()

    @cached_property
    def lines(self) -> dict[int, Text]:
        """The document's runs by their line, where it has lines."""
        return {text.where.line: text for text in self.texts if text.where.line is not None} if self.document else {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text, as it is cased there."""
        return frozenset(word for text in self.texts for word in re.findall(r"[^\W\d_]+", text.text))

    @cached_property
    def folded_vocabulary(self) -> frozenset[str]:
        return frozenset(word for text in self.texts for word in words(text.text))

    @cached_property
    def headers(self) -> tuple[Header, ...]:
        """The headers of the tables of actions and of KPIs. Without a document there are none to see."""
        if self.document is None:
            return ()
        found: list[Header] = []
        for block in self.document.blocks:
            if isinstance(block, Table):
                found += _drawn_headers(block)
            elif self.document.flattened:
                line = tidy(block.run.text)
                kind = _header_kind(line.split(" ")[0], line)
                if kind:
                    found.append(Header(kind, (line,), _where(block.run.place)))
        return tuple(found)

    @cached_property
    def dated_steps(self) -> tuple[tuple[str, Step], ...]:
        return tuple((name, step) for name, kpi in self.kpis for step in kpi.steps if step.on is not None)

    @cached_property
    def dates(self) -> tuple[dt.date, ...]:
        """Every date the plan works to: when actions are due, and when steps and baselines fall."""
        found = [action.due.latest for action in self.actions if action.due.kind != "already_done"]
        found += [step.on for _, step in self.dated_steps]
        found += [kpi.baseline.on for _, kpi in self.kpis]
        return tuple(sorted(date for date in found if date is not None))


def _content(item: msgspec.Struct) -> bytes:
    """An order for items of one name that does not depend on where they stand in the draft."""
    return msgspec.json.encode(item)


def _where(place: Place) -> Where:
    return Where(line=place.line) if place.line is not None else Where(cell=place.words())


def _drawn_headers(table: Table) -> Iterator[Header]:
    """The rows of a table that read as headers: under a title, or anywhere where a whole sheet is one table."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        columns = tuple(tidy(cell.text) for cell in cells if tidy(cell.text))
        kind = _header_kind(columns[0], " ".join(columns)) if len(columns) > 1 else None
        place = next((run.place for cell in cells for run in cell.runs), None)
        if kind and place:
            yield Header(kind, columns, _where(place))


def _header_kind(first: str, whole: str) -> Literal["actions", "kpis"] | None:
    head = first.casefold().strip(" .:")
    if len(whole) > 400:
        return None
    columns = {match.casefold() for match in _ACTION_HEADER.findall(whole)}
    if head in {"ref", "reference", "action", "actions", "no", "number"} and len(columns) >= 2:
        return "actions"
    if head in {"kpi", "kpis", "measure", "indicator", "metric"} and _KPI_HEADER.search(whole):
        return "kpis"
    return None


def _texts_of_draft(subject: Subject) -> Iterator[Text]:
    draft = subject.draft
    here = Where()
    meta = draft.metadata
    yield Text(draft.title, here)
    if meta.accountable_officers_label:
        officers = meta.accountable_officers
        yield Text(meta.accountable_officers_label, officers[0].where if officers else here)
    for person in (*meta.accountable_officers, *meta.advisers):
        yield Text(" ".join(filter(None, (person.role, person.organisation))), person.where)
    for weakness in meta.weaknesses:
        yield Text(f"{weakness.label} {weakness.text}", weakness.where)
    for statement in (*meta.introduction, *meta.governance, *meta.notes):
        yield Text(statement.text, statement.where)
    for body in draft.bodies:
        yield Text(". ".join(filter(None, (body.name, body.chair, body.purpose, body.members))), body.where)
    for section in subject.sections:
        yield Text(section.title, section.where)
        for statement in (*section.needs, *section.voice):
            yield Text(statement.text, statement.where)
    for action in subject.actions:
        for text in (action.text, *action.outcomes, *action.owners):
            yield Text(text, action.where)
    for _, kpi in subject.kpis:
        yield Text(kpi.name, kpi.where)
