"""One thing that differs between two versions of a plan, with what changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sendplan.plan.revision.changes import Change

__all__ = ["GROUPS", "Group", "Item", "What"]

Group = Literal["officers", "sections", "actions", "targets", "needs", "statements", "bodies", "front"]
What = Literal["changed", "new", "gone"]

GROUPS: dict[Group, tuple[str, str]] = {
    "officers": ("officer", "officers"),
    "sections": ("section", "sections"),
    "actions": ("action", "actions"),
    "targets": ("target", "targets"),
    "needs": ("need", "needs"),
    "statements": ("statement by families", "statements by families"),
    "bodies": ("governance body", "governance bodies"),
    "front": ("part of the introduction", "parts of the introduction"),
}
"""The groups in the order of a page, with the word for one and for several."""


@dataclass(frozen=True, slots=True)
class Item:
    """``id`` is the register's, empty for what has none; ``name`` is short ("action A5", "target C-K1"), ``words`` what
    it says, in its newest words. ``note`` says what a person should see beside it; ``easier``: with it the plan asks
    less than it did."""

    group: Group
    what: What
    id: str
    name: str
    words: str
    changes: tuple[Change, ...] = ()
    note: str = ""
    easier: bool = False
