"""What a plan's targets come to, counted straight from the files of a made-up area.

No product code: only the standard library, the returns as XML and the feeds as CSV, on 30 November 2023. A target is
its measure and the values it is for, as the area's `links.toml` has them. Flows are of the twelve months to the day,
but for a school year, 2022/23, and a quarter, July to September 2023.
"""

from __future__ import annotations

import csv
import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

ON = dt.date(2023, 11, 30)
YEAR = (dt.date(2022, 12, 1), dt.date(2023, 12, 1))
SCHOOL_YEAR = (dt.date(2022, 9, 1), dt.date(2023, 9, 1))
QUARTER = (dt.date(2023, 7, 1), dt.date(2023, 10, 1))
Row = Mapping[str, str]
Found = tuple[Decimal | int, Decimal | int | None]


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def within(text: str | None, days: tuple[dt.date, dt.date]) -> bool:
    on = day(text)
    return on is not None and days[0] <= on < days[1]


class Files:
    """A folder of returns `sen2-2023.xml` and `sen2-2024.xml`, and of feeds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.issued = list(self._issued())
        self.received = sum(within(each, self._year(n)) for n, each in self._all("Requests/ReceivedDate"))

    def _year(self, year: int) -> tuple[dt.date, dt.date]:
        """The days of the twelve months that the return of `year` speaks for: the calendar year before."""
        return max(YEAR[0], dt.date(year - 1, 1, 1)), min(YEAR[1], dt.date(year, 1, 1))

    def _persons(self) -> Iterator[tuple[int, ET.Element]]:
        for year in (2023, 2024):
            tree = ET.parse(self.folder / f"sen2-{year}.xml")  # noqa: S314  our own made-up file
            for person in tree.iterfind(".//Person"):
                yield year, person

    def _all(self, path: str) -> Iterator[tuple[int, str]]:
        for year, person in self._persons():
            for each in person.iterfind(path):
                yield year, each.text or ""

    def _issued(self) -> Iterator[tuple[dt.date | None, dt.date, bool]]:
        """Of each plan issued in the twelve months: the day of the request, that of the plan, and the exception."""
        for year, person in self._persons():
            for request in person.iterfind("Requests"):
                for found in request.iterfind("Assessment"):
                    on = found.findtext("AssessmentOutcomeDate")
                    if found.findtext("AssessmentOutcome") == "Y" and within(on, self._year(year)):
                        issued = dt.date.fromisoformat(on or "")
                        yield day(request.findtext("ReceivedDate")), issued, found.findtext("Week20") == "1"

    def plans(self, weeks: int, *, without_exceptions: bool = False) -> Found:
        some = [each for each in self.issued if not (without_exceptions and each[2])]
        limit = dt.timedelta(weeks=weeks)
        return sum(asked is not None and issued <= asked + limit for asked, issued, _ in some), len(some)

    def rows(self, feed: str, **wanted: str) -> list[Row]:
        with (self.folder / "feeds" / f"{feed}.csv").open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if all(row[column] == is_ for column, is_ in wanted.items())]


def counted(files: Files, measure: str, groups: Mapping[str, str]) -> Found:
    """The numerator and, but for a count, the denominator."""
    found = _records(files, measure) or _staff(files, measure, groups) or _children(files, measure)
    return found or _said(files, measure, groups)


def _records(files: Files, measure: str) -> Found | None:
    match measure:
        case "plans-within-20-weeks":
            return files.plans(20)
        case "plans-within-20-weeks-excluding-exceptions":
            return files.plans(20, without_exceptions=True)
        case "plans-within-30-weeks":
            return files.plans(30)
        case "plans-within-52-weeks":
            return files.plans(52)
        case "requests-per-population":
            people = [row for row in files.rows("population", mid_year_on="2023-06-30") if int(row["age"]) < 25]
            return files.received, sum(int(row["people"]) for row in people)
    return None


def _staff(files: Files, measure: str, groups: Mapping[str, str]) -> Found | None:
    match measure:
        case "vacancies" | "interim-and-agency-staff":
            kinds = ("vacant",) if measure == "vacancies" else ("interim", "agency")
            held = [
                row
                for row in files.rows("posts", **groups)
                if row["from_on"] <= str(ON) and (not row["until_on"] or row["until_on"] > str(ON))
            ]
            return sum(row["filled_by"] in kinds for row in held), None
        case "permanent-starters" | "permanent-leavers":
            move = "start" if measure == "permanent-starters" else "end"
            moves = files.rows("staff_moves", move=move, contract="permanent", **groups)
            return sum(within(row["moved_on"], YEAR) for row in moves), None
        case "sickness-absence":
            months = [row for row in files.rows("staff_sickness", **groups) if within(row["month"], YEAR)]
            return (
                sum(Decimal(row["days_lost"]) for row in months),
                sum(Decimal(row["days_available"]) for row in months),
            )
    return None


def _children(files: Files, measure: str) -> Found | None:
    provision = "E" if measure.endswith("ehc-plan") else "K"
    match measure:
        case "absence-ehc-plan" | "absence-sen-support":
            months = [r for r in files.rows("attendance", sen_provision=provision) if within(r["month"], SCHOOL_YEAR)]
            missed, possible = ([int(row[f"sessions_{what}"]) for row in months] for what in ("missed", "possible"))
            return sum(missed), sum(possible)
        case "suspension-rate-ehc-plan" | "suspension-rate-sen-support":
            some = files.rows("suspensions", sen_provision=provision)
            pupils = files.rows("enrolments", sen_provision=provision)
            return (
                sum(within(row["started_on"], SCHOOL_YEAR) for row in some),
                sum(within(row["census_on"], SCHOOL_YEAR) for row in pupils),
            )
        case "annual-reviews-outstanding":
            met = [row for row in files.rows("reviews") if row["meeting_on"]]
            late = [row for row in met if dt.date.fromisoformat(row["meeting_on"]) + dt.timedelta(28) < ON]
            return sum(not row["decided_on"] or row["decided_on"] > str(ON) for row in late), None
        case "autism-seen-within-18-weeks":
            seen = [row for row in files.rows("autism_referrals") if within(row["first_contact_on"], YEAR)]
            return sum(_waited(row, row["first_contact_on"]) <= 126 for row in seen), len(seen)
        case "autism-waiting-within-18-weeks":
            after = [
                row
                for row in files.rows("autism_referrals")
                if row["referred_on"] <= str(ON)
                and all(not row[end] or row[end] > str(ON) for end in ("first_contact_on", "closed_on"))
            ]
            return sum(_waited(row, str(ON)) <= 126 for row in after), len(after)
        case "new-birth-visit-14-days" | "review-12-months" | "review-2-to-2-half-years":
            return _reviewed(files, measure)
    return None


def _waited(row: Row, until: str) -> int:
    return (dt.date.fromisoformat(until) - dt.date.fromisoformat(row["referred_on"])).days


def _reviewed(files: Files, measure: str) -> Found:
    kinds = {"new-birth-visit-14-days": "new birth", "review-12-months": "12 months"}
    turned = [
        row
        for row in files.rows("child_health_reviews", review=kinds.get(measure, "2 to 2.5 years"))
        if within(row["turned_on"], QUARTER)
    ]
    return sum(bool(row["seen_on"]) and row["seen_on"] <= str(_last(measure, row)) for row in turned), len(turned)


def _last(measure: str, row: Row) -> dt.date:
    born = dt.date.fromisoformat(row["born_on"])
    if measure == "new-birth-visit-14-days":
        return born + dt.timedelta(14)
    months = born.month - 1 + (12 if measure == "review-12-months" else 30)
    year, month = born.year + months // 12, months % 12 + 1
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return min(dt.date(year, month, 1) + dt.timedelta(born.day - 1), after - dt.timedelta(1))


def _said(files: Files, measure: str, groups: Mapping[str, str]) -> Found:
    good = ("very good", "good")
    match measure:
        case "survey-good-or-better":
            answers = [row for row in files.rows("survey_answers", **groups) if within(row["answered_on"], YEAR)]
            told = [row["answer"] for row in answers if row["answer"] != "does not apply"]
            return sum(answer in good for answer in told), len(told)
        case "complaints-about-communication":
            some = files.rows("complaints", theme="communication")
            return sum(within(row["received_on"], YEAR) for row in some), None
        case "new-plans-meeting-quality-standard":
            audits = [row for row in files.rows("plan_audits", new_plan="1") if within(row["audited_on"], YEAR)]
            graded = [row["grade"] for row in audits if row["grade"]]
            return sum(grade in ("outstanding", "good") for grade in graded), len(graded)
    raise KeyError(measure)
