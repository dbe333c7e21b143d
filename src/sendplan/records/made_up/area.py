"""A whole made-up area: its returns, latest first, and the children they have in common."""

from __future__ import annotations

import datetime as dt
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sendplan.records.made_up.flows import Flows
from sendplan.records.made_up.margins import SEXES, Margins
from sendplan.records.made_up.people import Child, Children
from sendplan.records.made_up.provision import Provision
from sendplan.records.made_up.published import Authority, total
from sendplan.records.made_up.returns import Establishments, Return, Writer, ethnicity_code
from sendplan.records.made_up.rows import YEARS, Row, Sheet, day
from sendplan.records.made_up.stock import Stock

Say = Callable[[str], None]


@dataclass(slots=True)
class Area:
    """What was made: returns by census year, the sheets they are of, children, and how far breakdowns were missed."""

    authority: Authority
    establishments: Establishments
    sheets: dict[int, Sheet] = field(default_factory=dict)
    returns: dict[int, Return] = field(default_factory=dict)
    children: dict[int, list[tuple[Child, list[Row]]]] = field(default_factory=dict)
    missed: dict[int, dict[str, int]] = field(default_factory=dict)


class Streams:
    """Random numbers by name: each part has its own, so that a change in one leaves the others as they were."""

    def __init__(self, seed: int, code: str) -> None:
        self.root = f"{seed}:{code}"

    def named(self, name: str) -> random.Random:
        """Python's generator."""
        return random.Random(f"{self.root}:{name}")  # noqa: S311 - nothing secret hangs on it

    def numbers(self, name: str) -> np.random.Generator:
        """NumPy's generator."""
        root = f"{self.root}:{name}".encode()
        return np.random.Generator(np.random.PCG64([zlib.crc32(root), len(root)]))


def make(authority: Authority, seed: int, years: Sequence[int], say: Say) -> Area:
    """The area of an authority. The same seed and years give the same area.

    Raises ValueError where DfE published no caseload of the authority for January 2025.
    """
    if total("caseload", authority.code, "202425").get("ehcplans") is None:
        raise ValueError(f"DfE published no plans of {authority.name} for January 2025, to which an area is made")
    streams = Streams(seed, authority.code)
    sheets: dict[int, Sheet] = {}
    missed: dict[int, dict[str, int]] = {}
    later: Sheet | None = None
    # A year's children are taken from the next year's, so every year from the first wanted is made.
    for year in sorted((y for y in YEARS if y >= min(years)), reverse=True):
        say(f"{authority.name}: making the return of {year}")
        sheet = Sheet(year)
        sheet.rows = Flows(sheet, authority.code, streams.named(f"flows {year}")).build()
        Stock(sheet, authority.code, streams.named(f"stock {year}"), streams.numbers(f"needs {year}")).build()
        Provision(sheet, authority.code, streams.named(f"plans {year}"), streams.numbers(f"reviews {year}")).build()
        if later is not None:
            _follow(sheet, later, streams.named(f"follow {year}"))
        margins = Margins(sheet, authority.code, streams.named(f"births {year}"), streams.numbers(f"margins {year}"))
        margins.build()
        missed[year] = margins.missed
        _part(sheet)
        _transfers(sheet, streams.named(f"transfers {year}"))
        sheets[year] = sheet
        later = sheet
    sizes = Counter(row.setting for row in sheets[max(sheets)].rows if row.in_force)
    area = Area(authority, Establishments(streams.named("schools"), dict(sizes)), missed=missed)
    area.sheets = sheets
    _name(area, streams.named("children"))
    for year in sorted(set(years) & set(sheets)):
        writer = Writer(sheets[year], authority, area.establishments, streams.named(f"return {year}"))
        area.returns[year] = writer.make(area.children[year])
    return area


def _follow(sheet: Sheet, later: Sheet, rng: random.Random) -> None:
    """Take the children of plans and open cases from the next year's return, where there is one they could be."""
    pool: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in later.rows:
        if row.start and not row.new and row.start < sheet.survey and (row.in_force or row.ceased):
            pool[_start_year(row), row.setting].append(row)
    plans = [row for row in sheet.rows if row.in_force]
    rng.shuffle(plans)
    left = []
    for row in plans:
        found = pool.get((_start_year(row), row.setting))
        if found:
            _take(row, found.pop())
        else:
            left.append(row)
    rest: dict[int, list[Row]] = defaultdict(list)
    for (year, _), found in sorted(pool.items()):
        rest[year] += found
    for found in rest.values():
        rng.shuffle(found)
    for row in left:
        if rest[_start_year(row)]:
            _take(row, rest[_start_year(row)].pop())
    _follow_cases(sheet, later, rng)


