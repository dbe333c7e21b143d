"""Actions and KPIs made of rows of cells, whichever shape of table the cells came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sendplan.plan_reader.draft import Action, Actual, Ambiguity, Kpi, Statement, StatusKey, Step
from sendplan.plan_reader.due_words import read_due_cell
from sendplan.plan_reader.header_words import Field
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.measure_values import read_actual, read_baseline, read_step
from sendplan.plan_reader.owners import read_owners
from sendplan.plan_reader.paragraph_ends import outcomes_doubt, owners_doubt, text_doubt, updates_doubt
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.progress import begins_with_date, read_progress_cell
from sendplan.plan_reader.rows import ActionRow, MeasureRow
from sendplan.plan_reader.sense import better_of
from sendplan.plan_reader.status import read_status

__all__ = ["Reading", "make_action", "make_kpi", "statement", "unbulleted"]

_BULLET = re.compile(
    r"(?:[\s\u00a0]{1,40}o(?=[\s\u00a0])|[\s\u00a0]{0,40}(?:[•‣⁃◦▪■●○·]|[-–—*](?=[\s\u00a0])))[\s\u00a0]{0,40}"
)
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the whole document says that its cells are read by: its own years and its key to ratings."""

    ledger: Ledger
    period: Period | None = None
    key: tuple[StatusKey, ...] = ()


def make_action(row: ActionRow, section: str, ref: str, reading: Reading) -> Action:
    """One action; every piece of the row is placed."""
    ledger = reading.ledger
    action = Piece.join(unbulleted(piece, ledger) for piece in row.action)
    outcomes = [unbulleted(piece, ledger) for piece in row.outcomes]
    for piece in (row.ref, action, *outcomes, row.due):
        ledger.place(piece, "value")
    read = read_owners([(cell.paragraphs, cell.part) for cell in row.owners], ledger)
    due = read_due_cell(row.due.text if row.due else None, reading.period)
    doubts = [*row.ambiguities, due.doubt, read.doubt, text_doubt(row.action), outcomes_doubt(outcomes)]
    doubts += [owners_doubt(cell.paragraphs) for cell in row.owners]
    doubts += [
        updates_doubt(cell.paragraphs, lambda text: begins_with_date(text, reading.period)) for cell in row.updates
    ]
    statuses = []
    for cell in row.statuses:
        for piece in cell.paragraphs:
            ledger.place(piece, "value")
        text = Piece.join(cell.paragraphs).text or None
        rated = read_status(cell.label, text, cell.fill, reading.key, cell.where, reading.period)
        doubts.append(rated.doubt)
        statuses += [rated.status] if rated.status else []
    updates = [
        update
        for cell in row.updates
        for update in read_progress_cell(cell.label, cell.paragraphs, ledger, reading.period)
    ]
    return Action(
        ref=ref,
        section=section,
        text=action.text,
        outcomes=tuple(piece.text for piece in outcomes if piece),
        due=due.due,
        owners=tuple(owner.as_written for owner in read.owners),
        named_owners=read.owners,
        updates=tuple(updates),
        statuses=tuple(statuses),
        where=row.where,
        ambiguities=tuple(doubt for doubt in doubts if doubt is not None),
    )


def make_kpi(row: MeasureRow, section: str, table: int, reading: Reading, more: tuple[Ambiguity, ...] = ()) -> Kpi:
    """One KPI; every piece of the row is placed. ``table`` is the table's number in its section, from 1."""
    ledger = reading.ledger
    name = unbulleted(row.name, ledger)
    ledger.place(name, "value")
    ledger.place(row.ref, "label")
    for at, piece in row.cells.items():
        if row.columns.columns[at].field != "other":
            ledger.place(piece, "value")
    baseline, doubt = read_baseline(_cell(row, "baseline"), _cell(row, "baseline_date"), _label(row, "baseline"))
    doubts = [*row.ambiguities, *more, doubt]
    steps: list[Step] = []
    for at, column in enumerate(row.columns.columns):
        if column.field == "step":
            step, doubt = read_step(column.label, row.cells.get(at), reading.period)
            steps.append(step)
            doubts.append(doubt)
    actuals: list[Actual] = []
    for at, column in enumerate(row.columns.columns):
        if column.field == "actual":
            actual, doubt = read_actual(column.label, row.cells.get(at), column.step, steps, reading.period)
            actuals.append(actual)
            doubts.append(doubt)
    return Kpi(
        section=section,
        name=name.text,
        baseline=baseline,
        steps=tuple(steps),
        actuals=tuple(actuals),
        better=better_of(name.text, baseline, steps),
        table=table,
        where=row.where,
        ambiguities=tuple(doubt for doubt in doubts if doubt is not None),
    )


def _cell(row: MeasureRow, field: Field) -> Piece | None:
    found = [
        row.cells[at] for at, column in enumerate(row.columns.columns) if column.field == field and at in row.cells
    ]
    return found[0] if found and found[0] else None


def _label(row: MeasureRow, field: Field) -> str:
    return next((column.label for column in row.columns.columns if column.field == field), "")
