"""The rows of a sheet as the return's modules: the same values in the same order for every form that is written."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from sendplan.records.made_up.margins import ETHNICITIES
from sendplan.records.made_up.people import Child
from sendplan.records.made_up.published import Authority, officers
from sendplan.records.made_up.rows import Row, Sheet
from sendplan.records.made_up.settings import KINDS, UNKNOWN, Kind
from sendplan.records.made_up.stock import NEEDS
from sendplan.records.modules import MODULES

Values = dict[str, str]
NEED_CODES = tuple(need.upper() for need in NEEDS)
OF_SCHOOL_AGE, NOT_OF_SCHOOL_AGE = "Of compulsory school age", "Not of compulsory school age"


@dataclass(slots=True)
class Node:
    """One record of a module, with the records under it. Values are text by tag; "" is not sent."""

    module: str
    values: Values
    under: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Return:
    """One return: header, then persons."""

    year: int
    header: Values
    persons: list[Node]


@dataclass(frozen=True, slots=True)
class Establishment:
    """A made-up place of education: `type` is DfE's column of its kind, without unit or resourced provision."""

    urn: str
    ukprn: str
    name: str
    type: str


def base_of(kind: Kind) -> str:
    """The kind of school whatever the child's place in it."""
    return kind.column.removesuffix("_resourced_provision").removesuffix("_senunit")


