"""Loads on disk: immutable Parquet with a manifest, and one atomic switch that says which loads are in force.

    AREA/loads/0003-9f2c11ab04de/manifest.json   what the load is
                                 tables/requests.parquet …   its rows
                                 issues.parquet, aside/person.parquet …   what is wrong with what came
    AREA/switches/000005.json    the loads in force, oldest first, since when, and who did it
    AREA/lock                    held by whoever is making a load; let go by the system if that process dies

A load is made in a folder whose name starts with a dot, which no reader looks at; it is then given its name, and last
comes the switch. Whatever is killed before the switch has changed nothing. A reader resolves the loads in force once
and names their files in every query, so that it never sees half of one state and half of another.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from sendplan.records import manifest as manifests
from sendplan.records.cover import Part, Period, shared_out
from sendplan.records.manifest import MANIFEST, Edition, Manifest
from sendplan.records.tables import TABLES

_MAKING = ".making-"
PUBLISHED = "published"
# No area can have it as its short name, for its full stop.
EVERY_AREA = "dfe.published"


class StoreError(Exception):
    """Something is wrong with the store itself; the sentence says what and what to do."""


class Switch(msgspec.Struct, frozen=True):
    """One state of an area's records: the loads in force, oldest first. `did` says what made it so."""

    number: int
    loads: tuple[str, ...]
    did: str
    on: date
    who: str


