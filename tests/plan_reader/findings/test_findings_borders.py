"""Where each rule begins and ends: cases just inside and just outside, and the wording of what is said."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import msgspec
import pytest

from sendplan.formats.document import Cell, Document, Place, Run, Table
from sendplan.plan_reader import draft as d
from sendplan.plan_reader.findings import find
from sendplan.plan_reader.findings.subject import Subject, figure, shown
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.pair import LATER, Made, act, due, front, kpi, need, outcome, owned, said, targets, text


def sentences_of(made: Made, code: str) -> list[str]:
    draft, document = made if isinstance(made, tuple) else (made, None)
    return [finding.sentence for finding in find(draft, document) if finding.code == code]


def ended_on(last: dt.date) -> d.Draft:
    return p.plan(
        metadata=p.front(introduction=p.statements(7, "The Education and Skills Funding Agency pays.")),
        actions=(p.action("A1", "Set a standard.", by=p.due("soon", last)),),
        kpis=(),
    )


def baselines(*days: dt.date) -> d.Draft:
    return p.plan(kpis=[p.kpi(f"Number of calls {i} (A1)", "9", (p.step("10"),), on=day) for i, day in enumerate(days)])


YEAR = dt.date(2025, 2, 28)
DOWN = (p.step("10% reduction", kind="relative_change"),)
SAME_TWICE = (p.step("60%"), p.step("60%", p.SEPTEMBER))
SAME = "Many calls go unanswered."

CASES: tuple[tuple[str, Made, bool], ...] = (
    # a body has ended on the first day on which it did not exist
    ("organisation-no-longer-exists", ended_on(dt.date(2025, 4, 1)), True),
    ("organisation-no-longer-exists", ended_on(dt.date(2025, 3, 31)), False),
    # one date cannot show that another is early; nor can a visit after most dates
    ("due-before-the-plan", p.plan(actions=(p.action("A1", "Set it.", by=p.due("x", dt.date(2025, 1, 31))),)), False),
    ("due-before-the-plan", due("3 February 2025", dt.date(2025, 2, 3), "day"), False),
    ("due-before-the-plan", due("2 February 2025", dt.date(2025, 2, 2), "day"), True),
    # two tables cannot show that one ends late; nor can many that end together
    ("target-later-than-the-rest", targets(p.SEPTEMBER, LATER), False),
    ("target-later-than-the-rest", targets(p.SEPTEMBER, p.SEPTEMBER, LATER), True),
    ("target-later-than-the-rest", targets(p.SEPTEMBER, p.SEPTEMBER, LATER, LATER), False),
    ("target-later-than-the-rest", targets(p.JUNE, p.SEPTEMBER, p.DECEMBER, LATER), False),
    # three hundred days make another year
    ("baseline-date-out-of-line", baselines(YEAR, YEAR, YEAR, YEAR - dt.timedelta(300)), True),
    ("baseline-date-out-of-line", baselines(YEAR, YEAR, YEAR, YEAR - dt.timedelta(299)), False),
    ("baseline-date-out-of-line", baselines(YEAR, YEAR, YEAR, YEAR + dt.timedelta(300)), True),
    ("baseline-date-out-of-line", baselines(YEAR, YEAR, YEAR - dt.timedelta(300)), False),
    ("baseline-date-out-of-line", baselines(YEAR, YEAR - dt.timedelta(300)), False),
    # an owner of two fifths of the actions, and of five at least
    ("ownership-concentrated", owned(*["Director of Inclusion"] * 5, "Head of Transport"), True),
    # owners that no rule may call a body
    ("body-as-owner", owned("Chief Nursing Officer, NHS Trust"), False),
    ("body-as-owner", owned("Service Manager"), False),
    ("body-as-owner", owned("SENCo Network Lead"), False),
    ("body-as-owner", owned("Anyshire Council"), True),
    # a share begins with its word
    ("measure-and-unit-disagree", kpi("Number of calls, of 100, answered (A1)", "40", (p.step("50"),)), False),
    ("measure-and-unit-disagree", kpi("No of calls answered (A1)", "TBC", (p.step("50%"),)), True),
    ("name-states-the-wish", kpi("Number of children who will be seen within 18 weeks (A1)"), False),
    ("name-states-the-wish", kpi("Average days that families say they waited (A1)"), False),
    ("name-states-the-wish", kpi("Improved attendance (A1)"), True),
    ("level-or-points", kpi("Percentage of calls answered (A1)", "TBC", (p.step("25%"),)), False),
    # six words and three fifths of the outcome
    ("outcome-repeats-action", outcome("Make care fit each child well.", "Care will fit each child well."), False),
    ("outcome-repeats-action", outcome("Let it meet each child’s needs.", "Care meet each child’s needs now."), False),
    ("outcome-repeats-action", outcome("Let care meet all needs right now.", "Care meet all needs right now."), True),
    ("outcome-repeats-action", outcome("Make care meet children’s needs.", "Care meet children’s needs."), False),
    # apostrophes that are right
    ("stray-apostrophe", text("All children’s views and many people’s voices count. People and peoples."), False),
    ("stray-apostrophe", text("It is what’s right, and it’s fair; the child’s, not ours."), False),
    # text in statements
    ("sentence-left-unfinished", need("There is no training."), False),
    ("sentence-left-unfinished", need("Families rated reviews as poor."), False),
    ("sentence-left-unfinished", text("It is for children and young adults."), False),
    ("two-statements-in-one", need("Dr. Who helped St. Mary’s, i.e. the school."), False),
    ("two-statements-in-one", need("Is it right? Nobody knows."), True),
    # what opens a plain statement is not yet a request
    ("requests-among-experiences", said("Support is poor.", "Plan is late.", "Work is slow.", "Change."), False),
    ("requests-among-experiences", said("Listen to us.", "Avoid jargon.", "Nobody rings back.", "Calls drop."), False),
    ("need-repeated-as-voice", p.plan(sections=(p.needs("A", SAME), p.voices("B", SAME))), False),
    ("figure-without-source", said("We waited 18 weeks."), False),
    ("figure-without-source", said("40 per cent of us gave up."), True),
    ("inspectors-words-filed-under-families", said("Parents told inspectors that calls go unanswered."), False),
    ("inspectors-words-filed-under-families", said("Leaders have not shown the impact."), True),
    # who oversees, and what a chair chairs
    ("chair-as-owner", owned("Chair of the Parent Forum"), False),
    ("chair-as-owner", owned("Independent Chair"), True),
    # English sentences may end so
    ("sentence-left-unfinished", need("Nobody knows where to go or whom to write to"), False),
    ("sentence-left-unfinished", need("Nobody knows the reason or the"), True),
    # counts of things have a unit: the things
    ("measure-without-unit", kpi("Empty posts (A1)", "9", DOWN, better="lower"), False),
    ("measure-without-unit", kpi("Levels of agency staff (A1)", "9", DOWN, better="lower"), True),
    ("fraction-of-a-whole-thing", kpi("Average weeks to a diagnosis (A1)", "29", DOWN, better="lower"), False),
    ("name-states-the-wish", kpi("Families who say they were heard (A1)"), False),
    # a known number is not a promised change
    ("action-with-no-kpi", outcome("Count them.", "The true number of children waiting is known."), False),
    ("action-with-no-kpi", outcome("Train them.", "A reduction in the number of children excluded."), True),
    # a row in doubt is held against nothing
    ("step-equals-target", kpi("Percentage of calls answered (A1)", steps=SAME_TWICE, doubt="steps"), False),
    ("step-equals-target", kpi("Percentage of calls answered (A1)", steps=SAME_TWICE, doubt="unit"), True),
    ("percentage-out-of-range", kpi("Percentage of calls answered (A1)", "140%", doubt="baseline"), False),
    # terms
    ("term-written-several-ways", text("A re-visit. A visit."), False),
    ("term-written-several-ways", text("Co-design it.", "It is codesigned."), True),
    ("term-written-several-ways", text("From 10-20% to 10 – 20%."), False),
    ("hyphen-spaced-oddly", text("Pre- or post-16, and 2.5 -year checks."), True),
    ("hyphen-spaced-oddly", text("Pre- or post-16 – and more."), False),
    # the plan's own date
    ("plan-undated", front(published=None, last_updated=None), False),
    ("plan-undated", front(published=None, last_updated=None, notes=p.statements(8, "It will be updated.")), True),
    (
        "plan-undated",
        front(published=None, last_updated=None, notes=p.statements(8, "Agreed on 4 March 2025, it will be updated.")),
        False,
    ),
    ("report-soon-after-visit", front(inspections=p.METADATA.inspections[:1]), False),
    ("action-not-a-verb", act(p.action("A3", "The council will fund it."), p.action("A4", "We have begun.")), False),
    ("due-dates-pile-up", act(*(p.action(f"A{i}", "Go.", by=p.due("x", None, "blank")) for i in range(3, 9))), False),
    ("picture-lost", text("As shown in the chart below."), True),
    ("picture-lost", text("Figure 2 below is a map."), True),
    ("picture-lost", text("The figures below are percentages."), False),
    ("picture-lost", text("The table below lists actions."), False),
)  # fmt: skip


@pytest.mark.parametrize(("code", "made", "fires"), CASES, ids=[f"{code}-{i}" for i, (code, _, _) in enumerate(CASES)])
def test_the_border_of_a_rule(code: str, made: Made, fires: bool) -> None:
    assert bool(sentences_of(made, code)) is fires


def test_one_and_many_are_said_in_their_own_numbers() -> None:
    one = kpi("Percentage of calls answered (A1)", "TBC", (p.step("50%"),))
    assert sentences_of(one, "baseline-not-set") == ["1 of the 3 KPIs has no baseline figure: A-K1."]
    every = p.plan(kpis=(p.kpi("Percentage of calls answered (A1)", "TBC"),))
    assert sentences_of(every, "baseline-not-set") == ["The only KPI has no baseline figure: A-K1."]
    two = p.plan(kpis=[p.kpi(f"Percentage of calls answered by {i} (A1)", "TBC") for i in range(2)])
    assert sentences_of(two, "baseline-not-set") == ["Both KPIs have no baseline figure: A-K1 and A-K2."]


def test_a_plan_without_kpis_or_without_actions_is_said_to_be_so_once() -> None:
    assert sentences_of(p.plan(kpis=()), "action-with-no-kpi") == ["As read here, the plan has 3 actions and no KPI."]
    assert sentences_of(p.plan(actions=()), "kpi-with-no-action") == [
        "As read here, the plan has 3 KPIs and no action."
    ]


def test_each_form_of_an_owner_is_listed_with_its_own_actions() -> None:
    plan = owned("Head of Health & Care", "Head of Health and Care", "Head of Health and Care")
    (sentence,) = sentences_of(plan, "owner-spelt-two-ways")
    assert sentence.endswith("2 ways: “Head of Health and Care” (A4 and A5) and “Head of Health & Care” (A3).")


def test_ids_are_listed_in_the_order_a_person_counts() -> None:
    plan = act(*(p.action(f"A{i}", f"Train team {i}.", owners=()) for i in (10, 9, 11)))
    assert sentences_of(plan, "action-with-no-owner") == ["3 of the 6 actions name no owner: A9, A10 and A11."]


def test_a_header_is_found_under_a_title_row() -> None:
    rows = (("Our plan",), ("Ref", "Action", "Outcome", "By when"))
    cells, number = [], 0
    for row, texts in enumerate(rows):
        for column, words in enumerate(texts):
            cells.append(Cell((Run(number, words, Place(sheet="Plan", row=row + 1, column=column + 1)),), row, column))
            number += 1
    document = Document("plan.xlsx", "x", "0" * 64, (Table(tuple(cells), 2, 4),))
    (header,) = Subject(p.plan(), document).headers
    assert header.columns == ("Ref", "Action", "Outcome", "By when")
    assert header.where.cell == "sheet Plan, row 2, column 1"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("16", True), ("0.83", True), ("NaN", False), ("sNaN", False), ("Infinity", False), ("1E+13", False),
     ("1E-13", False), ("-999999999999", True)],
)  # fmt: skip
def test_only_figures_of_a_plans_size_are_reckoned_with(raw: str, kept: bool) -> None:
    assert (figure(Decimal(raw)) is not None) is kept
    assert figure(None) is None


@pytest.mark.parametrize(
    ("value", "words"), [("14.40", "14.4"), ("1600", "1,600"), ("8.0", "8"), ("0", "0"), ("1E+3", "1,000")]
)
def test_a_figure_is_shown_as_people_write_it(value: str, words: str) -> None:
    assert shown(Decimal(value)) == words


def test_the_same_words_in_three_rows_are_one_finding() -> None:
    rows = [p.action(f"A{i}", f"Train team {i}.", "The council is a robust buyer of care.") for i in (3, 4, 5)]
    assert sentences_of(act(*rows), "words-repeated-across-cells") == [
        "A3, A4 and A5 use the same words, beginning “The council is a robust buyer of care”."
    ]


def test_a_finding_points_to_each_place_once_and_in_order() -> None:
    rows = (p.kpi("Percentage of calls (A1)", "TBC", line=9), p.kpi("Percentage of letters (A1)", "TBC", line=5))
    (finding,) = [one for one in find(p.plan(kpis=(*rows, rows[1]))) if one.code == "baseline-not-set"]
    assert [place.line for place in finding.where] == [5, 9]


def test_a_plan_with_nothing_in_it_has_nothing_found() -> None:
    empty = d.Draft(title="", metadata=d.Metadata(), source=d.Source(name="", media_type="", sha256=""))
    assert find(empty) == ()
    assert find(empty, p.lines()) == ()


def test_a_finding_is_data_that_travels_as_json() -> None:
    for finding in find(p.plan(kpis=(p.kpi("Reduction in complaints", "TBC"),))):
        assert msgspec.json.decode(msgspec.json.encode(finding), type=d.Finding) == finding
