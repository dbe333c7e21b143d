"""Other words in the cells of an action."""

from __future__ import annotations

from random import Random

from tests.plan_reader.metamorphic.changes import called, mutation
from tests.plan_reader.metamorphic.flattened_plan import Page, Row

TEXTS = (
    "Set up a helpline that families can ring in the evening.",
    "Agree one form for every service, and stop using the old ones.",
    "Give each school a named adviser – and a number to ring.",
)
TEXTS_LIKE_DATES = (
    "Publish the January 2024 review of waits.",
    "Agree by May 2023 how reviews will run, and run them so from June 2023.",
    "Cut waits by 10%. Report it each month.",
)
OUTCOMES = ("Families ring once and are answered.", "Schools ask for help early and get it.")
OUTCOMES_LIKE_DATES = ("Waits fall by 10% by March 2024.", "By July 2023 – and each term after – families are asked.")


def begins_with_text(row: Row) -> bool:
    return not row.doubtful and row.lines[0].startswith(f"{row.want['ref']} {row.want['text']}")


def reword(row: Row, text: str, page: Page) -> None:
    start = f"{row.want['ref']} "
    row.lines[0] = start + text + row.lines[0].removeprefix(start + row.want["text"])
    row.want["text"] = text
    page.notes.append(f"{called(row)}: reworded the action as {text!r}")


@mutation
def reword_an_action(page: Page, rng: Random) -> None:
    reword(rng.choice([row for row in page.rows() if begins_with_text(row)]), rng.choice(TEXTS), page)


@mutation
def reword_an_action_to_something_like_a_date(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if begins_with_text(row)])
    row.may_be_unsure = True
    reword(row, rng.choice(TEXTS_LIKE_DATES), page)


def date_line(row: Row) -> int:
    """The line that is the action's date and owner and nothing before it, or -1."""
    due = row.want["due"]["as_written"]
    return next((number for number, line in enumerate(row.lines) if line.startswith(due)), -1)


def add_outcome(page: Page, rng: Random, outcomes: tuple[str, ...], may_be_unsure: bool) -> None:
    """One more paragraph in an outcome cell that has several already."""
    rows = [r for r in page.rows() if not r.doubtful and len(r.want["outcomes"]) > 1 and date_line(r) > 0]
    row = rng.choice(rows)
    words = rng.choice(outcomes)
    number = date_line(row)
    row.lines[number:number] = [words, ""]
    row.want["outcomes"] = [*row.want["outcomes"], words]
    row.may_be_unsure |= may_be_unsure
    page.notes.append(f"{called(row)}: added the outcome {words!r}")


@mutation
def add_an_outcome(page: Page, rng: Random) -> None:
    add_outcome(page, rng, OUTCOMES, may_be_unsure=False)


@mutation
def add_an_outcome_with_a_date(page: Page, rng: Random) -> None:
    add_outcome(page, rng, OUTCOMES_LIKE_DATES, may_be_unsure=True)
