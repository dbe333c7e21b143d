"""What is drawn on one page: glyphs, straight edges, painted patches and dots that stand for bullets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage, LTItem, LTLine, LTRect
from pdfplumber.page import Page

__all__ = ["Box", "Drawn", "Edge", "Glyph", "Patch", "drawn_on"]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNMAPPED = re.compile(r"\(cid:\d{1,7}\)")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BULLETS = frozenset("\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf02d\uf0e0\uf06e\uf071\uf0be")
_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_THIN = 2.6
_WHITE = 0.985
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page in points, ``top`` and ``bottom`` measured down from its upper edge."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def shared(self, other: Box) -> float:
        """The area two boxes share."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """One or more characters drawn as one mark. ``size`` is in points; ``part`` numbers the stretch of the document's
    text it is said to belong to, in a tagged file."""

    text: str
    box: Box
    size: float
    bold: bool
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line: ``at`` is its x when ``upright``, else its y; it runs from ``start`` to ``end``."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Patch:
    """A painted shape. ``colour`` is ``#rrggbb``, None for white."""

    box: Box
    colour: str | None


@dataclass(slots=True)
class Drawn:
    """One page as drawn. ``soft`` are the sides of painted shapes, which may be a table's; ``unmapped`` counts glyphs
    that the file does not say the letters of; ``outside`` counts letters beyond the page's visible edge."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[Edge]
    soft: list[tuple[Box, list[Edge]]]
    patches: list[Patch]
    dots: list[Box]
    pictures: int
    unmapped: int
    outside: int


def drawn_on(page: Page, number: int) -> Drawn:
    """What ``page`` shows, turned upright where its text runs up or down the page."""
    marks = list(_marks(page.layout, 0))
    characters = [mark for mark in marks if isinstance(mark, LTChar)]
    turn = _Turn.of(page, characters)
    pictures = sum(isinstance(mark, LTImage) for mark in marks)
    drawn = Drawn(number, turn.width, turn.height, [], [], [], [], [], pictures, 0, 0)
    _take_glyphs(drawn, characters, turn)
    for mark in marks:
        if isinstance(mark, LTCurve):  # lines and rectangles are curves too
            _take_shape(drawn, mark, turn)
    return drawn


def _marks(container: Iterable[LTItem], deep: int) -> Iterator[LTItem]:
    for item in container:
        if isinstance(item, LTContainer):
            if deep < _DEEPEST:
                yield from _marks(item, deep + 1)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page's places are turned: 0, or 90 (its text runs up) or -90 (its text runs down). ``view`` is the page's
    visible part; ``left`` and ``base`` are where its x and its y, which goes up, are counted from."""

    degrees: int
    view: Box
    left: float
    base: float

    @classmethod
    def of(cls, page: Page, characters: Iterable[LTChar]) -> _Turn:
        view = Box(*(float(side) for side in page.cropbox))
        left, base = float(page.mediabox[0]), float(page.height) + float(page.mediabox[1])
        count = up = down = 0
        for character in characters:
            if not character.get_text().strip():
                continue
            count += 1
            if not character.upright:
                up += character.matrix[1] > 0
                down += character.matrix[1] < 0
        if count and up * 10 > count * 6:
            return cls(90, view, left, base)
        if count and down * 10 > count * 6:
            return cls(-90, view, left, base)
        return cls(0, view, left, base)

    @property
    def width(self) -> float:
        return self.view.height if self.degrees else self.view.width

    @property
    def height(self) -> float:
        return self.view.width if self.degrees else self.view.height

    def box(self, mark: LTComponent) -> Box:
        x0, x1 = mark.x0 + self.left - self.view.x0, mark.x1 + self.left - self.view.x0
        top, bottom = self.base - mark.y1 - self.view.top, self.base - mark.y0 - self.view.top
        if self.degrees == 90:
            return Box(self.view.height - bottom, x0, self.view.height - top, x1)
        if self.degrees == -90:
            return Box(top, self.view.width - x1, bottom, self.view.width - x0)
        return Box(x0, top, x1, bottom)

    def shows(self, box: Box) -> bool:
        """Whether a letter stands on the visible page, or a little beyond."""
        return -20 <= box.middle[0] <= self.width + 20 and -20 <= box.top <= self.height + 20


