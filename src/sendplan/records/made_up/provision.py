"""What goes on under a plan: the latest annual review, personal budget, residential and work-based placements."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np

from sendplan.records.made_up import settings
from sendplan.records.made_up.fit import Family, Ints, fit, fixed
from sendplan.records.made_up.published import Figures, england, topic, total
from sendplan.records.made_up.rows import Review, Row, Sheet, day
from sendplan.records.made_up.stock import IN_PLACE, _by_label, _or_unknown

FOUR_WEEKS = 28
NONE = ("none", "none", "", "")
# (meeting, decision, outcome, weeks): "late" is a meeting of the last four weeks, whose decision is not due yet.
ReviewKind = tuple[str, str, str, str]

REVIEW_COLUMNS: dict[str, Callable[[ReviewKind], bool]] = {
    "review_meeting_25": lambda k: k[0] == "25",
    "review_meeting_24": lambda k: k[0] in ("24", "24 late"),
    "review_meeting_prior_24": lambda k: k[0] == "prior",
    "no_review_meeting": lambda k: k[0] == "none",
    "review_decision25": lambda k: k[1] == "25",
    "review_decision24": lambda k: k[1] == "24",
    "review_decision_prior24": lambda k: k[1] == "prior",
    "review_decision_not_due": lambda k: k[0] in ("25", "24 late"),
    "review_decision_outstanding": lambda k: k[0] in ("24", "prior") and k[1] in ("none", "after"),
    "outcome_amend": lambda k: k[2] == "A",
    "outcome_cease": lambda k: k[2] == "C",
    "outcome_maintan": lambda k: k[2] == "M",
    "no_outcome": lambda k: k[0] != "none" and k[2] == "",
    "number_decsion_4weeks": lambda k: k[3] == "within",
    "number_decision_gt_4weeks": lambda k: k[3] == "over",
}
BUDGET_COLUMNS = ("personal_budget", "org_arrangments", "pb_health", "pb_education", "pb_social", "pb_integrated")
DIRECT = ("", "H", "E", "S", "I")
RESIDENTIAL = ("", "A", "B")
RESIDENTIAL_COLUMNS = ("Res_3851", "Res_52")
WORK_BASED = ("", "S", "A", "T")
WORK_BASED_COLUMNS = ("open_supp_intern", "open_apprentice", "open_trainee")


class Provision:
    """Sets what goes on under each plan in force."""

    def __init__(self, sheet: Sheet, code: str, rng: random.Random, numbers: np.random.Generator) -> None:
        self.sheet, self.code, self.rng, self.numbers = sheet, code, rng, numbers
        self.plans = [row for row in sheet.rows if row.in_force]

    def build(self) -> None:
        """Reviews, then budgets and placements."""
        self._reviews()
        self._budgets()
        placed: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
            ("residential_settings", RESIDENTIAL_COLUMNS, RESIDENTIAL, "residential"),
            ("work_based_placements", WORK_BASED_COLUMNS, WORK_BASED, "work_based"),
        )
        for file, columns, codes, name in placed:
            self._placed(file, columns, codes, name)

    def years_of(self, row: Row) -> int:
        """The place in `IN_PLACE`."""
        return min(max(0, self.sheet.year - day_year(row.start)), len(IN_PLACE) - 1)

    def _reviews(self) -> None:
        expected = [row for row in self.plans if self.years_of(row) >= 2]
        exact = self.sheet.year == 2025
        whole = total("annual_reviews", self.code, "2024")
        figures = {name: whole.get(name) for name in REVIEW_COLUMNS}
        if not exact or any(figure is None for figure in figures.values()):
            exact = False
            if any(figure is None for figure in figures.values()):
                whole = england("annual_reviews", "2024")
            size = max(1, whole.get("review_expected") or 1)
            figures = {name: (whole.get(name) or 0) * len(expected) // size for name in REVIEW_COLUMNS}
        kinds = _kinds({name: figure or 0 for name, figure in figures.items()}, len(expected), self.rng)
        self.rng.shuffle(kinds)
        names = sorted(set(kinds) | {NONE})
        place = {kind: n for n, kind in enumerate(names)}
        values = np.array([place[kind] for kind in kinds], dtype=np.int64)
        if exact and expected:
            values = self._fit_reviews(expected, values, names)
        for row, value in zip(expected, values.tolist(), strict=True):
            row.review_kind = value
            kind = names[value]
            if kind[0] != "none":
                row.review = self._dates(row, kind)

    def _fit_reviews(self, rows: list[Row], values: Ints, names: list[ReviewKind]) -> Ints:
        families, table = [], []
        for name, labels, pick, group in self._splits(rows):
            breakdown = topic("annual_reviews", self.code, "2024", name)
            for column, meets in REVIEW_COLUMNS.items():
                target = np.full((labels, 2), -1)
                for n in range(labels):
                    figures = pick(breakdown, n)
                    target[n, 1] = _known(figures, column, breakdown)
                families.append(Family(f"{column} by {name}", group, target))
                table.append([int(meets(kind)) for kind in names])
        everyone = np.zeros(len(rows), dtype=np.int64)
        whole = total("annual_reviews", self.code, "2024")
        for column, meets in REVIEW_COLUMNS.items():
            families.append(Family(column, everyone, np.array([[-1, _or_unknown(whole.get(column))]]), whole=True))
            table.append([int(meets(kind)) for kind in names])
        fitted, _ = fit(values, families, fixed(np.array(table)), self.numbers)
        return fitted

    def _splits(self, rows: list[Row]) -> Iterable[tuple[str, int, Callable[[dict[str, Figures], int], Figures], Ints]]:
        yield "Type of placement", len(settings.KINDS), _by_label, np.array([row.setting for row in rows])
        yield (
            "Years EHC plan in place",
            len(IN_PLACE),
            lambda table, n: table.get(IN_PLACE[n], {}),
            np.array([self.years_of(row) for row in rows]),
        )

    def _dates(self, row: Row, kind: ReviewKind) -> Review:
        rng, year, survey = self.rng, self.sheet.year, self.sheet.survey
        first, late = day(year - 1, 1, 1), survey - FOUR_WEEKS
        meeting = {
            "25": (day(year, 1, 1), survey - 1),
            "24 late": (late, day(year - 1, 12, 31)),
            "24": (first, late - 1),
            "prior": (first - 330, first - 1),
        }[kind[0]]
        low, high = max(meeting[0], min(row.start + 1, meeting[1])), meeting[1]
        decided = {
            "25": (day(year, 1, 1), survey),
            "24": (first, day(year - 1, 12, 31)),
            "prior": (first - 330, first - 1),
            "after": (survey + 1, survey + 25),
        }.get(kind[1])
        if decided is None:
            return Review(rng.randint(low, high), 0, kind[2])
        least, most = (2, FOUR_WEEKS) if kind[3] == "within" else (FOUR_WEEKS + 1, 720)
        low, high = max(low, decided[0] - most), min(high, decided[1] - least)
        if low > high:
            # Reviewed before its present date: the plan has been made anew since.
            low = max(meeting[0], decided[0] - most)
        met = rng.randint(low, high)
        early, last = max(decided[0], met + least), min(decided[1], met + most)
        if kind[3] == "over":
            last = min(last, early + 5 + int(rng.expovariate(1 / 40)))
        said = rng.randint(early, max(early, last))
        review = Review(met, said, kind[2])
        if kind[2] == "A":
            review.draft = min(said + rng.choice((0, 0, 0, 3, 10, 25)), survey)
            review.final = review.draft + rng.randint(20, 75)
        return review

    def _budgets(self) -> None:
        period = self.sheet.stock_period
        whole = total("personal_budgets", self.code, period)
        count = whole.get("personal_budget") or 0
        direct = [n for n, c in enumerate(BUDGET_COLUMNS[2:], 1) for _ in range(whole.get(c) or 0)]
        arranged = min(whole.get("org_arrangments") or 0, count)
        kinds = [(1, 0, d) for d in direct] + [(1, 0, 0)] * (count - len(direct))
        # Arranged for those without a direct payment first.
        # Some authorities publish more direct payments than budgets.
        kinds = [(int(i < count), 0, k[2]) for i, k in enumerate(kinds)]
        kinds = [(k[0], int(i >= len(kinds) - arranged), k[2]) for i, k in enumerate(kinds)]
        names = [(b, a, d) for b in (0, 1) for a in (0, 1) for d in range(len(DIRECT))]
        values = [names.index(kind) for kind in kinds]
        fitted = self._by_setting(
            "personal_budgets",
            values,
            {column: [int(_has_budget(kind, n)) for kind in names] for n, column in enumerate(BUDGET_COLUMNS)},
        )
        for row, value in zip(self.plans, fitted, strict=True):
            budget, organised, code = names[value]
            row.budget, row.arranged, row.direct = bool(budget), bool(organised), DIRECT[code]

    def _placed(self, file: str, columns: tuple[str, ...], codes: tuple[str, ...], name: str) -> None:
        whole = total(file, self.code, self.sheet.stock_period)
        if not whole:
            whole = total(file, self.code, "202425")
        values = [n for n, column in enumerate(columns, 1) for _ in range(whole.get(column) or 0)]
        table = {column: [int(n == value) for value in range(len(codes))] for n, column in enumerate(columns, 1)}
        for row, value in zip(self.plans, self._by_setting(file, values, table), strict=True):
            setattr(row, name, codes[value])

    def _by_setting(self, file: str, chosen: list[int], table: dict[str, list[int]]) -> list[int]:
        """`chosen` values given to plans so that the breakdown by setting comes out; the others have value 0."""
        size = len(self.plans)
        values = np.zeros(size, dtype=np.int64)
        spread = self.rng.sample(range(size), min(len(chosen), size))
        values[spread] = chosen[:size]
        breakdown = topic(file, self.code, self.sheet.stock_period, "Type of placement")
        whole = total(file, self.code, self.sheet.stock_period)
        if not breakdown:
            return [int(value) for value in values]
        groups = np.array([row.setting for row in self.plans])
        families, rows = [], []
        counted = Counter(groups.tolist())
        for column, meets in table.items():
            target = np.full((len(settings.KINDS), 2), -1)
            for n in range(len(settings.KINDS)):
                target[n, 1] = _known(_by_label(breakdown, n), column, breakdown) if counted[n] else -1
            families.append(Family(column, groups, target))
            rows.append(meets)
            if whole.get(column) is not None:
                families.append(
                    Family(column, np.zeros(size, dtype=np.int64), np.array([[-1, whole[column] or 0]]), whole=True)
                )
                rows.append(meets)
        fitted, _ = fit(values, families, fixed(np.array(rows)), self.numbers)
        return [int(value) for value in fitted]


def day_year(ordinal: int) -> int:
    """The year of an ordinal day."""
    return dt.date.fromordinal(ordinal).year


def _has_budget(kind: tuple[int, int, int], column: int) -> bool:
    if column < 2:
        return bool(kind[column])
    return kind[2] == column - 1


def _known(figures: Figures, column: str, breakdown: dict[str, Figures]) -> int:
    if not breakdown:
        return -1
    figure = figures.get(column, 0)
    return -1 if figure is None else figure


def _kinds(f: dict[str, int], size: int, rng: random.Random) -> list[ReviewKind]:
    """A kind of review for each plan for which one is expected, so that each column of the row of all comes out."""
    late = f["review_decision_not_due"]
    meetings = ["25"] * f["review_meeting_25"]
    late_24 = min(max(0, late - len(meetings)), f["review_meeting_24"])
    prior, ordinary = f["review_meeting_prior_24"], f["review_meeting_24"] - late_24
    decisions = {name: f[f"review_decision{name}"] for name in ("25", "24")} | {"prior": f["review_decision_prior24"]}
    met = len(meetings) + late_24 + ordinary + prior
    decided = sum(decisions.values())
    undecided_due = min(f["review_decision_outstanding"], ordinary + prior)
    early = max(0, min(late, decided - (ordinary + prior - undecided_due)))
    pairs: list[list[str]] = []
    for n, meeting in enumerate(meetings + ["24 late"] * late_24):
        choice = "25" if decisions["25"] and (meeting == "25" or n % 2 or not decisions["24"]) else "24"
        if n < early and decisions[choice] and not (meeting == "25" and choice == "24"):
            decisions[choice] -= 1
            pairs.append([meeting, choice])
        else:
            pairs.append([meeting, "none"])
    for meeting, count in (("prior", prior), ("24", ordinary)):
        for _ in range(count):
            order: tuple[str, ...] = ("24", "25")
            if meeting == "prior":
                # What is undecided has waited longest; a decision a year after its meeting is the exception.
                order = ("prior",) if undecided_due or decisions["prior"] else ("24", "25")
                undecided_due -= not decisions["prior"] and undecided_due > 0
            choice = next((name for name in order if decisions[name]), "none")
            if choice != "none":
                decisions[choice] -= 1
            pairs.append([meeting, choice])
    within, over = f["number_decsion_4weeks"], f["number_decision_gt_4weeks"]
    after = max(0, within + over - decided)
    for pair in pairs:
        if after and pair[0] == "24" and pair[1] == "none":
            pair[1], after = "after", after - 1
    rng.shuffle(pairs)
    # Those whose meeting and decision leave no choice come first.
    pairs.sort(key=lambda p: (p[1] == "none", p[0] not in ("25", "24 late"), p[0] == "prior" and p[1] != "prior"))
    outcomes = ["A"] * f["outcome_amend"] + ["C"] * f["outcome_cease"] + ["M"] * f["outcome_maintan"]
    rng.shuffle(outcomes)
    out: list[ReviewKind] = []
    for n, (meeting, decision) in enumerate(pairs):
        weeks = ""
        if decision != "none":
            slow = (meeting == "prior" and decision != "prior") or decision == "after"
            weeks = "within" if within and not slow else "over"
            within -= weeks == "within"
        out.append((meeting, decision, outcomes[n] if n < len(outcomes) else "", weeks))
    return (out + [NONE] * max(0, size - met))[:size]
