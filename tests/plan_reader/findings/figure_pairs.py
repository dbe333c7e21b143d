"""Pairs for the rules on figures: steps, baselines and measures."""

from __future__ import annotations

import datetime as dt

from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.pair import POINTS, VACANCIES, Pair, kpi

FIGURES = (
    # steps
    Pair(
        "step-order",
        kpi(p.KPIS[0].name, steps=(p.step("50%", p.SEPTEMBER), p.step("60%", p.JUNE))),
        kpi(p.KPIS[0].name, steps=(p.step("50%", p.JUNE), p.step("60%", p.SEPTEMBER))),
        ("A-K1",),
    ),
    Pair(
        "step-equals-target",
        kpi(p.KPIS[0].name, steps=(p.step("60%"), p.step("60%", p.SEPTEMBER))),
        kpi(p.KPIS[0].name, steps=(p.step("50%"), p.step("60%", p.SEPTEMBER))),
        ("A-K1",),
    ),
    Pair(  # what has reached its end can only be held there
        "step-equals-target",
        kpi(VACANCIES, "9", (p.step("5"), p.step("5", p.SEPTEMBER)), better="lower"),
        kpi(VACANCIES, "9", (p.step("0"), p.step("0", p.SEPTEMBER)), better="lower"),
        ("A-K1",),
    ),
    Pair(
        "step-against-its-direction",
        kpi(p.KPIS[0].name, "40%", (p.step("35%"), p.step("60%", p.SEPTEMBER))),
        kpi(p.KPIS[0].name, "40%", (p.step("40%"), p.step("60%", p.SEPTEMBER))),
        ("A-K1",),
    ),
    Pair(
        "step-against-its-direction",
        kpi(VACANCIES, "9", (p.step("7"), p.step("8", p.SEPTEMBER)), better="lower"),
        kpi(VACANCIES, "9", (p.step("7"), p.step("6", p.SEPTEMBER)), better="lower"),
        ("A-K1",),
    ),
    Pair(
        "percentage-out-of-range",
        kpi(p.KPIS[0].name, steps=(p.step("140%"),)),
        kpi(p.KPIS[0].name, steps=(p.step("100%"),)),
    ),
    Pair(  # a budget may be overspent: only a share of a whole is held to 100%
        "percentage-out-of-range",
        kpi("Percentage of posts filled (A1)", "101%"),
        kpi("Spend against budget (A1), percent", "101%", (p.step("99%"),), better="lower"),
    ),
    Pair(
        "relative-step-without-baseline",
        kpi(VACANCIES, "TBC", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        kpi(VACANCIES, "10", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        ("A-K1",),
    ),
    Pair(
        "relative-step-without-baseline",
        kpi(p.KPIS[0].name, "TBC", (p.step(POINTS, kind="percentage_point_change"),)),
        kpi(p.KPIS[0].name, "40%", (p.step(POINTS, kind="percentage_point_change"),)),
        ("A-K1",),
    ),
    Pair(
        "fraction-of-a-whole-thing",
        kpi(VACANCIES, "16", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        kpi(VACANCIES, "20", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        ("A-K1",),
    ),
    Pair(  # a percentage may come out at part of a point
        "fraction-of-a-whole-thing",
        kpi(VACANCIES, "29", (p.step("50% reduction", kind="relative_change"),), better="lower"),
        kpi(p.KPIS[0].name, "29%", (p.step("50% reduction", kind="relative_change"),), better="lower"),
        ("A-K1",),
    ),
    Pair(
        "steps-written-in-several-ways",
        kpi(
            p.KPIS[0].name,
            steps=(
                p.step(POINTS, kind="percentage_point_change"),
                p.step("10% increase", p.SEPTEMBER, "relative_change"),
            ),
        ),
        kpi(p.KPIS[0].name, steps=(p.step(POINTS, kind="percentage_point_change"), p.step("70%", p.SEPTEMBER))),
    ),
    Pair(
        "level-or-points",
        p.plan(
            kpis=(
                p.kpi("Percentage of calls answered (A1)", "TBC", (p.step("25%"),)),
                p.kpi("Percentage of letters answered (A1)", "TBC", (p.step(POINTS, kind="percentage_point_change"),)),
            )
        ),
        p.plan(
            kpis=(
                p.kpi("Percentage of calls answered (A1)", "20%", (p.step("25%"),)),
                p.kpi("Percentage of letters answered (A1)", "TBC", (p.step(POINTS, kind="percentage_point_change"),)),
            )
        ),
        ("A-K1",),
    ),
    Pair(
        "directions-mixed-in-one-table",
        p.plan(
            kpis=(
                p.kpi("Number of starters (A1)", "10", (p.step("10% increase", kind="relative_change"),)),
                p.kpi(
                    "Number of leavers (A2)", "10", (p.step("10% reduction", kind="relative_change"),), better="lower"
                ),
            )
        ),
        p.plan(
            kpis=(
                p.kpi("Number of starters (A1)", "10", (p.step("10% increase", kind="relative_change"),)),
                p.kpi("Number of leavers (A2)", "10", (p.step("10% reduction", kind="relative_change"),), table=2),
            )
        ),
        ("A-K1", "A-K2"),
    ),
    Pair(
        "kpi-with-no-step",
        kpi(p.KPIS[0].name, steps=(p.step(None, kind="blank"), p.step("TBC", p.SEPTEMBER, "not_yet_set"))),
        kpi(p.KPIS[0].name, steps=(p.step(None, kind="blank"), p.step("60%", p.SEPTEMBER))),
        ("A-K1",),
    ),
    # baselines
    Pair("baseline-not-set", kpi(p.KPIS[0].name, "TBC"), kpi(p.KPIS[0].name, "40%"), ("A-K1",)),
    Pair(
        "baseline-said-to-exist",
        kpi(p.KPIS[0].name, "Baseline established"),
        kpi(p.KPIS[0].name, "Baseline to be established"),
        ("A-K1",),
    ),
    Pair("baseline-without-date", kpi(p.KPIS[0].name, on=None), kpi(p.KPIS[0].name), ("A-K1",)),
    Pair(
        "baseline-date-out-of-line",
        p.plan(
            kpis=(*p.KPIS, p.kpi("Number of calls (A1)", "90", (p.step("95"),), on=dt.date(2024, 2, 29)), p.KPIS[1])
        ),
        p.plan(
            kpis=(*p.KPIS, p.kpi("Number of calls (A1)", "90", (p.step("95"),), on=dt.date(2024, 12, 31)), p.KPIS[1])
        ),
        ("A-K3",),
    ),
    Pair(
        "baseline-after-its-first-step",
        kpi(p.KPIS[0].name, on=dt.date(2025, 7, 31)),
        kpi(p.KPIS[0].name, on=dt.date(2025, 6, 30)),
        ("A-K1",),
    ),
    # measures
    Pair(
        "measure-and-unit-disagree",
        kpi("Number of requests (A1)", "0.8%"),
        kpi("Rate of requests (A1)", "0.8%"),
        ("A-K1",),
    ),
    Pair(
        "measure-and-unit-disagree",
        kpi("Percentage of calls answered (A1)", "40", (p.step("50"),)),
        kpi("Number of calls answered (A1)", "40", (p.step("50"),)),
        ("A-K1",),
    ),
    Pair(
        "name-states-the-wish",
        kpi("Reduction in complaints (A1)", "9"),
        kpi("Number of complaints (A1)", "9"),
        ("A-K1",),
    ),
    Pair(
        "name-states-the-wish",
        kpi("Children will be seen within 18 weeks (A1)"),
        kpi("Percentage of children seen within 18 weeks (A1)"),
        ("A-K1",),
    ),
    Pair(
        "name-states-the-wish",
        kpi("Families report that support is good (A1)"),
        kpi("Proportion of families who report that support is good (A1)"),
        ("A-K1",),
    ),
    Pair(
        "measure-name-unclear",
        kpi("Percentage of young people’s confidence in the service (A1)"),
        kpi("Percentage of young people who rate their confidence in the service as good or better (A1)"),
        ("A-K1",),
    ),
    Pair(
        "measure-name-unclear",
        kpi("Percentage schools inspected (A1)"),
        kpi("Percentage of schools inspected (A1)"),
        ("A-K1",),
    ),
    Pair(
        "measure-name-unclear",
        kpi("Percentage of young people rate reviews as good (A1)"),
        kpi("Percentage of young people who rate reviews as good (A1)"),
        ("A-K1",),
    ),
    Pair(
        "measure-name-unclear",
        kpi("Percentage of parents who rate that communication as good (A1)"),
        kpi("Percentage of parents who rate communication as good (A1)"),
        ("A-K1",),
    ),
    Pair(
        "measure-without-unit",
        kpi("Staff sickness (A1)", "10", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        kpi("Days of staff sickness (A1)", "10", (p.step("10% reduction", kind="relative_change"),), better="lower"),
        ("A-K1",),
    ),
)
