"""Sex, ethnicity and age of each row, so that DfE's breakdowns of every count come out."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sendplan.records.made_up.counts import counts
from sendplan.records.made_up.fit import Family, Ints, fit, fixed
from sendplan.records.made_up.published import Figures, topic
from sendplan.records.made_up.rows import Row, Sheet
from sendplan.records.made_up.stock import REASONS

SEXES = (("M", "male"), ("F", "female"))
ETHNICITIES = (
    ("WBRI", "white - white british"),
    ("WIRI", "white - irish"),
    ("WIRT", "white - traveller of irish heritage"),
    ("WROM", "white - gypsy/roma"),
    ("WOTH", "white - any other white background"),
    ("MWBC", "mixed - white and black caribbean"),
    ("MWBA", "mixed - white and black african"),
    ("MWAS", "mixed - white and asian"),
    ("MOTH", "mixed - any other mixed background"),
    ("AIND", "asian - indian"),
    ("APKN", "asian - pakistani"),
    ("ABAN", "asian - bangladeshi"),
    ("AOTH", "asian - any other asian background"),
    ("BCRB", "black - black caribbean"),
    ("BAFR", "black - black african"),
    ("BOTH", "black - any other black background"),
    ("CHNE", "asian - chinese"),
    ("OOTH", "any other ethnic group"),
    ("NOBT", "unclassified"),
)
OLDEST = 27
GREATEST_AGE = 25


class Margins:
    """Gives each row of a sheet its sex, ethnicity and birth."""

    def __init__(self, sheet: Sheet, code: str, rng: random.Random, numbers: np.random.Generator) -> None:
        self.sheet, self.code, self.rng, self.numbers = sheet, code, rng, numbers
        self.counts = list(counts(sheet))
        self.missed: dict[str, int] = {}
        rows = sheet.rows
        self.groups = [np.array([count.place(row) for row in rows], dtype=np.int64) for count in self.counts]

    def build(self) -> None:
        """Sex, ethnicity, birth; `missed` says how far from the figures each ended."""
        rows = self.sheet.rows
        for name, values, weights in (
            ("Sex", SEXES, (72, 28)),
            ("Ethnicity", ETHNICITIES, tuple(80 if code == "WBRI" else 1 for code, _ in ETHNICITIES)),
        ):
            labels = [label for _, label in values]
            families = [self._family(n, name, labels) for n in range(len(self.counts))]
            attribute = name.lower()
            start = np.array([getattr(row, attribute) if row.later else -1 for row in rows], dtype=np.int64)
            start = self._start(start, families, len(labels), weights)
            used = [family for family in families if (family.target >= 0).any()]
            table = np.tile(np.arange(len(labels)), (len(used), 1))
            fitted, self.missed[name] = fit(start, used, fixed(table), self.numbers)
            for row, value in zip(rows, fitted.tolist(), strict=True):
                setattr(row, attribute, value)
        self._births()

    def _family(self, n: int, name: str, labels: Sequence[str]) -> Family:
        count = self.counts[n]
        table = topic(count.file, self.code, count.period, name)
        target = np.full((len(count.columns), len(labels)), -1)
        if table:
            for g, column in enumerate(count.columns):
                for c, label in enumerate(labels):
                    target[g, c] = _figure(table, label, column)
        return Family(f"{count.file} {count.columns[0]} by {name}", self.groups[n], target)

    def _start(self, start: Ints, families: list[Family], size: int, weights: Sequence[int]) -> Ints:
        """Values to begin with: as a later year has them, else dealt from the first family that counts the row."""
        share = np.array(weights, dtype=float) / sum(weights)
        order = sorted(range(len(families)), key=lambda n: -int((self.groups[n] >= 0).sum()))
        for n in order:
            family = families[n]
            for group in range(len(family.target)):
                target = family.target[group]
                if (target < 0).any():
                    continue
                here = np.flatnonzero(family.groups == group)
                have = np.bincount(start[here][start[here] >= 0], minlength=size)
                wanted = np.repeat(np.arange(size), np.maximum(0, target - have))
                free = here[start[here] < 0]
                self.numbers.shuffle(free)
                self.numbers.shuffle(wanted)
                take = min(len(free), len(wanted))
                start[free[:take]] = wanted[:take]
        rest = np.flatnonzero(start < 0)
        start[rest] = self.numbers.choice(size, size=len(rest), p=share)
        return start

    def _births(self) -> None:
        """Births by month; the day within the month is each row's own."""
        rows, sheet = self.sheet.rows, self.sheet
        months = OLDEST * 12
        for row in rows:
            if row.later is None:
                row.birth_day = self.rng.randint(1, 28)
        base = np.array([(sheet.year - m // 12 - (m % 12 > 0)) * 10_000 + (1 + (-m) % 12) * 100 for m in range(months)])
        births = _Births(base, np.array([row.birth_day for row in rows]))
        families, ages, days = [], [], []
        for n, count in enumerate(self.counts):
            table = topic(count.file, self.code, count.period, count.age_topic) if count.age_topic else {}
            if not table:
                if count.file == "ceased_plans":
                    # No age is published of this year's: those who left for their age were 25 (the return's item 4.6).
                    of_age = np.where(self.groups[n] == REASONS.index("max_age"), 0, -1)
                    target = np.array([[0, int((of_age == 0).sum())]])
                    families.append(Family("ceased_plans of the greatest age", of_age, target))
                    ages.append(np.array([int(age >= GREATEST_AGE) for age in range(40)] + [0]))
                    days.append(_ymd([count.aged_on(row) or sheet.first for row in rows]))
                continue
            lowest, highest, place = _ages(count.file)
            labels = _age_labels(count.file, lowest, highest, table)
            target = np.full((len(count.columns), highest - lowest + 1), -1)
            for g, column in enumerate(count.columns):
                for c, label in enumerate(labels):
                    target[g, c] = _figure(table, label, column)
            families.append(Family(f"{count.file} {count.columns[0]} by age", self.groups[n], target))
            ages.append(place)
            days.append(_ymd([count.aged_on(row) or sheet.first for row in rows]))
        # Nobody asks, or has a plan, before birth.
        alive = np.array([0] * 40 + [-1])
        first = _ymd([min(row.received or row.start or sheet.first, row.start or sheet.last) for row in rows])
        families.append(Family("born", np.zeros(len(rows), dtype=np.int64), np.array([[-1]])))
        ages.append(alive)
        days.append(first)
        start = self._first_births(births, families, ages, days, rows)
        if len(families) > 1:

            def make(chosen: Sequence[int]) -> _Ages:
                return _Ages(births, [ages[n] for n in chosen], [days[n] for n in chosen])

            start, self.missed["Age"] = fit(start, families, make, self.numbers, 6_000)
        for row, ymd in zip(rows, births.at(start).tolist(), strict=True):
            row.birth = ymd

    def _first_births(
        self, births: _Births, families: list[Family], ages: list[Ints], days: list[Ints], rows: list[Row]
    ) -> Ints:
        months = len(births.base)
        kept = np.array([births.month_of(row.birth) if row.later else -1 for row in rows])
        start = np.where(births.one(np.arange(len(rows)), kept) <= days[-1], kept, -1)
        everyone = np.arange(len(rows))
        # Age goes with setting above all.
        first = ("newplans", "caseload", "ceased_plans")
        order = sorted(
            range(len(families)),
            key=lambda n: (
                next((i for i, name in enumerate(first) if families[n].name.startswith(f"{name} ")), len(first)),
                -int((families[n].groups >= 0).sum()),
            ),
        )
        for n in order:
            family, place, on = families[n], ages[n], days[n]
            size = family.target.shape[1]
            for group in range(len(family.target)):
                target = family.target[group]
                here = everyone[family.groups == group]
                if (target < 0).any() or not len(here):
                    continue
                taken = here[start[here] >= 0]
                have = np.bincount(
                    np.maximum(0, place[_age(on[taken], births.one(taken, start[taken]))]), minlength=size
                )
                wanted = np.repeat(np.arange(size), np.maximum(0, target - have[:size]))
                free = here[start[here] < 0]
                self.numbers.shuffle(free)
                self.numbers.shuffle(wanted)
                for row, category in zip(free.tolist(), wanted.tolist(), strict=False):
                    born = births.every(np.array([row]))[0]
                    fits = place[_age(on[row], born)] == category
                    fits &= born <= days[-1][row]
                    choice = np.flatnonzero(fits)
                    if len(choice):
                        start[row] = choice[self.numbers.integers(min(len(choice), 12))]
        for row in np.flatnonzero(start < 0).tolist():
            begun = rows[row].start or rows[row].received or self.sheet.first
            age = int(min(self.numbers.gamma(7.0, 1.35) * 12 + 20, 22 * 12))
            since = (self.sheet.survey - begun) // 30 + 4
            start[row] = max(0, min(months - 1, 25 * 12, since + min(age, 140)))
        return start


class _Births:
    """Births that a row may have: one a month, on the row's own day of the month; as numbers such as 20130428."""

    def __init__(self, base: Ints, dom: Ints) -> None:
        self.base, self.dom = base, dom

    def every(self, rows: Ints) -> Ints:
        return self.base[None, :] + self.dom[rows][:, None]

    def one(self, rows: Ints, values: Ints) -> Ints:
        return self.base[values] + self.dom[rows]

    def at(self, values: Ints) -> Ints:
        return self.base[values] + self.dom

    def month_of(self, ymd: int) -> int:
        found = np.flatnonzero(self.base == ymd // 100 * 100)
        return int(found[0]) if len(found) else -1


@dataclass(frozen=True, slots=True)
class _Ages:
    """The age that each birth gives on the day of each family."""

    births: _Births
    places: list[Ints]
    days: list[Ints]

    def of(self, rows: Ints) -> Ints:
        born = self.births.every(rows)
        return np.stack(
            [place[_age(on[rows][:, None], born)] for place, on in zip(self.places, self.days, strict=True)], axis=1
        )

    def at(self, values: Ints) -> Ints:
        born = self.births.at(values)
        return np.stack([place[_age(on, born)] for place, on in zip(self.places, self.days, strict=True)], axis=1)


def _figure(table: dict[str, Figures], label: str, column: str) -> int:
    """DfE's figure, or -1; a breakdown that the file leaves out had nobody in it."""
    row = table.get(label)
    if row is None:
        row = next(iter(table.values()))
        return -1 if row.get(column) is None else 0
    figure = row.get(column)
    return -1 if figure is None else figure


def _age(on: Ints, born: Ints) -> Ints:
    """Whole years; -1 before birth."""
    ages: Ints = np.maximum(np.minimum((on - born) // 10_000, 39), -1)
    return ages


def _ymd(ordinals: list[int]) -> Ints:
    known = {o: (lambda d: d.year * 10_000 + d.month * 100 + d.day)(dt.date.fromordinal(o)) for o in set(ordinals)}
    return np.array([known[o] for o in ordinals])


def _ages(file: str) -> tuple[int, int, Ints]:
    """Youngest and oldest of the topic's ages, and the place of each age from 0 to 39, then that of before birth."""
    lowest, highest = {
        "caseload": (2, 25),
        "sen_needs_all_plans": (2, 25),
        "work_based_placements": (15, 25),
    }.get(file, (2, 20))
    place = np.array([min(max(age, lowest), highest) - lowest for age in range(40)] + [-1])
    return lowest, highest, place


def _age_labels(file: str, lowest: int, highest: int, table: dict[str, Figures]) -> list[str]:
    aged = any(label.startswith("aged ") for label in table)
    word = "aged" if aged else "age"
    labels = [f"{word} {age}" for age in range(lowest, highest + 1)]
    if file in ("caseload", "sen_needs_all_plans"):
        labels[0] = "under 3"
    elif file == "work_based_placements":
        labels[0], labels[-1] = "age 15 and under", "age 25 or over"
    else:
        labels[0], labels[-1] = f"{word} 2 and under", f"{word} 20 and over"
    return labels
