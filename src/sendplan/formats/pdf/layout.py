"""A page in reading order: text above, beside and below its tables, columns of prose one after another, and tables that
are told by alignment alone.

An aligned table is believed when its cells start together in three rows or more; rules between rows, where there are
any, say where rows end. Prose in columns fills its lines and its paragraphs end at different heights. What is neither
for certain is given line by line, each stretch of words a paragraph, and ``doubtful`` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import mean, median

from sendplan.formats.pdf.columns import GridCell
from sendplan.formats.pdf.flow import Passage, passages_of
from sendplan.formats.pdf.glyphs import Box, Drawn, Edge, Glyph
from sendplan.formats.pdf.grids import Grid
from sendplan.formats.pdf.lines import Line, Word, line_of, lines_of
from sendplan.formats.pdf.spacing import Seen, Setting, settings_of

__all__ = ["Laid", "laid_out"]

_CHANNEL = 6.0


@dataclass(slots=True)
class Laid:
    """A page's passages and grids in reading order. ``doubtful`` when words stood apart as in a table, and which were a
    row's could not be told."""

    number: int
    items: list[Passage | Grid] = field(default_factory=list)
    doubtful: bool = False


def laid_out(drawn: Drawn, grids: Sequence[Grid], glyphs: Sequence[Glyph], limit: float) -> Laid:
    """The page's ``glyphs`` outside its ``grids``, and the grids, in order; text may reach right up to ``limit``."""
    laid = Laid(drawn.number)
    groups = _side_by_side(grids)
    bands: list[list[Glyph]] = [[] for _ in range(len(groups) + 1)]
    for glyph in glyphs:
        y = glyph.box.middle[1]
        bands[sum(1 for group in groups if min(grid.ys[0] for grid in group) < y)].append(glyph)
    rules = [edge for edge in drawn.edges if not edge.upright]
    for at, band in enumerate(bands):
        _lay_band(laid, lines_of(band), rules, drawn.dots, limit)
        if at < len(groups):
            laid.items += groups[at]
    return laid


def _side_by_side(grids: Sequence[Grid]) -> list[list[Grid]]:
    groups: list[list[Grid]] = []
    for grid in sorted(grids, key=lambda grid: grid.ys[0]):
        if groups and grid.ys[0] < min(other.ys[-1] for other in groups[-1]) - 2:
            groups[-1].append(grid)
        else:
            groups.append([grid])
    return [sorted(group, key=lambda grid: grid.xs[0]) for group in groups]


def _lay_band(laid: Laid, lines: list[Line], rules: Sequence[Edge], dots: Sequence[Box], limit: float) -> None:
    plain: list[Line] = []

    def end() -> None:
        laid.items += passages_of(plain, limit, dots, _setting(plain, limit))
        plain.clear()

    at = 0
    while at < len(lines):
        zone = _zone(lines, at)
        if zone is None:
            segments = lines[at].segments(4.0)
            if len(segments) == 1:
                plain.append(lines[at])
            else:
                end()
                _lay_apart(laid, [lines[at]], dots)
            at += 1
            continue
        end()
        rows, channels = zone
        grid = _aligned(rows, channels, rules)
        if grid is not None:
            laid.items.append(grid)
        elif _is_prose(rows, channels):
            for column in _columns(rows, channels):
                reach = max(line.box.x1 for line in column)
                laid.items += passages_of(column, reach, dots, _setting(column, reach))
        else:
            laid.doubtful = True
            _lay_apart(laid, rows, dots)
        at += len(rows)
    end()


def _setting(lines: Sequence[Line], limit: float) -> Setting:
    """How the paragraphs of running text are set; it keeps several sentences to one, as prose does."""
    seen = Seen()
    seen.add(lines, limit)
    return replace(settings_of([seen])[0], apart=False, stopped=True)


def _lay_apart(laid: Laid, rows: Sequence[Line], dots: Sequence[Box]) -> None:
    for row in rows:
        for segment in row.segments():
            line = line_of(segment)
            if line is not None:
                laid.items += passages_of([line], line.box.x1, dots)


def _zone(lines: Sequence[Line], start: int) -> tuple[list[Line], list[tuple[float, float]]] | None:
    """The lines from ``start`` on that share blank channels from top to bottom, and the channels; None where fewer than
    three lines do, or only one of them stands in two parts."""
    channels = _gaps(lines[start])
    if not channels:
        return None
    rows = [lines[start]]
    for line in lines[start + 1 :]:
        left = _without(channels, line)
        if not left or line.box.top - rows[-1].box.bottom > 3.0 * max(line.size, rows[-1].size):
            break
        apart = line.box.top - rows[-1].box.bottom > 1.6 * line.size
        if apart and not _gaps(line) and (line.bold or line.size > rows[-1].size + 0.8):
            break
        channels = left
        rows.append(line)
    while rows and not _gaps(rows[-1]) and rows[-1].box.x0 < channels[0][0] and rows[-1].box.x1 < channels[0][0]:
        if len(rows) > 1 and rows[-1].box.top - rows[-2].box.bottom <= 0.6 * rows[-1].size:
            break
        rows.pop()
    many = sum(1 for row in rows if _gaps(row))
    return (rows, channels) if len(rows) >= 3 and many >= 2 else None


