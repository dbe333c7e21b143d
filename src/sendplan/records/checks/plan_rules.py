"""Rules about the plan (module 4) and its needs (module 5)."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule

GUIDE = "SEN2 guide, module 4"


@rule(
    "N1a", "error", "namedplan", "ceasereason",
    title="An end has a day and a reason",
    wording="Where a plan ended, both the day and the reason are returned.",
    source=f"{GUIDE}, items 4.5 and 4.6",
    message="The plan has {reason}.",
    remedy="Give the day and the reason, or neither if the plan goes on.",
    breaks={"namedplan.ceasedate": "2024-11-01"},
    keeps={"namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "5"},
)  # fmt: skip
def end_is_whole(sent: Sent) -> str:
    return """SELECT row_no, ceasereason AS value,
            CASE WHEN ceasedate IS NULL THEN 'a reason for its end and no day' ELSE 'a day of its end and no reason' END
            AS reason
        FROM namedplan WHERE (ceasedate IS NULL) <> (ceasereason IS NULL)"""


@rule(
    "N1b", "error", "namedplan", "ceasedate",
    title="Ended after it began",
    wording="A plan cannot end before it began.",
    source=f"{GUIDE}, item 4.5",
    message="The plan ended on {value}, before it began on {reason}.",
    remedy="Correct one of the two days.",
    breaks={"namedplan.ceasedate": "2024-06-12", "namedplan.ceasereason": "5"},
    keeps={"namedplan.ceasedate": "2024-06-13", "namedplan.ceasereason": "5"},
)  # fmt: skip
def ended_after_start(sent: Sent) -> str:
    return "SELECT row_no, ceasedate AS value, startdate AS reason FROM namedplan WHERE ceasedate < startdate"


@rule(
    "N2a", "error", "namedplan", "ceasereason",
    title="Ended for age: not under 18",
    wording="Reason 1 is for a young person who reached the greatest age, 25, or left at 19 into an adult estate.",
    source=f"{GUIDE}, item 4.6",
    message="The plan ended for reason {value} (greatest age), at the age of {reason}.",
    remedy="Give the true reason.",
    breaks={"namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "1"},
    keeps={
        "namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "1", "person.personbirthdate": "2000-01-02",
    },
    needs=("person", "requests", "assessment"),
)  # fmt: skip
def ended_for_age_under_18(sent: Sent) -> str:
    return _ended_for_age("< 18")


@rule(
    "N2b", "query", "namedplan", "ceasereason",
    title="Ended for age, before 25",
    wording="Reason 1 is for a young person who reached the greatest age, 25, or left at 19 into an adult estate.",
    source=f"{GUIDE}, item 4.6",
    message="The plan ended for reason {value} (greatest age), at the age of {reason}.",
    remedy="Check the reason: it is right under 25 only for those who left at 19 into an adult estate.",
    breaks={
        "namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "1", "person.personbirthdate": "2003-01-02",
    },
    keeps={
        "namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "1", "person.personbirthdate": "1999-10-02",
    },
    needs=("person", "requests", "assessment"),
)  # fmt: skip
def ended_for_age_under_25(sent: Sent) -> str:
    return _ended_for_age("BETWEEN 18 AND 24")


def _ended_for_age(ages: str) -> str:
    return f"""SELECT n.row_no, n.ceasereason AS value, age_on(p.personbirthdate, n.ceasedate) AS reason
        FROM namedplan n JOIN assessment a ON a.row_no = n.parent_no JOIN requests r ON r.row_no = a.parent_no
            JOIN person p ON p.row_no = r.parent_no
        WHERE n.ceasereason = '1' AND age_on(p.personbirthdate, n.ceasedate) {ages}"""


@rule(
    "N4", "error", "namedplan", "startdate",
    title="The plan has a date",
    wording="The date of the current plan is returned.",
    source=f"{GUIDE}, item 4.1",
    message="The plan has no date.",
    remedy="Give the date of the plan.",
    breaks={"namedplan.startdate": None, "assessment.assessmentoutcomedate": None},
)  # fmt: skip
def dated(sent: Sent) -> str:
    return "SELECT row_no, NULL AS value FROM namedplan WHERE startdate IS NULL"


@rule(
    "N5", "query", "namedplan", "startdate",
    title="A plan from after the survey day",
    wording="The return is about plans up to the survey day.",
    source=f"{GUIDE}, item 4.1; Annex A checks 105a to 105d",
    message="The plan is dated {value}, after the survey day.",
    remedy="Correct the date, or leave the plan for next year's return.",
    breaks={"namedplan.startdate": "2025-02-01"},
)  # fmt: skip
def dated_after_survey(sent: Sent) -> str:
    return f"SELECT row_no, startdate AS value FROM namedplan WHERE startdate > {sent.survey_day}"


@rule(
    "N6", "query", "activeplans", "row_no",
    title="An active plan that is not named",
    wording="A plan that is in force was issued, and what it names is returned.",
    source="SEN2 guide, modules 4 and 5; third-party check 312",
    message="There is an active plan, and the same request has no plan with a date.",
    remedy="Add the plan's date and what it names (module 4).",
    breaks={"namedplan": None, "assessment.assessmentoutcome": "H", "assessment.assessmentoutcomedate": None},
    needs=("assessment", "namedplan"),
)  # fmt: skip
def active_is_named(sent: Sent) -> str:
    return """SELECT v.row_no, NULL AS value FROM activeplans v
        WHERE NOT EXISTS (FROM assessment a JOIN namedplan n ON n.parent_no = a.row_no
                          WHERE a.parent_no = v.parent_no)"""


@rule(
    "N7", "query", "activeplans", "row_no",
    title="Two plans at once",
    wording="A child has one plan at a time; two active on the survey day are often one plan entered twice.",
    source="ours; third-party check 212",
    message="This child has {reason} plans, of different requests, that are in force on the survey day.",
    remedy="End the older, or move it to the request it belongs to.",
    breaks={"requests#2.copy": True, "requests#2.receiveddate": "2024-03-01", "activeplans#2.request": 2},
    needs=("requests", "assessment", "namedplan"),
)  # fmt: skip
def one_plan(sent: Sent) -> str:
    return f"""SELECT row_no, NULL AS value, times AS reason FROM (
            SELECT v.row_no, count(*) OVER (PARTITION BY r.parent_no) AS times
            FROM activeplans v JOIN requests r ON r.row_no = v.parent_no
            LEFT JOIN assessment a ON a.parent_no = r.row_no LEFT JOIN namedplan n ON n.parent_no = a.row_no
            WHERE n.ceasedate IS NULL OR n.ceasedate > {sent.survey_day}) WHERE times > 1"""


@rule(
    "D1a", "error", "activeplans", "row_no",
    title="A primary need",
    wording="Each active plan has one primary type of need.",
    source="SEN2 guide, items 5.8a and 5.8b; third-party check 612",
    message="No need of this plan is marked as the primary one.",
    remedy="Give rank 1 to the primary need.",
    breaks={"senneed.sentyperank": 2},
    needs=("senneed",),
)  # fmt: skip
def primary_need(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM activeplans
        WHERE NOT EXISTS (FROM senneed s WHERE s.parent_no = activeplans.row_no AND s.sentyperank = 1)"""


