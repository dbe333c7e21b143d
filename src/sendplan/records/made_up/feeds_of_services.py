"""Feeds about services, staff and surveys: no row is about a child."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

from sendplan.records.made_up.area import Area
from sendplan.records.made_up.returns import iso
from sendplan.records.made_up.rows import day

Fields = dict[str, str]

TEAMS: Final = ("0-25 team", "educational psychology service", "annual review team")
LIVED, PATHWAYS, SUPPORT = (
    "lived experience of local area SEND services",
    "information provided about SEND pathways",
    "understanding of the arrangements for support",
)
DRAFTING, NEURODIVERSITY = (
    "communication during needs assessment and drafting of plans",
    "communication in the neurodiversity pathway",
)
PROCESS, REVIEW = "confidence in the education, health and care process", "the annual review process"
GIRLS, WAITING = "support targeted to the needs of girls", "support while waiting for a diagnosis"
# What each group is asked in a wave, and how many of it answer: the questions improvement plans set targets on.
ASKED: Final = (
    ("parent carers", 240, (LIVED, PATHWAYS, SUPPORT, DRAFTING, NEURODIVERSITY, PROCESS, REVIEW, WAITING)),
    ("young people", 110, (LIVED, SUPPORT, DRAFTING, NEURODIVERSITY, REVIEW, WAITING)),
    ("families of neurodivergent girls", 60, (GIRLS,)),
)


class ServiceFeeds:
    """Makes the rows of each of these feeds, as text by column, from the first day of the oldest return to the survey
    day of the newest."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.sheet = area.sheets[max(area.sheets)]
        self.flows = sorted(sheet.flow for sheet in area.sheets.values())
        self.first, self.last = min(sheet.first for sheet in area.sheets.values()), self.sheet.survey
        self.many = len(area.children[max(area.children)])

    def months(self) -> Iterator[dt.date]:
        """The first day of every month of the years of the returns."""
        for year in self.flows:
            for month in range(1, 13):
                yield dt.date(year, month, 1)

    def survey_waves(self, _: random.Random) -> Iterator[Fields]:
        for year in self.flows:
            for n, (who, _many, _questions) in enumerate(ASKED):
                yield {
                    "wave": _wave(year, n),
                    "survey": f"How are we doing: {who}",
                    "respondent": who,
                    "mode": "online",
                    "opened_on": iso(day(year, 6, 1)),
                    "closed_on": iso(day(year, 7, 15)),
                    "invited": str(900 - 250 * n),
                    "population": str(self.many // (n + 1)),
                }

    def survey_answers(self, rng: random.Random) -> Iterator[Fields]:
        answers = ("very good", "good", "neither", "poor", "very poor", "does not apply")
        for year in self.flows:
            for n, (who, many, questions) in enumerate(ASKED):
                for response in range(many):
                    for question in questions:
                        yield {
                            "wave": _wave(year, n),
                            "response_id": f"{_wave(year, n)}-{response:04d}",
                            "respondent": who,
                            "question": question,
                            "answer": rng.choices(answers, (9, 25, 24, 22, 14, 6))[0],
                            "answered_on": iso(day(year, 6, 1) + rng.randint(0, 44)),
                            "locality": rng.choice(("North", "South", "East", "West")),
                        }

    def school_reviews(self, rng: random.Random) -> Iterator[Fields]:
        for n, place in enumerate(self.area.establishments.all()):
            if place.urn and n % 3 == 0:
                reviewed = rng.randint(self.first, self.last - 1)
                yield {
                    "school_review_id": f"S{n:05d}",
                    "urn": place.urn,
                    "reviewed_on": iso(reviewed),
                    "in_date_until": iso(reviewed + 365),
                    "meets_criteria": "1" if rng.random() < 0.55 else "0",
                }

    def posts(self, rng: random.Random) -> Iterator[Fields]:
        """Each post is held in one way and, for one in four, from some day in another."""
        kinds, often = ("permanent", "fixed term", "interim", "agency", "vacant"), (70, 6, 4, 8, 12)
        for team, short in zip(TEAMS, ("T", "P", "R"), strict=True):
            for n in range(24):
                began = rng.randint(self.first - 700, self.first)
                turned = rng.randint(self.first + 30, self.last - 30) if rng.random() < 0.25 else 0
                post = {
                    "post_id": f"{short}{n:03d}",
                    "team": team,
                    "role": "Officer" if n else "Team leader",
                    "full_time_equivalent": rng.choice(("1", "1", "0.8", "0.6", "0.5")),
                }
                for since, until in ((began, turned), (turned, 0)) if turned else ((began, 0),):
                    yield post | {
                        "from_on": iso(since),
                        "until_on": iso(until),
                        "filled_by": rng.choices(kinds, often)[0],
                    }

    def staff_moves(self, rng: random.Random) -> Iterator[Fields]:
        for n in range(46 * len(self.flows)):
            yield {
                "move_id": f"M{n:04d}",
                "team": rng.choice(TEAMS),
                "moved_on": iso(rng.randint(self.first, self.last)),
                "move": rng.choice(("start", "end")),
                "contract": rng.choice(("permanent", "permanent", "agency", "interim")),
            }

    def staff_sickness(self, rng: random.Random) -> Iterator[Fields]:
        for team in TEAMS:
            for month in self.months():
                yield {
                    "team": team,
                    "month": month.isoformat(),
                    "days_available": f"{rng.randint(360, 480)}.0",
                    "days_lost": f"{rng.randint(8, 40)}.{rng.choice('05')}",
                }

    def population(self, rng: random.Random) -> Iterator[Fields]:
        for year in range(self.flows[0] - 2, self.flows[-1] + 1):
            for age in range(26):
                for sex in ("F", "M"):
                    many = self.many // 3 + rng.randint(-200, 200)
                    yield {
                        "year": str(year),
                        "mid_year_on": f"{year}-06-30",
                        "age": str(age),
                        "sex": sex,
                        "people": str(max(10, many)),
                    }

    def supplied_figures(self, rng: random.Random) -> Iterator[Fields]:
        for year in self.flows:
            for quarter in range(4):
                births = rng.randint(900, 1100)
                first = dt.date(year, 1 + quarter * 3, 1)
                after = dt.date(year + (quarter == 3), (4 + quarter * 3 - 1) % 12 + 1, 1)
                yield {
                    "measure": "new-birth-visit-14-days",
                    "period_from": first.isoformat(),
                    "period_until": (after - dt.timedelta(1)).isoformat(),
                    "group_by": "",
                    "group": "",
                    "numerator": str(round(births * 0.86)),
                    "denominator": str(births),
                    "supplied_by": "Health visiting service",
                    "supplied_on": (after + dt.timedelta(30)).isoformat(),
                    "evidence": "Quarterly return",
                }


def _wave(year: int, n: int) -> str:
    return f"W{year}-{n + 1}"
