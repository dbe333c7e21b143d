"""The oracle's clocks of a first plan: assessing, mediation and appeal, what the Tribunal orders.

Regulations ("reg") are those of the Special Educational Needs and Disability Regulations 2014, SI 2014/1530; "CFA" is
the Children and Families Act 2014.
"""

from datetime import date

from tests.clocks.oracle_calendar import DAY, WEEK, months_after, working_day_from, working_days_after
from tests.clocks.oracle_case import (
    ADVISER_GROUNDS,
    ALWAYS,
    AUTHORITY_GROUNDS,
    CHANGED_PLACE_OR_DIED,
    ORDER_GONE,
    REQUEST_GONE,
    UNOPPOSED_APPEALS,
    Answer,
    Case,
)

# Assessment


def _request(case: Case, *law: date) -> date:
    """The day the request came, or the authority became responsible for the child (CFA s24, s36(1))."""
    return case.began(case.given("request received", "became responsible"), *law)


def assessment_decision(case: Case) -> Answer:
    start = _request(case)  # 6 weeks: reg 5(1)
    return case.by(
        start + 6 * WEEK, "assessment decision notified", REQUEST_GONE, start=start, grounds=AUTHORITY_GROUNDS
    )


def advice_received(case: Case) -> Answer:
    start = case.began(case.given("advice requested"))  # 6 weeks: reg 8(1)
    return case.by(start + 6 * WEEK, "advice received", REQUEST_GONE, start=start, grounds=ADVISER_GROUNDS)


def no_plan_decision(case: Case) -> Answer:
    start = _request(case)  # 16 weeks: reg 10(1)
    ends = (*REQUEST_GONE, "assessment refused", "final plan sent")
    return case.by(start + 16 * WEEK, "no-plan decision notified", ends, start=start, grounds=AUTHORITY_GROUNDS)


def _plan(case: Case, weeks: int, *law: date, grounds: tuple[str, ...] = ()) -> Answer:
    start = _request(case, *law)
    ends = (*REQUEST_GONE, "assessment refused", "no-plan decision notified")
    return case.by(start + weeks * WEEK, "final plan sent", ends, start=start, grounds=grounds)


def plan_issued(case: Case) -> Answer:
    return _plan(case, 20, grounds=AUTHORITY_GROUNDS)  # 20 weeks: reg 13(2), excused through reg 13(3)


def plan_30_weeks(case: Case) -> Answer:
    return _plan(case, 30, ALWAYS)


def plan_52_weeks(case: Case) -> Answer:
    return _plan(case, 52, ALWAYS)


def draft_plan_comments(case: Case) -> Answer:
    start = case.began(case.given("draft plan sent"))  # 15 days, the day served being the first: reg 13(1)
    return case.not_until(start + 14 * DAY, "final plan sent", REQUEST_GONE, start=start)


def school_consultation_reply(case: Case) -> Answer:
    start = case.began(case.given("school consulted"))  # 15 days: Code of Practice 9.83, guidance
    return case.by(start + 15 * DAY, "school replied", start=start)


# Mediation and appeal


def mediation_contact(case: Case) -> Answer:
    start = case.began(case.given("decision letter sent"))  # 2 months: reg 33
    return case.by(months_after(start, 2), "mediation adviser contacted", ("appeal registered",), start=start)


def mediation_meeting(case: Case) -> Answer:
    start = case.began(case.given("mediation requested"))  # 30 days: reg 36
    return case.by(start + 30 * DAY, "mediation meeting held", ("mediation withdrawn",), start=start)


def mediation_certificate_declined(case: Case) -> Answer:
    start = case.began(case.given("mediation declined"))  # 3 working days: reg 34
    return case.by(working_days_after(start, 3), "mediation certificate issued", start=start)


def mediation_certificate_held(case: Case) -> Answer:
    start = case.began(case.given("mediation concluded"))  # 3 working days: reg 39
    return case.by(working_days_after(start, 3), "mediation certificate issued", start=start)


