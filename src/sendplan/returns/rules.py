"""May this be done? The reason why not, in a sentence, or None. Plain Python: no database, no clock, no Django."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from sendplan.access.rules import NotAllowed, NotFound, NotRecorded, Refused

__all__ = [
    "LARGEST",
    "MOST_FILES",
    "STATES",
    "NotAllowed",
    "NotFound",
    "NotRecorded",
    "Refused",
    "cover_given",
    "file_names",
    "may_undo",
    "one_at_a_time",
    "sizes",
    "year_given",
]

LARGEST: Final = 400 * 1024 * 1024
"""The most bytes that the files of one load may have together: room for the XML of any authority's return."""

MOST_FILES: Final = 20

# What a load can be, in the words a page shows.
STATES: Final = {
    "waiting": "Waiting its turn",
    "working": "Being loaded",
    "loaded": "Loaded",
    "unchanged": "The same as before: nothing was changed",
    "refused": "Refused: nothing was changed",
    "stopped": "Stopped: nothing was changed",
    "undone": "Undone",
}


def file_names(names: Sequence[str]) -> str | None:
    """Why files of these names cannot be taken: none, too many, or two alike. Names have no folders."""
    if not names:
        return "Choose the files of the return, or of one feed."
    if len(names) > MOST_FILES:
        return f"You chose {len(names)} files: choose at most {MOST_FILES}, those of one return or of one feed."
    folded = [name.casefold() for name in names]
    twice = next((name for name, plain in zip(names, folded, strict=True) if folded.count(plain) > 1), None)
    if twice is not None:
        return f"Two files are called {twice}: give one of them another name, or leave it out."
    bad = next((name for name in names if not name or name.startswith(".")), None)
    if bad is not None:
        return f"A file is called {bad or 'nothing'}: give it a name that starts with a letter or a figure."
    return None


def sizes(files: Sequence[tuple[str, int]]) -> str | None:
    """Why files of these names and sizes in bytes cannot be taken: an empty one, or too much together."""
    empty = next((name for name, size in files if size == 0), None)
    if empty is not None:
        return f"{empty} is empty: export it again, or leave it out."
    if sum(size for _, size in files) > LARGEST:
        return f"The files are larger than {LARGEST // 1024**2} MB together: load them at the command line instead."
    return None


def cover_given(table: str, since: dt.date | None, until: dt.date | None) -> str | None:
    """Why this cannot be the period that a feed's files speak for: from ``since`` to ``until``, both included."""
    if not table:
        if since or until:
            return "Say which records the period is of, or leave the period out: a SEN2 return says its own."
        return None
    if since is None or until is None:
        return "Give the first and the last day that these records speak for. Outside them nothing reads as none."
    if until < since:
        return f"The period ends on {until:%-d %B %Y}, before it starts on {since:%-d %B %Y}: turn the two round."
    return None


def year_given(year: str) -> str | None:
    """Why this is not a census year: four figures, or nothing where the files say it themselves."""
    if year and not re.fullmatch(r"20[0-9]{2}", year):
        return f"{year} is not a census year: write four figures, such as 2025, or leave it empty."
    return None


def one_at_a_time(busy: bool) -> str | None:
    """Why nothing can be loaded, or undone, just now."""
    if busy:
        return "Another load of this area is not done yet: wait until it is, then try again."
    return None


def may_undo(state: str, newest: bool) -> str | None:
    """Why a load cannot be undone. ``newest``: no later load is in force."""
    if state == "undone":
        return "This load was undone already."
    if state != "loaded":
        return "This load changed nothing, so there is nothing to undo."
    if not newest:
        return "A later load stands on this one: undo that one first, so that the records are as they were before it."
    return None
