"""How an action stands, at every border. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.standing import STATES, Declared, Report, Standing, declared, standing

DUE = dt.date(2023, 6, 30)
DAY = dt.timedelta(days=1)
ADOPTED = dt.date(2022, 12, 1)


def stands(
    today: dt.date,
    *reports: tuple[dt.date, Declared],
    due: dt.date | None = DUE,
    kind: str = "month",
    written: str | None = "June 2023",
    adopted: dt.date = ADOPTED,
) -> Standing:
    return standing(
        due_kind=kind,
        due_as_written=written,
        due_latest=due,
        reports=[Report(on, state) for on, state in reports],
        adopted_on=adopted,
        today=today,
    )


def test_a_month_due_is_late_from_the_first_of_the_next() -> None:
    on_the_day = stands(DUE, (DUE, "in_progress"))
    after = stands(dt.date(2023, 7, 1), (DUE, "in_progress"))
    assert (on_the_day.state, on_the_day.days_left, on_the_day.days_late) == ("due_soon", 0, None)
    assert on_the_day.sentence.startswith("Due today.")
    assert (after.state, after.days_late, after.days_left) == ("late", 1, None)
    assert after.sentence == (
        "Late by 1 day: it was due by 30 June 2023. The last update said “in progress”, 1 day ago."
    )


@pytest.mark.parametrize(("before", "state"), [(31, "due_soon"), (32, "on_the_way")])
def test_due_soon_is_within_31_days(before: int, state: str) -> None:
    today = DUE - before * DAY
    assert stands(today, (today, "in_progress")).state == state


@pytest.mark.parametrize(("since", "silent"), [(60, False), (61, True)])
def test_silent_is_more_than_60_days(since: int, silent: bool) -> None:
    today = dt.date(2023, 3, 31)
    found = stands(today, (today - since * DAY, "in_progress"))
    assert found.silent is silent
    assert found.state == ("silent" if silent else "on_the_way")
    assert found.days_silent == since
    assert ("no news since" in found.sentence) is silent


@pytest.mark.parametrize(("since", "silent"), [(0, False), (60, False), (61, True)])
def test_never_reported_is_silent_60_days_after_adoption(since: int, silent: bool) -> None:
    today = dt.date(2023, 3, 31)
    found = stands(today, adopted=today - since * DAY)
    assert (found.silent, found.never_reported, found.days_silent) == (silent, True, None)
    assert found.state == ("silent" if silent else "on_the_way")
    assert found.sentence == "Due by 30 June 2023. Nobody has reported on it yet."


def test_late_is_late_and_silent_too() -> None:
    found = stands(dt.date(2023, 11, 30))
    assert (found.state, found.silent, found.days_late) == ("late", True, 153)


def test_late_is_not_silent_too_while_the_plan_is_new() -> None:
    today = dt.date(2023, 11, 30)
    found = stands(today, adopted=today - 60 * DAY)
    assert (found.state, found.silent) == ("late", False)


def test_a_report_counts_rather_than_the_adoption() -> None:
    today = dt.date(2023, 3, 31)
    assert stands(today, (today - 60 * DAY, "not_started"), adopted=today - 90 * DAY).silent is False
    assert stands(today, (today - 61 * DAY, "not_started"), adopted=today - 90 * DAY).silent is True


def test_complete_is_done_and_says_how_late() -> None:
    found = stands(dt.date(2023, 11, 30), (dt.date(2023, 7, 12), "complete"))
    assert (found.state, found.silent, found.done_on) == ("done", False, dt.date(2023, 7, 12))
    assert found.sentence == "Done: reported complete on 12 July 2023, 12 days after it was due."
    assert stands(DUE, (DUE, "complete")).sentence.endswith("30 June 2023, on the day it was due.")
    early = stands(DUE, (dt.date(2023, 5, 31), "complete"))
    assert early.sentence == "Done: reported complete on 31 May 2023, 30 days before it was due."
    assert stands(DUE, (DUE - DAY, "complete")).sentence.endswith("29 June 2023, 1 day before it was due.")


def test_done_counts_from_the_first_of_the_last_run_of_completes() -> None:
    may, june, july = dt.date(2023, 5, 1), dt.date(2023, 6, 1), dt.date(2023, 7, 1)
    assert stands(DUE, (may, "complete"), (june, "complete")).done_on == may
    again = stands(july, (may, "complete"), (june, "in_progress"), (july, "complete"))
    assert again.done_on == july


def test_a_later_update_reopens() -> None:
    found = stands(dt.date(2023, 7, 2), (dt.date(2023, 6, 1), "complete"), (dt.date(2023, 6, 2), "in_progress"))
    assert found.state == "late"


def test_of_two_updates_on_one_day_the_later_counts() -> None:
    assert stands(DUE, (DUE, "in_progress"), (DUE, "complete")).state == "done"
    assert stands(DUE, (DUE, "complete"), (DUE, "in_progress")).state == "due_soon"


def test_stopped_is_neither_done_nor_late() -> None:
    found = stands(dt.date(2023, 11, 30), (dt.date(2023, 5, 1), "stopped"))
    assert (found.state, found.silent, found.days_late) == ("stopped", False, None)


def test_the_plan_itself_may_say_done() -> None:
    written = "Established March 2022"
    found = stands(dt.date(2023, 11, 30), due=dt.date(2022, 3, 31), kind="already_done", written=written)
    assert (found.state, found.done_on, found.silent) == ("done", None, False)
    assert found.sentence == (
        "The plan itself says this is done: “Established March 2022”. No update has been added to it."
    )
    stopped = stands(dt.date(2023, 11, 30), due=None, kind="already_done", written=f"{written}.")
    assert stopped.sentence == found.sentence


def test_an_update_overrules_the_plan_and_its_old_date_is_no_due_date() -> None:
    today = dt.date(2023, 11, 30)
    found = stands(
        today, (today, "in_progress"), due=dt.date(2022, 3, 31), kind="already_done", written="Established March 2022"
    )
    assert found.state == "on_the_way"
    assert found.days_late is None


@pytest.mark.parametrize("kind", ["blank", "ongoing", "not_understood"])
def test_no_date_is_never_late(kind: str) -> None:
    found = stands(dt.date(2033, 1, 1), due=None, kind=kind, written=None)
    assert (found.state, found.days_late) == ("silent", None)
    assert found.sentence.startswith("The plan gives no date to finish by.")


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="no state of an action"):
        declared("finished")


DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2025, 1, 1))
REPORTS = st.lists(st.tuples(DAYS, st.sampled_from(["not_started", "in_progress", "complete", "stopped"])), max_size=6)


@given(today=DAYS, due=st.none() | DAYS, reports=REPORTS, later=REPORTS)
def test_what_is_reported_after_a_day_changes_nothing_on_it(
    today: dt.date,
    due: dt.date | None,
    reports: Sequence[tuple[dt.date, Declared]],
    later: Sequence[tuple[dt.date, Declared]],
) -> None:
    known = [each for each in reports if each[0] <= today]
    after = [(max(on, today + DAY), state) for on, state in later]
    assert stands(today, *known, due=due) == stands(today, *known, *after, due=due)


@given(today=DAYS, due=st.none() | DAYS, reports=REPORTS)
def test_one_state_and_a_sentence_always(
    today: dt.date, due: dt.date | None, reports: Sequence[tuple[dt.date, Declared]]
) -> None:
    found = stands(today, *sorted(reports, key=lambda each: each[0]), due=due)
    assert found.state in STATES
    assert found.sentence.endswith(".")
    assert (found.days_late is not None) is (found.state == "late")
    if found.state == "late":
        assert due is not None
        assert today > due
    if found.state in ("silent", "on_the_way", "due_soon"):
        assert due is None or today <= due
    assert (found.state == "silent") <= found.silent
