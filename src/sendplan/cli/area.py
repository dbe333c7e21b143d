"""`sendplan area load FOLDER`: load an area pack, and with --demo its made-up people and what they did."""

from pathlib import Path
from typing import Annotated

import typer

from sendplan.cli import application

area = typer.Typer(no_args_is_help=True, help="An area's own files: whose plan it is, where it is, what reads what.")


@area.callback()
def _area() -> None:
    """Kept so that `load` stays a command of its own while it is the only one."""


@area.command("load")
def load_area(
    folder: Annotated[Path, typer.Argument(help="The area pack: a folder with area.toml in it.")],
    demo: Annotated[bool, typer.Option("--demo", help="Load its made-up people, updates and replies too.")] = False,
    records: Annotated[bool, typer.Option("--records", help="With --demo: load its made-up records too.")] = False,
) -> None:
    """Load an area pack into the database. The same folder again changes nothing."""
    with application.ready():
        load(folder, demo=demo, records=records)


def load(folder: Path, *, demo: bool, records: bool = False) -> None:
    """Load ``folder`` once Django is set up and say what changed; on a bad pack, say everything wrong and exit 1.

    ``records`` loads the demonstration's records too, which takes ten seconds the first time.
    """
    from sendplan.plan.actions import load_pack  # needs Django set up
    from sendplan.plan.rules import Refused

    try:
        loaded = load_pack(folder, today=application.today(), demo=demo)
    except Refused as refused:
        application.give_up(refused.reason)
    typer.echo(loaded.sentence)
    if demo and records:
        _records(folder, loaded.area_slug)


def _records(folder: Path, slug: str) -> None:
    from sendplan.returns.actions import load_made_up  # needs Django set up
    from sendplan.returns.rules import Refused
    from sendplan.returns.words import count

    try:
        made = load_made_up(folder, slug, today=application.today(), say=typer.echo)
    except Refused as refused:
        application.give_up(str(refused))
    if made:
        typer.echo(f"{count(made, 'load', 'loads')} of made-up records: its data officer sees them under Records.")
