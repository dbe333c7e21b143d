"""Pairs for the rules on words: voice, names of bodies, front matter, layout and wording."""

from __future__ import annotations

import datetime as dt

from sendplan.plan_reader import draft as d
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.pair import HEADER, Pair, act, front, kpi, need, outcome, said, text

WORDS = (
    # voice
    Pair(
        "inspectors-words-filed-under-families",
        said("Leaders are not able to show the impact since the last inspection."),
        said("We have seen no change since the last inspection."),
        ("section A",),
    ),
    Pair(
        "need-repeated-as-voice",
        p.plan(
            sections=(
                p.section(
                    "A",
                    voice=p.statements(15, "Nobody rings back.", "Many calls often go unanswered."),
                    needs=p.statements(11, "Many calls go unanswered."),
                ),
                p.SECTIONS[1],
            )
        ),
        p.plan(
            sections=(
                p.section(
                    "A",
                    voice=p.statements(15, "Nobody rings us back for weeks on end."),
                    needs=p.statements(11, "Many calls go unanswered."),
                ),
                p.SECTIONS[1],
            )
        ),
        ("section A",),
    ),
    Pair(
        "figure-without-source",
        said("1 in 4 parents feel heard.", "Over 40% of parents said reviews were poor."),
        said("1 in 4 parents feel heard, in the survey of May 2025.", "40% of 312 parents said reviews were poor."),
        ("section A",),
    ),
    Pair(
        "requests-among-experiences",
        said("Listen to parents.", "Avoid jargon.", "Equip schools.", "Nobody rings back."),
        said("Listen to parents.", "Calls go unanswered.", "Schools lack training.", "Nobody rings back."),
        ("section A",),
    ),
    # organisations
    Pair(
        "organisation-no-longer-exists",
        front(accountable_officers_label="Officers of the council and CCG:"),
        front(accountable_officers_label="Officers of the council and ICB:"),
    ),
    Pair(
        "organisation-no-longer-exists",
        front(introduction=p.statements(7, "Public Health England advises the board.")),
        front(introduction=p.statements(7, "A report by the former Public Health England advised the board.")),
    ),
    Pair(  # ended after every date in the plan
        "organisation-no-longer-exists",
        front(introduction=p.statements(7, "The Education and Skills Funding Agency pays for places.")),
        p.plan(
            metadata=p.front(introduction=p.statements(7, "The Education and Skills Funding Agency pays for places.")),
            actions=(p.action("A1", "Set a standard.", by=p.due("March 2025", dt.date(2025, 3, 31))),),
            kpis=(),
        ),
    ),
    # doubts
    Pair("cells-read-two-ways", kpi(p.KPIS[0].name, doubt="steps"), kpi(p.KPIS[0].name), ("A-K1",)),
    Pair(
        "action-and-outcome-border",
        act(p.action("A3", "Train every team. Ensure that it lasts.", doubt="outcomes")),
        act(p.action("A3", "Train every team. Ensure that it lasts.")),
        ("A3",),
    ),
    Pair(
        "action-cells-in-doubt",
        act(p.action("A3", "Train every team.", doubt="due")),
        act(p.action("A3", "Train every team.", doubt="outcomes")),
        ("A3",),
    ),
    Pair(
        "figure-not-understood",
        kpi(p.KPIS[0].name, steps=(p.step("most schools", kind="not_understood"), p.step("60%", p.SEPTEMBER))),
        kpi(p.KPIS[0].name, steps=(p.step("TBC", kind="not_yet_set"), p.step("60%", p.SEPTEMBER))),
        ("A-K1",),
    ),
    Pair(
        "text-not-placed",
        p.plan(unplaced=(d.Unplaced(text="Skip to content", where=p.where(1)),)),
        p.plan(unplaced=(d.Unplaced(text=" ", where=p.where(1)),)),
    ),
    # front
    Pair("blank-labels", front(blank_labels=p.statements(2, "Last updated")), front(blank_labels=())),
    Pair(
        "picture-lost",
        text("The governance diagram below shows who answers to whom."),
        text("The list below shows who answers to whom."),
    ),
    Pair(
        "names-run-together",
        text("The Parent Forum", "Care Trust", "Parent ForumCare Trust"),
        text("The Parent Forum", "Care Trust", "Parent Forum, Care Trust and YouTube"),
    ),
    # layout
    Pair(
        "headings-differ",
        p.plan(sections=(p.section("A", title="How we communicate"), p.SECTIONS[1])),
        p.plan(sections=(p.section("A", title="COMMUNICATION."), p.SECTIONS[1])),
        ("section A",),
    ),
    Pair("headings-differ", text("ASW B – Planning"), text("ASW B – Plans"), ("section B",)),
    Pair("table-headers-differ", text("Ref Actions Outcome By when Lead Status"), text(HEADER)),
    Pair(
        "table-headers-differ",
        (
            p.plan(),
            p.tables(("Ref", "Action", "Outcome", "Due", "Status"), ("Ref", "Action", "Outcome", "By when", "Status")),
        ),
        (
            p.plan(),
            p.tables(("Ref", "Action", "Outcome", "Due", "Status"), ("Ref", "Action", "Outcome", "Due", "Status")),
        ),
    ),
    Pair(
        "step-labels-differ",
        kpi(p.KPIS[0].name, steps=(p.step("50%", label="Step: End June 2025"),)),
        kpi(p.KPIS[0].name, steps=(p.step("50%", label="Step – End June 2025"),)),
        ("A-K1",),
    ),
    Pair(
        "header-read-two-ways",
        text("KPI Baseline Date Milestone 1 Target Actual"),
        text("KPI Baseline Baseline Date Milestone 1 Target Actual"),
    ),
    Pair(  # where the columns are drawn there is no doubt
        "header-read-two-ways",
        text("KPI Baseline Date Target Actual"),
        (p.plan(), p.tables(("KPI", "Baseline Date", "Target", "Actual"))),
    ),
    Pair(
        "heading-punctuation-differs",
        text("What must change", "What must change", "What must change:"),
        text("What must change:", "What must change:", "What must change:"),
    ),
    # wording
    Pair(
        "words-repeated-across-cells",
        act(
            p.action("A3", "Train every team.", "The council is a robust buyer of places."),
            p.action("A4", "Hire advisers.", "The council is a robust buyer of care."),
        ),
        act(
            p.action("A3", "Train every team.", "Children and young people with needs learn."),
            p.action("A4", "Hire advisers.", "Children and young people with needs travel."),
        ),
        ("A3", "A4"),
    ),
    Pair(
        "words-repeated-across-cells",
        p.plan(sections=(p.needs("A", "Staff do not know the plan."), p.needs("B", "Staff do not know the plan"))),
        p.plan(sections=(p.needs("A", "Staff do not know the plan."), p.needs("B", "Staff do not know the aims"))),
        ("section A", "section B"),
    ),
    Pair(
        "outcome-repeats-action",
        outcome("Ensure that the offer meets the needs of all families.", "The offer meets the needs of all families."),
        outcome(
            "Ensure that the offer meets the needs of all families.", "Children get help close to home and sooner."
        ),
        ("A3",),
    ),
    Pair(
        "two-statements-in-one",
        need("Some services work well. Others have lost people’s trust."),
        need("Some services work well, e.g. Portage, and others do not."),
        ("section A",),
    ),
    Pair(
        "sentence-left-unfinished",
        need("There is wide disaffection,"),
        need("There is wide disaffection"),
        ("section A",),
    ),
    Pair(
        "sentence-left-unfinished",
        need("There is no quality assurance no ownership of plans."),
        need("There is no quality assurance and no ownership of plans."),
        ("section A",),
    ),
    Pair(
        "sentence-left-unfinished",
        need("The process and the ease of application as poor or very poor."),
        need("The process and the ease of application were rated as poor or very poor."),
        ("section A",),
    ),
    Pair(
        "sentence-left-unfinished",
        text("The board includes parents and children and young. It meets monthly."),
        text("The board includes parents and children and young people. It meets monthly."),
    ),
    Pair(
        "stray-apostrophe",
        text("Our partners meet. All partner’s duties are set out."),
        text("Our partners meet. All partners’ duties are set out."),
    ),
    Pair(
        "stray-apostrophe",
        text("An education setting may join. It includes leaders, Education Setting’s, and parents."),
        text("Barnardo’s, Mencap and St Mary’s, a school, take part. Children’s, parents’ and setting’s, views count."),
    ),
    Pair(
        "action-not-a-verb",
        act(p.action("A3", "Strengthening all teams.")),
        act(p.action("A3", "Bring teams together.")),
        ("A3",),
    ),
    Pair(
        "action-not-a-verb",
        act(p.action("A3", "Agreed a shared framework.")),
        act(p.action("A3", "Embed a shared framework.")),
        ("A3",),
    ),
    Pair(
        "action-not-a-verb",
        act(p.action("A3", "Local Area commits to fund the panel.")),
        act(p.action("A3", "Fund the panel that the Local Area commits to.")),
        ("A3",),
    ),
    # terms
    Pair(
        "term-written-several-ways",
        text("A neuro-diversity plan.", "Neurodiversity matters."),
        text("A neurodiversity plan.", "Neurodiversity matters."),
    ),
    Pair(
        "term-written-several-ways",
        text("The 0-25 Team.", "The 0 – 25 Team."),
        text("The 0-25 Team.", "The 5 – 25 Team."),
    ),
    Pair(
        "hyphen-spaced-oddly",
        text("A model of needs- based support."),
        text("Pre- and post-diagnostic support, needs-based."),
    ),
)
