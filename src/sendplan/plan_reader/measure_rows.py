"""KPI rows out of a flattened table: the name, then the values that are left, each given back its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sendplan.plan_reader.alignment import Alignments, Token, align
from sendplan.plan_reader.columns import Columns
from sendplan.plan_reader.draft import Ambiguity
from sendplan.plan_reader.headings import is_furniture
from sendplan.plan_reader.ledger import Piece
from sendplan.plan_reader.measure_tokens import governed, names_a_stage, token_of_unknown, tokens_at_end, tokens_of_line
from sendplan.plan_reader.rows import Line, MeasureRow

__all__ = ["measure_rows"]

_SHOWN = 8
_MEASURES = re.compile(
    r"(?:the\s)?(?:%|no\.?\s(?:of|\w+ed)|numbers?\b|percentages?\b|per\scent|proportion|rate\b|average|mean"
    r"|median|total|levels?\b|share\b|count\b"
    r"|(?:increase|reduction|decrease)\s(?:in|of)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Row:
    lines: list[Line]
    tokens: list[Token]
    dropped: bool = False
    given: Sequence[Token] = ()
    spared: int = 0

    @property
    def governed(self) -> int:
        """How many values at the left may be the name's: those its words govern, or before words nobody reads."""
        first = [token for token in self.tokens if token.line == 0]
        unknown = max((at + 1 for at, token in enumerate(first) if token.type == "unknown"), default=0)
        return max(unknown, governed(self.lines[0].piece.raw, first))

    def takes(self, more: int, width: int) -> bool:
        """True when there is room for more values, were those that may be the name's given to it."""
        return len(self.tokens) - self.governed + more <= width

    @property
    def name_end(self) -> int:
        return self.tokens[0].start if self.tokens and self.tokens[0].line == 0 else len(self.lines[0].piece.raw)


def measure_rows(lines: Sequence[Line], columns: Columns) -> tuple[list[MeasureRow], list[Line]]:
    """The rows of one table's lines, and the lines that belong to none.

    A line of nothing but values goes on with the row above it, or is no row's if that is full. Any other line begins
    a row; but a line after a gap
    with no value, which does not begin as measures do ("Number of", "Percentage"), is not the table's.
    """
    width = len(columns.columns) - 1
    rows: list[_Row] = []
    loose: list[Line] = []
    for line in lines:
        if line.empty:
            continue
        if line.item or is_furniture(line.text):
            loose.append(line)
            continue
        more = tokens_of_line(line.piece.raw, len(rows[-1].lines)) if rows else None
        if more:
            if rows[-1].takes(len(more), width):
                rows[-1].lines.append(line)
                rows[-1].tokens += more
            else:
                loose.append(line)
            continue
        row = _first_line(line, width)
        if line.gap and not _MEASURES.match(line.text) and governed(line.piece.raw, row.tokens) == len(row.tokens):
            loose.append(line)
            continue
        rows.append(row)
    for row in rows:
        _settle_name(row, columns)
    full = [shape for row in rows if (shape := _full(row, columns)) is not None]
    return [_measure(row, columns, full) for row in rows], loose


def _first_line(line: Line, width: int) -> _Row:
    raw = line.piece.raw
    tokens = tokens_at_end(raw, 0, most=2 * width)
    end = tokens[0].start if tokens else len(raw)
    while len(tokens) < width and (unknown := token_of_unknown(raw, 0, end)) is not None:
        token, sure_end = unknown
        before = tokens_at_end(raw, 0, most=width - len(tokens) - 1, end=sure_end)
        tokens = [*before, token, *tokens]
        if not before:
            break
        end = before[0].start
    return _Row([line], tokens)


