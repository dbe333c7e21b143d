"""The tables of actions and KPIs in the register's documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from sendplan.formats.writing import Block, Column, Heading, Table, Value
from sendplan.plan_reader.draft import Action, Draft, Kpi, Owner, Statement
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.words import AS_ABOVE, day_shown, plain, quoted, shown, term_shown

__all__ = ["Actions", "Measures", "columns", "owner_shown", "prose_rows"]

_Row = tuple[Value, ...]


def columns(names: Sequence[str], shares: Sequence[int]) -> tuple[Column, ...]:
    return tuple(
        Column(name, share, minor=name in (labels.ID, labels.OUTCOME_ID))
        for name, share in zip(names, shares, strict=True)
    )


def prose_rows(statements: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    return tuple((shown(statement.text), shown(statement.id)) for statement in statements)


def owner_shown(owner: Owner) -> str:
    """One owner as a paragraph: ``Lead: Jo Hart``, or the bare words."""
    words = shown(owner.as_written)
    if words == owner.as_written and (";" in words or words.startswith(("Lead: ", "Accountable: "))):
        words = quoted(words)
    return f"{owner.part.capitalize()}: {words}" if owner.part else words


def _in_order(letters: Sequence[str], draft: Draft) -> bool:
    """True when items of these sections stand in the order of the sections, so that each can stand under its own."""
    order = {section.letter: at for at, section in enumerate(draft.sections)}
    if len(order) < len(draft.sections) or not set(letters) <= set(order):
        return False
    places = [order[letter] for letter in letters]
    return places == sorted(places)


class Actions:
    """A draft's actions as tables. ``grouped`` says that each can stand under its section's heading."""

    def __init__(self, draft: Draft, keys: Sequence[str], *, book: bool = False) -> None:
        self.book = book
        self._items = tuple(zip(draft.actions, keys, strict=True))
        self.grouped = _in_order([action.section for action in draft.actions], draft)

    def of(self, letter: str) -> Iterator[Block]:
        items = [(action, key) for action, key in self._items if action.section == letter]
        where = f" of section {plain(letter)}"
        for heading, table in (
            ("Actions", self._actions(items, where, section=False)),
            ("Updates", self._updates(items, where)),
            ("Ratings", self._ratings(items, where)),
        ):
            if table is not None:
                yield from (Heading(heading, 3), table)

    def all(self) -> Table | None:
        return self._actions(self._items, "", section=True)

    def updates(self) -> Table | None:
        return self._updates(self._items, "")

    def ratings(self) -> Table | None:
        return self._ratings(self._items, "")

    def _actions(self, items: Sequence[tuple[Action, str]], where: str, *, section: bool) -> Table | None:
        if not items:
            return None
        made = columns(labels.ACTIONS, (2, 8, 8, 4, 6, 4, 4))
        if section:
            made = (Column("Section", 1), *made)
        if self.book:
            made += (Column(f"First day{labels.WORKED_OUT}", 2), Column(f"Last day{labels.WORKED_OUT}", 2))
        rows: list[_Row] = []
        for action, _ in items:
            rows += [(shown(action.section), *row) if section else row for row in self._rows(action)]
        return Table(
            f"Actions{where}",
            "One row for each outcome of an action: the action, the outcome, when the action is due and who owns it.",
            made,
            tuple(rows),
            row_header=1 if section else 0,
        )

    def _rows(self, action: Action) -> Iterator[_Row]:
        outcomes: Sequence[str | None] = action.outcomes or (None,)
        ids = action.outcome_ids or ("",) * len(outcomes)
        days: _Row = (_real(action.due.earliest), _real(action.due.latest)) if self.book else ()
        for at, (outcome, known) in enumerate(zip(outcomes, ids, strict=True)):
            owners = tuple(owner_shown(owner) for owner in action.named_owners)
            own: _Row = (
                shown(action.text) if action.text else "",
                shown(outcome),
                shown(action.due.as_written),
                owners,
            )
            if at:
                own = (AS_ABOVE, shown(outcome), "", "")
            row = (shown(action.ref) if action.ref else "", *own, shown(action.id), shown(known or None))
            yield (*(row if any(row) else (quoted(""), *row[1:])), *days)

    def _updates(self, items: Sequence[tuple[Action, str]], where: str) -> Table | None:
        rows = tuple(
            (shown(key), shown(update.label), shown(update.text), day_shown(update.on))
            for action, key in items
            for update in action.updates
        )
        says = (
            "One row for each progress update that the plan prints: the action, the update’s heading, words and date."
        )
        return Table(f"Updates{where}", says, columns(labels.UPDATES, (1, 3, 8, 2)), rows) if rows else None

    def _ratings(self, items: Sequence[tuple[Action, str]], where: str) -> Table | None:
        rows = tuple(
            (
                shown(key),
                shown(status.label),
                shown(status.as_written),
                term_shown(status.meaning, labels.MEANINGS),
                shown(status.fill),
                day_shown(status.on),
            )
            for action, key in items
            for status in action.statuses
        )
        says = "One row for each rating that the plan prints: the action, what it is rated under, and the rating."
        return Table(f"Ratings{where}", says, columns(labels.RATINGS, (1, 3, 2, 2, 1, 2)), rows) if rows else None


def _real(day: dt.date | None) -> Value:
    """A day that a workbook can hold as a day; its calendar begins in 1900."""
    return day if day is not None and day.year > 1900 else ""


class Measures:
    """A draft's KPIs as tables: by section with a column for each step, or one row a KPI and one row a step."""

    def __init__(self, draft: Draft, numbers: Sequence[str]) -> None:
        self._items = tuple(zip(draft.kpis, numbers, strict=True))
        self.grouped = _in_order([kpi.section for kpi in draft.kpis], draft)

    def of(self, letter: str) -> Iterator[Block]:
        """A heading and a table for each run of KPIs that share a table and its columns."""
        items = [(kpi, number) for kpi, number in self._items if kpi.section == letter]
        seen: list[int] = []
        for (table, *_), group in groupby(items, key=lambda item: (item[0].table, *_heads(item[0]))):
            seen.append(table)
            more = f" (more {seen.count(table) - 1})" if table in seen[:-1] else ""
            yield Heading(f"Measures, table {table}{more}", 3)
            yield _wide(list(group), f"Measures of section {plain(letter)}, table {table}{more}")

    def apart(self) -> Iterator[Block]:
        """All KPIs together, where they do not stand in the order of the sections."""
        for heading, table in (("Measures", self.all()), ("Steps", self.steps())):
            if table is not None:
                yield from (Heading(heading, 2), table)

    def all(self) -> Table | None:
        if not self._items:
            return None
        made = columns(("Section", "Table", *labels.MEASURES, "Better", labels.ID), (1, 1, 1, 6, 3, 3, 2, 3))
        rows = tuple(
            (shown(kpi.section), str(kpi.table), *_start(kpi, number), *_end(kpi)) for kpi, number in self._items
        )
        says = "One row for each measure: its number, name, baseline and the date of the baseline."
        return Table("Measures", says, made, rows, row_header=3)

    def steps(self, *, book: bool = False) -> Table | None:
        made = columns(labels.STEPS, (2, 2, 5, 3))
        if book:
            made += columns([name + labels.WORKED_OUT for name in ("Figure", "Unit", "Date")], (2, 2, 2))
        rows: list[_Row] = []
        for kpi, number in self._items:
            for head, cell, figure, unit, on in _beside(kpi):
                kind, _, label = head.partition(": ")
                kind = kind.removesuffix(":")
                worked: _Row = ("" if figure is None else figure, shown(unit), _real(on)) if book else ()
                rows.append((shown(number), kind, label, cell, *worked))
        says = "One row for each step of a measure and each figure reported: the measure, the heading and the words."
        return Table("Steps", says, made, tuple(rows)) if rows else None


