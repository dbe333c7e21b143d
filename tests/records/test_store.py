"""A load is whole or it is not there; undo gives back the state before; readers see one state."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from sendplan.records.cover import Period
from sendplan.records.manifest import Counted, Covered, Input, Manifest, content_key
from sendplan.records.store import Store, StoreError

TODAY = date(2025, 3, 1)


def load(store: Store, *received: str, since: date = date(2024, 1, 1), until: date = date(2025, 1, 1)) -> Manifest:
    """A load of requests received on the given days, as a caller makes one."""
    with store.making() as making:
        rows = ", ".join(f"('{number}', DATE '{day}')" for number, day in enumerate(received))
        duckdb.sql(
            f"COPY (SELECT * FROM (VALUES {rows}) AS t(person_id, received_on)) TO '{making.table('requests')}' "
            "(FORMAT parquet)"
        )
        inputs = (Input("return.xml", "0" * 64, 10),)
        cover = (Covered("requests", since, until),)
        made = Manifest(
            id=f"{making.number:04}-{'ab' * 6}",
            number=making.number,
            area=store.area,
            kind="SEN2 2025",
            inputs=inputs,
            cover=cover,
            rows={"requests": Counted(len(received), len(received), 0)},
            tables={"requests": len(received)},
            issues={},
            as_at=date(2025, 1, 16),
            loaded_on=TODAY,
            who="Amina",
            partial=False,
            deadlines="d",
            content=content_key(inputs, cover, *received),
        )
        store.keep(making, made)
    return made


def days(store: Store, period: Period) -> list[date]:
    query = store.reader().sql("requests", "received_on", period)
    return (
        []
        if query is None
        else [day for (day,) in duckdb.execute(f"SELECT received_on FROM ({query}) ORDER BY 1").fetchall()]
    )


YEAR_2024 = Period(date(2024, 1, 1), date(2025, 1, 1))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_load_is_read_where_it_speaks_and_not_outside(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    load(store, "2024-02-01", "2023-02-01")
    assert days(store, YEAR_2024) == [date(2024, 2, 1)]
    assert store.reader().sql("requests", "received_on", Period(date(2023, 1, 1), date(2024, 1, 1))) is None
    assert store.reader().standing("requests", date(2025, 1, 1)) is None
    assert store.reader().standing("requests", date(2024, 12, 31)) is not None


def test_of_two_loads_of_one_period_the_newer_wins_and_undo_gives_back_the_older(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    first = load(store, "2024-02-01")
    before = store.reader().loads
    second = load(store, "2024-02-02")
    assert days(store, YEAR_2024) == [date(2024, 2, 2)]
    store.undo(second.id, on=TODAY, who="Ben")
    assert days(store, YEAR_2024) == [date(2024, 2, 1)]
    assert store.reader().loads == before == (first,)
    assert [switch.did for switch in store.switches()] == [
        f"loaded {first.id}",
        f"loaded {second.id}",
        f"undid {second.id}",
    ]
    assert [each.id for each in store.loads()] == [first.id, second.id]


def test_only_the_newest_load_in_force_may_be_undone(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    first, second = load(store, "2024-02-01"), load(store, "2024-02-02")
    with pytest.raises(StoreError, match=f"undo {second.id} first"):
        store.undo(first.id, on=TODAY, who="Ben")
    store.undo(second.id, on=TODAY, who="Ben")
    with pytest.raises(StoreError, match="not in force"):
        store.undo(second.id, on=TODAY, who="Ben")


def test_a_reader_keeps_the_state_it_resolved(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    load(store, "2024-02-01")
    reader = store.reader()
    second = load(store, "2024-02-02")
    query = reader.sql("requests", "received_on", YEAR_2024)
    assert query is not None
    assert second.id not in query
    assert duckdb.execute(query).fetchall()[0][1] == date(2024, 2, 1)


def test_what_was_known_on_an_earlier_day_can_still_be_read(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    first = load(store, "2024-02-01")
    store.undo(first.id, on=date(2025, 3, 5), who="Ben")
    assert store.reader().loads == ()
    assert store.reader(known_at=date(2025, 3, 4)).loads == (first,)
    assert store.reader(known_at=date(2025, 2, 28)).switch is None


def test_the_same_content_is_found_again_only_while_it_is_in_force(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    first = load(store, "2024-02-01")
    assert store.same_again(first.content) == first
    store.undo(first.id, on=TODAY, who="Ben")
    assert store.same_again(first.content) is None


def test_a_load_that_fails_leaves_the_store_byte_for_byte_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    load(store, "2024-02-01")
    before = tree(tmp_path)
    with contextlib.suppress(RuntimeError), store.making() as making:
        making.table("requests").write_bytes(b"half")
        raise RuntimeError
    assert tree(tmp_path) == before


def test_what_a_killed_process_left_is_gone_at_the_next_load(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    first = load(store, "2024-02-01")
    loads = tmp_path / "sandford" / "loads"
    (loads / ".making-x" / "tables").mkdir(parents=True)
    (loads / "0002-abababababab").mkdir()
    (tmp_path / "sandford" / "switches" / ".making-y").write_text("half")
    assert store.reader().loads == (first,)
    second = load(store, "2024-02-02")
    assert second.number == 2
    assert sorted(path.name for path in loads.iterdir()) == [first.id, second.id]
    assert not list((tmp_path / "sandford" / "switches").glob(".*"))


def test_two_cannot_make_a_load_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    with store.making(), pytest.raises(StoreError, match="Another load of sandford"), store.making():
        pass


def test_a_lock_dies_with_its_process(tmp_path: Path) -> None:
    held = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from sendplan.records.store import Store\n"
        "with Store(Path(sys.argv[1]), 'sandford').making() as making:\n"
        "    making.table('requests').write_bytes(b'half')\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", held, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    child.kill()
    child.communicate()
    store = Store(tmp_path, "sandford")
    assert store.reader().loads == ()
    load(store, "2024-02-01")
    assert days(store, YEAR_2024) == [date(2024, 2, 1)]


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden"])
def test_an_area_cannot_lead_out_of_the_store(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot name an area"):
        Store(tmp_path, name)


def test_nobody_else_may_look_into_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    made = load(store, "2024-02-01")
    assert (tmp_path / "sandford").stat().st_mode & 0o077 == 0
    assert (tmp_path / "sandford" / "loads" / made.id).stat().st_mode & 0o077 == 0


def test_a_day_that_a_table_is_not_counted_on_is_a_fault_of_the_program(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    load(store, "2024-02-01")
    with pytest.raises(ValueError, match="counted on received_on"):
        store.reader().sql("requests", "born_on", YEAR_2024)


def test_a_spoilt_manifest_is_named(tmp_path: Path) -> None:
    store = Store(tmp_path, "sandford")
    made = load(store, "2024-02-01")
    (tmp_path / "sandford" / "loads" / made.id / "manifest.json").write_text("{")
    with pytest.raises(StoreError, match=r"restore manifest\.json from a backup"):
        store.reader()