def _follow_cases(sheet: Sheet, later: Sheet, rng: random.Random) -> None:
    """Give open cases the day of receipt and the child of a case that the next year's return ends."""
    waiting = [row for row in later.rows if row.decision == "H" and sheet.first <= row.received < sheet.last - 60]
    waiting = [row for row in waiting if row.outcome in ("Y", "N") and row.issued]
    rng.shuffle(waiting)
    for row in sheet.rows:
        if not waiting:
            break
        if row.decision == "Y" and not row.outcome and row.within_six >= 0 and row.received >= sheet.first:
            gap = row.decided - row.received
            case = waiting.pop()
            if case.received + gap <= sheet.last:
                row.received, row.decided = case.received, case.received + gap
                _child(row, case)
    asked = [row for row in later.rows if row.decision in ("Y", "N") and sheet.first <= row.received <= sheet.last]
    for row in sheet.rows:
        if asked and row.decision == "A":
            case = asked.pop()
            row.received = case.received
            _child(row, case)


def _take(row: Row, later: Row) -> None:
    if later.ceased:
        if row.new:
            return
        row.start = later.start
    row.need, row.second_need = later.need, later.second_need
    _child(row, later)


def _child(row: Row, later: Row) -> None:
    row.later = later
    row.sex, row.ethnicity, row.birth, row.birth_day = later.sex, later.ethnicity, later.birth, later.birth_day


def _part(sheet: Sheet) -> None:
    """Leave the later year's child where the breakdowns of this year asked for another."""
    for row in sheet.rows:
        other = row.later
        if other is None:
            continue
        if (row.sex, row.ethnicity, row.birth) != (other.sex, other.ethnicity, other.birth):
            row.later = None
        elif row.start and not other.ceased and other.start:
            other.start = row.start
            other.received = min(other.received, row.received) if other.decision == "H" else other.received


def _start_year(row: Row) -> int:
    return dt.date.fromordinal(row.start).year


def _transfers(sheet: Sheet, rng: random.Random) -> None:
    """Phase transfers of the year, which the return holds from 2025: to secondary school and to post-16."""
    for row in sheet.rows:
        if not row.in_force or row.start > sheet.first:
            continue
        age = (sheet.flow * 10_000 + 831 - row.birth) // 10_000
        if age in (10, 15):
            row.transfer_due = day(sheet.year, 2, 15) if age == 10 else day(sheet.year, 3, 31)
            row.transfer_final = sheet.survey - rng.randint(1, 30) if rng.random() < 0.06 else 0


def _name(area: Area, rng: random.Random) -> None:
    """Give each row a child: the later year's where it took one from there."""
    makers = Children(area.authority.number, rng)
    of: dict[int, Child] = {}
    for year in sorted(area.sheets, reverse=True):
        sheet = area.sheets[year]
        children: list[tuple[Child, list[Row]]] = []
        taken: set[int] = set()
        for row in sheet.rows:
            child = of.get(id(row.later)) if row.later is not None else None
            if child is None or child.number in taken:
                child = makers.one(row.birth, SEXES[row.sex][0], ethnicity_code(row.ethnicity), year)
            taken.add(child.number)
            of[id(row)] = child
            children.append((child, [row]))
        children = _again(children, sheet, rng)
        children.sort(key=lambda pair: (pair[0].surname, pair[0].forename, pair[0].born, pair[0].number))
        area.children[year] = children


def _again(children: list[tuple[Child, list[Row]]], sheet: Sheet, rng: random.Random) -> list[tuple[Child, list[Row]]]:
    """Some of those refused asked again: their second request joins the first under one child."""
    refused: dict[tuple[int, ...], list[tuple[Child, list[Row]]]] = defaultdict(list)
    for pair in children:
        row = pair[1][0]
        if row.decision == "N" and row.later is None and row.received < sheet.last - 150:
            refused[row.sex, row.ethnicity, row.birth // 100].append(pair)
    gone: set[int] = set()
    for child, rows in children:
        row = rows[0]
        if row.decision not in ("A", "Y") or row.outcome or row.later is not None or rng.random() > 0.5:
            continue
        for first in refused.get((row.sex, row.ethnicity, row.birth // 100), []):
            before = first[1][0]
            if before.received + 90 > row.received or len(first[1]) > 1:
                continue
            if _ages(row, row.birth) == _ages(row, before.birth):
                row.birth = before.birth
                first[1].append(row)
                gone.add(child.number)
                break
    return [pair for pair in children if pair[0].number not in gone]


def _ages(row: Row, birth: int) -> int:
    on = dt.date.fromordinal(row.received)
    return (on.year * 10_000 + on.month * 100 + on.day - birth) // 10_000
