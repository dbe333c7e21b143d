"""The checks of the inspectors' lists ("Annex A") that a return can answer, and that no other rule asks already.

102a and 102b are P2a and P2b, 109 is P5a, 107 is P3a, 103, 104 and 112 need what a return does not hold. Source of the
list: a public validator's workbook of rules; the inspectors' own wording was not read.
"""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule

LIST = "Annex A (SEND), list 1"
SCHOOL_AGE = "BETWEEN 5 AND 16"


@rule(
    "AA101c", "query", "person", "ethnicity",
    title="Ethnicity is known",
    wording="The inspectors' list gives the ethnicity of every child with a plan.",
    source=f"{LIST}, checks 101c and 201c",
    message="The ethnicity is missing.",
    remedy="Give it, or REFU (refused) or NOBT (not obtained).",
    breaks={"person.ethnicity": None},
)  # fmt: skip
def ethnicity(sent: Sent) -> str:
    return "SELECT row_no, NULL AS value FROM person WHERE ethnicity IS NULL"


@rule(
    "AA106a", "query", "activeplans", "lastreview",
    title="Reviewed after the plan was made",
    wording="A plan cannot have been reviewed before it was first made.",
    source=f"{LIST}, checks 106a and 106b",
    message="The latest review was decided on {value}, before the plan's date of {reason}.",
    remedy="Correct one of the two days; the plan's date is rightly later where it was amended after the review.",
    breaks={"activeplans.reviewmeeting": "2024-05-01", "activeplans.lastreview": "2024-05-20"},
    keeps={"activeplans.reviewmeeting": "2024-10-01", "activeplans.lastreview": "2024-10-20"},
    needs=("assessment", "namedplan"),
)  # fmt: skip
def reviewed_after_plan(sent: Sent) -> str:
    return """SELECT v.row_no, v.lastreview AS value, n.startdate AS reason
        FROM activeplans v JOIN assessment a ON a.parent_no = v.parent_no JOIN namedplan n ON n.parent_no = a.row_no
        WHERE v.lastreview < n.startdate"""


@rule(
    "AA107", "query", "person", "upn",
    title="Six or older without a UPN",
    wording="A child of six or older has a UPN, or the list says why not.",
    source=f"{LIST}, checks 107 and 207",
    message="Born on {reason}, six or older, with a ULN and no UPN.",
    remedy="Give the UPN if the child has one.",
    breaks={"person.upn": None, "person.uniquelearnernumber": "1000000027"},
    keeps={"person.upn": None, "person.uniquelearnernumber": "1000000027", "person.personbirthdate": "2020-05-05"},
)  # fmt: skip
def upn_from_six(sent: Sent) -> str:
    return f"""SELECT row_no, NULL AS value, personbirthdate AS reason FROM person
        WHERE upn IS NULL AND upnunknown IS NULL AND age_on(personbirthdate, {sent.survey_day}) BETWEEN 6 AND 15"""


@rule(
    "AA108a", "query", "activeplans", "row_no",
    title="Of school age, with no main setting on the survey day",
    wording="A child from 5 to 16 has a main establishment, or the list says what is arranged instead.",
    source=f"{LIST}, checks 108a and 208a",
    message="Of school age, with a plan in force and no main placement on the survey day.",
    remedy="Add the placement, or the code of the arrangement such as EHE or OLA.",
    breaks={"placementdetail.leavingdate": "2024-12-20"},
    needs=("placementdetail", "requests", "person", "assessment", "namedplan"),
)  # fmt: skip
def placed_at_school_age(sent: Sent) -> str:
    return f"""SELECT v.row_no, NULL AS value
        FROM activeplans v JOIN requests r ON r.row_no = v.parent_no JOIN person p ON p.row_no = r.parent_no
            LEFT JOIN assessment a ON a.parent_no = r.row_no LEFT JOIN namedplan n ON n.parent_no = a.row_no
        WHERE age_on(p.personbirthdate, {sent.survey_day}) {SCHOOL_AGE}
            AND (n.ceasedate IS NULL OR n.ceasedate > {sent.survey_day})
            AND EXISTS (FROM placementdetail d WHERE d.parent_no = v.row_no)
            AND NOT EXISTS (FROM placementdetail d WHERE d.parent_no = v.row_no AND d.placementrank = 1
                            AND (d.leavingdate IS NULL OR d.leavingdate >= {sent.survey_day}))"""


@rule(
    "AA108b", "query", "activeplans", "row_no",
    title="A second setting and no main one",
    wording="A child who goes to a second establishment has a main one.",
    source=f"{LIST}, check 108b",
    message="There is a second placement and no main one.",
    remedy="Give rank 1 to the main placement.",
    breaks={"placementdetail.placementrank": 2},
    needs=("placementdetail",),
)  # fmt: skip
def second_without_main(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM activeplans v
        WHERE EXISTS (FROM placementdetail d WHERE d.parent_no = v.row_no AND d.placementrank = 2)
            AND NOT EXISTS (FROM placementdetail d WHERE d.parent_no = v.row_no AND d.placementrank = 1)"""
