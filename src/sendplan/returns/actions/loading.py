"""The work of a load, done by a process of its own; and what is said of a load whose worker died."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sendplan.access.actions import record
from sendplan.access.roles import ROLES
from sendplan.access.viewer import Viewer
from sendplan.records.codes import dfe_number
from sendplan.records.cover import Cover, Period
from sendplan.records.faults import Refused as FileRefused
from sendplan.records.loading import Report, load
from sendplan.records.manifest import Manifest
from sendplan.records.sources.header import Given, survey_day
from sendplan.records.staging import Progress
from sendplan.records.store import StoreError
from sendplan.returns.actions import places
from sendplan.returns.actions.children import LATER, match
from sendplan.returns.actions.refusals import ACTS
from sendplan.returns.models import Load, LoadProgress
from sendplan.returns.words import count

__all__ = ["load_files", "recover"]

log = logging.getLogger(__name__)

STOPPED = "The work was stopped before its end. Nothing was changed: load the files again."
FAULT = (
    "Something went wrong on this site while the files were read. Nothing was changed. Load them again; if it happens "
    "again, tell whoever keeps this site running, and load another export meanwhile."
)
# Files that were given and belong to no load: kept for as long as a request that is still copying could need them.
_ORPHANED_AFTER = 60 * 60


@task
def load_files(load_id: str) -> None:
    """Load what was given for the load ``load_id``, and write down what came of it. Whatever happens, it is written
    down, and the files are removed; a load that somebody works on, or that is done, is left alone."""
    folder = places.arriving(load_id)
    with places.held(folder) as ours:
        row = Load.objects.select_related("area").get(public_id=load_id)
        if not ours or row.state != "waiting":
            return
        row.state = "working"
        row.save(update_fields=["state"])
        try:
            _finish(row, _work(row, folder))
            _match(row)
        except FileRefused as refused:
            # Without the value: it may be a child's, and no value of a child's record is kept with a load.
            where = f"{refused.file or 'The files'}{'' if refused.line is None else f', line {refused.line:,}'}"
            _end(row, "refused", "load-refused", {}, words=f"{where}: {refused.reason}: {refused.remedy}.")
        except StoreError as busy:
            _end(row, "stopped", "load-stopped", {}, words=f"{busy} Nothing was changed.")
        except Exception as fault:  # noqa: BLE001  the person who waits is told, whatever it was
            # Its name alone: its words may hold a child's.
            log.error("A load ended with %s.", type(fault).__name__)
            _end(row, "stopped", "load-stopped", {}, words=FAULT)
        places.remove(folder)


def _match(row: Load) -> None:
    """Match the children of a load that is in force; where that could not be done, the load says so and stands."""
    if row.state == "loaded" and not match(_asker(row), area_id=row.area_id, area_slug=row.area.slug, today=row.on):
        row.words = f"{row.words} {LATER}"
        row.save(update_fields=["words"])


def _work(row: Load, folder: Path) -> Report:
    cover = [
        Cover(each["table"], Period(_day(each["since"]), _day(each["until"]) + dt.timedelta(days=1)))
        for each in row.cover
    ]
    year = int(row.header["year"]) if row.header["year"] else None
    return load(
        [folder / file["name"] for file in row.files],
        store=places.store_of(row.area.slug),
        today=row.on,
        who=row.by_name,
        partial=row.partial,
        cover=cover,
        given=Given(year, survey_day(year) if year else None, dfe_number(row.area.authority_code)),
        as_at=_day(row.cover[0]["until"]) if row.cover else None,
        progress=_telling(row),
    )


def _telling(row: Load) -> Progress:
    """Writes down how far the work has come, once a second at most; each new piece of work at once."""
    said, at = "", 0.0

    def tell(what: str, done: int, of: int | None) -> None:
        nonlocal said, at
        now = time.monotonic()
        if what != said or now - at >= 1:
            LoadProgress.objects.filter(load=row).update(what=what[:200], done=done, of=of)
            said, at = what, now

    return tell


def _finish(row: Load, report: Report) -> None:
    row.kind = report.kind
    row.rows, row.tables = msgspec.to_builtins(report.rows), report.tables
    row.issues, row.covered = report.issues, msgspec.to_builtins(report.cover)
    places.keep_found(row.area.slug, row.public_id, () if report.loaded else report.found)
    if report.loaded:
        row.store_load = report.load or ""
        words = " ".join((report.words, *report.in_place_of, *report.not_checked))
        _end(row, "loaded", "load-done", _counts(row.rows), words=words)
    elif report.unchanged:
        _end(row, "unchanged", "load-unchanged", {}, words=report.words)
    else:
        _end(row, "refused", "load-refused", {}, words=report.words)


def _end(row: Load, state: str, act: str, said: Mapping[str, str], *, words: str) -> None:
    row.state, row.words = state, words
    with transaction.atomic():
        row.save()
        record(_asker(row), act, ACTS[act].say(name=row.by_name, **said), about=("load", row.public_id))


def _counts(rows: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    came, loaded, aside = (sum(each[key] for each in rows.values()) for key in ("in", "loaded", "aside"))
    return {
        "came": f"{count(came, 'row', 'rows')} that came",
        "loaded": f"{loaded:,} {'was' if loaded == 1 else 'were'} loaded",
        "aside": f"{aside:,} set aside",
    }


def _asker(row: Load) -> Viewer:
    """Who asked for the load, in the role they asked in, for the audit trail; they may do nothing through this."""
    title = ROLES[row.by_role].title if row.by_role in ROLES else row.by_role
    return Viewer(
        user_id=row.by_id,
        name=row.by_name,
        area_id=row.area_id,
        area_slug=row.area.slug,
        area_name=row.area.name,
        role=row.by_role,
        role_title=title,
        organisation="",
        post="",
        permissions=frozenset(),
    )


def recover() -> int:
    """Say of every load whose worker died what became of it, remove its files, and return how many there were.

    A load that was in force before its worker died is said to be loaded; of every other nothing was changed. Called
    when a worker starts. What another worker works on, and what waits for one, is left alone.
    """
    mended = 0
    for row in Load.objects.filter(state__in=["waiting", "working"]).select_related("area"):
        tasks = DBTaskResult.objects.filter(
            task_path=load_files.module_path, args_kwargs={"args": [row.public_id], "kwargs": {}}
        )
        folder = places.arriving(row.public_id)
        with places.held(folder) as ours:
            waits = row.state == "waiting" and tasks.filter(status=TaskResultStatus.READY).exists()
            if (not ours and folder.exists()) or waits:
                continue
            kept = _in_force(row)
            if kept is not None:
                _adopt(row, kept)
            else:
                _end(row, "stopped", "load-stopped", {}, words=STOPPED)
            for dead in tasks.filter(status=TaskResultStatus.RUNNING):
                dead.set_failed(RuntimeError("The worker died."))
            places.remove(folder)
            mended += 1
    _remove_orphans()
    return mended


def _in_force(row: Load) -> Manifest | None:
    """The load in force that was made of this row's files and that no row names yet."""
    ours = sorted(file["sha256"] for file in row.files)
    named = set(Load.objects.filter(area_id=row.area_id).values_list("store_load", flat=True))
    for each in reversed(places.store_of(row.area.slug).reader().loads):
        if each.id not in named and each.loaded_on == row.on and sorted(i.sha256 for i in each.inputs) == ours:
            return each
    return None


def _adopt(row: Load, kept: Manifest) -> None:
    rows = msgspec.to_builtins(kept.rows)
    row.kind, row.rows, row.tables, row.issues = kept.kind, rows, dict(kept.tables), dict(kept.issues)
    row.covered, row.store_load = msgspec.to_builtins(kept.cover), kept.id
    _end(row, "loaded", "load-done", _counts(rows), words=f"Loaded as {kept.id}.")
    _match(row)


def _remove_orphans() -> None:
    known = set(Load.objects.filter(state__in=["waiting", "working"]).values_list("public_id", flat=True))
    for folder in places.every_arriving():
        if folder.name not in known and time.time() - folder.stat().st_mtime > _ORPHANED_AFTER:
            places.remove(folder)


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)
