"""Pairs for the rules on progress: figures that cannot stand, ratings, updates, and officers who answer for nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from sendplan.plan_reader import draft as d
from tests.plan_reader.findings import made_up_plan as p
from tests.plan_reader.findings.pair import Pair, act, kpi

JULY, AUGUST, OCTOBER = dt.date(2025, 7, 31), dt.date(2025, 8, 31), dt.date(2025, 10, 31)


def status(meaning: d.StatusMeaning, written: str, on: dt.date | None = None) -> d.Status:
    return d.Status(label="RAG", as_written=written, meaning=meaning, on=on, where=p.where(203))


def update(text: str, on: dt.date | None = None) -> d.Progress:
    return d.Progress(label="Progress update", text=text, on=on, where=p.where(204))


def told(
    statuses: Sequence[d.Status] = (),
    updates: Sequence[d.Progress] = (),
    *,
    latest: dt.date = JULY,
    ref: str = "A3",
    owners: Sequence[d.Owner] = (),
) -> d.Action:
    made = p.action(ref, "Train every team.", by=p.due("July 2025", latest), line=203)
    named = tuple(owners) or made.named_owners
    return msgspec.structs.replace(made, statuses=tuple(statuses), updates=tuple(updates), named_owners=named)


def actual(written: str, value: str, unit: str = "percent", step: int | None = 0) -> d.Actual:
    return d.Actual(label="Actual", as_written=written, kind="level", value=Decimal(value), unit=unit, step=step)


def reported(
    name: str, *actuals: d.Actual, better: d.Better = "higher", steps: Sequence[d.Step] | None = None
) -> d.Kpi:
    return msgspec.structs.replace(p.kpi(name, steps=steps, better=better), actuals=actuals)


def per(written: str, value: str) -> d.Draft:
    cell = actual(written, value, "per 10,000", None)
    row = p.kpi("Rate of exclusions (A1)", "TBC", (p.step("TBC", kind="not_yet_set"),), better="lower")
    return p.plan(kpis=(msgspec.structs.replace(row, actuals=(cell,)),))


def beside_a_figure(written: str, value: str) -> d.Draft:
    rated = msgspec.structs.replace(p.ACTIONS[0], statuses=(status("complete", "Blue"),))
    row = reported("Percentage of calls answered within two days (A1)", actual(written, value))
    return p.plan(actions=(rated, *p.ACTIONS[1:]), kpis=(row, *p.KPIS[1:]))


def answered(*parts: str | None) -> d.Draft:
    """Actions beside one another whose only owner has this part."""
    made = []
    for number, part in enumerate(parts, start=1):
        owner = d.Owner(as_written=f"Head of Area {number}", part=part, where=p.where(200 + number))  # type: ignore[arg-type]  # the parts given are lead, accountable or None
        made.append(told(ref=f"A{number}", owners=(owner,)))
    return p.plan(actions=made)


GREEN, BLUE = status("on_track", "Green"), status("complete", "Blue")

PROGRESS = (
    # figures
    Pair(
        "figures-run-together",
        kpi("Rate of calls answered (A1)", "2837.163054.05253.7"),
        kpi("Rate of calls answered (A1)", "2837.1"),
        ("A-K1",),
    ),
    Pair(
        "units-mixed-in-a-row",
        kpi("Calls answered (A1)", "45%", (p.step("120"),)),
        kpi("Calls answered (A1)", "45%", (p.step("60%"), p.step("0", p.SEPTEMBER))),
        ("A-K1",),
    ),
    Pair("rate-impossible", per("12,400 per 10,000", "12400"), per("124 per 10,000", "124"), ("A-K1",)),
    Pair(
        "rate-impossible",
        kpi("Number of children waiting (A1)", "-3", (p.step("2"),), better="lower"),
        kpi("Net change in children waiting (A1)", "-3", (p.step("2"),), better="lower"),
        ("A-K1",),
    ),
    Pair(
        "percentage-out-of-range",
        p.plan(kpis=(reported("Percentage of calls answered (A1)", actual("104%", "104")),)),
        p.plan(kpis=(reported("Percentage of calls answered (A1)", actual("94%", "94")),)),
        ("A-K1",),
    ),
    Pair(
        "steps-back-and-forth",
        kpi(
            "Plans reviewed (A1)",
            "40",
            (p.step("50"), p.step("60", p.SEPTEMBER), p.step("40", p.DECEMBER)),
            better="unknown",
        ),
        kpi(
            "Plans reviewed (A1)",
            "40",
            (p.step("50"), p.step("60", p.SEPTEMBER), p.step("60", p.DECEMBER)),
            better="unknown",
        ),
        ("A-K1",),
    ),
    # ratings and updates
    Pair(
        "update-later-than-due-date",
        act(told((), (update("Training completed for all teams.", OCTOBER),))),
        act(told((), (update("Training completed for all teams.", JULY), update("Completed.", OCTOBER)))),
        ("A3",),
    ),
    Pair(  # an update that says it was late hides nothing
        "update-later-than-due-date",
        act(told((), (update("Completed.", OCTOBER),))),
        act(told((), (update("Completed, two months late.", OCTOBER),))),
        ("A3",),
    ),
    Pair(  # what is not met is not reported as met
        "update-later-than-due-date",
        act(told((), (update("The course is now in place.", OCTOBER),))),
        act(told((), (update("The course is yet to be delivered.", OCTOBER),))),
        ("A3",),
    ),
    Pair(
        "green-after-its-due-date",
        act(told((status("on_track", "Green", OCTOBER),))),
        act(told((status("on_track", "Green", JULY),))),
        ("A3",),
    ),
    Pair(  # with no date of its own, a rating is as new as the plan's newest update
        "green-after-its-due-date",
        act(told((GREEN,), (update("Teams are booked.", OCTOBER),))),
        act(told((GREEN,), (update("All teams were trained and the course is closed.", OCTOBER),))),
        ("A3",),
    ),
    Pair(
        "rating-against-its-update",
        act(told((BLUE,), (update("Trainers have not yet been appointed, and the outcome was not met.", AUGUST),))),
        act(told((BLUE,), (update("Every team was trained.", AUGUST),))),
        ("A3",),
    ),
    Pair(
        "rating-against-its-update",
        act(told((status("not_started", "Grey"),), (update("Course launched.", JULY),))),
        act(told((status("not_started", "Grey"),), (update("Course will be launched.", JULY),))),
        ("A3",),
    ),
    Pair(
        "rating-against-its-update",
        act(told((GREEN,), (update("The work has slipped by a month.", JULY),))),
        act(told((GREEN,), (update("Two of four teams trained.", JULY),))),
        ("A3",),
    ),
    Pair(
        "good-rating-with-a-figure-missed", beside_a_figure("41%", "41"), beside_a_figure("52%", "52"), ("A1", "A-K1")
    ),
    # officers
    Pair(
        "no-accountable-officer",
        answered("accountable", "accountable", "lead"),
        answered("accountable", "accountable", "accountable"),
        ("A3",),
    ),
    Pair(  # a plan that tells leads from nobody has no such column
        "no-accountable-officer",
        answered("accountable", "accountable", None),
        answered("lead", "lead", None),
        ("A3",),
    ),
    Pair(
        "action-with-no-date",
        act(p.action("A3", "Train every team.", by=p.due("TBC", None, "not_yet_set"), line=203)),
        act(p.action("A3", "Train every team.", by=p.due("July 2025", JULY), line=203)),
        ("A3",),
    ),
)
