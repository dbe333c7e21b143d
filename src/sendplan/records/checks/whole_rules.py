"""Rules about how rows hang together, and about a return as a whole."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule
from sendplan.records.modules import MODULES, Module

# A share from which a whole return is asked about, in percent. Ours: the guide says "if many" and gives no number.
MANY = 20
# Below this many rows a share says nothing.
ENOUGH = 20


def _orphans(module: Module, parent: str) -> None:
    @rule(
        f"O.{module.name}", "error", module.name, "parent_no",
        title=f"{module.title}: what it belongs to is there",
        wording="A plan hangs off an assessment, an assessment off a request, a request off a person.",
        source="SEN2 guide, section 1.3",
        message=f"It belongs to a row of {MODULES[parent].title} that is not there.",
        remedy=f"Add the row of {MODULES[parent].title}, or correct the key that points to it.",
        breaks={f"{module.name}.parent_no": None},
        needs=(parent,),
    )  # fmt: skip
    def orphan(sent: Sent) -> str:
        return f"""SELECT c.row_no, NULL AS value FROM {module.name} c
            WHERE c.parent_no IS NULL OR NOT EXISTS (FROM {parent} p WHERE p.row_no = c.parent_no)"""


for _module in MODULES.values():
    if _module.parent is not None:
        _orphans(_module, _module.parent)


@rule(
    "A5b", "query", "assessment", "week20",
    title="Every plan is marked as an exception",
    wording="The exceptions to the 20 weeks are for single cases: a return in which all are exceptions has no figure.",
    source="SEND Regulations 2014, regulation 13(3); DfE's statistics of 2024 could use no such return",
    message="All {value} plans that were issued are marked as exceptions.",
    remedy="Mark only those to which one of the four exceptions applied.",
    breaks={"many": 20, "assessment.week20": True},
    keeps={"many": 20},
)  # fmt: skip
def all_exceptions(sent: Sent) -> str:
    return f"""SELECT NULL AS row_no, count(*) AS value FROM assessment
        WHERE assessmentoutcome = 'Y' AND assessmentoutcomedate IS NOT NULL
        HAVING count(*) >= {ENOUGH} AND bool_and(coalesce(week20, false))"""


@rule(
    "N3a", "query", "namedplan", "ceasereason",
    title="Many plans ended for another reason",
    wording="Reason 9 (other) is for the rare case that none of the eight others fits.",
    source="SEN2 guide, item 4.6; the share is ours",
    message=f"{{value}} plans ended for “other” reasons: {{reason}}% of those that ended, and {MANY}% is many.",
    remedy="Give the true reason where it is one of the other eight.",
    breaks={"many": 20, "namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "9"},
    keeps={"many": 20, "namedplan.ceasedate": "2024-11-01", "namedplan.ceasereason": "5"},
)  # fmt: skip
def many_other_reasons(sent: Sent) -> str:
    return _share("namedplan", "ceasereason = '9'", "ceasereason IS NOT NULL")


@rule(
    "N3b", "query", "plandetail", "sensetting",
    title="Many settings of another kind",
    wording="OTH and NIEO are for the rare case that no setting and no other arrangement fits.",
    source="SEN2 guide, item 4.7c; the share is ours",
    message=f"{{value}} plans name OTH or NIEO: {{reason}}% of the settings that are named, and {MANY}% is many.",
    remedy="Give the URN, the UKPRN or the code of the true arrangement.",
    breaks={"many": 20, "plandetail.urn": None, "plandetail.sensetting": "OTH"},
    keeps={"many": 20},
)  # fmt: skip
def many_other_settings(sent: Sent) -> str:
    return _share("plandetail", "sensetting IN ('OTH', 'NIEO')", "true")


def _share(table: str, counted: str, among: str) -> str:
    return f"""SELECT NULL AS row_no, value, 100 * value // total AS reason FROM (
            SELECT count(*) FILTER (WHERE {counted}) AS value, count(*) FILTER (WHERE {among}) AS total FROM {table})
        WHERE total >= {ENOUGH} AND 100 * value >= {MANY} * total"""


@rule(
    "W1", "notice", "person", "row_no",
    title="Nobody in the return",
    wording="Every authority has children with plans.",
    source="ours",
    message="The return holds no person.",
    remedy="Check that the right file was taken.",
    breaks={"person": None},
)  # fmt: skip
def nobody(sent: Sent) -> str:
    return "SELECT NULL AS row_no, NULL AS value FROM person HAVING count(*) = 0"


@rule(
    "W2", "query", "activeplans", "transferla",
    title="Transferred in from itself",
    wording="A plan is transferred in from another authority.",
    source="SEN2 guide, item 5.1",
    message="The plan came from authority {value}, which is the one that sends this return.",
    remedy="Give the number of the other authority.",
    breaks={"activeplans.transferla": "100"},
    keeps={"activeplans.transferla": "878"},
)  # fmt: skip
def from_itself(sent: Sent) -> str:
    authority = sent.authority if sent.authority.isdigit() else ""
    return f"SELECT row_no, transferla AS value FROM activeplans WHERE transferla = '{authority}'"
