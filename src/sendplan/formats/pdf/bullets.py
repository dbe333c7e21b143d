"""What leads a list item: a bullet, a dash or a drawn mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sendplan.formats.pdf.glyphs import Box
from sendplan.formats.pdf.lines import Line, line_of

__all__ = ["without_bullet"]

_BULLET = re.compile(r"[•‣⁃◦▪■●○◾▫♦➢➤✓✔\u25aa\u2b9a]")
_DASH = re.compile(r"[–—-]")


def without_bullet(line: Line, dots: Sequence[Box]) -> tuple[Line | None, bool]:
    """The line without the bullet that leads it, None of a bullet alone; and whether one does. ``dots`` are drawn
    marks, of which those just before a line lead it."""
    first = line.words[0]
    if len(first.text) > 1 and _BULLET.match(first.text):
        rest = first.text[1:].lstrip("\u00a0")
        words = (replace(first, text=rest), *line.words[1:]) if rest else line.words[1:]
        return line_of(words, spaced=line.spaced), True
    lone = len(first.text) == 1 and len(line.words) > 1
    if lone and (_BULLET.match(first.text) or (_DASH.match(first.text)) or (first.text in "o§Ø" and _apart(line))):
        return line_of(line.words[1:], spaced=line.spaced), True
    if len(line.words) == 1 and _BULLET.fullmatch(first.text):
        return None, True
    for dot in dots:
        near = 0 <= line.box.x0 - dot.x1 + 1 <= 30 and line.box.top <= dot.middle[1] <= line.box.bottom
        if near and dot.height <= 0.9 * line.size:
            return line, True
    return line, False


def _apart(line: Line) -> bool:
    return line.words[1].box.x0 - line.words[0].box.x1 > 0.6 * line.size
