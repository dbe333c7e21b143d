"""SEN2 returns as COLLECT exports them, joined by the ids of their own hierarchy, with no help from the product."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

Row = dict[str, str]
MODULES = (
    "sen2",
    "person",
    "requests",
    "assessment",
    "namedplan",
    "plandetail",
    "activeplans",
    "placementdetail",
    "senneed",
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass
class Case:
    """One request and all that hangs off it, as the return's own hierarchy joins them."""

    person: Row
    request: Row
    assessment: Row = field(default_factory=dict)
    plan: Row = field(default_factory=dict)
    active: Row = field(default_factory=dict)
    placements: list[Row] = field(default_factory=list)
    needs: list[Row] = field(default_factory=list)


@dataclass
class Return:
    """One census: the flows are of `flow` (a calendar year), the stocks of `survey` (a day in January after it)."""

    survey: date
    header: Row
    cases: list[Case]
    types: dict[str, str]

    @property
    def flow(self) -> int:
        return self.survey.year - 1


Test = Callable[[Return, Case], bool]
Label = Callable[[Return, Case, frozenset[str]], tuple[str, ...]]
Readings = dict[str, Test]


@cache
def day(text: str | None) -> date | None:
    """A date as COLLECT writes it, `2022-Sep-28 00:00:00`."""
    if not text:
        return None
    year, month, number = text[:11].split("-")
    return date(int(year), MONTHS.index(month) + 1, int(number))


def rows(path: Path) -> list[Row]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_return(folder: Path, types: dict[str, str]) -> Return:
    tables = {}
    for module in MODULES:
        (path,) = folder.glob(f"Blade-Export_*_{module}.csv")
        tables[module] = [{name.lower(): value.strip() for name, value in row.items()} for row in rows(path)]
    people = {row["persontableid"]: row for row in tables["person"]}
    by_request = {row["requeststableid"]: Case(people[row["persontableid"]], row) for row in tables["requests"]}
    by_assessment, by_active = {}, {}
    for row in tables["assessment"]:
        case = by_assessment[row["assessmenttableid"]] = by_request[row["requeststableid"]]
        case.assessment = row
    for row in tables["namedplan"]:
        by_assessment[row["assessmenttableid"]].plan = row
    for row in tables["activeplans"]:
        case = by_active[row["activeplanstableid"]] = by_request[row["requeststableid"]]
        case.active = row
    for row in tables["placementdetail"]:
        by_active[row["activeplanstableid"]].placements.append(row)
    for row in tables["senneed"]:
        by_active[row["activeplanstableid"]].needs.append(row)
    header = tables["sen2"][0]
    survey = day(header["referencedate"])
    assert survey is not None
    return Return(survey, header, list(by_request.values()), types)


def received(case: Case) -> date | None:
    return day(case.request["receiveddate"])


def decided(case: Case) -> date | None:
    return day(case.request["requestoutcomedate"])


def assessed(case: Case) -> date | None:
    return day(case.assessment.get("assessmentoutcomedate"))


def started(case: Case) -> date | None:
    return day(case.plan.get("startdate"))


def ceased(case: Case) -> date | None:
    return day(case.plan.get("ceasedate"))


def met(case: Case) -> date | None:
    return day(case.active.get("reviewmeeting"))


def wrote(case: Case) -> date | None:
    return day(case.active.get("lastreview"))


def flag(table: str, name: str) -> Test:
    return lambda _, case: getattr(case, table).get(name) == "1"


def code(table: str, name: str, *codes: str) -> Test:
    return lambda _, case: getattr(case, table).get(name, "") in codes


def both(*tests: Test) -> Test:
    return lambda ret, case: all(test(ret, case) for test in tests)


def within(case: Case, end: date | None, days: int, above: int = -1) -> bool:
    """True when `end` is at most `days` and more than `above` calendar days after receipt (day 0)."""
    start = received(case)
    return start is not None and end is not None and above < (end - start).days <= days


def age_on(case: Case, when: date | None) -> int | None:
    born = day(case.person["personbirthdate"])
    if born is None or when is None:
        return None
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def in_force(ret: Return, case: Case) -> bool:
    """Active on survey day. A plan that ends on that day is over: CeaseDate is the date the plan ended."""
    start, end = started(case), ceased(case)
    return bool(case.plan) and start is not None and start <= ret.survey and (end is None or end > ret.survey)


def kind(ret: Return, row: Row) -> str:
    """DfE's column for one setting, from the register of settings or, without a URN or UKPRN, from SENsetting."""
    if row["urn"] or row["ukprn"]:
        base = ret.types.get(row["urn"] or row["ukprn"], "not in the register")
        if base in ("mainstream_la_maintained", "mainstream_academy", "mainstream_free_school"):
            if row["senunitindicator"] == "1":
                return base + "_senunit"
            if row["resourcedprovisionindicator"] == "1":
                return base + "_resourced_provision"
        return base
    named = {"OLA": "other_arrangements_la", "OPA": "other_arrangements_parents", "EHE": "elective_home_education"}
    named |= {"EYP": "nm_early_years", "OTH": "other_placement_settings", "NEET": "neet", "NIEC": "neet_ntci"}
    if row["sensetting"] == "NIEO":
        return "neet_other_any"
    return named.get(row["sensetting"], "placement_unknown")


def attended(ret: Return, case: Case, when: date | None) -> str:
    """The setting attended (rank 1) on a day, or "placement_unknown"."""
    if when is None:
        return "placement_unknown"
    for row in case.placements:
        entered, left = day(row["entrydate"]) or date.min, day(row["leavingdate"]) or date.max
        if row["placementrank"] == "1" and entered <= when < left:
            return kind(ret, row)
    return "placement_unknown"


def on_survey_day(ret: Return, case: Case) -> str:
    return attended(ret, case, ret.survey)


def last_august(when: date | None) -> date | None:
    """The start of the school year that a day is in: 31 August on or before it."""
    return when and date(when.year - (when.month < 9), 8, 31)


def next_august(when: date | None) -> date | None:
    return when and date(when.year + (when.month > 8), 8, 31)


def of_school_age(ret: Return, case: Case) -> bool:
    """DfE's files have nobody below 5 or above 15 in its column for compulsory school age, and nobody else outside."""
    age = age_on(case, last_august(ret.survey))
    return age is not None and 5 <= age <= 15


SCHOOL_AGE: Readings = {
    "school age by birth date": of_school_age,
    "by SENsettingOther": lambda _, case: any(row["sensettingother"].startswith("Of comp") for row in case.placements),
}
