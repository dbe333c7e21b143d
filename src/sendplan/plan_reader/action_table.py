"""Rows of real tables of actions: which rows are one action, and which are several under one ref."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sendplan.formats.document import Cell
from sendplan.plan_reader import dates
from sendplan.plan_reader.columns import Column, Columns
from sendplan.plan_reader.draft import Ambiguity, Where
from sendplan.plan_reader.header_words import OWNERS, Field
from sendplan.plan_reader.ledger import Piece, where_of
from sendplan.plan_reader.measure_table import measure_in, one_piece, under
from sendplan.plan_reader.rows import ActionRow, LabelledCell, OwnerCell
from sendplan.plan_reader.table_grid import Row, cells_of, pieces_of, texts_of

__all__ = ["actions_of"]


def actions_of(rows: Sequence[Row], columns: Columns, breaks: AbstractSet[int] = frozenset()) -> Iterator[ActionRow]:
    """One action for each ref; rows that share a ref's merged cell, or have none under it, are one action.

    ``breaks`` are the numbers of the rows that begin a page: one of those may be the rest of the row before.
    """
    groups: list[list[Row]] = []
    joined: set[int] = set()
    for number, row in enumerate(rows):
        if not texts_of(row):
            continue
        if groups and _continues(groups[-1][0], row, columns):
            groups[-1].append(row)
        elif groups and _is_rest(groups[-1][-1], row, columns, number in breaks):
            groups[-1].append(row)
            if number not in breaks or not _reads_on(groups[-1][-2], row, columns):
                joined.add(len(groups) - 1)
        else:
            groups.append([row])
    for number, group in enumerate(groups):
        parts = _parted(group, columns)
        for part in parts:
            action = _action(part, columns)
            if number in joined:
                action = replace(action, ambiguities=(*action.ambiguities, _rest_doubt(part, columns)))
            if len(parts) > 1 and action.ref is not None:
                action = replace(action, ambiguities=(*action.ambiguities, _shared_ref(action.ref)))
            yield action


def _continues(first: Row, row: Row, columns: Columns) -> bool:
    keys = columns.of("ref") or columns.of("action")
    cell, above = row[keys[0].index], first[keys[0].index]
    if cell is not None and cell is above and cell.text:
        return True
    empty = cell is None or not cell.text
    actions = under(row, columns, "action")
    return empty and (not actions or actions[0][1] in first) and above is not None


def _is_rest(before: Row, row: Row, columns: Columns, begins_page: bool) -> bool:
    """A row with words for the action and no ref, date or owner of its own, where rows have refs or at a page's top."""
    own = under(row, columns, "ref", "due", "section", *OWNERS)
    if own or not under(row, columns, "action"):
        return False
    if columns.has("ref"):
        return bool(under(before, columns, "ref", "due", *OWNERS))
    return begins_page and _reads_on(before, row, columns)


def _reads_on(before: Row, row: Row, columns: Columns) -> bool:
    """A cell of the row before stops in the middle of a sentence that goes on here with a small letter."""
    for column in columns.of("action", "outcome", "update"):
        above, below = before[column.index], row[column.index]
        if above is not None and below is not None and above.text and below.text[:1].islower():
            return not above.text.rstrip().endswith((".", "!", "?", ":"))
    return False


def _parted(group: Sequence[Row], columns: Columns) -> list[list[Row]]:
    """Rows under one merged ref that have actions with dates or owners of their own are actions of their own."""
    if len(group) < 2 or not columns.has("ref"):
        return [list(group)]
    for row in group:
        actions = under(row, columns, "action")
        own = [cell for _, cell in under(row, columns, "due", *OWNERS)]
        others = [cell for other in group if other is not row for cell in cells_of(other)]
        if not actions or any(actions[0][1] is other for other in others):
            return [list(group)]
        if not any(all(cell is not other for other in others) for cell in own):
            return [list(group)]
    return [[row] for row in group]


def _paragraphs(group: Sequence[Row], columns: Sequence[Column]) -> tuple[Piece, ...]:
    seen: list[Cell] = []
    for row in group:
        for column in columns:
            cell = row[column.index]
            if cell is not None and cell.text and not any(cell is other for other in seen):
                seen.append(cell)
    return tuple(piece for cell in seen for piece in pieces_of(cell))


