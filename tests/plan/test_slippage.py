"""How far due dates have moved."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.due import DateMoved, in_force
from sendplan.plan.slippage import Dates, Promised, by_group, course, promises
from sendplan.plan_reader.draft import Due

DEC, MAR = dt.date(2023, 12, 31), dt.date(2024, 3, 31)


def promised(latest: dt.date | None, on: dt.date = dt.date(2023, 6, 1)) -> Promised:
    return Promised(on, latest, "as written", "version 1 of the plan")


def dates(*latest: dt.date | None) -> Dates:
    return course(promised(each) for each in latest)


def test_worked_examples() -> None:
    once = dates(DEC, MAR)
    assert (len(once.moves), once.slipped, once.lost) == (1, 91, False)
    back = dates(DEC, MAR, DEC)
    assert (len(back.moves), back.slipped) == (2, 0)
    late_set = dates(None, MAR)
    assert (len(late_set.moves), late_set.slipped, late_set.lost) == (0, 0, False)
    gone = dates(MAR, None)
    assert (len(gone.moves), gone.slipped, gone.lost) == (1, None, True)
    forward = dates(MAR, DEC)
    assert (len(forward.moves), forward.slipped) == (1, -91)
    same = dates(MAR, MAR)
    assert (len(same.moves), same.slipped) == (0, 0)
    never = dates(None, None)
    assert (never.first, never.moves, never.slipped, never.lost) == (None, (), None, False)
    assert dates() == Dates(None, None, (), None, lost=False)


@given(st.lists(st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31)), max_size=8))
def test_the_moves_between_known_days_add_up_to_what_slipped(latest: list[dt.date | None]) -> None:
    found = dates(*latest)
    known = [each for each in latest if each is not None]
    assert (found.first.latest if found.first else None) == (known[0] if known else None)
    if found.slipped is not None:
        steps = [(after - before).days for before, after in pairwise(known)]
        assert found.slipped == sum(steps)
    assert found.lost == (bool(known) and latest[-1] is None)
    assert found.slipped is None or not found.lost


def test_groups_count_each_action_once_and_the_worst_comes_first() -> None:
    known = {
        "a": dates(DEC, MAR),
        "b": dates(DEC),
        "c": dates(MAR, DEC),
        "d": dates(DEC, None),
        "e": dates(DEC, DEC, dt.date(2024, 1, 1)),
    }
    groups = by_group(known, {"Head": ["b", "c"], "Lead": ["a", "d", "e"], "Gone": ["x"]})
    assert [each.key for each in groups] == ["Lead", "Gone", "Head"]
    lead, gone, head = groups
    assert (lead.actions, lead.moved, lead.later, lead.lost, lead.days_later) == (3, 3, 2, 1, 92)
    assert (lead.mean_later, lead.longest) == (46, 91)
    assert (head.actions, head.moved, head.later, head.days_later, head.mean_later) == (2, 1, 0, 0, None)
    assert (gone.actions, gone.moved) == (0, 0)


def test_half_a_day_is_rounded_up() -> None:
    known = {"a": dates(DEC, dt.date(2024, 1, 1)), "b": dates(DEC, dt.date(2024, 1, 2))}
    assert by_group(known, {"Lead": ["a", "b"]})[0].mean_later == 2


@given(
    st.lists(
        st.tuples(st.dates(dt.date(2023, 1, 1), dt.date(2023, 3, 1)), st.integers(0, 300)), min_size=1, max_size=4
    ),
    st.lists(st.tuples(st.dates(dt.date(2023, 1, 1), dt.date(2023, 3, 1)), st.integers(0, 300)), max_size=4),
)
def test_the_newest_promise_is_the_date_in_force(
    planned: list[tuple[dt.date, int]], moved: list[tuple[dt.date, int]]
) -> None:
    """Two functions tell which date counts, for two pages; they must never differ."""
    planned.sort(key=lambda each: each[0])
    moved.sort(key=lambda each: each[0])
    first = planned[0][0]
    moved = [each for each in moved if each[0] >= first]  # nothing is dated before the first adoption

    def day(after: int) -> dt.date:
        return DEC + dt.timedelta(days=after)

    today = dt.date(2023, 3, 1)
    newest = promises(
        (Promised(on, day(after), "", "the plan") for on, after in planned),
        (Promised(on, day(after), "", "moved") for on, after in moved),
    )[-1]
    given_on, after = planned[-1]
    due, _ = in_force(
        Due(as_written="", earliest=day(after), latest=day(after), kind="day"),
        given_on,
        [DateMoved(on, Due(as_written="", earliest=day(to), latest=day(to), kind="day")) for on, to in moved],
        today,
    )
    assert due.latest == newest.latest
