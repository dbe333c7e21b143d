"""The SEN2 person-level return: its modules and items, by year.

Item numbers are those of the 2025 guide where known; names are the XML tags. Read from public code and public copies of
the guide's wording, not from DfE's technical specification, which this project has not seen; so not tested against
DfE's COLLECT. 2023 is "v1.1", 2024 "v1.2", 2025 and 2026 "v1.3" (no later marker is known).
"""

from __future__ import annotations

from dataclasses import dataclass

from sendplan.records.columns import Kind

FIRST_YEAR = 2023


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the return.

    `since` and `until` are the first and last census year that carries it. `aliases` are other spellings seen in
    suppliers' files; matching is without regard to case in any event. `codes` names a list of `reference/codes.csv`.
    """

    number: str
    tag: str
    kind: Kind
    codes: str | None = None
    since: int = FIRST_YEAR
    until: int | None = None
    aliases: tuple[str, ...] = ()

    def stands_in(self, year: int) -> bool:
        """Whether the return of the census `year` carries the item."""
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: `name` is COLLECT's file name for it, `tag` its XML element, `most` how many a parent may have."""

    name: str
    tag: str
    title: str
    parent: str | None
    most: int | None
    items: tuple[Item, ...]

    def of(self, year: int) -> tuple[Item, ...]:
        """The items the return of that census year carries, in the order of the XML."""
        return tuple(item for item in self.items if item.stands_in(year))


SETTING = (
    Item("7a", "URN", "text"),
    Item("7b", "UKPRN", "text"),
    Item("7c", "SENsetting", "code", "setting"),
    Item("7c(i)", "SENsettingOther", "text"),
    Item("7d", "PlacementRank", "whole"),
)


def _setting(module: int) -> tuple[Item, ...]:
    return tuple(Item(f"{module}.{item.number}", item.tag, item.kind, item.codes) for item in SETTING)


HEADER = Module(
    "sen2",
    "Header",
    "Header Record",
    None,
    1,
    (
        Item("", "Collection", "text"),
        Item("", "Year", "whole"),
        Item("", "ReferenceDate", "date"),
        Item("", "SourceLevel", "text"),
        Item("", "LEA", "text", aliases=("LA", "LANumber")),
        Item("", "SoftwareCode", "text"),
        Item("", "Release", "text"),
        Item("", "SerialNo", "text"),
        Item("", "DateTime", "text"),
        Item("", "DMO", "text"),
        Item("", "DCO", "text"),
        Item("", "DSCO", "text", since=2025),
    ),
)

PERSON = Module(
    "person",
    "Person",
    "Person Record",
    None,
    None,
    (
        Item("1.1", "Surname", "text"),
        Item("1.2", "Forename", "text"),
        Item("1.3", "PersonBirthDate", "date", aliases=("BirthDate", "DateOfBirth", "DOB")),
        Item("1.4", "Sex", "code", "sex", since=2024, aliases=("Gender",)),
        Item("1.4", "GenderCurrent", "code", "gender_2023", until=2023, aliases=("Gender",)),
        Item("1.5", "Ethnicity", "code", "ethnicity"),
        Item("1.6", "PostCode", "text"),
        Item("1.7", "UPN", "text"),
        Item("1.8", "UniqueLearnerNumber", "text", aliases=("ULN",)),
        Item("1.9", "UPNunknown", "code", "upn_unknown"),
    ),
)

REQUESTS = Module(
    "requests",
    "Requests",
    "Requests Records",
    "person",
    None,
    (
        Item("2.1", "ReceivedDate", "date"),
        Item("2.2", "RequestSource", "code", "request_source", since=2025, aliases=("rquestsource",)),
        Item("2.3", "RYA", "yes_no"),
        Item("2.4", "RequestOutcomeDate", "date"),
        Item("2.5", "RequestOutcome", "code", "request_outcome"),
        Item("2.6", "RequestMediation", "yes_no"),
        Item("2.7", "RequestTribunal", "yes_no"),
        Item("2.8", "Exported", "yes_no"),
    ),
)

ASSESSMENT = Module(
    "assessment",
    "Assessment",
    "Assessments Records",
    "requests",
    1,
    (
        Item("3.1", "AssessmentOutcome", "code", "assessment_outcome"),
        Item("3.2", "AssessmentOutcomeDate", "date"),
        Item("3.3", "AssessmentMediation", "yes_no"),
        Item("3.4", "AssessmentTribunal", "yes_no"),
        Item("3.5", "OtherMediation", "yes_no"),
        Item("3.6", "OtherTribunal", "yes_no"),
        Item("3.7", "Week20", "yes_no"),
    ),
)

NAMED_PLAN = Module(
    "namedplan",
    "NamedPlan",
    "Named Plan Records",
    "assessment",
    1,
    (
        Item("4.1", "StartDate", "date"),
        Item("4.2", "PlanRes", "code", "residential"),
        Item("4.3", "PlanWBP", "code", "work_based"),
        Item("4.4a", "PB", "yes_no"),
        Item("4.4b", "OA", "yes_no"),
        Item("4.4c", "DP", "code", "direct_payments"),
        Item("4.5", "CeaseDate", "date"),
        Item("4.6", "CeaseReason", "code", "cease_reason"),
    ),
)

PLAN_DETAIL = Module(
    "plandetail",
    "PlanDetail",
    "Plan Detail Records",
    "namedplan",
    2,
    (
        *_setting(4),
        Item("4.7e", "SENunitIndicator", "yes_no"),
        Item("4.7f", "ResourcedProvisionIndicator", "yes_no"),
    ),
)

ACTIVE_PLANS = Module(
    "activeplans",
    "ActivePlans",
    "Active Plan Records",
    "requests",
    1,
    (
        Item("5.1", "TransferLA", "code", "authority"),
        Item("5.2", "Res", "code", "residential", until=2023),
        Item("5.3", "WBP", "code", "work_based", until=2023),
        Item("5.4(a)", "ReviewMeeting", "date", since=2024),
        Item("5.4(b)", "ReviewOutcome", "code", "review_outcome", since=2024),
        Item("5.4(d)", "ReviewDraft", "date", since=2025),
        Item("5.6a", "PhaseTransferDueDate", "date", since=2025),
        Item("5.6b", "PhaseTransferFinalDate", "date", since=2025),
        Item("5.4(c)", "LastReview", "date"),
    ),
)

PLACEMENT_DETAIL = Module(
    "placementdetail",
    "PlacementDetail",
    "Placement Detail Records",
    "activeplans",
    None,
    (
        *_setting(5),
        Item("5.7e", "EntryDate", "date"),
        Item("5.7f", "LeavingDate", "date"),
        Item("5.5g", "AttendancePattern", "code", "attendance_pattern", until=2023),
        Item("5.7g", "SENunitIndicator", "yes_no"),
        Item("5.7h", "ResourcedProvisionIndicator", "yes_no"),
        Item("5.2", "Res", "code", "residential", since=2024),
        Item("5.3", "WBP", "code", "work_based", since=2024),
    ),
)

SEN_NEED = Module(
    "senneed",
    "SENneed",
    "SEN Need Records",
    "activeplans",
    2,
    (
        Item("5.8a", "SENtype", "code", "need"),
        Item("5.8b", "SENtypeRank", "whole"),
    ),
)

# In the order of COLLECT's files; a parent stands before its children.
MODULES: dict[str, Module] = {
    module.name: module
    for module in (
        PERSON,
        REQUESTS,
        ASSESSMENT,
        NAMED_PLAN,
        PLAN_DETAIL,
        ACTIVE_PLANS,
        PLACEMENT_DETAIL,
        SEN_NEED,
    )
}
