"""``sendplan template TABLE``: an empty feed that a council can hand to its supplier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from sendplan.cli.application import give_up
from sendplan.cli.convert import write_whole


def template(
    table: Annotated[str, typer.Argument(help="The table, such as advice.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; by default named after the table.")
    ] = None,
    kind: Annotated[Literal["csv", "xlsx"], typer.Option("--as", help="The form to write.")] = "xlsx",
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
) -> None:
    """Write an empty feed: its headings, and in a workbook the meaning of each column and its codes."""
    from sendplan.records.feed_template import template as made
    from sendplan.records.sources.feeds import FEEDS

    if table not in FEEDS:
        give_up(f"“{table}” does not come as a feed; these do: {', '.join(FEEDS)}.", 2)
    path = out or Path(f"{table}.{kind}")
    if path.exists() and not force:
        give_up(f"{path.name} is there already: choose another name, or add --force to write over it.", 2)
    try:
        write_whole(path, made(table, kind))
    except OSError as error:
        give_up(f"{path} cannot be written: {error.strerror or error}; choose a folder that you may write in.", 2)
    typer.echo(f"Wrote {path}", err=True)
