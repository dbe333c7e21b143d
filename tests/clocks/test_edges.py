"""The last day and the day after it, and every other edge where a wrong sign or a wrong “or equal” would show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sendplan.clocks import Excuse, OutsideCalendarError, add_working_days, days, deadlines, due_on, run


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def state(name: str, today: str, *excuses: Excuse, **events: str) -> str:
    """The state of a deadline from events written with underscores for spaces."""
    found = {key.replace("_", " "): day(value) for key, value in events.items()}
    return run(deadlines()[name], found, day(today), excuses).state


PLAN = {"request_received": "2025-01-06"}  # due 2025-05-26


@pytest.mark.parametrize(
    ("today", "more", "expected"),
    [
        ("2025-01-05", {}, "not_started"),
        ("2025-01-06", {}, "running"),
        ("2025-05-26", {}, "running"),
        ("2025-05-27", {}, "overdue"),
        ("2025-05-27", {"final_plan_sent": "2025-05-26"}, "met"),
        ("2025-05-27", {"final_plan_sent": "2025-05-27"}, "late"),
        ("2025-05-26", {"final_plan_sent": "2025-05-27"}, "running"),
        ("2025-05-27", {"final_plan_sent": "2025-05-28"}, "overdue"),
        ("2025-05-01", {"final_plan_sent": "2025-01-06"}, "met"),
        ("2025-05-01", {"final_plan_sent": "2025-01-05"}, "running"),
        ("2025-05-01", {"moved_away": "2025-01-05"}, "running"),
        ("2025-05-01", {"moved_away": "2025-01-06"}, "ended"),
        ("2025-06-01", {"moved_away": "2025-05-30"}, "ended"),
        ("2025-05-01", {"moved_away": "2025-05-02"}, "running"),
        ("2025-06-10", {"moved_away": "2025-05-30", "final_plan_sent": "2025-06-05"}, "late"),
        ("2025-06-10", {"moved_away": "2025-05-30", "final_plan_sent": "2025-05-20"}, "met"),
    ],
)
def test_the_twenty_weeks(today: str, more: dict[str, str], expected: str) -> None:
    assert state("plan-issued", today, **PLAN, **more) == expected


def test_the_earlier_start_counts_and_for_a_review_the_later() -> None:
    both = {"request received": day("2025-02-01"), "became responsible": day("2025-01-06")}
    assert run(deadlines()["plan-issued"], both, day("2025-03-01")).due == day("2025-05-26")
    reviews = {"plan first made": day("2024-06-01"), "last review completed": day("2024-05-01")}
    assert run(deadlines()["review-completed"], reviews, day("2025-03-01")).due == day("2025-06-01")


@pytest.mark.parametrize(
    ("sent", "today", "expected"),
    [
        (None, "2025-03-17", "running"),
        (None, "2025-03-18", "open"),
        ("2025-03-17", "2025-03-20", "too_soon"),
        ("2025-03-18", "2025-03-20", "met"),
        ("2025-03-03", "2025-03-20", "too_soon"),
        ("2025-03-02", "2025-03-17", "running"),
        ("2025-03-21", "2025-03-20", "open"),
    ],
)
def test_fifteen_days_beginning_with_the_day(sent: str | None, today: str, expected: str) -> None:
    more = {"final_plan_sent": sent} if sent else {}
    assert state("draft-plan-comments", today, draft_plan_sent="2025-03-03", **more) == expected


@pytest.mark.parametrize(
    ("strict", "today", "final", "expected"),
    [
        (False, "2025-02-15", None, "running"),
        (False, "2025-02-16", None, "overdue"),
        (True, "2025-02-14", None, "running"),
        (True, "2025-02-15", None, "overdue"),
        (False, "2025-02-20", "2025-02-15", "met"),
        (True, "2025-02-20", "2025-02-15", "late"),
        (True, "2025-02-20", "2024-12-01", "met"),
    ],
)
def test_before_the_fifteenth_of_february(strict: bool, today: str, final: str | None, expected: str) -> None:
    found = {"phase transfer": day("2025-09-01")} | ({"transfer plan final": day(final)} if final else {})
    assert run(deadlines()["phase-transfer"], found, day(today), strict=strict).state == expected


def test_strict_touches_nothing_but_a_day_of_the_year() -> None:
    for deadline in deadlines().values():
        if deadline.kind != "by_date":
            example = deadline.examples[0]
            plain, strict = (run(deadline, example.given, example.today, strict=each) for each in (False, True))
            assert plain.due == strict.due


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2025-01-01", "2025-02-02", "excused"),  # 28 days from 6 January on
        ("2025-01-01", "2025-02-01", "overdue"),  # 27
        ("2025-04-29", "2025-06-30", "excused"),  # 28 days up to 26 May
        ("2025-04-30", "2025-06-30", "overdue"),
        ("2025-03-01", "2025-03-28", "excused"),
        ("2025-03-01", "2025-03-27", "overdue"),
        ("2025-04-29", None, "excused"),
        ("2025-05-27", None, "overdue"),
    ],
)
def test_an_absence_needs_28_days_of_the_time(begins: str, ends: str | None, expected: str) -> None:
    away = Excuse("absent from area", day(begins), day(ends) if ends else None)
    assert state("plan-issued", "2025-05-27", away, **PLAN) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        ("2025-05-26", None, "excused"),
        ("2025-05-27", None, "overdue"),
        ("2024-12-01", "2025-01-06", "excused"),
        ("2024-12-01", "2025-01-05", "overdue"),
        ("2025-03-02", "2025-03-01", "overdue"),
        ("2025-06-30", None, "overdue"),
        ("2024-12-01", None, "excused"),
    ],
)
def test_circumstances_need_one_day_of_the_time(begins: str, ends: str | None, expected: str) -> None:
    excuse = Excuse("personal circumstances", day(begins), day(ends) if ends else None)
    assert state("plan-issued", "2025-05-28", excuse, **PLAN) == expected


CLOSED = ("2025-04-05", "2025-05-05")  # 30 days


@pytest.mark.parametrize(
    ("begins", "ends", "asked", "expected"),
    [
        (*CLOSED, "2025-03-29", "excused"),
        (*CLOSED, "2025-03-28", "overdue"),
        (*CLOSED, "2025-04-28", "excused"),
        (*CLOSED, "2025-04-29", "overdue"),
        ("2025-04-05", "2025-05-03", "2025-04-05", "excused"),  # 28 days
        ("2025-04-05", "2025-05-02", "2025-04-05", "overdue"),  # 27
        ("2024-12-01", "2025-03-01", "2025-01-06", "excused"),
        ("2024-12-01", "2025-03-01", "2025-01-05", "overdue"),
        ("2025-05-20", "2025-08-20", "2025-05-26", "excused"),
        ("2025-05-20", "2025-08-20", "2025-05-27", "overdue"),
        (None, "2025-05-05", "2025-04-05", "overdue"),
        ("2025-04-05", None, "2025-04-05", "overdue"),
        ("2025-04-05", "2025-05-05", None, "overdue"),
    ],
)
@pytest.mark.parametrize("ground", ["school closed", "early years closed"])
def test_a_closure(ground: str, begins: str | None, ends: str | None, asked: str | None, expected: str) -> None:
    excuse = Excuse(ground, *(day(each) if each else None for each in (begins, ends, asked)))
    assert state("plan-issued", "2025-05-30", excuse, **PLAN) == expected


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        ("2025-01-27", "excused"),
        ("2025-01-26", "overdue"),
        ("2025-03-10", "excused"),
        ("2025-03-11", "overdue"),
        (None, "overdue"),
    ],
)
def test_a_missed_appointment(missed: str | None, expected: str) -> None:
    excuse = Excuse("missed appointment", day(missed) if missed else None)
    assert state("advice-received", "2025-03-12", excuse, advice_requested="2025-01-27") == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [("2019-12-12", "overdue"), ("2019-12-13", "excused"), ("2020-05-08", "excused"), ("2020-05-09", "overdue")],
)
def test_the_temporary_law_of_2020(received: str, expected: str) -> None:
    """140 days before 30 April, 1 May, 25 September and 26 September 2020."""
    assert state("plan-issued", "2020-10-01", Excuse("coronavirus"), request_received=received) == expected
    to_come = Excuse("coronavirus", day("2020-10-02"))
    assert state("plan-issued", "2020-10-01", to_come, request_received=received) == "overdue"


def test_one_exception_that_applies_is_enough() -> None:
    excuses = (Excuse("missed appointment", day("2025-02-01")), Excuse("personal circumstances", day("2025-02-01")))
    clock = run(deadlines()["plan-issued"], {"request received": day("2025-01-06")}, day("2025-05-27"), excuses * 2)
    assert clock.excused_by == ("personal circumstances",)
    assert clock.days_late == 1


@pytest.mark.parametrize(
    ("extended", "today", "due"),
    [
        ("2025-03-10", "2025-04-01", "2025-04-07"),
        ("2025-03-09", "2025-04-01", "2025-03-24"),
        ("2025-03-24", "2025-04-01", "2025-04-07"),
        ("2025-03-25", "2025-04-01", "2025-03-24"),
        ("2025-03-20", "2025-03-19", "2025-03-24"),
        ("2025-03-20", "2025-03-20", "2025-04-07"),
    ],
)
def test_an_extension_of_stage_one(extended: str, today: str, due: str) -> None:
    found = {"complaint acknowledged": day("2025-03-10"), "stage 1 extended": day(extended)}
    assert run(deadlines()["complaint-stage-1"], found, day(today)).due == day(due)


@pytest.mark.parametrize(
    ("letter", "due"),
    [
        ("2024-10-24", "2024-12-24"),
        ("2024-10-25", "2025-01-02"),
        ("2024-10-31", "2025-01-02"),
        ("2024-11-01", "2025-01-02"),
        ("2024-11-02", "2025-01-02"),
        ("2024-11-03", "2025-01-03"),
        ("2025-05-31", "2025-07-31"),
        ("2025-06-01", "2025-09-01"),
        ("2025-06-30", "2025-09-01"),
        ("2025-07-01", "2025-09-01"),
        ("2023-06-15", "2023-09-01"),  # 31 August 2023 is a Thursday
        ("2024-06-30", "2024-09-02"),  # 1 September 2024 is a Sunday
        ("2025-04-14", "2025-06-14"),  # a Saturday in June stays
    ],
)
def test_the_tribunals_holidays(letter: str, due: str) -> None:
    found = {"decision letter sent": day(letter)}
    assert run(deadlines()["appeal-registered"], found, day(letter)).due == day(due)


def test_what_happens_today_has_happened() -> None:
    meeting = {"review_meeting": "2025-05-12", "decision_to_amend": "2025-06-02"}
    assert state("amendment-notice", "2025-06-01", **meeting) == "not_started"
    assert state("amendment-notice", "2025-06-02", **meeting) == "running"
    today = Excuse("coronavirus", day("2020-07-01"))
    assert state("plan-issued", "2020-06-30", today, request_received="2020-02-10") == "overdue"
    assert state("plan-issued", "2020-07-01", today, request_received="2020-02-10") == "excused"


def test_the_later_of_two_takes_what_is_there() -> None:
    review = deadlines()["move-review"]
    today = day("2025-05-01")
    assert run(review, {"plan transferred in": day("2025-04-07")}, today).due == day("2025-07-07")
    assert run(review, {"last review completed": day("2025-04-07")}, today).state == "not_started"


@pytest.mark.parametrize("name", ["phase-transfer", "subject-access", "appeal-registered", "complaint-stage-1"])
def test_a_column_is_not_shifted_where_days_depend_on_the_date(name: str) -> None:
    with pytest.raises(ValueError, match="depend on the date"):
        days(deadlines()[name])


def test_days_for_a_column() -> None:
    found = {name: days(deadlines()[name]) for name in ("plan-issued", "draft-plan-comments", "review-meeting-notice")}
    assert found == {"plan-issued": 140, "draft-plan-comments": 14, "review-meeting-notice": -14}


@pytest.mark.parametrize("wrong", ["2025-01-06", dt.datetime(2025, 1, 6, tzinfo=dt.UTC), 20250106])
def test_what_is_no_date_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"“request received” is .*no date"):
        run(deadlines()["plan-issued"], {"request received": wrong}, day("2025-02-01"))
    with pytest.raises(TypeError, match=r"Today is .*no date"):
        run(deadlines()["plan-issued"], {"request received": day("2025-01-06")}, wrong)


def test_beyond_the_calendar_is_a_sentence() -> None:
    with pytest.raises(OutsideCalendarError, match=r"Working days from 2040-01-01 .* from 2010 to 2035"):
        run(deadlines()["complaint-acknowledged"], {"complaint received": day("2040-01-01")}, day("2040-01-02"))
    with pytest.raises(OutsideCalendarError, match="from 2010 to 2035"):
        add_working_days(day("2035-12-28"), 2)
    with pytest.raises(OutsideCalendarError, match="beyond the calendar"):
        due_on(deadlines()["plan-issued"], dt.date.max)
    with pytest.raises(OutsideCalendarError, match="beyond the calendar"):
        due_on(deadlines()["mediation-contact"], dt.date.max)
    with pytest.raises(OutsideCalendarError, match="beyond the calendar"):
        due_on(deadlines()["post-16-move"], dt.date.min)
