"""The rule set nhs-r answers as NHSRplotthedots does; where the default rule set differs, the page says why."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from sendplan.cli.signals import signals
from sendplan.measures.signals import MDC, NHS_R, RuleSet, SignalError
from sendplan.measures.signals.table import table
from tests.measures.signals.files import FOLDER, golden, names, same, successes

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "explanation" / "signals.md"

# JSON shows no difference between what was refused and another file that was answered.
NOT_TOLD_APART = {
    "error__fix_na": "null is NA here and NULL in random__facet8_01, which is answered",
    "target__named_vector": "a named vector is a named list here, as in target__facet_list_full, which is answered",
}


def test_there_are_golden_files() -> None:
    assert len(successes()) == 119
    assert len(names()) == 140


@pytest.mark.parametrize("name", successes())
def test_nhs_r_answers_as_nhsrplotthedots_does(name: str) -> None:
    expected = golden(name)["table"]
    answer = table(golden(name)["input"], NHS_R)
    assert list(answer) == list(expected)
    for column, cells in expected.items():
        for row, (ours, theirs) in enumerate(zip(answer[column], cells, strict=True)):
            assert same(ours, theirs), (column, row, ours, theirs)


@pytest.mark.parametrize("name", [name for name in names() if golden(name)["outcome"] == "error"])
def test_nhs_r_refuses_what_nhsrplotthedots_refuses(name: str) -> None:
    asked = golden(name)["input"]
    if name in NOT_TOLD_APART:
        assert table(asked, NHS_R)["y"]
        return
    with pytest.raises(SignalError) as refused:
        table(asked, NHS_R)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert ":" in sentence  # what is wrong, then what to do
    assert "\n" not in sentence


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("missing__")])
def test_the_default_rule_set_answers_where_a_value_is_missing(name: str) -> None:
    if name in ("missing__inf_value", "missing__na_date"):
        with pytest.raises(SignalError):
            table(golden(name)["input"], MDC)
        return
    answer = table(golden(name)["input"], MDC)
    for value, kind, rules in zip(answer["y"], answer["point_type"], answer["rules"], strict=True):
        assert value is not None or (kind == "common_cause" and rules == [])


FLAT = "a series that stands still, but for an outlier, keeps its average and its limits at the value it stands at"
SHORT = "fewer than 13 known points in a group: no limits are drawn"
REASONS = {
    SHORT: replace(MDC, points=1),
    "two of three counts points beyond the limits too": replace(MDC, two_of_three_beyond_limits=False),
    "an improvement is shown where rules conflict": replace(MDC, improvement_wins=False),
}
TRENDS = "each trend keeps its own direction at its last and at its turning point"


def cells(name: str, rules: RuleSet) -> dict[str, list[object]]:
    return {column: row for column, row in table(golden(name)["input"], rules).items() if column != "rules"}


def differences() -> dict[str, tuple[str, str]]:
    """Each golden success the default rule set answers otherwise -> the columns that differ, and why."""
    found = {}
    for name in successes():
        expected = golden(name)["table"]
        try:
            answer = cells(name, MDC)
        except SignalError as refused:
            found[name] = ("refused", str(refused).split(":")[0])
            continue
        columns = [
            column
            for column, row in expected.items()
            if not all(same(ours, theirs) for ours, theirs in zip(answer[column], row, strict=True))
        ]
        if columns:
            reasons = [reason for reason, without in REASONS.items() if cells(name, without) != answer]
            if "lpl" in columns and True in answer["short_group_warning"] and SHORT not in reasons:
                reasons.insert(0, SHORT)  # one point alone, whose limits are null and not NaN
            plain = cells(name, replace(NHS_R, as_nhs_r=False))
            if plain["special_cause_type"] != expected["special_cause_type"] and plain["lpl"] == expected["lpl"]:
                reasons.append(TRENDS)
            if name.startswith("constant__"):
                reasons.append(FLAT)
            found[name] = (", ".join(columns), "; ".join(reasons))
    return found


def test_the_page_lists_every_file_on_which_the_default_rule_set_differs() -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    found = differences()
    assert all(reason for _, reason in found.values())
    assert [line for line in page if line.startswith("| `")] == [
        f"| `{name}` | {what} | {why} |" for name, (what, why) in sorted(found.items())
    ]


def test_the_files_whose_two_of_three_changed_are_among_them() -> None:
    """As a port of NHSRplotthedots found them, that changed nothing but this rule."""
    changed = {
        name
        for name in successes()
        if cells(name, replace(NHS_R, two_of_three_beyond_limits=True)) != cells(name, NHS_R)
    }
    assert changed == set((FOLDER / "two_of_three_differs.txt").read_text(encoding="utf-8").split())


@pytest.mark.parametrize("rules", ["nhs-r", "mdc"])
def test_the_command(rules: str) -> None:
    name = "two_in_three__outside_outside_near"
    asked = json.dumps(golden(name)["input"])
    done = run(asked, "--rules", rules)
    assert (done.exit_code, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    theirs = golden(name)["table"]
    assert list(answer)[: len(theirs)] == list(theirs)
    assert (answer["point_type"] == theirs["point_type"]) == (rules == "nhs-r")


@pytest.mark.parametrize(
    ("asked", "arguments", "says"),
    [
        ("", (), "no JSON"),
        ("[]", (), "no JSON object"),
        ('{"columns": {"a": [1], "b": [1, 2]}}', (), "different lengths"),
        ('{"columns": {"d": ["2024-01-01"], "v": [NaN]}, "value_field": "v", "date_field": "d"}', (), "NaN"),
        ("\udcff", (), "UTF-8"),
        ("{}", ("--rules", "best"), "no rule set"),
        ('{"columns": {"d": ["today"], "v": [1]}, "value_field": "v", "date_field": "d"}', (), "no date"),
        ("[" * 100_000, (), "nested"),
        ('{"columns": {"d": ["2024-01-01"], "v": [1e999]}, "value_field": "v", "date_field": "d"}', (), "too large"),
        ('{"columns": {"a\\nb": [1]}, "value_field": "v\\nw"}', (), "no column"),
    ],
)
def test_the_command_refuses_with_one_sentence(asked: str, arguments: tuple[str, ...], says: str) -> None:
    done = run(asked, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr


def run(asked: str, *arguments: str) -> Result:
    app = typer.Typer()
    app.command()(signals)
    return CliRunner().invoke(app, arguments, input=asked.encode("utf-8", "surrogateescape"))


def test_the_command_as_a_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sendplan.cli", "signals", "--rules", "nhs-r"],
        input=json.dumps(golden("direction__increase")["input"]),
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "", "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["point_type"] == golden("direction__increase")["table"]["point_type"]


def test_the_source_and_its_licence_stand_beside_the_files() -> None:
    text = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert "MIT licence" in text
    assert "050b07d7" in text
