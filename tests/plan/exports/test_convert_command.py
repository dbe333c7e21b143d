"""``sendplan convert``: a plan in another form, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sendplan.cli.convert import convert, write_whole
from sendplan.plan_reader.read import read
from sendplan.plan_reader.register.same import first_difference
from tests.plan.exports.drafts import PUBLISHED

_app = typer.Typer()
_app.command()(convert)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "json"])
def test_it_writes_the_same_plan(kind: str, tmp_path: Path) -> None:
    out = tmp_path / f"plan.{kind}"
    done = CliRunner().invoke(_app, [str(PUBLISHED), "--as", kind, "--out", str(out)])
    assert done.exit_code == 0, done.stderr
    assert "28 actions, 43 KPIs" in done.stderr
    assert first_difference(read(PUBLISHED), read(out)) is None
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_file_that_is_there_stays_unless_forced(tmp_path: Path) -> None:
    out = tmp_path / "plan.html"
    out.write_text("mine", encoding="utf-8")
    asked = [str(PUBLISHED), "--as", "html", "--out", str(out)]
    done = CliRunner().invoke(_app, asked)
    assert done.exit_code == 2
    assert done.stderr == "plan.html is there already: choose another name, or add --force to write over it.\n"
    assert out.read_text(encoding="utf-8") == "mine"
    assert CliRunner().invoke(_app, [*asked, "--force"]).exit_code == 0
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("plan", "out", "said"),
    [
        ("none.docx", "plan.html", "none.docx cannot be found"),
        ("empty.txt", "plan.html", "empty.txt is empty"),
        ("empty.txt", "no/folder/plan.html", "name a file in a folder that is there"),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_written(plan: str, out: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = CliRunner().invoke(_app, [str(tmp_path / plan), "--as", "html", "--out", str(tmp_path / out)])
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "plan.json"
    out.write_bytes(b"old")

    def refuse(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write_whole(out, b"new")
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]
