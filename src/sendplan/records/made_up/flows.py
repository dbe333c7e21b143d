"""The year's requests, assessments and issued plans, from the rows of all: which outcome, and when.

What is assumed where DfE's figures do not tie is written in `docs/explanation/made-up-area.md`.
"""

from __future__ import annotations

import random

from sendplan.records.made_up.published import Figures, england, total
from sendplan.records.made_up.rows import Row, Sheet, weekday_on_or_before

SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS, YEAR = 42, 112, 140, 364
# Shortest and longest weeks from request to plan, or to the news that there is none, in days.
PLAN_DAYS = {
    "within": (84, TWENTY_WEEKS),
    "later": (TWENTY_WEEKS + 1, YEAR - 1),
    "to the day": (YEAR, YEAR),
    "year": (YEAR + 1, 760),
}
NONE_DAYS = {"within": (70, SIXTEEN_WEEKS), "later": (SIXTEEN_WEEKS + 1, 380)}


def filled(file: str, code: str, year: int) -> dict[str, int]:
    """The row of all of the year, with guesses where DfE has no figure: a later year's share, or England's."""
    have = total(file, code, str(year))
    out: dict[str, int] = {}
    lead = None
    names = list(have) or list(total(file, code, str(year + 1)))
    for name in names:
        figure = have.get(name)
        if figure is None:
            figure = _guess(file, code, year, name, lead, have)
        lead = lead or name
        out[name] = figure
    return out


def _guess(file: str, code: str, year: int, name: str, lead: str | None, have: Figures) -> int:
    for later in range(year + 1, 2025):
        then = total(file, code, str(later))
        if then.get(name) is not None:
            if lead is None or not have.get(lead) or not then.get(lead):
                return then[name] or 0
            return round((then[name] or 0) * (have[lead] or 0) / (then[lead] or 1))
    whole = england(file, "2024")
    if lead is None or not have.get(lead) or not whole.get(lead):
        return 0
    return round((whole.get(name) or 0) * (have[lead] or 0) / (whole[lead] or 1))


