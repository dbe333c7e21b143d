"""A long document folded by section, so that a page of it can be taken in. Plain Python; asks the database nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sendplan.plan.queries.pages import ReadKind, SourcePart, SourceSection
from sendplan.plan.wording import count, listed

__all__ = ["folded"]

_COUNTED: Mapping[ReadKind, tuple[str, str]] = {
    "need": ("need", "needs"),
    "statement": ("thing families said", "things families said"),
    "action": ("action", "actions"),
    "target": ("target", "targets"),
    "body": ("governance body", "governance bodies"),
    "front_matter": ("other entry", "other entries"),
}


def folded(parts: Sequence[SourcePart], titles: Mapping[str, str]) -> tuple[SourceSection, ...]:
    """The parts in their order, cut wherever another section begins. ``titles`` are the sections' by letter.

    A section that comes a second time, as where targets follow in a sheet of their own, is said to be continued.
    """
    groups: list[tuple[str | None, list[SourcePart]]] = []
    for part in parts:
        letters = [read.section for read in part.reads if read.section is not None]
        if not groups or (letters and groups[-1][0] not in letters):
            groups.append((letters[0] if letters else None, []))
        groups[-1][1].append(part)
    seen: set[str] = set()
    found = []
    for number, (letter, of_group) in enumerate(groups, start=1):
        if letter is None:
            title = "Before the first section" if len(groups) > 1 else "The whole document"
        else:
            title = f"Section {letter}: {titles[letter]}" if titles.get(letter) else f"Section {letter}"
            title += ", continued" if letter in seen else ""
            seen.add(letter)
        doubts = sum(len(read.doubts) for part in of_group for read in part.reads)
        found.append(SourceSection(title, f"document-{number}", _inside(of_group, doubts), doubts, tuple(of_group)))
    return tuple(found)


def _inside(parts: Sequence[SourcePart], doubts: int) -> str:
    kinds = Counter(read.kind for part in parts for read in part.reads)
    read = listed([count(kinds[kind], *words) for kind, words in _COUNTED.items() if kinds[kind]])
    sentence = count(sum(len(part.runs) for part in parts), "piece of text", "pieces of text")
    sentence += f": {read}." if read else "."
    if doubts:
        sentence += f" {count(doubts, 'reading', 'readings')} in doubt."
    if kinds["unplaced"]:
        sentence += f" {count(kinds['unplaced'], 'piece', 'pieces')} found no place."
    return sentence
