"""Actions and KPIs of the register's documents, read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from sendplan.formats.document import Table
from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Action, Ambiguity, Draft, Kpi, Owner, Progress, Status
from sendplan.plan_reader.due_cell import read_due
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.register import labels
from sendplan.plan_reader.register.appendix import ACTION, MEASURE, Settled, doubt_said
from sendplan.plan_reader.register.front import meaning_of
from sendplan.plan_reader.register.keys import unique
from sendplan.plan_reader.register.measures import MeasuresRead
from sendplan.plan_reader.register.tables import Row, rows_of
from sendplan.plan_reader.register.words import AS_ABOVE, day_said, fields_said, said

__all__ = ["ItemsRead", "SettledRow"]

_OWNER = re.compile(r"(?P<part>Lead|Accountable): ?")


@dataclass(slots=True)
class SettledRow:
    """A row of the table of settled readings; it is placed once it is known to hold."""

    row: Row
    settled: Settled

    def place(self) -> None:
        for label in labels.SETTLED:
            self.row.words(label)


@dataclass(slots=True)
class _Open:
    """An action while its rows are read."""

    action: Action
    outcomes: list[str] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)


class ItemsRead:
    """Reads the tables of actions, updates, ratings, KPIs and what stands at the end about them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.settled: list[SettledRow] = []
        self._ids: set[str] = set()
        self._actions: list[_Open] = []
        self._measures = MeasuresRead(ledger, self.id_of)
        self._updates: list[Row] = []
        self._ratings: list[Row] = []
        self._doubts: list[Row] = []

    def id_of(self, row: Row, label: str) -> str | None:
        """The id in a cell; None, and the cell unplaced, where another item had it before."""
        known = said(row.peek(label))
        if not known or known in self._ids:
            return None
        self._ids.add(known)
        row.words(label)
        return known

    def heading(self, words: str) -> bool:
        return self._measures.heading(words)

    def table(self, table: Table, names: Sequence[str], section: str) -> None:
        """Read a table, or leave it unplaced where its headings are not the shape's."""
        held = set(names)
        if set(labels.ACTIONS[:5]) <= held:
            self._take_actions(list(rows_of(table, self.ledger)), section, own="Section" in held)
        elif set(labels.MEASURES) <= held:
            self._measures.take(list(rows_of(table, self.ledger)), names, section)
        elif set(labels.STEPS) <= held:
            self._measures.take_steps(list(rows_of(table, self.ledger)))
        elif set(labels.UPDATES) <= held:
            self._updates += rows_of(table, self.ledger)
        elif set(labels.RATINGS) <= held:
            self._ratings += rows_of(table, self.ledger)
        elif set(labels.SETTLED) <= held:
            self._take_settled(list(rows_of(table, self.ledger)))
        elif set(labels.DOUBTS) <= held:
            self._doubts += rows_of(table, self.ledger)

    # Actions.

    def _take_actions(self, rows: Sequence[Row], section: str, *, own: bool) -> None:
        """An action's first row, wherever a sorted sheet has put it; then the rows of its further outcomes."""
        first = {at: self._action(row, section, own=own) for at, row in enumerate(rows) if not _goes_on(row)}
        self._actions += first.values()
        for at, row in enumerate(rows):
            made = first.get(at) or self._continued(row, [made for i, made in first.items() if i < at])
            if made is None:
                continue
            if at not in first:
                for label in ("Section", "Ref", "Action", labels.ID):
                    row.words(label)
            self._outcome(row, made)

    def _continued(self, row: Row, before: Sequence[_Open]) -> _Open | None:
        known, ref = said(row.peek(labels.ID)), said(row.peek("Ref")) or ""
        if known:
            return next((each for each in self._actions if each.action.id == known), None)
        return next((each for each in reversed(before) if each.action.ref == ref), None)

    def _outcome(self, row: Row, made: _Open) -> None:
        outcome, known = row.said("Outcome"), self.id_of(row, labels.OUTCOME_ID)
        if outcome is not None or known is not None:
            made.outcomes.append(outcome or "")
            made.ids.append(known)

    def _action(self, row: Row, section: str, *, own: bool) -> _Open:
        due = row.said("Due")
        owners = tuple(self._owner(piece) for cell in row.paragraphs("Owners") for piece in _parted(cell, self.ledger))
        letter = row.text("Section") if own else section
        return _Open(
            Action(
                id=self.id_of(row, labels.ID),
                ref=row.text("Ref"),
                section=letter,
                text=row.text("Action"),
                due=msgspec.structs.replace(read_due(due), as_written=due),
                owners=tuple(owner.as_written for owner in owners),
                named_owners=owners,
                where=row.where("Action", "Ref"),
            )
        )

    def _owner(self, piece: Piece) -> Owner:
        words = piece.text
        match = _OWNER.match(words)
        self.ledger.place(piece, "value")
        where = piece.where()
        if match is None:
            return Owner(as_written=said(words) or "", where=where)
        bare = said(words[match.end() :]) or ""
        return Owner(as_written=bare, part="lead" if match["part"] == "Lead" else "accountable", where=where)

    def finished_actions(self) -> tuple[Action, ...]:
        """Every action with the updates and ratings that name it."""
        keys = unique(each.action.ref for each in self._actions)
        updates: dict[str, list[Progress]] = {key: [] for key in keys}
        statuses: dict[str, list[Status]] = {key: [] for key in keys}
        for row in self._updates:
            key = said(row.peek(labels.UPDATES[0])) or ""
            if key in updates:
                updates[key].append(_update(row))
        for row in self._ratings:
            key = said(row.peek(labels.RATINGS[0])) or ""
            if key in statuses:
                statuses[key].append(_rating(row))
        return tuple(
            msgspec.structs.replace(
                each.action,
                outcomes=tuple(each.outcomes),
                outcome_ids=tuple(known or "" for known in each.ids) if any(each.ids) else (),
                updates=tuple(updates[key]),
                statuses=tuple(statuses[key]),
            )
            for key, each in zip(keys, self._actions, strict=True)
        )

    def finished_kpis(self) -> tuple[Kpi, ...]:
        return self._measures.finished()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Each KPI's number as its row has it, told apart where two are the same."""
        return self._measures.numbers

    # What stands at the end.

    def _take_settled(self, rows: Sequence[Row]) -> None:
        item, part, as_written, read_as = labels.SETTLED
        for row in rows:
            fields = fields_said(row.peek(read_as))
            if fields is not None:
                held = Settled(said(row.peek(item)) or "", row.peek(part), said(row.peek(as_written)), fields)
                self.settled.append(SettledRow(row, held))

    def with_doubts(self, draft: Draft) -> Draft:
        """The draft with the doubts that name one of its items."""
        item, part, why, read_as, perhaps = labels.DOUBTS
        keys = unique(action.ref for action in draft.actions)
        found: dict[str, dict[str, list[Ambiguity]]] = {
            ACTION: {key: [] for key in keys},
            MEASURE: {number: [] for number in self.numbers},
        }
        for row in self._doubts:
            others = [piece.text for piece in row.paragraphs(perhaps)]
            doubt = doubt_said(said(row.peek(part)) or "", said(row.peek(why)) or "", row.peek(read_as), others)
            about = _about(row, said(row.peek(item)) or "", found)
            if doubt is None or about is None:
                continue
            for label in (*labels.DOUBTS, labels.DOUBT_ABOUT):
                row.words(label)
            about.append(doubt)
        replace = msgspec.structs.replace
        return replace(
            draft,
            actions=tuple(
                replace(action, ambiguities=tuple(found[ACTION][key]))
                for key, action in zip(keys, draft.actions, strict=True)
            ),
            kpis=tuple(
                replace(kpi, ambiguities=tuple(found[MEASURE][number]))
                for number, kpi in zip(self.numbers, draft.kpis, strict=True)
            ),
        )


