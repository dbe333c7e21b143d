"""A load is whole or it is nothing, counts every row, and changes nothing when it is made again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from sendplan.records.cover import Cover, Period
from sendplan.records.faults import Refused
from sendplan.records.loading import Report, load
from sendplan.records.store import Store

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2025, 3, 1)
YEAR_2024 = Period(date(2024, 1, 1), date(2025, 1, 1))


def loaded(store: Store, *paths: Path, partial: bool = False, dry_run: bool = False) -> Report:
    return load(paths, store=store, today=TODAY, who="Amina", partial=partial, dry_run=dry_run)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def spoilt(folder: Path) -> Path:
    """The sample of 2025 with an error in the second person: a birth after the survey day."""
    text = (SAMPLES / "sen2-2025.xml").read_text(encoding="utf-8-sig")
    at = text.index("<PersonBirthDate>", text.index("<PersonBirthDate>") + 1) + len("<PersonBirthDate>")
    path = folder / "spoilt.xml"
    path.write_text(text[:at] + "2025-01-17" + text[at + 10 :], encoding="utf-8")
    return path


def test_a_return_is_loaded_and_read_where_it_speaks(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    report = loaded(store, SAMPLES / "sen2-2025.xml")
    assert report.loaded
    assert report.kind == "SEN2 2025"
    assert {name: (rows.in_, rows.loaded + rows.aside) for name, rows in report.rows.items()} == {
        name: (rows.in_, rows.in_) for name, rows in report.rows.items()
    }
    query = store.reader().sql("requests", "received_on", YEAR_2024)
    assert query is not None
    days = [day for (day,) in duckdb.execute(f"SELECT received_on FROM ({query})").fetchall()]
    assert days
    assert all(YEAR_2024.since <= day < YEAR_2024.until for day in days)
    (manifest,) = store.reader().loads
    assert manifest.tables == report.tables
    assert manifest.as_at == date(2025, 1, 16)
    assert [each.name for each in manifest.inputs] == ["sen2-2025.xml"]
    assert store.check().faults == ()


def test_the_same_again_changes_nothing_and_undo_gives_back_the_state_before(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    loaded(store, SAMPLES / "sen2-2024.xml")
    before = tree(tmp_path)
    second = loaded(store, SAMPLES / "sen2-2025.xml")
    after = tree(tmp_path)
    again = loaded(store, SAMPLES / "sen2-2025.xml")
    assert (again.unchanged, again.loaded, again.load) == (True, False, second.load)
    assert tree(tmp_path) == after
    copy = tmp_path / "another name.xml"
    copy.write_bytes((SAMPLES / "sen2-2025.xml").read_bytes())
    assert loaded(store, copy).unchanged
    assert second.load is not None
    store.undo(second.load, on=TODAY, who="Ben")
    assert [each.kind for each in store.reader().loads] == ["SEN2 2024"]
    assert {name: content for name, content in tree(tmp_path).items() if name in before} == before


def test_one_error_stops_a_load_unless_a_part_was_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "sandford")
    path = spoilt(tmp_path)
    report = loaded(store, path)
    assert (report.loaded, report.load) == (False, None)
    assert "could not be counted" in report.words
    assert store.reader().loads == ()
    part = loaded(store, path, partial=True)
    assert part.loaded
    assert part.rows["person"].aside == 1
    assert part.tables["people"] == part.rows["person"].in_ - 1
    assert all(rows.in_ == rows.loaded + rows.aside for rows in part.rows.values())
    assert part.rows["requests"].aside >= 1, "the request of a person who is set aside goes along"
    folder = tmp_path / "store" / "sandford" / "loads" / str(part.load)
    for module, rows in part.rows.items():
        kept = folder / "aside" / f"{module}.parquet"
        assert kept.exists() == (rows.aside > 0)
        if rows.aside:
            found = duckdb.execute("SELECT count(*), count(aside_for) FROM read_parquet(?)", [str(kept)]).fetchone()
            assert found == (rows.aside, rows.aside)
    aside = duckdb.execute("SELECT aside_for FROM read_parquet(?)", [str(folder / "aside" / "person.parquet")])
    assert aside.fetchall() == [("P1",)]
    people = duckdb.execute("SELECT person_id FROM read_parquet(?)", [str(folder / "tables" / "people.parquet")])
    assert ("2",) not in people.fetchall()


def test_a_dry_run_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    report = loaded(store, SAMPLES / "sen2-2025.xml", dry_run=True)
    assert report.tables["requests"] == 20
    assert (report.loaded, report.load) == (False, None)
    assert not list(tmp_path.rglob("*"))


def advice(folder: Path) -> Path:
    path = folder / "advice.csv"
    path.write_text(
        "person id,request id,advice id,provider,asked on,received on\n"
        "1,1.1,1.1.1,Educational psychology,2024-02-05,2024-03-18\n"
        "2,2.1,2.1.1,Speech and language therapy,2024-02-05,\n",
        encoding="utf-8",
    )
    return path


def test_a_feed_must_say_what_it_speaks_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", "sandford")
    with pytest.raises(Refused, match="does not say which days of advice it speaks for"):
        loaded(store, advice(tmp_path))
    report = load(
        [advice(tmp_path)],
        store=store,
        today=TODAY,
        who="Amina",
        cover=[Cover("advice", YEAR_2024)],
        as_at=date(2025, 2, 28),
    )
    assert report.loaded
    assert report.tables == {"advice": 2}
    query = store.reader().sql("advice", "asked_on", YEAR_2024)
    rows = duckdb.execute(f"SELECT advice_id, due_on FROM ({query}) ORDER BY 1").fetchall()
    # Six weeks from 5 February 2024 (SEND Regulations 2014, regulation 8(1)).
    assert rows == [("1.1.1", date(2024, 3, 18)), ("2.1.1", date(2024, 3, 18))]
    assert store.reader().sql("advice", "asked_on", Period(date(2025, 1, 1), date(2025, 2, 1))) is None


def test_a_feed_that_may_be_two_tables_is_the_one_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("person_id,request_id\n1,1.1\n2,2.1\n", encoding="utf-8")
    every = [Cover("requests", YEAR_2024), Cover("plans", YEAR_2024)]

    def tables(cover: list[Cover], table: str = "") -> dict[str, int]:
        store = Store(tmp_path / "store", "sandford")
        return load([path], store=store, today=TODAY, who="A", cover=cover, table=table, partial=True).tables

    with pytest.raises(Refused, match=r"line 1: has headings that fit more than one table: requests and plans"):
        tables(every)
    assert tables(every, "plans").keys() == {"plans"}
    assert tables([Cover("requests", YEAR_2024)]).keys() == {"requests"}
    with pytest.raises(Refused, match=r"^The files: there is no feed of this name \(“wishes”\): give one of people, "):
        tables(every, "wishes")
    with pytest.raises(Refused, match=r"is a SEN2 return .XML., not a feed of plans: leave the table out"):
        load([SAMPLES / "sen2-2025.xml"], store=Store(tmp_path, "sandford"), today=TODAY, who="A", table="plans")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.xml", b"<html><body>no</body></html>", "SEN2"),
        ("notes.csv", b"a,b\n1,2\n", "is nothing that is known here"),
        ("empty.xml", b"", "is empty"),
        ("bomb.xml", b'<!DOCTYPE m [<!ENTITY a "aaaa">]><Message>&a;</Message>', ""),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    store = Store(tmp_path / "store", "sandford")
    with pytest.raises(Refused) as refused:
        loaded(store, path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "store").exists()


def test_nothing_and_two_returns_at_once_are_refused(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    with pytest.raises(Refused, match="no file was chosen"):
        loaded(store)
    with pytest.raises(Refused, match="one feed at a time"):
        loaded(store, SAMPLES / "sen2-2025.xml", SAMPLES / "sen2-2024.xml")


LOAD = """
import sys
from datetime import date
from pathlib import Path
from sendplan.records.loading import load
from sendplan.records.store import Store
print("begun", flush=True)
load([Path(sys.argv[2])], store=Store(Path(sys.argv[1]), "sandford"), today=date(2025, 3, 1), who="Amina", partial=True)
"""


def kill_at_random(folder: Path, times: int) -> None:
    """Kill loads at random moments; after each, the store is as before or holds one whole load more."""
    moments = random.Random(20250301)  # noqa: S311 - moments, and not secrets
    store = Store(folder / "store", "sandford")
    loaded(store, SAMPLES / "sen2-2023.xml")
    samples = [SAMPLES / "sen2-2024.xml", SAMPLES / "sen2-2025.xml"]
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", LOAD, str(folder / "try"), str(samples[0])], check=True, env=dict(os.environ))
    whole = time.monotonic() - began
    ended = 0
    for turn in range(times):
        before = store.reader().loads
        child = subprocess.Popen(
            [sys.executable, "-c", LOAD, str(folder / "store"), str(samples[turn % 2])],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(os.environ),
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moments.uniform(0, whole))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        ended += child.returncode == 0
        after = store.reader().loads
        assert after[: len(before)] == before
        assert len(after) - len(before) in (0, 1)
        assert store.check().faults == ()
        if len(after) > len(before):
            store.undo(after[-1].id, on=TODAY, who="Amina")
    report = loaded(store, samples[1])
    assert report.loaded
    named = {load for switch in store.switches() for load in switch.loads}
    left = {path.name for path in (folder / "store" / "sandford" / "loads").iterdir()}
    assert left == named, "something half-made was left behind"


def test_a_killed_load_leaves_nothing_behind(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 4)


@pytest.mark.prove
@pytest.mark.timeout(900)
def test_a_hundred_killed_loads_leave_nothing_behind(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 100)
