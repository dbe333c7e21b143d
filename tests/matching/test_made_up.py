"""The made-up area's twins, of whom the health service alone knows one: asked about, and never joined."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from sendplan.people.rules import Record, settle
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities

HALTON = "E06000006"


@pytest.mark.prove  # the area takes half a minute to make
def test_the_health_services_twins_are_asked_about(tmp_path: Path) -> None:
    area = write_area(authorities()[HALTON], 1, tmp_path, (2025,), ("feeds",), False, lambda _said: None)
    returned = [
        Record(
            source="0001-sen2",
            table="people",
            key=str(child.number),
            upn=child.upn or "",
            surname=child.surname,
            forename=child.forename,
            born_on=dt.date(child.born // 10_000, child.born // 100 % 100, child.born % 100),
            postcode=child.postcode,
        )
        for child, _ in area.children[2025]
    ]
    with (tmp_path / "feeds" / "people.csv").open(encoding="utf-8", newline="") as file:
        health = [
            Record(
                source="0002-health",
                table="people",
                key=row["person_id"],
                upn=row["upn"],
                nhs_number=row["nhs_number"],
                surname=row["surname"],
                forename=row["forename"],
                born_on=dt.date.fromisoformat(row["born_on"]),
                postcode=row["postcode"],
            )
            for row in csv.DictReader(file)
        ]
    twins = {record.key for record in health if record.key.startswith("T")}
    assert twins
    records = [*returned, *health]
    settled = settle(records)
    joined = {records[each].key for group in settled.groups if len(group) > 1 for each in group}
    assert not twins & joined
    asked = {records[each].key for question in settled.questions for each in (question.one, question.other)}
    assert twins <= asked
    # All others of the health service are children of the return, and found to be.
    assert {record.key for record in health} - twins <= joined