def appeal_registered(case: Case) -> Answer:
    """The Tribunal's own limit: 2 months from the letter or 1 from the certificate, and its two shut seasons."""
    certificates = case.given("mediation certificate issued")
    start = case.began(case.given("decision letter sent"))
    due = max([months_after(start, 2)] + [months_after(day, 1) for day in certificates])
    if due.month == 8:
        due = working_day_from(date(due.year, 9, 1))
    elif due.month == 12 and due.day >= 25:
        due = working_days_after(date(due.year + 1, 1, 1), 1)
    elif due.month == 1 and due.day == 1:
        due = working_days_after(due, 1)
    return case.by(due, "appeal registered", start=start)


# Orders, agreements and appeals that the authority does not oppose


def _told_to_assess(case: Case) -> date:
    return case.began(case.given("order to assess", "mediation agreement to assess"))


def _told_to_make_plan(case: Case) -> date:
    return case.began(case.given("order to make plan", "mediation agreement to make plan"))


def order_assessment_start(case: Case) -> Answer:
    start = _told_to_assess(case)  # 2 weeks: regs 42, 44
    return case.by(start + 2 * WEEK, "assessment start notified", ORDER_GONE, start=start)


def order_no_plan(case: Case) -> Answer:
    start = _told_to_assess(case)  # 10 weeks: reg 44
    return case.by(start + 10 * WEEK, "no-plan decision notified", ("final plan sent", *ORDER_GONE), start=start)


def order_assessed_plan(case: Case) -> Answer:
    start = _told_to_assess(case)  # 14 weeks: reg 44
    return case.by(start + 14 * WEEK, "final plan sent", ("no-plan decision notified", *ORDER_GONE), start=start)


def order_draft_plan(case: Case) -> Answer:
    start = _told_to_make_plan(case)  # 5 weeks: regs 42, 44
    return case.by(start + 5 * WEEK, "draft plan sent", ORDER_GONE, start=start)


def order_final_plan(case: Case) -> Answer:
    start = _told_to_make_plan(case)  # 11 weeks: regs 42, 44
    return case.by(start + 11 * WEEK, "final plan sent", ORDER_GONE, start=start)


def order_amended_plan(case: Case) -> Answer:
    start = case.began(case.given("order to amend"))  # 5 weeks: reg 44
    return case.by(start + 5 * WEEK, "amended plan sent", ORDER_GONE, start=start)


def order_school_named(case: Case) -> Answer:
    start = case.began(case.given("order to name school"))  # 2 weeks where only a school is named: reg 44
    return case.by(start + 2 * WEEK, "amended plan sent", ORDER_GONE, start=start)


def _not_opposed(case: Case, appeal: str) -> date:
    return case.began(case.given(f"tribunal told not opposed ({appeal})"), UNOPPOSED_APPEALS)


def unopposed_assessment_start(case: Case) -> Answer:
    start = _not_opposed(case, "assess")  # 2 weeks: reg 45
    return case.by(start + 2 * WEEK, "assessment start notified", CHANGED_PLACE_OR_DIED, start=start)


def unopposed_no_plan(case: Case) -> Answer:
    start = _not_opposed(case, "assess")  # 10 weeks: reg 45
    ends = ("final plan sent", *CHANGED_PLACE_OR_DIED)
    return case.by(start + 10 * WEEK, "no-plan decision notified", ends, start=start)


def unopposed_final_plan(case: Case) -> Answer:
    start = _not_opposed(case, "assess")  # 14 weeks: reg 45
    ends = ("no-plan decision notified", *CHANGED_PLACE_OR_DIED)
    return case.by(start + 14 * WEEK, "final plan sent", ends, start=start)


def unopposed_amended_plan(case: Case) -> Answer:
    start = _not_opposed(case, "amend")  # 5 weeks: reg 45
    return case.by(start + 5 * WEEK, "amended plan sent", CHANGED_PLACE_OR_DIED, start=start)