def _settle_name(row: _Row, columns: Columns) -> None:
    """Give to the name what is the name's: values past the columns' number, and figures that one of its words governs.

    Figures so governed that fill every column stay values, in doubt where a word for not yet set follows them.
    """
    raw = row.lines[0].piece.raw
    fields = [column.field for column in columns.columns[1:]]
    if len(row.tokens) > len(fields):
        merged = _pairs_merged(row.tokens)
        if len(merged) <= len(fields) and align([token.type for token in merged], fields).ways:
            row.tokens = merged
    spare = max(0, len(row.tokens) - len(fields))
    row.dropped = spare > row.governed
    tokens = row.tokens = row.tokens[spare:]
    count = governed(raw, [token for token in tokens if token.line == 0])
    if count == 0:
        return
    if len(tokens) == len(fields) and align([token.type for token in tokens], fields).ways:
        if _is_figure(tokens):
            return
        if not names_a_stage(raw, tokens[0]):
            row.spared = count
            return
    row.tokens = tokens[count:]
    row.given = tokens[:count]


def _is_figure(tokens: Sequence[Token]) -> bool:
    """True for a share, or a count of three digits or more, with no word for not yet set after it: no age or week."""
    first, second = tokens[0].text, tokens[1].type if len(tokens) > 1 else None
    return second != "not_set" and ("%" in first or len(re.sub(r"\D", "", first)) > 2)


def _pairs_merged(tokens: Sequence[Token]) -> list[Token]:
    """A bare day number and the month after it as one date, for tables that write dates to the day."""
    merged: list[Token] = []
    for token in tokens:
        last = merged[-1] if merged else None
        if (
            last is not None
            and token.type == "date"
            and last.type == "level"
            and last.line == token.line
            and re.fullmatch(r"[12]?\d|3[01]", last.text)
            and re.match(r"[A-Za-z]", token.text)
        ):
            merged[-1] = Token("date", f"{last.text} {token.text}", token.line, last.start, token.end)
        else:
            merged.append(token)
    return merged


def _ways(row: _Row, columns: Columns) -> list[tuple[list[Token], tuple[int, ...]]]:
    fields = [column.field for column in columns.columns[1:]]
    found: list[tuple[list[Token], tuple[int, ...]]] = []
    split: Alignments = align([token.type for token in row.tokens], fields)
    found += [(row.tokens, way) for way in split.ways]
    merged = _pairs_merged(row.tokens)
    if (len(merged) < len(row.tokens) and len(row.tokens) < len(fields)) or not found:
        found += [(merged, way) for way in align([token.type for token in merged], fields).ways]
    if row.spared:
        fewer = row.tokens[row.spared :]
        found += [(fewer, way) for way in align([token.type for token in fewer], fields).ways]
    if row.given:
        whole = [*row.given, *row.tokens]
        found += [(whole, way) for way in align([token.type for token in whole], fields).ways]
    return found


def _full(row: _Row, columns: Columns) -> str | None:
    """The cells of a row that fills every column in one way only, as evidence for its sisters."""
    if len(row.tokens) != len(columns.columns) - 1 or not any(token.type == "not_set" for token in row.tokens):
        return None
    return " | ".join(token.text for token in row.tokens)


def _measure(row: _Row, columns: Columns, full: Sequence[str]) -> MeasureRow:
    ways = _ways(row, columns)
    where = Piece.join(line.piece for line in row.lines).where()
    first = row.lines[0].piece
    name = first.cut(0, row.name_end)
    ambiguities: list[Ambiguity] = []
    if not ways and row.tokens:
        values = Piece.join([first.cut(row.name_end), *(line.piece for line in row.lines[1:])])
        ambiguities.append(_cannot_place(values, columns))
        return MeasureRow(name, {1: values}, columns, where, ambiguities=tuple(ambiguities))
    tokens, way = ways[0] if ways else ([], ())
    cells = {
        column + 1: row.lines[token.line].piece.cut(token.start, token.end)
        for token, column in zip(tokens, way, strict=True)
    }
    if len(ways) > 1:
        ambiguities.append(_several(ways, columns, full))
    if any(token.type == "unknown" for token in tokens):
        ambiguities.append(_not_a_value(name, tokens, columns, way))
    if row.dropped:
        ambiguities.append(_too_many(name, columns))
    if not row.tokens:
        ambiguities.append(_no_values(name, columns))
    if not name:
        ambiguities.append(_no_name(columns))
    return MeasureRow(name, cells, columns, where, ambiguities=tuple(ambiguities))


