"""`migrate`, as the owner, and never without the protection of history and audit after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections, router

from sendplan.access import protection

# Any number, the same for every sendplan: two servers that start together migrate one after the other.
LOCK = 7_363_706_012


class Owner:
    """A router by which everything is read and written as the owner."""

    def db_for_read(self, *_: Any, **__: Any) -> str:
        return "owner"

    db_for_write = db_for_read


@contextmanager
def as_owner() -> Iterator[None]:
    """While inside, what a migration asks of no connection by name, it asks of the owner's. A library's migration that
    asked the application's would wait for ever for its own tables, which the owner is changing."""
    routers: list[Any] = router.routers
    routers.insert(0, Owner())
    try:
        yield
    finally:
        del routers[0]


class Command(migrate.Command):
    """Django's own, on the connection `owner`, between making the application role and taking its rights away."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] != "owner":
            raise CommandError("Only the owner migrates: leave out --database, or say --database owner.")
        if "owner" not in connections:
            raise CommandError("Set DATABASE_URL to the owner's address: the application role may not migrate.")
        owner = connections["owner"]
        application = connections["default"].settings_dict
        with owner.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                protection.make_role(owner, application["USER"], application["PASSWORD"])
                with as_owner():
                    super().handle(*args, **options)
                protection.protect(owner, application["USER"])
                if left := protection.gaps(owner, application["USER"]):
                    raise CommandError("The history and the audit trail are not protected. " + " ".join(left))
            except protection.RoleError as reason:
                raise CommandError(str(reason)) from None
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