@dataclass(frozen=True, slots=True)
class Reader:
    """The loads in force at one moment. Everything read through it comes from that one state."""

    folder: Path
    switch: Switch | None
    loads: tuple[Manifest, ...]

    def parts(self, table: str, period: Period) -> tuple[tuple[Part, ...], tuple[Period, ...]]:
        """Which load answers for which days of `period` in `table`, and the days nobody speaks for.

        Where several loads cover a day the newest wins.
        """
        covers = [
            (load.id, cover.period) for load in reversed(self.loads) for cover in load.covers() if cover.table == table
        ]
        return shared_out(period, covers)

    def path(self, load: str, table: str) -> Path:
        """The file of one table of one load in force. Raises KeyError for a load that is not, or has no such table."""
        found = next((each for each in self.loads if each.id == load), None)
        if found is None or table not in found.tables:
            raise KeyError(f"No load {load!r} with a table {table!r} is in force.")
        return self.folder / "loads" / load / "tables" / f"{table}.parquet"

    def sql(self, table: str, counted_on: str, period: Period) -> str | None:
        """A query for the rows of `table` whose `counted_on` lies in `period`, each day from the load that wins.

        None where no load speaks for any of the days: that is "not measurable", and not zero. Each row carries `load`.
        """
        if counted_on not in TABLES[table].counted_on:
            raise ValueError(
                f"{table} is counted on {', '.join(TABLES[table].counted_on) or 'no day'}, not on {counted_on!r}."
            )
        parts, _ = self.parts(table, period)
        selected = [
            f"SELECT *, {literal(part.load)} AS load FROM read_parquet({literal(str(self.path(part.load, table)))}) "
            f"WHERE {counted_on} >= DATE '{part.period.since}' AND {counted_on} < DATE '{part.period.until}'"
            for part in parts
        ]
        return " UNION ALL BY NAME ".join(selected) or None

    def standing(self, table: str, on: date) -> str | None:
        """A query for all rows of the one load that speaks for `table` on the day `on`; None where none does.

        Raises ValueError for DfE's figures, which do not stand on a day but in a release: ask `published`.
        """
        if table == PUBLISHED:
            raise ValueError("DfE's figures are read by their release and version, not by a day.")
        parts, _ = self.parts(table, Period(on, date.fromordinal(on.toordinal() + 1)))
        if not parts:
            return None
        load = parts[0].load
        return f"SELECT *, {literal(load)} AS load FROM read_parquet({literal(str(self.path(load, table)))})"

    def editions(self, file: str) -> tuple[Edition, ...]:
        """The releases and versions in which DfE's file `file` was loaded, oldest first, each once."""
        held = {load.edition for load in self.loads if load.edition is not None and file in load.figures}
        return tuple(sorted(held))

    def edition(self, file: str, release: str | None = None, version: date | None = None) -> Edition | None:
        """The release and version asked for, if `file` was loaded in it. Left out, `release` is the newest that was
        loaded and `version` its newest."""
        fit = [
            each for each in self.editions(file) if release in (None, each.release) and version in (None, each.version)
        ]
        return fit[-1] if fit else None

    def published(self, file: str, release: str | None = None, version: date | None = None) -> str | None:
        """A query for the figures of DfE's file `file` in one `edition`, never two; None where it was not loaded.

        Where the same one was loaded twice the later load wins. Each row carries `load`.
        """
        chosen = self.edition(file, release, version)
        if chosen is None:
            return None
        load = next(each.id for each in reversed(self.loads) if each.edition == chosen and file in each.figures)
        path = literal(str(self.path(load, PUBLISHED)))
        return f"SELECT *, {literal(load)} AS load FROM read_parquet({path}) WHERE file = {literal(file)}"


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination of a store says: a line for each load, and a sentence for each fault."""

    lines: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """A load in the making: where its files go until it is whole."""

    folder: Path
    number: int

    def table(self, name: str) -> Path:
        return self._file("tables", name)

    def aside(self, name: str) -> Path:
        return self._file("aside", name)

    @property
    def issues(self) -> Path:
        return self.folder / "issues.parquet"

    def _file(self, kind: str, name: str) -> Path:
        folder = self.folder / kind
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder / f"{name}.parquet"


class Store:
    """The loads of one area in one folder, which nobody else may read (mode 0700)."""

    def __init__(self, folder: Path, area: str) -> None:
        if not area or Path(area).name != area or area.startswith("."):
            raise StoreError(f"{area!r} cannot name an area's records: give the area's short name, as in its address.")
        self.area = area
        self.folder = folder / area

    def reader(self, known_at: date | None = None) -> Reader:
        """The loads in force now, or as they were known at the end of the day `known_at`."""
        switches = self.switches()
        if known_at is not None:
            switches = [switch for switch in switches if switch.on <= known_at]
        if not switches:
            return Reader(self.folder, None, ())
        return Reader(self.folder, switches[-1], tuple(self.manifest(load) for load in switches[-1].loads))

    def switches(self) -> list[Switch]:
        """Every state the area's records have been in, oldest first."""
        return [self._switch(path) for path in sorted((self.folder / "switches").glob("[0-9]*.json"))]

    def manifest(self, load: str) -> Manifest:
        """What load `load` is, in force or not. Raises StoreError if it is not there or cannot be read."""
        path = self.folder / "loads" / load / MANIFEST
        try:
            return manifests.read(path.read_bytes())
        except (OSError, msgspec.MsgspecError) as fault:
            raise StoreError(
                f"Load {load} of {self.area} cannot be read ({fault}): restore {path.name} from a backup."
            ) from fault

    def loads(self) -> list[Manifest]:
        """Every load there has been, in force or undone, oldest first."""
        known = {load for switch in self.switches() for load in switch.loads}
        return [self.manifest(load) for load in sorted(known)]

    def same_again(self, content: str) -> Manifest | None:
        """The load in force whose content is the same, if there is one: to load it again would change nothing."""
        return next((load for load in self.reader().loads if load.content == content), None)

    @contextmanager
    def making(self) -> Iterator[Making]:
        """A place to make a load in. Left without `keep`, or killed, it leaves nothing that a reader could see.

        One at a time: raises StoreError if another process is making one.
        """
        with self._locked():
            self.sweep()
            number = max((int(path.name[:4]) for path in self._named_loads()), default=0) + 1
            folder = Path(tempfile.mkdtemp(prefix=_MAKING, dir=self.folder / "loads"))
            try:
                yield Making(folder, number)
            finally:
                shutil.rmtree(folder, ignore_errors=True)

    def keep(self, making: Making, manifest: Manifest) -> Switch:
        """Name the load that was made and put it in force. Must be called inside `making`."""
        (making.folder / MANIFEST).write_bytes(manifests.write(manifest))
        for path in sorted(making.folder.rglob("*"), reverse=True):
            _sync(path)
        _sync(making.folder)
        making.folder.rename(self.folder / "loads" / manifest.id)
        _sync(self.folder / "loads")
        before = self.reader().switch
        loads = (*(before.loads if before else ()), manifest.id)
        return self._put(loads, f"loaded {manifest.id}", manifest.loaded_on, manifest.who)

    def undo(self, load: str, *, on: date, who: str) -> Switch:
        """Take the newest load out of force: the records are again what they were before it.

        Raises StoreError if `load` is not the newest in force. The load's files stay: what was known then can still be
        shown.
        """
        with self._locked():
            self.sweep()
            now = self.reader().switch
            if now is None or load not in now.loads:
                raise StoreError(f"Load {load} is not in force, so there is nothing to undo.")
            if now.loads[-1] != load:
                newer = ", ".join(now.loads[now.loads.index(load) + 1 :])
                raise StoreError(f"Load {load} cannot be undone before those that came after it: undo {newer} first.")
            return self._put(now.loads[:-1], f"undid {load}", on, who)

    def check(self) -> Examined:
        """Look at every load there has been: its files are there, can be read, and hold as many rows as it says."""
        in_force = {load.id for load in self.reader().loads}
        lines: list[str] = []
        faults: list[str] = []
        for load in self.loads():
            state = "in force" if load.id in in_force else "undone"
            lines.append(
                f"{load.id}  {load.kind}, loaded {load.loaded_on}, {state}: {sum(load.tables.values()):,} rows"
            )
            for table, rows in load.tables.items():
                path = self.folder / "loads" / load.id / "tables" / f"{table}.parquet"
                fault = _fault_of(path, rows)
                if fault:
                    faults.append(f"{load.id}, {table}: {fault}: restore {path.name} of this load from a backup.")
        return Examined(tuple(lines), tuple(faults))

    def sweep(self) -> None:
        """Remove what a killed process left: half-made loads, and loads that no switch ever named."""
        named = {load for switch in self.switches() for load in switch.loads}
        for path in (self.folder / "loads").glob("*"):
            if path.name not in named:
                shutil.rmtree(path)
        for path in (self.folder / "switches").glob(f"{_MAKING}*"):
            path.unlink()

    def _named_loads(self) -> list[Path]:
        return [path for path in (self.folder / "loads").iterdir() if not path.name.startswith(".")]

    def _switch(self, path: Path) -> Switch:
        try:
            return msgspec.json.decode(path.read_bytes(), type=Switch)
        except msgspec.MsgspecError as fault:
            raise StoreError(
                f"{path.name} of {self.area} cannot be read ({fault}): restore it from a backup."
            ) from fault

    def _put(self, loads: tuple[str, ...], did: str, on: date, who: str) -> Switch:
        folder = self.folder / "switches"
        number = max((int(path.stem) for path in folder.glob("[0-9]*.json")), default=0) + 1
        switch = Switch(number, loads, did, on, who)
        descriptor, name = tempfile.mkstemp(prefix=_MAKING, dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(switch), indent=2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).rename(folder / f"{number:06}.json")
        _sync(folder)
        return switch

    @contextmanager
    def _locked(self) -> Iterator[None]:
        for folder in (self.folder, self.folder / "loads", self.folder / "switches"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreError(
                    f"Another load of {self.area} is being made. Wait until it has finished, then try again."
                ) from None
            yield


def _fault_of(path: Path, rows: int) -> str | None:
    try:
        with duckdb.connect() as connection:
            found = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
    except duckdb.Error:
        return "the file is not there or cannot be read"
    return None if found == (rows,) else f"the file holds {found[0] if found else 0:,} rows, and not {rows:,}"


def literal(text: str) -> str:
    """`text` as a SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
