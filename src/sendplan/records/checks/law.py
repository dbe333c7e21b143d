"""The days that the law gives, from the clocks: no rule counts weeks of its own."""

from __future__ import annotations

from sendplan.clocks import deadlines
from sendplan.clocks.clock import days


def days_of(deadline: str) -> int:
    """Calendar days from the start of `deadline` to its last day."""
    return days(deadlines()[deadline])
