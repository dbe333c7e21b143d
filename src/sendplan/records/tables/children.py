"""The further tables about children, which come as feeds or from an area's own casework."""

from __future__ import annotations

from typing import ClassVar

from sendplan.records.columns import Column, Table
from sendplan.records.tables.groups import PERSON, REQUEST, Groups, person


class Advice(Groups):
    """One row is one request for advice to a provider."""

    name: ClassVar = "advice"
    key: ClassVar = ("person_id", "request_id", "advice_id")
    joins: ClassVar = (PERSON, REQUEST)
    counted_on: ClassVar = ("asked_on", "received_on")

    person_id = person()
    request_id = Column("key", "The request for assessment.", required=True, of_child=True)
    advice_id = Column("key", "The request for advice.", required=True, of_child=True)
    provider = Column("text", "Who was asked.", required=True)
    kind = Column("text", "Educational psychology, health, social care, school and so on.")
    asked_on = Column("date", "The day the provider received the request.", required=True, of_child=True)
    received_on = Column("date", "The day the advice came.", of_child=True)
    excused = Column("yes_no", "An exception of regulation 8(2) was recorded.", of_child=True)
    due_on = Column("date", "The last day for the advice.", "clocks: advice-received", of_child=True)


class Tribunals(Groups):
    """One row is one appeal to the tribunal."""

    name: ClassVar = "tribunals"
    key: ClassVar = ("appeal_id",)
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("registered_on", "ended_on")

    appeal_id = Column("key", "The appeal.", required=True, of_child=True)
    person_id = person()
    request_id = Column("key", "The request it is about, if known.", of_child=True)
    about = Column(
        "code", "Refusal to assess, refusal to issue, contents, ceasing.", codes="appeal_about", of_child=True
    )
    registered_on = Column("date", "The day it was registered.", required=True, of_child=True)
    ended_on = Column("date", "The day it was decided, conceded or withdrawn.", of_child=True)
    outcome = Column("code", "Upheld, dismissed, conceded, withdrawn.", codes="appeal_outcome", of_child=True)
    ordered_on = Column("date", "The day of the order.", of_child=True)
    complied_on = Column("date", "The day the order was carried out.", of_child=True)


class PlanAudits(Groups):
    """One row is one quality audit of a plan."""

    name: ClassVar = "plan_audits"
    key: ClassVar = ("audit_id",)
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("audited_on", "plan_issued_on")

    audit_id = Column("key", "The audit.", required=True, of_child=True)
    person_id = person()
    request_id = Column("key", "The request the plan came from.", of_child=True)
    plan_issued_on = Column("date", "The day the audited plan was issued.", of_child=True)
    new_plan = Column("yes_no", "A first plan, not an amended one.", of_child=True)
    audited_on = Column("date", "The day of the audit.", required=True, of_child=True)
    grade = Column("code", "Outstanding, good, requires improvement, inadequate.", codes="audit_grade", of_child=True)
    auditor_team = Column("text", "The team of the auditor.")


class Attendance(Groups):
    """One row is one enrolment in one month."""

    name: ClassVar = "attendance"
    key: ClassVar = ("enrolment_id", "month")
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("month",)

    enrolment_id = Column("key", "The enrolment.", required=True, of_child=True)
    person_id = person()
    month = Column("date", "The first day of the month.", required=True)
    sen_provision = Column(
        "code", "E plan, K SEN support, N none.", codes="sen_provision", required=True, of_child=True
    )
    primary_need = Column("code", "Primary type of need.", codes="need", of_child=True)
    sessions_possible = Column("whole", "Sessions possible.", required=True, of_child=True)
    sessions_missed = Column("whole", "Sessions missed, authorised or not.", required=True, of_child=True)
    sessions_unauthorised = Column("whole", "Of these, unauthorised.", of_child=True)


class Suspensions(Groups):
    """One row is one suspension."""

    name: ClassVar = "suspensions"
    key: ClassVar = ("suspension_id",)
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("started_on",)

    suspension_id = Column("key", "The suspension.", required=True, of_child=True)
    person_id = person()
    started_on = Column("date", "Its first day.", required=True, of_child=True)
    sessions = Column("whole", "Sessions it took.", of_child=True)
    reason = Column("code", "DfE's reason code.", codes="exclusion_reason", of_child=True)
    sen_provision = Column(
        "code", "E plan, K SEN support, N none.", codes="sen_provision", required=True, of_child=True
    )


class Exclusions(Groups):
    """One row is one permanent exclusion."""

    name: ClassVar = "exclusions"
    key: ClassVar = ("exclusion_id",)
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("excluded_on",)

    exclusion_id = Column("key", "The exclusion.", required=True, of_child=True)
    person_id = person()
    excluded_on = Column("date", "The day it began.", required=True, of_child=True)
    reason = Column("code", "DfE's reason code.", codes="exclusion_reason", of_child=True)
    sen_provision = Column(
        "code", "E plan, K SEN support, N none.", codes="sen_provision", required=True, of_child=True
    )


