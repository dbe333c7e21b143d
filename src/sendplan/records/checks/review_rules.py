"""Rules about annual reviews and phase transfers (module 5)."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule

GUIDE = "SEN2 guide, items 5.4 to 5.6"
REVIEWED = {"activeplans.reviewmeeting": "2024-10-01", "activeplans.lastreview": "2024-10-20",
            "activeplans.reviewoutcome": "A"}  # fmt: skip


@rule(
    "V1a", "error", "activeplans", "reviewmeeting",
    title="A decision follows a meeting",
    wording="A review's decision is returned with the day of its meeting.",
    source=GUIDE,
    message="There is {reason}, and no day of a meeting.",
    remedy="Give the day of the meeting.",
    breaks={"activeplans.lastreview": "2024-10-20"},
    keeps=REVIEWED,
    since=2024,
)  # fmt: skip
def meeting_given(sent: Sent) -> str:
    return """SELECT row_no, reviewmeeting AS value,
            CASE WHEN lastreview IS NOT NULL
            THEN 'a decision of ' || lastreview ELSE 'the outcome ' || reviewoutcome END
            AS reason
        FROM activeplans WHERE reviewmeeting IS NULL AND (lastreview IS NOT NULL OR reviewoutcome IS NOT NULL)"""


@rule(
    "V1b", "error", "activeplans", "lastreview",
    title="The decision comes after the meeting",
    wording="The authority decides after the review meeting.",
    source=GUIDE,
    message="The decision of {value} is before the meeting of {reason}.",
    remedy="Correct one of the two days: the decision's is the day of the letter.",
    breaks={**REVIEWED, "activeplans.lastreview": "2024-09-30"},
    keeps={**REVIEWED, "activeplans.lastreview": "2024-10-01"},
    since=2024,
)  # fmt: skip
def decided_after_meeting(sent: Sent) -> str:
    return """SELECT row_no, lastreview AS value, reviewmeeting AS reason FROM activeplans
        WHERE lastreview < reviewmeeting"""


@rule(
    "V2a", "query", "activeplans", "reviewdraft",
    title="Amendments where the decision was to amend",
    wording="A draft amended plan follows a decision to amend.",
    source=GUIDE,
    message="A draft amended plan is dated {value}, and the outcome of the review is {reason}.",
    remedy="Correct the outcome, or take the day out.",
    breaks={**REVIEWED, "activeplans.reviewdraft": "2024-10-20", "activeplans.reviewoutcome": "M"},
    keeps={**REVIEWED, "activeplans.reviewdraft": "2024-10-20"},
    since=2025,
)  # fmt: skip
def draft_only_if_amending(sent: Sent) -> str:
    return """SELECT row_no, reviewdraft AS value, coalesce(reviewoutcome, 'missing') AS reason FROM activeplans
        WHERE reviewdraft IS NOT NULL AND reviewoutcome IS DISTINCT FROM 'A'"""


@rule(
    "V2b", "query", "activeplans", "reviewdraft",
    title="Amendments after the meeting",
    wording="The draft amended plan comes after the review meeting.",
    source=GUIDE,
    message="The draft amended plan of {value} is before the meeting of {reason}.",
    remedy="Correct one of the two days.",
    breaks={**REVIEWED, "activeplans.reviewdraft": "2024-09-20"},
    keeps={**REVIEWED, "activeplans.reviewdraft": "2024-10-01"},
    since=2025,
)  # fmt: skip
def draft_after_meeting(sent: Sent) -> str:
    return """SELECT row_no, reviewdraft AS value, reviewmeeting AS reason FROM activeplans
        WHERE reviewdraft < reviewmeeting"""


@rule(
    "V3", "query", "activeplans", "reviewmeeting",
    title="A year and more without a review",
    wording="A plan is reviewed within twelve months of being made, and then every twelve months.",
    source="Children and Families Act 2014, section 44(1)",
    message="The plan is more than twelve months old, and {reason}.",
    remedy="Add the review if there was one. If not, the family is owed it.",
    breaks={"requests.receiveddate": "2023-02-01", "requests.requestoutcomedate": "2023-03-01",
            "assessment.assessmentoutcomedate": "2023-06-01", "namedplan.startdate": "2023-06-01"},
    keeps={"requests.receiveddate": "2023-02-01", "requests.requestoutcomedate": "2023-03-01",
           "assessment.assessmentoutcomedate": "2023-06-01", "namedplan.startdate": "2023-06-01", **REVIEWED},
    needs=("assessment", "namedplan"),
    since=2024,
)  # fmt: skip
def reviewed_in_the_year(sent: Sent) -> str:
    return f"""SELECT v.row_no, v.reviewmeeting AS value,
            coalesce('its latest review meeting was on ' || v.reviewmeeting, 'no review meeting is recorded') AS reason
        FROM activeplans v JOIN assessment a ON a.parent_no = v.parent_no JOIN namedplan n ON n.parent_no = a.row_no
        WHERE n.startdate < {sent.survey_day} - INTERVAL 12 MONTH AND n.ceasedate IS NULL
            AND (v.reviewmeeting IS NULL OR v.reviewmeeting < {sent.first_day})"""


@rule(
    "V4", "query", "activeplans", "reviewmeeting",
    title="A review from after the survey day",
    wording="The return is about reviews up to the survey day.",
    source=f"{GUIDE}; Annex A checks 105a to 105d",
    message="The review is dated {value}, after the survey day.",
    remedy="Correct the day, or leave the review for next year's return.",
    breaks={**REVIEWED, "activeplans.reviewmeeting": "2025-02-01", "activeplans.lastreview": "2025-02-20"},
    since=2024,
)  # fmt: skip
def review_after_survey(sent: Sent) -> str:
    return f"SELECT row_no, reviewmeeting AS value FROM activeplans WHERE reviewmeeting > {sent.survey_day}"


@rule(
    "T1a", "query", "activeplans", "phasetransferfinaldate",
    title="A phase transfer that was late",
    wording="The amended plan is final by the day the law sets for the transfer.",
    source="SEND Regulations 2014, regulation 18",
    message="The plan was final on {value}, after it was due on {reason}.",
    remedy="Check the days; if they are right, the transfer was late.",
    breaks={"activeplans.phasetransferduedate": "2025-02-15", "activeplans.phasetransferfinaldate": "2025-02-16"},
    keeps={"activeplans.phasetransferduedate": "2025-02-15", "activeplans.phasetransferfinaldate": "2025-02-15"},
    since=2025,
)  # fmt: skip
def transfer_in_time(sent: Sent) -> str:
    return """SELECT row_no, phasetransferfinaldate AS value, phasetransferduedate AS reason FROM activeplans
        WHERE phasetransferfinaldate > phasetransferduedate"""


@rule(
    "T1b", "query", "activeplans", "phasetransferduedate",
    title="The day a phase transfer is due",
    wording="A transfer is due by 15 February, or by 31 March from secondary school to a post-16 institution.",
    source="SEND Regulations 2014, regulation 18",
    message="The transfer is said to be due on {value}: neither 15 February nor 31 March.",
    remedy="Correct the day. A move between post-16 institutions at another time is due five months before.",
    breaks={"activeplans.phasetransferduedate": "2025-02-14"},
    keeps={"activeplans.phasetransferduedate": "2025-03-31"},
    since=2025,
)  # fmt: skip
def transfer_due_day(sent: Sent) -> str:
    return """SELECT row_no, phasetransferduedate AS value FROM activeplans
        WHERE phasetransferduedate IS NOT NULL
            AND (month(phasetransferduedate), day(phasetransferduedate)) NOT IN ((2, 15), (3, 31))"""
