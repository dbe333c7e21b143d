"""The published page taken apart by its lines and put together again, each row beside what the reader says of it.

The page is taken apart with the line numbers of the truth and not by reading it, so this owes nothing to the
reader. Every row and statement carries its part of the draft ("want"), as plain values; a mutation changes the
lines and, by its own rules, the wants. Put together again, the lines are the mutated page and the wants are the
draft that a right reading of it would give.
"""

from __future__ import annotations

import copy
import itertools
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from sendplan.plan_reader import read
from sendplan.plan_reader.draft import Draft, Owner

PROJECT = Path(__file__).resolve().parents[3]
SEED = PROJECT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
TRUTH = PROJECT / "tests" / "plan_reader" / "truth" / "devon-plan.json"

Want = dict[str, Any]


def without_places(value: Any) -> Any:
    """Plain values with white space collapsed; places, and what depends on them, left out.

    Of an owner only what stands on the page is kept: its parts are the reader's own opinion of a changed name.
    """
    if isinstance(value, Owner):
        return {"as_written": " ".join(value.as_written.split()), "part": value.part}
    if isinstance(value, msgspec.Struct):
        return {
            name: without_places(getattr(value, name))
            for name in value.__struct_fields__
            if name not in {"where", "source", "findings", "unplaced", "ambiguities", "table"}
        }
    if isinstance(value, tuple | list):
        return [without_places(item) for item in value]
    if isinstance(value, str):
        return " ".join(value.split())
    return value


@dataclass
class Line:
    """A list item: its line and the statement it should be read as."""

    text: str
    want: str


@dataclass
class Row:
    """An action or a KPI: its lines, its part of the draft, and whether it is in doubt on the page itself.

    ``may_be_unsure`` is set by a mutation that leaves the row open to another reading: there, and only there,
    the reader may say that it is in doubt, or leave the words unplaced, in place of the reading wanted.
    ``any_of`` names fields for which the page gives no answer to hold the reader to.
    """

    lines: list[str]
    want: Want
    doubtful: bool
    may_be_unsure: bool = False
    any_of: set[str] = field(default_factory=set)


@dataclass
class Table:
    header: str
    rows: list[Row]
    tail: list[str] = field(default_factory=list)

    def text(self) -> list[str]:
        return [self.header, *(line for row in self.rows for line in row.lines), *self.tail]


@dataclass
class Part:
    """A section of the page. ``between`` holds what stands round its lists and tables, in order."""

    want: Want
    heading: str
    needs: list[Line]
    voice: list[Line]
    actions: Table
    kpis: list[Table]
    between: list[list[str]]

    def text(self) -> list[str]:
        heading_to_needs, needs_to_voice, voice_to_actions, actions_to_kpis, after = self.between
        return [
            self.heading,
            *heading_to_needs,
            *(line.text for line in self.needs),
            *needs_to_voice,
            *(line.text for line in self.voice),
            *voice_to_actions,
            *self.actions.text(),
            *actions_to_kpis,
            *(line for table in self.kpis for line in table.text()),
            *after,
        ]


