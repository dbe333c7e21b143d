"""Rules about settings: those named in a plan (module 4) and those attended (module 5)."""

from __future__ import annotations

from collections.abc import Mapping

from sendplan.records.checks.rule import Sent, rule

NAMED, ATTENDED = "plandetail", "placementdetail"
SETTINGS = "'OLA', 'OPA', 'EHE', 'EYP', 'OTH', 'NEET', 'NIEC', 'NIEO'"


@rule(
    "L1a", "error", "namedplan", "row_no",
    title="One main setting is named",
    wording="A plan names one main setting (rank 1), by its number or by the code of the arrangement.",
    source="SEN2 guide, item 4.7d",
    message="No setting that the plan names is marked as the main one.",
    remedy="Give rank 1 to the main setting.",
    breaks={"plandetail.placementrank": 2},
    needs=("plandetail",),
)  # fmt: skip
def main_setting(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM namedplan
        WHERE NOT EXISTS (FROM plandetail d WHERE d.parent_no = namedplan.row_no AND d.placementrank = 1)"""


@rule(
    "L1b", "error", "plandetail", "placementrank",
    title="At most one setting of each rank",
    wording="A plan names one main setting and at most one second setting.",
    source="SEN2 guide, item 4.7d",
    message="The rank of this setting is {value}: {reason}.",
    remedy="Give rank 1 to the main setting and 2 to the second.",
    breaks={"plandetail#2.urn": "113000", "plandetail#2.placementrank": 1},
    keeps={"plandetail#2.urn": "113000", "plandetail#2.placementrank": 2},
)  # fmt: skip
def setting_ranks(sent: Sent) -> str:
    return """SELECT row_no, placementrank AS value,
            CASE WHEN placementrank IN (1, 2) THEN 'another setting of the plan has it too' ELSE 'it must be 1 or 2' END
            AS reason
        FROM (SELECT *, row_number() OVER (PARTITION BY parent_no, placementrank ORDER BY row_no) AS nth
              FROM plandetail)
        WHERE placementrank IS NULL OR placementrank NOT IN (1, 2) OR nth > 1"""


def _about_settings(table: str, mark: str, module: str) -> None:
    """The rules that are the same for a setting that is named and for one that is attended."""

    def values(**laid: object) -> Mapping[str, object]:
        return {f"{table}.{column}": value for column, value in laid.items()}

    @rule(
        f"L2a.{mark}", "error", table, "urn",
        title=f"A setting that is {module} is known",
        wording="A setting is given by its URN or UKPRN, or by the code of the arrangement.",
        source="SEN2 guide, items 4.7a to 4.7c and 5.7a to 5.7c; third-party checks 422 and 512",
        message="There is no URN, no UKPRN and no code of the arrangement.",
        remedy="Give one of the three.",
        breaks=values(urn=None),
        keeps=values(urn=None, sensetting="EHE"),
    )  # fmt: skip
    def known(sent: Sent) -> str:
        return f"""SELECT row_no, NULL AS value FROM {table}
            WHERE urn IS NULL AND ukprn IS NULL AND sensetting IS NULL"""

    @rule(
        f"L2b.{mark}", "error", table, "sensetting",
        title=f"A code only where a setting that is {module} has no number",
        wording="The code of an arrangement is given only where there is neither URN nor UKPRN.",
        source="SEN2 guide, items 4.7c and 5.7c",
        message="The code {value} stands beside a URN or UKPRN.",
        remedy="Keep the number, and take the code out.",
        breaks=values(sensetting="EHE"),
        keeps=values(sensetting="EHE", urn=None),
    )  # fmt: skip
    def code_alone(sent: Sent) -> str:
        return f"""SELECT row_no, sensetting AS value FROM {table}
            WHERE sensetting IS NOT NULL AND (urn IS NOT NULL OR ukprn IS NOT NULL)"""

    @rule(
        f"L2c.{mark}", "error", table, "sensetting",
        title=f"The code of a setting that is {module} is one of the list",
        wording="OLA, OPA, EHE, EYP, OTH, NEET, NIEC or NIEO.",
        source="SEN2 guide, items 4.7c and 5.7c; third-party check 592",
        message="The code {value} is not on the list.",
        remedy="Use a code of the list.",
        breaks=values(urn=None, sensetting="HOME"),
        keeps=values(urn=None, sensetting="OLA"),
    )  # fmt: skip
    def code_listed(sent: Sent) -> str:
        return f"SELECT row_no, sensetting AS value FROM {table} WHERE sensetting NOT IN ({SETTINGS})"

    @rule(
        f"L2d.{mark}", "query", table, "senunitindicator",
        title=f"SEN unit and resourced provision of a setting that is {module}",
        wording="For a setting with a number it is said whether the place is in a SEN unit or in resourced provision.",
        source="SEN2 guide, module 4 and 5; third-party check 514",
        message="It is not said whether the place is in {reason}.",
        remedy="Give 1 or 0 for both.",
        breaks=values(senunitindicator=None),
        keeps=values(senunitindicator=None, urn=None, sensetting="EHE"),
    )  # fmt: skip
    def unit_said(sent: Sent) -> str:
        return f"""SELECT row_no, NULL AS value,
                CASE WHEN senunitindicator IS NULL THEN 'a SEN unit' ELSE 'resourced provision' END AS reason
            FROM {table} WHERE urn IS NOT NULL AND (senunitindicator IS NULL OR resourcedprovisionindicator IS NULL)"""

    @rule(
        f"L4.{mark}", "query", table, "urn",
        title=f"The URN of a setting that is {module}",
        wording="A URN is six digits and does not start with nought.",
        source="DfE, Get Information about Schools",
        message="{value} does not have the form of a URN.",
        remedy="Copy the URN from Get Information about Schools.",
        breaks=values(urn="12345"),
    )  # fmt: skip
    def urn_form(sent: Sent) -> str:
        return f"SELECT row_no, urn AS value FROM {table} WHERE urn IS NOT NULL AND NOT urn_is_sound(urn)"

    @rule(
        f"L5.{mark}", "query", table, "ukprn",
        title=f"The UKPRN of a setting that is {module}",
        wording="A UKPRN is eight digits and starts with 1.",
        source="UK Register of Learning Providers",
        message="{value} does not have the form of a UKPRN.",
        remedy="Copy the UKPRN from the register.",
        breaks=values(ukprn="20000000"),
        keeps=values(ukprn="10000000"),
    )  # fmt: skip
    def ukprn_form(sent: Sent) -> str:
        return f"SELECT row_no, ukprn AS value FROM {table} WHERE ukprn IS NOT NULL AND NOT ukprn_is_sound(ukprn)"


_about_settings(NAMED, "named", "named")
_about_settings(ATTENDED, "attended", "attended")


@rule(
    "L6", "query", "activeplans", "row_no",
    title="An active plan with no placement",
    wording="The settings attended under every active plan are returned, or the code of the arrangement.",
    source="SEN2 guide, item 5.7; third-party checks 412, 414 and 416",
    message="No placement is returned for this plan.",
    remedy="Add the setting, or a code such as NEET or EHE.",
    breaks={"placementdetail": None},
    needs=("placementdetail",),
)  # fmt: skip
def placed(sent: Sent) -> str:
    return """SELECT row_no, NULL AS value FROM activeplans
        WHERE NOT EXISTS (FROM placementdetail d WHERE d.parent_no = activeplans.row_no)"""


@rule(
    "D2a", "error", "placementdetail", "leavingdate",
    title="Left after entering",
    wording="Nobody leaves a setting before entering it.",
    source="SEN2 guide, items 5.7e and 5.7f",
    message="Left on {value}, before entering on {reason}.",
    remedy="Correct one of the two days.",
    breaks={"placementdetail.leavingdate": "2024-09-01"},
    keeps={"placementdetail.leavingdate": "2024-09-02"},
)  # fmt: skip
def left_after_entry(sent: Sent) -> str:
    return """SELECT row_no, leavingdate AS value, entrydate AS reason FROM placementdetail
        WHERE leavingdate < entrydate"""


@rule(
    "D2b", "query", "placementdetail", "entrydate",
    title="Two main placements at once",
    wording="A child has one main placement (rank 1) at a time.",
    source="SEN2 guide, items 5.7d to 5.7f",
    message="This main placement, from {value}, overlaps another main placement of the same plan.",
    remedy="Give the day the child left the earlier one, or rank 2 to the second.",
    breaks={"placementdetail#2.urn": "113000", "placementdetail#2.placementrank": 1,
            "placementdetail#2.entrydate": "2024-10-01"},
    keeps={"placementdetail.leavingdate": "2024-09-30", "placementdetail#2.urn": "113000",
           "placementdetail#2.placementrank": 1, "placementdetail#2.entrydate": "2024-10-01"},
)  # fmt: skip
def main_placements_apart(sent: Sent) -> str:
    return """SELECT row_no, entrydate AS value FROM (
            SELECT row_no, entrydate,
                max(coalesce(leavingdate, DATE '9999-12-31')) OVER (
                    PARTITION BY parent_no ORDER BY entrydate, row_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                ) AS before
            FROM placementdetail WHERE placementrank = 1 AND entrydate IS NOT NULL)
        WHERE entrydate < before"""


@rule(
    "D2c", "error", "placementdetail", "entrydate",
    title="The day of entry",
    wording="The first day at a setting attended is returned, and it is not before the birth.",
    source="SEN2 guide, item 5.7e",
    message="Entered on {value}, before the birth on {reason}.",
    remedy="Correct the day.",
    breaks={"placementdetail.entrydate": "2014-01-01"},
    needs=("activeplans", "requests", "person"),
)  # fmt: skip
def entered_after_birth(sent: Sent) -> str:
    return f"""SELECT d.row_no, d.entrydate AS value, p.personbirthdate AS reason
        FROM placementdetail d JOIN activeplans v ON v.row_no = d.parent_no JOIN requests r ON r.row_no = v.parent_no
            JOIN person p ON p.row_no = r.parent_no
        WHERE d.entrydate < p.personbirthdate AND p.personbirthdate <= {sent.survey_day}"""
