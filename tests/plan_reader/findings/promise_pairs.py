"""Pairs for the rules on promises: dates, owners and links."""

from __future__ import annotations

import datetime as dt

from sendplan.plan_reader import draft as d
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.pair import (
    HEADER,
    LATER,
    Pair,
    act,
    due,
    front,
    longer,
    outcome,
    owned,
    report,
    targets,
)

PROMISES = (
    # dates
    Pair(
        "status-in-date-cell",
        due("Established March 2025", dt.date(2025, 3, 31), "already_done"),
        due("July 2025", LATER, "month"),
        ("A3",),
    ),
    Pair("status-in-date-cell", due("Ongoing", None, "ongoing"), due("Term 2", LATER, "term"), ("A3",)),
    Pair(
        "due-before-the-plan",
        due("January 2025", dt.date(2025, 1, 31), "month"),
        due("March 2025", dt.date(2025, 3, 31), "month"),
        ("A3",),
    ),
    Pair("action-with-no-date", due(None, None, "blank"), due("July 2025", LATER, "month"), ("A3",)),
    Pair("action-with-no-date", due("when able", None, "not_understood"), due("July 2025", LATER, "month"), ("A3",)),
    Pair(
        "due-dates-pile-up",
        act(*(p.action(f"A{i}", f"Train team {i}.", owners=(f"Head of Team {i}",)) for i in range(3, 7))),
        act(*(p.action(f"A{i}", f"Train team {i}.", owners=(f"Head of Team {i}",)) for i in range(3, 6))),
        ("A1", "A3", "A4", "A5", "A6"),
    ),
    Pair(
        "target-later-than-the-rest",
        targets(p.SEPTEMBER, p.SEPTEMBER, p.SEPTEMBER, LATER),
        targets(p.SEPTEMBER, p.SEPTEMBER, p.SEPTEMBER, dt.date(2025, 10, 31)),
        ("A-K4",),
    ),
    Pair(
        "plan-undated",
        front(published=None, last_updated=None, notes=p.statements(8, "This is a working document.")),
        front(published=None, notes=p.statements(8, "This is a working document.")),
    ),
    Pair(
        "plan-undated",
        front(published=None, last_updated=None, notes=p.statements(8, "It will be updated each term.")),
        front(published=None, last_updated=None, notes=p.statements(8, "Version 3. It will be updated each term.")),
    ),
    Pair("report-soon-after-visit", report(26), report(27)),
    # owners
    Pair(
        "owner-spelt-two-ways",
        owned("Head of Women & Children’s Health", "Head of Women and Children's Health"),
        owned("Head of Women’s Health", "Head of Children's Health"),
        ("A3", "A4"),
    ),
    Pair("body-as-owner", owned("Parent Carer Forum"), owned("Chief Officer, Parent Carer Forum"), ("A3",)),
    Pair("body-as-owner", owned("Delivery leads for the council"), owned("Delivery lead for the council"), ("A3",)),
    Pair(
        "body-as-owner",
        p.plan(
            actions=(p.action("A1", "Set a standard.", owners=("Voices Together",)),),
            bodies=(d.Body(name="Voices together", where=p.where(9)),),
        ),
        p.plan(actions=(p.action("A1", "Set a standard.", owners=("Voices Together",)),)),
        ("A1",),
    ),
    Pair("chair-as-owner", owned("Independent Chair of the Board"), owned("Head of Chair Services"), ("A3",)),
    Pair(
        "ownership-concentrated",
        owned(*["Director of Inclusion"] * 5),
        owned(*["Director of Inclusion"] * 4, "Head of Transport"),
        ("A3", "A4", "A5", "A6", "A7"),
    ),
    Pair("owner-in-passing", owned("Acting Director of Inclusion"), owned("Director of Inclusion"), ("A3",)),
    Pair(
        "action-with-no-owner",
        act(p.action("A3", "Train every team.", owners=())),
        act(p.action("A3", "Train every team.")),
        ("A3",),
    ),
    Pair(
        "owners-set-out-differently",
        (
            p.plan(
                actions=[p.action(f"A{i}", f"Train {i}.", line=3 * i) for i in range(1, 4)]
                + [longer(p.action("A4", "Train 4."), 12, 14)]
            ),
            p.lines(
                "",
                "",
                "A1 June 2025 – Head of Early Years",
                "",
                "",
                "A2 June 2025 – Head of Early Years",
                "",
                "",
                "A3 June 2025 – Head of Early Years",
                "",
                "",
                "A4 Train June 2025",
                "",
                "– Head of Early Years",
            ),
        ),
        (
            p.plan(actions=[p.action(f"A{i}", f"Train {i}.", line=3 * i) for i in range(1, 5)]),
            p.lines(
                "",
                "",
                "A1 June 2025 – Head of Early Years",
                "",
                "",
                "A2 June 2025 – Head of Early Years",
                "",
                "",
                "A3 June 2025 – Head of Early Years",
                "",
                "",
                "A4 June 2025 – Head of Early Years",
            ),
        ),
        ("A4",),
    ),
    # links
    Pair("ref-used-twice", act(p.action("A2", "Train every team.")), act(p.action("A3", "Train every team.")), ("A2",)),
    Pair(
        "actions-and-kpis-not-linked",
        p.plan(kpis=(p.kpi("Percentage of calls answered"), p.kpi("Number of plans overdue", "9", section="B"))),
        p.plan(kpis=(p.kpi("Percentage of calls answered (A1)"), p.kpi("Number of plans overdue", "9", section="B"))),
        ("section A", "section B"),
    ),
    Pair(
        "actions-and-kpis-not-linked",
        (
            p.plan(kpis=(p.kpi("Percentage of calls answered"), p.kpi("Number of plans overdue", "9"))),
            p.lines(HEADER, "KPI Baseline Target Actual"),
        ),
        (
            p.plan(kpis=(p.kpi("Percentage of calls answered"), p.kpi("Number of plans overdue", "9"))),
            p.lines(HEADER, "KPI Ref Baseline Target Actual"),
        ),
    ),
    Pair(
        "action-with-no-kpi",
        outcome("Train every team.", "Reduced mean waiting time."),
        outcome("Train every team.", "Increase in calls answered within days."),
        ("A3",),
    ),
    Pair(
        "action-with-no-kpi",
        act(p.action("C1", "Train every team.")),
        p.plan(
            actions=(*p.ACTIONS, p.action("C1", "Train every team.")),
            kpis=(*p.KPIS, p.kpi("Staff trained (C1), percent", section="C")),
        ),
        ("C1",),
    ),
    Pair(
        "kpi-with-no-action",
        p.plan(kpis=(*p.KPIS, p.kpi("Percentage of staff trained (A1)", section="C"))),
        p.plan(kpis=(*p.KPIS, p.kpi("Percentage of staff trained (A1)", section="B", table=2))),
        ("C-K1",),
    ),
    Pair(
        "no-status-column",
        (p.plan(), p.lines("Ref Action Outcome By when Owner", "KPI Baseline Milestone Target")),
        (p.plan(), p.lines("Ref Action Outcome By when Owner RAG", "KPI Baseline Milestone Target")),
    ),
    Pair(
        "no-status-column",
        (p.plan(), p.tables(("Ref", "Action", "Outcome", "By when", "Owner"), ("KPI", "Baseline", "Target"))),
        (p.plan(), p.tables(("Ref", "Action", "Outcome", "By when", "Owner"), ("KPI", "Baseline", "Target", "Actual"))),
    ),
)
