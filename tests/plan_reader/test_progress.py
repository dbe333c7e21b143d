"""Progress updates: which headings are theirs, and the day each gives."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.formats.document import Document, Paragraph, Place, Run
from sendplan.plan_reader.draft import Where
from sendplan.plan_reader.ledger import Ledger, Piece
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.progress import day_of_label, is_progress_label, read_progress, read_progress_cell

HERE = Where(line=1)
PLAN = Period(dt.date(2023, 6, 1), dt.date(2024, 3, 31))
LONGER = Period(dt.date(2022, 6, 1), dt.date(2024, 3, 31))


@pytest.mark.parametrize(
    ("label", "period", "on"),
    [
        ("Update Sept 2023", None, "2023-09-30"),
        ("Progress at 31/03/24", None, "2024-03-31"),
        ("Progress – January 2024", None, "2024-01-31"),
        ("November progress update", PLAN, "2023-11-30"),
        ("Progress update (March)", PLAN, "2024-03-31"),
        ("November progress update", None, None),
        ("November progress update", LONGER, None),
        ("Progress update", PLAN, None),
        ("Progress 2023/24", PLAN, None),
    ],
)
def test_the_day_of_a_label(label: str, period: Period | None, on: str | None) -> None:
    day = day_of_label(label, period)
    assert (day and day.isoformat()) == on
    assert read_progress(label, "Two of four teams trained.", HERE, period).on == day


@pytest.mark.parametrize(
    "label",
    ["November progress update", "Update Sept 2023", "Progress at 31/03/24", "Where are we now?", "Progress to date"],
)
def test_a_heading_of_progress(label: str) -> None:
    assert is_progress_label(label)


@pytest.mark.parametrize("label", ["Action", "Success criteria", "Due date", "Update the Local Offer", ""])
def test_no_heading_of_progress(label: str) -> None:
    assert not is_progress_label(label)


def read_cell(*lines: str, period: Period | None = None) -> tuple[list[tuple[str, str | None]], bool]:
    """Each update's words and day, and whether all was placed."""
    runs = [Run(number, line, Place(line=number + 1)) for number, line in enumerate(lines)]
    ledger = Ledger(Document("plan.txt", "text/plain", "0" * 64, tuple(Paragraph(run) for run in runs)))
    made = read_progress_cell("Progress", [Piece.of(run) for run in runs], ledger, period)
    return [(update.text, update.on.isoformat() if update.on else None) for update in made], not list(ledger.unplaced())


def test_a_cell_is_parted_at_paragraphs_that_begin_with_a_date() -> None:
    assert read_cell("Sept 23: Panel has met.", "Chair appointed.", "Update 12/01/24 - Second panel held.") == (
        [
            ("Sept 23: Panel has met. Chair appointed.", "2023-09-30"),
            ("Update 12/01/24 - Second panel held.", "2024-01-12"),
        ],
        True,
    )


def test_a_cell_without_dates_is_one_update() -> None:
    assert read_cell("Panel has met.", "May has been busy.", period=PLAN) == (
        [("Panel has met. May has been busy.", None)],
        True,
    )


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=4), st.sampled_from([None, PLAN, LONGER]))
def test_no_words_raise_and_all_is_placed(label: str, lines: list[str], period: Period | None) -> None:
    is_progress_label(label)
    day_of_label(label, period)
    _, whole = read_cell(*lines, period=period)
    assert whole
