"""A long list, one page of it at a time. Links keep whatever else the address asks for, and work without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Paginator

from sendplan.plan.paging import ON_A_PAGE

__all__ = ["ON_A_PAGE", "PageLink", "Paged", "page_asked", "paged"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to one page of a list; ``number`` is None where numbers are left out between its neighbours."""

    number: int | None
    address: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list. ``number`` counts from 1 to ``pages``; ``label`` names the list to those who only hear it.

    ``words``: ``Page 2 of 20``; ``shown``: ``26 to 50 of 500 actions``. ``links`` is empty where one page holds all.
    """

    items: Sequence[T]
    number: int
    pages: int
    total: int
    label: str
    words: str
    shown: str
    links: tuple[PageLink, ...]
    previous: str | None
    following: str | None


def paged(
    items: Sequence[T],
    asked: Mapping[str, str],
    *,
    one: str,
    many: str,
    name: str = "page",
    anchor: str = "",
    on_a_page: int = ON_A_PAGE,
) -> Paged[T]:
    """The page of ``items`` that the address asks for by ``name``; one beyond the last is the last, nonsense the first.

    ``asked`` is the query of the address: what it holds beside ``name`` is in every link. ``one`` and ``many`` are what
    an item is called; ``anchor`` is the id of the list on its page.
    """
    page = Paginator(items, on_a_page).get_page(page_asked(asked, name))
    pages, number = page.paginator.num_pages, page.number

    def address(to: int) -> str:
        kept = {key: value for key, value in asked.items() if key != name and value}
        if to > 1:
            kept[name] = str(to)
        return f"?{urlencode(kept)}{f'#{anchor}' if anchor else ''}"

    links = []
    if pages > 1:
        for each in page.paginator.get_elided_page_range(number, on_each_side=1, on_ends=1):
            if isinstance(each, int):
                links.append(PageLink(each, address(each), current=each == number))
            else:
                links.append(PageLink(None, ""))
    total = len(items)
    span = f"{page.start_index():,} to {page.end_index():,} of " if pages > 1 else ""
    return Paged(
        items=list(page.object_list),
        number=number,
        pages=pages,
        total=total,
        label=f"Pages of {many}",
        words=f"Page {number:,} of {pages:,}",
        shown=f"{span}{total:,} {one if total == 1 else many}",
        links=tuple(links),
        previous=address(number - 1) if number > 1 else None,
        following=address(number + 1) if number < pages else None,
    )


def page_asked(asked: Mapping[str, str], name: str = "page") -> int:
    """The page that an address asks for by ``name``, counted from 1; nonsense is the first."""
    written = asked.get(name, "")
    return max(int(written), 1) if written.isascii() and written.isdigit() and len(written) < 10 else 1