def _gaps(line: Line) -> list[tuple[float, float]]:
    segments = line.segments()
    return [(one[-1].box.x1, two[0].box.x0) for one, two in pairwise(segments)]


def _without(channels: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """What is left blank of channels once a line's words are in them."""
    left = channels
    for word in line.words:
        pieces = []
        for start, end in left:
            if word.box.x1 <= start or word.box.x0 >= end:
                pieces.append((start, end))
                continue
            pieces += [(start, word.box.x0), (word.box.x1, end)]
        left = [(start, end) for start, end in pieces if end - start >= _CHANNEL]
    return left


def _columns(rows: Sequence[Line], channels: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """The lines of each column from top to bottom; columns without words are left out."""
    edges = [(start + end) / 2 for start, end in channels]
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        parts: list[list[Word]] = [[] for _ in columns]
        for word in row.words:
            parts[sum(1 for edge in edges if word.box.middle[0] > edge)].append(word)
        for column, words in zip(columns, parts, strict=True):
            line = line_of(words)
            if line is not None:
                column.append(line)
    return [column for column in columns if column]


def _is_prose(rows: Sequence[Line], channels: Sequence[tuple[float, float]]) -> bool:
    """Whether each column's lines are of some words and mostly as long as the column is wide."""
    columns = _columns(rows, channels)
    for column in columns:
        width = max(line.box.x1 for line in column) - min(line.box.x0 for line in column)
        if mean(len(line.words) for line in column) < 3.5 or median(line.box.width for line in column) < 0.6 * width:
            return False
    return len(columns) > 1


def _aligned(rows: Sequence[Line], channels: Sequence[tuple[float, float]], rules: Sequence[Edge]) -> Grid | None:
    """The rows as a grid, where they are a table's for certain."""
    columns = _columns(rows, channels)
    if len(columns) < 2 or len(columns) != len(channels) + 1:
        return None
    if _has_further_gaps(columns):
        return None
    starts = _starts_by_rules(rows, rules) or _starts_by_gaps(rows)
    ruled = starts is not None
    if starts is None:
        if _is_prose(rows, channels) or len(columns) < 3:
            return None
        starts = [at for at, row in enumerate(rows) if row.box.x0 < channels[0][0]]
    if len(starts) < (2 if ruled and len(columns) > 2 else 3) or starts[0] != 0:
        return None
    together = sum(1 for at in starts if _gaps(rows[at]))
    if together * 10 < len(starts) * 7:
        return None
    left, right = min(row.box.x0 for row in rows) - 2, max(row.box.x1 for row in rows) + 2
    xs = [left, *((start + end) / 2 for start, end in channels), right]
    ys = [rows[0].box.top - 1]
    ys += [(rows[at - 1].box.bottom + rows[at].box.top) / 2 for at in starts[1:]]
    ys.append(rows[-1].box.bottom + 1)
    cells = tuple(
        GridCell(row, column, 1, 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    )
    return Grid.of(xs, ys, cells)


def _has_further_gaps(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether a column's lines stand in parts of their own here and there: what part is whose cannot be told."""
    return any(sum(1 for line in column if len(line.segments(1.0)) > 1) * 5 > len(column) for column in columns)


def _starts_by_rules(rows: Sequence[Line], rules: Sequence[Edge]) -> list[int] | None:
    """The first line of each row where rules across most of the width part them."""
    left, right = min(row.box.x0 for row in rows), max(row.box.x1 for row in rows)
    width = right - left
    levels = [rule.at for rule in rules if min(rule.end, right) - max(rule.start, left) > 0.6 * width]
    starts = [0]
    for at in range(1, len(rows)):
        above, below = rows[at - 1].box.middle[1], rows[at].box.middle[1]
        if any(above < level < below for level in levels):
            starts.append(at)
    return starts if len(starts) > 1 else None


def _starts_by_gaps(rows: Sequence[Line]) -> list[int] | None:
    """The first line of each row where rows stand clearly further apart than the lines in them."""
    gaps = [below.box.top - above.box.bottom for above, below in pairwise(rows)]
    tight, wide = min(gaps), max(gaps)
    size = median(row.size for row in rows)
    if wide - tight < 0.35 * size:
        return None
    middle = (tight + wide) / 2
    starts = [0, *(at for at, gap in enumerate(gaps, start=1) if gap > middle)]
    return starts if len(starts) >= 3 else None
