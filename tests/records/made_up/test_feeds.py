"""Every feed of a made-up area loads whole, and says something of each year of its returns."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from sendplan.records.cover import Cover, Period
from sendplan.records.loading import load
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities
from sendplan.records.store import Store
from sendplan.records.tables import TABLES

SMALLEST, HALTON = "E09000001", "E06000006"
WHOLE = Period(dt.date(2022, 1, 1), dt.date(2025, 1, 17))
# A school is looked at once in the time, and a sickness total is of no one day; the rest happen all the time.
YEARLY = ("attendance", "complaints", "contacts", "suspensions", "staff_moves", "staff_sickness", "survey_answers")


def test_every_feed_of_the_smallest_loads_whole(tmp_path: Path) -> None:
    each_loads_whole(tmp_path, SMALLEST, least=18)


@pytest.mark.prove
def test_every_feed_loads_whole(tmp_path: Path) -> None:
    each_loads_whole(tmp_path, HALTON, least=21)


def each_loads_whole(tmp_path: Path, code: str, least: int) -> None:
    """At least so many feeds have rows: in so small an area nobody is excluded."""
    write_area(authorities()[code], 1, tmp_path / "made", (2024, 2025), ("feeds",), False, lambda _said: None)
    store = Store(tmp_path / "records", "here")
    files = sorted((tmp_path / "made" / "feeds").glob("*.csv"))
    loaded = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        if not rows:
            continue
        loaded += 1
        cover = (Cover(file.stem, WHOLE),)
        report = load([file], store=store, today=dt.date(2025, 3, 1), who="a test", cover=cover, table=file.stem)
        assert report.loaded, (file.stem, report.words)
        assert (report.rows[file.stem].loaded, report.rows[file.stem].aside) == (len(rows), 0), report.issues
        if file.stem in YEARLY and len(rows) > 100:
            day = TABLES[file.stem].counted_on[0]
            assert {"2023", "2024"} <= {row[day][:4] for row in rows}, file.stem
    assert loaded >= least