def column_keys(columns: Columns) -> list[str]:
    """A short name for each column after the first: ``baseline``, ``baseline_date``, ``milestone_1``, ``target``."""
    keys: list[str] = []
    for column in columns.columns[1:]:
        key = str(column.field)
        if column.field in ("step", "other"):
            words = re.match(r"[A-Za-z]+(?:\s\d+)?(?!\d)", column.label)
            key = re.sub(r"\W+", "_", words.group().lower()) if words else "step"
        while key in keys:
            key = f"{key}_again"
        keys.append(key)
    return keys


def _reading(tokens: Sequence[Token], way: Sequence[int], keys: Sequence[str]) -> dict[str, Any]:
    words: dict[str, Any] = dict.fromkeys(keys)
    for token, column in zip(tokens, way, strict=True):
        words[keys[column]] = " ".join(token.text.split())
    return words


def _several(ways: list[tuple[list[Token], tuple[int, ...]]], columns: Columns, full: Sequence[str]) -> Ambiguity:
    keys = column_keys(columns)
    readings = [_reading(tokens, way, keys) for tokens, way in ways]
    differing = {key for key in keys if len({reading[key] for reading in readings}) > 1}
    steps = {key for key, column in zip(keys, columns.columns[1:], strict=True) if column.field == "step"}
    count = len(ways[0][0])
    evidence = (
        f"{count} value{'s' if count > 1 else ''} for {len(keys)} columns: empty cells have vanished with the "
        f"table's borders, and "
        f"{len(ways)} placings fit. A word for not yet set is taken to stand as far left as it fits, and the "
        f"last figure to be the "
        f"last step."
    )
    if full:
        evidence += f" Another row of this table fills every cell, as {full[0]}."
    if len(readings) - 1 > _SHOWN:
        evidence += f" The {_SHOWN} likeliest others are shown."
    return Ambiguity(
        field="steps" if differing & steps else "baseline",
        preferred=readings[0],
        others=tuple(readings[1 : _SHOWN + 1]),
        evidence=evidence,
    )


def _cannot_place(values: Piece, columns: Columns) -> Ambiguity:
    keys = column_keys(columns)
    return Ambiguity(
        field="steps",
        preferred={keys[0]: values.text},
        others=(dict.fromkeys(keys),),
        evidence=f"The values do not fit the columns {', '.join(keys)} in any order, so they are kept together.",
    )


def _not_a_value(name: Piece, tokens: Sequence[Token], columns: Columns, way: Sequence[int]) -> Ambiguity:
    words = " ".join(token.text for token in tokens if token.type == "unknown")
    keys = column_keys(columns)
    return Ambiguity(
        field="steps",
        preferred=_reading(tokens, way, keys),
        others=({"name": f"{name.text} {' '.join(token.text for token in tokens)}"},),
        evidence=f"“{words}” stands among the values but is no figure, change, date or word for not yet set.",
    )


def _too_many(name: Piece, columns: Columns) -> Ambiguity:
    return Ambiguity(
        field="name",
        preferred={"name": name.text},
        others=({"name": None},),
        evidence=f"The row has more values than its {len(columns.columns) - 1} columns: the first is the name's.",
    )


def _no_values(name: Piece, columns: Columns) -> Ambiguity:
    keys = column_keys(columns)
    return Ambiguity(
        field="name",
        preferred={"name": name.text, **dict.fromkeys(keys)},
        others=({"name": None},),
        evidence="The line has no values: it may be a measure with every cell empty, or part of another row's name.",
    )


def _no_name(columns: Columns) -> Ambiguity:
    return Ambiguity(
        field="name",
        preferred={"name": None},
        others=({"name": columns.columns[0].label},),
        evidence="The row has values and no name before them.",
    )
