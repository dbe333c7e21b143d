"""A made-up plan that no rule has anything to say about, and the parts to spoil it with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from sendplan.formats.document import Cell, Document, ListItem, Paragraph, Place, Run, Table
from sendplan.plan_reader import draft as d

JUNE, SEPTEMBER, DECEMBER = dt.date(2025, 6, 30), dt.date(2025, 9, 30), dt.date(2025, 12, 31)
FEBRUARY = dt.date(2025, 2, 28)


def where(line: int) -> d.Where:
    return d.Where(line=line, end_line=line)


def statements(first: int, *texts: str) -> tuple[d.Statement, ...]:
    return tuple(d.Statement(text=text, where=where(first + i)) for i, text in enumerate(texts))


def due(text: str | None = "June 2025", latest: dt.date | None = JUNE, kind: d.DueKind = "month") -> d.Due:
    return d.Due(as_written=text, earliest=latest.replace(day=1) if latest else None, latest=latest, kind=kind)


def action(
    ref: str,
    text: str,
    *outcomes: str,
    by: d.Due | None = None,
    owners: Sequence[str] = ("Head of Early Years",),
    line: int | None = None,
    doubt: str | None = None,
    section: str | None = None,
) -> d.Action:
    at = where(line if line is not None else 100 + sum(map(ord, ref)))
    doubts = (d.Ambiguity(field=doubt, preferred={"text": text}, others=(), evidence="no border"),) if doubt else ()
    return d.Action(
        ref=ref,
        section=section or ref[:1],
        text=text,
        outcomes=outcomes,
        due=by or due(),
        owners=tuple(owners),
        named_owners=tuple(d.Owner(as_written=owner, where=at) for owner in owners),
        where=at,
        ambiguities=doubts,
    )


def step(
    written: str | None,
    on: dt.date | None = JUNE,
    kind: d.StepKind = "level",
    label: str | None = None,
) -> d.Step:
    """A step whose figure is the first number of its words; a reduction is negative."""
    found = re.search(r"\d+(?:\.\d+)?", written or "")
    value = Decimal(found.group()) if found else None
    if value is not None and "reduction" in (written or "") and kind != "level":
        value = -value
    unit = None if value is None else "percent" if "%" in (written or "") else "count"
    name = label or (f"Step – End {on:%B %Y}" if on else "Step")
    return d.Step(label=name, on=on, as_written=written, kind=kind, value=value, unit=unit)


def kpi(
    name: str,
    baseline: str | None = "40%",
    steps: Sequence[d.Step] | None = None,
    *,
    on: dt.date | None = FEBRUARY,
    better: d.Better = "higher",
    section: str = "A",
    table: int = 1,
    line: int = 300,
    doubt: str | None = None,
) -> d.Kpi:
    start = step(baseline)
    return d.Kpi(
        section=section,
        name=name,
        baseline=d.Baseline(
            as_written=baseline,
            value=start.value,
            unit=start.unit,
            on=on,
            on_as_written=f"{on:%B %Y}" if on else None,
            on_earliest=on.replace(day=1) if on else None,
        ),
        steps=tuple(steps) if steps is not None else (step("50%"), step("60%", SEPTEMBER), step("70%", DECEMBER)),
        better=better,
        table=table,
        where=where(line),
        ambiguities=(d.Ambiguity(field=doubt, preferred={}, others=(), evidence="a cell is missing"),) if doubt else (),
    )


ACTIONS = (
    action("A1", "Set a standard for answering calls.", "Families hear back when they call.", line=21),
    action(
        "A2",
        "Publish a guide to each service.",
        "Families know whom to ask.",
        by=due("September 2025", SEPTEMBER),
        owners=("Director of Communications",),
        line=22,
    ),
    action(
        "B1",
        "Review how plans are drafted.",
        "Children start the year with a plan that fits.",
        by=due("December 2025", DECEMBER),
        owners=("Designated Clinical Officer",),
        line=41,
    ),
)
KPIS = (
    kpi("Percentage of calls answered within two days (A1)", line=31),
    kpi("Percentage of families who rate the guide as good or better (A2)", line=32),
    kpi(
        "Number of plans overdue (B1)",
        "100",
        (step("80"), step("50", SEPTEMBER), step("20", DECEMBER)),
        better="lower",
        section="B",
        line=51,
    ),
)
SECTIONS = (
    d.Section(
        letter="A",
        title="Communication",
        label="Communication",
        needs=statements(11, "Calls go unanswered.", "Letters are hard to read."),
        voice=statements(15, "Families wait weeks for a call.", "Parents feel that nobody listens."),
        where=where(10),
    ),
    d.Section(
        letter="B",
        title="Plans",
        label="Plans",
        needs=statements(36, "Plans are issued late."),
        voice=statements(38, "Families do not recognise their child in the plan."),
        where=where(35),
    ),
)
METADATA = d.Metadata(
    area="Anyshire",
    published="1 April 2025",
    last_updated="1 May 2025",
    inspections=(
        d.Inspection(
            label="Inspection visit",
            as_written="3 to 5 February 2025",
            earliest=dt.date(2025, 2, 3),
            latest=dt.date(2025, 2, 5),
            where=where(3),
        ),
        d.Inspection(
            label="Report published",
            as_written="20 March 2025",
            earliest=dt.date(2025, 3, 20),
            latest=dt.date(2025, 3, 20),
            where=where(4),
        ),
    ),
    weaknesses=(
        d.Weakness(letter="A", label="Communication", text="Families are not told.", where=where(5)),
        d.Weakness(letter="B", label="Plans", text="Plans are late.", where=where(6)),
    ),
    introduction=statements(7, "This plan says what will change."),
)


def plan(
    *,
    actions: Sequence[d.Action] = ACTIONS,
    kpis: Sequence[d.Kpi] = KPIS,
    sections: Sequence[d.Section] = SECTIONS,
    metadata: d.Metadata = METADATA,
    unplaced: Sequence[d.Unplaced] = (),
    bodies: Sequence[d.Body] = (),
) -> d.Draft:
    return d.Draft(
        title="Anyshire improvement plan",
        metadata=metadata,
        sections=tuple(sections),
        bodies=tuple(bodies),
        actions=tuple(actions),
        kpis=tuple(kpis),
        unplaced=tuple(unplaced),
        source=d.Source(name="plan.txt", media_type="text/plain", sha256="0" * 64),
    )


def front(**changes: object) -> d.Metadata:
    """The sound plan's front matter with these fields changed."""
    return msgspec.structs.replace(METADATA, **changes)


