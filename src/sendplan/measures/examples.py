"""Worked examples: rows written out by hand in a measure's file, and whether an engine counts them as the file says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from sendplan.clocks.words import any_of
from sendplan.measures.engines.three_valued import Row
from sendplan.measures.measure import Example, Measure, MeasureError
from sendplan.measures.tally import Number, Tally
from sendplan.records import codes
from sendplan.records.columns import Column, Table

# An engine, as far as an example asks it: the measure, the rows and the day of a stock.
Count: TypeAlias = Callable[[Measure, Sequence[Row], dt.date | None], Tally]

_WORDS: Final = {"yes": True, "no": False}


def rows(example: Example, table: type[Table], place: str) -> tuple[Row, ...]:
    """The rows of an example, each column of the table with its value, or None where it is blank or not shown.

    The first line names columns, with | between them; the first column may be a label for the reader, and then is no
    column of the table. Raises MeasureError naming `place`, the row and the column.
    """
    lines = [[cell.strip() for cell in line.split("|")] for line in example.given.splitlines() if line.strip()]
    if len(lines) < 2:
        raise MeasureError(f"{place}: it has no rows; write a line of column names and a line for each row.")
    heads, *body = lines
    known = {column.name: column for column in table.columns()}
    for number, head in enumerate(heads):
        if head not in known and number > 0:
            raise MeasureError(f"{place}: “{head}” is no column of {table.name}; use {any_of(sorted(known))}.")
        if heads.count(head) > 1:
            raise MeasureError(f"{place}: the column “{head}” stands in it twice; write it once.")
    found = []
    for number, cells in enumerate(body, 1):
        if len(cells) > len(heads) or (len(cells) < len(heads) and any(cells[len(heads) :])):
            raise MeasureError(
                f"{place}, row {number}: it has {len(cells)} cells for {len(heads)} columns; put a | between cells."
            )
        row: dict[str, str | int | Decimal | dt.date | bool | None] = dict.fromkeys(known)
        for head, cell in zip(heads, cells, strict=False):
            if head in known and cell:
                row[head] = _value(cell, known[head], f"{place}, row {number}, {head}")
        found.append(row)
    return tuple(found)


def _value(text: str, column: Column, place: str) -> str | int | Decimal | dt.date | bool:
    try:
        match column.kind:
            case "date":
                return dt.date.fromisoformat(text)
            case "whole":
                return int(text)
            case "decimal":
                return Decimal(text)
            case "yes_no":
                return _WORDS[text.lower()]
    except (ValueError, InvalidOperation, KeyError):
        wanted = {"date": "a date, 2025-03-10", "yes_no": "yes or no"}.get(column.kind, "a number")
        raise MeasureError(f"{place}: “{text}” is not {wanted}; write it so.") from None
    if column.codes and not codes.is_open(column.codes):
        known = [each.code for each in codes.code_lists()[column.codes]]
        if text not in known:
            raise MeasureError(f"{place}: “{text}” is no code of it; use {any_of(known)}.")
    return text


_EXPECTED: Final = re.compile(
    r"(?P<top>-?[\d,]+(?:\.\d+)?)(?: of (?P<below>[\d,]+(?:\.\d+)?))?|(?P<none>none)(?: of (?P<no>0))?"
)


def expected(measure: Measure, example: Example, place: str) -> tuple[Number | None, Number | None]:
    """The numerator and denominator an example says: "1 of 2", "12", a mean's or median's "4.5 of 3", "none of 0".

    Raises MeasureError.
    """
    found = _EXPECTED.fullmatch(example.expect)
    alone = measure.shape == "count" or measure.per_measure is not None
    if found is None or (found["below"] is None and found["no"] is None) is not alone:
        way = "“12”" if alone else "“4.5 of 3”, the figure and how many it is of" if measure.value else "“1 of 2”"
        raise MeasureError(f"{place}, expect is “{example.expect}”; write it as {way}.")
    if found["none"]:
        return None, 0
    below = found["below"]
    return _number(found["top"]), None if below is None else _number(below)


def _number(text: str) -> Number:
    number = Decimal(text.replace(",", ""))
    return int(number) if number == number.to_integral_value() else number


def unlike(measure: Measure, count: Count, file: str) -> Iterator[str]:
    """A sentence for each example of `measure` that an engine counts otherwise than it says.

    Raises MeasureError for one that cannot be read.
    """
    for number, example in enumerate(measure.examples, 1):
        place = f"{file}, example {number}"
        tally = count(measure, rows(example, measure.table, place), example.on)
        wanted = expected(measure, example, place)
        if _shown(measure, tally) != wanted:
            yield (
                f"{place}: it says {example.expect}, and the rule gives {_words(_shown(measure, tally))}; "
                "put the rule or the example right."
            )


def _shown(measure: Measure, tally: Tally) -> tuple[Number | None, Number | None]:
    """What an example says of a tally: for a mean the mean itself, to four places."""
    if measure.shape == "mean" and tally.numerator is not None and tally.denominator:
        return (Decimal(tally.numerator) / Decimal(tally.denominator)).quantize(Decimal("0.0001")), tally.denominator
    return tally.numerator, tally.denominator


def _words(found: tuple[Number | None, Number | None]) -> str:
    top, below = (
        "none" if each is None else f"{each:,f}" if isinstance(each, Decimal) else f"{each:,}" for each in found
    )
    return top if found[1] is None else f"{top} of {below}"
