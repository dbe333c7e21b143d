"""A demonstration's made-up records: loaded as its data officer would load them, each on its own day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec
from django.contrib.auth import get_user_model

from sendplan.access.queries import viewer_for
from sendplan.access.viewer import Viewer
from sendplan.records.manifest import digest_of_file
from sendplan.returns import rules
from sendplan.returns.actions.loading import load_files, recover
from sendplan.returns.actions.receiving import receive
from sendplan.returns.actions.undoing import undo
from sendplan.returns.models import Load

__all__ = ["LOADS", "load_made_up"]

LOADS = "demo/loads.toml"
"""Where an area pack lists its made-up loads."""


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One ``[[load]]``: the arguments of ``receive``; files are named from the list's own folder, ``by`` is the address
    of who loaded them, ``on`` and ``undone_on`` are days."""

    files: tuple[str, ...]
    on: dt.date
    by: str
    partial: bool = False
    table: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    undone_on: dt.date | None = None


class _Entries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    load: tuple[_Entry, ...] = ()


def load_made_up(
    pack: Path, area_slug: str, *, today: dt.date, say: Callable[[str], None] = lambda _sentence: None
) -> int:
    """Make the loads that ``pack`` lists and that were made by ``today``, in the order of the list, by the road that
    everybody's go; what was made before is left alone. Returns how many were made now. A pack without a list has none.

    ``say`` is told of each. Raises Refused with a sentence for a list that cannot be followed; what stands before the
    fault is kept, as it would be of a person who loads one thing after another.
    """
    listed = _read(pack / LOADS)
    if listed:
        recover()
    made = 0
    for number, entry in enumerate(listed, 1):
        if entry.on > today:
            continue
        where = f"{LOADS}, load {number}"
        paths = [(pack / LOADS).parent / name for name in entry.files]
        missing = next((path.name for path in paths if not path.is_file()), None)
        if missing is not None:
            raise rules.Refused(f"{where}: there is no file {missing}: name a file beside the list.")
        viewer = _viewer(entry, area_slug, where)
        row = _made_before(viewer, entry, paths)
        if row is None:
            say(f"Loading the made-up records of {entry.on:%-d %B %Y}")
            made += 1
            load_id = receive(
                viewer,
                files=[(path.name, path) for path in paths],
                partial=entry.partial,
                table=entry.table,
                since=entry.since,
                until=entry.until,
                today=entry.on,
            )
        else:
            load_id = row.public_id
        # What waits for a worker is done here and now; of what is done already this does nothing.
        load_files.call(load_id)
        row = Load.objects.get(public_id=load_id)
        if entry.undone_on is not None and entry.undone_on <= today and row.state == "loaded":
            undo(viewer, load_id=load_id, today=entry.undone_on)
    return made


def _read(path: Path) -> tuple[_Entry, ...]:
    if not path.is_file():
        return ()
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Entries).load
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as fault:
        raise rules.Refused(f"{LOADS} cannot be read ({fault}): mend it, or take it away.") from fault


def _viewer(entry: _Entry, area_slug: str, where: str) -> Viewer:
    user = get_user_model().objects.filter(email=entry.by).first()
    viewer = viewer_for(user, area_slug, entry.on) if user is not None else None
    if viewer is None:
        raise rules.Refused(f"{where}: {entry.by} had no role in {area_slug} on {entry.on}: name somebody who had.")
    return viewer


def _made_before(viewer: Viewer, entry: _Entry, paths: list[Path]) -> Load | None:
    """The row of the same files, loaded in the same way on the same day; not one whose worker was stopped."""
    digests = sorted(digest_of_file(path).sha256 for path in paths)
    rows = Load.objects.filter(area_id=viewer.area_id, on=entry.on, partial=entry.partial).exclude(state="stopped")
    return next((row for row in rows if sorted(file["sha256"] for file in row.files) == digests), None)
