"""Rules about the assessment (module 3) and how it hangs together with the plan."""

from __future__ import annotations

from sendplan.records.checks.law import days_of
from sendplan.records.checks.rule import Sent, rule

GUIDE = "SEN2 guide, module 3"


@rule(
    "A0", "error", "assessment", "assessmentoutcome",
    title="The outcome of the assessment",
    wording="The outcome is Y, N, A, W or H.",
    source=f"{GUIDE}, item 3.1",
    message="The outcome of the assessment is {value}.",
    remedy="Give Y (a plan), N (no plan), A (not yet made), W (withdrawn) or H (before the year).",
    breaks={"assessment.assessmentoutcome": None},
)  # fmt: skip
def outcome_listed(sent: Sent) -> str:
    return """SELECT row_no, assessmentoutcome AS value FROM assessment
        WHERE assessmentoutcome IS NULL OR assessmentoutcome NOT IN ('Y', 'N', 'A', 'W', 'H')"""


@rule(
    "A1a", "error", "assessment", "assessmentoutcomedate",
    title="The day the family was told of no plan",
    wording="Where the authority decided not to issue a plan (N), the day the family was told is returned.",
    source=f"{GUIDE}, item 3.2",
    message="The outcome is N and there is no day on which the family was told.",
    remedy="Give the day of the letter.",
    breaks={
        "assessment.assessmentoutcome": "N", "assessment.assessmentoutcomedate": None, "namedplan": None,
        "activeplans": None,
    },
)  # fmt: skip
def told_of_no_plan(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM assessment
        WHERE assessmentoutcome = 'N' AND assessmentoutcomedate IS NULL"""


@rule(
    "A1b", "error", "assessment", "assessmentoutcomedate",
    title="No day where nothing was decided",
    wording="Where the outcome is A or W, nothing more of the assessment is returned.",
    source=f"{GUIDE}, item 3.1",
    message="The outcome is {reason}, and yet there is a day, {value}.",
    remedy="Take the day out, or correct the outcome.",
    breaks={"assessment.assessmentoutcome": "W", "namedplan": None, "activeplans": None},
)  # fmt: skip
def no_outcome_no_day(sent: Sent) -> str:
    return """SELECT row_no, assessmentoutcomedate AS value, assessmentoutcome AS reason FROM assessment
        WHERE assessmentoutcome IN ('A', 'W') AND assessmentoutcomedate IS NOT NULL"""


@rule(
    "A2a", "error", "assessment", "assessmentoutcomedate",
    title="A plan that was issued is there",
    wording="Where a plan was issued (Y with a day), the plan is returned with its date.",
    source=f"{GUIDE}, item 3.2, and module 4",
    message="A plan was issued on {value}, and no plan with a date is returned.",
    remedy="Add the plan's date (item 4.1), or take the day out if the plan was not issued yet.",
    breaks={"namedplan": None},
    needs=("namedplan",),
)  # fmt: skip
def issued_plan_is_there(sent: Sent) -> str:
    return """SELECT a.row_no, a.assessmentoutcomedate AS value FROM assessment a
        LEFT JOIN namedplan n ON n.parent_no = a.row_no
        WHERE a.assessmentoutcome = 'Y' AND a.assessmentoutcomedate IS NOT NULL AND n.startdate IS NULL"""


@rule(
    "A2b", "error", "namedplan", "startdate",
    title="A plan that is there was issued",
    wording="A plan with a date was issued on a day, and that day is returned as the assessment's outcome date.",
    source=f"{GUIDE}, item 3.2, and module 4",
    message="The plan is dated {value}, and the assessment has no day on which a plan was issued.",
    remedy="Give the day of issue (item 3.2), or take the plan out if it was not issued yet.",
    breaks={"assessment.assessmentoutcomedate": None},
    needs=("assessment",),
)  # fmt: skip
def plan_was_issued(sent: Sent) -> str:
    return """SELECT n.row_no, n.startdate AS value FROM namedplan n JOIN assessment a ON a.row_no = n.parent_no
        WHERE n.startdate IS NOT NULL AND a.assessmentoutcome = 'Y' AND a.assessmentoutcomedate IS NULL"""


@rule(
    "A2c", "query", "namedplan", "startdate",
    title="The plan's date and the day of issue",
    wording="The date of the first plan is the day it was issued.",
    source=f"{GUIDE}, item 3.2, and item 4.1",
    message="The plan is dated {value}, and the assessment says that it was issued on {reason}.",
    remedy="Check both; they differ rightly where the plan has been amended since.",
    breaks={"namedplan.startdate": "2024-06-14"},
    needs=("assessment",),
)  # fmt: skip
def dates_agree(sent: Sent) -> str:
    return """SELECT n.row_no, n.startdate AS value, a.assessmentoutcomedate AS reason
        FROM namedplan n JOIN assessment a ON a.row_no = n.parent_no
        WHERE a.assessmentoutcome = 'Y' AND n.startdate <> a.assessmentoutcomedate"""


@rule(
    "A3", "error", "assessment", "assessmentoutcomedate",
    title="The order of the days",
    wording="First the request, then the decision to assess, then the assessment's outcome.",
    source=f"{GUIDE}, item 3.2",
    message="The assessment ended on {value}, before the {reason}.",
    remedy="Correct the days.",
    breaks={"assessment.assessmentoutcomedate": "2024-03-01", "namedplan.startdate": "2024-03-01"},
    keeps={"assessment.assessmentoutcomedate": "2024-03-07", "namedplan.startdate": "2024-03-07"},
    needs=("requests",),
)  # fmt: skip
def days_in_order(sent: Sent) -> str:
    return """SELECT a.row_no, a.assessmentoutcomedate AS value,
            CASE WHEN a.assessmentoutcomedate < r.receiveddate THEN 'request of ' || r.receiveddate
            ELSE 'decision to assess of ' || r.requestoutcomedate END AS reason
        FROM assessment a JOIN requests r ON r.row_no = a.parent_no
        WHERE a.assessmentoutcomedate < greatest(r.receiveddate, coalesce(r.requestoutcomedate, r.receiveddate))"""


@rule(
    "A4", "error", "namedplan", "startdate",
    title="No plan where none was decided on",
    wording="Where the assessment's outcome is A, W or N, no plan is returned.",
    source=f"{GUIDE}, item 3.1",
    message="There is a plan, and the assessment's outcome is {reason}.",
    remedy="Correct the outcome, or take the plan out.",
    breaks={"assessment.assessmentoutcome": "A", "assessment.assessmentoutcomedate": None, "activeplans": None},
    needs=("assessment",),
)  # fmt: skip
def no_plan(sent: Sent) -> str:
    return """SELECT n.row_no, n.startdate AS value, a.assessmentoutcome AS reason
        FROM namedplan n JOIN assessment a ON a.row_no = n.parent_no WHERE a.assessmentoutcome IN ('A', 'W', 'N')"""


@rule(
    "A5", "query", "assessment", "week20",
    title="An exception for a plan that was in time",
    wording="The exceptions to the 20 weeks matter where the plan took longer.",
    source="SEND Regulations 2014, regulation 13(3)",
    message="An exception is marked, and the plan was issued within 20 weeks, on {reason}.",
    remedy="Take the mark out, unless it was agreed at the time.",
    breaks={"assessment.week20": True},
    keeps={
        "assessment.week20": True, "assessment.assessmentoutcomedate": "2024-06-21",
        "namedplan.startdate": "2024-06-21",
    },
    needs=("requests",),
)  # fmt: skip
def needless_exception(sent: Sent) -> str:
    return f"""SELECT a.row_no, a.week20 AS value, a.assessmentoutcomedate AS reason
        FROM assessment a JOIN requests r ON r.row_no = a.parent_no
        WHERE a.week20 AND a.assessmentoutcome = 'Y'
            AND a.assessmentoutcomedate <= r.receiveddate + {days_of("plan-issued")}"""


@rule(
    "A6", "query", "activeplans", "transferla",
    title="A plan that came from another authority",
    wording="The assessment of a plan that was transferred in was the other authority's, and is returned as H.",
    source=f"{GUIDE}, item 3.1, and item 5.1",
    message="The plan came from authority {value}, and the assessment's outcome is {reason}, not H.",
    remedy="Return the assessment as H, even if the plan began in the year.",
    breaks={"activeplans.transferla": "878"},
    keeps={
        "activeplans.transferla": "878", "assessment.assessmentoutcome": "H",
        "requests.requestoutcome": "H", "requests.requestoutcomedate": None,
    },
    needs=("assessment",),
)  # fmt: skip
def transferred_in(sent: Sent) -> str:
    return """SELECT v.row_no, v.transferla AS value, a.assessmentoutcome AS reason
        FROM activeplans v JOIN assessment a ON a.parent_no = v.parent_no
        WHERE v.transferla IS NOT NULL AND a.assessmentoutcome <> 'H'"""


@rule(
    "A7", "query", "assessment", "assessmentoutcomedate",
    title="Ended by the end of the year",
    wording="The return is about outcomes up to 31 December of the year before the survey day.",
    source=f"{GUIDE}, item 3.2",
    message="The assessment ended on {value}, after the end of the year that the return is about.",
    remedy="Return the outcome as it stood at the end of the year.",
    breaks={"assessment.assessmentoutcomedate": "2025-01-09", "namedplan.startdate": "2025-01-09"},
)  # fmt: skip
def ended_in_time(sent: Sent) -> str:
    return f"""SELECT row_no, assessmentoutcomedate AS value FROM assessment
        WHERE assessmentoutcomedate > {sent.last_day}"""


@rule(
    "A8", "error", "assessment", "assessmentoutcome",
    title="One assessment of one request",
    wording="A request has one assessment at most.",
    source="SEN2 guide, section 1.3",
    message="This is assessment number {reason} of one request.",
    remedy="Join them, or move one to the request it belongs to.",
    breaks={"assessment#2.copy": True},
)  # fmt: skip
def one_assessment(sent: Sent) -> str:
    return """SELECT row_no, assessmentoutcome AS value, nth AS reason FROM (
            SELECT row_no, assessmentoutcome, row_number() OVER (PARTITION BY parent_no ORDER BY row_no) AS nth
            FROM assessment WHERE parent_no IS NOT NULL) WHERE nth > 1"""