def _wide(items: Sequence[tuple[Kpi, str]], caption: str) -> Table:
    heads = _heads(items[0][0])
    made = columns(labels.MEASURES, (2, 7, 3, 3)) + tuple(Column(head, 3) for head in heads)
    made += columns(("Better", labels.ID), (2, 4))
    rows = tuple((*_start(kpi, number), *(each[1] for each in _beside(kpi)), *_end(kpi)) for kpi, number in items)
    says = "One row for each measure: its number, name and baseline, its steps, and any figures reported."
    return Table(caption, says, made, rows, row_header=1)


def _start(kpi: Kpi, number: str) -> tuple[str, ...]:
    name = shown(kpi.name) if kpi.name else ""
    return shown(number), name, shown(kpi.baseline.as_written), shown(kpi.baseline.on_as_written)


def _end(kpi: Kpi) -> tuple[str, ...]:
    return kpi.better, shown(kpi.id)


def _heads(kpi: Kpi) -> tuple[str, ...]:
    return tuple(each[0] for each in _beside(kpi))


def _beside(kpi: Kpi) -> Iterator[tuple[str, str, Decimal | None, str | None, dt.date | None]]:
    """The steps, then the figures reported: column heading, cell, figure, unit and date of each."""
    for at, step in enumerate(kpi.steps, start=1):
        yield _head(f"Step {at}", step.label), shown(step.as_written), step.value, step.unit, step.on
    for at, actual in enumerate(kpi.actuals, start=1):
        kind = f"Reported {at}" + ("" if actual.step is None else f" for step {actual.step + 1}")
        yield _head(kind, actual.label), shown(actual.as_written), actual.value, actual.unit, actual.on


def _head(kind: str, label: str) -> str:
    return f"{kind}: {shown(label)}" if label else f"{kind}:"
