"""For mypy, `makemigrations` and the system checks: no database is reached and no secret is read."""

from typing import Any

from sendplan.web.settings.base import *  # noqa: F403  settings modules are read by name

DEMO = False
SECRET_KEY = "only-for-checks-" + "0" * 48
ALLOWED_HOSTS: list[str] = []
# An address where nothing listens: a check that tried to reach a database would say so.
DATABASES = {
    alias: {"ENGINE": "django.db.backends.postgresql", "NAME": "none", "HOST": "/nonexistent"}
    for alias in ("default", "owner")
}


class Unreached:
    """A router that says no database is to be migrated, so that `makemigrations` asks none what it holds."""

    def allow_migrate(self, *_: Any, **__: Any) -> bool:
        return False


DATABASE_ROUTERS = [Unreached()]
