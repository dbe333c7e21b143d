"""Faults planted in a return, one a record, each of one rule that ought to find it."""

from __future__ import annotations

import random
from collections.abc import Callable

from sendplan.records.made_up.forms import rows_of
from sendplan.records.made_up.returns import Node, Return

Break = Callable[[Node], None]
# Year, module, the record's number in its module, rule, severity, column.
Planted = tuple[int, str, int, str, str, str]


def _set(**values: str) -> Break:
    return lambda node: node.values.update({k: v for k, v in values.items() if k in node.values})


def _swap(first: str, second: str) -> Break:
    def swap(node: Node) -> None:
        node.values[first], node.values[second] = node.values[second], node.values[first]

    return swap


def _has(*tags: str) -> Callable[[Node], bool]:
    return lambda node: all(node.values.get(tag) for tag in tags)


_NO_UPN = {"UPN": "", "UniqueLearnerNumber": "", "UPNunknown": ""}
# Rule, severity, module, column, which records it can be planted in, and how.
FAULTS: tuple[tuple[str, str, str, str, Callable[[Node], bool], Break], ...] = (
    ("P1", "error", "person", "PersonBirthDate", _has("PersonBirthDate"), _set(PersonBirthDate="")),
    ("P2", "query", "person", "PersonBirthDate", _has("UPN"), _set(PersonBirthDate="1996-03-04")),
    ("P3", "error", "person", "UPN", _has("UPN"), _set(**_NO_UPN)),
    ("P4", "error", "person", "UPN", _has("UPN"), lambda n: n.values.update(UPN="I" + n.values["UPN"][1:])),
    ("R1", "error", "requests", "ReceivedDate", lambda n: n.values["RequestOutcome"] == "N", _set(ReceivedDate="")),
    (
        "R2",
        "error",
        "requests",
        "RequestOutcomeDate",
        lambda n: n.values["RequestOutcome"] == "N",
        _set(RequestOutcomeDate=""),
    ),
    (
        "R3",
        "error",
        "requests",
        "RequestOutcome",
        lambda n: n.values["RequestOutcome"] == "Y" and bool(n.under),
        _set(RequestOutcome="N"),
    ),
    (
        "R4",
        "query",
        "requests",
        "RequestOutcome",
        lambda n: n.values["RequestOutcome"] == "N",
        _set(RequestOutcome="H", RequestOutcomeDate=""),
    ),
    (
        "A1",
        "error",
        "assessment",
        "AssessmentOutcomeDate",
        lambda n: n.values["AssessmentOutcome"] == "N",
        _set(AssessmentOutcomeDate=""),
    ),
    ("A2", "error", "namedplan", "StartDate", _has("StartDate"), _set(StartDate="")),
    (
        "A3",
        "error",
        "assessment",
        "AssessmentOutcomeDate",
        lambda n: n.values["AssessmentOutcome"] == "N",
        _set(AssessmentOutcomeDate="2011-05-03"),
    ),
    (
        "A4",
        "error",
        "assessment",
        "AssessmentOutcome",
        lambda n: n.values["AssessmentOutcome"] == "Y" and bool(n.under),
        _set(AssessmentOutcome="W", AssessmentOutcomeDate=""),
    ),
    ("N1", "error", "namedplan", "CeaseReason", _has("CeaseReason"), _set(CeaseReason="")),
    ("L1", "error", "plandetail", "PlacementRank", _has("PlacementRank"), _set(PlacementRank="2")),
    ("L2", "error", "plandetail", "URN", _has("URN"), _set(URN="", UKPRN="", SENsetting="")),
    ("V1", "error", "activeplans", "ReviewMeeting", _has("ReviewMeeting", "LastReview"), _set(ReviewMeeting="")),
    (
        "T1",
        "query",
        "activeplans",
        "PhaseTransferDueDate",
        _has("PhaseTransferDueDate"),
        _set(PhaseTransferDueDate="2025-05-05"),
    ),
    ("D1", "error", "senneed", "SENtype", lambda n: n.values.get("SENtypeRank") == "1", _set(SENtype="ZZZ")),
    (
        "D2",
        "error",
        "placementdetail",
        "LeavingDate",
        _has("EntryDate", "LeavingDate"),
        _swap("EntryDate", "LeavingDate"),
    ),
)


def plant(made: Return, rng: random.Random, each: int = 3) -> list[Planted]:
    """Break `each` records for every fault that the year can have; what was broken, in the order of the rules.

    A child has one fault at most, so that what one hides under it is not another.
    """
    of: dict[str, list[tuple[Node, int, int]]] = {}
    person = 0
    for node, number, _, _ in rows_of(made):
        person += node.module == "person"
        of.setdefault(node.module, []).append((node, number, person))
    used: set[int] = set()
    out: list[Planted] = []
    for rule, severity, module, column, fits, breaks in FAULTS:
        if column not in (of[module][0][0].values if of.get(module) else ()):
            continue
        can = [entry for entry in of[module] if entry[2] not in used and fits(entry[0])]
        for node, number, whose in rng.sample(can, min(each, len(can))):
            breaks(node)
            used.add(whose)
            out.append((made.year, module, number, rule, severity, column))
    return out
