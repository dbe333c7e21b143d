"""Where loads are kept on disk, under the folder that the setting RECORDS names; all of it private (mode 0700).

    RECORDS/AREA/                     the loads themselves (records.store)
    RECORDS/.arriving/lod_…/          files that were given, until the work on them is done
    RECORDS/.found/AREA/lod_….json    what was wrong with files of which nothing was loaded, until the next load

A folder of `.arriving` is held, by a lock that the system lets go, by whoever fills it or works on it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from django.conf import settings

from sendplan.records.checks.rule import Issue
from sendplan.records.store import Store

__all__ = ["arriving", "every_arriving", "found_of", "held", "keep_found", "remove", "store_of"]

LOCK = ".in-use"


def store_of(area_slug: str) -> Store:
    """The loads of an area."""
    return Store(_records(), area_slug)


def arriving(load_id: str) -> Path:
    """The folder of the files given for a load."""
    return _records() / ".arriving" / load_id


def every_arriving() -> list[Path]:
    """Every folder of files that were given and not yet removed."""
    return sorted((_records() / ".arriving").glob("lod_*"))


@contextmanager
def held(folder: Path) -> Iterator[bool]:
    """While inside, `folder` is ours, if it yields True: somebody who lives holds it otherwise, or it is gone."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(lock)


def remove(folder: Path) -> None:
    """Remove files that were given; gone already is as good."""
    shutil.rmtree(folder, ignore_errors=True)


def keep_found(area_slug: str, load_id: str, issues: tuple[Issue, ...]) -> None:
    """Keep what was found in files of which nothing was loaded, in place of what was kept of the area before."""
    folder = _found(area_slug)
    shutil.rmtree(folder, ignore_errors=True)
    if issues:
        folder.mkdir(mode=0o700, parents=True)
        with os.fdopen(os.open(folder / f"{load_id}.json", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode(issues))


def found_of(area_slug: str, load_id: str) -> tuple[Issue, ...] | None:
    """What `keep_found` kept of a load; None where a later load took its place."""
    try:
        content = (_found(area_slug) / f"{load_id}.json").read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(content, type=tuple[Issue, ...])


def _found(area_slug: str) -> Path:
    return _records() / ".found" / area_slug


def _records() -> Path:
    folder = Path(settings.RECORDS)
    for each in (folder, folder / ".arriving", folder / ".found"):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
