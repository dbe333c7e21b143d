"""The tables that the SEN2 return fills.

A person has several requests and a plan hangs off a request, as in the return (section 1.3 of its guide): rows are
joined on `person_id` and `request_id` together, never on the child alone. What the return cannot supply is null.
"""

from __future__ import annotations

from typing import ClassVar

from sendplan.records.columns import Column, Table
from sendplan.records.tables.groups import PERSON, REQUEST, Groups, person


class People(Table):
    """One row is one child or young person of the load."""

    name: ClassVar = "people"
    key: ClassVar = ("person_id",)

    person_id = person()
    surname = Column("text", "Surname.", "SEN2 1.1", of_child=True)
    forename = Column("text", "Forename.", "SEN2 1.2", of_child=True)
    born_on = Column(
        "date", "Date of birth.", "SEN2 1.3", of_child=True, aliases=("date of birth", "dob", "personbirthdate")
    )
    sex = Column(
        "code",
        "Sex, as recorded. Before 2024 the return asked for gender.",
        "SEN2 1.4",
        codes="sex",
        of_child=True,
        aliases=("gender", "gendercurrent"),
    )
    ethnicity = Column("code", "Ethnicity, DfE's common codes.", "SEN2 1.5", codes="ethnicity", of_child=True)
    postcode = Column("text", "Home postcode.", "SEN2 1.6", of_child=True)
    upn = Column("text", "Unique pupil number.", "SEN2 1.7", of_child=True, aliases=("unique pupil number",))
    uln = Column(
        "text",
        "Unique learner number.",
        "SEN2 1.8",
        of_child=True,
        aliases=("unique learner number", "uniquelearnernumber"),
    )
    upn_unknown = Column(
        "code",
        "Why there is neither UPN nor ULN.",
        "SEN2 1.9",
        codes="upn_unknown",
        of_child=True,
        aliases=("upnunknown",),
    )
    nhs_number = Column("text", "NHS number.", of_child=True, aliases=("nhs no",))
    deprivation = Column(
        "whole",
        "Deprivation decile of the home, 1 is the most deprived.",
        of_child=True,
        aliases=("imd decile", "idaci decile"),
    )
    locality = Column("text", "The area's own locality of the home.", of_child=True)


class Requests(Groups):
    """One row is one request for an EHC needs assessment, with the assessment that followed and its first outcome."""

    name: ClassVar = "requests"
    key: ClassVar = ("person_id", "request_id")
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("received_on", "decided_on", "outcome_on", "plan_issued_on")

    person_id = person()
    request_id = Column("key", "The request, within this load.", required=True, of_child=True)
    received_on = Column(
        "date", "The day the authority received the request: the clock's day 0.", "SEN2 2.1", of_child=True
    )
    request_source = Column("code", "Who asked.", "SEN2 2.2", codes="request_source", since=2025, of_child=True)
    youth_accommodation = Column("yes_no", "Asked while in relevant youth accommodation.", "SEN2 2.3", of_child=True)
    decided_on = Column(
        "date", "The day the requester was told whether there would be an assessment.", "SEN2 2.4", of_child=True
    )
    decision = Column(
        "code",
        "Y assess, N not, A not yet decided, W withdrawn, H decided before the year.",
        "SEN2 2.5",
        codes="request_outcome",
        of_child=True,
    )
    request_mediation = Column("yes_no", "Mediation about the decision to assess.", "SEN2 2.6", of_child=True)
    request_tribunal = Column("yes_no", "Appeal about the decision to assess.", "SEN2 2.7", of_child=True)
    exported = Column(
        "yes_no", "Moved to another authority before the assessment was complete.", "SEN2 2.8", of_child=True
    )
    outcome = Column(
        "code",
        "Of the assessment: Y plan, N no plan, A not yet, W withdrawn, H before the year.",
        "SEN2 3.1",
        codes="assessment_outcome",
        of_child=True,
    )
    outcome_on = Column(
        "date", "The day the plan was issued (Y) or the family told of none (N).", "SEN2 3.2", of_child=True
    )
    assessment_mediation = Column("yes_no", "Mediation about the decision to issue.", "SEN2 3.3", of_child=True)
    assessment_tribunal = Column("yes_no", "Appeal about the decision to issue.", "SEN2 3.4", of_child=True)
    other_mediation = Column("yes_no", "Mediation about the plan's contents.", "SEN2 3.5", of_child=True)
    other_tribunal = Column("yes_no", "Appeal about the plan's contents.", "SEN2 3.6", of_child=True)
    exception = Column(
        "yes_no",
        "The return says that an exception to the 20 weeks applies; it does not say which.",
        "SEN2 3.7",
        of_child=True,
        aliases=("week20",),
    )
    draft_sent_on = Column("date", "The day the draft plan was sent. SEN2 has none.", of_child=True)
    plan_issued_on = Column(
        "date",
        "The day the final plan was issued: the outcome's day where the outcome is Y.",
        "made from SEN2 3.2",
        of_child=True,
    )
    decision_due_on = Column(
        "date",
        "The last day to tell the family whether there will be an assessment.",
        "clocks: assessment-decision",
        of_child=True,
    )
    no_plan_due_on = Column(
        "date", "The last day to tell the family that there will be no plan.", "clocks: no-plan-decision", of_child=True
    )
    plan_due_on = Column("date", "The last day to issue the final plan.", "clocks: plan-issued", of_child=True)
    plan_30_weeks_on = Column(
        "date", "30 weeks after the request: a threshold of policy, not of law.", "clocks: plan-30-weeks", of_child=True
    )
    plan_52_weeks_on = Column(
        "date", "52 weeks after the request: a threshold of policy, not of law.", "clocks: plan-52-weeks", of_child=True
    )
    weeks_to_plan = Column(
        "decimal", "Weeks from the request to the final plan.", "made from plan_issued_on", of_child=True
    )


