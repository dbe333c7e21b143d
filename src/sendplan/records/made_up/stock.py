"""The plans in force on survey day and those that ceased in the year: when they began, where, for which need."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import numpy as np

from sendplan.records.made_up import settings
from sendplan.records.made_up.fit import Family, fit, fixed
from sendplan.records.made_up.flows import filled
from sendplan.records.made_up.published import Figures, england, topic, total
from sendplan.records.made_up.rows import Row, Sheet, day

NEEDS = ("asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi", "need_unknown")
NEED_COLUMNS = tuple(f"number_{need}" for need in NEEDS)
REASONS = (
    "max_age",
    "needs_met",
    "he",
    "employ",
    "transfer",
    "no_engage",
    "moved_outside_eng",
    "deceased",
    "other",
    "not_rec",
)
"""DfE's columns of reasons; the first nine are the return's reasons 1 to 9."""

HELD = ("under a year", "1 year", *(f"{n} years" for n in range(2, 12)), "12 years and over")
IN_PLACE = ("less than a year", "1", *(str(n) for n in range(2, 12)), "12 or more")
"""Calendar years since the plan began: "less than a year" began in the year of the survey, "1" in the year before."""

SETTING_COLUMNS = tuple(kind.column for kind in settings.KINDS)


class Stock:
    """Adds plans to the rows that `Flows` made, so that the caseload and the ceased plans come out."""

    def __init__(self, sheet: Sheet, code: str, rng: random.Random, numbers: np.random.Generator) -> None:
        self.sheet, self.code, self.rng, self.numbers = sheet, code, rng, numbers
        self.left: dict[str, int] = {}

    def build(self) -> None:
        """Add the rows and set start, cease, setting and need of each."""
        self._new_plans()
        new = [row for row in self.sheet.rows if row.new]
        stock = self._in_force(new)
        ceased = self._ceased()
        self._settings(stock)
        self._ceased_settings(ceased)
        self._first_settings(new)
        self._needs(stock, new)
        for row in ceased:
            if not row.new:
                row.need = self.rng.choices(range(len(NEEDS) - 1), [max(1, n) for n in self.shares])[0]
        for row in stock + ceased:
            if self.rng.random() < 0.3:
                second = self.rng.choices(range(len(NEEDS) - 1), [max(1, n) for n in self.shares])[0]
                row.second_need = second if second != row.need else -1

    def _new_plans(self) -> None:
        """Which plans began in the year: those issued in it, and more or fewer as the figures say."""
        sheet, rng = self.sheet, self.rng
        issued = [row for row in sheet.rows if row.outcome == "Y" and row.issued]
        wanted = filled("newplans", self.code, sheet.flow)["new_ehc_plans"]
        in_place = topic("caseload", self.code, sheet.stock_period, "Years EHC plan in place")
        just = (in_place.get(IN_PLACE[0]) or {}).get("ehcplans") if in_place else None
        january = max(0, len(issued) // 40) if just is None else just
        apart = rng.sample(issued, max(0, min(len(issued), len(issued) - wanted)))
        for i, row in enumerate(apart):
            # Its plan is dated outside the year: finished in the first days of the next, or one held before.
            if i < january:
                row.start = day(sheet.year, 1, 2) + rng.randint(0, 12)
            else:
                row.start = day(sheet.flow - 1, 1, 5) + rng.randint(0, 300)
        aside = {id(row) for row in apart}
        for row in issued:
            row.new = id(row) not in aside
        for _ in range(wanted - sum(row.new for row in issued)):
            # Its first outcome stands in an earlier year's return.
            row = Row(outcome="H", start=rng.randint(sheet.first, sheet.last), new=True)
            row.received = sheet.first - rng.randint(60, 330)
            sheet.rows.append(row)

    def _in_force(self, new: list[Row]) -> list[Row]:
        sheet, rng = self.sheet, self.rng
        whole = total("caseload", self.code, sheet.stock_period)
        size = whole.get("ehcplans") or len(new) * 6
        by_years = self._years(size)
        # Some plans began and ceased in the year: at the least those of a need that no plan in force has.
        held = topic("ceased_plans", self.code, str(sheet.flow), "Years plan held").get(HELD[0], {})
        short = held.get("total_ceased") or 0
        ending = min(max(short // 3, self._without_need()), short) if held else self._ceased_total() // 30
        ending = max(ending, len(new) - by_years[1]) if self.years_known else ending
        ending = max(0, min(ending, self._ceased_total(), len(new)))
        leave = {id(row) for row in rng.sample(new, ending)}
        stock = [row for row in new if id(row) not in leave]
        self.ending = [row for row in new if id(row) in leave]
        others = [row for row in sheet.rows if row.start and not row.new]
        stock += others
        have = [0] * len(IN_PLACE)
        kept = []
        for row in sorted(stock, key=lambda row: row.new):
            years = self.years_of(row)
            if have[years] >= by_years[years]:
                if row.new:
                    # DfE counts more new plans than plans in force that began in the year: it is active nowhere.
                    continue
                years = next((y for y in (2, 3, 4, 5, 0) if have[y] < by_years[y]), years)
                row.start = self._start(years)
            have[years] += 1
            kept.append(row)
        stock = kept
        for years, (wanted, got) in enumerate(zip(by_years, have, strict=True)):
            for _ in range(wanted - got):
                row = Row(outcome="H", start=self._start(years), transfer=years < 2)
                if not row.transfer:
                    row.received = row.start - rng.randint(90, 420)
                sheet.rows.append(row)
                stock.append(row)
        for row in stock:
            row.in_force = True
        return stock

    def _without_need(self) -> int:
        if self.sheet.year != 2025:
            return 0
        new, whole = (total(f, self.code, "202425") for f in ("sen_need_newplans", "sen_needs_all_plans"))
        return sum(max(0, (new.get(c) or 0) - (whole.get(c) or 0)) for c in NEED_COLUMNS)

    def years_of(self, row: Row) -> int:
        """The place in `IN_PLACE` of a plan."""
        for years in range(len(IN_PLACE) - 1):
            if row.start >= day(self.sheet.year - years, 1, 1):
                return years
        return len(IN_PLACE) - 1

    def _start(self, years: int) -> int:
        year = self.sheet.year - years
        last = self.sheet.survey - 1 if years == 0 else day(year, 12, 31)
        return self.rng.randint(day(year, 1, 1), last)

    def _years(self, size: int) -> list[int]:
        rows = topic("caseload", self.code, self.sheet.stock_period, "Years EHC plan in place")
        self.years_known = bool(rows)
        counts = [(rows.get(years) or {}).get("ehcplans") or 0 for years in IN_PLACE]
        if not rows:
            later = topic("caseload", self.code, "202425", "Years EHC plan in place")
            counts = [(later.get(years) or {}).get("ehcplans") or 0 for years in IN_PLACE]
            counts = _share(counts, size)
            new = sum(row.new for row in self.sheet.rows)
            counts = [size // 300, min(new + size // 300, size // 2), *counts[2:]]
            counts = [*counts[:2], *_share(counts[2:], max(0, size - sum(counts[:2])))]
        if sum(counts) != size:
            counts[-1 - (len(counts) > 6) * 6] += size - sum(counts)
        return counts

    def _ceased_total(self) -> int:
        return total("ceased_plans", self.code, str(self.sheet.flow)).get("total_ceased") or 0

    def _ceased(self) -> list[Row]:
        sheet, rng = self.sheet, self.rng
        whole = total("ceased_plans", self.code, str(sheet.flow))
        reasons = [n for n, name in enumerate(REASONS) for _ in range(whole.get(name) or 0)]
        rng.shuffle(reasons)
        held = self._spread("Years plan held", HELD, reasons, guess=(3, 5, 6, 8, 9, 11, 18, 18, 9, 4, 1, 1, 1))
        ending = {i for i, (h, r) in enumerate(zip(held, reasons, strict=True)) if h == 0 and r != 0}
        order = sorted(ending) + [i for i, reason in enumerate(reasons) if i not in ending and reason != 0]
        ending = set(order[: len(self.ending)])
        spare = iter(self.ending)
        out = []
        for i, (reason, years) in enumerate(zip(reasons, held, strict=True)):
            row = next(spare, None) if i in ending else None
            if row is None:
                ceased = rng.randint(sheet.first, sheet.last)
                # Held for whole years and some days over, and begun before the year if not new in it.
                least = max(1, ceased - sheet.first + 1) if years == 0 else years * 366
                start = ceased - max(least, rng.randint(years * 366, years * 365 + 364)) if years else ceased - least
                row = Row(outcome="H", start=min(start, sheet.first - 1), received=0)
                row.received = row.start - rng.randint(90, 420)
                row.ceased = ceased
                sheet.rows.append(row)
            else:
                row.ceased = min(row.start + rng.randint(20, 120), sheet.last)
            row.held, row.cease_reason = years, reason + 1
            row.in_force = False
            out.append(row)
        return out

    def _spread(self, name: str, labels: Iterable[str], reasons: list[int], guess: Iterable[int]) -> list[int]:
        """One of `labels` for each reason, so that DfE's breakdown by reason comes out."""
        labels = tuple(labels)
        rows = topic("ceased_plans", self.code, str(self.sheet.flow), name)
        decks: dict[int, list[int]] = {}
        for reason, column in enumerate(REASONS):
            deck = [n for n, label in enumerate(labels) for _ in range((rows.get(label) or {}).get(column) or 0)]
            missing = reasons.count(reason) - len(deck)
            deck += self.rng.choices(range(len(labels)), list(guess), k=max(0, missing))
            self.rng.shuffle(deck)
            decks[reason] = deck
        return [decks[reason].pop() for reason in reasons]

    def _settings(self, stock: list[Row]) -> None:
        period = self.sheet.stock_period
        whole = total("caseload", self.code, period)
        by_years = topic("caseload", self.code, period, "Years EHC plan in place")
        decks: dict[int, list[int]] = {}
        rows = [self.years_of(row) for row in stock]
        if by_years:
            for years, label in enumerate(IN_PLACE):
                decks[years] = self._deck(by_years.get(label) or {}, rows.count(years))
        else:
            deck = self._deck(whole, len(stock))
            self.rng.shuffle(deck)
            for years in set(rows):
                decks[years] = [deck.pop() for _ in range(rows.count(years))]
        for deck in decks.values():
            self.rng.shuffle(deck)
        for row, years in zip(stock, rows, strict=True):
            row.setting = decks[years].pop()

    def _deck(self, figures: Figures, size: int) -> list[int]:
        deck = [n for n, column in enumerate(SETTING_COLUMNS) for _ in range(figures.get(column) or 0)]
        if figures and figures.get(SETTING_COLUMNS[0]) is None:
            shares = england("caseload", "202425")
            counts = _share([shares.get(column) or 0 for column in SETTING_COLUMNS], size)
            deck = [n for n, count in enumerate(counts) for _ in range(count)]
        return (deck + [settings.UNKNOWN] * max(0, size - len(deck)))[:size]

    def _ceased_settings(self, ceased: list[Row]) -> None:
        labels = [
            next(label for label, n in settings.LABEL.items() if n == kind) for kind in range(len(settings.KINDS))
        ]
        rows = topic("ceased_plans", self.code, str(self.sheet.flow), "Type of placement")
        # This one file writes the label of special academies otherwise in some years.
        special = settings.COLUMN["special_academy_free"]
        labels[special] = next((x for x in rows if settings.LABEL.get(x) == special), labels[special])
        guess = [1 if kind.written in ("NEET", "NIEC") else 0 for kind in settings.KINDS]
        reasons = [row.cease_reason - 1 for row in ceased]
        for row, setting in zip(ceased, self._spread("Type of placement", labels, reasons, guess), strict=True):
            row.setting = setting

    def _first_settings(self, new: list[Row]) -> None:
        """The setting when the plan began: today's where the count of new plans has room for it."""
        whole = total("newplans", self.code, str(self.sheet.flow))
        left = [whole.get(column) or 0 for column in SETTING_COLUMNS]
        if whole.get(SETTING_COLUMNS[0]) is None:
            left = [len(new)] * len(left)
        waiting = []
        for row in new:
            if row.setting >= 0 and left[row.setting] > 0:
                left[row.setting] -= 1
                row.first_setting = row.setting
            else:
                waiting.append(row)
        deck = [n for n, count in enumerate(left) for _ in range(count)]
        self.rng.shuffle(deck)
        for row in waiting:
            # DfE counts the new plans of some kinds of setting in the row of all alone.
            row.first_setting = deck.pop() if deck else settings.COLUMN["other_schools"]

    def _needs(self, stock: list[Row], new: list[Row]) -> None:
        code, numbers = self.code, self.numbers
        exact = self.sheet.year == 2025
        whole = total("sen_needs_all_plans", code, "202425")
        self.shares = [whole.get(column) or 0 for column in NEED_COLUMNS[:-1]]
        if not sum(self.shares):
            self.shares = [england("sen_needs_all_plans", "202425").get(c) or 0 for c in NEED_COLUMNS[:-1]]
        rows = stock + [row for row in new if not row.in_force]
        by_setting = topic("sen_needs_all_plans", code, "202425", "Type of placement")
        decks: dict[int, list[int]] = {}
        for kind in range(len(settings.KINDS)):
            count = sum(row.setting == kind for row in stock)
            counts = _share([*self.shares, 0], count)
            if exact and by_setting:
                found = next((by_setting[x] for x, n in settings.LABEL.items() if n == kind and x in by_setting), {})
                counts = [found.get(column) or 0 for column in NEED_COLUMNS]
            deck = [n for n, c in enumerate(counts) for _ in range(c)]
            deck += self.rng.choices(range(len(self.shares)), [s + 1 for s in self.shares], k=max(0, count - len(deck)))
            self.rng.shuffle(deck)
            decks[kind] = deck[:count]
        start = [decks[row.setting].pop() if row.in_force else 0 for row in rows]
        values = np.array(start, dtype=np.int64)
        if exact:
            families = [
                self._need_family("by setting", rows, by_setting, _by_label, lambda row: row.setting, stock=True),
                self._need_family(
                    "by years",
                    rows,
                    topic("sen_needs_all_plans", code, "202425", "Years EHC plan in place"),
                    lambda table, n: table.get(IN_PLACE[n]) or {} if n < len(IN_PLACE) else {},
                    self.years_of,
                    stock=True,
                ),
                self._need_family(
                    "new",
                    rows,
                    topic("sen_need_newplans", code, "202425", "Type of placement"),
                    _by_label,
                    lambda row: row.first_setting,
                    stock=False,
                ),
            ]
            for name, of in (("sen_needs_all_plans", "in_force"), ("sen_need_newplans", "new")):
                figures = total(name, code, "202425")
                target = np.array([[_or_unknown(figures.get(column)) for column in NEED_COLUMNS]])
                groups = np.array([0 if getattr(row, of) else -1 for row in rows])
                families.append(Family(name, groups, target, whole=True))
            families = [family for family in families if (family.target >= 0).any()]
            values, _ = fit(values, families, fixed(np.tile(np.arange(len(NEEDS)), (len(families), 1))), numbers)
        for row, value in zip(rows, values.tolist(), strict=True):
            row.need = value

    def _need_family(
        self,
        name: str,
        rows: list[Row],
        table: dict[str, Figures],
        pick: Callable[[dict[str, Figures], int], Figures],
        group: Callable[[Row], int],
        *,
        stock: bool,
    ) -> Family:
        size = len(settings.KINDS)
        target = np.full((size, len(NEEDS)), -1)
        for n in range(size):
            figures = pick(table, n) if table else {}
            for c, column in enumerate(NEED_COLUMNS):
                figure = figures.get(column, 0) if table else None
                target[n, c] = -1 if figure is None else figure
        groups = np.array([group(row) if (row.in_force if stock else row.new) else -1 for row in rows])
        return Family(name, groups, target)


def _or_unknown(figure: int | None) -> int:
    return -1 if figure is None else figure


def _by_label(table: dict[str, Figures], kind: int) -> Figures:
    return next((table[label] for label, n in settings.LABEL.items() if n == kind and label in table), {})


def _share(parts: list[int], size: int) -> list[int]:
    """`size` in the proportions of `parts`, whole numbers."""
    whole = sum(parts)
    if not whole:
        return [size, *[0] * (len(parts) - 1)]
    out = [part * size // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda n: (-(parts[n] * size % whole), n))
    for n in order[: size - sum(out)]:
        out[n] += 1
    return out
