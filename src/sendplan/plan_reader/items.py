"""Actions and KPIs made of rows of cells, whichever shape of table the cells came from."""

from __future__ import annotations

import re

from sendplan.plan_reader import dates
from sendplan.plan_reader.draft import Action, Ambiguity, Baseline, Kpi, Statement, Step
from sendplan.plan_reader.due_cell import read_due
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.owners import read_owners
from sendplan.plan_reader.rows import ActionRow, MeasureRow
from sendplan.plan_reader.sense import better_of
from sendplan.plan_reader.values import read_value

__all__ = ["make_action", "make_kpi", "statement", "unbulleted"]

_BULLET = re.compile(r"[\s\u00a0]{0,40}(?:[•‣⁃◦▪■●○·]|[-–—*](?=[\s\u00a0]))[\s\u00a0]{0,40}")
_DIGIT_BULLET = re.compile(r"[\s\u00a0]{0,40}(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][\s\u00a0]{1,40}(?=[A-Z‘“'\"(])")


def unbulleted(piece: Piece, ledger: Ledger, *, numbered: bool = False) -> Piece:
    """The piece without the bullet (or the list's number) it begins with, which is placed as a mark."""
    match = _BULLET.match(piece.raw) or (_DIGIT_BULLET.match(piece.raw) if numbered else None)
    if match is None:
        return piece
    ledger.place(piece.cut(0, match.end()), "mark")
    return piece.cut(match.end())


def statement(piece: Piece, ledger: Ledger) -> Statement:
    ledger.place(piece, "value")
    return Statement(text=piece.text, where=piece.where())


def make_action(row: ActionRow, section: str, ref: str, ledger: Ledger) -> Action:
    """One action; every piece of the row is placed."""
    action = Piece.join(unbulleted(piece, ledger) for piece in row.action)
    outcomes = [unbulleted(piece, ledger) for piece in row.outcomes]
    for piece in (row.ref, action, *outcomes, row.due):
        ledger.place(piece, "value")
    read = read_owners([(cell.paragraphs, cell.part) for cell in row.owners], ledger)
    return Action(
        ref=ref,
        section=section,
        text=action.text,
        outcomes=tuple(piece.text for piece in outcomes if piece),
        due=read_due(row.due.text if row.due else None),
        owners=tuple(owner.as_written for owner in read.owners),
        named_owners=read.owners,
        where=row.where,
        ambiguities=(*row.ambiguities, *([read.doubt] if read.doubt else [])),
    )


def make_kpi(row: MeasureRow, section: str, table: int, ledger: Ledger, more: tuple[Ambiguity, ...] = ()) -> Kpi:
    """One KPI; every piece of the row is placed. ``table`` is the table's number in its section, from 1."""
    name = unbulleted(row.name, ledger)
    ledger.place(name, "value")
    ledger.place(row.ref, "label")
    for at, piece in row.cells.items():
        if row.columns.columns[at].field != "other":
            ledger.place(piece, "value")
    baseline = _baseline(row)
    steps = tuple(
        _step(column.label, row.cells.get(at))
        for at, column in enumerate(row.columns.columns)
        if column.field == "step"
    )
    return Kpi(
        section=section,
        name=name.text,
        baseline=baseline,
        steps=steps,
        better=better_of(name.text, baseline, steps),
        table=table,
        where=row.where,
        ambiguities=(*row.ambiguities, *more),
    )


def _cell(row: MeasureRow, field: str) -> Piece | None:
    found = [
        row.cells[at] for at, column in enumerate(row.columns.columns) if column.field == field and at in row.cells
    ]
    return found[0] if found and found[0] else None


_WITH_DATE = re.compile(r"(?P<value>.{1,80}?)[\s(,–-]{1,4}(?:(?:as\sat|as\sof|at|in|from)\s)?(?P<date>[^()]{4,40})\)?")


def _baseline(row: MeasureRow) -> Baseline:
    cell, on = _cell(row, "baseline"), _cell(row, "baseline_date")
    value = read_value(cell.text if cell else None)
    on_words = on.text if on else None
    if (
        cell is not None and on is None and value.kind in ("level", "not_understood") and not value.bare
    ) or value.kind == "not_understood":
        parted = _WITH_DATE.fullmatch(cell.text) if cell else None
        if parted and dates.read(parted["date"]) and read_value(parted["value"]).kind in ("level", "not_yet_set"):
            value, on_words = read_value(parted["value"]), on_words or parted["date"]
    when = dates.read(on_words) if on_words else None
    known = value.kind in ("level", "remainder")
    return Baseline(
        as_written=cell.text if cell else None,
        value=value.value if known else None,
        unit=value.unit if known else None,
        on=when.latest if when else None,
        on_as_written=on_words,
        on_earliest=when.earliest if when else None,
        where=(cell or on).where() if cell or on else None,  # type: ignore[union-attr]  # one of them is there
    )


def _step(label: str, piece: Piece | None) -> Step:
    when = dates.read_anywhere(label)
    value = read_value(piece.text if piece else None)
    return Step(
        label=label,
        on=when.latest if when else None,
        as_written=piece.text if piece else None,
        kind=value.kind,
        value=value.value,
        unit=value.unit,
        where=piece.where() if piece else None,
    )
