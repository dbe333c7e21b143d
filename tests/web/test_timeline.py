"""The plan drawn in time: where things stand, and what the drawing says in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from sendplan.web.design.timeline import NARROW, WIDE, Row, counts_strip, describe, strip, timeline

TODAY = dt.date(2023, 11, 30)


def row(ref: str, earliest: dt.date | None, latest: dt.date | None, standing: str = "late") -> Row:
    return Row(ref, "Set up a board", earliest, latest, standing, "Late by 12 days.")


def test_a_bar_spans_its_due_range_and_starts_where_it_starts() -> None:
    june = row("A1", dt.date(2023, 6, 1), dt.date(2023, 6, 30))
    second_half = row("A2", dt.date(2023, 6, 16), dt.date(2023, 6, 30))
    drawn = timeline([june, second_half], TODAY, id="plan", title="The plan")
    whole, half = drawn.bars
    assert whole.x == drawn.ticks[0].x == drawn.left
    assert whole.x is not None
    assert whole.width is not None
    assert half.x is not None
    assert half.width is not None
    # The bar ends where the next month begins: its last day is inside it.
    assert whole.x + whole.width == drawn.ticks[1].x == half.x + half.width
    assert abs(whole.width - 2 * half.width) <= 1


def test_today_stands_to_the_right_of_what_is_past_and_left_of_what_is_to_come() -> None:
    past, future = dt.date(2023, 9, 30), dt.date(2024, 1, 31)
    drawn = timeline([row("A1", past, past), row("A2", future, future)], TODAY, id="plan", title="The plan")
    before, after = drawn.bars
    assert before.x is not None
    assert after.x is not None
    assert drawn.today_x is not None
    assert before.x < drawn.today_x < after.x


def test_an_action_without_a_date_has_no_bar_and_is_counted_in_words() -> None:
    rows = [row("A1", None, None, "on-the-way"), row("A2", dt.date(2023, 6, 1), dt.date(2023, 6, 30), "done")]
    drawn = timeline(rows, TODAY, id="plan", title="The plan")
    assert (drawn.bars[0].x, drawn.bars[0].width) == (None, None)
    assert drawn.description == (
        "2 actions, due from 1 June 2023 to 30 June 2023. On 30 November 2023: 1 done, 1 on the way. 1 has no due date."
    )


def test_no_actions_are_no_drawing_but_words() -> None:
    assert describe([], TODAY) == "No actions."
    assert timeline([], TODAY, id="plan", title="The plan").bars == ()


def test_a_long_label_is_cut_at_a_word_and_says_so() -> None:
    long = Row("A1", "Establish a clear Local Area governance structure including roles", None, None, "late", "Late.")
    label = timeline([long], TODAY, id="plan", title="The plan").bars[0].label
    assert label.endswith("…")
    assert len(label) <= 45
    assert long.text.startswith(label.removeprefix("A1 ").removesuffix("…"))


days = st.dates(dt.date(2018, 1, 1), dt.date(2033, 12, 31))


@given(st.lists(st.tuples(days, days), min_size=1, max_size=12), days, st.booleans())
def test_nothing_is_drawn_outside(spans: list[tuple[dt.date, dt.date]], today: dt.date, narrow: bool) -> None:
    rows = [row("A1", min(pair), max(pair)) for pair in spans]
    drawn = timeline(rows, today, id="plan", title="The plan", narrow=narrow)
    assert drawn.width == (NARROW if narrow else WIDE)
    assert drawn.today_x is not None
    assert drawn.left <= drawn.today_x <= drawn.width
    for bar in drawn.bars:
        assert bar.x is not None
        assert bar.width is not None
        assert drawn.left <= bar.x
        assert bar.x + bar.width <= drawn.width
        assert bar.width > 0
        assert bar.y + drawn.row_height <= drawn.height
    assert [tick.x for tick in drawn.ticks] == sorted(tick.x for tick in drawn.ticks)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=6))
def test_the_segments_of_a_strip_meet_and_fill_it(counts: list[int]) -> None:
    parts = strip([("late", "Late", count) for count in counts])
    assert [part.count for part in parts] == [count for count in counts if count]
    edge = 0
    for part in parts:
        assert tenths(part.left) == edge
        edge += tenths(part.width)
    assert edge == (1000 if parts else 0)


def tenths(percent: str) -> int:
    whole, tenth = percent.removesuffix("%").split(".")
    return 10 * int(whole) + int(tenth)


@dataclass(frozen=True)
class Counts:
    done: int = 0
    said_done: int = 0
    on_the_way: int = 0
    due_soon: int = 0
    silent: int = 0
    late: int = 0
    stopped: int = 0


def test_a_strip_of_counts_leaves_out_what_there_is_none_of() -> None:
    parts = counts_strip(Counts(done=1, late=3))
    assert [(part.standing, part.count, part.left, part.width) for part in parts] == [
        ("done", 1, "0.0%", "25.0%"),
        ("late", 3, "25.0%", "75.0%"),
    ]
