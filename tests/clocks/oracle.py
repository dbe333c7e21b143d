"""An independent answer to "when is it due, and how does it stand?" for every clock, to hold the product's clocks to.

Each clock is one function, written from the regulations and counted on a calendar walked day by day. It shares
nothing with the product, so that a mistake is unlikely to be made twice. Regulations ("reg") are those of the Special
Educational Needs and Disability Regulations 2014, SI 2014/1530; "CFA" is the Children and Families Act 2014.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tests.clocks import oracle_conduct, oracle_plans, oracle_reviews
from tests.clocks.oracle_case import DATA_PROTECTION_COMPLAINTS, Answer, Case, ClockNotRunningError

Clock = Callable[[Case], Answer]

CLOCKS: dict[str, Clock] = {
    clock.__name__.replace("_", "-"): clock
    for clock in (
        oracle_plans.assessment_decision,
        oracle_plans.advice_received,
        oracle_plans.no_plan_decision,
        oracle_plans.plan_issued,
        oracle_plans.plan_30_weeks,
        oracle_plans.plan_52_weeks,
        oracle_plans.draft_plan_comments,
        oracle_plans.school_consultation_reply,
        oracle_plans.mediation_contact,
        oracle_plans.mediation_meeting,
        oracle_plans.mediation_certificate_declined,
        oracle_plans.mediation_certificate_held,
        oracle_plans.appeal_registered,
        oracle_plans.order_assessment_start,
        oracle_plans.order_no_plan,
        oracle_plans.order_assessed_plan,
        oracle_plans.order_draft_plan,
        oracle_plans.order_final_plan,
        oracle_plans.order_amended_plan,
        oracle_plans.order_school_named,
        oracle_plans.unopposed_assessment_start,
        oracle_plans.unopposed_no_plan,
        oracle_plans.unopposed_final_plan,
        oracle_plans.unopposed_amended_plan,
        oracle_reviews.review_completed,
        oracle_reviews.review_meeting_notice,
        oracle_reviews.review_advice_circulated,
        oracle_reviews.review_report,
        oracle_reviews.review_decision,
        oracle_reviews.amendment_notice,
        oracle_reviews.amendment_comments,
        oracle_reviews.amended_plan,
        oracle_reviews.no_amendment_decision,
        oracle_reviews.amended_plan_after_meeting,
        oracle_reviews.phase_transfer,
        oracle_reviews.phase_transfer_post_16,
        oracle_reviews.post_16_move,
        oracle_reviews.move_plan_sent,
        oracle_reviews.move_family_told,
        oracle_reviews.move_review,
        oracle_reviews.reassessment_decision,
        oracle_reviews.reassessment_plan,
        oracle_reviews.maintained_until_appeal_time,
        oracle_conduct.complaint_acknowledged,
        oracle_conduct.complaint_stage_1,
        oracle_conduct.complaint_stage_2_acknowledged,
        oracle_conduct.complaint_stage_2,
        oracle_conduct.subject_access,
        oracle_conduct.data_protection_complaint,
        oracle_conduct.autism_13_weeks,
        oracle_conduct.autism_18_weeks,
        oracle_conduct.new_birth_visit_14_days,
        oracle_conduct.review_12_months,
        oracle_conduct.review_2_and_a_half_years,
    )
}


def answer(
    deadline: str,
    events: Mapping[str, date],
    exceptions: Sequence[Mapping[str, object]],
    today: date,
    *,
    strict: bool = False,
) -> Answer:
    """The day `deadline` falls due, and how it stands on `today`; no day where no clock runs."""
    try:
        return CLOCKS[deadline](Case(events, exceptions, today, strict))
    except ClockNotRunningError as reason:
        return None, reason.state


class _Asking(Case):
    """A case in which all happened on one day, noting what is asked for."""

    __slots__ = ("asked",)

    def __init__(self, day: date) -> None:
        super().__init__({}, (), day, strict=False)
        self.asked: dict[str, date] = {}

    def on(self, name: str) -> date:
        return self.asked.setdefault(name, self.today)


def _asked_for(clock: Clock) -> tuple[str, ...]:
    case = _Asking(DATA_PROTECTION_COMPLAINTS)  # the newest law: by then all are in force
    clock(case)
    return tuple(case.asked)


DEADLINES: tuple[str, ...] = tuple(CLOCKS)
EVENTS: Mapping[str, tuple[str, ...]] = {name: _asked_for(clock) for name, clock in CLOCKS.items()}
