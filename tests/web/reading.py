"""Reading an answer as a page. Untyped, for lxml's stubs cannot say what an XPath finds."""

from __future__ import annotations

from typing import Any

from lxml import html


def parsed(source: bytes | str) -> Any:
    """The document, to ask by XPath."""
    return html.fromstring(source)


def main_words(source: bytes | str) -> str:
    """The words of the page's main part, each gap a single space."""
    (main,) = parsed(source).xpath("//main")
    return " ".join(main.text_content().split())
