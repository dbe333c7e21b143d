"""Which section of a new document is which of the old one: by title, then by letter, then by a like title."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.plan.revision.likeness import fold, letters_alike
from sendplan.plan_reader.draft import Section

__all__ = ["aligned_sections"]

_LIKE = 70


def aligned_sections(olds: Sequence[Section], news: Sequence[Section]) -> dict[str, str]:
    """For each letter of ``news`` the letter that the section had in ``olds``; a new section is not in it."""
    by_letter = {section.letter: section for section in olds}
    found: dict[str, str] = {}

    def take(new: Section, letter: str) -> None:
        found[new.letter] = letter
        by_letter.pop(letter)

    for new in news:
        old = by_letter.get(new.letter)
        if old is not None and fold(old.title) == fold(new.title):
            take(new, old.letter)
    for new in _left(news, found):
        same = [old for old in by_letter.values() if fold(old.title) == fold(new.title)]
        if len(same) == 1:
            take(new, same[0].letter)
    for new in _left(news, found):
        if new.letter in by_letter:
            take(new, new.letter)
    for new in _left(news, found):
        like = [(letters_alike(fold(old.title), fold(new.title)), old) for old in by_letter.values()]
        best = max(like, key=lambda each: each[0], default=None)
        if best is not None and best[0] >= _LIKE:
            take(new, best[1].letter)
    return found


def _left(news: Sequence[Section], found: dict[str, str]) -> list[Section]:
    return [section for section in news if section.letter not in found]