class Enrolments(Groups):
    """One row is one enrolment at a school on a census day."""

    name: ClassVar = "enrolments"
    key: ClassVar = ("enrolment_id", "census_on")
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("census_on",)

    enrolment_id = Column("key", "The enrolment.", required=True, of_child=True)
    person_id = person()
    census_on = Column("date", "The census day.", required=True)
    urn = Column("text", "The school's URN.", of_child=True)
    year_group = Column("text", "National curriculum year.", of_child=True)
    sen_provision = Column(
        "code", "E plan, K SEN support, N none.", codes="sen_provision", required=True, of_child=True
    )
    primary_need = Column("code", "Primary type of need.", codes="need", of_child=True)
    full_time = Column("yes_no", "In full-time education.", of_child=True)
    in_area = Column("yes_no", "At a setting inside the area.", of_child=True)
    destination_plan = Column("yes_no", "Has an agreed destination after 16.", of_child=True)


class AutismReferrals(Groups):
    """One row is one referral for an autism assessment."""

    name: ClassVar = "autism_referrals"
    key: ClassVar = ("referral_id",)
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("referred_on", "first_contact_on", "closed_on")

    referral_id = Column("key", "The referral.", required=True, of_child=True)
    person_id = person()
    service = Column("text", "The service it was made to.")
    referred_on = Column("date", "The day the service received the referral.", required=True, of_child=True)
    first_contact_on = Column("date", "The first attended assessment contact.", of_child=True)
    completed_on = Column("date", "The day the assessment was complete.", of_child=True)
    closed_on = Column("date", "The day the referral was closed.", of_child=True)
    close_reason = Column("text", "Why it was closed.", of_child=True)
    seen_13_weeks_on = Column(
        "date", "13 weeks after the referral (NICE QS51).", "clocks: autism-13-weeks", of_child=True
    )
    seen_18_weeks_on = Column("date", "18 weeks after the referral.", "clocks: autism-18-weeks", of_child=True)
    weeks_to_contact = Column(
        "decimal", "Weeks from referral to first contact.", "made from first_contact_on", of_child=True
    )


class ChildHealthReviews(Groups):
    """One row is one child's turn for one health visiting review."""

    name: ClassVar = "child_health_reviews"
    key: ClassVar = ("person_id", "review")
    joins: ClassVar = (PERSON,)
    counted_on: ClassVar = ("turned_on",)

    person_id = person()
    review = Column(
        "code", "New birth, 12 months or 2 to 2½ years.", codes="health_review", required=True, of_child=True
    )
    born_on = Column("date", "Date of birth.", required=True, of_child=True)
    turned_on = Column(
        "date",
        "The day that puts the child in a quarter: 30 days old, 12 months old, 2½ years old.",
        required=True,
        of_child=True,
    )
    seen_on = Column("date", "The day of the review, if it took place.", of_child=True)
    due_on = Column(
        "date", "The last day for it to be in time.", "clocks: new-birth-visit-14-days and others", of_child=True
    )


class Complaints(Table):
    """One row is one complaint."""

    name: ClassVar = "complaints"
    key: ClassVar = ("complaint_id",)
    counted_on: ClassVar = ("received_on", "replied_on")

    complaint_id = Column("key", "The complaint.", required=True)
    person_id = Column("key", "The child it is about, if any.", of_child=True)
    received_on = Column("date", "The day it came.", required=True)
    theme = Column("code", "What it is about.", codes="complaint_theme", required=True)
    acknowledged_on = Column("date", "The day it was acknowledged.")
    extended = Column("yes_no", "The reply was extended.")
    replied_on = Column("date", "The day of the stage 1 reply.")
    stage_2_on = Column("date", "The day stage 2 was asked for.")
    stage_2_replied_on = Column("date", "The day of the stage 2 reply.")
    upheld = Column("code", "Upheld, partly, not.", codes="upheld")
    acknowledge_due_on = Column("date", "The last working day to acknowledge.", "clocks: complaint-acknowledged")
    reply_due_on = Column("date", "The last working day to reply at stage 1.", "clocks: complaint-stage-1")


class Contacts(Table):
    """One row is one contact from a family: a call, an e-mail, a letter."""

    name: ClassVar = "contacts"
    key: ClassVar = ("contact_id",)
    counted_on: ClassVar = ("received_on",)

    contact_id = Column("key", "The contact.", required=True)
    person_id = Column("key", "The child it is about, if known.", of_child=True)
    received_on = Column("date", "The day it came.", required=True)
    channel = Column("code", "Telephone, e-mail, letter, in person, online.", codes="channel", required=True)
    answered = Column("yes_no", "For a call: it was answered.")
    reply_promised_by = Column("date", "The day a reply was promised by.")
    replied_on = Column("date", "The day of the reply.")
