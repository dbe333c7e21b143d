"""A load from end to end: files in, staged, typed, checked, set aside, made into tables; kept whole or not at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sendplan.clocks import deadlines_digest
from sendplan.records import canonical
from sendplan.records.checks.check import check, issues
from sendplan.records.checks.rule import Issue, Sent
from sendplan.records.columns import Column
from sendplan.records.cover import Cover, of_return
from sendplan.records.faults import NotSaid, Refused
from sendplan.records.manifest import Counted, Covered, Edition, Input, Manifest, content_key, digest_of_file
from sendplan.records.modules import MODULES, Item
from sendplan.records.overlap import overlaps
from sendplan.records.quarantine import counted, set_aside
from sendplan.records.sources import feeds
from sendplan.records.sources.header import Given, Header
from sendplan.records.sources.published import periods_in, read_published
from sendplan.records.sources.recognise import Recognised, recognise
from sendplan.records.staging import Progress, Staging, no_progress
from sendplan.records.store import PUBLISHED, Making, Reader, Store, literal
from sendplan.records.tables import SHAPES
from sendplan.records.values import Typed, type_columns

# Raised when what a load makes of the same file changes: the same file is then loaded again, under a new number.
READER = "1"

SCHOOLS = "establishments"
NO_SCHOOLS = "Whether each URN is a school's, and open, was not checked: no list of schools is loaded."

_RELEASE = re.compile("20[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Report:
    """What a load found and did.

    `load` is its id in the store: None for a dry run, and for one that was refused. `unchanged` says that the same was
    in force already, and `load` is that one. `words` is one sentence. `rows` counts the rows of each module or feed,
    `tables` those of each table made, `issues` what each rule found. `found` are the first issues, worst first.
    `not_checked` says what could not be asked, and why; `in_place_of` what of earlier loads it counts in place of.
    """

    kind: str
    load: str | None
    unchanged: bool
    loaded: bool
    words: str
    rows: dict[str, Counted]
    tables: dict[str, int]
    issues: dict[str, int]
    cover: tuple[Covered, ...]
    found: tuple[Issue, ...] = field(repr=False)
    not_checked: tuple[str, ...] = ()
    in_place_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ready:
    """Files that are staged, typed and checked: what they are, the tables they fill and what they speak for."""

    kind: str
    sources: tuple[str, ...]
    tables: tuple[str, ...]
    cover: tuple[Covered, ...]
    as_at: dt.date
    edition: Edition | None = None
    figures: tuple[str, ...] = ()
    schools: str = ""
    not_checked: tuple[str, ...] = ()


def load(
    paths: Sequence[Path],
    *,
    store: Store,
    today: dt.date,
    who: str,
    partial: bool = False,
    dry_run: bool = False,
    cover: Sequence[Cover] = (),
    given: Given | None = None,
    as_at: dt.date | None = None,
    edition: Edition | None = None,
    table: str = "",
    progress: Progress = no_progress,
    show: int = 1000,
) -> Report:
    """Load `paths`, the files of one return, of one feed or of DfE's figures, into `store`; all or nothing, unless
    `partial`.

    All or nothing: one row with an error, and nothing is loaded. Partial: rows with errors are set aside with what is
    under them, and the rest is loaded. `cover` is what feeds speak for (a return says so itself), `given` what is known
    of a return that its header lacks, `as_at` the day on which feeds stood (today where it is left out), `edition` the
    release and version of DfE's figures, which their files do not say. `table` is the one that a feed is of, where its
    headings fit several (else the one that `cover` is of, if it is one). `dry_run` changes nothing. The same files,
    speaking for the same, under the same law, change nothing.

    Raises `Refused` for files that cannot be loaded at all, and StoreError where the store is in use or spoilt.
    """
    progress("Looking at the files", 0, len(paths))
    recognised = _recognised(paths, table, cover)
    inputs = tuple(digest_of_file(path) for path in paths)
    held = store.reader()
    with Staging() as staging:
        ready = _made_ready(recognised, staging, cover, given, as_at or today, progress, edition, held)
        rows = counted(staging.con, ready.sources)
        found = tuple(issues(staging.con, limit=show))
        by_rule = dict(staging.con.execute("SELECT rule, count(*) FROM issues GROUP BY rule ORDER BY rule").fetchall())
        tables = {table: _count(staging, canonical.made(table)) for table in ready.tables}
        report = Report(
            ready.kind, None, False, False, "", rows, tables, by_rule, ready.cover, found, ready.not_checked,
            overlaps(held, ready.cover),
        )  # fmt: skip
        aside = sum(each.aside for each in rows.values())
        if aside and not partial:
            words = f"Nothing was loaded: {_rows(aside)} could not be counted, and all or nothing was asked for."
            return _saying(report, words)
        summary = f"{_rows(sum(tables.values()))} in {_tables(len(tables))}; {_rows(aside)} set aside."
        content = content_key(
            inputs, ready.cover, READER, deadlines_digest(), str(partial), ready.kind, ready.as_at.isoformat(),
            *ready.figures, *filter(None, [ready.schools]),
        )  # fmt: skip
        if dry_run:
            same = store.same_again(content)
            if same is not None:
                words = f"Nothing was loaded, as asked. A load would change nothing: the same was loaded, as {same.id}."
                return _saying(report, words, unchanged=True)
            return _saying(report, f"Nothing was loaded, as asked. A load would hold {summary}")
        with store.making() as making:
            same = store.same_again(content)
            if same is not None:
                return _saying(report, f"Nothing changed: the same was loaded before, as {same.id}.", same.id, True)
            manifest = _write(
                staging, making, ready, rows, tables, by_rule, inputs, content, store, today, who, partial
            )
            progress("Keeping the load", 0, None)
            store.keep(making, manifest)
        return _saying(report, f"Loaded as {manifest.id}: {summary}", manifest.id, loaded=True)


def _recognised(paths: Sequence[Path], table: str, cover: Sequence[Cover]) -> Recognised:
    if table and table not in feeds.FEEDS:
        known = ", ".join(feeds.FEEDS)
        raise Refused("", None, table, "there is no feed of this name", f"give one of {known}")
    spoken_for = {each.table for each in cover}
    recognised = recognise(paths, table or (next(iter(spoken_for)) if len(spoken_for) == 1 else ""))
    if table and recognised.table != table:
        said = f"is {recognised.words}, not a feed of {table}"
        raise Refused(recognised.name, None, None, said, "leave the table out, or choose another file")
    return recognised


def tables_of(
    paths: Sequence[Path], given: Given | None = None, as_at: dt.date | None = None
) -> dict[str, list[dict[str, Any]]]:
    """The tables that files become, without a store: rows by table in the order of their key.

    Dates are ISO text, exact numbers text with four places. Where a row stood in its file is left out.
    """
    with Staging() as staging:
        ready = _made_ready(recognise(paths), staging, (), given, as_at or dt.date.today(), no_progress)  # noqa: DTZ011 - only feeds look at it, and they give a day
        return {table: _plain(staging, table) for table in ready.tables}


def _made_ready(
    recognised: Recognised,
    staging: Staging,
    cover: Sequence[Cover],
    given: Given | None,
    as_at: dt.date,
    progress: Progress,
    edition: Edition | None = None,
    held: Reader | None = None,
) -> _Ready:
    if recognised.kind == "published":
        return _published_made_ready(recognised, staging, edition, progress)
    if recognised.table in feeds.FEEDS:
        return _feed_made_ready(recognised, recognised.table, staging, cover, as_at, progress)
    header = recognised.read(staging, given, progress)
    assert header is not None  # noqa: S101 - what is no feed is a return, or was refused
    return _return_made_ready(header, staging, progress, held)


def _return_made_ready(header: Header, staging: Staging, progress: Progress, held: Reader | None) -> _Ready:
    for done, module in enumerate(MODULES.values()):
        progress("Reading the values", done, len(MODULES))
        type_columns(staging, module.name, _items(module.items), year=header.year)
    progress("Checking", 0, None)
    schools = _schools(staging, header.reference_date, held)
    check(staging.con, Sent(header.year, header.reference_date, header.authority))
    set_aside(staging.con, MODULES)
    progress("Making the tables", 0, None)
    tables = canonical.from_return(staging.con, header.reference_date)
    covered = of_return(header.year, header.reference_date, tables)
    return _Ready(
        f"SEN2 {header.year}",
        tuple(MODULES),
        tables,
        _covered(covered),
        header.reference_date,
        schools=schools,
        not_checked=() if schools else (NO_SCHOOLS,),
    )


def _schools(staging: Staging, on: dt.date, held: Reader | None) -> str:
    """Lay the list of schools that stood on a day beside the return, for the rules that ask it; gives its load, or ""
    where none is loaded."""
    query = held.standing(SCHOOLS, on) if held is not None else None
    if query is None:
        return ""
    staging.con.execute(f"CREATE TABLE {SCHOOLS} AS {query}")
    [(load,)] = staging.con.execute(f"SELECT DISTINCT load FROM {SCHOOLS}").fetchall() or [("",)]
    return str(load)


def _feed_made_ready(
    recognised: Recognised,
    table: str,
    staging: Staging,
    cover: Sequence[Cover],
    as_at: dt.date,
    progress: Progress,
) -> _Ready:
    mine = [each for each in cover if each.table == table]
    if not mine:
        raise NotSaid(
            recognised.name,
            None,
            None,
            f"does not say which days of {table} it speaks for",
            "say from which day to which day it is complete: outside those days nothing is read as nought",
        )
    recognised.read(staging, None, progress)
    progress("Reading the values", 0, None)
    type_columns(staging, table, feeds.columns_of(SHAPES[table]))
    progress("Checking", 0, None)
    check(staging.con, Sent(0, as_at))
    set_aside(staging.con, (table,))
    progress("Making the tables", 0, None)
    return _Ready(f"feed of {table}", (table,), canonical.from_feed(staging.con, table), _covered(mine), as_at)


def _published_made_ready(
    recognised: Recognised, staging: Staging, edition: Edition | None, progress: Progress
) -> _Ready:
    where = (
        "give the release's reporting year, such as 2025, and the day of its version: both stand on DfE's page of the"
        " release"
    )
    if edition is None:
        said = "is a file of DfE's published figures, which does not say of which release and version it is"
        unsaid = NotSaid(recognised.name, None, None, said, where)
        unsaid.what = "edition"
        raise unsaid
    if not _RELEASE.fullmatch(edition.release):
        raise Refused(recognised.name, None, edition.release, "the release is not a reporting year", where)
    figures = tuple(path.stem for path in recognised.paths)
    twice = next((name for name in figures if figures.count(name) > 1), None)
    if twice is not None:
        raise Refused(twice, None, None, "is there twice", "choose each of DfE's files once")
    for path in recognised.paths:
        read_published(staging, path, edition.release, edition.version, progress=progress)
    # A cell is a row: what came is what was read.
    staging.con.execute(f"CREATE VIEW raw_{PUBLISHED} AS FROM {PUBLISHED}")
    set_aside(staging.con, (PUBLISHED,))
    progress("Making the tables", 0, None)
    tables = canonical.from_feed(staging.con, PUBLISHED)
    cover = tuple(Covered(PUBLISHED, days.since, days.until) for days in periods_in(staging))
    kind = f"DfE's figures, {edition}"
    return _Ready(kind, (PUBLISHED,), tables, cover, edition.version, edition, tuple(sorted(figures)))


def _items(items: Sequence[Item]) -> list[Column | Item | Typed]:
    return list({item.tag.lower(): item for item in items}.values())


def _covered(cover: Sequence[Cover]) -> tuple[Covered, ...]:
    return tuple(Covered(each.table, each.period.since, each.period.until) for each in cover)


def _write(
    staging: Staging,
    making: Making,
    ready: _Ready,
    rows: dict[str, Counted],
    tables: dict[str, int],
    by_rule: dict[str, int],
    inputs: tuple[Input, ...],
    content: str,
    store: Store,
    today: dt.date,
    who: str,
    partial: bool,
) -> Manifest:
    for table in ready.tables:
        _copy(staging, canonical.rows_sql(table), making.table(table))
    for source in ready.sources:
        if rows[source].aside:
            _copy(
                staging,
                f"SELECT aside.rule AS aside_for, r.* FROM raw_{source} AS r JOIN aside "
                f"ON aside.tbl = '{source}' AND aside.row_no = r.row_no ORDER BY r.row_no",
                making.aside(source),
            )
    _copy(staging, "SELECT * FROM issues ORDER BY severity, rule, source_file, source_line, row_no", making.issues)
    return Manifest(
        id=f"{making.number:04}-{content[:12]}",
        number=making.number,
        area=store.area,
        kind=ready.kind,
        inputs=inputs,
        cover=ready.cover,
        rows=rows,
        tables=tables,
        issues=by_rule,
        as_at=ready.as_at,
        loaded_on=today,
        who=who,
        partial=partial,
        deadlines=deadlines_digest(),
        content=content,
        edition=ready.edition,
        figures=ready.figures,
        not_checked=ready.not_checked,
    )


def _copy(staging: Staging, query: str, path: Path) -> None:
    staging.con.execute(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def _count(staging: Staging, table: str) -> int:
    row = staging.con.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None  # noqa: S101 - an aggregate always has its row
    return int(row[0])


def _plain(staging: Staging, table: str) -> list[dict[str, Any]]:
    found = staging.con.execute(f"SELECT * EXCLUDE (source_file, source_line) FROM ({canonical.rows_sql(table)})")
    names = [column[0] for column in found.description or ()]
    return [{name: _as_text(value) for name, value in zip(names, row, strict=True)} for row in found.fetchall()]


def _as_text(value: object) -> object:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def _tables(number: int) -> str:
    return "1 table" if number == 1 else f"{number:,} tables"


def _saying(
    report: Report, words: str, load: str | None = None, unchanged: bool = False, loaded: bool = False
) -> Report:
    return Report(
        report.kind,
        load,
        unchanged,
        loaded,
        words,
        report.rows,
        report.tables,
        report.issues,
        report.cover,
        report.found,
        report.not_checked,
        () if unchanged else report.in_place_of,
    )
