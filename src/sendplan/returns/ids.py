"""Stable public ids of loads: short, opaque, safe as the name of a folder."""

from __future__ import annotations

import secrets

__all__ = ["LENGTH", "new_id"]

# No vowels, so that no word appears by chance; no 0, 1 or l, so that an id can be read out.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
_RANDOM = 12
LENGTH = 4 + _RANDOM


def new_id() -> str:
    """A new id, e.g. ``lod_7k3dn2qv8x4m``."""
    return f"lod_{''.join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))}"
