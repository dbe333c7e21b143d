"""Loads by their counts: no value of any row."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sendplan.access.rules import may
from sendplan.access.viewer import Viewer
from sendplan.records.checks.check import catalogue
from sendplan.records.manifest import Manifest
from sendplan.records.store import Reader, Store
from sendplan.returns import rules
from sendplan.returns.actions.places import found_of, store_of
from sendplan.returns.models import Load, LoadProgress
from sendplan.returns.queries.names import records_named
from sendplan.returns.queries.pages import (
    IN_A_WORKBOOK,
    Counts,
    Covers,
    HistoryPage,
    LoadPage,
    LoadRow,
    RuleRow,
    Seen,
    Working,
)
from sendplan.returns.words import count

__all__ = ["found_load", "history", "load", "load_words", "needs", "rule_row"]

# Loads of the same kind that a trend shows, this one included.
_TREND = 8
_SEVERITIES = {"error": "Error", "query": "Query", "notice": "To know"}
_ORDER = {"error": 0, "query": 1, "notice": 2}


def needs(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise rules.NotAllowed(reason)


def history(viewer: Viewer) -> HistoryPage:
    """Every load of the viewer's area, newest first, those made at the command line too."""
    needs(viewer, "records.see_loads")
    shown = [_shown for _shown, _ in _every(viewer)]
    busy = any(each.state in ("waiting", "working") for each in shown)
    return HistoryPage(tuple(shown), may(viewer, "records.load") or rules.one_at_a_time(busy))


def load(viewer: Viewer, load_id: str) -> LoadPage | None:
    """One load with its counts, the rules that found something, and how far it has come while it is worked on."""
    needs(viewer, "records.see_loads")
    every = _every(viewer)
    at = next((number for number, (row, _) in enumerate(every) if row.id == load_id), None)
    if at is None:
        return None
    row, counted = every[at]
    before = [each for each in reversed(every[at:]) if _family(each[0].kind) == _family(row.kind)]
    found = [rule_row(rule, number, before) for rule, number in counted.issues.items()]
    newest = next((each.id for each, _ in every if each.in_force), None)
    kept = None if row.in_store else found_of(viewer.area_slug, row.id)
    return LoadPage(
        load=row,
        working=_working(row),
        modules=tuple(
            Counts(records_named(name), each["in"], each["loaded"], each["aside"])
            for name, each in counted.rows.items()
        ),
        covers=tuple(
            Covers(table, since, until - dt.timedelta(days=1), counted.tables.get(table, 0))
            for table, since, until in counted.covered
        ),
        rules=tuple(sorted(found, key=lambda each: (_ORDER[each.severity], -each.count, each.id))),
        may_read=may(viewer, "records.read_any"),
        may_undo=may(viewer, "records.load") or rules.may_undo(row.state, row.id == newest),
        rows_kept=bool(row.in_store) or kept is not None,
        in_workbook=min(row.issues, IN_A_WORKBOOK) if row.in_store else len(kept or ()),
    )


def load_words(viewer: Viewer) -> dict[str, str]:
    """Every load of the area in a few words, such as ``SEN2 2025, loaded on 24 February 2025``, by its id in the
    store: those of one kind and day are told apart by their number."""
    needs(viewer, "records.see_loads")
    said = {
        each.id: f"{each.kind[:1].upper()}{each.kind[1:]}, loaded on {each.loaded_on.day} {each.loaded_on:%B %Y}"
        for each in _manifests(store_of(viewer.area_slug))
    }
    many = Counter(said.values())
    return {id_: f"{words} (load {int(id_[:4])})" if many[words] > 1 else words for id_, words in said.items()}


def found_load(viewer: Viewer, load_id: str) -> tuple[LoadRow, Mapping[str, int]] | None:
    """A load of the viewer's area and its counts by rule."""
    found = next(((row, counted) for row, counted in _every(viewer) if row.id == load_id), None)
    return None if found is None else (found[0], found[1].issues)


def rule_row(rule: str, number: int, loads: Sequence[tuple[LoadRow, _Counted]] = ()) -> RuleRow:
    """A rule that found something ``number`` times, and how often it did in ``loads``, oldest first."""
    known = catalogue()[rule]
    trend = tuple(Seen(row.on, counted.issues.get(rule, 0)) for row, counted in loads[-_TREND:])
    return RuleRow(
        id=rule,
        severity=known.severity,
        severity_words=_SEVERITIES[known.severity],
        title=known.title,
        count=number,
        trend=trend,
        trend_words=", then ".join(f"{seen.count:,}" for seen in trend),
    )


