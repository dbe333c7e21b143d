"""`sendplan prepare`: bring the database up to date, as its owner; with --area, load a demonstration into it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from sendplan.cli import databases
from sendplan.cli.application import give_up
from sendplan.cli.state import State


def prepare(
    area: Annotated[Path | None, typer.Option(help="An area pack to load, with its demonstration, if absent.")] = None,
    records: Annotated[bool, typer.Option("--records", help="With --area: its made-up records too.")] = False,
) -> None:
    """Migrate as the owner (DATABASE_URL). With the application's address alone, say whether that was done."""
    import django  # absent where only the reckoning is installed
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import Error, OperationalError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendplan.web.settings.serve")
    if addresses := databases.from_environment(State.here()):
        os.environ.update(addresses.for_migrating())
    try:
        django.setup()
        if os.environ.get("DATABASE_URL"):
            call_command("migrate", verbosity=0, skip_checks=True)
        else:
            _check()
        if area:
            from sendplan.cli.area import load  # as above

            load(area, demo=True, records=records)
    except (CommandError, ImproperlyConfigured) as reason:
        give_up(str(reason))
    except OperationalError as reason:
        give_up(f"The database does not answer: {str(reason).strip().splitlines()[0]}")
    except Error as reason:
        give_up(f"The database refused a change: {str(reason).strip().splitlines()[0]}")


def _check() -> None:
    """As the application role: is every migration applied, and are history and audit out of its reach?"""
    from django.core.management import CommandError
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from sendplan.access import protection

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "The database is older than this release: run `sendplan prepare` with DATABASE_URL set first."
        )
    if gaps := protection.gaps(connection, connection.settings_dict["USER"]):
        raise CommandError("History and audit are not out of the application's reach. " + " ".join(gaps))
