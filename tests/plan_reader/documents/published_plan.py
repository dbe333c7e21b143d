"""The published plan as its officers would have typed it: headings, lists and real tables, built from the truth.

The truth (``tests/plan_reader/truth/devon-plan.json``) is the plan read by hand. Its sections, actions and
KPIs are laid out here as blocks and tables with borders; each format's module writes the same blocks down.
Where the flattened page left a cell in doubt, the truth's preferred reading stands in its own cell, so that
nothing is in doubt here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
SEED = PROJECT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
TRUTH = PROJECT / "tests" / "plan_reader" / "truth" / "devon-plan.json"

ACTION_HEADER = ("Ref", "Action", "Outcome", "By when", "Senior Responsible Officer")


@dataclass(frozen=True)
class Cell:
    """A cell as drawn: its paragraphs and how many rows and columns it covers."""

    paragraphs: tuple[str, ...] = ()
    down: int = 1
    across: int = 1

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


Row = list[Cell | None]  # None: the place is covered by a merged cell above it or to its left


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    header_rows: int = 1

    @property
    def columns(self) -> int:
        return len(self.rows[0])


@dataclass(frozen=True)
class Text:
    """A paragraph (level 0), a heading (level 1, 2, 3) or a list item (``bullet``)."""

    text: str
    level: int = 0
    bullet: bool = False


Block = Text | Table


@dataclass(frozen=True)
class Part:
    """One section: what stands before its tables, its action table and its KPI tables with their label."""

    letter: str
    heading: str
    needs_heading: str
    needs: tuple[str, ...]
    voice_heading: str
    voice: tuple[str, ...]
    actions: Table
    kpi_label: str
    kpis: tuple[Table, ...]


@dataclass(frozen=True)
class Plan:
    title: str
    front: tuple[Text, ...]
    parts: tuple[Part, ...] = field(default=())

    def blocks(self) -> list[Block]:
        """The whole document in reading order, section by section."""
        blocks: list[Block] = [Text(self.title, level=1), *self.front]
        for part in self.parts:
            blocks += [
                Text(part.heading, level=2),
                Text(part.needs_heading, level=3),
                *(Text(need, bullet=True) for need in part.needs),
                Text(part.voice_heading, level=3),
                *(Text(voice, bullet=True) for voice in part.voice),
                Text("Actions and outcomes", level=3),
                part.actions,
                Text("Key Performance Indicators", level=3),
                Text(part.kpi_label),
                *part.kpis,
            ]
        return blocks


def truth() -> dict[str, Any]:
    """The plan read by hand, with every figure a Decimal."""
    loaded: dict[str, Any] = json.loads(TRUTH.read_text(encoding="utf-8"), parse_float=Decimal)
    return loaded


def cells(*texts: str | None) -> Row:
    return [Cell((text,)) if text else Cell() for text in texts]


def action_row(action: dict[str, Any], dashes: bool = False) -> Row:
    owners = tuple(f"– {owner}" if dashes else owner for owner in action["owners"])
    return [
        Cell((action["ref"],)),
        Cell((action["action"],)),
        Cell(tuple(action["outcomes"])),
        Cell((action["by_when"]["as_written"],)),
        Cell(owners),
    ]


def action_table(actions: list[dict[str, Any]], dashes: bool = False) -> Table:
    return Table([cells(*ACTION_HEADER), *(action_row(action, dashes) for action in actions)])


def kpi_row(kpi: dict[str, Any]) -> Row:
    dated = kpi["baseline_date"]["as_written"] if kpi["baseline_date"] else None
    return cells(kpi["name"], kpi["baseline"]["as_written"], dated, *(step["as_written"] for step in kpi["steps"]))


def kpi_tables(kpis: list[dict[str, Any]]) -> tuple[Table, ...]:
    """One table for the figures and one for the surveys, as published."""
    tables = []
    for kind in ("numeric", "survey"):
        rows = [kpi for kpi in kpis if kpi["table"] == kind]
        dated = "Date" if kind == "survey" and len(rows[0]["steps"]) == 2 else "Baseline Date"
        header = cells("KPI", "Baseline", dated, *(step["label"] for step in rows[0]["steps"]))
        tables.append(Table([header, *(kpi_row(kpi) for kpi in rows)]))
    return tuple(tables)


HEADINGS = {
    "Introduction": 2,
    "Governance and reporting arrangements": 2,
    "SEND Improvement Partnership Board": 3,
    "Improvement Plan Delivery Group": 3,
    "Expert Reference Groups": 3,
}
BULLET = "  • "


def front_matter() -> tuple[Text, ...]:
    """What stands between the title and the first section, less what only the web page adds."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    start = lines.index("This is a working document which means it will be updated over time.")
    end = next(number for number, line in enumerate(lines) if line.startswith("Section A:"))
    texts = []
    for line in lines[start:end]:
        if not line.strip():
            continue
        if line.startswith(BULLET):
            texts.append(Text(line.removeprefix(BULLET), bullet=True))
        else:
            texts.append(Text(line.strip(), level=HEADINGS.get(line.strip(), 0)))
    return tuple(texts)


