"""Whether two drafts are the same plan, whatever files they were read from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from sendplan.plan_reader.draft import Draft

__all__ = ["first_difference"]

_OF_THE_FILE = frozenset(("where", "source", "findings", "unplaced"))


def first_difference(one: Draft, other: Draft) -> str | None:
    """Where two drafts first differ, e.g. ``actions[3].due.kind``; None when they are the same plan.

    The source, the places, the findings and what found no place belong to a file, and are not compared.
    """
    return _differ(one, other, "")


def _differ(one: Any, other: Any, path: str) -> str | None:
    if isinstance(one, msgspec.Struct) and type(one) is type(other):
        for name in one.__struct_fields__:
            if name not in _OF_THE_FILE:
                found = _differ(getattr(one, name), getattr(other, name), f"{path}.{name}" if path else name)
                if found is not None:
                    return found
        return None
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            found = _differ(left, right, f"{path}[{at}]")
            if found is not None:
                return found
        return None
    if isinstance(one, Decimal) is isinstance(other, Decimal) and one == other:
        return None
    return path
