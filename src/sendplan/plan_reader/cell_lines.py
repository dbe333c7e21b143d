"""Tables written out with one cell a line: the header's cells first, then each row's, no border left between them.

Where every row fills every column the lines fall into place by counting. Where some cells are empty (and so gone) or
take several lines, each line is given to the column that it reads most like, and every row that does not fill its
columns line for line is said to be in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sendplan.plan_reader.action_rows import REF, shape_of
from sendplan.plan_reader.columns import Column, Columns, header_row
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.due_words import read_due_cell
from sendplan.plan_reader.header_words import OWNERS, label_of, strict_field
from sendplan.plan_reader.headings import section_heading
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.people import ORGANISATION, ROLE
from sendplan.plan_reader.ratings import colour_named, meaning_of_words
from sendplan.plan_reader.rows import ActionRow, LabelledCell, Line, OwnerCell
from sendplan.plan_reader.table_rows import TableRows

__all__ = ["CellHeader", "cell_header", "cell_of", "cell_rows", "row_of_cells"]

_MOST = 12
_HEADING_WORDS = 12
_DUE_WORDS = 8
_OWNER_WORDS = 16


@dataclass(frozen=True, slots=True)
class CellHeader:
    """A header of which each cell is a line: ``lines`` of them from where it was looked for."""

    columns: Columns
    lines: int


def cell_header(items: Sequence[Line | TableRows], at: int) -> CellHeader | None:
    """The header that begins at a line, or None. The most lines that are headings together are taken."""
    lines: list[Line] = []
    for item in items[at : at + _MOST]:
        if isinstance(item, TableRows) or item.item or item.empty or len(item.text.split()) > _HEADING_WORDS:
            break
        if section_heading(item.piece.raw) is not None or (lines and cell_of(item) != cell_of(lines[0])):
            break
        if (
            (item.text.endswith((".", ",", ";")) and len(item.text.split()) > 1)
            or REF.fullmatch(item.piece.raw)
            or (lines and item.level)
        ):
            break
        lines.append(item)
    best: CellHeader | None = None
    for count in range(3, len(lines) + 1):
        columns = header_row([line.text for line in lines[:count]])
        if columns is None or columns.kind == "statements":
            continue
        if columns.kind == "actions" and sum(1 for line in lines[:count] if not _plain(line.text)) > 1:
            continue
        if "other" in (columns.columns[0].field, columns.columns[count - 1].field):
            continue
        if columns.kind == "actions" and (not columns.has("due", *OWNERS) or 4 * _unknown(columns) > count):
            continue
        if columns.kind == "kpis" and (columns.columns[0].field not in ("ref", "name") or _unknown(columns)):
            continue
        best = CellHeader(columns, count)
    return best


def _plain(text: str) -> bool:
    """True for a heading in the field's own words."""
    return strict_field(text) is not None or label_of(text).lower() in ("by", "date", "target")


def cell_of(line: Line) -> tuple[str | None, int | None, int | None, int | None] | None:
    """The table's cell that a line stands in, where it stands in one: a table inside it has become its paragraphs."""
    if not line.cell or not line.piece.spans:
        return None
    place = line.piece.spans[0].run.place
    return (place.sheet, place.table, place.row, place.column)


def _unknown(columns: Columns) -> int:
    return len(columns.of("other"))


def cell_rows(lines: Sequence[Line], columns: Columns) -> tuple[list[ActionRow], list[Line]]:
    """The rows of one table's lines, and the lines that stand before the first of them."""
    filled = [line for line in lines if not line.empty]
    by_count = _counted(filled, columns)
    if by_count is not None:
        return [_row(row, columns, None) for row in by_count], []
    if columns.columns[0].field != "ref":
        return _by_likeness(filled, columns), []
    before, groups = _by_refs(filled)
    rows = []
    for group in groups:
        cells = list(enumerate(group))
        if len(group) == len(columns.columns) and _in_place(cells, columns):
            rows.append(_row(cells, columns, None))
        else:
            rows += _by_likeness(group, columns)
    return rows, before


