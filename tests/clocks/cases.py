"""Random cases for a deadline: seeded, quick to make, and more often than not on the edge of something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from sendplan.clocks import Deadline, Excuse, deadlines, due_on, ground_names

FIRST, LAST = dt.date(2013, 1, 1), dt.date(2030, 12, 31)
_DAY = dt.timedelta(days=1)
_EDGES = """
2014-08-31 2014-09-01 2015-08-31 2015-09-01 2018-05-24 2018-05-25 2024-03-31 2024-04-01 2026-06-18 2026-06-19
2016-02-29 2020-02-29 2024-02-29 2028-02-29 2024-02-28 2023-02-28 2024-12-31 2025-01-31 2025-08-31 2025-03-31
2024-10-25 2024-11-01 2024-10-31 2025-06-01 2025-06-30 2025-07-01 2024-12-24 2025-04-17 2025-04-20 2027-12-24
2020-01-31 2019-12-13 2019-12-12 2020-05-08 2020-05-07 2022-06-01 2022-09-16 2023-05-05
"""
_AWKWARD = tuple(dt.date.fromisoformat(day) for day in _EDGES.split())


@dataclass(frozen=True, slots=True)
class Case:
    """One case, in the shape of the product; ``exceptions`` is the same as plain mappings."""

    deadline: Deadline
    events: dict[str, dt.date]
    excuses: tuple[Excuse, ...]
    today: dt.date
    strict: bool

    @property
    def exceptions(self) -> list[Mapping[str, object]]:
        return [
            {"ground": each.ground, "begins": each.begins, "ends": each.ends, "advice_asked": each.advice_asked}
            for each in self.excuses
        ]

    def __str__(self) -> str:
        events = ", ".join(f"{name}={day}" for name, day in self.events.items())
        excuses = "; ".join(
            f"{each.ground}, {each.begins} to {each.ends}, asked {each.advice_asked}" for each in self.excuses
        )
        return f"{self.deadline.id} on {self.today}{' strict' if self.strict else ''}: {events} [{excuses}]"


def cases(seed: int, number: int) -> Iterator[Case]:
    """``number`` cases, the same ones for the same seed."""
    random = Random(seed)  # noqa: S311  cases for a test, no secret
    every = list(deadlines().values())
    # Exceptions are where most can go wrong, and few deadlines have any.
    every += [each for each in every if each.excused_by] * 2
    for _ in range(number):
        yield _case(random, random.choice(every))


def _case(random: Random, deadline: Deadline) -> Case:
    start = _start(random)
    due = _due(deadline, start)
    before = deadline.kind in {"by_date", "at_least_before"}
    today = _one_of(random, due - _DAY, due, due + _DAY) if random.random() < 0.5 else _near(random, due)
    if before and random.random() < 0.2:
        today = start
    today = min(max(today, FIRST), dt.date(2032, 12, 31))
    events: dict[str, dt.date] = {}
    _starts(random, deadline, start, today, events)
    if random.random() < 0.65:
        edges = (due - _DAY, due, due + _DAY, start - _DAY, start, today, today + _DAY)
        events[deadline.stops] = _one_of(random, *edges) if random.random() < 0.75 else _near(random, due)
    for name in deadline.ends:
        if random.random() < 0.12:
            events[name] = _one_of(
                random, start - _DAY, start, due, due + _DAY, today, today + _DAY, _near(random, start)
            )
    for name in deadline.requires:
        if random.random() < 0.9:
            events[name] = _one_of(random, start, today, start - 40 * _DAY, today, start, today + _DAY)
    if deadline.extended_by and random.random() < 0.7:
        events[deadline.extended_by.event] = _one_of(
            random, start - _DAY, start, due - _DAY, due, due + _DAY, today, today + _DAY
        )
    if random.random() < 0.05:
        events["died"] = _near(random, start)
    wanted = random.choice((0, 1, 1, 1, 2, 3)) if deadline.excused_by else random.random() < 0.1
    excuses = tuple(_excuse(random, deadline, start, due, today) for _ in range(wanted))
    return Case(deadline, events, excuses, today, random.random() < (0.5 if deadline.kind == "by_date" else 0.1))


def _start(random: Random) -> dt.date:
    dice = random.random()
    if dice < 0.2:
        return _one_of(random, *_AWKWARD)
    if dice < 0.3:  # so that the last day falls about the temporary law of 2020
        return dt.date(2019, 12, 1) + random.randrange(300) * _DAY
    return FIRST + random.randrange((LAST - FIRST).days + 1) * _DAY


def _starts(random: Random, deadline: Deadline, start: dt.date, today: dt.date, events: dict[str, dt.date]) -> None:
    """What starts the clock: nearly always something, often more than one, now and then in the future."""
    names = list(dict.fromkeys([*deadline.anchors, *(name for each in deadline.reckonings for name in each.starts)]))
    if random.random() < 0.97:
        first = names[0] if random.random() < 0.7 else random.choice(deadline.anchors)
        events[first] = start
    for name in names:
        if name not in events and random.random() < 0.45:
            events[name] = _one_of(
                random,
                start,
                start - _DAY,
                start + _DAY,
                start + random.randrange(-400, 100) * _DAY,
                today,
                today + _DAY,
            )


def _due(deadline: Deadline, start: dt.date) -> dt.date:
    """About when it is due: where the edges are looked for."""
    if len(deadline.reckonings) > 1:
        return deadline.reckonings[-1].period.after(start)
    return due_on(deadline, start)


def _excuse(random: Random, deadline: Deadline, start: dt.date, due: dt.date, today: dt.date) -> Excuse:
    ground = random.choice(tuple(deadline.excused_by) or ground_names())
    if random.random() < 0.15:
        ground = random.choice(ground_names())
    begins = _one_of(
        random, start - _DAY, start, due - _DAY, due, due + _DAY, today, today + _DAY, _near(random, start)
    )
    length = random.choice((26, 27, 28, 29, 42, 0, 1, 60))
    if random.random() < 0.4:
        # A stretch that reaches over an edge by as much as counts, or a day less.
        begins = _one_of(random, start - 10 * _DAY, due - 27 * _DAY, due - 26 * _DAY, due - 28 * _DAY)
        length = 37 if begins < start else random.choice((27, 36))
        length += random.choice((-1, 0, 1))
    ends = begins + length * _DAY
    asked = _one_of(
        random,
        *(begins - days * _DAY for days in (8, 7, 6)),
        *(ends - days * _DAY for days in (8, 7, 6)),
        start - _DAY,
        start,
        due,
        due + _DAY,
        begins,
    )
    keep = [random.random() < chance for chance in (0.95, 0.85, 0.9)]
    return Excuse(ground, begins if keep[0] else None, ends if keep[1] else None, asked if keep[2] else None)


def _near(random: Random, day: dt.date) -> dt.date:
    return day + random.randrange(-60, 200) * _DAY


def _one_of(random: Random, *days: dt.date) -> dt.date:
    return random.choice(days)
