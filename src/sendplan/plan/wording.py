"""Dates, counts and amounts in plain English, as the pages print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

__all__ = ["amount", "count", "day", "days", "listed", "month", "opening", "quoted", "size", "some", "unstopped"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """``30 June 2023``."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def month(date: dt.date) -> str:
    """``June 2023``."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def count(number: int, one: str, many: str) -> str:
    """``1 action``, ``3 actions``, ``1,600 reviews``."""
    return f"{number:,} {one if number == 1 else many}"


def days(number: int) -> str:
    """``1 day``, ``153 days``."""
    return count(number, "day", "days")


def listed(parts: Sequence[str], last: str = "and") -> str:
    """``A1``, ``A1 and A2``, ``A1, A2 and A3``; an empty sequence gives an empty string."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def some(parts: Sequence[str], most: int = 40) -> str:
    """As ``listed``; of more than ``most`` the first, and how many more: ``A1, A2 and 98 more``."""
    if len(parts) <= most:
        return listed(parts)
    return f"{', '.join(parts[:most])} and {len(parts) - most:,} more"


def amount(value: Decimal) -> str:
    """A figure without trailing noughts and with thousands parted: ``1,600``, ``59.9``, ``13``."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    """The words in curly quotation marks, with what stands inside them left as it is."""
    return f"“{text}”"


def unstopped(text: str) -> str:
    """A plan's own words without the full stop they end in, for where a sentence of ours ends or goes on after them.
    Dots that tell of something left out stay."""
    text = text.rstrip()
    return text if text.endswith("..") else text.removesuffix(".")


def opening(text: str, longest: int = 60) -> str:
    """The text, or as many of its first whole words as ``longest`` characters hold and an ellipsis."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def size(number_of_bytes: int) -> str:
    """``812 bytes``, ``31 kB``, ``4.2 MB``, rounded half up."""
    if number_of_bytes < 1000:
        return count(number_of_bytes, "byte", "bytes")
    if number_of_bytes < 999_500:
        return f"{(number_of_bytes + 500) // 1000} kB"
    tenths = (number_of_bytes + 50_000) // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"
