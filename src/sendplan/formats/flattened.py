"""The text of a web page with its tables written out as lines: cells' borders are gone, and empty cells with them."""

from __future__ import annotations

import re

from sendplan.formats.document import Block, ListItem, Paragraph, Place
from sendplan.formats.runs import RunCounter

__all__ = ["blocks_of_text"]

_BULLET = re.compile(r"\s{0,40}(?:[•‣⁃◦▪■●○·–]|[-*](?=\s))[\s\u00a0]{0,40}")
_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x0c|\x85|\u2028|\u2029")


def blocks_of_text(text: str, name: str) -> tuple[Block, ...]:
    """One block for each line that is not blank. A line of no-break spaces is not blank: it marks an empty paragraph.

    A line is a list item when it is indented and begins with a bullet; an unindented dash may be an owner's.
    """
    runs = RunCounter(name)
    blocks: list[Block] = []
    gap = True
    for number, line in enumerate(_LINE_END.split(text), start=1):
        bare = line.strip(" \t")
        if not bare:
            gap = True
            continue
        run = runs.make(line, Place(line=number))
        if _is_item(line):
            blocks.append(ListItem(run, depth=_depth(line)))
        else:
            blocks.append(Paragraph(run, gap_before=gap))
        gap = False
    return tuple(blocks)


def _is_item(line: str) -> bool:
    if not _BULLET.match(line):
        return False
    mark = line.lstrip()[0]
    return mark not in "–-*" or line[0].isspace()


def _depth(line: str) -> int:
    return 1 + max(0, (len(line) - len(line.lstrip(" \t"))) // 4)
