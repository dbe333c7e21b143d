"""Long lists: their pages, the links between them, and the part of a document that a place is on. No database."""

from __future__ import annotations

import pytest

from sendplan.plan.queries.pages import SourcePart, SourceRun, SourceSection
from sendplan.web.design.paging import Paged, paged
from sendplan.web.staff.beside import ON_A_PAGE, WHOLE, beside, opened


def pages(total: int, **asked: str) -> Paged[int]:
    return paged(range(total), asked, one="action", many="actions", anchor="list")


def test_a_short_list_has_no_links() -> None:
    found = pages(25)
    assert (list(found.items), found.links, found.previous, found.following) == (list(range(25)), (), None, None)
    assert (found.words, found.shown) == ("Page 1 of 1", "25 actions")
    assert pages(1).shown == "1 action"
    assert (list(pages(0).items), pages(0).shown) == ([], "0 actions")


def test_a_long_list_says_where_one_is_and_leads_on_with_what_was_asked() -> None:
    found = pages(500, page="2", standing="late", words="a&b", post="")
    assert list(found.items) == list(range(25, 50))
    assert (found.words, found.shown, found.label) == ("Page 2 of 20", "26 to 50 of 500 actions", "Pages of actions")
    assert found.previous == "?standing=late&words=a%26b#list"
    assert found.following == "?standing=late&words=a%26b&page=3#list"
    assert [link.number for link in found.links] == [1, 2, 3, None, 20]
    assert [link.current for link in found.links] == [False, True, False, False, False]


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("0", 1), ("-1", 1), ("x", 1), ("٣", 1), ("1e3", 1), ("3", 3), ("21", 20), ("9" * 9, 20), ("9" * 30, 1)],
)
def test_any_page_that_is_asked_for_is_one_there_is(asked: str, number: int) -> None:
    assert pages(500, page=asked).number == number


def test_two_lists_on_a_page_turn_alone() -> None:
    found = paged(range(60), {"page": "2", "targets-page": "3"}, one="target", many="targets", name="targets-page")
    assert (found.number, found.previous) == (3, "?page=2&targets-page=2")


def document(parts: int, sections: int) -> list[SourceSection]:
    def part(at: int) -> SourcePart:
        return SourcePart((SourceRun(at, f"Line {at}", f"line {at}", f"line-{at}"),), (), "A heading")

    size = parts // sections
    return [
        SourceSection(f"Section {at}", f"document-{at}", "", 0, tuple(part(at * size + each) for each in range(size)))
        for at in range(sections)
    ]


def test_a_short_document_stands_on_one_page() -> None:
    whole = document(WHOLE, 5)
    found = beside(whole, {"at": "line-240"})
    assert (found.sections, found.contents, found.pages.links) == (tuple(whole), (), ())


def test_a_place_in_a_long_document_leads_to_the_page_it_is_on() -> None:
    long = document(600, 4)
    first = beside(long, {})
    assert sum(len(section.parts) for section in first.sections) == ON_A_PAGE
    assert [address for _, address in first.contents] == [f"?at=document-{at}#document-{at}" for at in range(4)]
    for at, page in (("line-0", 1), ("line-59", 1), ("line-60", 2), ("line-599", 10), ("document-1", 3), ("none", 1)):
        found = beside(long, {"at": at})
        assert found.pages.number == page, at
        anchors = {run.anchor for section in found.sections for part in section.parts for run in part.runs}
        assert at in anchors or not at.startswith("line")
    # A page that ends within a section shows the rest of that section on the next, under its name.
    assert [section.title for section in beside(long, {"part": "3"}).sections] == ["Section 0", "Section 1"]
    every = [
        run.number
        for number in range(1, 11)
        for section in beside(long, {"part": str(number)}).sections
        for part in section.parts
        for run in part.runs
    ]
    assert every == list(range(600))


def test_folds_are_open_for_who_asks_and_for_who_looks_for_a_place() -> None:
    assert [opened(asked) for asked in ({}, {"open": "all"}, {"open": "x"}, {"at": "line-1"})] == [
        False,
        True,
        False,
        True,
    ]