def _action(group: Sequence[Row], columns: Columns) -> ActionRow:
    first = group[0]
    owners = tuple(
        OwnerCell(_paragraphs(group, [column]), column.field if column.field in ("lead", "accountable") else None)
        for column in columns.of(*OWNERS)
    )
    due, doubt = _due(group, columns)
    parts = [piece for row in group for cell in cells_of(row) for piece in pieces_of(cell)]
    return ActionRow(
        ref=one_piece(first, columns, "ref"),
        action=_paragraphs(group, columns.of("action")),
        outcomes=_paragraphs(group, columns.of("outcome")),
        due=due,
        owners=owners,
        where=Piece.join(parts).where(),
        section=one_piece(first, columns, "section"),
        ambiguities=(doubt,) if doubt else (),
        updates=tuple(_labelled(group, columns, "update")),
        statuses=tuple(_labelled(group, columns, "status")),
        measure=measure_in(first, columns),
    )


def _due(group: Sequence[Row], columns: Columns) -> tuple[Piece | None, Ambiguity | None]:
    """The due cell; of several rows' cells the last, the others said to be possible too."""
    cells: list[Cell] = []
    several = len(columns.of("due")) > 1
    for row in group:
        for _, cell in sorted(under(row, columns, "due"), key=lambda one: _newness(one[0].label)):
            if not any(cell is other for other in cells):
                cells.append(cell)
    if not cells:
        months = [column.label for column in columns.of("other") if dates.read(column.label) and _marked(group, column)]
        if months and not columns.has("due"):
            return None, _only_months(months)
        starts = _paragraphs(group, columns.of("start"))
        if starts and not columns.has("due"):
            return None, _only_start(Piece.join(starts))
        return None, None
    chosen = Piece.join(pieces_of(cells[-1]))
    if len(cells) == 1:
        return chosen, None
    doubt = Ambiguity(
        field="due",
        preferred={"due": chosen.text},
        others=tuple({"due": cell.text} for cell in cells[:-1]),
        evidence=f"The action has {len(cells)} {'columns' if several else 'rows'} with a date each; it is taken to be "
        "due by the last of them.",
    )
    return chosen, doubt


def _marked(group: Sequence[Row], column: Column) -> bool:
    return any((cell := row[column.index]) is not None and (cell.text or cell.fill) for row in group)


def _only_months(months: Sequence[str]) -> Ambiguity:
    return Ambiguity(
        field="due",
        preferred={"due": None},
        others=({"due": months[-1]},),
        evidence="The table marks the months in which the action is at work and gives no date by which it is due.",
    )


def _newness(label: str) -> int:
    """The place of a column of dates among several: the first set before the others, a revised one after them."""
    if re.search(r"\b(?:original|initial|first|planned|baseline)", label, re.IGNORECASE):
        return 0
    return (
        2 if re.search(r"\b(?:revised|new|current|latest|updated|amended|extended|actual)", label, re.IGNORECASE) else 1
    )


def _labelled(group: Sequence[Row], columns: Columns, field: Field) -> Iterator[LabelledCell]:
    for column in columns.of(field):
        seen: list[Cell] = []
        for row in group:
            cell = row[column.index]
            if cell is None or any(cell is other for other in seen):
                continue
            seen.append(cell)
            if cell.text or (field == "status" and cell.fill):
                yield LabelledCell(column.label, pieces_of(cell), _place(cell, row), cell.fill)


def _place(cell: Cell, row: Row) -> Where:
    """Where a cell stands; one without words is placed by another of its row."""
    if cell.text:
        return where_of(cell.runs)
    beside = next((run for other in texts_of(row) for run in other.runs), None)
    if beside is None:
        return Where()
    place = replace(beside.place, column=cell.column + 1, paragraph=None) if beside.place.row else beside.place
    return where_of([replace(beside, place=place)])


def _rest_doubt(group: Sequence[Row], columns: Columns) -> Ambiguity:
    whole = Piece.join(_paragraphs(group, columns.of("action")))
    alone = Piece.join(_paragraphs(group[:1], columns.of("action")))
    return Ambiguity(
        field="text",
        preferred={"text": whole.text},
        others=({"text": alone.text},),
        evidence="A row under it has words for the action but no reference, date or owner: it is read as part of it.",
    )


def _shared_ref(ref: Piece) -> Ambiguity:
    return Ambiguity(
        field="ref",
        preferred={"ref": ref.text},
        others=({"ref": None},),
        evidence="The reference's cell covers several rows, each with an action and a date or owner of its own.",
    )


def _only_start(start: Piece) -> Ambiguity:
    return Ambiguity(
        field="due",
        preferred={"due": None},
        others=({"due": start.text},),
        evidence="The table gives the date on which the action starts and none by which it is due.",
    )
