"""Counts in plain English, as pages and the audit trail print them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["count", "listed"]


def count(number: int, one: str, many: str) -> str:
    """``1 row``, ``3 rows``, ``1,600 rows``."""
    return f"{number:,} {one if number == 1 else many}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``; an empty sequence gives an empty string."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
