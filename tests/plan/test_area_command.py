"""`sendplan area load`, as a person runs it: a process of its own, on a database of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.database import ROOT, Database


def run(database: Database, *words: str, today: str = "2023-11-30", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "SENDPLAN_APP_DATABASE_URL": database.application,
        "SENDPLAN_SECRET_KEY": "only-for-this-test-" + "0" * 40,
        "SENDPLAN_DEMO": "1",
        "SENDPLAN_TODAY": today,
        "DJANGO_SETTINGS_MODULE": "sendplan.web.settings.serve",
        "PYTHONPATH": str(ROOT / "src"),
        **more,
    }
    environment.pop("DATABASE_URL", None)  # the application role alone is enough to load a pack
    return subprocess.run(
        [sys.executable, "-m", "sendplan.cli", "area", "load", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_it_loads_says_what_it_did_and_does_it_once(own_database: Database, tmp_path: Path) -> None:
    bad = Path(shutil.copytree(ROOT / "areas" / "devon", tmp_path / "devon"))
    (bad / "links.toml").write_text('[[link]]\nsection = "Q"\n', encoding="utf-8")
    refused = run(own_database, str(bad), "--demo")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines()[0] == "Nothing was loaded from devon: 4 things are wrong."
    assert "links.toml, line 1: “target”: is missing. Write a line that begins with target =." in refused.stderr

    wrong_day = run(own_database, "areas/devon", today="tomorrow")
    assert (wrong_day.returncode, wrong_day.stderr) == (
        1, "SENDPLAN_TODAY is “tomorrow”, which is no day: write it as 2023-11-30.\n",
    )  # fmt: skip

    first = run(own_database, "areas/devon", "--demo")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Devon: the area Devon was added, ")
    again = run(own_database, "areas/devon", "--demo")
    assert (again.returncode, again.stdout) == (
        0, "Devon: everything was there already; nothing was changed.\n",
    )  # fmt: skip

    folder = {"SENDPLAN_RECORDS": str(tmp_path / "records")}
    records = run(own_database, "areas/devon", "--demo", "--records", today="2023-02-01", **folder)
    assert records.returncode == 0, records.stderr
    assert "1 load of made-up records" in records.stdout
    assert len(list(tmp_path.glob("records/devon/loads/0001-*/tables/establishments.parquet"))) == 1
