"""A pair: a made-up plan with a fault, and its mended twin as near to it as can be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec

from sendplan.formats.document import Document
from sendplan.plan_reader import draft as d
from tests.plan_reader.findings import made_up_plan as p

# A plan, with its document where the rule looks at one.
Made = d.Draft | tuple[d.Draft, Document]


@dataclass(frozen=True)
class Pair:
    """``about`` is what the finding on the faulty plan must name."""

    code: str
    faulty: Made
    mended: Made
    about: tuple[str, ...] = ()


def kpi(*args: object, **named: object) -> d.Draft:
    return p.plan(kpis=(p.kpi(*args, **named), p.KPIS[1], p.KPIS[2]))  # type: ignore[arg-type]  # passed through


def act(*actions: d.Action) -> d.Draft:
    return p.plan(actions=(*p.ACTIONS, *actions))


def said(*texts: str) -> d.Draft:
    return p.plan(sections=(p.voices("A", *texts), p.SECTIONS[1]))


def need(*texts: str) -> d.Draft:
    return p.plan(sections=(p.needs("A", *texts), p.SECTIONS[1]))


def text(*lines: str) -> tuple[d.Draft, Document]:
    return p.plan(), p.lines(*p.SOUND_LINES, *lines)


def front(**changes: object) -> d.Draft:
    return p.plan(metadata=p.front(**changes))


def report(day: int) -> d.Draft:
    visit = p.METADATA.inspections[0]
    on = dt.date(2025, 2, day)
    late = d.Inspection(
        label="Report published", as_written=f"{day} February 2025", earliest=on, latest=on, where=p.where(4)
    )
    return front(inspections=(visit, late))


def owned(*owners: str) -> d.Draft:
    """Three actions more, in months of their own, each with one of these owners."""
    months = ((2025, 7, 31), (2025, 8, 31), (2025, 10, 31), (2025, 11, 30), (2026, 1, 31), (2026, 2, 28))
    texts = (
        "Train every team.",
        "Open a drop-in.",
        "Hire two advisers.",
        "Map each pathway.",
        "Test the portal.",
        "Fund a club.",
    )
    return act(
        *(
            p.action(f"A{i + 3}", texts[i], by=p.due(None, dt.date(*months[i])), owners=(owner,), line=200 + i)
            for i, owner in enumerate(owners)
        )
    )


def due(words: str | None, latest: dt.date | None, kind: d.DueKind) -> d.Draft:
    return act(p.action("A3", "Train every team.", by=p.due(words, latest, kind), line=203))


def outcome(of: str, *texts: str) -> d.Draft:
    return act(p.action("A3", of, *texts, by=p.due("July 2025", dt.date(2025, 7, 31)), line=203))


def targets(*ends: dt.date) -> d.Draft:
    steps = [(p.step("50%"), p.step("60%", end, label=f"Target {i}")) for i, end in enumerate(ends)]
    return p.plan(
        kpis=[
            p.kpi(f"Percentage of calls of kind {i} answered (A1)", steps=step, table=i, line=300 + i)
            for i, step in enumerate(steps)
        ]
    )


def longer(action: d.Action, first: int, last: int) -> d.Action:
    return msgspec.structs.replace(action, where=d.Where(line=first, end_line=last))


POINTS = "20%-point increase"
LATER = dt.date(2026, 9, 30)
VACANCIES = "Number of posts vacant (A1)"
HEADER = "Ref Action Outcome By when Owner Status"
