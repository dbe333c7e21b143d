"""Counts in plain English, as pages and the audit trail print them."""

from __future__ import annotations

__all__ = ["count"]


def count(number: int, one: str, many: str) -> str:
    """``1 record``, ``3 records``, ``1,600 records``."""
    return f"{number:,} {one if number == 1 else many}"
