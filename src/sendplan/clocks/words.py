"""Dates, counts and lists in plain English, the same whatever the machine's language is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

__all__ = ["MONTHS", "any_of", "count", "in_words"]

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(day: dt.date) -> str:
    """“Monday 6 January 2025”."""
    return f"{_DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def count(number: int, thing: str) -> str:
    """“1 day”, “12 days”."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def any_of(items: Sequence[str], join: str = "or") -> str:
    """“a”, “a or b”, “a, b or c”."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {join} {items[-1]}"
