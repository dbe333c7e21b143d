"""The commands of records, as somebody types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
SAMPLE = Path(__file__).parent / "samples" / "sen2-2025.xml"
DFE = Path(__file__).parent / "dfe" / "first" / "annual_reviews.csv"


def sendplan(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sendplan.cli", *words],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "SENDPLAN_STATE": str(tmp_path / "state"),
            "SENDPLAN_TODAY": "2025-03-01",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_return_is_loaded_once_and_found_whole(tmp_path: Path) -> None:
    nothing = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford", "--dry-run", "--json")
    assert nothing.returncode == 0, nothing.stderr
    found = json.loads(nothing.stdout)
    assert found["load"] is None
    assert len(found["found"]) == sum(found["issues"].values()) > 0
    assert (found["more"], found["masked"], found["in_place_of"]) == (0, True, [])
    assert not [path for path in tmp_path.rglob("*") if path.is_file()], "a dry run writes nothing"
    first = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford", "--json")
    said = json.loads(first.stdout)
    assert said["loaded"], first.stderr
    assert said["rows"]["person"] == {"in": 18, "loaded": 18, "aside": 0}
    assert "Checking" in first.stderr
    again = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford")
    assert again.returncode == 0
    assert f"Nothing changed: the same was loaded before, as {said['load']}." in again.stdout
    examined = sendplan(tmp_path, "check", "records", "--area", "sandford")
    assert examined.returncode == 0
    assert said["load"] in examined.stdout
    assert examined.stdout.endswith("Every file of every load is there and whole.\n")
    next(tmp_path.rglob("tables/requests.parquet")).unlink()
    spoilt = sendplan(tmp_path, "check", "records", "--area", "sandford")
    assert spoilt.returncode == 1
    assert "requests: the file is not there or cannot be read" in spoilt.stderr


def test_values_are_masked_unless_they_are_asked_for(tmp_path: Path) -> None:
    hidden = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford", "--dry-run")
    shown = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford", "--dry-run", "--show-values")
    assert "1999-01-17" in shown.stdout
    assert "1999-01-17" not in hidden.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["load", "nowhere.xml", "--area", "sandford"], "nowhere.xml is not a file"),
        (["load", str(SAMPLE), "--area", "../up"], "cannot name an area"),
        (["load", str(SAMPLE), "--area", "sandford", "--from", "soon"], "--from is “soon”, which is no day"),
        (["load", str(SAMPLE)], "Give --area"),
        (["load", str(SAMPLE), "--area", "sandford", "--published"], "Give --area"),
        (["load", str(DFE), "--published"], "Here: --release 2025 --version 2025-07-01."),
        (["load", str(DFE), "--published", "--release", "2025"], "give both, --release and --version"),
        (["published", "annual_reviews"], "annual_reviews was not loaded. Loaded of DfE's files: none."),
        (["undo", "0001-x", "--area", "sandford"], "is not in force, so there is nothing to undo"),
        (["template", "nothing"], "“nothing” does not come as a feed"),
        (["check", "records", "--area", ""], "Give --area"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(tmp_path: Path, words: list[str], said: str) -> None:
    found = sendplan(tmp_path, *words)
    assert found.returncode in (1, 2)
    assert said in found.stderr
    assert "Traceback" not in found.stderr


def test_a_template_is_written_and_not_written_over(tmp_path: Path) -> None:
    assert sendplan(tmp_path, "template", "advice", "--as", "csv").returncode == 0
    assert (tmp_path / "advice.csv").read_text(encoding="utf-8-sig").startswith("person_id,")
    again = sendplan(tmp_path, "template", "advice", "--as", "csv")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_published_figures_are_loaded_shown_and_undone(tmp_path: Path) -> None:
    of_july = ("--release", "2025", "--version", "2025-07-01")
    done = json.loads(sendplan(tmp_path, "load", str(DFE), "--published", *of_july, "--json").stdout)
    assert (done["loaded"], done["kind"]) == (True, "DfE's figures, release 2025, version of 2025-07-01")
    asked = ("published", "annual_reviews", "--area-code", "E10000008")
    shown = sendplan(tmp_path, *asked)
    assert "DfE, annual_reviews: release 2025, version of 2025-07-01" in shown.stdout
    assert "2024  E10000008  All annual reviews: review_decision_outstanding -211" in shown.stdout
    said = json.loads(sendplan(tmp_path, *asked, "--json").stdout)
    assert [figure["value"] for figure in said["figures"]] == ["-211.0000"]
    assert sendplan(tmp_path, *asked, "--area", "sandford").returncode == 1
    undone = sendplan(tmp_path, "undo", done["load"], "--published")
    assert undone.returncode == 0, undone.stderr
    assert sendplan(tmp_path, *asked).returncode == 1
    assert "undone" in sendplan(tmp_path, "check", "records", "--published").stdout


def test_a_refusal_is_said_as_json_too(tmp_path: Path) -> None:
    refused = sendplan(tmp_path, "load", str(Path(__file__)), "--area", "sandford", "--json")
    assert refused.returncode == 2
    said = json.loads(refused.stdout)
    assert (said["loaded"], said["load"]) == (False, None)
    assert said["words"] in refused.stderr


def test_what_a_load_takes_over_and_what_was_found_is_said_by_rule(tmp_path: Path) -> None:
    for year in ("2024", "2025"):
        last = sendplan(tmp_path, "load", str(SAMPLE.with_name(f"sen2-{year}.xml")), "--area", "sandford", "--partial")
        assert last.returncode == 0, last.stderr
    assert "It speaks for 2024-01-01 to 2024-12-31: requests." in last.stdout
    taken = "For 2024-01-01 to 2024-01-18 it counts in place of 0001-"
    assert taken in last.stdout
    assert "(SEN2 2024), in people, plans, placements and reviews." in last.stdout
    again = sendplan(tmp_path, "load", str(SAMPLE), "--area", "sandford", "--dry-run", "--partial")
    assert "A load would change nothing: the same was loaded, as 0002-" in again.stdout
    assert "in place of" not in again.stdout
    heads = [line for line in last.stdout.splitlines() if line.startswith(("error ", "query ", "notice "))]
    assert heads
    order = ["error", "query", "notice"]
    assert sorted(heads, key=lambda line: order.index(line.split()[0])) == heads


def test_headings_that_fit_two_tables_are_asked_about(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("person_id,request_id\n1,1.1\n", encoding="utf-8")
    days = ("--from", "2024-01-01", "--to", "2024-12-31", "--dry-run")
    unsaid = sendplan(tmp_path, "load", "export.csv", "--area", "sandford", *days)
    assert unsaid.returncode == 2
    assert unsaid.stderr.splitlines()[-1] == (
        "export.csv, line 1: has headings that fit more than one table: requests and plans: say which it is, or give"
        " the file the table's name, as requests or plans. Here: --table requests."
    )
    said = sendplan(tmp_path, "load", "export.csv", "--area", "sandford", *days, "--table", "plans", "--json")
    assert json.loads(said.stdout)["kind"] == "feed of plans", said.stderr
