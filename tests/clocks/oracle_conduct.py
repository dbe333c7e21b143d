"""The oracle's clocks of complaints and information rights, and the thresholds that measures count against."""

from datetime import date

from tests.clocks.oracle_calendar import DAY, WEEK, months_after, working_day_from, working_days_after
from tests.clocks.oracle_case import (
    ALWAYS,
    CHANGED_PLACE_OR_DIED,
    COMPLAINT_CODE,
    DATA_PROTECTION_ACT,
    DATA_PROTECTION_COMPLAINTS,
    Answer,
    Case,
)

# Complaints: the ombudsman's code, in working days


def _complaint(case: Case, begun_by: str, days: int, stop: str, extended_by: str | None = None) -> Answer:
    start = case.began(case.given(begun_by), COMPLAINT_CODE)
    due = working_days_after(start, days)
    extended = case.happened(extended_by, start) if extended_by else None
    if extended is not None and extended <= due:
        due = working_days_after(due, 10)
    return case.by(due, stop, ("complaint withdrawn",), start=start)


def complaint_acknowledged(case: Case) -> Answer:
    return _complaint(case, "complaint received", 5, "complaint acknowledged")


def complaint_stage_1(case: Case) -> Answer:
    return _complaint(case, "complaint acknowledged", 10, "stage 1 reply sent", "stage 1 extended")


def complaint_stage_2_acknowledged(case: Case) -> Answer:
    return _complaint(case, "stage 2 requested", 5, "stage 2 acknowledged")


def complaint_stage_2(case: Case) -> Answer:
    return _complaint(case, "stage 2 acknowledged", 20, "stage 2 reply sent")


# Information rights


def subject_access(case: Case) -> Answer:
    received = case.began(case.given("subject access request received"), DATA_PROTECTION_ACT)
    due = working_day_from(months_after(received, 1))  # 1 month: UK GDPR article 12(3)
    extended = case.happened("subject access extended", received)
    if extended is not None and extended <= due:
        due = working_day_from(months_after(received, 3))  # two further months: UK GDPR article 12(3)
    return case.by(due, "subject access reply sent", ("subject access withdrawn",), start=received)


def data_protection_complaint(case: Case) -> Answer:
    start = case.began(case.given("data protection complaint received"), DATA_PROTECTION_COMPLAINTS)
    due = start + 29 * DAY  # 30 days beginning with the day
    ends = ("data protection complaint withdrawn",)
    return case.by(due, "data protection complaint acknowledged", ends, start=start)


# Thresholds that measures count against; no law


def _autism(case: Case, weeks: int) -> Answer:
    start = case.began(case.given("autism referral received"), ALWAYS)
    return case.by(start + weeks * WEEK, "first autism assessment contact", ("referral closed",), start=start)


def autism_13_weeks(case: Case) -> Answer:
    return _autism(case, 13)


def autism_18_weeks(case: Case) -> Answer:
    return _autism(case, 18)


def _born(case: Case) -> date:
    return case.began(case.given("born"), ALWAYS)


def new_birth_visit_14_days(case: Case) -> Answer:
    born = _born(case)
    return case.by(born + 14 * DAY, "new birth visit", CHANGED_PLACE_OR_DIED, start=born)


def review_12_months(case: Case) -> Answer:
    born = _born(case)
    return case.by(months_after(born, 12), "12-month review", CHANGED_PLACE_OR_DIED, start=born)


def review_2_and_a_half_years(case: Case) -> Answer:
    born = _born(case)
    return case.by(months_after(born, 30), "2 to 2½ year review", CHANGED_PLACE_OR_DIED, start=born)
