"""Whole rows swapped, dropped and added."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from tests.plan_reader.metamorphic.changes import called, month_year, mutation, tables
from tests.plan_reader.metamorphic.flattened_plan import Page, Row, Want
from tests.plan_reader.metamorphic.name_changes import NAMES, OWNERS


def swap(rows: list[Row], rng: Random) -> str:
    one, other = rng.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]
    return f"{called(rows[other])} and {called(rows[one])}"


@mutation
def swap_two_actions(page: Page, rng: Random) -> None:
    rows = rng.choice([part.actions.rows for part in page.parts if len(part.actions.rows) > 1])
    page.notes.append(f"swapped the rows of {swap(rows, rng)}")


@mutation
def swap_two_kpis(page: Page, rng: Random) -> None:
    page.notes.append(f"swapped the rows of {swap(rng.choice(tables(page, 2)).rows, rng)}")


@mutation
def drop_an_action(page: Page, rng: Random) -> None:
    rows = rng.choice([part.actions.rows for part in page.parts if len(part.actions.rows) > 1])
    page.notes.append(f"dropped the row of {called(rows.pop(rng.randrange(len(rows))))}")


@mutation
def drop_a_kpi(page: Page, rng: Random) -> None:
    rows = rng.choice(tables(page, 2)).rows
    page.notes.append(f"dropped the row of {called(rows.pop(rng.randrange(len(rows))))}")


@mutation
def add_an_action(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    letter = part.want["letter"]
    ref = f"{letter}{max(int(row.want['ref'][1:]) for row in part.actions.rows) + 1}"
    due, earliest, latest = month_year(rng)
    text = "Publish a guide to preparing for adulthood, written with young people."
    outcome = "Families know whom to ask and what comes next."
    owner = rng.choice(OWNERS)
    want: Want = {
        "ref": ref,
        "section": letter,
        "text": text,
        "outcomes": [outcome],
        "due": {"as_written": due, "earliest": earliest, "latest": latest, "kind": "month"},
        "owners": [owner],
        "named_owners": [{"as_written": owner, "part": None}],
    }
    part.actions.rows.append(Row([f"{ref} {text} {outcome} {due} – {owner}"], want, doubtful=False))
    page.notes.append(f"added an action {ref}")


@mutation
def add_a_kpi(page: Page, rng: Random) -> None:
    part = rng.choice(page.parts)
    table = rng.choice(part.kpis)
    name, (dated, earliest, latest) = rng.choice(NAMES), month_year(rng)
    levels = [rng.randint(1, 99) for _ in range(1 + len(table.rows[0].want["steps"]))]
    steps = [
        {**step, "as_written": f"{level}%", "kind": "level", "value": Decimal(level), "unit": "percent"}
        for step, level in zip(table.rows[0].want["steps"], levels[1:], strict=True)
    ]
    want: Want = {
        "section": part.want["letter"],
        "name": name,
        "baseline": {
            "as_written": f"{levels[0]}%",
            "value": Decimal(levels[0]),
            "unit": "percent",
            "on": latest,
            "on_as_written": dated,
            "on_earliest": earliest,
        },
        "steps": steps,
        "better": "unknown",
    }
    line = " ".join([name, f"{levels[0]}%", dated, *(step["as_written"] for step in steps)])
    place = rng.randint(0, len(table.rows))
    table.rows.insert(place, Row([line], want, doubtful=False, any_of={"better"}))
    page.notes.append(f"added a KPI: {line}")
