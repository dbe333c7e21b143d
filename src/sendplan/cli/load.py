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
    from sendplan.records.checks.rule import Issue
    from sendplan.records.cover import Cover
    from sendplan.records.loading import Report
    from sendplan.records.manifest import Edition
    from sendplan.records.staging import Progress
    from sendplan.records.store import Store

Area = Annotated[str, typer.Option("--area", help="The area's short name, as in its address.")]
Published = Annotated[bool, typer.Option("--published", help="DfE's figures, kept once for all areas.")]

# How many findings of a rule the terminal shows, and how many of all --json lists; all are kept with the load.
SHOWN = 3
LISTED = 100_000
_OPTIONS = {
    "days": " Here: --from 2025-01-01 --to 2025-03-31.",
    "edition": " Here: --release 2025 --version 2025-07-01.",
    "table": " Here: --table requests.",
}
_ORDER = {"error": 0, "query": 1, "notice": 2}


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
    table: Annotated[str, typer.Option(help="For a feed whose headings fit two tables: the one it is.")] = "",
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
    from sendplan.records.faults import NotSaid, Refused
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
                table=table,
                progress=progress,
                show=LISTED,
            )
    except (Refused, StoreError) as refused:
        if as_json:
            typer.echo(_as_text({"load": None, "loaded": False, "unchanged": False, "words": str(refused)}))
        options = _OPTIONS[refused.what] if isinstance(refused, NotSaid) else ""
        give_up(f"{refused}{options}", 2)
    if as_json:
        typer.echo(_json(report, show_values))
    else:
        _say(report, show_values, dry_run)
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


def _say(report: Report, show_values: bool, dry_run: bool) -> None:
    from sendplan.records.checks.check import catalogue

    typer.echo(report.words)
    refused = not (report.loaded or report.unchanged or dry_run)
    for sentence in () if refused else (*_speaks_for(report), *report.in_place_of):
        # What a dry run says of a load is not yet so.
        would = sentence.replace("it counts", "it would count").replace("It speaks", "It would speak")
        typer.echo(would if dry_run else sentence)
    for sentence in report.not_checked:
        typer.echo(sentence)
    typer.echo(f"  {'':18} {'rows in':>9} {'loaded' if report.loaded else 'sound':>9} {'set aside':>9}")
    for name, count in report.rows.items():
        typer.echo(f"  {name:18} {count.in_:>9,} {count.loaded:>9,} {count.aside:>9,}")
    if not report.issues:
        typer.echo("Nothing was found to ask about.")
        return
    total = sum(report.issues.values())
    rules = _number(len(report.issues), "rule", "rules")
    typer.echo(f"{_number(total, 'finding', 'findings')} of {rules}, errors first:")
    all_rules = catalogue()
    for rule in sorted(report.issues, key=lambda each: (_ORDER[all_rules[each].severity], -report.issues[each], each)):
        known, number = all_rules[rule], report.issues[rule]
        typer.echo(f"{known.severity} {rule} ({number:,}): {known.title}")
        mine = [issue for issue in report.found if issue.rule == rule][:SHOWN]
        for issue in mine:
            shown = issue if show_values else issue.masked()
            typer.echo(f"    {_where(shown)}: {shown.reason}")
        if number > len(mine) > 0:
            typer.echo(f"    … and {number - len(mine):,} more.")
        typer.echo(f"    What to do: {known.remedy}")
    if not show_values:
        typer.echo("Values are masked; --show-values shows them.")
    if total > SHOWN:
        kept = "All are kept with the load, by row, and on its page; " if report.loaded else ""
        typer.echo(f"{kept or 'Nothing of this is kept; '}--json lists every one.")


def _where(issue: Issue) -> str:
    line = f", line {issue.line:,}" if issue.line else ""
    place = f" ({issue.place})" if issue.place else ""
    column = "" if issue.column in ("", "row_no", "parent_no") else f".{issue.column}"
    return f"{issue.file or 'the whole'}{place}{line}, {issue.table}{column}"


def _speaks_for(report: Report) -> list[str]:
    """Which days of which tables the load answers for, a sentence for each period."""
    from sendplan.records.cover import Period

    periods: dict[Period, list[str]] = {}
    for each in report.cover:
        periods.setdefault(Period(each.since, each.until), []).append(each.table)
    return [f"It speaks for {period}: {', '.join(tables)}." for period, tables in sorted(periods.items())]


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _json(report: Report, show_values: bool) -> str:
    found: list[Any] = [issue if show_values else issue.masked() for issue in report.found]
    return _as_text(
        {
            "kind": report.kind,
            "load": report.load,
            "loaded": report.loaded,
            "unchanged": report.unchanged,
            "words": report.words,
            "rows": report.rows,
            "tables": report.tables,
            "issues": report.issues,
            "cover": report.cover,
            "in_place_of": report.in_place_of,
            "not_checked": report.not_checked,
            "masked": not show_values,
            "found": found,
            "more": sum(report.issues.values()) - len(found),
        }
    )


def _as_text(said: object) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(said), indent=2).decode()
