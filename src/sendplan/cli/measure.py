"""``sendplan measure NAME``, or ``--plan PLAN`` for all that its targets read: counted from the records loaded."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sendplan.cli.application import give_up, today
from sendplan.cli.load import store_of

if TYPE_CHECKING:
    from sendplan.measures.measure import Measure
    from sendplan.measures.period import Period


def measure(
    area: Annotated[str, typer.Option(help="The area's short name, as in its address.")],
    name: Annotated[str, typer.Argument(help="The measure's name, such as plans-within-20-weeks.")] = "",
    plan: Annotated[str, typer.Option(help="In place of a name: every target of this plan, by its short name.")] = "",
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
    """Count a measure, for everyone and for each group asked for. Without --period: the last whole one of the kind it
    is usually looked at over, else the last calendar year (with --plan, twelve months); what stands on a day, that
    day."""
    from sendplan.cli.results import line, usual
    from sendplan.cli.targets import of_plan
    from sendplan.measures.calculate import Engine, calculate, select
    from sendplan.measures.period import PeriodType
    from sendplan.records.store import StoreError

    on = _day("--as-at", as_at) or today()
    if engine not in get_args(Engine):
        give_up(f"--engine is “{engine}”: write {' or '.join(get_args(Engine))}.", 2)
    if bool(name) == bool(plan):
        give_up("Name a measure, or give --plan with the short name of a plan whose targets are asked for.", 2)
    known, found, asked = _asked(name, period or (), local or ())
    if found is None:
        if by or show_sql:
            give_up("--by and --sql go with the name of a measure, not with --plan.", 2)
        of_plan(
            plan, known, asked, area=area, as_at=on, known_at=_day("--known-at", known_at), engine=engine,
            as_json=as_json,
        )  # fmt: skip
        return
    asked = asked or usual(found, on, PeriodType.CALENDAR_YEAR)
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
            {found: asked}, known, reader, area=area, as_at=on, known_at=_day("--known-at", known_at), by=by or (),
            engine=engine,  # type: ignore[arg-type]  # held to these words above
        )
    )  # fmt: skip
    if as_json:
        typer.echo(json.dumps([each.row() for each in results], indent=2, ensure_ascii=False))
        return
    typer.echo(f"{found.title} ({found.unit})")
    for result in results:
        typer.echo(line(result))


def _asked(
    name: str, period: Sequence[str], local: Sequence[Path]
) -> tuple[Mapping[str, Measure], Measure | None, list[Period]]:
    """All measures that are known, the one that is named, and the periods that are; or the end of the command."""
    from sendplan.measures import period as periods
    from sendplan.measures.catalogue import named, with_local
    from sendplan.measures.measure import MeasureError

    try:
        known = with_local(*local)
        return known, named(name, known) if name else None, [periods.read(each) for each in period]
    except (MeasureError, periods.PeriodError) as refused:
        give_up(str(refused), 2)
    except KeyError as unknown:
        give_up(str(unknown.args[0]), 2)


def _day(option: str, text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        give_up(f"{option} is “{text}”, which is no day: write it as 2024-03-31.", 2)
