"""`migrate`, as the owner, and never without the protection of history and audit after it."""

from typing import Any

from django.core.management import CommandError, CommandParser
from django.core.management.commands import migrate
from django.db import connections

from sendplan.access import protection

# Any number, the same for every sendplan: two servers that start together migrate one after the other.
LOCK = 7_363_706_012


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
                super().handle(*args, **options)
                protection.protect(owner, application["USER"])
                if left := protection.gaps(owner, application["USER"]):
                    raise CommandError("The history and the audit trail are not protected. " + " ".join(left))
            except protection.RoleError as reason:
                raise CommandError(str(reason)) from None
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