def _by_refs(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]]]:
    """The lines before the first reference, and then each reference with the lines up to the next of its pattern."""
    before: list[Line] = []
    groups: list[list[Line]] = []
    for line in lines:
        if _is_ref(line) and (not groups or shape_of(line.text) == shape_of(groups[0][0].text)):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            before.append(line)
    return before, groups


def _in_place(cells: Sequence[tuple[int, Line]], columns: Columns) -> bool:
    """As many lines as columns, each in its place; one that is no date may be the due cell's where none of them is."""
    misfits = [columns.columns[place].field for place, line in cells if not _fits(line, columns.columns[place])]
    return not misfits or (misfits == ["due"] and not any(_is_due(line) for _, line in cells))


# Rows by counting.


def _counted(lines: Sequence[Line], columns: Columns) -> list[list[tuple[int, Line]]] | None:
    """Rows of one line a cell, where each line fits the column that it falls in; else None."""
    width = len(columns.columns)
    if not lines or len(lines) % width:
        return None
    rows = [list(enumerate(lines[at : at + width])) for at in range(0, len(lines), width)]
    for row in rows:
        for place, line in row:
            if not _fits(line, columns.columns[place]):
                return None
    return rows


def _fits(line: Line, column: Column) -> bool:
    if column.field in ("action", "outcome", "update", "other"):
        return not _is_ref(line) and not (column.field == "action" and _is_due(line))
    return _cost(line, column) < _POOR


# Rows by likeness.

_POOR = 4.0
_SKIP = 1.5
_AGAIN = {"action": 1.6, "outcome": 1.1, "update": 1.1, "other": 2.0}
_SINGLE = 5.0


def _is_ref(line: Line) -> bool:
    return REF.fullmatch(line.piece.raw.rstrip()) is not None


def _is_due(line: Line) -> bool:
    if len(line.text.split()) > _DUE_WORDS:
        return False
    return read_due_cell(line.text).due.kind not in ("blank", "not_understood")


def _is_rating(line: Line) -> bool:
    words = len(line.text.split())
    return words <= 4 and (bool(colour_named(line.text)) or meaning_of_words(line.text) is not None)


def _is_owner(line: Line) -> bool:
    text = line.text
    return (
        len(text.split()) <= _OWNER_WORDS
        and not text.endswith((".", "!", "?"))
        and bool(ROLE.search(text) or ORGANISATION.search(text))
    )


def _cost(line: Line, column: Column) -> float:
    """How little a line reads like a cell of a column: 0 where it is just what stands in one."""
    words = len(line.text.split())
    field = column.field
    if field == "ref":
        return 0.0 if _is_ref(line) else 7.0
    if field in ("due", "start"):
        return 0.0 if _is_due(line) else (4.5 if words <= 6 else 8.0)
    if field == "status":
        return 0.0 if _is_rating(line) else (4.0 if words <= 4 else 8.0)
    if field in OWNERS:
        if _is_due(line) or _is_ref(line):
            return 6.0
        if _is_owner(line):
            return 0.0
        return 1.0 if words <= 6 and not line.text.endswith(".") else 4.5 if words <= _OWNER_WORDS else 7.0
    if _is_ref(line):
        return 7.0
    if _is_due(line):
        return 5.0 if field != "update" else 3.0
    if field == "section":
        return 1.0 if words <= 10 else 5.0
    if _is_rating(line) and words <= 2:
        return 3.5
    if _is_owner(line) and words <= 8:
        return 2.0 if not line.item else 0.5
    return 0.0 if words >= 3 else 0.8


