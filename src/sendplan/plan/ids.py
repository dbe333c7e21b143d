"""Stable public ids: short, opaque, and never changed by a later version of a plan."""

from __future__ import annotations

import secrets
from typing import Literal

__all__ = ["LENGTH", "Prefix", "new_id"]

Prefix = Literal[
    "upl", "pln", "ned", "fam", "pst", "act", "out", "tgt", "upd", "rep",
    "evi", "fil", "due", "ovr", "cls", "lnk", "dep", "rsk", "rvw",
]  # fmt: skip

# No vowels, so that no word appears by chance; no 0, 1 or l, so that an id can be read out.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
_RANDOM = 12
LENGTH = 4 + _RANDOM


def new_id(prefix: Prefix) -> str:
    """A new id, e.g. ``act_7k3dn2qv8x4m``: 12 characters of 28, so 2 ** 57 or more to each kind of thing."""
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))}"
