"""Rules about the child or young person (module 1)."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule

GUIDE = "SEN2 guide, module 1"


@rule(
    "P1", "error", "person", "personbirthdate",
    title="There is a date of birth, on or before the survey day",
    wording="The date of birth of every child or young person is returned; it cannot lie after the survey day.",
    source=GUIDE,
    message="The date of birth {reason}.",
    remedy="Give the date of birth from the case record.",
    breaks={"person.personbirthdate": None},
)  # fmt: skip
def birth_date(sent: Sent) -> str:
    return f"""SELECT row_no, personbirthdate AS value,
        CASE WHEN personbirthdate IS NULL THEN 'is missing'
            ELSE 'is ' || personbirthdate || ', after the survey day' END AS reason
        FROM person WHERE personbirthdate IS NULL OR personbirthdate > {sent.survey_day}"""


@rule(
    "P2a", "query", "person", "personbirthdate",
    title="25 years old on the survey day",
    wording="A plan may last to the end of the academic year in which a young person turns 25: one who is 25 is rare.",
    source="Children and Families Act 2014, section 46; Annex A checks 102a and 202a",
    message="Born on {value}: 25 years old on the survey day.",
    remedy="Check the date of birth, and whether the plan has ended.",
    breaks={"person.personbirthdate": "1999-06-01"},
    keeps={"person.personbirthdate": "2000-06-01"},
)  # fmt: skip
def aged_25(sent: Sent) -> str:
    return f"SELECT row_no, personbirthdate AS value FROM person WHERE age_on(personbirthdate, {sent.survey_day}) = 25"


@rule(
    "P2b", "query", "person", "personbirthdate",
    title="26 years old or more on the survey day",
    wording="Nobody of 26 or more can have an EHC plan, nor ask for one.",
    source="Children and Families Act 2014, sections 36 and 46; Annex A checks 102b and 202b",
    message="Born on {value}: 26 years old or more on the survey day.",
    remedy="Correct the date of birth, or leave the person out of the return.",
    breaks={"person.personbirthdate": "1990-06-01"},
    keeps={"person.personbirthdate": "1999-06-01"},
)  # fmt: skip
def aged_26(sent: Sent) -> str:
    return f"SELECT row_no, personbirthdate AS value FROM person WHERE age_on(personbirthdate, {sent.survey_day}) >= 26"


@rule(
    "P3a", "error", "person", "upn",
    title="UPN, ULN, or the reason for neither",
    wording="Each person has a UPN or a ULN; where neither is known, one of the listed reasons is given.",
    source=f"{GUIDE}, items 1.7 to 1.9",
    message="There is neither UPN nor ULN, and no reason why.",
    remedy="Give the UPN or the ULN, or a reason from UN1 to UN10.",
    breaks={"person.upn": None, "person.uniquelearnernumber": None},
    keeps={"person.upn": None, "person.uniquelearnernumber": None, "person.upnunknown": "UN8"},
)  # fmt: skip
def some_number(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM person
        WHERE upn IS NULL AND uniquelearnernumber IS NULL AND upnunknown IS NULL"""


@rule(
    "P3b", "error", "person", "upnunknown",
    title="A reason only where there is neither number",
    wording="The reason for having no number is given only where both numbers are missing.",
    source=f"{GUIDE}, item 1.9",
    message="The reason {value} stands beside a UPN or ULN.",
    remedy="Take the reason out, or the number if it is not this person's.",
    breaks={"person.upnunknown": "UN8"},
)  # fmt: skip
def reason_beside_number(sent: Sent) -> str:
    return """SELECT row_no, upnunknown AS value FROM person
        WHERE upnunknown IS NOT NULL AND (upn IS NOT NULL OR uniquelearnernumber IS NOT NULL)"""


