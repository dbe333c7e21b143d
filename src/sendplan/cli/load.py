"""``sendplan load FILES --area AREA``: records in, checked, counted, and kept whole or not at all.

``--published`` in place of ``--area`` keeps DfE's figures once for all areas of this installation.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendplan.cli.application import give_up, today
from sendplan.cli.state import State

if TYPE_CHECKING:
    from sendplan.records.cover import Cover
    from sendplan.records.loading import Report
    from sendplan.records.manifest import Edition
    from sendplan.records.staging import Progress
    from sendplan.records.store import Store

Area = Annotated[str, typer.Option("--area", help="The area's short name, as in its address.")]
Published = Annotated[bool, typer.Option("--published", help="DfE's figures, kept once for all areas.")]

# How many findings the terminal shows; all of them are kept with the load, and --json gives the first thousand.
SHOWN = 20


def load(
    files: Annotated[list[Path], typer.Argument(help="The files of one return, or one feed, or DfE's of one release.")],
    area: Area = "",
    published: Published = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check everything; keep nothing.")] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Set rows with errors aside and load the rest; otherwise all or nothing.")
    ] = False,
    since: Annotated[str, typer.Option("--from", help="For a feed: the first day it speaks for, as 2024-01-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="For a feed: the last day it speaks for.")] = "",
    as_at: Annotated[str, typer.Option("--as-at", help="For a feed: the day on which it stood so.")] = "",
    year: Annotated[int, typer.Option(help="For a return without a header: its census year.")] = 0,
    authority: Annotated[str, typer.Option(help="For a return without a header: the authority's three digits.")] = "",
    release: Annotated[str, typer.Option(help="For DfE's figures: the release's reporting year, as 2025.")] = "",
    version: Annotated[str, typer.Option(help="For DfE's figures: the day of this version, as 2025-07-01.")] = "",
    show_values: Annotated[bool, typer.Option("--show-values", help="Show what stood in the files, unmasked.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Load a SEN2 return (XML, the nine CSV files, a workbook), a feed or DfE's figures. The same again changes
    nothing."""
    from sendplan.records import loading
    from sendplan.records.faults import Refused
    from sendplan.records.sources.header import Given
    from sendplan.records.store import StoreError

    for file in files:
        if not file.is_file():
            give_up(f"{file} is not a file: name the files to load.", 2)
    try:
        store = store_of(area, published)
        with bar() as progress:
            report = loading.load(
                files,
                store=store,
                today=today(),
                who="at the command line",
                partial=partial,
                dry_run=dry_run,
                cover=_cover(since, until),
                given=Given(year or None, None, authority),
                as_at=_day(as_at, "--as-at") if as_at else None,
                edition=_edition(release, version),
                progress=progress,
            )
    except (Refused, StoreError) as refused:
        give_up(str(refused), 2)
    if as_json:
        typer.echo(_json(report, show_values))
    else:
        _say(report, show_values)
    if not (report.loaded or report.unchanged or dry_run):
        raise typer.Exit(1)


def store_of(area: str, published: bool) -> Store:
    """The loads of an area, or with `published` DfE's figures for all areas. Ends the command where both are asked."""
    from sendplan.records.store import EVERY_AREA, Store

    if bool(area) == published:
        give_up("Give --area with the area's short name; or --published, for DfE's figures kept for all areas.", 2)
    return Store(folder(), EVERY_AREA if published else area)


def folder() -> Path:
    """Where records are kept: SENDPLAN_RECORDS, else `records` in the state folder."""
    given = os.environ.get("SENDPLAN_RECORDS")
    return Path(given) if given else State.here().folder / "records"


@contextmanager
def bar() -> Iterator[Progress]:
    """A bar on standard error while work goes on; a line for each step where standard error is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        said: list[str] = []

        def line(what: str, _done: int, _of: int | None) -> None:
            if said[-1:] != [what]:
                said.append(what)
                typer.echo(f"{what} …", err=True)

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None)

        def move(what: str, done: int, of: int | None) -> None:
            shown.update(task, description=what, completed=done, total=of)

        yield move


def _cover(since: str, until: str) -> tuple[Cover, ...]:
    from sendplan.records.cover import Cover, Period
    from sendplan.records.tables import SHAPES

    if not since and not until:
        return ()
    first, last = _day(since, "--from"), _day(until, "--to")
    if last < first:
        give_up(f"A feed cannot speak for {since} to {until}: the last day is before the first.", 2)
    period = Period(first, last + dt.timedelta(days=1))
    return tuple(Cover(table, period) for table in SHAPES)


def _edition(release: str, version: str) -> Edition | None:
    from sendplan.records.manifest import Edition

    if not release and not version:
        return None
    if not release or not version:
        give_up("Of DfE's figures give both, --release and --version: both stand on DfE's page of the release.", 2)
    return Edition(release, _day(version, "--version"))


def _day(text: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        give_up(f"{option} is “{text}”, which is no day: write it as 2024-01-31.", 2)


def _say(report: Report, show_values: bool) -> None:
    typer.echo(report.words)
    for name, count in report.rows.items():
        typer.echo(f"  {name:18} {count.in_:>9,} in  {count.loaded:>9,} sound  {count.aside:>9,} with errors")
    if report.issues:
        typer.echo(f"{sum(report.issues.values()):,} findings of {len(report.issues)} rules:")
        for rule, number in sorted(report.issues.items(), key=lambda item: -item[1]):
            typer.echo(f"  {rule:22} {number:>9,}")
    for sentence in report.not_checked:
        typer.echo(sentence)
    for issue in report.found[:SHOWN]:
        shown = issue if show_values else issue.masked()
        where = (
            f"{shown.file}{f' ({shown.place})' if shown.place else ''}{f', line {shown.line}' if shown.line else ''}"
        )
        typer.echo(f"{shown.severity}: {where or 'the whole return'}: {shown.table}.{shown.column}: {shown.reason}")
        typer.echo(f"    {shown.remedy} [{shown.rule}]")
    if len(report.found) > SHOWN:
        typer.echo("More are kept with the load; --json gives the first thousand.")


def _json(report: Report, show_values: bool) -> str:
    import msgspec

    found: list[Any] = [issue if show_values else issue.masked() for issue in report.found]
    said = {
        "kind": report.kind,
        "load": report.load,
        "loaded": report.loaded,
        "unchanged": report.unchanged,
        "words": report.words,
        "rows": report.rows,
        "tables": report.tables,
        "issues": report.issues,
        "cover": report.cover,
        "not_checked": report.not_checked,
        "found": found,
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode()
