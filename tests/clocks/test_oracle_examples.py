"""The oracle answers as a person with a paper calendar does, and its bank holidays are those that were published."""

from datetime import date

import pytest

from tests.clocks.oracle import DEADLINES, EVENTS, answer
from tests.clocks.oracle_calendar import bank_holidays
from tests.clocks.oracle_examples import EXAMPLES, Example

GROUNDS = {
    "school closed",
    "early years closed",
    "personal circumstances",
    "absent from area",
    "missed appointment",
    "coronavirus",
}
STATES = {
    "not_started",
    "not_in_force",
    "met",
    "ended",
    "excused",
    "late",
    "overdue",
    "running",
    "too_soon",
    "open",
}


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{each[0]}-{each[7]}" for each in EXAMPLES])
def test_the_oracle_agrees_with_the_paper_calendar(example: Example) -> None:
    deadline, events, exceptions, today, strict, due, state, why = example
    assert answer(deadline, events, exceptions, today, strict=strict) == (due, state), why


def test_every_deadline_and_state_is_worked() -> None:
    assert {each[0] for each in EXAMPLES} == set(DEADLINES)
    assert {each[6] for each in EXAMPLES} == STATES
    assert {item["ground"] for each in EXAMPLES for item in each[2]} == GROUNDS


def test_examples_speak_of_events_that_matter_somewhere() -> None:
    known = {name for names in EVENTS.values() for name in names}
    assert {name for each in EXAMPLES for name in each[1]} <= known


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27"),
        (2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26"),
        (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_weekday_bank_holidays_are_those_published(year: int, published: str) -> None:
    expected = [date.fromisoformat(f"{year}-{day}") for day in published.split()]
    assert sorted(day for day in bank_holidays(year) if day.weekday() < 5) == expected