class Plans(Groups):
    """One row is one EHC plan in force at some time in the load's period, or named in its assessment."""

    name: ClassVar = "plans"
    key: ClassVar = ("person_id", "request_id")
    joins: ClassVar = (PERSON, REQUEST)
    counted_on: ClassVar = ("started_on", "ceased_on")

    person_id = person()
    request_id = Column("key", "The request the plan came from, within this load.", required=True, of_child=True)
    started_on = Column("date", "The date of the current plan.", "SEN2 4.1", of_child=True)
    residential_named = Column(
        "code", "Residential weeks named in the plan.", "SEN2 4.2", codes="residential", of_child=True
    )
    work_based_named = Column(
        "code", "Work-based learning named in the plan.", "SEN2 4.3", codes="work_based", of_child=True
    )
    personal_budget = Column("yes_no", "A personal budget was taken up.", "SEN2 4.4a", of_child=True)
    organised_arrangements = Column("yes_no", "Organised arrangements.", "SEN2 4.4b", of_child=True)
    direct_payments = Column("code", "Direct payments.", "SEN2 4.4c", codes="direct_payments", of_child=True)
    ceased_on = Column("date", "The day the plan ended or was transferred out.", "SEN2 4.5", of_child=True)
    cease_reason = Column("code", "Why it ended.", "SEN2 4.6", codes="cease_reason", of_child=True)
    named_plan = Column("yes_no", "The return holds the plan as issued (module 4).", "made from SEN2 4", of_child=True)
    active = Column("yes_no", "The return holds the plan as active (module 5).", "made from SEN2 5", of_child=True)
    transferred_from = Column(
        "code", "The authority it came from during the year.", "SEN2 5.1", codes="authority", of_child=True
    )
    residential = Column(
        "code",
        "Residential weeks, where 2023's return put them.",
        "SEN2 5.2",
        codes="residential",
        until=2023,
        of_child=True,
    )
    work_based = Column(
        "code",
        "Work-based learning, where 2023's return put it.",
        "SEN2 5.3",
        codes="work_based",
        until=2023,
        of_child=True,
    )
    primary_need = Column("code", "Primary type of need.", "SEN2 5.8a", codes="need", of_child=True)
    secondary_need = Column("code", "Secondary type of need.", "SEN2 5.8a", codes="need", of_child=True)


