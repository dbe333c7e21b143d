"""``sendplan due``: what a person types and what comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.testing import CliRunner

from sendplan.cli.due import due

APP = typer.Typer()
APP.command()(due)
REQUEST = ("--event", "request received=2025-01-06")


class Said(NamedTuple):
    """How the command ended and what it printed."""

    exit_code: int
    stdout: str
    stderr: str


def ask(*words: str) -> Said:
    ended = CliRunner().invoke(APP, list(words))
    return Said(ended.exit_code, ended.stdout, ended.stderr)


def test_the_table_of_a_request() -> None:
    said = ask(*REQUEST, "--today", "2025-05-20")
    assert said.exit_code == 0
    heading, *lines = said.stdout.splitlines()
    assert heading.split() == ["id", "title", "due", "state", "law"]
    assert [line.split()[0] for line in lines] == [
        "assessment-decision",
        "no-plan-decision",
        "plan-issued",
        "plan-30-weeks",
        "plan-52-weeks",
    ]
    assert "2025-05-26  running  6 days left" in lines[2]
    assert lines[2].endswith("SEND Regulations 2014, regulation 13(2)")
    assert lines[3].endswith("(policy)")


def test_json_for_a_program() -> None:
    said = ask(
        *REQUEST,
        "--event",
        "Final  Plan sent=2025-05-28",
        "--exception",
        "absent from area, 2025-02-01 to 2025-03-05",
        "--today",
        "2025-06-01",
        "--json",
    )
    found = {each["id"]: each for each in json.loads(said.stdout)}
    plan = found["plan-issued"]
    assert plan["due"] == "2025-05-26"
    assert plan["law"] == "SEND Regulations 2014, regulation 13(2)"
    assert (plan["state"], plan["excused_by"], plan["days_late"]) == ("excused", ["absent from area"], 2)
    assert plan["check"] == "Check before relying on this"
    assert plan["reasons"][0] == "The request was received on Monday 6 January 2025."
    assert found["plan-30-weeks"]["check"] is None


def test_why() -> None:
    said = ask(*REQUEST, "--today", "2025-05-26", "--why").stdout
    assert "    Weeks count every day: 26 May is a bank holiday (Spring bank holiday) and does not move it." in said
    assert "    https://www.legislation.gov.uk/uksi/2014/1530/regulation/13" in said
    assert "last day" in said


def test_strict_and_a_closed_school() -> None:
    said = ask("--event", "phase transfer=2025-09-01", "--today", "2025-01-01", "--strict", "--json")
    assert json.loads(said.stdout)[0]["due"] == "2025-02-14"
    closed = "school closed, 2025-04-05 to 2025-05-05, advice asked 2025-03-29"
    said = ask(*REQUEST, "--exception", closed, "--today", "2025-05-27", "--json")
    assert {each["id"] for each in json.loads(said.stdout) if each["excused_by"]} == {"no-plan-decision", "plan-issued"}


def test_what_was_not_read_at_its_source_says_so() -> None:
    said = ask("--event", "mediation requested=2025-03-11", "--today", "2025-03-12")
    assert "Check before relying on this" in said.stdout


def test_an_area_adds_its_own(tmp_path: Path) -> None:
    promise = (
        'events = ["parent wrote", "we answered"]\n[answer]\ntitle = "Answer"\nstarts = "parent wrote"\n'
        'within = "1 week"\nstops = "we answered"\nlaw = "Our charter"\n'
    )
    (tmp_path / "deadlines.toml").write_text(promise, encoding="utf-8")
    given = ("--event", "parent wrote=2025-03-10", "--today", "2025-03-11")
    said = ask(*given, "--area", str(tmp_path), "--json")
    assert [(each["id"], each["due"], each["standing"], each["link"]) for each in json.loads(said.stdout)] == [
        ("answer", "2025-03-17", "policy", None)
    ]
    assert ask(*given).exit_code == 2
    (tmp_path / "deadlines.toml").write_text(promise.replace("1 week", "soon"), encoding="utf-8")
    refused = ask(*given, "--area", str(tmp_path))
    assert refused.exit_code == 2
    assert "entry answer, within is “soon”, but it is not a period" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--event", "request recieved=2025-01-06"), "no event “request recieved”; did you mean “request received”"),
        (("--event", "zzzz=2025-01-06"), "There is no event “zzzz”; write one of: 12-month review, "),
        (("--event", "born"), "“born” has no date: write the event, an equals sign and the day"),
        (("--event", "born=06/01/2025"), "“06/01/2025”, the date of the event “born”, is no day"),
        (("--event", "born=2025-02-30"), "“2025-02-30”, the date of the event “born”, is no day"),
        (("--event", "born=20250106"), "“20250106”, the date of the event “born”, is no day"),
        (("--event", "born=2025-01-06", "--event", "born=2025-01-07"), "The event “born” is given twice"),
        ((*REQUEST, "--today", "now"), "“now”, the date of --today, is no day"),
        ((*REQUEST, "--exception", "absent, 2025-01-01"), "no exception “absent”; did you mean “absent from area”"),
        ((*REQUEST, "--exception", "absent from area, soon"), "“soon”, the date of the exception “absent from area”"),
        ((*REQUEST, "--exception", "absent from area, 2025-03-01 to 2025-02-01"), "before it begins on 2025-03-01"),
        ((*REQUEST, "--exception", "absent from area, 2025-03-01, 2025-04-01"), "“2025-04-01” of the exception"),
        ((*REQUEST, "--area", "no such folder"), "no such folder is no folder: name an area pack"),
        (("--event", "complaint received=2040-01-01", "--today", "2040-01-02"), "bank holidays known here run from"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(words: tuple[str, ...], said: str) -> None:
    refused = ask(*words, *(() if "--today" in words else ("--today", "2025-03-01")))
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert refused.stdout == ""


def test_an_event_that_starts_nothing() -> None:
    assert (
        ask("--event", "died=2025-01-06", "--today", "2025-01-07").stdout == "None of these events starts a deadline.\n"
    )


def test_without_today_the_edge_says_which_day_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", "2025-05-27")
    assert "overdue  1 day past" in ask(*REQUEST).stdout


def test_it_is_a_command_and_needs_no_django() -> None:
    code = (
        "import sys; sys.argv = ['sendplan', 'due', '--event', 'born=2025-01-06', '--today', '2025-01-07']\n"
        "from sendplan.cli import app\n"
        "try: app()\n"
        "finally: assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "new-birth-visit-14-days" in done.stdout, done.stderr
    assert "AssertionError" not in done.stderr
