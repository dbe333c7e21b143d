"""``sendplan read``: a summary, JSON, or one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import typer
from typer.testing import CliRunner

from sendplan.cli.read import read
from sendplan.plan_reader.draft import json_schema
from tests.plan_reader.truth_plan import SEED

_app = typer.Typer()
_app.command()(read)


def test_the_json_is_a_draft_by_its_schema() -> None:
    done = CliRunner().invoke(_app, [str(SEED), "--json"])
    assert done.exit_code == 0
    draft = json.loads(done.stdout)
    jsonschema.validate(draft, json_schema())
    assert len(draft["actions"]) == 28
    assert draft["kpis"][0]["steps"][0]["value"] == -10


def test_the_summary_counts_and_names_what_is_in_doubt() -> None:
    done = CliRunner().invoke(_app, [str(SEED)])
    assert done.exit_code == 0
    assert "4 sections, 27 needs, 31 statements from families, 28 actions, 43 KPIs with 116 steps" in done.stdout
    assert "  D6, line 416, outcomes: " in done.stdout
    assert "In doubt (19)" in done.stdout
    assert "Found no place (5)" in done.stdout
    assert "  line 1: Skip to content" in done.stdout


def test_a_refusal_is_one_sentence_on_stderr(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(b"")
    done = CliRunner().invoke(_app, [str(path)])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "plan.docx is empty: choose the file that holds the plan.\n"
