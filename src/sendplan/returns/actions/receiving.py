"""Taking in the files of a load. The work on them is done later, by another process."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sendplan.access.actions import record
from sendplan.access.viewer import Viewer
from sendplan.records.faults import shown_name
from sendplan.records.manifest import Input, digest_of_file
from sendplan.returns import rules
from sendplan.returns.actions import places
from sendplan.returns.actions.loading import load_files
from sendplan.returns.actions.refusals import ACTS, allowed, one_act, refuse_if
from sendplan.returns.ids import new_id
from sendplan.returns.models import Load, LoadProgress
from sendplan.returns.words import count

__all__ = ["receive"]


def receive(
    viewer: Viewer,
    *,
    files: Sequence[tuple[str, Path]],
    partial: bool,
    table: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
    year: str = "",
    today: dt.date,
) -> str:
    """Keep files to be loaded, ask for the work to be done, and return the load's id.

    ``files`` are names and where each lies now (they are copied). ``partial``: rows with errors are set aside and the
    rest is loaded; otherwise one such row and nothing is. ``table``, ``since`` and ``until`` (both days included) are
    what a feed's files speak for, ``year`` what a return's files do not say of themselves; empty where they say it.
    Whose return it is must be the viewer's own authority. Raises NotAllowed, and Refused with the reason; then nothing
    is kept.
    """
    allowed(viewer, "records.load")
    named = [(shown_name(name), path) for name, path in files]
    refuse_if(rules.file_names([name for name, _ in named]))
    refuse_if(rules.sizes([(name, path.stat().st_size) for name, path in named]))
    refuse_if(rules.cover_given(table, since, until))
    refuse_if(rules.year_given(year))
    busy = Load.objects.filter(area_id=viewer.area_id, state__in=["waiting", "working"]).exists()
    refuse_if(rules.one_at_a_time(busy))
    load_id = new_id()
    folder = places.arriving(load_id)
    folder.mkdir(mode=0o700)
    try:
        inputs = [_kept(name, path, folder) for name, path in named]
        with one_act():
            load = Load.objects.create(
                public_id=load_id,
                area_id=viewer.area_id,
                files=msgspec.to_builtins(inputs),
                cover=[{"table": table, "since": f"{since}", "until": f"{until}"}] if table else [],
                header={"year": year},
                partial=partial,
                on=today,
                by_id=viewer.user_id,
                by_name=viewer.name,
                by_role=viewer.role,
            )
            LoadProgress.objects.create(load=load)
            how = "setting aside what cannot be counted" if partial else "all or nothing"
            sentence = ACTS["load-asked"].say(name=viewer.name, files=count(len(inputs), "file", "files"), how=how)
            record(viewer, "load-asked", sentence, about=("load", load_id))
            # In the same transaction: there is no load without its work, and no work without its load.
            load_files.enqueue(load_id)
    except BaseException:
        places.remove(folder)
        raise
    return load_id


def _kept(name: str, path: Path, folder: Path) -> Input:
    target = folder / name
    with path.open("rb") as source, target.open("xb") as kept:
        target.chmod(0o600)
        shutil.copyfileobj(source, kept)
    return digest_of_file(target)
