"""Keeping the children level with the loads: the records of each load in force are matched, and of no other."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

import duckdb

from sendplan.access.viewer import Viewer
from sendplan.people import actions as people
from sendplan.people.queries import taken_in
from sendplan.people.rules import Record
from sendplan.records.store import Reader, literal
from sendplan.returns.actions import places

__all__ = ["LATER", "match"]

log = logging.getLogger(__name__)

LATER = "Its children were not matched to those of other loads: that is tried again with the next load."
_TABLE = "people"
_WORDS = ("upn", "nhs_number", "surname", "forename", "postcode")
_AT_A_TIME = 10_000


def match(who: Viewer | None, *, area_id: int, area_slug: str, today: dt.date) -> bool:
    """Take the records of undone loads from their children, and match those of loads that were not matched yet, of
    whichever road they came by. Whether it could be done: a load stands as it is where it could not."""
    try:
        reader = places.store_of(area_slug).reader()
        in_force = [each.id for each in reader.loads if _TABLE in each.tables]
        before = taken_in(area_id)
        for load in sorted(before - set(in_force), reverse=True):
            people.take_out(who, area_id=area_id, load=load, today=today)
        for load in in_force:
            if load not in before:
                people.take_in(who, area_id=area_id, load=load, records=_records(reader, load), today=today)
    except Exception as fault:  # noqa: BLE001  the load is whole, whatever it was
        # Its name alone: its words may hold a child's.
        log.error("Children were not matched: %s.", type(fault).__name__)
        return False
    return True


def _records(reader: Reader, load: str) -> Iterator[Record]:
    path = literal(str(reader.path(load, _TABLE)))
    con = duckdb.connect(":memory:", config={"memory_limit": "256MB", "threads": "1"})
    try:
        con.execute("SET enable_progress_bar=false")
        words = ", ".join(f"coalesce(CAST({each} AS VARCHAR), '')" for each in _WORDS)
        read = con.execute(f"SELECT CAST(person_id AS VARCHAR), born_on, {words} FROM read_parquet({path})")  # noqa: S608  a path and columns of ours
        while rows := read.fetchmany(_AT_A_TIME):
            for key, born_on, upn, nhs_number, surname, forename, postcode in rows:
                yield Record(
                    source=load,
                    table=_TABLE,
                    key=key,
                    upn=upn,
                    nhs_number=nhs_number,
                    surname=surname,
                    forename=forename,
                    born_on=born_on,
                    postcode=postcode,
                )
    finally:
        con.close()
