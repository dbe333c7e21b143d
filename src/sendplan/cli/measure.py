"""``sendplan measure NAME``: a measure counted from the records that were loaded."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sendplan.cli.application import give_up
from sendplan.cli.load import store_of

if TYPE_CHECKING:
    from sendplan.measures.result import Result


def measure(
    name: Annotated[str, typer.Argument(help="The measure's name, such as plans-within-20-weeks.")],
    area: Annotated[str, typer.Option(help="The area's short name, as in its address.")],
    period: Annotated[
        list[str] | None, typer.Option(help="“calendar 2024”, “month 2024-01” and so on; may be given more than once.")
    ] = None,
    as_at: Annotated[str, typer.Option(help="The day it is counted for, as 2024-03-31; else today.")] = "",
    known_at: Annotated[str, typer.Option(help="Only loads that were made by this day.")] = "",
    by: Annotated[list[str] | None, typer.Option(help="Split by a group, such as sex.")] = None,
    engine: Annotated[str, typer.Option(help="duckdb, or reference: slow, and without SQL.")] = "duckdb",
    local: Annotated[list[Path] | None, typer.Option(help="A file with a measure of the area's own.")] = None,
    show_sql: Annotated[
        bool, typer.Option("--sql", help="Show what is asked of the records, and count nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say it as JSON.")] = False,
) -> None:
    """Count a measure, for everyone and for each group asked for. Without --period: the last whole calendar year, or
    for what stands on a day, the day itself."""
    from sendplan.measures import period as periods
    from sendplan.measures.calculate import Engine, calculate, select
    from sendplan.measures.catalogue import named, with_local
    from sendplan.measures.measure import MeasureError
    from sendplan.records.store import StoreError

    today = _day("--as-at", as_at) or dt.datetime.now(tz=dt.UTC).date()
    if engine not in get_args(Engine):
        give_up(f"--engine is “{engine}”: write {' or '.join(get_args(Engine))}.", 2)
    try:
        known = with_local(*(local or ()))
        found = named(name, known)
        asked = [periods.read(each) for each in period or ()]
    except (MeasureError, periods.PeriodError) as refused:
        give_up(str(refused), 2)
    except KeyError as unknown:
        give_up(str(unknown.args[0]), 2)
    if not asked:
        kind = periods.PeriodType.DAY if found.stock else periods.PeriodType.CALENDAR_YEAR
        asked = list(periods.latest(kind, today))
    for each in by or ():
        if each not in found.groups:
            give_up(f"--by is “{each}”: {name} is split by {', '.join(found.groups) or 'nothing'}.", 2)
    try:
        reader = store_of(area, published=False).reader(_day("--known-at", known_at))
    except StoreError as refused:
        give_up(str(refused), 2)
    if show_sql:
        typer.echo(
            select(found, asked, by or (), reader) or f"No load speaks for any of it: {area} has no such records."
        )
        return
    results = list(
        calculate(
            {found: asked}, known, reader, area=area, as_at=today, known_at=_day("--known-at", known_at), by=by or (),
            engine=engine,  # type: ignore[arg-type]  # held to these words above
        )
    )  # fmt: skip
    if as_json:
        typer.echo(json.dumps([each.row() for each in results], indent=2, ensure_ascii=False))
        return
    typer.echo(f"{found.title} ({found.unit})")
    for result in results:
        typer.echo(_line(result))


def _line(result: Result) -> str:
    """One result in words."""
    row = result.row()
    group = row["group"]
    who = (
        "everyone"
        if not isinstance(group, dict)
        else ", ".join(f"{by} {value or 'not known'}" for by, value in group.items())
    )
    said = f"{row['period']}, {who}: "
    if result.not_measurable:
        return said + result.not_measurable
    parts = f"{row['numerator']}" if result.denominator is None else f"{row['numerator']} of {row['denominator']}"
    if result.measure.value is not None:
        parts = f"over {row['denominator']}"
    value = "no figure" if result.value is None else f"{result.value.normalize():f}"
    if result.denominator is None:
        return said + value
    left = ", ".join(f"{count} left out: {why}" for why, count in result.excluded.items() if count)
    return f"{said}{value} ({parts}{'; ' + left if left else ''})"


def _day(option: str, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        give_up(f"{option} is “{text}”, which is no day: write it as 2024-03-31.", 2)