@rule(
    "P3c", "error", "person", "upnunknown",
    title="The reason is one of the list",
    wording="The reasons are UN1, UN2, UN3, UN5, UN8, UN9 and UN10.",
    source=f"{GUIDE}, item 1.9",
    message="{value} is not a reason on the list.",
    remedy="Use UN1, UN2, UN3, UN5, UN8, UN9 or UN10.",
    breaks={"person.upn": None, "person.uniquelearnernumber": None, "person.upnunknown": "UN4"},
    keeps={"person.upn": None, "person.uniquelearnernumber": None, "person.upnunknown": "UN10"},
)  # fmt: skip
def listed_reason(sent: Sent) -> str:
    return """SELECT row_no, upnunknown AS value FROM person
        WHERE upnunknown NOT IN ('UN1', 'UN2', 'UN3', 'UN5', 'UN8', 'UN9', 'UN10')"""


@rule(
    "P4a", "error", "person", "upn",
    title="The UPN's check letter",
    wording="A UPN is a letter and twelve digits (the last may be a letter); its letter is worked out from the rest.",
    source="DfE, Unique pupil numbers (UPNs): guide",
    message="The UPN {value} is not sound: its letter does not fit, or it is not thirteen of the right characters.",
    remedy="Copy the UPN from the school's record; do not mend the letter by hand.",
    breaks={"person.upn": "B801200001001"},
)  # fmt: skip
def sound_upn(sent: Sent) -> str:
    return "SELECT row_no, upn AS value FROM person WHERE upn IS NOT NULL AND NOT upn_is_sound(upn)"


@rule(
    "P4b", "error", "person", "upnunknown",
    title="Not yet given a UPN: only under six",
    wording="UN1 is for children under six who have not yet been given a UPN.",
    source=f"{GUIDE}, item 1.9",
    message="{value} is given for a child who was six or older on the survey day.",
    remedy="Give the UPN, or another reason.",
    breaks={"person.upn": None, "person.uniquelearnernumber": None, "person.upnunknown": "UN1"},
    keeps={
        "person.upn": None, "person.uniquelearnernumber": None, "person.upnunknown": "UN1",
        "person.personbirthdate": "2020-05-05",
    },
)  # fmt: skip
def under_six(sent: Sent) -> str:
    return f"""SELECT row_no, upnunknown AS value FROM person
        WHERE upnunknown = 'UN1' AND age_on(personbirthdate, {sent.survey_day}) >= 6"""


@rule(
    "P4c", "query", "person", "uniquelearnernumber",
    title="The ULN's check digit",
    wording="A ULN is ten digits, the last worked out from the rest.",
    source="Learning Records Service, Unique Learner Number format",
    message="The ULN {value} is not sound: its last digit does not fit, or it is not ten digits.",
    remedy="Copy the ULN from the learner's record.",
    breaks={"person.uniquelearnernumber": "1234567890"},
    keeps={"person.uniquelearnernumber": "1000000027"},
)  # fmt: skip
def sound_uln(sent: Sent) -> str:
    return """SELECT row_no, uniquelearnernumber AS value FROM person
        WHERE uniquelearnernumber IS NOT NULL AND NOT uln_is_sound(uniquelearnernumber)"""


@rule(
    "P5a", "query", "person", "upn",
    title="A UPN on two persons",
    wording="A UPN belongs to one person, who stands in the return once with all their requests.",
    source=f"{GUIDE}, item 1.7; Annex A checks 109 and 209",
    message="The UPN {value} stands on {reason} persons of this return.",
    remedy="Join them if they are one person; if they are two, such as twins, correct the number.",
    breaks={"person#2.upn": "H801200001001", "person#2.upnunknown": None},
    keeps={"person#2.upn": None, "person#2.upnunknown": "UN8"},
)  # fmt: skip
def upn_once(sent: Sent) -> str:
    return """SELECT row_no, upn AS value, times AS reason
        FROM (SELECT row_no, upn, count(*) OVER (PARTITION BY upn) AS times FROM person WHERE upn IS NOT NULL)
        WHERE times > 1"""


