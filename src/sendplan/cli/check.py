"""``sendplan check records``: is what is kept whole?"""

from __future__ import annotations

import typer

from sendplan.cli.application import give_up
from sendplan.cli.load import Area, Published, store_of

check = typer.Typer(no_args_is_help=True, help="Look at what is kept, and say what is wrong with it.")


@check.callback()
def _check() -> None:
    """Kept so that `records` stays a command of its own while it is the only one."""


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
