"""The oracle's clocks of a plan that exists: its reviews, moves, reassessment and end.

Regulations ("reg") are those of the Special Educational Needs and Disability Regulations 2014, SI 2014/1530; "CFA" is
the Children and Families Act 2014.
"""

from datetime import date

from tests.clocks.oracle_calendar import DAY, WEEK, months_after, months_before, working_days_after
from tests.clocks.oracle_case import AUTHORITY_GROUNDS, CEASED, CEASED_OR_MOVED, CHANGED_PLACE_OR_DIED, Answer, Case

# Annual review


def _plan_or_review(case: Case) -> list[date]:
    return case.given("plan first made", "last review completed")


def review_completed(case: Case) -> Answer:
    start = case.began(_plan_or_review(case), latest=True)  # 12 months: CFA s44(1)
    return case.by(months_after(start, 12), "review decision notified", CEASED_OR_MOVED, start=start)


def review_meeting_notice(case: Case) -> Answer:
    meeting = case.began(case.given("review meeting"), waits=False)  # 2 weeks before: reg 20(3)
    return case.by(meeting - 2 * WEEK, "review invitations sent", ("review cancelled",))


def review_advice_circulated(case: Case) -> Answer:
    meeting = case.began(case.given("review meeting"), waits=False)  # 2 weeks before: reg 20(4)
    return case.by(meeting - 2 * WEEK, "review advice circulated", ("review cancelled",))


def review_report(case: Case) -> Answer:
    meeting = case.began(case.given("review meeting"))  # 2 weeks: reg 20(8)
    return case.by(meeting + 2 * WEEK, "review report sent", start=meeting)


def review_decision(case: Case) -> Answer:
    meeting = case.began(case.given("review meeting"))  # 4 weeks: reg 20(10)
    return case.by(meeting + 4 * WEEK, "review decision notified", CEASED, start=meeting)


def _meeting_that_led_to_amending(case: Case) -> date:
    meetings = case.given("review meeting")
    decided = case.happened("decision to amend")
    return case.began(meetings if decided is not None else [])


def amendment_notice(case: Case) -> Answer:
    meeting = _meeting_that_led_to_amending(case)  # the same 4 weeks: reg 22(2)(a), [2022] EWHC 493 (Admin)
    return case.by(meeting + 4 * WEEK, "amendment notice sent", CEASED, start=meeting)


def amendment_comments(case: Case) -> Answer:
    start = case.began(case.given("amendment notice sent"))  # 15 days, the day served being the first: reg 22(2)(c)
    return case.not_until(start + 14 * DAY, "amended plan sent", CEASED, start=start)


def amended_plan(case: Case) -> Answer:
    start = case.began(case.given("amendment notice sent"))  # 8 weeks: reg 22(3)
    return case.by(start + 8 * WEEK, "amended plan sent", ("no-amendment decision notified", *CEASED), start=start)


def no_amendment_decision(case: Case) -> Answer:
    start = case.began(case.given("amendment notice sent"))  # 8 weeks: reg 22(4)
    return case.by(start + 8 * WEEK, "no-amendment decision notified", ("amended plan sent", *CEASED), start=start)


def amended_plan_after_meeting(case: Case) -> Answer:
    meeting = _meeting_that_led_to_amending(case)  # 4 weeks and 8: regs 20(10), 22(3), [2022] EWHC 493 (Admin)
    return case.by(meeting + 12 * WEEK, "amended plan sent", ("no-amendment decision notified", *CEASED), start=meeting)


# Phase transfer


def _transfer(case: Case, last_day: date) -> Answer:
    ends = (*CEASED_OR_MOVED, "no amendment needed")
    return case.by(last_day, "transfer plan final", ends)


def phase_transfer(case: Case) -> Answer:
    move = case.began(case.given("phase transfer"), waits=False)  # 15 February of that year: reg 18
    return _transfer(case, date(move.year, 2, 14 if case.strict else 15))


def phase_transfer_post_16(case: Case) -> Answer:
    move = case.began(case.given("post-16 phase transfer"), waits=False)  # 31 March of that year: reg 18
    return _transfer(case, date(move.year, 3, 30 if case.strict else 31))


def post_16_move(case: Case) -> Answer:
    move = case.began(case.given("post-16 institution move"), waits=False)  # 5 months before: reg 18
    return _transfer(case, months_before(move, 5))


# Moves between authorities: reg 15


def move_plan_sent(case: Case) -> Answer:
    told = case.given("old authority told of move")
    moved = case.began(case.given("child moved"))  # that day, or 15 working days from being told if that is later
    due = max([moved] + [working_days_after(day, 15) for day in told])
    return case.by(due, "plan sent to new authority", start=moved)


def move_family_told(case: Case) -> Answer:
    start = case.began(case.given("plan transferred in"))  # 6 weeks
    return case.by(start + 6 * WEEK, "family told of assessment and review", CHANGED_PLACE_OR_DIED, start=start)


def move_review(case: Case) -> Answer:
    before = _plan_or_review(case)
    start = case.began(case.given("plan transferred in"))  # the later of 12 months from plan or review and 3 from here
    due = months_after(start, 3)
    if before:
        due = max(due, months_after(max(before), 12))
    return case.by(due, "review decision notified", CEASED_OR_MOVED, start=start)


# Reassessing and ceasing


def reassessment_decision(case: Case) -> Answer:
    start = case.began(case.given("reassessment requested"))  # 15 days: reg 25
    return case.by(start + 15 * DAY, "reassessment decision notified", CEASED_OR_MOVED, start=start)


def reassessment_plan(case: Case) -> Answer:
    start = case.began(case.given("reassessment decision notified"))  # 14 weeks: reg 27
    return case.by(start + 14 * WEEK, "final plan sent", CEASED_OR_MOVED, start=start, grounds=AUTHORITY_GROUNDS)


def maintained_until_appeal_time(case: Case) -> Answer:
    start = case.began(case.given("cease decision notified"))  # 2 months: CFA s45(4), reg 31
    return case.not_until(months_after(start, 2), "plan ceased", ("cease withdrawn",), start=start)
