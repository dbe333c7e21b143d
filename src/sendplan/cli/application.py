"""Django, ready on the database as the application role: for the commands that write or read what is kept."""

import datetime as dt
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from zoneinfo import ZoneInfo

import typer

from sendplan.cli import databases, local_postgres
from sendplan.cli.state import BusyError, State


@contextmanager
def ready(failed: int = 1) -> Iterator[None]:
    """Django set up; on a database that is absent, busy or refuses, one sentence and the exit status ``failed``."""
    import django  # absent where only the reckoning is installed
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error, OperationalError

    try:
        with databases.present(State.here()) as addresses:
            os.environ.update(addresses.for_serving())
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendplan.web.settings.serve")
            # A command signs nothing that is kept, and answers to no name.
            os.environ.setdefault("SENDPLAN_SECRET_KEY", secrets.token_urlsafe(48))
            os.environ.setdefault("SENDPLAN_HOSTS", "localhost")
            django.setup()
            yield
    except (BusyError, ImproperlyConfigured, local_postgres.CannotStartError) as reason:
        give_up(str(reason), failed)
    except OperationalError as reason:
        give_up(f"The database does not answer: {str(reason).strip().splitlines()[0]}", failed)
    except Error as reason:
        give_up(f"The database refused: {str(reason).strip().splitlines()[0]}", failed)


def today() -> dt.date:
    """SENDPLAN_TODAY, else the day in London; a day that is none ends the command with a sentence."""
    given = os.environ.get("SENDPLAN_TODAY")
    if not given:
        return dt.datetime.now(ZoneInfo("Europe/London")).date()
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        give_up(f"SENDPLAN_TODAY is “{given}”, which is no day: write it as 2023-11-30.")


def give_up(sentence: str, status: int = 1) -> NoReturn:
    """Say why on standard error and end with ``status``."""
    typer.echo(sentence, err=True)
    raise typer.Exit(status)
