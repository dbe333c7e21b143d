"""Stable public ids of children and of questions about them: short, opaque, made by chance."""

from __future__ import annotations

import secrets

__all__ = ["LENGTH", "new_id"]

# No vowels, so that no word appears by chance; no 0, 1 or l, so that an id can be read out.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
_RANDOM = 12
LENGTH = 4 + _RANDOM


def new_id(kind: str) -> str:
    """A new id of a ``kind`` of three letters, e.g. ``chd_7k3dn2qv8x4m``."""
    return f"{kind}_{''.join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))}"
