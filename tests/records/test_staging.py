"""The private database of a load: what it holds, and that nothing of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sendplan.records.faults import Refused
from sendplan.records.staging import Finding, Staging


def test_a_batch_arrives_row_for_row_and_none_stays_null(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        staging.raw("person", ("surname", "group"))
        staging.add("person", {"row_no": range(1, 4), "surname": ["Ash", None, "Oak"], "extra": [None, None, "{}"]})
        staging.add("person", {"row_no": [4], "group": ["x"]})
        rows = staging.con.execute('SELECT row_no, surname, "group", extra, parent_no FROM raw_person').fetchall()
        assert rows == [
            (1, "Ash", None, None, None),
            (2, None, None, None, None),
            (3, "Oak", None, "{}", None),
            (4, None, "x", None, None),
        ]
        assert staging.rows_in() == {"person": 4}
        assert (staging.tables, staging.columns("person")) == (("person",), ("surname", "group"))


@pytest.mark.parametrize("at", [0, 7_777, 19_999])
def test_one_value_among_20000_blanks_is_kept_wherever_it_stands(tmp_path: Path, at: int) -> None:
    values: list[str | None] = [None] * 20_000
    values[at] = "12"
    with Staging(tmp_path) as staging:
        staging.raw("person", ("surname",))
        staging.add("person", {"surname": values})
        assert staging.con.execute("SELECT surname FROM raw_person WHERE surname IS NOT NULL").fetchall() == [("12",)]


def test_a_table_is_made_once_and_a_misspelt_column_is_told(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        staging.raw("person", ("surname",))
        staging.raw("person", ("surname",))
        with pytest.raises(ValueError, match="raw_person has other columns already: surname"):
            staging.raw("person", ("forename",))
        with pytest.raises(ValueError, match="cannot have"):
            staging.raw("requests", ("row_no",))
        with pytest.raises(KeyError, match="surnam"):
            staging.add("person", {"surnam": ["Ash"]})


def test_findings_become_rows_of_issues(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging:
        staging.report([])
        staging.report([Finding("S1", "query", "person"), Finding("P1", "error", "person", 3, "upn", "x", "a.xml", 9)])
        assert staging.con.execute("SELECT * FROM issues ORDER BY rule").fetchall() == [
            ("P1", "error", "person", 3, "upn", "x", "a.xml", 9, "", None),
            ("S1", "query", "person", None, None, None, None, None, "", None),
        ]


def test_the_folder_is_private_and_goes_whatever_happens(tmp_path: Path) -> None:
    def broken_off() -> None:
        with Staging(tmp_path) as staging:
            assert staging.folder.stat().st_mode & 0o777 == 0o700
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_load_left_is_removed_by_the_next_and_a_living_one_is_not(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sendplan.records.staging import Staging\n"
        "with Staging(Path(sys.argv[1])) as staging: print('ready', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "ready\n"
        with Staging(tmp_path) as living:
            assert len(list(tmp_path.iterdir())) == 2
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait()
            with Staging(tmp_path) as third:
                assert {living.folder, third.folder} == set(tmp_path.iterdir())


def test_a_refusal_is_one_sentence_without_folders_or_control_characters() -> None:
    refused = Refused(
        "/somewhere/someone/re\x07turn.xml", 1234, "19\n99", "its census year is not one known", "send another"
    )
    assert str(refused) == "re turn.xml, line 1,234: its census year is not one known (“19 99”): send another."
    assert str(Refused("", None, None, "one is missing", "add it")) == "The files: one is missing: add it."
    assert len(str(Refused("a", None, "x" * 10_000, "too long", "cut it"))) < 120