@rule(
    "D1b", "error", "senneed", "sentyperank",
    title="One need of each rank",
    wording="A plan has one primary need and at most one secondary need.",
    source="SEN2 guide, item 5.8b",
    message="The rank of this need is {value}: {reason}.",
    remedy="Give rank 1 to the primary need and 2 to the secondary.",
    breaks={"senneed#2.sentype": "ASD", "senneed#2.sentyperank": 1},
    keeps={"senneed#2.sentype": "ASD", "senneed#2.sentyperank": 2},
)  # fmt: skip
def need_ranks(sent: Sent) -> str:
    return """SELECT row_no, sentyperank AS value,
            CASE WHEN sentyperank IN (1, 2) THEN 'another need of this plan has it too' ELSE 'it must be 1 or 2' END
            AS reason
        FROM (SELECT *, row_number() OVER (PARTITION BY parent_no, sentyperank ORDER BY row_no) AS nth FROM senneed)
        WHERE sentyperank IS NULL OR sentyperank NOT IN (1, 2) OR nth > 1"""


@rule(
    "D1c", "error", "senneed", "sentype",
    title="The type of need is one of the list",
    wording="SPLD, MLD, SLD, PMLD, SEMH, SLCN, HI, VI, MSI, PD, ASD, OTH, and from 2025 DS.",
    source="SEN2 guide, item 5.8a; third-party check 614",
    message="The type of need is {value}.",
    remedy="Use a type of the list of the return's year.",
    breaks={"senneed.sentype": "ADHD"},
    keeps={"senneed.sentype": "DS"},
)  # fmt: skip
def need_listed(sent: Sent) -> str:
    down_syndrome = ", 'DS'" if sent.year >= 2025 else ""
    return f"""SELECT row_no, sentype AS value FROM senneed WHERE sentype IS NULL OR sentype NOT IN (
        'SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'OTH'{down_syndrome})"""
