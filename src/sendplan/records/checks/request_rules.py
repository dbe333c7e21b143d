"""Rules about the request for an assessment (module 2)."""

from __future__ import annotations

from sendplan.records.checks.law import days_of
from sendplan.records.checks.rule import Sent, rule

GUIDE = "SEN2 guide, module 2"


@rule(
    "R1a", "error", "requests", "receiveddate",
    title="The day the request was received",
    wording="The day the request was received is returned, save where the outcome is H (decided before the year).",
    source=f"{GUIDE}, item 2.1",
    message="There is no day on which the request was received.",
    remedy="Give the day from the case record: the clock starts on it.",
    breaks={"requests.receiveddate": None},
    keeps={"requests.receiveddate": None, "requests.requestoutcome": "H", "requests.requestoutcomedate": None},
)  # fmt: skip
def received(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM requests
        WHERE receiveddate IS NULL AND requestoutcome IS DISTINCT FROM 'H'"""


@rule(
    "R1b", "error", "requests", "receiveddate",
    title="Received by the end of the year",
    wording="The return is about requests received up to 31 December of the year before the survey day.",
    source=f"{GUIDE}, item 2.1",
    message="Received on {value}, after the end of the year that the return is about.",
    remedy="Correct the day, or leave the request for next year's return.",
    breaks={
        "requests.receiveddate": "2025-01-02", "requests.requestoutcome": "A", "requests.requestoutcomedate": None,
        "assessment": None, "activeplans": None,
    },
)  # fmt: skip
def received_in_time(sent: Sent) -> str:
    return f"SELECT row_no, receiveddate AS value FROM requests WHERE receiveddate > {sent.last_day}"


@rule(
    "R1c", "error", "requests", "receiveddate",
    title="Received after the birth",
    wording="Nobody can ask for an assessment of a child who is not born.",
    source="ours",
    message="Received on {value}, before the child was born on {reason}.",
    remedy="Correct the day of the request or the date of birth.",
    breaks={"requests.receiveddate": "2014-05-05"},
    needs=("person",),
)  # fmt: skip
def received_after_birth(sent: Sent) -> str:
    return f"""SELECT r.row_no, r.receiveddate AS value, p.personbirthdate AS reason
        FROM requests r JOIN person p ON p.row_no = r.parent_no
        WHERE r.receiveddate < p.personbirthdate AND p.personbirthdate <= {sent.survey_day}"""


@rule(
    "R2a", "error", "requests", "requestoutcomedate",
    title="The day of the decision",
    wording="Where the authority decided to assess (Y) or not to (N), the day the requester was told is returned.",
    source=f"{GUIDE}, item 2.4",
    message="The outcome is {reason} and there is no day on which the requester was told.",
    remedy="Give the day of the letter.",
    breaks={"requests.requestoutcomedate": None},
    keeps={"requests.requestoutcomedate": None, "requests.requestoutcome": "H"},
)  # fmt: skip
def decided(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value, requestoutcome AS reason FROM requests
        WHERE requestoutcome IN ('Y', 'N') AND requestoutcomedate IS NULL"""


@rule(
    "R2b", "error", "requests", "requestoutcomedate",
    title="Decided after it was received",
    wording="A decision cannot come before the request.",
    source=f"{GUIDE}, item 2.4",
    message="Decided on {value}, before the request of {reason}.",
    remedy="Correct one of the two days.",
    breaks={"requests.requestoutcomedate": "2024-01-31"},
    keeps={"requests.requestoutcomedate": "2024-02-01"},
)  # fmt: skip
def decided_after_received(sent: Sent) -> str:
    return """SELECT row_no, requestoutcomedate AS value, receiveddate AS reason FROM requests
        WHERE requestoutcomedate < receiveddate"""


@rule(
    "R2c", "error", "requests", "requestoutcomedate",
    title="Decided by the end of the year",
    wording="The return is about decisions made up to 31 December of the year before the survey day.",
    source=f"{GUIDE}, item 2.4",
    message="Decided on {value}, after the end of the year that the return is about.",
    remedy="Return the outcome as A (not yet decided), without a day: as it stood at the end of the year.",
    breaks={
        "requests.requestoutcomedate": "2025-01-03", "requests.receiveddate": "2024-12-02", "assessment": None,
        "activeplans": None,
    },
)  # fmt: skip
def decided_in_time(sent: Sent) -> str:
    return f"SELECT row_no, requestoutcomedate AS value FROM requests WHERE requestoutcomedate > {sent.last_day}"


@rule(
    "R2d", "error", "requests", "requestoutcomedate",
    title="No day where there was no decision",
    wording="Where the outcome is A, W or H no day of a decision is returned.",
    source=f"{GUIDE}, items 2.4 and 2.5",
    message="The outcome is {reason}, and yet there is a day of decision, {value}.",
    remedy="Take the day out, or correct the outcome.",
    breaks={"requests.requestoutcome": "H"},
    keeps={"requests.requestoutcome": "H", "requests.requestoutcomedate": None},
)  # fmt: skip
def no_decision_no_day(sent: Sent) -> str:
    return """SELECT row_no, requestoutcomedate AS value, requestoutcome AS reason FROM requests
        WHERE requestoutcome IN ('A', 'W', 'H') AND requestoutcomedate IS NOT NULL"""


@rule(
    "R2e", "error", "requests", "requestoutcome",
    title="The outcome of the request",
    wording="The outcome is Y, N, A, W or H.",
    source=f"{GUIDE}, item 2.5",
    message="The outcome of the request is {value}.",
    remedy="Give Y (assess), N (do not), A (not yet decided), W (withdrawn) or H (decided before the year).",
    breaks={"requests.requestoutcome": "X"},
)  # fmt: skip
def outcome_listed(sent: Sent) -> str:
    return """SELECT row_no, requestoutcome AS value FROM requests
        WHERE requestoutcome IS NULL OR requestoutcome NOT IN ('Y', 'N', 'A', 'W', 'H')"""


@rule(
    "R3", "error", "assessment", "assessmentoutcome",
    title="No assessment where there was to be none",
    wording="Where the outcome of the request is N, A or W, nothing of an assessment is returned.",
    source=f"{GUIDE}, item 2.5",
    message="There is an assessment, and the outcome of the request is {reason}.",
    remedy="Correct the outcome of the request, or take the assessment out.",
    breaks={"requests.requestoutcome": "N"},
    needs=("requests",),
)  # fmt: skip
def no_assessment(sent: Sent) -> str:
    return """SELECT a.row_no, a.assessmentoutcome AS value, r.requestoutcome AS reason
        FROM assessment a JOIN requests r ON r.row_no = a.parent_no WHERE r.requestoutcome IN ('N', 'A', 'W')"""


@rule(
    "R4", "query", "requests", "requestoutcome",
    title="Historical, and yet received in the year",
    wording="H is for a request decided before the year: one received in the year cannot have been.",
    source=f"{GUIDE}, item 2.5",
    message="The outcome is H (decided before the year), and the request was received on {value}.",
    remedy="Correct the outcome or the day.",
    breaks={"requests.requestoutcome": "H", "requests.requestoutcomedate": None},
    keeps={
        "requests.requestoutcome": "H", "requests.requestoutcomedate": None, "requests.receiveddate": "2022-05-05",
    },
)  # fmt: skip
def historical_in_year(sent: Sent) -> str:
    return f"""SELECT row_no, receiveddate AS value FROM requests
        WHERE requestoutcome = 'H' AND receiveddate BETWEEN {sent.first_day} AND {sent.last_day}"""


@rule(
    "R5", "query", "requests", "receiveddate",
    title="Not yet decided, six weeks and more after the request",
    wording="The family must be told within six weeks whether there will be an assessment.",
    source="SEND Regulations 2014, regulation 5(1)",
    message="Received on {value} and not decided by the survey day: later than the law allows.",
    remedy="Check whether it was decided. If it was not, the family is owed an answer.",
    breaks={
        "requests.requestoutcome": "A", "requests.requestoutcomedate": None, "assessment": None, "activeplans": None,
    },
    keeps={
        "requests.requestoutcome": "A", "requests.requestoutcomedate": None, "assessment": None, "activeplans": None,
        "requests.receiveddate": "2024-12-05",
    },
)  # fmt: skip
def overdue_decision(sent: Sent) -> str:
    return f"""SELECT row_no, receiveddate AS value FROM requests
        WHERE requestoutcome = 'A' AND receiveddate + {days_of("assessment-decision")} < {sent.survey_day}"""


@rule(
    "R6", "error", "requests", "receiveddate",
    title="The same request twice",
    wording="Each request is returned once.",
    source="ours",
    message="This person has {reason} requests that were received on {value}, alike in every item.",
    remedy="Take the copy out.",
    breaks={"requests#2.copy": True},
    keeps={"requests#2.copy": True, "requests#2.receiveddate": "2024-02-02"},
)  # fmt: skip
def request_once(sent: Sent) -> str:
    return """SELECT row_no, receiveddate AS value, times AS reason FROM (
            SELECT row_no, receiveddate,
                count(*) OVER alike AS times, row_number() OVER (alike ORDER BY row_no) AS nth
            FROM requests WHERE receiveddate IS NOT NULL
            WINDOW alike AS (PARTITION BY parent_no, receiveddate, requestoutcomedate, requestoutcome, rya,
                             requestmediation, requesttribunal, exported)
        ) WHERE nth > 1"""


@rule(
    "R7", "query", "requests", "requestsource",
    title="Who asked",
    wording="From 2025 the return says who asked for the assessment.",
    source=f"{GUIDE}, item 2.2",
    message="The return does not say who asked.",
    remedy="Give 1 (family), 2 (school), 3 (health), 4 (social care) or 5 (other).",
    breaks={"requests.requestsource": None},
    since=2025,
)  # fmt: skip
def source_given(sent: Sent) -> str:
    return f"""SELECT row_no, NULL AS value FROM requests
        WHERE requestsource IS NULL AND receiveddate >= {sent.first_day}"""