class Establishments:
    """The schools and colleges of an area. Their URNs, from 900000, and UKPRNs are not given to any real one."""

    def __init__(self, rng: random.Random, sizes: dict[int, int]) -> None:
        self.rng = rng
        self.of: dict[int, list[Establishment]] = {}
        for n, kind in enumerate(KINDS):
            if kind.written not in ("urn", "ukprn"):
                continue
            many = min(190, 1 + sizes.get(n, 0) // 12)
            self.of[n] = [
                Establishment(
                    "" if kind.written == "ukprn" else str(900_000 + n * 200 + i),
                    str(10_990_000 + n * 200 + i),
                    f"Made-up {base_of(kind).replace('_', ' ')} {n}-{i + 1}",
                    base_of(kind),
                )
                for i in range(many)
            ]

    def all(self) -> Iterator[Establishment]:
        """In the order of their URNs."""
        for places in self.of.values():
            yield from places


def iso(ordinal: int) -> str:
    """A date as text, "" for none."""
    return dt.date.fromordinal(ordinal).isoformat() if ordinal else ""


def flag(value: bool) -> str:
    """1 or 0."""
    return "1" if value else "0"


class Writer:
    """Makes the return of a sheet."""

    def __init__(self, sheet: Sheet, authority: Authority, places: Establishments, rng: random.Random) -> None:
        self.sheet, self.authority, self.places, self.rng = sheet, authority, places, rng
        self.tags = {name: [item.tag for item in module.of(sheet.year)] for name, module in MODULES.items()}

    def make(self, children: list[tuple[Child, list[Row]]]) -> Return:
        """Persons in the order given."""
        sheet = self.sheet
        medical, clinical, social = officers(self.authority.code, sheet.year)
        header = {
            "Collection": "SEN2",
            "Year": str(sheet.year),
            "ReferenceDate": iso(sheet.survey),
            "SourceLevel": "L",
            "LEA": self.authority.number,
            "SoftwareCode": "Made-up area",
            "Release": {2023: "v1.1", 2024: "v1.2"}.get(sheet.year, "v1.3"),
            "SerialNo": "1",
            "DateTime": f"{iso(sheet.survey + 35)}T09:00:00",
            "DMO": medical,
            "DCO": clinical,
        }
        if sheet.year >= 2025:
            header["DSCO"] = social
        return Return(sheet.year, header, [self._person(child, rows) for child, rows in children])

    def _person(self, child: Child, rows: list[Row]) -> Node:
        values = {
            "Surname": child.surname,
            "Forename": child.forename,
            "PersonBirthDate": f"{child.born // 10_000}-{child.born // 100 % 100:02d}-{child.born % 100:02d}",
            "Sex": child.sex,
            "GenderCurrent": {"M": "1", "F": "2"}[child.sex],
            "Ethnicity": child.ethnicity,
            "PostCode": child.postcode,
            "UPN": child.upn,
            "UniqueLearnerNumber": child.uln,
            "UPNunknown": child.unknown,
        }
        return Node("person", self._kept("person", values), [self._request(row) for row in rows])

    def _request(self, row: Row) -> Node:
        values = {
            "ReceivedDate": iso(row.received),
            "RequestSource": str(row.source),
            "RYA": flag(row.youth_accommodation),
            "RequestOutcomeDate": iso(row.decided),
            "RequestOutcome": row.decision,
            "RequestMediation": flag(row.request_mediation),
            "RequestTribunal": flag(row.request_tribunal),
            "Exported": flag(row.exported),
        }
        node = Node("requests", self._kept("requests", values))
        if row.outcome:
            node.under.append(self._assessment(row))
        if row.start and (row.in_force or row.ceased):
            node.under.append(self._active(row))
        return node

    def _assessment(self, row: Row) -> Node:
        values = {
            "AssessmentOutcome": row.outcome,
            "AssessmentOutcomeDate": iso(row.issued),
            "AssessmentMediation": flag(row.assessment_mediation),
            "AssessmentTribunal": flag(row.assessment_tribunal),
            "OtherMediation": flag(row.other_mediation),
            "OtherTribunal": flag(row.other_tribunal),
            "Week20": flag(row.week20),
        }
        node = Node("assessment", self._kept("assessment", values))
        if row.start:
            plan = {
                "StartDate": iso(row.start),
                "PlanRes": row.residential,
                "PlanWBP": row.work_based,
                "PB": flag(row.budget),
                "OA": flag(row.arranged),
                "DP": row.direct,
                "CeaseDate": iso(row.ceased),
                "CeaseReason": str(row.cease_reason) if 0 < row.cease_reason < 10 else "",
            }
            named = Node("namedplan", self._kept("namedplan", plan))
            setting = row.setting if row.setting not in (-1, UNKNOWN) else self._other()
            detail = self._setting(row, setting) | {"PlacementRank": "1"}
            named.under.append(Node("plandetail", self._kept("plandetail", detail)))
            node.under.append(named)
        return node

    def _other(self) -> int:
        return next(n for n, kind in enumerate(KINDS) if kind.written == "OTH")

    def _setting(self, row: Row, setting: int) -> Values:
        kind = KINDS[setting]
        values = {"SENunitIndicator": flag(kind.unit), "ResourcedProvisionIndicator": flag(kind.resourced)}
        if kind.written in ("urn", "ukprn"):
            choice = self.places.of[setting]
            place = choice[(row.birth // 100 * 31 + row.birth_day) % len(choice)]
            return values | {"URN": place.urn, "UKPRN": place.ukprn if not place.urn else ""}
        values["SENsetting"] = kind.written
        if kind.written == "NIEO":
            values["SENsettingOther"] = OF_SCHOOL_AGE if kind.column.endswith("csa") else NOT_OF_SCHOOL_AGE
        return values

    def _active(self, row: Row) -> Node:
        review = row.review
        if self.sheet.year == 2023 and review is not None and not 0 < review.decision <= self.sheet.survey:
            review = None
        values = {
            "TransferLA": self._other_authority() if row.transfer else "",
            "Res": row.residential,
            "WBP": row.work_based,
            "ReviewMeeting": iso(review.meeting) if review else "",
            "ReviewOutcome": review.outcome if review else "",
            "ReviewDraft": iso(review.draft) if review else "",
            "PhaseTransferDueDate": iso(row.transfer_due),
            "PhaseTransferFinalDate": iso(row.transfer_final),
            "LastReview": iso(review.decision) if review else "",
        }
        node = Node("activeplans", self._kept("activeplans", values))
        for setting, entered, left, now in self._attended(row):
            placement = self._setting(row, setting) | {
                "PlacementRank": "1",
                "EntryDate": iso(entered),
                "LeavingDate": iso(left),
            }
            if now:
                placement |= {"Res": row.residential, "WBP": row.work_based}
            node.under.append(Node("placementdetail", self._kept("placementdetail", placement)))
        for rank, need in enumerate((row.need, row.second_need), 1):
            if 0 <= need < len(NEEDS) - 1:
                values = {"SENtype": NEED_CODES[need], "SENtypeRank": str(rank)}
                node.under.append(Node("senneed", values))
        return node

    def _attended(self, row: Row) -> Iterator[tuple[int, int, int, bool]]:
        """Setting, first day, last day and whether it is today's, of each place attended."""
        until = row.ceased or self.sheet.survey
        before = min(max(row.birth_ordinal() + 700, row.start - 40 - row.birth_day * 11), row.start)
        if not row.new or row.first_setting == row.setting:
            if row.setting != UNKNOWN:
                yield row.setting, before, row.ceased, True
            return
        change = row.start + max(1, (until - row.start) // 2)
        if row.first_setting not in (UNKNOWN, -1):
            yield row.first_setting, before, change - 1, False
        if row.setting != UNKNOWN:
            yield row.setting, change, row.ceased, True

    def _other_authority(self) -> str:
        return self.rng.choice([n for n in ("301", "873", "886", "935", "845", "919") if n != self.authority.number])

    def _kept(self, module: str, values: Values) -> Values:
        return {tag: values.get(tag, "") for tag in self.tags[module]}


def ethnicity_code(value: int) -> str:
    """The code of a value of `margins`."""
    return ETHNICITIES[value][0]
