"""Feeds of the tables that no return fills: smaller, plausible, and about the children of the newest return."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from sendplan.records.made_up.area import Area, Streams
from sendplan.records.made_up.feeds_of_services import Fields, ServiceFeeds
from sendplan.records.made_up.forms import MADE
from sendplan.records.made_up.people import Child, forename_of, nhs_number_of
from sendplan.records.made_up.returns import iso
from sendplan.records.made_up.rows import Row
from sendplan.records.tables import TABLES

# What a return fills, and what is DfE's.
NOT_FED = frozenset(("requests", "plans", "placements", "published"))
TWIN_NUMBERS = 300_000
"""NHS numbers of children whom no return holds begin here."""


class Feeds(ServiceFeeds):
    """Makes the rows of each feed, as text by column.

    They are about the children of the newest return, and reach from the first day of the oldest to its survey day.
    """

    def __init__(self, area: Area, streams: Streams) -> None:
        super().__init__(area)
        self.streams = streams
        self.children = area.children[max(area.children)]
        self.ids = {id(row): (self.person(child), n) for child, rows in self.children for n, row in enumerate(rows, 1)}

    def person(self, child: Child) -> str:
        """The identifier that the area's own systems have for a child."""
        return f"C{child.number:06d}"

    def some(self, share: int, rng: random.Random) -> list[tuple[Child, list[Row]]]:
        """One child in `share`."""
        return [pair for pair in self.children if rng.randrange(share) == 0]

    def people(self, rng: random.Random) -> Iterator[Fields]:
        """The health service's children: some of those of the return, and the twins of others, whom it has not."""
        for child, _ in self.some(3, rng):
            yield self._one(child, self.person(child), child.forename, child.nhs_number)
            if rng.random() < 0.02:
                # A twin whom only the health service knows: everything but the first name is the same.
                name = forename_of(rng)
                while name == child.forename:
                    name = forename_of(rng)
                yield self._one(child, f"T{child.number:06d}", name, nhs_number_of(TWIN_NUMBERS + child.number), "")

    def _one(self, child: Child, key: str, forename: str, nhs: str, upn: str | None = None) -> Fields:
        return {
            "person_id": key,
            "surname": child.surname,
            "forename": forename,
            "born_on": f"{child.born // 10_000}-{child.born // 100 % 100:02d}-{child.born % 100:02d}",
            "sex": child.sex,
            "ethnicity": child.ethnicity,
            "postcode": child.postcode,
            "upn": child.upn if upn is None else upn,
            "nhs_number": nhs,
            "deprivation": str(child.deprivation),
            "locality": child.locality,
        }

    def reviews(self, _: random.Random) -> Iterator[Fields]:
        for child, rows in self.children:
            for n, row in enumerate(rows, 1):
                review = row.review
                if review is None:
                    continue
                yield {
                    "person_id": self.person(child),
                    "request_id": f"{self.person(child)}.{n}",
                    "review_id": "1",
                    "meeting_on": iso(review.meeting),
                    "outcome": review.outcome,
                    "decided_on": iso(review.decision),
                    "notice_sent_on": iso(review.draft),
                    "final_plan_on": iso(review.final if review.final <= self.last else 0),
                    "transfer_due_on": iso(row.transfer_due),
                    "transfer_final_on": iso(row.transfer_final),
                }

    def advice(self, rng: random.Random) -> Iterator[Fields]:
        kinds = (("Educational psychology", 70), ("Health", 44), ("Social care", 40), ("School", 30))
        for row in self.sheet.rows:
            key = self.ids.get(id(row))
            if key is None or row.received < self.first - 200 or (row.decision != "Y" and not row.issued):
                continue
            asked = (row.decided or row.received + 40) + 2
            for n, (kind, usual) in enumerate(kinds, 1):
                came = asked + max(5, round(rng.gauss(usual, 18)))
                came = min(came, row.issued - 14) if row.issued else came
                yield {
                    "person_id": key[0],
                    "request_id": f"{key[0]}.{key[1]}",
                    "advice_id": str(n),
                    "provider": f"{kind} service",
                    "kind": kind,
                    "asked_on": iso(asked),
                    "received_on": iso(came) if asked < came <= self.last else "",
                    "excused": "1" if rng.random() < 0.02 else "0",
                }

    def tribunals(self, rng: random.Random) -> Iterator[Fields]:
        about = {"request_tribunal": "refusal to assess", "assessment_tribunal": "refusal to issue"}
        number = 0
        for row in self.sheet.rows:
            key = self.ids.get(id(row))
            for name, what in (*about.items(), ("other_tribunal", "contents")):
                if key is None or not getattr(row, name):
                    continue
                number += 1
                start = max(self.first, (row.decided or row.issued or self.first) + 40)
                ended = start + rng.randint(60, 330)
                outcome = rng.choices(("upheld", "conceded", "dismissed", "withdrawn"), (45, 40, 3, 12))[0]
                done = ended <= self.last
                ordered = ended if done and outcome == "upheld" else 0
                complied = ordered + rng.randint(10, 60) if ordered else 0
                yield {
                    "appeal_id": f"A{number:05d}",
                    "person_id": key[0],
                    "request_id": f"{key[0]}.{key[1]}",
                    "about": what,
                    "registered_on": iso(min(start, self.last)),
                    "ended_on": iso(ended if done else 0),
                    "outcome": outcome if done else "",
                    "ordered_on": iso(ordered),
                    "complied_on": iso(complied if complied <= self.last else 0),
                }

    def plan_audits(self, rng: random.Random) -> Iterator[Fields]:
        for n, row in enumerate(row for row in self.sheet.rows if row.start >= self.first and row.in_force):
            key = self.ids.get(id(row))
            if n % 8 or key is None:
                continue
            yield {
                "audit_id": f"Q{n:05d}",
                "person_id": key[0],
                "request_id": f"{key[0]}.{key[1]}",
                "plan_issued_on": iso(row.start),
                "new_plan": "1",
                "audited_on": iso(min(row.start + rng.randint(5, 60), self.last)),
                "grade": rng.choices(("outstanding", "good", "requires improvement", "inadequate"), (4, 46, 40, 10))[0],
                "auditor_team": rng.choice(("Quality", "North", "South")),
            }

    def _pupils(self, rng: random.Random, share: int) -> Iterator[tuple[Child, str]]:
        for child, rows in self.some(share, rng):
            if 5 <= self.sheet.year - child.born // 10_000 <= 16:
                yield child, "E" if any(row.in_force for row in rows) else "K"

    def enrolments(self, rng: random.Random) -> Iterator[Fields]:
        """At each January's survey: those of school age then, with a plan or without one yet."""
        pupils = self.some(2, rng)
        for sheet in sorted(self.area.sheets.values(), key=lambda sheet: sheet.year):
            for child, rows in pupils:
                age = sheet.flow - child.born // 10_000 - (child.born % 10_000 > 831)
                if not 4 <= age <= 15:
                    continue
                planned = any(row.in_force and row.start <= sheet.survey for row in rows)
                yield {
                    "enrolment_id": f"E{child.number:06d}",
                    "person_id": self.person(child),
                    "census_on": iso(sheet.survey),
                    "urn": str(900_000 + child.number % 12),
                    "year_group": "R" if age < 5 else str(age - 4),
                    "sen_provision": "E" if planned else "K",
                    "full_time": "0" if rng.random() < 0.04 else "1",
                    "in_area": "0" if rng.random() < 0.07 else "1",
                    "destination_plan": "1" if age >= 15 and rng.random() < 0.6 else "0",
                }

    def attendance(self, rng: random.Random) -> Iterator[Fields]:
        for child, provision in self._pupils(rng, 12):
            for month in self.months():
                if month.month == 8:
                    continue
                possible = 2 * rng.randint(14, 22)
                missed = min(possible, int(rng.expovariate(1 / (possible * (0.14 if provision == "E" else 0.11)))))
                yield {
                    "enrolment_id": f"E{child.number:06d}",
                    "person_id": self.person(child),
                    "month": month.isoformat(),
                    "sen_provision": provision,
                    "sessions_possible": str(possible),
                    "sessions_missed": str(missed),
                    "sessions_unauthorised": str(missed // 3),
                }

    def _excluded(self, rng: random.Random, share: int, key: str, on: str) -> Iterator[Fields]:
        for n, (child, provision) in enumerate(self._pupils(rng, max(1, share // len(self.flows)))):
            yield {
                key: f"X{n:05d}",
                "person_id": self.person(child),
                on: iso(rng.randint(self.first, self.last)),
                "reason": rng.choice(("PA", "PP", "DB", "VA", "DM")),
                "sen_provision": provision,
            }

    def suspensions(self, rng: random.Random) -> Iterator[Fields]:
        for fields in self._excluded(rng, 14, "suspension_id", "started_on"):
            yield fields | {"sessions": str(rng.choice((1, 2, 2, 4, 6, 10)))}

    def exclusions(self, rng: random.Random) -> Iterator[Fields]:
        yield from self._excluded(rng, 300, "exclusion_id", "excluded_on")

    def autism_referrals(self, rng: random.Random) -> Iterator[Fields]:
        for n, (child, _) in enumerate(self.some(9, rng)):
            if not 2 <= self.sheet.year - child.born // 10_000 <= 18:
                continue
            referred = rng.randint(self.first - 300, self.last - 35)
            seen = referred + round(rng.gammavariate(3, 75))
            closed = rng.random() < 0.04
            yield {
                "referral_id": f"R{n:05d}",
                "person_id": self.person(child),
                "service": rng.choice(("Community paediatrics", "Neurodevelopmental service")),
                "referred_on": iso(referred),
                "first_contact_on": iso(seen) if seen <= self.last and not closed else "",
                "completed_on": iso(seen + 60) if seen + 60 <= self.last and not closed else "",
                "closed_on": iso(min(referred + 50, self.last)) if closed else "",
                "close_reason": "Family declined" if closed else "",
            }

    def child_health_reviews(self, rng: random.Random) -> Iterator[Fields]:
        for n in range(len(self.children) * len(self.flows) // 8):
            turn = rng.randint(self.first, self.last - 40)
            kind, age, usual = (("new birth", 30, -18), ("12 months", 365, -10), ("2 to 2.5 years", 913, -20))[n % 3]
            seen = turn + usual + round(rng.gauss(0, 14))
            yield {
                "person_id": f"H{n:06d}",
                "review": kind,
                "born_on": iso(turn - age),
                "turned_on": iso(turn),
                "seen_on": iso(max(seen, turn - age + 8)) if rng.random() < 0.9 else "",
            }

    def complaints(self, rng: random.Random) -> Iterator[Fields]:
        themes = ("communication", "delay", "plan contents", "provision", "decision", "transport", "other")
        for n, (child, _) in enumerate(self.some(max(1, 60 // len(self.flows)), rng)):
            came = rng.randint(self.first, self.last - 1)
            replied = came + rng.randint(6, 45)
            yield {
                "complaint_id": f"P{n:05d}",
                "person_id": self.person(child),
                "received_on": iso(came),
                "theme": rng.choices(themes, (30, 25, 10, 15, 10, 5, 5))[0],
                "acknowledged_on": iso(min(came + rng.randint(1, 8), self.last)),
                "extended": "1" if rng.random() < 0.1 else "0",
                "replied_on": iso(replied) if replied <= self.last else "",
                "upheld": rng.choice(("upheld", "partly", "not")) if replied <= self.last else "",
            }

    def contacts(self, rng: random.Random) -> Iterator[Fields]:
        for n in range(len(self.children) * len(self.flows) // 5):
            came = rng.randint(self.first, self.last - 1)
            replied = came + int(rng.expovariate(1 / 6))
            call = rng.random() < 0.6
            yield {
                "contact_id": f"K{n:06d}",
                "person_id": self.person(rng.choice(self.children)[0]) if rng.random() < 0.7 else "",
                "received_on": iso(came),
                "channel": "telephone" if call else rng.choice(("email", "letter", "online")),
                "answered": ("1" if rng.random() < 0.72 else "0") if call else "",
                "reply_promised_by": iso(came + 7),
                "replied_on": iso(replied) if replied <= self.last and rng.random() < 0.93 else "",
            }


def write_feeds(area: Area, streams: Streams, folder: Path) -> None:
    """A CSV and a workbook of each table that no return fills, with the table's own columns."""
    folder.mkdir(exist_ok=True)
    feeds = Feeds(area, streams)
    for name, table in TABLES.items():
        if name in NOT_FED:
            continue
        make: Callable[[random.Random], Iterable[Fields]] = getattr(feeds, name)
        columns = [column for column in table.columns() if not column.made]
        heads = [column.name for column in columns]
        book = xlsxwriter.Workbook(str(folder / f"{name}.xlsx"), {"constant_memory": True, "strings_to_numbers": False})
        with book, (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            book.set_properties({"created": MADE})
            sheet = book.add_worksheet(name)
            date = book.add_format({"num_format": "dd/mm/yyyy"})
            lines = csv.writer(out, lineterminator="\n")
            lines.writerow(heads)
            sheet.write_row(0, 0, heads)
            for at, fields in enumerate(make(streams.named(f"feed {name}")), 1):
                values = [fields.get(head, "") for head in heads]
                lines.writerow(values)
                for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                    if value and column.kind == "date":
                        sheet.write_datetime(at, place, dt.datetime.fromisoformat(value), date)
                    elif value:
                        sheet.write_string(at, place, value)
