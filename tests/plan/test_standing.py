"""How an action stands, at every border. No database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.criteria import Tally
from sendplan.plan.standing import (
    LABELS,
    OVER,
    STATES,
    Closed,
    Declared,
    Report,
    Standing,
    course,
    declared,
    rating,
    rating_of,
    said_words,
    standing,
)

DUE = dt.date(2023, 6, 30)
DAY = dt.timedelta(days=1)
ADOPTED = dt.date(2022, 12, 1)
MET = Tally(total=1, met=1)


def stands(
    today: dt.date,
    *reports: tuple[dt.date, Declared],
    due: dt.date | None = DUE,
    kind: str = "month",
    written: str | None = "June 2023",
    adopted: dt.date = ADOPTED,
    shown: Tally = MET,
    closings: Sequence[Closed] = (),
) -> Standing:
    """As its reports say, with its one criterion shown met, unless a test says otherwise."""
    return standing(
        due_kind=kind,
        due_as_written=written,
        due_latest=due,
        reports=[Report(on, state) for on, state in reports],
        adopted_on=adopted,
        today=today,
        criteria=shown,
        closings=closings,
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
    assert found.sentence == (
        "Done: reported complete on 12 July 2023, 12 days after it was due, and its criterion is shown met."
    )
    assert stands(DUE, (DUE, "complete")).sentence.startswith(
        "Done: reported complete on 30 June 2023, on the day it was due,"
    )
    early = stands(DUE, (dt.date(2023, 5, 31), "complete"))
    assert early.sentence.startswith("Done: reported complete on 31 May 2023, 30 days before it was due,")
    assert ", 1 day before it was due," in stands(DUE, (DUE - DAY, "complete")).sentence


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
        "The plan itself says this is done: “Established March 2022”; and its criterion is shown met. "
        "No update has been added to it."
    )
    stopped = stands(dt.date(2023, 11, 30), due=None, kind="already_done", written=f"{written}.")
    assert stopped.sentence == found.sentence


def test_what_the_plan_says_is_done_shows_nothing() -> None:
    found = stands(dt.date(2023, 11, 30), due=None, kind="already_done", written="Established", shown=Tally(2, 1, 1))
    assert (found.state, found.label) == ("said_done", "Said to be done")
    assert found.sentence == (
        "The plan itself says this is done: “Established”; 1 of 2 criteria shown met, 1 waiting for somebody to "
        "confirm it. No update has been added to it."
    )


@pytest.mark.parametrize(
    ("shown", "counted"),
    [
        (Tally(3, 1, 1), "1 of 3 criteria shown met, 1 waiting for somebody to confirm it"),
        (Tally(3, 0, 2, 1), "0 of 3 criteria shown met, 2 waiting for somebody to confirm them and 1 shown not met"),
        (Tally(3, 2, 0, 1), "2 of 3 criteria shown met, 1 shown not met"),
        (Tally(1), "its criterion is not shown met"),
        (Tally(1, 0, 1), "its criterion is said to be met and waits for somebody to confirm it"),
        (Tally(1, 0, 0, 1), "its criterion is shown not met"),
        (
            Tally(),
            "the plan gives no criterion to judge it by, so nothing can show it done until it is closed and signed",
        ),
    ],
)
def test_reported_complete_and_not_shown_is_said_to_be_done(shown: Tally, counted: str) -> None:
    found = stands(dt.date(2023, 11, 30), (dt.date(2023, 11, 12), "complete"), due=None, kind="blank", shown=shown)
    assert (found.state, found.done_on, found.silent) == ("said_done", dt.date(2023, 11, 12), False)
    assert found.sentence == f"Reported complete on 12 November 2023; {counted}."


def test_all_shown_and_not_reported_complete_is_not_done() -> None:
    assert stands(DUE + DAY, (DUE, "in_progress"), shown=Tally(2, 2)).state == "late"


def test_closed_with_a_signed_reason_is_done_and_says_so() -> None:
    signed = [Closed(DUE, True, signed=True)]
    found = stands(DUE, (DUE, "complete"), shown=Tally(3, 1), closings=signed)
    assert (found.state, found.closed_on, found.done_on) == ("done", DUE, DUE)
    assert found.sentence == "Done: closed on 30 June 2023 with a signed reason; 1 of 3 criteria shown met."
    none = stands(DUE, (DUE, "complete"), shown=Tally(), closings=signed)
    assert none.sentence.endswith("signed reason; the plan gives no criterion to judge it by.")
    before = stands(DUE - DAY, (DUE - DAY, "complete"), shown=Tally(3, 1), closings=signed)
    assert (before.state, before.closed_on) == ("said_done", None)


def test_closed_with_nothing_missing_stands_only_while_all_is_shown() -> None:
    closings = [Closed(DUE, True)]
    kept = stands(DUE, (DUE, "complete"), shown=Tally(2, 2), closings=closings)
    assert (kept.state, kept.sentence) == ("done", "Done: closed on 30 June 2023; all 2 criteria are shown met.")
    lost = stands(DUE, (DUE, "complete"), shown=Tally(2, 1, 0, 1), closings=closings)
    assert lost.state == "said_done"
    assert lost.sentence.endswith("It was closed on 30 June 2023, and no longer all its criteria are shown met.")


def test_opened_again_it_stands_as_its_dates_say() -> None:
    closings = [Closed(DUE, True), Closed(DUE + 5 * DAY, False)]
    reports: list[tuple[dt.date, Declared]] = [(DUE - DAY, "complete")]
    before = stands(DUE + 4 * DAY, *reports, shown=Tally(1, 1), closings=closings)
    after = stands(DUE + 6 * DAY, *reports, shown=Tally(1, 1), closings=closings)
    assert (before.state, after.state, after.closed_on, after.done_on) == ("done", "late", None, None)
    assert after.sentence.startswith("Late by 6 days: it was due by 30 June 2023. It was opened again on 5 July 2023.")
    again = stands(DUE + 7 * DAY, *reports, (DUE + 7 * DAY, "complete"), shown=Tally(1, 1), closings=closings)
    assert (again.state, again.done_on) == ("done", DUE + 7 * DAY)


def test_opening_again_is_news() -> None:
    closings = [Closed(DUE, True, signed=True), Closed(DUE + 50 * DAY, False)]
    assert stands(DUE + 110 * DAY, (DUE, "complete"), closings=closings).silent is False
    assert stands(DUE + 111 * DAY, (DUE, "complete"), closings=closings).silent is True


def test_what_the_plan_calls_done_can_be_opened_again() -> None:
    closings = [Closed(DUE, True, signed=True), Closed(DUE + DAY, False)]
    found = stands(DUE + DAY, due=None, kind="already_done", written="Done", closings=closings)
    assert found.state == "on_the_way"


def test_of_one_day_the_database_says_which_came_first() -> None:
    morning, noon = dt.datetime(2023, 6, 30, 9, tzinfo=dt.UTC), dt.datetime(2023, 6, 30, 12, tzinfo=dt.UTC)
    reopened = [Closed(DUE, True, written_at=morning), Closed(DUE, False, written_at=noon)]
    early, late = Report(DUE, "complete", "", morning), Report(DUE, "complete", "", noon + DAY)
    assert course([early], reopened, DUE).done_on is None
    assert course([early], reopened, DUE).reopened_on == DUE
    assert course([early, late], reopened, DUE).done_on == DUE
    assert course([early, late], reopened, DUE).reopened_on is None


def test_declared_words_and_ratings() -> None:
    assert said_words("in_progress", "on_track") == "In progress, on track"
    assert said_words("complete", "") == "Complete"
    assert (rating(""), rating("at_risk")) == ("", "at_risk")
    assert (rating_of("in_progress", "off_track"), rating_of("complete", "off_track")) == ("off_track", "")
    with pytest.raises(ValueError, match="no rating"):
        rating("green")


def test_every_state_has_a_label() -> None:
    assert set(LABELS) == set(STATES)
    assert set(STATES) - OVER == {"late", "due_soon", "silent", "on_the_way"}


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
SHOWN = st.builds(lambda met, waiting, rest: Tally(met + waiting + rest, met, waiting, 0), *[st.integers(0, 2)] * 3)
CLOSINGS = st.lists(st.tuples(DAYS, st.booleans(), st.booleans()), max_size=4)
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


@given(today=DAYS, due=st.none() | DAYS, reports=REPORTS, shown=SHOWN, closings=CLOSINGS)
def test_one_state_and_a_sentence_always(
    today: dt.date,
    due: dt.date | None,
    reports: Sequence[tuple[dt.date, Declared]],
    shown: Tally,
    closings: Sequence[tuple[dt.date, bool, bool]],
) -> None:
    closed = [Closed(*each) for each in sorted(closings)]
    found = stands(today, *sorted(reports, key=lambda each: each[0]), due=due, shown=shown, closings=closed)
    assert found.state in STATES
    assert found.sentence.endswith(".")
    assert (found.days_late is not None) is (found.state == "late")
    if found.state == "late":
        assert due is not None
        assert today > due
    if found.state in ("silent", "on_the_way", "due_soon"):
        assert due is None or today <= due
    assert (found.state == "silent") <= found.silent
    if found.state == "done":  # the whole point: nothing is done on somebody's word alone
        assert shown.all_met or found.closed_on is not None
    if found.state == "said_done":
        assert not shown.all_met
    if found.state in OVER:
        assert not found.silent


@given(today=DAYS, due=st.none() | DAYS, shown=SHOWN, closings=CLOSINGS, later=CLOSINGS)
def test_what_is_closed_after_a_day_changes_nothing_on_it(
    today: dt.date,
    due: dt.date | None,
    shown: Tally,
    closings: Sequence[tuple[dt.date, bool, bool]],
    later: Sequence[tuple[dt.date, bool, bool]],
) -> None:
    known = [Closed(*each) for each in sorted(closings) if each[0] <= today]
    after = [Closed(max(on, today + DAY), closed, signed) for on, closed, signed in sorted(later)]
    report: tuple[dt.date, Declared] = (today, "complete")
    alone = stands(today, report, due=due, shown=shown, closings=known)
    assert alone == stands(today, report, due=due, shown=shown, closings=[*known, *after])
