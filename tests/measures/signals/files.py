"""The golden files, and how their cells are compared."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"


@cache
def names() -> tuple[str, ...]:
    """Every golden file by its name without ``spc_`` and ``.json``."""
    return tuple(sorted(path.stem.removeprefix("spc_") for path in FOLDER.glob("spc_*.json")))


@cache
def golden(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"spc_{name}.json").read_text(encoding="utf-8"))
    return found


def successes() -> list[str]:
    return [name for name in names() if golden(name)["outcome"] == "ok"]


def same(one: object, other: object) -> bool:
    """Numbers at 1e-9 relative; anything else exactly, so that true is not 1."""
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in (one, other)):
        return type(one) is type(other) and one == other
    assert isinstance(one, int | float)
    assert isinstance(other, int | float)
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
