"""What changed in one field, in words: old beside new, the words that went and came, and whether it got easier."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from sendplan.plan.due import due_words
from sendplan.plan.revision.likeness import as_typed, tidy
from sendplan.plan.wording import count, days
from sendplan.plan_reader.draft import Due

__all__ = ["Change", "Piece", "aligned", "due_change", "later", "list_change", "pieces", "text_change"]

T = TypeVar("T")

_WORD = re.compile(r" ?(?:\w+(?:[’'\-]\w+)*|[^\w ])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a changed text: in both (``same``), only in the old (``gone``) or only in the new (``new``)."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. ``old`` and ``new`` are its words, None where there is nothing; ``pieces`` are a text's
    words one by one; ``notice`` says what to notice ("3 months later"); ``easier``: the plan asks less than it did."""

    field: str
    label: str
    old: str | None
    new: str | None
    pieces: tuple[Piece, ...] = ()
    notice: str = ""
    easier: bool = False


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Both texts word by word: the same and gone pieces in order make the old text, the same and new ones the new, but
    that what is the same is as the new text types it. Spaces stand in the pieces, before the word they part."""
    # A space before the first word, so that it is the same word wherever it stands.
    before, after = _WORD.findall(f" {tidy(old)}"), _WORD.findall(f" {tidy(new)}")
    typed = [f"{word[0]}{as_typed(word)}" for word in before], [f"{word[0]}{as_typed(word)}" for word in after]
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, *typed, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(after[c:d])))
        if tag in {"replace", "delete"}:
            found.append(Piece("gone", "".join(before[a:b])))
        if tag in {"replace", "insert"}:
            found.append(Piece("new", "".join(after[c:d])))
    return tuple(found)


def text_change(field: str, label: str, old: str | None, new: str | None) -> Change | None:
    """How a text changed, or None. Kinds of space, dash and quotation mark are no change."""
    if as_typed(old or "") == as_typed(new or ""):
        return None
    marked = pieces(old, new) if old and new else ()
    return Change(field, label, old or None, new or None, marked)


def aligned(
    olds: Sequence[T], news: Sequence[T], *keys: Callable[[T], Hashable | None]
) -> list[tuple[T | None, T | None]]:
    """Old and new side by side: by each key in turn, where one of each has it; what is left has None beside it. In the
    order of ``news``, and then what is gone."""
    beside: dict[int, int] = {}
    left = list(range(len(olds)))
    for key in keys:
        for at, new in enumerate(news):
            name = key(new)
            if at in beside or name is None:
                continue
            same_old = [number for number in left if key(olds[number]) == name]
            same_new = [n for n, other in enumerate(news) if n not in beside and key(other) == name]
            if same_old and (len(same_old) == len(same_new) or len(same_new) == 1 == len(same_old)):
                beside[at] = same_old[0]
                left.remove(same_old[0])
    rows: list[tuple[T | None, T | None]] = [
        (olds[beside[at]] if at in beside else None, new) for at, new in enumerate(news)
    ]
    return rows + [(olds[number], None) for number in left]


def list_change(field: str, label: str, old: Sequence[str], new: Sequence[str]) -> Change | None:
    """How a list of names changed, whatever their order, or None."""
    if sorted(map(as_typed, old)) == sorted(map(as_typed, new)):
        return None
    return Change(field, label, "; ".join(old) or None, "; ".join(new) or None)


def later(old: dt.date, new: dt.date) -> str:
    """``3 months later``, ``9 days earlier``; empty for the same day. Whole months where both are the same day of the
    month or both the last."""
    if old == new:
        return ""
    way = "later" if new > old else "earlier"
    months = abs((new.year - old.year) * 12 + new.month - old.month)
    ends = all(date.day == monthrange(date.year, date.month)[1] for date in (old, new))
    if months and (ends or old.day == new.day):
        return f"{count(months, 'month', 'months')} {way}"
    return f"{days(abs((new - old).days))} {way}"


def due_change(old: Due, new: Due) -> Change | None:
    """How a due date changed: in its days, or only in its words."""
    same_words = as_typed(old.as_written or "") == as_typed(new.as_written or "")
    same_days = (old.kind, old.earliest, old.latest) == (new.kind, new.earliest, new.latest)
    if same_words and same_days:
        return None
    notice, easier = _due_notice(old, new)
    if same_words:  # the same words came to another day: only the day can tell them apart
        return Change("due", "Due", _in_days(old), _in_days(new), notice=notice, easier=easier)
    return Change("due", "Due", old.as_written or "no date", new.as_written or "no date", notice=notice, easier=easier)


def _in_days(due: Due) -> str:
    said = f"{due.as_written} ({due.kind.replace('_', ' ')}" if due.as_written else f"({due.kind.replace('_', ' ')}"
    earliest = f", from {due.earliest}" if due.earliest not in {None, due.latest} else ""
    return f"{said}{earliest}, {due_words(due.kind, due.latest)})"


def _due_notice(old: Due, new: Due) -> tuple[str, bool]:
    if old.latest is not None and new.latest is not None:
        return later(old.latest, new.latest) or "the same last day", new.latest > old.latest
    if old.latest is not None:
        return ("now said to be done", False) if new.kind == "already_done" else ("no longer has a date", True)
    if new.latest is not None:
        return "now has a date", False
    return "", False