@dataclass
class Page:
    """The whole page and the draft that a right reading of it gives."""

    head: list[str]
    parts: list[Part]
    tail: list[str]
    want: Want  # title, metadata, bodies
    notes: list[str] = field(default_factory=list)  # what was done to it, in words
    furniture: list[str] = field(default_factory=list)  # words that must be found unplaced
    kept: list[str] = field(default_factory=list)  # words that must be found somewhere in the draft
    encoding: str = "utf-8"
    newline: str = "\n"
    rewrite: list[tuple[str, str]] = field(default_factory=list)  # characters changed all through
    blank_lines: int = 1  # how many stand for each one
    line_end: str = ""  # what every line that is not blank ends in

    def lines(self) -> list[str]:
        return [*self.head, *(line for part in self.parts for line in part.text()), *self.tail]

    def text(self) -> str:
        lines = []
        for line in self.lines():
            lines += [line + self.line_end] if line else [""] * self.blank_lines
        text = "\n".join(lines)
        for old, new in self.rewrite:
            text = text.replace(old, new)
        return text.replace("\n", self.newline)

    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.actions.rows]

    def kpi_rows(self) -> list[Row]:
        return [row for part in self.parts for table in part.kpis for row in table.rows]

    def sections(self) -> list[Want]:
        return [
            {**part.want, "needs": [n.want for n in part.needs], "voice": [v.want for v in part.voice]}
            for part in self.parts
        ]

    def written(self, value: Any) -> Any:
        """Wanted values with the characters that were changed all through changed in them too."""
        if isinstance(value, dict):
            return {key: self.written(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.written(item) for item in value]
        if isinstance(value, str):
            for old, new in self.rewrite:
                value = value.replace(old, new)
            return " ".join(value.split())
        return value

    def copy(self) -> Page:
        return copy.deepcopy(self)


def statements(draft: Want) -> Want:
    """A draft's plain values with its statements as plain text."""
    for section in draft["sections"]:
        for key in ("needs", "voice"):
            section[key] = [statement["text"] for statement in section[key]]
    return draft


def plain(draft: Draft) -> Want:
    values: Want = without_places(draft)
    return statements(values)


def cut_rows(lines: list[str], start: int, starts: list[int], end: int) -> tuple[list[list[str]], list[str]]:
    """Rows by their first lines (1-based); the blank lines after the last one are the table's tail."""
    borders = [*starts, end + 1]
    rows = [lines[first - 1 : after - 1] for first, after in itertools.pairwise(borders)]
    assert start < starts[0]
    last = rows[-1]
    tail: list[str] = []
    while not last[-1].replace("\u00a0", "").strip():
        tail.insert(0, last.pop())
    return rows, tail


@cache
def _original() -> Page:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    known = json.loads(TRUTH.read_text(encoding="utf-8"))
    draft = read(SEED)
    values = plain(draft)
    doubtful_actions = [bool(action.ambiguities) for action in draft.actions]
    doubtful_kpis = [bool(kpi.ambiguities) for kpi in draft.kpis]
    headings = [section["heading_line"] for section in known["sections"]]
    last_line = next(number for number in range(len(lines), 0, -1) if lines[number - 1].strip() == "Top") - 1
    ends = [*(heading - 1 for heading in headings[1:]), last_line]
    parts = []
    for section, end in zip(known["sections"], ends, strict=True):
        letter = section["letter"]
        needs = [need["line"] for need in section["needs_improvement"]]
        voice = [voice["line"] for voice in section["families_told_us"]]
        want = next(s for s in values["sections"] if s["letter"] == letter)
        actions = [n for n, a in enumerate(known["actions"]) if a["section"] == letter]
        kpis = [n for n, k in enumerate(known["kpis"]) if k["section"] == letter]
        action_starts = [known["actions"][n]["seed_lines"][0] for n in actions]
        header = section["actions_header_line"]
        kpi_heading = section["kpi_heading_line"]
        action_rows, action_tail = cut_rows(lines, header, action_starts, kpi_heading - 1)
        tables = []
        kpi_starts = [known["kpis"][n]["seed_lines"][0] for n in kpis]
        groups = [[n for n in kpis if known["kpis"][n]["table"] == kind] for kind in ("numeric", "survey")]
        for number, group in enumerate(groups):
            starts = [known["kpis"][n]["seed_lines"][0] for n in group]
            following = groups[number + 1 :]
            after = known["kpis"][following[0][0]]["seed_lines"][0] - 1 if following else end + 1
            rows, tail = cut_rows(lines, starts[0] - 1, starts, after - 1)
            tables.append(
                Table(
                    header=lines[starts[0] - 2],
                    rows=[Row(row, values["kpis"][n], doubtful_kpis[n]) for row, n in zip(rows, group, strict=True)],
                    tail=tail,
                )
            )
        parts.append(
            Part(
                want={key: want[key] for key in ("letter", "title", "label")},
                heading=lines[section["heading_line"] - 1],
                needs=[Line(lines[n - 1], t) for n, t in zip(needs, want["needs"], strict=True)],
                voice=[Line(lines[n - 1], t) for n, t in zip(voice, want["voice"], strict=True)],
                actions=Table(
                    header=lines[header - 1],
                    rows=[
                        Row(row, values["actions"][n], doubtful_actions[n])
                        for row, n in zip(action_rows, actions, strict=True)
                    ],
                    tail=action_tail,
                ),
                kpis=tables,
                between=[
                    lines[section["heading_line"] : needs[0] - 1],
                    lines[needs[-1] : voice[0] - 1],
                    lines[voice[-1] : header - 1],
                    lines[kpi_heading - 1 : kpi_starts[0] - 2],
                    [],
                ],
            )
        )
    return Page(
        head=lines[: headings[0] - 1],
        parts=parts,
        tail=lines[last_line:],
        want={key: values[key] for key in ("title", "metadata", "bodies")},
    )


def original() -> Page:
    """A fresh copy of the published page and of what the reader says of it."""
    return _original().copy()
