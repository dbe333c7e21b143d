"""The one way a document is refused: a sentence with its name, what is the matter and what to do."""

from __future__ import annotations

__all__ = ["Unreadable"]


class Unreadable(Exception):  # noqa: N818 - it names what the document is, as the sentence it prints does
    """A document that cannot be read. ``str()`` is one sentence a person can act on."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(name, reason, remedy)
        self.name = name
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.name or 'The document'} {self.reason}: {self.remedy}."
