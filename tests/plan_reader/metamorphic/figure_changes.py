"""Other dates and other figures, and cells left empty."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from random import Random

from tests.plan_reader.metamorphic.changes import (
    MONTH_YEAR,
    MONTHS,
    called,
    month_year,
    mutation,
    tables,
    write_cell,
    write_tail,
)
from tests.plan_reader.metamorphic.flattened_plan import Page, Row, Want


def redate(row: Row, due: Want, page: Page) -> None:
    page.notes.append(f"{called(row)}: redated from {row.want['due']['as_written']!r} to {due['as_written']!r}")
    write_tail(row, due["as_written"], row.want["owners"])
    row.want["due"] = due


@mutation
def redate_an_action(page: Page, rng: Random) -> None:
    written, earliest, latest = month_year(rng)
    due = {"as_written": written, "earliest": earliest, "latest": latest, "kind": "month"}
    redate(rng.choice(page.rows()), due, page)


@mutation
def redate_an_action_to_a_day(page: Page, rng: Random) -> None:
    day = dt.date(2024, rng.randint(1, 12), rng.randint(1, 28))
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    redate(rng.choice(page.rows()), {"as_written": written, "earliest": day, "latest": day, "kind": "day"}, page)


@mutation
def redate_an_action_in_words(page: Page, rng: Random) -> None:
    """Dates written otherwise: what is checked is the words, the kind and, where it is plain, the last day."""
    row = rng.choice(page.rows())
    words: tuple[str, str, dt.date | None, set[str]] = rng.choice(
        [
            ("End March 2024", "month", dt.date(2024, 3, 31), {"due.earliest", "due.kind"}),
            ("Spring term 2024", "term", None, {"due.earliest", "due.latest"}),
            ("Autumn Term 2024", "term", None, {"due.earliest", "due.latest"}),
            ("Q2 2024/25", "quarter", None, {"due.earliest", "due.latest"}),
            ("Ongoing", "ongoing", None, {"due.earliest", "due.latest"}),
        ]
    )
    written, kind, latest, any_of = words
    row.any_of |= any_of
    row.may_be_unsure = True
    redate(row, {"as_written": written, "earliest": None, "latest": latest, "kind": kind}, page)


@mutation
def redate_a_baseline(page: Page, rng: Random) -> None:
    dated = [r for r in page.kpi_rows() if MONTH_YEAR.fullmatch(r.want["baseline"]["on_as_written"] or "")]
    row = rng.choice(dated)
    written, earliest, latest = month_year(rng)
    write_cell(row, 1, written)
    baseline = row.want["baseline"]
    page.notes.append(f"{called(row)}: baseline redated from {baseline['on_as_written']!r} to {written!r}")
    row.want["baseline"] = {**baseline, "on": latest, "on_as_written": written, "on_earliest": earliest}


@mutation
def redate_a_header(page: Page, rng: Random) -> None:
    table = rng.choice(tables(page))
    number = rng.randrange(len(table.rows[0].want["steps"]))
    old = table.rows[0].want["steps"][number]["label"]
    dates = {step["label"] for step in table.rows[0].want["steps"]}
    new, latest = old, None
    while new in dates:
        written, _, latest = month_year(rng)
        new = MONTH_YEAR.sub(written, old)
    assert table.header.count(old) == 1
    table.header = table.header.replace(old, new)
    for row in table.rows:
        row.want["steps"][number] = {**row.want["steps"][number], "label": new, "on": latest}
    page.notes.append(f"the step {old!r} became {new!r} in the header over {called(table.rows[0])!r}")


FIGURE = re.compile(r"\d[\d,]*(\.\d+)?")


def new_figure(old: Want, rng: Random) -> Want:
    """The same step with another figure and, for a relative change, perhaps the other way."""
    words = old["as_written"]
    figure = rng.choice([str(rng.randint(1, 99)), f"{rng.randint(1, 98)}.{rng.randint(1, 9)}"])
    if "%" not in words:
        figure = rng.choice([str(rng.randint(1, 999)), f"{rng.randint(1, 9)},{rng.randint(0, 999):03d}"])
    words = FIGURE.sub(figure, words, count=1)
    value = Decimal(figure.replace(",", ""))
    if old["kind"] in {"relative_change", "percentage_point_change"}:
        if rng.random() < 0.5:
            for one, other in (("reduction", "increase"), ("increase", "reduction")):
                if one in words:
                    words = words.replace(one, other)
                    break
        value = -value if "reduction" in words else value
    return {**old, "as_written": words, "value": value}


@mutation
def change_a_figure(page: Page, rng: Random) -> None:
    row, number = rng.choice(
        [
            (row, number)
            for row in page.kpi_rows()
            for number, step in enumerate(row.want["steps"])
            if FIGURE.search(step["as_written"] or "")
        ]
    )
    old = row.want["steps"][number]
    new = new_figure(old, rng)
    write_cell(row, number + 2, new["as_written"])
    row.want["steps"][number] = new
    row.any_of.add("better")
    page.notes.append(f"{called(row)}: {old['as_written']!r} became {new['as_written']!r} at {old['label']!r}")


@mutation
def change_a_baseline(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.kpi_rows() if row.want["baseline"]["value"] is not None])
    old = row.want["baseline"]
    figure = str(rng.randint(1, 99))
    words = FIGURE.sub(figure, old["as_written"], count=1)
    write_cell(row, 0, words)
    row.want["baseline"] = {**old, "as_written": words, "value": Decimal(figure)}
    row.any_of.add("better")
    page.notes.append(f"{called(row)}: baseline {old['as_written']!r} became {words!r}")


@mutation
def empty_a_step(page: Page, rng: Random) -> None:
    """A step's cell left empty: the line cannot say which step it was, so the reader must say it is in doubt."""
    full = [
        row
        for row in page.kpi_rows()
        if not row.doubtful
        and len(row.lines) == 1
        and "\u00a0" not in row.lines[0]
        and MONTH_YEAR.fullmatch(row.want["baseline"]["on_as_written"] or "")
        and len(row.want["steps"]) > 1
        and all(step["as_written"] for step in row.want["steps"])
    ]
    row = rng.choice(full)
    number = rng.randrange(len(row.want["steps"]))
    write_cell(row, number + 2, "")
    row.lines = [" ".join(row.lines[0].split())]
    row.doubtful = True
    row.any_of |= {"steps", "better"}
    page.notes.append(f"{called(row)}: emptied its step {number + 1}")


@mutation
def empty_a_baseline_date(page: Page, rng: Random) -> None:
    """Only one column holds dates, so an empty one is plain where every step is there; doubt is allowed."""
    full = [
        row
        for row in page.kpi_rows()
        if not row.doubtful
        and len(row.lines) == 1
        and MONTH_YEAR.fullmatch(row.want["baseline"]["on_as_written"] or "")
        and all(step["as_written"] for step in row.want["steps"])
    ]
    row = rng.choice(full)
    write_cell(row, 1, "")
    row.lines = [re.sub(r"  +", " ", row.lines[0])]
    row.want["baseline"] = {**row.want["baseline"], "on": None, "on_as_written": None, "on_earliest": None}
    row.may_be_unsure = True
    page.notes.append(f"{called(row)}: emptied its baseline's date")