def _take_glyphs(drawn: Drawn, characters: Iterable[LTChar], turn: _Turn) -> None:
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    bold: dict[str, bool] = {}
    for character in characters:
        written, unmapped = _lettered(character.get_text())
        drawn.unmapped += unmapped
        if not written:
            continue
        box = turn.box(character)
        blank = written.isspace()
        if not turn.shows(box):
            drawn.outside += not blank
            continue
        if not blank:
            if _again(seen, written, box):  # a shadow, or bold made by printing twice
                continue
            seen[written, round(box.x0), round(box.top)] = box.x0, box.top
        font = str(character.fontname)
        if font not in bold:
            bold[font] = _BOLD.search(font) is not None
        sideways = bool(character.upright) == bool(turn.degrees)
        size = box.width if sideways and len(written) == 1 else float(character.size or 0) or box.height
        part = getattr(character, "mcid", None)  # pdfplumber puts it there
        drawn.glyphs.append(Glyph(written, box, max(size, 1.0), bold[font], part if isinstance(part, int) else None))


def _again(seen: dict[tuple[str, int, int], tuple[float, float]], written: str, box: Box) -> bool:
    """Whether the same letters were drawn before within a tenth of their height."""
    near = 0.1 * box.height
    for x in (-1, 0, 1):
        for y in (-1, 0, 1):
            place = seen.get((written, round(box.x0) + x, round(box.top) + y))
            if place is not None and abs(place[0] - box.x0) <= near and abs(place[1] - box.top) <= near:
                return True
    return False


def _lettered(written: str) -> tuple[str, bool]:
    """A glyph's letters, and whether the file does not say them."""
    if written.isascii() and (written.isprintable() or written.isspace()) and not written.startswith("(cid:"):
        return written, False
    if _UNMAPPED.search(written) or any(ord(letter) < 32 and not letter.isspace() for letter in written):
        return "\ufffd", True
    text = _MARKS.sub("", written)
    text = "".join(_LIGATURES.get(letter, "•" if letter in _BULLETS else letter) for letter in text)
    if text and text != "•" and all("\ue000" <= letter <= "\uf8ff" for letter in text):
        return "\ufffd", True
    return text, False


def _take_shape(drawn: Drawn, shape: LTCurve, turn: _Turn) -> None:
    box = turn.box(shape)
    if box.width > 0.9 * drawn.width and box.height > 0.9 * drawn.height:
        return
    straight, stroked = isinstance(shape, LTRect | LTLine), bool(shape.stroke) or isinstance(shape, LTLine)
    filled = bool(shape.fill) and not isinstance(shape, LTLine)
    colour = _colour(shape.non_stroking_color) if filled else ""
    if box.width <= _THIN or box.height <= _THIN:
        if max(box.width, box.height) > 4:
            drawn.edges.append(_thin_edge(box))
        elif min(box.width, box.height) >= 0.8:
            drawn.dots.append(box)
        return
    if box.width <= 9 and box.height <= 9 and 0.6 < box.width / box.height < 1.7:
        drawn.dots.append(box)
    if filled and colour != "":
        drawn.patches.append(Patch(box, colour))
    if not straight:
        return
    sides = [
        Edge(upright=False, at=box.top, start=box.x0, end=box.x1),
        Edge(upright=False, at=box.bottom, start=box.x0, end=box.x1),
        Edge(upright=True, at=box.x0, start=box.top, end=box.bottom),
        Edge(upright=True, at=box.x1, start=box.top, end=box.bottom),
    ]
    if stroked:
        drawn.edges += sides
    elif colour:
        drawn.soft.append((box, sides))


def _thin_edge(box: Box) -> Edge:
    middle = box.middle
    if box.height >= box.width:
        return Edge(upright=True, at=middle[0], start=box.top, end=box.bottom)
    return Edge(upright=False, at=middle[1], start=box.x0, end=box.x1)


def _colour(value: object) -> str | None:
    """``#rrggbb`` of a grey, RGB or CMYK colour; None for white; the empty string for a pattern."""
    parts = [part for part in (value if isinstance(value, tuple | list) else (value,)) if part is not None]
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    shares = [min(1.0, max(0.0, float(part))) for part in parts]
    if not shares:
        red = green = blue = 0.0
    elif len(shares) == 1:
        red = green = blue = shares[0]
    elif len(shares) == 3:
        red, green, blue = shares
    elif len(shares) == 4:
        red, green, blue = ((1 - shade) * (1 - shares[3]) for shade in shares[:3])
    else:
        return ""
    if min(red, green, blue) >= _WHITE:
        return None
    return "#" + "".join(f"{round(part * 255):02x}" for part in (red, green, blue))
