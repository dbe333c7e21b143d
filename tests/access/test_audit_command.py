"""`sendplan audit`, as a process of its own on a database of its own."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import psycopg
import pytest

from sendplan.access import queries
from tests.access.conftest import Run
from tests.database import Database


@pytest.fixture
def run(command: Run) -> Run:
    return partial(command, "audit")


def test_a_sound_trail_and_its_checkpoint(run: Run, tmp_path: Path) -> None:
    count = queries.audit_checkpoint().count
    done = run("verify")
    assert (done.returncode, done.stdout) == (0, f"The audit trail is sound: {count} entries checked.\n"), done.stderr
    printed = run("checkpoint")
    assert printed.returncode == 0, printed.stderr
    kept = json.loads(printed.stdout)
    assert kept.pop("taken").endswith("+00:00")
    assert kept == vars(queries.audit_checkpoint())
    (tmp_path / "kept.json").write_text(printed.stdout)
    assert run("verify", "--checkpoint", str(tmp_path / "kept.json")).returncode == 0


def test_a_trail_cut_short_is_found_and_gets_no_checkpoint(run: Run, own_database: Database, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(run("checkpoint").stdout)
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute("ALTER TABLE access_auditentry DISABLE TRIGGER USER")
        owner.execute("DELETE FROM access_auditentry WHERE seq > 5")
        assert (run("verify").returncode, run("checkpoint").returncode) == (1, 1)
        owner.execute(
            "UPDATE access_audithead SET (seq, hash) = (SELECT seq, hash FROM access_auditentry WHERE seq = 5)"
        )
    assert run("verify").returncode == 0
    done = run("verify", "--checkpoint", str(tmp_path / "kept.json"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Entry 6 and later are missing: the checkpoint saw")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "kept.json cannot be read: No such file or directory."),
        ("", "kept.json is not a checkpoint: it should hold the one line"),
        ("[1]", "kept.json is not a checkpoint: its “seq” is None"),
        ('{"seq": 1.5, "head": "a", "count": 1}', "its “seq” is 1.5"),
        ('{"seq": true, "head": "a", "count": 1}', "its “seq” is True"),
        ('{"seq": 1, "head": null, "count": 1}', "its “head” is None"),
        ('{"seq": 1, "head": "a"}', "its “count” is None"),
        ("\x00\x01", "is not a checkpoint"),
    ],
)
def test_a_checkpoint_that_is_none_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "kept.json").write_text(content)
    done = run("verify", "--checkpoint", str(tmp_path / "kept.json"))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_in_a_sentence(run: Run) -> None:
    away = "postgresql://a:hidden-word@/nowhere?host=/nonexistent"
    done = run("verify", DATABASE_URL=away, SENDPLAN_APP_DATABASE_URL=away)
    assert done.returncode == 2
    assert done.stderr.startswith("The database does not answer:")
    assert "Traceback" not in done.stderr
    assert "hidden-word" not in done.stderr
