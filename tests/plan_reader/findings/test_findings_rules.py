"""Every rule fires on a plan with its fault and is silent on the mended twin; a sound plan gets no finding."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import sendplan.plan_reader.findings as package
from sendplan.plan_reader.draft import Draft, Finding
from sendplan.plan_reader.findings import find, rules
from sendplan.plan_reader.findings.organisations import organisations
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.figure_pairs import FIGURES
from tests.plan_reader.findings.pair import Made, Pair
from tests.plan_reader.findings.progress_pairs import PROGRESS
from tests.plan_reader.findings.promise_pairs import PROMISES
from tests.plan_reader.findings.word_pairs import WORDS

PAIRS = (*FIGURES, *PROGRESS, *PROMISES, *WORDS)
SOURCE = Path(package.__file__).parent


def found(made: Made, code: str) -> list[Finding]:
    draft, document = made if isinstance(made, tuple) else (made, None)
    return [finding for finding in find(draft, document) if finding.code == code]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.code)
def test_a_rule_fires_on_the_fault_and_is_silent_on_its_mended_twin(pair: Pair) -> None:
    faulty = found(pair.faulty, pair.code)
    assert faulty, f"{pair.code} says nothing about the plan that has the fault"
    about = {name for finding in faulty for name in finding.about}
    assert about >= set(pair.about)
    if pair.about:
        assert about == set(pair.about)
    assert not found(pair.mended, pair.code)


def test_every_rule_has_a_pair() -> None:
    assert {pair.code for pair in PAIRS} == {rule.code for rule in rules()}


def test_a_sound_plan_has_no_finding() -> None:
    assert find(p.plan()) == ()
    assert find(p.plan(), p.lines(*p.SOUND_LINES)) == ()


def test_rules_are_told_apart_by_a_stable_code_and_explained() -> None:
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes)
    for rule in rules():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
        assert rule.severity in {"error", "warning", "note"}
        for words in (rule.title, rule.why, rule.example, rule.remedy):
            assert len(words) > 8
        assert rule.why.endswith((".", "?"))
        assert rule.remedy.endswith(".")
        assert not rule.title.endswith(".")


def test_findings_come_errors_first_then_warnings_then_notes() -> None:
    severities = [finding.severity for finding in find(_everything_wrong())]
    assert set(severities) == {"error", "warning", "note"}
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_a_finding_is_one_sentence_with_a_remedy_and_quotes_the_plan() -> None:
    for pair in PAIRS:
        draft, document = pair.faulty if isinstance(pair.faulty, tuple) else (pair.faulty, None)
        for finding in find(draft, document):
            assert re.match(r"[A-Z0-9“]", finding.sentence)
            assert finding.sentence.endswith((".", "?"))
            assert "  " not in finding.sentence
            assert not re.search(r"\bNone\b(?! of)", finding.sentence)
            assert finding.remedy


def test_no_rule_knows_an_area_or_a_plan() -> None:
    """The rules' words are general: no name of the published plan's area stands in them."""
    areas = [path.name for path in (Path(__file__).parents[3] / "areas").iterdir() if path.is_dir()]
    assert areas
    for path in SOURCE.iterdir():
        if path.is_file():
            assert not [area for area in areas if area in path.read_text().casefold()]


def test_bodies_that_ended_are_dated_and_sourced() -> None:
    listed = tomllib.loads((SOURCE / "organisations.toml").read_text())["organisation"]
    assert len(organisations()) == len(listed) >= 10
    for body in organisations():
        assert body.source.startswith("https://")
        assert body.names
        assert body.successor
    groups = next(body for body in organisations() if "CCG" in body.names)
    assert groups.ended.isoformat() == "2022-07-01"


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Officers of the council and CCG", True),
        ("Officers of the CCGs", True),
        ("The CCG's chair", True),
        ("The ICB took over when the CCG was abolished.", False),
        ("CCGX is something else", False),
        ("our accg", False),
    ],
)
def test_an_ended_body_is_found_as_a_whole_word_and_not_in_talk_of_the_past(said: str, named: bool) -> None:
    plan = p.plan(metadata=p.front(introduction=p.statements(7, said)))
    assert bool(found(plan, "organisation-no-longer-exists")) is named


def test_the_finding_on_an_ended_body_names_the_law_and_the_successor() -> None:
    plan = p.plan(metadata=p.front(introduction=p.statements(7, "The CCG pays.")))
    (finding,) = found(plan, "organisation-no-longer-exists")
    assert "1 July 2022" in finding.sentence
    assert "Health and Care Act 2022" in finding.sentence
    assert "integrated care boards" in finding.remedy
    assert [place.line for place in finding.where] == [7]


def test_repeats_are_one_finding_with_every_row_in_it() -> None:
    change = (p.step("10% reduction", kind="relative_change"),)
    rows = [
        p.kpi(
            f"Number of posts vacant in team {i} (A1)",
            "TBC",
            (p.step("10% reduction", kind="relative_change"),),
            line=i,
        )
        for i in range(1, 9)
    ]
    plan = p.plan(kpis=(*rows, p.kpi("Number of posts (A1)", "9", change)))
    (finding,) = found(plan, "relative-step-without-baseline")
    assert finding.sentence.startswith("8 of the 9 KPIs")
    assert finding.about == tuple(f"A-K{i}" for i in range(1, 9))
    assert [place.line for place in finding.where] == list(range(1, 9))


def test_a_fraction_is_reckoned_exactly() -> None:
    steps = (p.step("10% reduction", kind="relative_change"), p.step("25% reduction", p.SEPTEMBER, "relative_change"))
    (finding,) = found(
        p.plan(kpis=(p.kpi("Number of posts vacant", "16", steps, better="lower"),)), "fraction-of-a-whole-thing"
    )
    assert "“10% reduction” is 14.4." in finding.sentence
    assert "25%" not in finding.sentence


def _everything_wrong() -> Draft:
    return p.plan(
        actions=(*p.ACTIONS, p.action("A2", "Strengthening teams.", owners=("Parent Carer Forum",))),
        kpis=(p.kpi("Reduction in complaints", "TBC"),),
    )


def test_a_column_that_says_which_way_is_better_settles_the_direction() -> None:
    rise, fall = (p.step("10% increase", kind="relative_change"),), (p.step("10% reduction", kind="relative_change"),)
    kpis = (p.kpi("Number of starters (A1)", "10", rise), p.kpi("Number of leavers (A1)", "10", fall, better="lower"))
    header = ["KPI", "Baseline", "Target", "Actual"]
    assert found((p.plan(kpis=kpis), p.tables(header)), "directions-mixed-in-one-table")
    assert not found((p.plan(kpis=kpis), p.tables([*header, "Better"])), "directions-mixed-in-one-table")
