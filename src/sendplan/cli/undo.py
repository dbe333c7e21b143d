"""``sendplan undo LOAD --area AREA``: take the newest load out of force."""

from __future__ import annotations

from typing import Annotated

import typer

from sendplan.cli.application import give_up, today
from sendplan.cli.load import Area, Published, store_of


def undo(
    load: Annotated[str, typer.Argument(help="The load, as `sendplan check records` names it.")],
    area: Area = "",
    published: Published = False,
) -> None:
    """Undo the newest load: the records are again what they were before it. Its files are kept."""
    from sendplan.records.store import StoreError

    try:
        store = store_of(area, published)
        store.undo(load, on=today(), who="at the command line")
    except StoreError as refused:
        give_up(str(refused), 2)
    typer.echo(f"Undid {load}: the records are as they were before it.")
