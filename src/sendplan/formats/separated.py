"""Comma-separated text: the separator is worked out from the rows, and told."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass

from sendplan.formats.document import Block, Cell, Place, Table
from sendplan.formats.runs import RunCounter
from sendplan.formats.unreadable import Unreadable

__all__ = ["Separator", "blocks_of_rows", "separator_of"]


@dataclass(frozen=True, slots=True)
class Separator:
    character: str
    name: str


_SEPARATORS = (
    Separator(",", "commas"),
    Separator(";", "semicolons"),
    Separator("\t", "tabs"),
    Separator("|", "vertical bars"),
)
_SAMPLE = 400_000
_FIELD = 200_000
_AGREE = 0.6
_ROWS = 3
_CELLS = 3


def separator_of(text: str) -> Separator | None:
    """The separator of a CSV file, or None when the text is prose.

    Rows of a table have the same number of cells, two or more; prose has a comma here and there, with a space after
    it. A separator is believed when most rows that have it agree on a width, and when most of its marks stand
    between cells and not before a space. A sheet saved as CSV may hold more than one table, so a row also agrees when
    its neighbour is as wide, if one of the tables cannot be taken for prose.
    """
    best: tuple[float, Separator] | None = None
    for separator in _SEPARATORS:
        score = _agreement(text[:_SAMPLE], separator.character)
        if score is not None and (best is None or score > best[0]):
            best = (score, separator)
    return best[1] if best else None


def _agreement(sample: str, character: str) -> float | None:
    if character not in sample:
        return None
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=character) if any(row)]
    except csv.Error:
        return None
    wide = [row for row in rows if len(row) > 1]
    if sum(1 for row in wide if sum(1 for cell in row if re.search(r"\w", cell)) > 1) < 2:
        return None
    if len(wide) < 2 or len(wide) * 2 < len(rows):
        return None
    cells = [cell for row in wide for cell in row[1:]]
    tight = sum(1 for cell in cells if not cell[:1].isspace())
    if character in ",;" and tight * 10 < len(cells) * 6:
        return None
    width, count = Counter(len(row) for row in wide).most_common(1)[0]
    if count / len(wide) < _AGREE and tight * 10 >= len(cells) * 6:
        width, count = _stretches(wide)
    agreement = count / len(wide)
    return agreement * (1 + min(width, 20) / 100) if agreement >= _AGREE else None


def _stretches(rows: list[list[str]]) -> tuple[int, int]:
    """The width of the widest table among rows of several, and how many rows stand beside one of their own width.

    None do where no table has three rows of three cells with words in them.
    """
    stretches = [list(found) for _, found in itertools.groupby(rows, key=len)]
    tables = [
        len(found[0])
        for found in stretches
        if sum(1 for row in found if sum(1 for cell in row if re.search(r"\w", cell)) >= _CELLS) >= _ROWS
    ]
    return (max(tables), sum(len(found) for found in stretches if len(found) > 1)) if tables else (0, 0)


def blocks_of_rows(text: str, separator: Separator, name: str) -> tuple[Block, ...]:
    """The whole file as one table; each line of a cell is a run. Raises ``Unreadable`` on a broken quotation."""
    runs = RunCounter(name)
    cells: list[Cell] = []
    widest = 0
    row_number = 0
    csv.field_size_limit(_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator.character, strict=True)
    try:
        for row in reader:
            for column, field in enumerate(row):
                lines = [line for line in field.splitlines() if line.strip()]
                place = Place(row=row_number + 1, column=column + 1)
                if lines:
                    made = tuple(runs.make(line, place) for line in lines)
                    cells.append(Cell(made, row_number, column))
            widest = max(widest, len(row))
            row_number += 1
    except csv.Error as error:
        raise Unreadable(
            name, f"has a row that cannot be read ({error}) near line {reader.line_num}", "check the quotation marks"
        ) from error
    return (Table(tuple(cells), row_number, widest),)
