"""The reasoning, word for word where the words matter."""

from __future__ import annotations

import datetime as dt

from sendplan.clocks import Excuse, deadlines, run


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def reasons(name: str, today: str, *excuses: Excuse, strict: bool = False, given: dict[str, str]) -> tuple[str, ...]:
    found = {key: day(value) for key, value in given.items()}
    return run(deadlines()[name], found, day(today), excuses, strict=strict).reasons


def test_the_twenty_weeks_and_a_bank_holiday() -> None:
    assert reasons("plan-issued", "2025-05-20", given={"request received": "2025-01-06"}) == (
        "The request was received on Monday 6 January 2025.",
        "It must be done within 20 weeks. That leads to Monday 26 May 2025.",
        "Weeks count every day: 26 May is a bank holiday (Spring bank holiday) and does not move it.",
        "Today is Tuesday 20 May 2025. 6 days left.",
    )


def test_why_exceptions_apply_and_do_not() -> None:
    said = reasons(
        "plan-issued",
        "2025-05-28",
        Excuse("absent from area", day("2025-02-01"), day("2025-03-05")),
        Excuse("school closed", day("2025-04-05"), day("2025-04-22"), day("2025-04-01")),
        Excuse("missed appointment", day("2025-02-02")),
        Excuse("personal circumstances", day("2025-05-30")),
        given={"request received": "2025-01-06"},
    )
    assert said[3] == "Today is Wednesday 28 May 2025. It has not been done: 2 days past the last day."
    assert said[4].startswith(
        "The exception “absent from area” applies (SEND Regulations 2014, regulation 13(3) with regulation 10(4)(d)): "
    )
    assert said[5:] == (
        "So the last day does not bind. It does not move, and what is owed is owed as soon as practicable.",
        "The exception “school closed” does not apply: the closure lasted 17 days, and only one of 28 or more counts.",
        "The exception “missed appointment” does not apply: the rule does not name it.",
        (
            "The exception “personal circumstances” does not apply: it begins on Friday 30 May 2025, "
            "which is still to come."
        ),
        "Check before relying on this: paragraph (d) of regulation 10(4) was not read at its source.",
    )


def test_an_exception_that_was_not_needed() -> None:
    said = reasons(
        "assessment-decision",
        "2025-01-20",
        Excuse("personal circumstances", day("2025-01-08")),
        given={"request received": "2025-01-06"},
    )
    assert "It makes no difference here: an exception never moves the last day." in said


def test_what_it_waits_for() -> None:
    assert reasons("plan-issued", "2025-01-01", given={}) == (
        "It has not started: “request received” or “became responsible” has no date.",
    )
    assert reasons("plan-issued", "2025-01-01", given={"request received": "2025-01-06"}) == (
        "It has not started: “request received” is dated Monday 6 January 2025, which is still to come.",
    )
    assert reasons("amendment-notice", "2025-01-08", given={"review meeting": "2025-01-06"}) == (
        "It has not started: it waits for “decision to amend”, which has not happened.",
    )
    (before,) = reasons("plan-issued", "2015-01-08", given={"request received": "2014-08-31"})
    assert before.startswith("The request was received on Sunday 31 August 2014.")
    assert before.endswith("The rule came into force later, on Monday 1 September 2014.")


def test_a_later_of_two_and_a_tribunals_holiday() -> None:
    given = {"decision letter sent": "2025-06-10", "mediation certificate issued": "2025-07-04"}
    assert reasons("appeal-registered", "2025-07-20", given=given)[:6] == (
        "The decision letter was sent on Tuesday 10 June 2025.",
        "It must be done within 2 months. That leads to Sunday 10 August 2025.",
        "The mediation certificate was issued on Friday 4 July 2025.",
        "It must be done within 1 month. That leads to Monday 4 August 2025.",
        "The later of these counts: Sunday 10 August 2025.",
        "The last day moves from Sunday 10 August 2025 to Monday 1 September 2025, a working day.",
    )


def test_a_day_of_the_year_either_way() -> None:
    given = {"phase transfer": "2025-09-01"}
    assert reasons("phase-transfer", "2025-01-10", given=given)[:3] == (
        "“phase transfer” is to be on Monday 1 September 2025.",
        "It must be done by 15 February of that year: Saturday 15 February 2025 is the last day.",
        "Every day counts: the last day falls on a weekend and does not move.",
    )
    assert reasons("phase-transfer", "2025-01-10", strict=True, given=given)[1] == (
        "It must be done before 15 February of that year: read strictly, by Friday 14 February 2025."
    )


def test_a_least_time() -> None:
    given = {"draft plan sent": "2025-03-03"}
    assert reasons("draft-plan-comments", "2025-03-18", given=given) == (
        "The draft plan was sent on Monday 3 March 2025.",
        "At least 15 days must run first. That day is day 1. The last day of that time is Monday 17 March 2025.",
        "Every day counts, weekends and holidays too.",
        "Today is Tuesday 18 March 2025. The time has run out.",
    )
    early = reasons("draft-plan-comments", "2025-03-18", given=given | {"final plan sent": "2025-03-17"})
    assert (
        early[-1]
        == "The final plan was sent on Monday 17 March 2025. The least time had not run out: that is too soon."
    )


def test_an_extension_in_time_and_too_late() -> None:
    given = {"complaint acknowledged": "2025-03-10"}
    assert (
        "Stage 1 was extended on Monday 24 March 2025. That makes it 20 working days from the start: the last day "
        "moves to Monday 7 April 2025."
    ) in reasons("complaint-stage-1", "2025-03-30", given=given | {"stage 1 extended": "2025-03-24"})
    late = reasons("complaint-stage-1", "2025-03-30", given=given | {"stage 1 extended": "2025-03-25"})
    assert any(
        sentence.startswith("“stage 1 extended” is dated Tuesday 25 March 2025. That does not count")
        for sentence in late
    )


def test_an_answer_before_the_question_and_an_end() -> None:
    given = {"request received": "2025-01-06", "final plan sent": "2025-01-02", "moved away": "2025-02-03"}
    assert reasons("plan-issued", "2025-03-01", given=given)[3:] == (
        "“final plan sent” is dated Thursday 2 January 2025, before the start, so it is no answer to it.",
        "The child or young person moved out of the area on Monday 3 February 2025. Nothing more is due.",
    )


def test_the_first_of_two_ends_is_named() -> None:
    given = {"request received": "2025-01-06", "moved away": "2025-02-03", "request withdrawn": "2025-02-01"}
    assert reasons("plan-issued", "2025-03-01", given=given)[-1].startswith(
        "The request was withdrawn on Saturday 1 Feb"
    )


def test_when_advice_should_have_been_asked_for() -> None:
    closed = Excuse("school closed", day("2025-04-05"), day("2025-05-05"), day("2025-03-28"))
    assert reasons("plan-issued", "2025-05-30", closed, given={"request received": "2025-01-06"})[-1] == (
        "The exception “school closed” does not apply: advice was asked for on Friday 28 March 2025, which is not from "
        "Saturday 29 March 2025 to Monday 28 April 2025."
    )


def test_a_year_whose_bank_holidays_are_only_expected_says_so() -> None:
    said = reasons("complaint-acknowledged", "2034-01-05", given={"complaint received": "2034-01-03"})
    assert any("bank holidays of 2034 were not announced" in sentence for sentence in said)
    said = reasons("complaint-acknowledged", "2025-01-05", given={"complaint received": "2025-01-03"})
    assert not any("not announced" in sentence for sentence in said)
