"""The engine against an oracle that somebody else wrote from the facts, without having seen the engine."""

from __future__ import annotations

import pytest

from sendplan.clocks import run
from tests.clocks.cases import cases
from tests.clocks.oracle import answer

ENOUGH = 5
"""Disagreements to print before giving up."""


def disagreements(seed: int, number: int) -> list[str]:
    """Each case on which the two differ, with both answers; the first few."""
    found = []
    for case in cases(seed, number):
        clock = run(case.deadline, case.events, case.today, case.excuses, strict=case.strict)
        expected = answer(case.deadline.id, case.events, case.exceptions, case.today, strict=case.strict)
        if (clock.due, clock.state) != expected:
            found.append(f"{case}\n    engine {clock.due} {clock.state}, oracle {expected[0]} {expected[1]}")
            if len(found) == ENOUGH:
                break
    return found


def test_agrees_on_twenty_thousand_cases() -> None:
    found = disagreements(seed=20, number=20_000)
    assert not found, "\n".join(found)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(8))
def test_agrees_on_a_million_cases(part: int) -> None:
    found = disagreements(seed=1_000 + part, number=125_000)
    assert not found, "\n".join(found)
