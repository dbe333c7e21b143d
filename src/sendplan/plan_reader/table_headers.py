"""Where the header rows of a table are, how many rows each has, and whether two tables stand side by side in one."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.formats.document import Cell
from sendplan.plan_reader.columns import Columns, header_row
from sendplan.plan_reader.header_words import label_of
from sendplan.plan_reader.headings import heading_kind, section_heading
from sendplan.plan_reader.table_grid import Grid, Row, cells_of, texts_of

__all__ = ["ends_rows", "header_at", "side_by_side"]


def _labels(rows: Sequence[Row]) -> list[str]:
    """The words over each column, those of a header of several rows joined."""
    labels = []
    for column in range(len(rows[0])):
        cells: list[Cell] = []
        for row in rows:
            cell = row[column]
            if cell is not None and not any(cell is other for other in cells):
                cells.append(cell)
        labels.append(" ".join(cell.text for cell in cells if cell.text))
    return labels


def header_at(grid: Grid, at: int) -> tuple[Columns, int] | None:
    """The header that begins at a row, and its height: one row, or more where cells are merged in it."""
    row = grid[at]
    if len(cells_of(row)) < 2:
        return None
    one = header_row(_labels([row]))
    merged = any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells_of(row))
    if merged and at + 1 < len(grid):
        below = header_row(_labels([grid[at + 1]])) if cells_of(grid[at + 1]) != cells_of(row) else None
        for height in (2, 3):
            if at + height > len(grid):
                break
            joined = header_row(_labels(grid[at : at + height]))
            if joined is None or (below is not None and one is None):
                continue
            last, above = grid[at + height - 1], grid[at + height - 2]
            if one is not None and not _has_values(last, above):
                if height == 2 and _merged_across(last) and _three(grid, at) is not None:
                    continue
                return joined, height
            if one is None:
                return joined, height
    return None if one is None else (one, 1)


def _three(grid: Grid, at: int) -> Columns | None:
    if at + 3 > len(grid) or _has_values(grid[at + 2], grid[at + 1]):
        return None
    return header_row(_labels(grid[at : at + 3]))


def _merged_across(row: Row) -> bool:
    return any(cell.colspan > 1 for cell in cells_of(row))


def _has_values(row: Row, above: Row) -> bool:
    """True when the row has cells of its own under columns the row above does not span."""
    return any(
        cell is not None and cell is not over and (over is None or over.colspan == 1) and cell.text
        for cell, over in zip(row, above, strict=True)
    )


def ends_rows(grid: Grid, at: int) -> bool:
    """A new header, or a title over the whole width, ends the rows of the header before it."""
    cells = texts_of(grid[at])
    if not cells:
        return False
    if len(cells) == 1:
        text = cells[0].text
        spans = cells[0].colspan >= len(grid[at]) > 1 and len([run for run in cells[0].runs if run.text.strip()]) == 1
        titled = section_heading(text) is not None or heading_kind(text) is not None
        return spans or titled or (cells[0].column == 0 and _header_follows(grid, at))
    if len(cells) == 2 and cells[0].column == 0 and section_heading(f"{cells[0].text} {cells[1].text}") is not None:
        return section_heading(cells[0].text) is not None
    return header_at(grid, at) is not None


def _header_follows(grid: Grid, at: int) -> bool:
    """A title stands straight over a header, or has an empty row before it and a header as the next row with words."""
    following = next((row for row in range(at + 1, len(grid)) if texts_of(grid[row])), None)
    if following is None or header_at(grid, following) is None:
        return False
    return following == at + 1 or not texts_of(grid[at - 1])


def side_by_side(grid: Grid) -> list[tuple[int, int]]:
    """The column ranges of tables that stand beside each other; one range for an ordinary table.

    Told by headings that come again ("Action, Lead, By when, Action, Lead, By when"), or by an empty column between
    two headers.
    """
    width = len(grid[0]) if grid else 0
    for at in range(min(len(grid), 12)):
        labels = [label_of(cell.text).lower() if cell is not None else "" for cell in grid[at]]
        for starts in (_repeats(labels), _gaps(grid, labels)):
            ranges = list(zip(starts, [*starts[1:], width], strict=True))
            if len(ranges) > 1 and all(header_row(labels[low:high]) is not None for low, high in ranges):
                return ranges
    return [(0, width)]


def _repeats(labels: Sequence[str]) -> list[int]:
    """Where the first heading stands again with as many after it, or with the second after it."""
    first = next((at for at, label in enumerate(labels) if label), None)
    if first is None or first + 1 >= len(labels) or labels[first] == labels[first + 1]:
        return [0]
    again = [at for at in range(first + 2, len(labels)) if labels[at] == labels[first]]
    widths = {high - low for low, high in zip([first, *again], [*again, len(labels)], strict=True)}
    pairs = all(labels[at : at + 2] == labels[first : first + 2] for at in again)
    return [0, *again] if pairs or (len(widths) == 1 and min(widths) > 2) else [0]


def _gaps(grid: Grid, labels: Sequence[str]) -> list[int]:
    """Where a column with words begins after one that has none in the whole table."""
    empty = [not any(row[at] is not None and row[at].text for row in grid) for at in range(len(labels))]  # type: ignore[union-attr]  # tested before
    return [0, *(at for at in range(1, len(labels)) if empty[at - 1] and not empty[at])]
