"""``sendplan check records`` and ``check measures``: is what is kept whole, and what is declared true?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from sendplan.cli.application import give_up
from sendplan.cli.load import Area, Published, store_of

check = typer.Typer(no_args_is_help=True, help="Look at what is kept, and say what is wrong with it.")


@check.command("records")
def records(
    area: Area = "",
    published: Published = False,
) -> None:
    """Look at every load that was kept: that its files are there, can be read, and hold what the load says."""
    from sendplan.records.store import StoreError

    try:
        found = store_of(area, published).check()
    except StoreError as refused:
        give_up(str(refused))
    if not found.lines:
        typer.echo(f"Nothing was ever loaded {'of DfE’s figures' if published else f'for {area}'}.")
    for line in found.lines:
        typer.echo(line)
    for fault in found.faults:
        typer.echo(fault, err=True)
    if found.faults:
        raise typer.Exit(1)
    if found.lines:
        typer.echo("Every file of every load is there and whole.")


@check.command("measures")
def measures(
    local: Annotated[list[Path] | None, typer.Argument(help="Files with measures of the area's own.")] = None,
) -> None:
    """Read every measure, work out its examples on both engines, and say which should be read again."""
    from sendplan.measures.catalogue import examples_unlike, overdue, with_local
    from sendplan.measures.measure import MeasureError

    try:
        known = with_local(*(local or ()))
    except MeasureError as refused:
        give_up(str(refused), 2)
    faults = [sentence for measure in known.values() for sentence in examples_unlike(measure)]
    faults += overdue(known, dt.datetime.now(tz=dt.UTC).date())
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
    examples = sum(len(measure.examples) for measure in known.values())
    typer.echo(f"{len(known)} measures; their {examples} worked examples come out on both engines.")