class Placements(Groups):
    """One row is one setting named in a plan, or attended under it."""

    name: ClassVar = "placements"
    key: ClassVar = ("person_id", "request_id", "placement_id")
    joins: ClassVar = (PERSON, REQUEST)
    counted_on: ClassVar = ("entered_on", "left_on")

    person_id = person()
    request_id = Column("key", "The request the plan came from, within this load.", required=True, of_child=True)
    placement_id = Column("key", "The placement, within this load.", required=True, of_child=True)
    named = Column(
        "yes_no",
        "Yes: named in section I (module 4). No: attended (module 5).",
        "made from SEN2 4.7, 5.7",
        of_child=True,
    )
    urn = Column("text", "The setting's URN.", "SEN2 4.7a, 5.7a", of_child=True)
    ukprn = Column("text", "The setting's UKPRN.", "SEN2 4.7b, 5.7b", of_child=True)
    setting = Column(
        "code",
        "Where there is neither URN nor UKPRN.",
        "SEN2 4.7c, 5.7c",
        codes="setting",
        of_child=True,
        aliases=("sensetting",),
    )
    setting_other = Column("text", "The setting in words.", "SEN2 4.7c(i), 5.7c(i)", of_child=True)
    rank = Column("whole", "1 main, 2 second.", "SEN2 4.7d, 5.7d", of_child=True, aliases=("placementrank",))
    entered_on = Column("date", "First day attended.", "SEN2 5.7e", of_child=True)
    left_on = Column("date", "Last day attended.", "SEN2 5.7f", of_child=True)
    attendance_pattern = Column(
        "code", "Attendance pattern.", "SEN2 5.5g", until=2023, codes="attendance_pattern", of_child=True
    )
    sen_unit = Column("yes_no", "In a SEN unit.", "SEN2 4.7, 5.7", of_child=True)
    resourced_provision = Column("yes_no", "In resourced provision.", "SEN2 4.7, 5.7", of_child=True)
    residential = Column("code", "Residential weeks.", "SEN2 5.2", codes="residential", since=2024, of_child=True)
    work_based = Column("code", "Work-based learning.", "SEN2 5.3", codes="work_based", since=2024, of_child=True)


class Reviews(Groups):
    """One row is one annual review of a plan. SEN2 holds only the latest of each plan."""

    name: ClassVar = "reviews"
    key: ClassVar = ("person_id", "request_id", "review_id")
    joins: ClassVar = (PERSON, REQUEST)
    counted_on: ClassVar = ("meeting_on", "decided_on")

    person_id = person()
    request_id = Column("key", "The request the plan came from, within this load.", required=True, of_child=True)
    review_id = Column("key", "The review, within this load.", required=True, of_child=True)
    due_on = Column("date", "The last day to complete the review.", "clocks: review-completed", of_child=True)
    meeting_on = Column("date", "The day of the meeting.", "SEN2 5.4(a)", since=2024, of_child=True)
    outcome = Column(
        "code", "Amend, cease or maintain.", "SEN2 5.4(b)", codes="review_outcome", since=2024, of_child=True
    )
    decided_on = Column(
        "date",
        "The day the authority wrote with its decision: that completes the review.",
        "SEN2 5.4(c)",
        of_child=True,
    )
    notice_sent_on = Column(
        "date",
        "The day the notice of amendments was sent. SEN2's ReviewDraft.",
        "SEN2 5.4(d)",
        since=2025,
        of_child=True,
    )
    final_plan_on = Column("date", "The day the final amended plan was sent. Not in SEN2.", of_child=True)
    transfer_due_on = Column("date", "The last day to finish a phase transfer.", "SEN2 5.6a", since=2025, of_child=True)
    transfer_final_on = Column(
        "date", "The day the phase transfer's plan was final.", "SEN2 5.6b", since=2025, of_child=True
    )
    decision_due_on = Column("date", "4 weeks from the meeting.", "clocks: review-decision", of_child=True)
    notice_due_on = Column("date", "4 weeks from the meeting.", "clocks: amendment-notice", of_child=True)
    final_due_on = Column("date", "8 weeks from the notice.", "clocks: amended-plan", of_child=True)
    final_outer_due_on = Column(
        "date", "12 weeks from the meeting.", "clocks: amended-plan-after-meeting", of_child=True
    )
