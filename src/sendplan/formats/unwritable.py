"""A document cannot be written in the form that was asked for."""

from __future__ import annotations

__all__ = ["Unwritable"]


class Unwritable(Exception):  # noqa: N818 - the counterpart of Unreadable, which is told the same way
    """Its text is one sentence that names the place, the reason and the remedy."""
