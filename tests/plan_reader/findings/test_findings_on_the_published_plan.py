"""The published plan's anomalies, as found by hand, against the findings: each by its code and its place.

The rules are tried on the plan as read by hand, and on the plan as the reader reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft, Finding
from sendplan.plan_reader.findings import find
from tests.plan_reader.findings.read_by_hand import SEED, TRUTH, document, draft


@dataclass(frozen=True)
class Expected:
    """A finding that must stand: its code, the items it must name and lines it must point to."""

    code: str
    about: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    words: str = ""

    def stands_in(self, findings: tuple[Finding, ...]) -> bool:
        return any(self._is(finding) for finding in findings)

    def _is(self, finding: Finding) -> bool:
        places = [(place.line or 0, place.end_line or place.line or 0) for place in finding.where]
        return (
            finding.code == self.code
            and set(self.about) <= set(finding.about)
            and all(any(first <= line <= last for first, last in places) for line in self.lines)
            and self.words in finding.sentence
        )


TEAM = tuple(f"A-K{i}" for i in (2, 3, 4, 5, 6, 7, 8, 10))

# Each anomaly of the truth and every finding that it takes to say it.
EXPECTED = {
    "N01": (
        Expected("step-order", ("D-K5", "D-K6", "D-K7"), (450, 451, 452), "“Milestone 2 – End September 2023”"),
        Expected("target-later-than-the-rest", ("D-K5",), (450,), "End May 2024"),
    ),
    "N02": (Expected("step-equals-target", ("A-K19",), (214,), "40%-point increase"),),
    "N03": (
        Expected("status-in-date-cell", ("C4",), (328,), "“Established March 2022”"),
        Expected("due-before-the-plan", ("C4",), (328, 17), "23 – 25 May 2022"),
    ),
    "N04": (
        Expected("cells-read-two-ways", ("A-K2", "A-K11", "A-K12", "A-K16", "C-K2"), (202, 203, 207, 346)),
        Expected("level-or-points", ("D-K5", "D-K6", "D-K7"), (450,), "“25%”"),
    ),
    "N05": (Expected("header-read-two-ways", (), (212, 273, 353)),),
    "N06": (Expected("step-labels-differ", ("C-K1", "C-K5"), (337,), "“Target End January 2024”"),),
    "N07": (Expected("table-headers-differ", (), (88, 237, 306, 387)),),
    "N08": (
        Expected("headings-differ", ("section A", "section B", "section D"), (63, 216, 358, 36, 39)),
        Expected("heading-punctuation-differs", (), (218,)),
    ),
    "N09": (Expected("organisation-no-longer-exists", (), (19, 22), "1 July 2022"),),
    "N10": (Expected("blank-labels", (), (5, 7), "“Last Updated”"),),
    "N11": (Expected("picture-lost", (), (43,), "governance diagram below"),),
    "N12": (Expected("names-run-together", (), (13,), "DevonNHS"),),
    "N13": (
        Expected("sentence-left-unfinished", (), (53,), "children and young"),
        Expected("stray-apostrophe", (), (53,), "Setting’s"),
    ),
    "N14": (Expected("report-soon-after-visit", (), (17, 18), "13 days"),),
    "N15": (Expected("action-and-outcome-border", ("D6",), (416,)),),
    "N16": (Expected("action-and-outcome-border", ("A15",), (181,)),),
    "N17": (Expected("outcome-repeats-action", ("A4",), (111,)),),
    "N18": (Expected("words-repeated-across-cells", ("A12", "A13"), (168, 173), "DCC is a robust commissioner"),),
    "N19": (Expected("need-repeated-as-voice", ("section D",), (363, 382)),),
    "N20": (Expected("inspectors-words-filed-under-families", ("section D",), (383,)),),
    "N21": (Expected("two-statements-in-one", ("section A", "section D"), (383, 71)),),
    "N22": (Expected("sentence-left-unfinished", ("section A", "section C"), (71, 291, 299)),),
    "N23": (Expected("figure-without-source", ("section A", "section C"), (80, 81, 302), "1 in 4 parents"),),
    "N24": (
        Expected("body-as-owner", ("A2", "A3", "B3", "D5"), (), "Parent Carer Forum Devon"),
        Expected("chair-as-owner", ("A1",)),
    ),
    "N25": (
        Expected("owner-spelt-two-ways", ("A11", "B2"), (), "Women & Children’s"),
        Expected("owner-spelt-two-ways", ("B1", "B3"), (), "Communications & Media"),
    ),
    "N26": (Expected("owners-set-out-differently", ("A10", "B1", "D2"), (157, 238, 397)),),
    "N27": (
        Expected("ownership-concentrated", ("A4", "C4"), (), "16 of the 28 actions"),
        Expected("owner-in-passing", ("A4", "C4"), (), "16 actions"),
        Expected("due-dates-pile-up", ("A1", "A6"), (), "8 in June 2023 and 8 in September 2023"),
    ),
    "N28": (Expected("action-not-a-verb", ("A7", "A11", "C4"), (129, 162)),),
    "N29": (Expected("measure-and-unit-disagree", ("A-K11",), (202,), "“0.83%”"),),
    "N30": (Expected("name-states-the-wish", ("B-K1", "D-K1", "D-K6"), (269, 423)),),
    "N31": (Expected("measure-name-unclear", ("B-K3", "B-K6", "C-K8"), (275, 278, 356)),),
    "N32": (Expected("steps-written-in-several-ways", (), (192, 213), "4 ways"),),
    "N33": (Expected("relative-step-without-baseline", TEAM, (193, 199), "8 of the 10 KPIs"),),
    "N34": (Expected("fraction-of-a-whole-thing", ("A-K1", "A-K9"), (192, 200), "14.4"),),
    "N35": (
        Expected("directions-mixed-in-one-table", ("A-K3", "A-K5"), (194, 196)),
        Expected("measure-without-unit", ("A-K7", "A-K9")),
    ),
    "N38": (Expected("baseline-date-out-of-line", ("C-K5",), (349,), "January 2022"),),
    "N39": (Expected("plan-undated", ("A-K1", "D-K1"), (192, 423), "May 2023"),),
    "N40": (
        Expected("term-written-several-ways", (), (194,), "“0 – 25” and “0-25”"),
        Expected("hyphen-spaced-oddly", (), (445, 403), "needs- based"),
    ),
    "N41": (
        Expected("actions-and-kpis-not-linked", ("section A",), (), "section A has 15 actions and 19 KPIs"),
        Expected("action-with-no-kpi", ("D1",), (388,), "mean waiting time"),
    ),
    "N43": (Expected("text-not-placed", (), (1, 454), "Skip to content"),),
    "N44": (Expected("no-status-column"),),
    "N45": (Expected("requests-among-experiences", ("section D",), (371, 379)),),
}
# These can only be seen beside published figures or a later page.
NEED_OTHER_DATA = {"N36", "N37", "N42"}


@cache
def by_hand() -> Draft:
    return draft()


@cache
def by_reader() -> Draft:
    return read(SEED)


@cache
def findings(of: str) -> tuple[Finding, ...]:
    return find(by_hand() if of == "hand" else by_reader(), document())


def test_every_anomaly_is_either_expected_or_needs_other_data() -> None:
    assert {one["id"] for one in TRUTH["anomalies"]} == set(EXPECTED) | NEED_OTHER_DATA
    assert len(EXPECTED) >= 38


@pytest.mark.parametrize("of", ["hand", "reader"])
@pytest.mark.parametrize("anomaly", sorted(EXPECTED))
def test_an_anomaly_found_by_hand_is_found_by_a_rule(anomaly: str, of: str) -> None:
    missing = [one for one in EXPECTED[anomaly] if not one.stands_in(findings(of))]
    assert not missing, [finding for finding in findings(of) if finding.code in {one.code for one in missing}]


@pytest.mark.parametrize("of", ["hand", "reader"])
def test_what_is_quoted_stands_in_the_plan(of: str) -> None:
    """A quote is the plan's own words: each of its parts stands in the text, white space aside."""
    text = " ".join(SEED.read_text().replace("\u00a0", " ").split())
    for finding in findings(of):
        for part in (finding.quote or "").split(" / "):
            words = " ".join(part.replace("\u00a0", " ").split())
            assert words in text, (finding.code, part)


@pytest.mark.parametrize("of", ["hand", "reader"])
def test_a_board_is_not_given_more_than_it_can_ask(of: str) -> None:
    severities = [finding.severity for finding in findings(of)]
    assert severities.count("error") <= 3
    assert severities.count("warning") <= 24


def test_the_reader_puts_the_same_findings_in_its_draft() -> None:
    assert by_reader().findings
    assert {finding.code for finding in by_reader().findings} == {finding.code for finding in findings("reader")}