@rule(
    "P5b", "query", "person", "uniquelearnernumber",
    title="A ULN on two persons",
    wording="A ULN belongs to one person, who stands in the return once with all their requests.",
    source=f"{GUIDE}, item 1.8",
    message="The ULN {value} stands on {reason} persons of this return.",
    remedy="Join them if they are one person; if they are two, correct the number.",
    breaks={"person.uniquelearnernumber": "1000000027", "person#2.uniquelearnernumber": "1000000027",
            "person#2.upnunknown": None},
    keeps={"person.uniquelearnernumber": "1000000027"},
)  # fmt: skip
def uln_once(sent: Sent) -> str:
    return """SELECT row_no, uniquelearnernumber AS value, times AS reason
        FROM (SELECT row_no, uniquelearnernumber, count(*) OVER (PARTITION BY uniquelearnernumber) AS times
              FROM person WHERE uniquelearnernumber IS NOT NULL)
        WHERE times > 1"""


@rule(
    "P6", "query", "person", "surname",
    title="The same name and date of birth on two persons",
    wording="A person stands in the return once. Two with the same surname, forename and birth date are often one.",
    source="ours",
    message="{reason} persons of this return have this name and date of birth.",
    remedy="Join them if they are one person. Nothing is joined without you.",
    breaks={"person#2.surname": "Sample", "person#2.forename": "Ada", "person#2.personbirthdate": "2015-05-05"},
    keeps={"person#2.surname": "Sample", "person#2.forename": "Adam", "person#2.personbirthdate": "2015-05-05"},
)  # fmt: skip
def person_once(sent: Sent) -> str:
    return """SELECT row_no, surname AS value, times AS reason
        FROM (SELECT row_no, surname, count(*) OVER (PARTITION BY lower(surname), lower(forename), personbirthdate)
              AS times FROM person WHERE surname IS NOT NULL AND forename IS NOT NULL AND personbirthdate IS NOT NULL)
        WHERE times > 1"""


@rule(
    "P7", "query", "person", "postcode",
    title="The postcode's form",
    wording="A postcode has an area, a district and an inward code.",
    source="ours",
    message="{value} does not have the form of a postcode.",
    remedy="Correct the postcode: the locality and the deprivation of the home are found by it.",
    breaks={"person.postcode": "EXETER"},
    keeps={"person.postcode": "ex4 3ab"},
)  # fmt: skip
def postcode_form(sent: Sent) -> str:
    return "SELECT row_no, postcode AS value FROM person WHERE postcode IS NOT NULL AND NOT postcode_is_sound(postcode)"


@rule(
    "P8", "query", "person", "surname",
    title="A person with no request",
    wording="Every person stands in the return because of a request, or of an assessment or plan that hangs off one.",
    source="SEN2 guide, section 1.3",
    message="Nothing hangs on this person: no request, and so no plan.",
    remedy="Add the request, or leave the person out.",
    breaks={"requests": None},
    needs=("requests",),
)  # fmt: skip
def some_request(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM person
        WHERE NOT EXISTS (FROM requests WHERE requests.parent_no = person.row_no)"""


@rule(
    "P9", "query", "person", "surname",
    title="A name",
    wording="Surname and forename are returned for every person.",
    source=f"{GUIDE}, items 1.1 and 1.2",
    message="There is no {reason}.",
    remedy="Give the name from the case record.",
    breaks={"person.surname": None},
)  # fmt: skip
def named(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value, CASE WHEN surname IS NULL THEN 'surname' ELSE 'forename' END AS reason
        FROM person WHERE surname IS NULL OR forename IS NULL"""


@rule(
    "P10", "query", "person", "sex",
    title="Sex is one of the codes",
    wording="Sex is M or F.",
    source=f"{GUIDE}, item 1.4, from 2024",
    message="The sex is {value}.",
    remedy="Give M or F.",
    breaks={"person.sex": None},
    since=2024,
)  # fmt: skip
def sex_given(sent: Sent) -> str:
    return "SELECT row_no, sex AS value FROM person WHERE sex IS NULL OR sex NOT IN ('M', 'F')"
