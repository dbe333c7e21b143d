"""What is painted behind a cell of a web page: its own style, its row's, or a class the page itself defines simply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sendplan.formats.colours import of_css

__all__ = ["PageColours"]

_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]{0,10})?\.(-?[_a-zA-Z][\w-]{0,80})")
_CELLS = frozenset(("td", "th", "tr", "thead", "tbody", "tfoot"))
_BACKGROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:((?:url\([^()]{0,2000}\)|[^;]){1,300})", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^()]{1,60}\)|[a-z]{3,24}", re.IGNORECASE)
_BEHIND = frozenset(("tr", "tbody", "thead", "tfoot", "table"))
_STYLES = 400_000


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors and the declarations of each rule of a style sheet, comments left out. Takes a time that grows with
    the text and no faster, whatever stands in it."""
    first, *after = text.split("/*")
    plain = " ".join([first, *(part.partition("*/")[2] for part in after)])
    for block in plain.split("}")[:-1]:
        before, opened, declarations = block.rpartition("{")
        if opened:
            yield before.rpartition("{")[2], declarations


class PageColours:
    """The colours of one page. A class counts where a ``<style>`` block of the page gives it a background by its name
    alone, or by a tag and its name (``td.red``), and so does a tag of a table by itself (``th``); other selectors,
    style sheets elsewhere and scripts do not."""

    def __init__(self, root: etree._Element) -> None:
        self._classes: dict[str, str | None] = {}
        self._tags: dict[str, str | None] = {}
        text = "\n".join(str(style.text or "") for style in root.iter("style"))[:_STYLES]
        for selectors, declarations in _rules(text):
            painted, colour = _declared(declarations)
            if painted:
                for selector in selectors.split(","):
                    found = _SIMPLE.fullmatch(selector.strip())
                    if found:
                        self._classes[found.group(1)] = colour
                    elif selector.strip().lower() in _CELLS:
                        self._tags[selector.strip().lower()] = colour

    def behind(self, cell: etree._Element) -> str | None:
        """The colour behind a cell, ``#rrggbb``: its own, that of the one thing it holds, or its row's or table's."""
        painted, colour = self._own(cell)
        if painted:
            return colour
        inner = self._of_content(cell)
        if inner is not None:
            return inner
        around = cell.getparent()
        while around is not None and str(around.tag).lower() in _BEHIND:
            painted, colour = self._own(around)
            if painted:
                return colour
            around = around.getparent()
        return None

    def _own(self, element: etree._Element) -> tuple[bool, str | None]:
        """Whether an element says what is behind it, and the colour."""
        painted, colour = _declared(element.get("style") or "")
        if painted:
            return True, colour
        for name in (element.get("class") or "").split():
            if name in self._classes:
                return True, self._classes[name]
        bgcolor = element.get("bgcolor")
        if bgcolor:
            return True, of_css(bgcolor) or of_css(f"#{bgcolor.strip()}")
        tag = str(element.tag).lower()
        return tag in self._tags, self._tags.get(tag)

    def _of_content(self, cell: etree._Element) -> str | None:
        """The colour of the one element that is all of a cell, however deep: a painted label in it."""
        element = cell
        for _ in range(6):
            children = [child for child in element if isinstance(child.tag, str)]
            if len(children) != 1 or (element.text or "").strip() or (children[0].tail or "").strip():
                return None
            element = children[0]
            if str(element.tag).lower() == "table":
                return None
            painted, colour = self._own(element)
            if painted:
                return colour
        return None


def _declared(declarations: str) -> tuple[bool, str | None]:
    """Whether declarations of a style paint a background, and its colour; the last one counts."""
    found = _BACKGROUND.findall(declarations)
    if not found:
        return False, None
    value = re.sub(r"url\([^)]{0,2000}\)|!important", " ", found[-1], flags=re.IGNORECASE)
    for match in _COLOUR.finditer(value):
        colour = of_css(match.group())
        if colour is not None or match.group().lower() in ("white", "transparent", "none"):
            return True, colour
    return True, None
