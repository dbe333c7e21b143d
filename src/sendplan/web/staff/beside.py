"""A document beside what was read from it, a page at a time where it is long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sendplan.plan.queries.pages import SourcePart, SourceSection
from sendplan.web.design.paging import Paged, paged

__all__ = ["ON_A_PAGE", "WHOLE", "Beside", "beside", "opened"]

WHOLE = 250
"""The most parts that are shown on one page, folded by section."""

ON_A_PAGE = 60
"""How many parts of a longer document a page shows."""


@dataclass(frozen=True, slots=True)
class Beside:
    """``sections`` are what this page shows of the document; ``pages`` lead to the rest; ``contents`` are its sections
    and the page each begins on, empty where one page shows all."""

    sections: tuple[SourceSection, ...]
    pages: Paged[tuple[SourceSection, SourcePart]]
    contents: tuple[tuple[str, str], ...]


def opened(asked: Mapping[str, str]) -> bool:
    """Whether the address asks for every fold to be open, or for a place in one of them."""
    return asked.get("open") == "all" or "at" in asked


def beside(sections: Sequence[SourceSection], asked: Mapping[str, str]) -> Beside:
    """The page of a document that the address asks for: by ``part`` its number, by ``at`` the anchor of a place."""
    every = [(section, part) for section in sections for part in section.parts]
    on_a_page = WHOLE if len(every) <= WHOLE else ON_A_PAGE
    starts: dict[str, int] = {}
    found: int | None = None
    at = asked.get("at", "")
    for number, (section, part) in enumerate(every):
        starts.setdefault(section.anchor, number)
        if at and found is None and at in {section.anchor, *(run.anchor for run in part.runs)}:
            found = number
    kept = {name: value for name, value in asked.items() if name not in ("at", "open")}
    if found is not None:
        kept["part"] = str(found // on_a_page + 1)
    shown = paged(
        every, kept, one="part", many="parts of the document", name="part", anchor="document", on_a_page=on_a_page
    )
    return Beside(
        sections=tuple(
            replace(group[0][0], parts=tuple(part for _, part in group))
            for group in (list(same) for _, same in groupby(shown.items, key=lambda each: each[0].anchor))
        ),
        pages=shown,
        contents=tuple((section.title, f"?at={section.anchor}#{section.anchor}") for section in sections)
        if shown.links
        else (),
    )