def section(letter: str = "A", **changes: object) -> d.Section:
    sound = {one.letter: one for one in SECTIONS}
    return msgspec.structs.replace(sound.get(letter, SECTIONS[0]), letter=letter, **changes)


def voices(letter: str, *texts: str) -> d.Section:
    return section(letter, voice=statements(60, *texts))


def needs(letter: str, *texts: str) -> d.Section:
    return section(letter, needs=statements(70, *texts))


def lines(*texts: str, first: int = 1) -> Document:
    """A flattened document; a line that begins with a bullet is a list item."""
    blocks: list[Paragraph | ListItem] = []
    for i, text in enumerate(texts):
        run = Run(i, text.removeprefix("• "), Place(line=first + i))
        blocks.append(ListItem(run) if text.startswith("• ") else Paragraph(run))
    return Document("plan.txt", "text/plain", "0" * 64, tuple(blocks), flattened=True)


def tables(*rows: Sequence[str]) -> Document:
    """A document of tables as drawn; each is given as its header row."""
    blocks: list[Table] = []
    number = 0
    for i, row in enumerate(rows, 1):
        cells = []
        for column, text in enumerate(row):
            place = Place(table=i, row=1, column=column + 1)
            cells.append(Cell((Run(number, text, place),), 0, column, header=True))
            number += 1
        blocks.append(Table(tuple(cells), 1, len(row)))
    return Document("plan.docx", "application/octet-stream", "0" * 64, tuple(blocks))


SOUND_LINES = (
    "Anyshire improvement plan",
    "Version 2, published 1 April 2025",
    "Ref Action Outcome By when Owner Status",
    "A1 Set a standard for answering calls. Families hear back when they call. June 2025 – Head of Early Years On time",
    "KPI Baseline Baseline of Milestone 1 Target Actual",
    "Percentage of calls answered within two days (A1) 40% February 2025 50% 60%",
)
