"""A page, read as a person or a screen reader would."""

from __future__ import annotations

from typing import Any

from lxml import html


class Shown:
    """An answer's page: its words, links, forms and tables."""

    def __init__(self, answer: Any) -> None:
        self.status: int = answer.status_code
        # What XPath finds is of as many types as it can ask for.
        self.tree: Any = html.document_fromstring(answer.content.decode())

    def words(self, path: str = "//main") -> str:
        """All words under ``path``, white space collapsed."""
        return " ".join(" ".join(part.text_content() for part in self.tree.xpath(path)).split())

    def title(self) -> str:
        return str(self.tree.findtext(".//title"))

    def links(self, path: str = "//main") -> dict[str, str]:
        """Addresses by the words of the link."""
        return {" ".join(a.text_content().split()): a.get("href") for a in self.tree.xpath(f"{path}//a[@href]")}

    def rows(self, table: str) -> int:
        return len(self.tree.xpath(f"//table[@id='{table}']/tbody/tr"))

    def forms(self) -> list[str]:
        """Where the page's own forms send, the frame's left out."""
        return [form.get("action") for form in self.tree.xpath("//main//form[@method='post']")]

    def ids(self) -> set[str]:
        return set(self.tree.xpath("//@id"))