class Flows:
    """Rows of the requests and assessments of one return."""

    def __init__(self, sheet: Sheet, code: str, rng: random.Random) -> None:
        self.sheet = sheet
        self.code = code
        self.rng = rng
        self.requests = filled("requests", code, sheet.flow)
        self.assessments = filled("assessments", code, sheet.flow)
        self.timely = filled("timeliness_20_week", code, sheet.flow)
        self.rows: list[Row] = []
        r = self.requests
        self.no = r["requests_decided_not_to_assess"]
        self.waiting, self.withdrawn = r["requests_decision_not_made"], r["requests_withdrawn"]
        self.yes = r["requests_received_in_year"] - self.no - self.waiting - self.withdrawn
        if self.yes < 0:
            self.waiting, self.withdrawn, self.yes = 0, 0, max(0, r["requests_received_in_year"] - self.no)
        self.within, self.over = r["request_outcome_six_weeks"], r["request_outcome_over_6_weeks"]
        gap = self.within + self.over - self.yes - self.no
        self.undated = max(0, -gap)
        carried = max(0, gap)
        self.carried_yes = round(carried * self.yes / max(1, self.yes + self.no))
        self.carried_no = carried - self.carried_yes
        self.yes_left, self.carried_left = self.yes, self.carried_yes

    def build(self) -> list[Row]:
        """All rows, with dates."""
        self._assessed()
        self._undecided_assessments()
        for _ in range(self.yes_left):
            self.rows.append(Row(decision="Y"))
        for _ in range(self.carried_left):
            self.rows.append(Row(decision="Y", within_six=-2))
        self.rows += [Row(decision="N") for _ in range(self.no)]
        self.rows += [Row(decision="N", within_six=-2) for _ in range(self.carried_no)]
        self._decided()
        for decision, count in (("A", self.waiting), ("W", self.withdrawn)):
            self.rows += [Row(decision=decision, received=self._received_undecided(decision)) for _ in range(count)]
        self._disputed()
        for row in self.rows:
            row.source = self.rng.choices((1, 2, 3, 4, 5), (35, 55, 5, 3, 2))[0]
            if row.received == 0 and row.decision != "H":
                raise AssertionError(row)
        return self.rows

    def _assessed(self) -> None:
        a = self.assessments
        timed = self._bands()
        for band, week20 in timed:
            row = self._case("Y", *PLAN_DAYS[band])
            row.timed, row.week20 = True, week20
        for _ in range(max(0, a["assess_issued"] - len(timed))):
            issued = self._day_in_year()
            received = min(issued - self.rng.randint(170, 620), self.sheet.first - self.rng.randint(30, 120))
            row = Row(received=received, outcome="Y", issued=issued, start=issued)
            # Refused first, and assessed after mediation or an appeal: taken to have no 20-week clock.
            row.request_mediation = self.rng.random() < 0.6
            row.request_tribunal = not row.request_mediation or self.rng.random() < 0.3
            row.week20 = self.rng.random() < 0.05
            self.rows.append(row)
        within, over = a["outcome_decision_within_time"], a["outcome_decision_over_time"]
        none = a["assess_not_issued"]
        within = min(within, none)
        over = min(over, none - within)
        for band, count in (("within", within), ("later", over)):
            for _ in range(count):
                self._case("N", *NONE_DAYS[band])
        for _ in range(none - within - over):
            self.rows.append(Row(outcome="N", issued=self._day_in_year()))

    def _bands(self) -> list[tuple[str, bool]]:
        """The band of each plan that is timed, and whether it is an exception."""
        t = self.timely
        within, year = t["plans_issued_within_20_weeks"], t["plans_issued_gt_1_year"]
        later, rest = t["plans_issued_gt20weeks_ltYear"], t["plans_issued_den"] - within
        within_ex, year_ex = t["plans_issued_20_weeks_ex"], t["plans_issued_gt_1_year_ex"]
        later_ex, rest_ex = t["plans_issued_gt20weeks_ltYear_ex"], t["plans_issued_den_ex"] - within_ex
        if total("timeliness_20_week", self.code, str(self.sheet.flow)).get("plans_issued_gt_1_year") is None:
            year = min(year, rest)
            later = rest - year
            year_ex = max(min(year_ex, year, rest_ex), rest_ex - later)
            later_ex = rest_ex - year_ex
        # A plan of 52 weeks to the day is neither in the band below nor in the one above.
        to_the_day, to_the_day_ex = max(0, rest - later - year), max(0, rest_ex - later_ex - year_ex)
        out = []
        for band, both, without in (
            ("within", within, within_ex),
            ("later", later, later_ex),
            ("to the day", to_the_day, to_the_day_ex),
            ("year", year, year_ex),
        ):
            out += [(band, i < both - without) for i in range(both)]
        published = total("timeliness_20_week", self.code, str(self.sheet.flow))
        return out if published.get("plans_issued_den") is not None else out[: self.assessments["assess_issued"]]

    def _case(self, outcome: str, shortest: int, longest: int) -> Row:
        rng, first = self.rng, self.sheet.first
        for attempt in range(40):
            issued = self._day_in_year()
            days = round(rng.triangular(shortest, longest, shortest + (longest - shortest) * 0.6))
            if longest == TWENTY_WEEKS:
                days = longest - min(longest - shortest, int(rng.expovariate(0.12)))
            received = issued - days
            if received >= first and self.yes_left:
                self.yes_left -= 1
                row = Row(received=received, decision="Y")
                break
            if received < first and (self.carried_left and received >= first - SIX_WEEKS and attempt < 30):
                self.carried_left -= 1
                row = Row(received=received, decision="Y", within_six=-2)
                break
            if received < first - 2:
                row = Row(received=received)
                break
        else:
            received = first - rng.randint(3, shortest // 2)
            days = rng.randint(shortest, longest)
            issued = min(received + days, self.sheet.last)
            if issued - received < shortest:
                issued = received + shortest
            row = Row(received=received)
        row.outcome, row.issued = outcome, issued
        row.start = issued if outcome == "Y" else 0
        self.rows.append(row)
        return row

    def _undecided_assessments(self) -> None:
        for outcome, count in (("A", self.assessments["assess_not_made"]), ("W", self.assessments["assess_withdrawn"])):
            for _ in range(max(0, count)):
                if self.yes_left:
                    self.yes_left -= 1
                    self.rows.append(Row(decision="Y", outcome=outcome))
                else:
                    received = self.sheet.first - 3 - int(self.rng.expovariate(1 / 90))
                    self.rows.append(Row(received=received, outcome=outcome))

    def _decided(self) -> None:
        """Days of receipt and decision, some within six weeks and some not, as many as were published."""
        rng, first, last = self.rng, self.sheet.first, self.sheet.last
        dated = [row for row in self.rows if row.decision in ("Y", "N")]
        free = [row for row in dated if row.within_six == -1 and not row.issued]
        late_first = rng.sample(free, min(self.undated, len(free)))
        undated = {id(row) for row in late_first}
        dated = [row for row in dated if id(row) not in undated]
        over = {id(row) for row in rng.sample(dated, min(self.over, len(dated)))}
        if self.requests["requests_rya"]:
            lived = [row for row in self.rows if row.decision in ("Y", "N") and row.within_six == -1]
            for row in rng.sample(lived, min(self.requests["requests_rya"], len(lived))):
                row.youth_accommodation = True
        for row in late_first:
            row.received = rng.randint(first, last - 30)
            row.within_six = -1
        for row in dated:
            late = id(row) in over
            carried = row.within_six == -2
            room = row.issued - row.received - 35 if row.received else 150
            least = first - row.received if carried and row.received else 1
            if late:
                gap = SIX_WEEKS + 1 + int(min(rng.expovariate(1 / 18), max(0, room - SIX_WEEKS - 1), 160))
                gap = max(gap, least)
            else:
                gap = max(least, SIX_WEEKS - int(min(rng.expovariate(0.12), 36)))
            if not row.received:
                if carried:
                    row.received = first - rng.randint(1, max(1, gap - 1))
                else:
                    row.received = rng.randint(first, last - gap)
            row.decided = row.received + gap
            row.within_six = 0 if late else 1

    def _received_undecided(self, decision: str) -> int:
        if decision == "W":
            return self.rng.randint(self.sheet.first, self.sheet.last - 7)
        # Most are within their six weeks; some are overdue and still open.
        days = self.rng.randint(0, 38) if self.rng.random() < 0.85 else self.rng.randint(45, 150)
        return self.sheet.last - days

    def _disputed(self) -> None:
        r, a = self.requests, self.assessments
        ours = [row for row in self.rows if row.decision in ("Y", "N", "A", "W") and row.received >= self.sheet.first]
        self.rng.shuffle(ours)
        # Mediation and appeals are about refusals; a request whose plan is timed has none.
        ours.sort(key=lambda row: (row.timed, row.decision != "N"))
        _flag(
            ours,
            r["mediation_related_request"],
            r["tribunal_related_request"],
            r["tribunal_after_mediation_request"],
            ("request_mediation", "request_tribunal"),
        )
        assessed = [row for row in self.rows if row.outcome]
        self.rng.shuffle(assessed)
        assessed.sort(key=lambda row: row.outcome != "N")
        _flag(
            assessed,
            a["number_assess_mediation"],
            a["number_assess_tribunal"],
            a["number_asssess_mediation_tribunal"],
            ("assessment_mediation", "assessment_tribunal"),
        )
        assessed.sort(key=lambda row: row.outcome != "Y")
        _flag(
            assessed,
            a["number_other_mediation"],
            a["number_other_tribunal"],
            a["number_other_mediation_tribunal"],
            ("other_mediation", "other_tribunal"),
        )

    def _day_in_year(self) -> int:
        return weekday_on_or_before(self.rng.randint(self.sheet.first + 1, self.sheet.last), self.sheet.first + 1)


def _flag(rows: list[Row], mediations: int, tribunals: int, both: int, names: tuple[str, str]) -> None:
    both = min(both, mediations, tribunals)
    alone = len(rows) - both
    only_mediation = min(mediations - both, alone)
    only_tribunal = min(tribunals - both, alone - only_mediation)
    for i, row in enumerate(rows[: both + only_mediation + only_tribunal]):
        if i < both + only_mediation:
            setattr(row, names[0], True)
        if i < both or i >= both + only_mediation:
            setattr(row, names[1], True)