def _by_likeness(lines: Sequence[Line], columns: Columns) -> list[ActionRow]:
    """The cheapest way to lay the lines out in rows, found from the first line to the last."""
    width = len(columns.columns)
    if not lines:
        return []
    costs: list[list[float]] = []
    came: list[list[tuple[int, bool]]] = []
    for number, line in enumerate(lines):
        here: list[float] = []
        from_: list[tuple[int, bool]] = []
        for place, column in enumerate(columns.columns):
            own = _cost(line, column)
            if number == 0:
                here.append(own + _skipped(columns, -1, place))
                from_.append((-1, True))
                continue
            ways: list[tuple[float, int, bool]] = []
            for before in range(width):
                cost = costs[-1][before]
                if before < place:
                    ways.append((cost + _skipped(columns, before, place), before, False))
                elif before == place:
                    ways.append((cost + _again(column, line), before, False))
                ways.append(
                    (cost + _skipped(columns, before, width) + _skipped(columns, -1, place) + 0.1, before, True)
                )
            best = min(ways)
            here.append(best[0] + own)
            from_.append((best[1], best[2]))
        costs.append(here)
        came.append(from_)
    ends = [(cost + _skipped(columns, place, width), place) for place, cost in enumerate(costs[-1])]
    place = min(ends)[1]
    rows: list[list[tuple[int, Line]]] = [[]]
    for number in range(len(lines) - 1, -1, -1):
        rows[0].insert(0, (place, lines[number]))
        before, new = came[number][place]
        if new and number:
            rows.insert(0, [])
        place = before
    return [_row(row, columns, _doubt(row, columns)) for row in rows]


def _skipped(columns: Columns, before: int, place: int) -> float:
    """What it costs that the columns between two are empty."""
    return sum(
        _SKIP + (2.0 if column.field in ("action", "ref") else 0.0) for column in columns.columns[before + 1 : place]
    )


def _again(column: Column, line: Line) -> float:
    if column.field in OWNERS:
        return 0.8 if line.item else 2.0
    return _AGAIN.get(column.field, _SINGLE) * (0.3 if line.item else 1.0)


def _doubt(row: Sequence[tuple[int, Line]], columns: Columns) -> Ambiguity | None:
    """None for a row with one line in each column."""
    if [place for place, _ in row] == list(range(len(columns.columns))):
        return None
    cells: dict[str, Any] = {}
    for place, line in row:
        field = columns.columns[place].field
        key = _KEYS.get(field, "owners" if field in OWNERS else str(field))
        cells[key] = f"{cells[key]} {line.text}" if key in cells else line.text
    for column in columns.columns:
        cells.setdefault(_KEYS.get(column.field, "owners" if column.field in OWNERS else str(column.field)), None)
    return Ambiguity(
        field="text",
        preferred=cells,
        others=({"text": Piece.join(line.piece for _, line in row).text},),
        evidence=f"The row has {len(row)} lines for {len(columns.columns)} columns, so its lines are given to the "
        "columns that they read like.",
    )


_KEYS = {"action": "text", "outcome": "outcomes", "update": "updates", "status": "statuses"}


def row_of_cells(cells: Sequence[tuple[int, Line]], columns: Columns) -> ActionRow:
    """The action of a row whose cells are known: each line with the number of its column."""
    return _row(cells, columns, None)


def _row(row: Sequence[tuple[int, Line]], columns: Columns, doubt: Ambiguity | None) -> ActionRow:
    def of(*fields: str) -> list[tuple[Column, tuple[Piece, ...]]]:
        found = []
        for place, column in enumerate(columns.columns):
            pieces = tuple(line.piece for at, line in row if at == place)
            if column.field in fields and pieces:
                found.append((column, pieces))
        return found

    def pieces_of(*fields: str) -> tuple[Piece, ...]:
        return tuple(piece for _, pieces in of(*fields) for piece in pieces)

    def labelled(field: str) -> tuple[LabelledCell, ...]:
        return tuple(LabelledCell(column.label, pieces, Piece.join(pieces).where()) for column, pieces in of(field))

    ref, due, section = pieces_of("ref"), pieces_of("due"), pieces_of("section")
    return ActionRow(
        ref=_bare_ref(ref[0]) if ref else None,
        action=pieces_of("action"),
        outcomes=pieces_of("outcome"),
        due=Piece.join(due) if due else None,
        owners=tuple(
            OwnerCell(pieces, column.field if column.field in ("lead", "accountable") else None)
            for column, pieces in of(*OWNERS)
        ),
        where=Piece.join(line.piece for _, line in row).where(),
        section=Piece.join(section) if section else None,
        ambiguities=(doubt,) if doubt else (),
        updates=labelled("update"),
        statuses=labelled("status"),
    )


def _bare_ref(piece: Piece) -> Piece:
    match = REF.match(piece.raw)
    return piece.cut(match.start("ref"), match.end("ref")) if match else piece
