"""Words of a plan compared, and words about a plan put together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = [
    "contains",
    "counted",
    "fold",
    "listed",
    "longest_shared",
    "natural",
    "opening",
    "portion",
    "quoted",
    "sentences",
    "tidy",
    "word_set",
    "words",
]

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|&")
# A full stop after one of these does not end a sentence.
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|St|Dr|Mr|Mrs|Ms|No|nos|incl|approx)\.$")


def tidy(text: str) -> str:
    """White space collapsed to single spaces, no-break spaces too."""
    return " ".join(text.replace("\u00a0", " ").split())


def fold(text: str) -> str:
    """Text without what typing varies: case, curly quotes, white space, punctuation, and ``&`` for ``and``."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words and numbers of a text, lower case, without punctuation; ``&`` reads ``and``."""
    found = _WORD.findall(text.translate(_QUOTES))
    return ["and" if word == "&" else word.casefold() for word in found]


def opening(text: str, number: int) -> str:
    """The text up to the end of its so-manieth word, as it is written."""
    ends = [match.end() for match in _WORD.finditer(text.translate(_QUOTES))]
    return tidy(text[: ends[number - 1]]) if 0 < number <= len(ends) else tidy(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text. Only a stop followed by a capital, a digit or a quote ends one."""
    found: list[str] = []
    for part in re.split(r"(?<=[.!?])\s+(?=[“\"‘']?[A-Z0-9])", tidy(text)):
        if found and _SHORT.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part:
            found.append(part)
    return found


def quoted(text: str, limit: int = 110) -> str:
    """A text in quotation marks without its last full stop, cut at a word past ``limit`` characters."""
    text = tidy(text)
    text = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    if len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
    return f"“{text}”"


def listed(items: Iterable[str], limit: int = 12) -> str:
    """``A1, A2 and A3``; past ``limit``, the rest are counted."""
    found = list(items)
    if len(found) > limit:
        found = [*found[: limit - 1], f"{len(found) - limit + 1} more"]
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 action``, ``2 actions``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def portion(number: int, total: int, one: str, many: str | None = None) -> str:
    """``3 of the 8 actions``, ``Both actions``, ``All 8 actions`` or ``The only action``, to begin a sentence."""
    if number < total:
        return f"{number} of the {total} {many or one + 's'}"
    if total == 1:
        return f"The only {one}"
    return f"{'Both' if total == 2 else f'All {total}'} {many or one + 's'}"


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which A2 comes before A10."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+|[0-9]", name)
    return tuple((0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts)


def contains(text: str, phrases: Iterable[str]) -> bool:
    """Whether any of the phrases stands in the text as whole words, whatever the case."""
    folded = f" {fold(text)} "
    return any(f" {phrase} " in folded for phrase in phrases)


def longest_shared(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The longest run of words that stands in both, in order and unbroken."""
    best, best_end = 0, 0
    before = [0] * (len(right) + 1)
    for i, word in enumerate(left, 1):
        now = [0] * (len(right) + 1)
        for j, other in enumerate(right, 1):
            if word == other:
                now[j] = before[j - 1] + 1
                if now[j] > best:
                    best, best_end = now[j], i
        before = now
    return tuple(left[best_end - best : best_end])


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as prose."""
    return frozenset(text.split())
