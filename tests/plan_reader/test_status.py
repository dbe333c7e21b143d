"""Ratings and keys: the document's own key decides, then the usual sense; what is unsure says so."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan_reader.draft import StatusKey, Where
from sendplan.plan_reader.period import Period
from sendplan.plan_reader.ratings import hue_of
from sendplan.plan_reader.status import (
    finished_key,
    is_key_heading,
    is_status_label,
    key_of_cells,
    key_of_line,
    read_status,
)

HERE = Where(line=1)
OTHERWISE = key_of_line("Blue: not yet started; Green: complete; Amber: on track; Red: off track", HERE)


@pytest.mark.parametrize(
    ("text", "fill", "meaning", "doubtful"),
    [
        ("Green", None, "on_track", False),
        ("G", None, "on_track", False),
        ("Amber ↑", None, "at_risk", False),
        ("🔴", None, "off_track", False),
        ("A/R", None, "at_risk", True),
        ("", "#00b050", "on_track", False),
        ("", "#c6efce", "on_track", False),
        ("", "#ffc000", "at_risk", False),
        ("", "#ff0000", "off_track", False),
        ("", "#0070c0", "complete", True),
        ("", "#7030a0", "complete", True),
        ("Grey", None, "not_started", True),
        ("On track", None, "on_track", False),
        ("Some slippage", None, "at_risk", False),
        ("Complete and embedded", None, "complete", False),
        ("On track to be completed", None, "on_track", False),
        ("Not complete", None, "off_track", False),
        ("Partially complete", None, "at_risk", False),
        ("Overdue", None, "off_track", False),
        ("On hold", None, "stopped", False),
        ("Not yet started", "#d9d9d9", "not_started", False),
        ("Green – complete", None, "complete", True),
        ("Green", "#ff0000", "on_track", True),
        ("Complete", "#ff0000", "complete", True),
        ("banana", None, "not_understood", True),
    ],
)
def test_a_rating_without_a_key(text: str, fill: str | None, meaning: str, doubtful: bool) -> None:
    read = read_status("RAG", text, fill, (), HERE)
    assert read.status is not None
    assert read.status.meaning == meaning
    assert (read.doubt is not None) == doubtful
    assert read.status.as_written == (text or str(hue_of(fill)).capitalize())


@pytest.mark.parametrize(
    ("text", "fill", "meaning", "doubtful"),
    [
        ("G", None, "complete", False),
        ("Green", "#00b050", "complete", False),
        ("", "#00b050", "complete", False),
        ("🔵", None, "not_started", False),
        ("Amber", None, "on_track", False),
        ("", "#ffff00", "on_track", False),
        ("Purple", None, "complete", True),
        ("Green", "#ff0000", "complete", True),
        ("off track", None, "off_track", False),
    ],
)
def test_the_documents_own_key_comes_first(text: str, fill: str | None, meaning: str, doubtful: bool) -> None:
    read = read_status("BRAG", text, fill, OTHERWISE, HERE)
    assert read.status is not None
    assert (read.status.meaning, read.doubt is not None) == (meaning, doubtful)


def test_a_key_of_colours_alone_is_matched_by_its_fills() -> None:
    rows = [[("", "#92d050", HERE), ("Complete", None, HERE)], [("", "#00b050", HERE), ("On track", None, HERE)]]
    key = finished_key(entry for row in rows for entry in key_of_cells(row))
    assert key == ()  # two greens and nothing else tell no two ratings apart by their colour
    rows.append([("", "#ff0000", HERE), ("Off track", None, HERE)])
    key = finished_key(entry for row in rows for entry in key_of_cells(row))
    read = [read_status("RAG", "", fill, key, HERE).status for fill in ("#92d050", "#00b050", "#ff0000")]
    assert [status and status.meaning for status in read] == ["complete", "on_track", "off_track"]


@pytest.mark.parametrize(("text", "fill"), [("", None), (" – ", None), (None, "#ffffff"), ("", "#000000")])
def test_an_empty_cell_is_no_rating(text: str | None, fill: str | None) -> None:
    assert read_status("RAG", text, fill, (), HERE).status is None


def test_a_rating_is_dated_by_its_label() -> None:
    read = read_status("RAG Nov 23", "G", None, (), HERE)
    assert read.status is not None
    assert read.status.on == dt.date(2023, 11, 30)
    period = Period(dt.date(2023, 6, 1), dt.date(2024, 3, 31))
    read = read_status("November RAG", "G", None, (), HERE, period)
    assert read.status is not None
    assert read.status.on == dt.date(2023, 11, 30)


@pytest.mark.parametrize(
    ("line", "ratings"),
    [
        ("Blue – complete and embedded", [("Blue", "complete")]),
        (
            "Key: Blue = complete, Green = on track, Amber = at risk, Red = overdue",
            [("Blue", "complete"), ("Green", "on_track"), ("Amber", "at_risk"), ("Red", "off_track")],
        ),
        (
            "Green (on track) Amber (at risk) Red (off track)",
            [("Green", "on_track"), ("Amber", "at_risk"), ("Red", "off_track")],
        ),
        ("Grey: Not due to start", [("Grey", "not_started")]),
        ("Green", []),
        ("Amber is used for risk", []),
        ("Red tape was cut across the service", []),
    ],
)
def test_a_line_of_a_key(line: str, ratings: list[tuple[str, str]]) -> None:
    assert [(entry.as_written, entry.meaning) for entry in key_of_line(line, HERE)] == ratings


@pytest.mark.parametrize(
    ("cells", "ratings"),
    [
        ([("Blue", "#0070c0"), ("Complete", None)], [("Blue", "complete")]),
        ([("B", None), ("Blue", None), ("Complete and embedded", None)], [("Blue", "complete")]),
        ([("Green – on track", "#00b050")], [("Green", "on_track")]),
        ([("", "#00b050"), ("On track", None)], [("Green", "on_track")]),
        ([("Complete", "#0070c0"), ("At risk", "#ffc000")], [("Blue", "complete"), ("Amber", "at_risk")]),
        ([("Rating", None), ("Meaning", None)], []),
        ([("A1", None), ("Train every team", None), ("Green", "#00b050")], []),
    ],
)
def test_a_row_of_a_key(cells: list[tuple[str, str | None]], ratings: list[tuple[str, str]]) -> None:
    found = key_of_cells([(text, fill, HERE) for text, fill in cells])
    assert [(entry.as_written, entry.meaning) for entry in found] == ratings


@pytest.mark.parametrize(
    "label",
    ["RAG", "BRAG rating", "Status", "RAG Nov 23", "Current status", "Progress (RAG)", "Q1 RAG", "RAG at 31/03/24"],
)
def test_a_heading_of_ratings(label: str) -> None:
    assert is_status_label(label)


@pytest.mark.parametrize("label", ["Progress", "Action", "Status of the plan in schools", "", "Drag", "Comments"])
def test_no_heading_of_ratings(label: str) -> None:
    assert not is_status_label(label)


@pytest.mark.parametrize(
    ("text", "is_one"), [("Key", True), ("RAG key", True), ("Key to RAG ratings", True), ("Key actions", False)]
)
def test_a_heading_of_a_key(text: str, is_one: bool) -> None:
    assert is_key_heading(text) is is_one


FILLS = st.one_of(st.none(), st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), st.text(max_size=8))
KEYS = st.sampled_from([(), OTHERWISE])


@given(st.text(max_size=60), FILLS, KEYS)
def test_no_rating_raises_and_words_are_kept(text: str, fill: str | None, key: tuple[StatusKey, ...]) -> None:
    read = read_status("RAG", text, fill, key, HERE)
    if read.status is None:
        assert read.doubt is None
        return
    if text.strip(" -–—.\u00a0") and read.status.as_written != str(hue_of(fill)).capitalize():
        assert read.status.as_written == " ".join(text.split()) or read.status.as_written in text
    if read.status.meaning == "not_understood":
        assert read.doubt is not None
    is_status_label(text)
    is_key_heading(text)


@given(st.text(max_size=120), FILLS)
def test_no_key_raises(text: str, fill: str | None) -> None:
    for entry in (*key_of_line(text, HERE), *key_of_cells([(text, fill, HERE), ("On track", None, HERE)])):
        assert entry.text
        assert entry.as_written
