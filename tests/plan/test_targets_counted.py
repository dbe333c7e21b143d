"""`sendplan measure --plan`, as a person runs it: every target of a plan has its row, with a figure or the reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sendplan.measures.calculate import calculate
from sendplan.measures.catalogue import measures
from sendplan.measures.period import read
from sendplan.records.cover import Cover, Period
from sendplan.records.loading import load
from sendplan.records.made_up.folder import write_area
from sendplan.records.made_up.published import authorities
from sendplan.records.store import Store
from tests.database import ROOT, Database
from tests.plan.count_targets import Files
from tests.plan.count_targets import counted as count_targets
from tests.plan.test_area_command import run

HALTON, DEVON = "E06000006", "E10000008"

SAMPLES = ROOT / "tests" / "records" / "samples"


def counted(database: Database, records: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "SENDPLAN_APP_DATABASE_URL": database.application,
        "SENDPLAN_RECORDS": str(records),
        "SENDPLAN_TODAY": "2023-11-30",
        "SENDPLAN_SECRET_KEY": "only-for-this-test-" + "0" * 40,
        "DJANGO_SETTINGS_MODULE": "sendplan.web.settings.serve",
        "PYTHONPATH": str(ROOT / "src"),
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "sendplan.cli", "measure", *words],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Two years' returns of the plan's area."""
    store = Store(tmp_path / "records", "devon")
    for year in (2023, 2024):
        assert load(
            [SAMPLES / f"sen2-{year}.xml"], store=store, today=date(year, 3, 1), who="a test", partial=True
        ).loaded
    return tmp_path / "records"


def test_every_target_has_a_row(own_database: Database, records: Path) -> None:
    assert run(own_database, "areas/devon", "--demo").returncode == 0
    asked = ("--plan", "devon", "--area", "devon", "--as-at", "2023-11-30")
    ran = counted(own_database, records, *asked, "--json")
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)
    targets = list(dict.fromkeys(row["target"] for row in rows))
    assert len(targets) == 43
    assert (targets[0], targets[-1]) == ("A-K1", "D-K7")
    assert all(set(row) == set(rows[0]) for row in rows)
    assert all((row["value"] is None) == bool(row["not_measurable"]) or row["denominator"] == 0 for row in rows)

    (row,) = (row for row in rows if row["target"] == "C-K1")
    measure = measures()["plans-within-20-weeks"]
    period = read("rolling 12 months to 2023-11")
    reader = Store(records, "devon").reader()
    (result,) = calculate({measure: [period]}, measures(), reader, area="devon", as_at=date(2023, 11, 30))
    assert result.denominator
    assert row == {"target": "C-K1", **result.row()}

    (row,) = (row for row in rows if row["target"] == "A-K16")
    assert row["not_measurable"] == "Nobody has said which measure this target reads."

    words = counted(own_database, records, *asked)
    assert words.returncode == 0, words.stderr
    assert "C-K1  Percentage of EHC Plans issued within 20 weeks (including exceptional cases)\n" in words.stdout
    assert words.stdout.splitlines()[-1].endswith("of 43 targets have a figure.")

    earlier = counted(own_database, records, "--plan", "devon", "--area", "devon", "--as-at", "2023-01-01")
    assert (earlier.returncode, earlier.stdout) == (2, "")
    assert earlier.stderr == (
        "devon has no plan “devon” that was adopted by 2023-01-01: name one by its address.\n"
    )  # fmt: skip
    both = counted(own_database, records, "requests-received", *asked)
    assert both.returncode == 2
    assert both.stderr.startswith("Name a measure, or give --plan")


def made(folder: Path, code: str, seed: int) -> Path:
    """A made-up area's returns and feeds loaded as the plan's area's; the folder of its records."""
    write_area(authorities()[code], seed, folder / "made", (2023, 2024), ("xml", "feeds"), False, lambda _said: None)
    store = Store(folder / "records", "devon")
    for year in (2023, 2024):
        file = folder / "made" / f"sen2-{year}.xml"
        assert load([file], store=store, today=date(2024, 3, 1), who="a test", partial=True).loaded
    whole = Period(date(2022, 1, 1), date(2024, 1, 19))
    for feed in sorted((folder / "made" / "feeds").glob("*.csv")):
        cover = (Cover(feed.stem, whole),)
        report = load([feed], store=store, today=date(2024, 3, 1), who="a test", cover=cover, table=feed.stem)
        assert report.loaded, (feed.stem, report.words)
    return folder / "records"


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("code", "seed"), [(HALTON, 1), (HALTON, 2), (HALTON, 3), (DEVON, 1)])
def test_each_figure_is_the_one_counted_from_the_files(
    own_database: Database, tmp_path: Path, code: str, seed: int
) -> None:
    assert run(own_database, "areas/devon", "--demo").returncode == 0
    records = made(tmp_path, code, seed)
    ran = counted(own_database, records, "--plan", "devon", "--area", "devon", "--as-at", "2023-11-30", "--json")
    assert ran.returncode == 0, ran.stderr
    rows = json.loads(ran.stdout)
    files = Files(tmp_path / "made")
    for row in rows:
        if row["measure"] is None:
            continue
        top, below = count_targets(files, row["measure"], row["group"] or {})
        assert (Decimal(row["numerator"]), below is None or Decimal(row["denominator"])) == (
            top, below is None or below,
        ), row  # fmt: skip
    without = {row["target"]: row["not_measurable"] for row in rows if row["not_measurable"]}
    assert len(without) <= 2, without
    assert set(without.values()) == {"Nobody has said which measure this target reads."}
    assert sum(row["value"] is not None for row in rows) >= 41
