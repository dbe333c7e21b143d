"""The lines that stand at the head or foot of every page: running titles, markings and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sendplan.formats.pdf.lines import Line

__all__ = ["PageLines", "running_lines"]

_MARGIN = 0.11
_FOOT = 0.08
_NUMBER = re.compile(r"(?:page\s*)?[-–|]?\s*\d{1,4}\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page that stand in no table, from top to bottom."""

    number: int
    height: float
    lines: Sequence[Line]


def running_lines(pages: Sequence[PageLines]) -> tuple[dict[int, set[int]], list[str]]:
    """Which lines of which pages (by page number and place in ``lines``) run through the document, and their words,
    each once and with figures that change from page to page as "#"; page numbers alone are not among the words.

    A line runs when the same words, figures aside, stand at the same height in the margin of three pages, or of both
    of two, and of a third of all pages; a page number when its figure is one more on the next page that has it. In a
    document of a page or two, so does a last line that stands alone in the foot margin.
    """
    seen = _by_height(pages)
    running: dict[int, set[int]] = defaultdict(set)
    words: list[str] = []
    texts = {(page.number, at): line.text for page in pages for at, line in _margins(page)}
    for places in seen.values():
        numbers = sorted({number for number, _ in places})
        enough = len(numbers) >= 3 or (len(numbers) == 2 and len(pages) == 2)
        text = texts[places[0]]
        if not enough or (len(numbers) * 3 < len(pages) and not _NUMBER.match(text)):
            continue
        if _NUMBER.match(text) and not _counts(sorted(places), texts):
            continue
        for number, at in places:
            running[number].add(at)
        if not _NUMBER.match(text):
            same = {texts[place] for place in places}
            words.append(text if len(same) == 1 else re.sub(r"\d+", "#", text))
    if len(pages) < 3:
        for page in pages:
            for at in _lone_feet(page):
                if at not in running[page.number]:
                    running[page.number].add(at)
                    words.append(page.lines[at].text)
    return dict(running), list(dict.fromkeys(words))


def _by_height(pages: Sequence[PageLines]) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """The lines in the margins by their words, figures aside, and their height: page number and place of each."""
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for at, line in _margins(page):
            height = line.box.top if line.box.top < page.height / 2 else line.box.top - page.height
            key = _key(line.text)
            for near in (round(height / 4), round(height / 4) - 1, round(height / 4) + 1):
                if (key, near) in seen:
                    seen[key, near].append((page.number, at))
                    break
            else:
                seen[key, round(height / 4)].append((page.number, at))
    return seen


def _lone_feet(page: PageLines) -> list[int]:
    """The last line of a page in its foot margin, far from any other: a short document repeats it nowhere."""
    if len(page.lines) < 3:
        return []
    above, last = page.lines[-2], page.lines[-1]
    far = last.box.top - above.box.bottom > 2.5 * last.size
    return [len(page.lines) - 1] if far and last.box.top > (1 - _FOOT) * page.height and len(last.words) < 15 else []


def _margins(page: PageLines) -> list[tuple[int, Line]]:
    lines = list(enumerate(page.lines))
    top = [(at, line) for at, line in lines[:_DEEPEST] if line.box.bottom < _MARGIN * page.height]
    foot = [(at, line) for at, line in lines[-_DEEPEST:] if line.box.top > (1 - _MARGIN) * page.height]
    return [*top, *(pair for pair in foot if pair not in top)]


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", text)).casefold()


def _counts(places: Sequence[tuple[int, int]], texts: dict[tuple[int, int], str]) -> bool:
    """Whether the first figure of a line goes up with the page."""
    figures = []
    for place in places:
        found = re.search(r"\d+", texts[place])
        figures.append((place[0], int(found.group()) if found else 0))
    return all(two[1] - one[1] == two[0] - one[0] for one, two in pairwise(figures))
