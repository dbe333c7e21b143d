"""How many items of a long list a page shows. Plain Python."""

from __future__ import annotations

from typing import Final

__all__ = ["ON_A_PAGE", "held"]

ON_A_PAGE: Final = 25


def held(page: int, total: int) -> int:
    """The page that is shown when ``page`` is asked for of a list of ``total``: from 1 to the last."""
    return min(max(page, 1), max(1, -(-total // ON_A_PAGE)))