def _about(row: Row, key: str, found: Mapping[str, Mapping[str, list[Ambiguity]]]) -> list[Ambiguity] | None:
    """The doubts of the item that a row names; None where no item, or more than one, may be meant.

    Files written before the column that tells an action from a measure have only the item's name to go by.
    """
    kind = row.peek(labels.DOUBT_ABOUT).casefold()
    kinds = (kind,) if kind else tuple(found)
    meant = [found[each][key] for each in kinds if key in found.get(each, ())]
    return meant[0] if len(meant) == 1 else None


def _goes_on(row: Row) -> bool:
    return row.peek("Action").casefold() == AS_ABOVE


def _parted(cell: Piece, ledger: Ledger) -> list[Piece]:
    """An owner's paragraph, parted at semicolons unless it is in quotes."""
    raw = cell.raw
    bare = _OWNER.sub("", raw.strip(), count=1)
    if ";" not in raw or bare.startswith('"'):
        return [cell]
    found, at = [], 0
    for match in [*re.finditer(";", raw), None]:
        piece = cell.cut(at, match.start() if match else None)
        if match:
            ledger.place(cell.cut(match.start(), match.end()), "mark")
            at = match.end()
        if piece:
            found.append(piece)
    return found


def _day(row: Row) -> dt.date | None:
    words = row.words("Date")
    when = day_said(words)
    if when is None and words:
        read = dates.read(words)
        when = read.latest if read else None
    return when


def _update(row: Row) -> Progress:
    key, label, text, _ = labels.UPDATES
    row.words(key)
    return Progress(label=row.text(label), text=row.text(text), on=_day(row), where=row.where(text))


def _rating(row: Row) -> Status:
    key, label, written, read_as, colour, _ = labels.RATINGS
    row.words(key)
    return Status(
        label=row.text(label),
        as_written=row.text(written),
        meaning=meaning_of(row.words(read_as)),
        fill=row.said(colour),
        on=_day(row),
        where=row.where(written),
    )
