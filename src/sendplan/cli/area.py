"""`sendplan area load FOLDER`: load an area pack, and with --demo its made-up people and what they did."""

import datetime as dt
import os
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

area = typer.Typer(no_args_is_help=True, help="An area's own files: whose plan it is, where it is, what reads what.")


@area.callback()
def _area() -> None:
    """Kept so that `load` stays a command of its own while it is the only one."""


@area.command("load")
def load_area(
    folder: Annotated[Path, typer.Argument(help="The area pack, for example areas/devon.")],
    demo: Annotated[bool, typer.Option("--demo", help="Load its made-up people, updates and replies too.")] = False,
) -> None:
    """Load an area pack into the database. The same folder again changes nothing."""
    import django  # absent where only the reckoning is installed
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendplan.web.settings.serve")
    try:
        django.setup()
        load(folder, demo=demo)
    except ImproperlyConfigured as reason:
        _give_up(str(reason))
    except Error as reason:
        _give_up(f"The database refused: {str(reason).strip().splitlines()[0]}")


def load(folder: Path, *, demo: bool) -> None:
    """Load ``folder`` once Django is set up and say what changed; on a bad pack, say everything wrong and exit 1."""
    from sendplan.plan.actions import load_pack  # needs Django set up
    from sendplan.plan.rules import Refused

    try:
        loaded = load_pack(folder, today=_today(), demo=demo)
    except Refused as refused:
        _give_up(refused.reason)
    typer.echo(loaded.sentence)


def _today() -> dt.date:
    """SENDPLAN_TODAY, else the day in London."""
    given = os.environ.get("SENDPLAN_TODAY")
    if not given:
        return dt.datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        _give_up(f"SENDPLAN_TODAY is “{given}”, which is no day: write it as 2023-11-30.")


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
