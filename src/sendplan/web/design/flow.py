"""What leads to what, drawn: boxes in columns from left to right, and lines between them.

Plain geometry in whole units; design/components/figures.html draws it. A drawing is never the only way to a fact: the
page that shows it also holds the same facts as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Box", "Drawn", "Flow", "Line", "flow"]

WIDE, NARROW = 1080, 320
GAP_X, GAP_Y = 56, 10
NARROW_GAP_X = 34
LINE_HEIGHT = 18
PAD = 8
# A character of 14-pixel text is 7 units wide on average, and the widest sentence stays inside its box.
CHARACTER = 7


@dataclass(frozen=True)
class Box:
    """A thing to draw. `ref` is what it is called, `text` its words (cut to fit), `standing` its look: one of the
    standings of an action, `plain`, or `gap` for something that is missing. `href` is its page, or None."""

    id: str
    ref: str
    text: str
    standing: str
    title: str
    href: str | None = None


@dataclass(frozen=True)
class Line:
    """A line from one box to another of a later column. `strained` is drawn thick and dashed."""

    start: str
    end: str
    title: str
    strained: bool = False


@dataclass(frozen=True)
class Drawn:
    """A box with its place. `lines` are its words, one a line."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Path:
    line: Line
    path: str
    end_x: int
    end_y: int


@dataclass(frozen=True)
class Flow:
    """What one drawing needs. Lengths are in the drawing's own units, which are pixels at its natural size."""

    id: str
    title: str
    description: str
    width: int
    height: int
    narrow: bool
    heads: tuple[tuple[int, str], ...]
    boxes: tuple[Drawn, ...]
    paths: tuple[Path, ...]


def flow(
    columns: Sequence[Sequence[Box]],
    lines: Sequence[Line],
    *,
    id: str,  # noqa: A002  the attribute's own name
    title: str,
    description: str,
    heads: Sequence[str] = (),
    beside: bool = False,
    narrow: bool = False,
) -> Flow:
    """Lay `columns` out from left to right, each from the top down in the order given, `lines` between them.

    `heads` are the words over the columns, as many as there are columns or none. `beside` sets each box of the first
    column beside the first one it leads to, so that lines run level. `narrow` draws refs alone, to fit a phone. A line
    whose ends are not both drawn is left out. `id` must differ between drawings on one page.
    """
    total, gap = (NARROW, NARROW_GAP_X) if narrow else (WIDE, GAP_X)
    number = max(len(columns), 1)
    width = max((total - 2 - gap * (number - 1)) // number, 44)
    top = (30 if heads else 4) + 2
    places: dict[str, Drawn] = {}
    bottom = top
    for at, column in reversed(list(enumerate(columns))):
        y = top
        for box in column:
            words = _lines(box, width, narrow=narrow)
            height = 2 * PAD + LINE_HEIGHT * len(words)
            if beside and at == 0:
                leads_to = [places[line.end].y for line in lines if line.start == box.id and line.end in places]
                y = max(y, min(leads_to, default=y))
            places[box.id] = Drawn(box, 1 + at * (width + gap), y, width, height, words)
            y += height + GAP_Y
        bottom = max(bottom, y)
    # In reading order: that is the order in which the keyboard goes through them.
    drawn = [places[box.id] for column in columns for box in column]
    return Flow(
        id=f"{id}-narrow" if narrow else id,
        title=title,
        description=description,
        width=max(total, number * width + gap * (number - 1) + 2),
        height=bottom,
        narrow=narrow,
        heads=tuple((1 + at * (width + gap), words) for at, words in enumerate(heads)),
        boxes=tuple(drawn),
        paths=tuple(
            _path(line, places[line.start], places[line.end])
            for line in lines
            if line.start in places and line.end in places
        ),
    )


def _lines(box: Box, width: int, *, narrow: bool) -> tuple[str, ...]:
    """The ref, then as much of the words as two more lines hold."""
    longest = max((width - 2 * PAD - 22) // CHARACTER, 4)
    if narrow:
        return (_cut(box.ref or box.text, longest),)
    words = f"{box.ref} {box.text}".strip()
    found: list[str] = []
    while words and len(found) < 3:
        if len(words) <= longest:
            found.append(words)
            break
        if len(found) == 2:
            found.append(_cut(words, longest))
            break
        part = words[: longest + 1].rsplit(" ", 1)[0] or words[:longest]
        part = part[:longest]
        found.append(part)
        words = words[len(part) :].strip()
    return tuple(found)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _path(line: Line, start: Drawn, end: Drawn) -> Path:
    x1, y1 = start.x + start.width, start.y + start.height // 2
    x2, y2 = end.x - 5, end.y + end.height // 2
    bend = (x2 - x1) // 2
    return Path(line, f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}", x2, y2)
