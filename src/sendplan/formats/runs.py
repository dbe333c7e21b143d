"""Runs are numbered as they are made, so that a document's runs count up from 0 without a gap."""

from __future__ import annotations

from sendplan.formats.document import Place, Run
from sendplan.formats.limits import MAX_RUN, MAX_RUNS, MAX_TEXT
from sendplan.formats.unreadable import Unreadable

__all__ = ["RunCounter"]


class RunCounter:
    """Makes runs in reading order and refuses a document that has more text than any plan."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = 0
        self._characters = 0

    def make(self, text: str, place: Place, may_part: tuple[int, ...] = (), *, may_go_on: bool = False) -> Run:
        """The next run; raises ``Unreadable`` past the limits on pieces and on characters."""
        self._characters += len(text)
        if self._next >= MAX_RUNS or self._characters > MAX_TEXT:
            raise Unreadable(
                self._name,
                f"holds more than {MAX_RUNS:,} pieces or {MAX_TEXT:,} characters of text, which no plan does",
                "save the plan alone in a smaller file and try again",
            )
        if len(text) > MAX_RUN:
            raise Unreadable(
                self._name,
                f"has at {place.words()} a paragraph of more than {MAX_RUN:,} characters, which no plan does",
                "check that the file is the plan, or break the text into paragraphs",
            )
        run = Run(self._next, text, place, may_part, may_go_on)
        self._next += 1
        return run