class _Counted:
    """What a load counted, whether its row here or its manifest says so."""

    __slots__ = ("covered", "issues", "rows", "tables")

    def __init__(
        self,
        rows: Mapping[str, Mapping[str, int]],
        tables: Mapping[str, int],
        issues: Mapping[str, int],
        covered: Iterable[tuple[str, dt.date, dt.date]],
    ) -> None:
        self.rows, self.tables, self.issues, self.covered = rows, tables, issues, tuple(covered)


def _every(viewer: Viewer) -> list[tuple[LoadRow, _Counted]]:
    """Every load of the area, newest first: those asked for here, and those that only the store knows of."""
    store = store_of(viewer.area_slug)
    reader = store.reader()
    rows = list(Load.objects.filter(area_id=viewer.area_id).order_by("-pk"))
    named = {row.store_load for row in rows}
    here = [_of_row(row, reader) for row in rows]
    there = [_of_manifest(each, reader) for each in reversed(_manifests(store)) if each.id not in named]
    # Both are newest first; of one day, what was asked for here stands first.
    return sorted([*here, *there], key=lambda each: each[0].on, reverse=True)


def _manifests(store: Store) -> list[Manifest]:
    return store.loads() if store.folder.exists() else []


def _of_row(row: Load, reader: Reader) -> tuple[LoadRow, _Counted]:
    in_force = any(each.id == row.store_load for each in reader.loads)
    state = "undone" if row.state == "loaded" and not in_force else row.state
    undone = ""
    if row.undone_on is not None:
        undone = f"Undone by {row.undone_by_name} on {row.undone_on.day} {row.undone_on:%B %Y}."
    counted = _Counted(
        row.rows,
        row.tables,
        row.issues,
        (
            (each["table"], dt.date.fromisoformat(each["since"]), dt.date.fromisoformat(each["until"]))
            for each in row.covered
        ),
    )
    shown = _shown(
        counted,
        id_=row.public_id,
        in_store=row.store_load,
        state=state,
        in_force=in_force,
        kind=row.kind,
        files=[file["name"] for file in row.files],
        partial=row.partial,
        on=row.on,
        by=row.by_name,
        words=row.words,
        undone_words=undone,
    )
    return shown, counted


def _of_manifest(manifest: Manifest, reader: Reader) -> tuple[LoadRow, _Counted]:
    in_force = any(each.id == manifest.id for each in reader.loads)
    rows = {name: {"in": each.in_, "loaded": each.loaded, "aside": each.aside} for name, each in manifest.rows.items()}
    covered = ((each.table, each.since, each.until) for each in manifest.cover)
    counted = _Counted(rows, manifest.tables, manifest.issues, covered)
    shown = _shown(
        counted,
        id_=manifest.id,
        in_store=manifest.id,
        state="loaded" if in_force else "undone",
        in_force=in_force,
        kind=manifest.kind,
        files=[each.name for each in manifest.inputs],
        partial=manifest.partial,
        on=manifest.loaded_on,
        by=f"{manifest.who} (at the command line)",
        words=f"Loaded as {manifest.id}.",
        undone_words="",
    )
    return shown, counted


def _shown(
    counted: _Counted,
    *,
    id_: str,
    in_store: str,
    state: str,
    in_force: bool,
    kind: str,
    files: Sequence[str],
    partial: bool,
    on: dt.date,
    by: str,
    words: str,
    undone_words: str,
) -> LoadRow:
    came, loaded, aside = (sum(each[key] for each in counted.rows.values()) for key in ("in", "loaded", "aside"))
    return LoadRow(
        id=id_,
        in_store=in_store,
        state=state,
        state_words=rules.STATES[state],
        in_force=in_force,
        kind=kind,
        files=tuple(files),
        partial=partial,
        on=on,
        by=by,
        came=came,
        loaded=loaded if in_store else 0,
        aside=aside,
        issues=sum(counted.issues.values()),
        words=words,
        undone_words=undone_words,
    )


def _working(row: LoadRow) -> Working | None:
    if row.state not in ("waiting", "working"):
        return None
    progress = LoadProgress.objects.filter(load__public_id=row.id).first()
    if progress is None or not progress.what:
        return Working("", "", None)
    of = progress.of
    done = f"{progress.done:,} of {of:,}" if of else count(progress.done, "done", "done") if progress.done else ""
    return Working(progress.what, done, min(100, 100 * progress.done // of) if of else None)


def _family(kind: str) -> str:
    """``SEN2`` for the return of any year, else the kind itself."""
    words = kind.split(" ")
    return " ".join(words[:-1]) if words[-1].isdigit() else kind
