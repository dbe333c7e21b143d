"""A PDF without tags does not say where a paragraph ends: where its spacing does not either, the reader says so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sendplan.formats import open_bytes
from sendplan.plan_reader.draft import Action
from sendplan.plan_reader.read import read_with_ledger
from tests.formats.pdf.written import grid, pdf, text

XS = [30, 55, 190, 310, 380, 480, 580]
COLUMNS = ("Ref", "Action", "Outcome", "By when", "Progress", "Owner")
CLOSE, WIDE = 12.0, 16.0
Cell = Sequence[tuple[str, float]]
"""A cell's lines, each with its distance from the line before it in points."""


def one(words: str) -> Cell:
    return [(words, CLOSE)]


def close(*lines: str) -> Cell:
    return [(line, CLOSE) for line in lines]


BEGUN, HEAD = one("Begun."), one("Head of SEND")
ABOVE = close("Families know whom to", "ask for help.")


def read(outcome: Cell, progress: Cell = BEGUN, owner: Cell = HEAD) -> Action:
    """The second of two actions of a ruled table whose lines stand 12 points apart."""
    drawn = text(30, 30, "Plan for testing", size=18) + grid(XS, (70, 90, 140, 260))
    rows = [
        (74.0, [one(label) for label in COLUMNS]),
        (94.0, [one("1.1"), one("Write to every family"), ABOVE, one("March 2025"), BEGUN, HEAD]),
        (144.0, [one("1.2"), one("Answer every call"), outcome, one("May 2025"), progress, owner]),
    ]
    for top, cells in rows:
        for x, cell in zip(XS[:-1], cells, strict=True):
            at = top - CLOSE
            for words, step in cell:
                at += step
                drawn += text(x + 4, at, words, bold=top < 90)
    draft, _ = read_with_ledger(open_bytes(pdf(drawn), "plan.pdf"))
    assert [each.ref for each in draft.actions] == ["1.1", "1.2"]
    assert draft.actions[0].ambiguities == ()
    return draft.actions[1]


def test_a_wider_gap_ends_a_paragraph_though_its_line_was_full() -> None:
    found = read(
        [("Visits to the site double", CLOSE), ("Eight in ten of them find", WIDE), ("what they came for", CLOSE)]
    )

    assert found.outcomes == ("Visits to the site double", "Eight in ten of them find what they came for")
    assert found.ambiguities == ()


def test_where_paragraphs_are_set_apart_a_full_line_ends_none() -> None:
    found = read([("The calls are all taken.", CLOSE), ("Families trust the line.", CLOSE), ("Waits fall.", WIDE)])

    assert found.outcomes == ("The calls are all taken. Families trust the line.", "Waits fall.")
    assert found.ambiguities == ()


@pytest.mark.parametrize("ended", [".", ";", "!", ".”"])
def test_a_full_line_with_a_stop_leaves_two_readings_open(ended: str) -> None:
    lines = (f"The calls are all taken{ended}", "Families trust the line.")
    found = read(close(*lines))

    parted, joined = list(lines), [" ".join(lines)]
    (doubt,) = found.ambiguities
    assert doubt.field == "outcomes"
    assert list(found.outcomes) == doubt.preferred["outcomes"]
    assert {tuple(doubt.preferred["outcomes"]), *(tuple(other["outcomes"]) for other in doubt.others)} == {
        tuple(parted),
        tuple(joined),
    }
    assert "does not say where its paragraphs end" in doubt.evidence
    assert lines[0] in doubt.evidence


def test_of_three_lines_in_doubt_both_ends_of_the_range_are_told() -> None:
    lines = ("The calls are all taken.", "Families trust the line.", "Waits fall.")
    found = read(close(*lines))

    (doubt,) = found.ambiguities
    readings = [doubt.preferred["outcomes"], *(other["outcomes"] for other in doubt.others)]
    assert list(found.outcomes) == readings[0]
    assert len(readings) == len({tuple(reading) for reading in readings})
    assert all(" ".join(reading) == " ".join(lines) for reading in readings)


def test_a_line_that_ends_far_short_ends_its_paragraph_for_certain() -> None:
    found = read(close("Calls are taken.", "Families trust the line."))

    assert found.outcomes == ("Calls are taken.", "Families trust the line.")
    assert found.ambiguities == ()


def test_a_line_that_goes_on_in_small_letters_is_no_paragraph() -> None:
    found = read(close("The calls are all taken", "within a week or two."))

    assert found.outcomes == ("The calls are all taken within a week or two.",)
    assert found.ambiguities == ()


def test_a_short_line_before_small_letters_is_in_doubt() -> None:
    found = read(close("Calls are taken", "by a person."))

    (doubt,) = found.ambiguities
    assert doubt.preferred == {"outcomes": ["Calls are taken", "by a person."]}
    assert doubt.others == ({"outcomes": ["Calls are taken by a person."]},)


def test_an_update_that_may_be_two_is_told() -> None:
    found = read(one("Calls are taken."), close("May 2024: a start.", "June 2024: 9 calls."))

    (doubt,) = found.ambiguities
    assert doubt.field == "updates"
    readings = [doubt.preferred["updates"], *(other["updates"] for other in doubt.others)]
    assert ["May 2024: a start.", "June 2024: 9 calls."] in readings
    assert ["May 2024: a start. June 2024: 9 calls."] in readings
    assert readings[0] == [update.text for update in found.updates]


def test_officers_that_may_be_two_are_told() -> None:
    found = read(one("Calls are taken."), owner=close("Director of Services", "Head of Inclusion"))

    (doubt,) = found.ambiguities
    assert doubt.field == "owners"
    assert {tuple(way["owners"]) for way in (doubt.preferred, *doubt.others)} == {
        ("Director of Services", "Head of Inclusion"),
        ("Director of Services Head of Inclusion",),
    }


def test_a_post_over_two_lines_is_not_in_doubt() -> None:
    found = read(one("Calls are taken."), owner=close("Director of Integrated", "Commissioning"))

    assert found.owners == ("Director of Integrated Commissioning",)
    assert found.ambiguities == ()