def published_plan(dashes: bool = False) -> Plan:
    """The plan; with ``dashes``, owners are typed as a list with dashes, as the published page has them."""
    known = truth()
    parts = []
    for section in known["sections"]:
        letter = section["letter"]
        parts.append(
            Part(
                letter=letter,
                heading=section["heading_as_written"],
                needs_heading=section["needs_heading_as_written"],
                needs=tuple(need["text"] for need in section["needs_improvement"]),
                voice_heading=section["families_heading_as_written"],
                voice=tuple(voice["text"] for voice in section["families_told_us"]),
                actions=action_table([a for a in known["actions"] if a["section"] == letter], dashes),
                kpi_label=section["kpi_group_label_as_written"],
                kpis=kpi_tables([k for k in known["kpis"] if k["section"] == letter]),
            )
        )
    return Plan(title=known["metadata"]["title"], front=front_matter(), parts=tuple(parts))


# --- merged cells, as officers draw them ---------------------------------------------------------------------


def with_letter_merged_down(table: Table, letter: str, title: str = "Section") -> Table:
    """A first column that holds the section's letter once, merged down over all its rows."""
    rows: list[Row] = [[Cell((title,)), *table.rows[0]]]
    for number, row in enumerate(table.rows[1:]):
        first = Cell((letter,), down=len(table.rows) - 1) if number == 0 else None
        rows.append([first, *row])
    return Table(rows)


def with_owner_merged(table: Table) -> Table:
    """Where two neighbouring actions have the same owners, one owner cell merged over both."""
    rows = [list(row) for row in table.rows]
    number = 1
    while number < len(rows) - 1:
        above, below = rows[number][-1], rows[number + 1][-1]
        if above is not None and above == below:
            rows[number][-1] = Cell(above.paragraphs, down=2)
            rows[number + 1][-1] = None
            number += 1
        number += 1
    return Table(rows, table.header_rows)


def with_baseline_over_two(table: Table) -> Table:
    """One header, 'Baseline', drawn over the figure's column and the date's."""
    header = [table.rows[0][0], Cell(("Baseline",), across=2), None, *table.rows[0][3:]]
    return Table([header, *table.rows[1:]])


def with_two_header_rows(table: Table) -> Table:
    """'Baseline' over 'Figure' and 'Date'; every other header merged down over both header rows."""
    first = table.rows[0]

    def tall(cell: Cell | None) -> Cell:
        assert cell is not None
        return Cell(cell.paragraphs, down=2)

    above: Row = [tall(first[0]), Cell(("Baseline",), across=2), None, *(tall(cell) for cell in first[3:])]
    below: Row = [None, Cell(("Figure",)), Cell(("Date",)), *(None for _ in first[3:])]
    return Table([above, below, *table.rows[1:]], header_rows=2)


def with_merges(plan: Plan, two_header_rows: bool = False) -> Plan:
    """The plan with the section's letter merged down, owners merged over two actions and a shared header."""
    shared = with_two_header_rows if two_header_rows else with_baseline_over_two
    parts = tuple(
        Part(
            letter=part.letter,
            heading=part.heading,
            needs_heading=part.needs_heading,
            needs=part.needs,
            voice_heading=part.voice_heading,
            voice=part.voice,
            actions=with_letter_merged_down(with_owner_merged(part.actions), part.letter),
            kpi_label=part.kpi_label,
            kpis=tuple(shared(table) for table in part.kpis),
        )
        for part in plan.parts
    )
    return Plan(plan.title, plan.front, parts)
