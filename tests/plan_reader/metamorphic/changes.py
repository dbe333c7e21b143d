"""One change at a time to the published page, each with the change it must make to the draft and to nothing else.

A mutation takes a page and a source of chance, changes the page's lines and its wants together, and says in words
what it did. All names, dates and figures put in are made up.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from random import Random

from tests.plan_reader.metamorphic.flattened_plan import Page, Row, Table

Mutation = Callable[[Page, Random], None]

EVERY: dict[str, Mutation] = {}
TEXTUAL: set[str] = set()  # change characters all through: done last where several are done

MONTHS = list(calendar.month_name)[1:]
MONTH_YEAR = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")


def mutation(function: Mutation) -> Mutation:
    EVERY[function.__name__] = function
    return function


def textual(function: Mutation) -> Mutation:
    TEXTUAL.add(function.__name__)
    return mutation(function)


def month_year(rng: Random) -> tuple[str, dt.date, dt.date]:
    year, month = rng.choice([2023, 2024, 2025]), rng.randint(1, 12)
    last = calendar.monthrange(year, month)[1]
    return f"{MONTHS[month - 1]} {year}", dt.date(year, month, 1), dt.date(year, month, last)


def write_tail(row: Row, due: str, owners: list[str]) -> None:
    """Write an action's date and owners anew, as most rows of the page have them."""
    old = row.want["due"]["as_written"]
    dated = re.compile(rf"{re.escape(old)}( –.*)?$")
    number, found = [(n, m) for n, line in enumerate(row.lines) if (m := dated.search(line))][-1]
    before = row.lines[number][: found.start()]
    first = f"{before}{due}" + (f" – {owners[0]}" if owners else "")
    row.lines = [*row.lines[:number], first]
    for owner in owners[1:]:
        row.lines += ["", f"– {owner}"]
    if len(owners) > 1:
        row.lines.append("")


def want_owners(row: Row, owners: list[str]) -> None:
    parts = {owner["as_written"]: owner["part"] for owner in row.want["named_owners"]}
    row.want["owners"] = owners
    row.want["named_owners"] = [{"as_written": owner, "part": parts.get(owner)} for owner in owners]


def written_cells(row: Row) -> list[str | None]:
    baseline = row.want["baseline"]
    return [baseline["as_written"], baseline["on_as_written"], *(step["as_written"] for step in row.want["steps"])]


def write_cell(row: Row, wanted: int, new: str) -> None:
    """Write one of a KPI's cells anew: 0 its baseline, 1 the baseline's date, 2 and on its steps."""
    text = "\n".join(row.lines)
    name = row.want["name"]
    assert text.startswith(name), f"the row does not begin with its name: {name!r}"
    at = len(name)
    for number, cell in enumerate(written_cells(row)):
        if cell is None:
            continue
        at = text.index(cell, at)
        if number == wanted:
            row.lines = (text[:at] + new + text[at + len(cell) :]).split("\n")
            return
        at += len(cell)
    raise AssertionError(f"{name!r} has no cell {wanted}")


def tables(page: Page, at_least: int = 1) -> list[Table]:
    return [table for part in page.parts for table in part.kpis if len(table.rows) >= at_least]


def called(row: Row) -> str:
    return str(row.want.get("ref") or row.want["name"])
