"""What settings take from the environment, and the sentence said when it is missing or wrong."""

import os
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def needed(name: str, why: str) -> str:
    """The environment variable `name`; ImproperlyConfigured, with `why` it is needed, when unset or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {why}.")
    return value


def flag(name: str) -> bool:
    """Whether the environment variable `name` is 1; ImproperlyConfigured when it is neither 1, 0 nor unset."""
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        raise ImproperlyConfigured(f"The environment variable {name} is {value!r}: make it 1 or 0, or leave it unset.")
    return value == "1"


def database(name: str, url: str) -> dict[str, Any]:
    """Django's settings for the PostgreSQL address `url`, as libpq reads it; `name` is the variable it came from.

    A password never appears in the message of the ImproperlyConfigured raised for an address that cannot be read.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(
            f"{name} is not a PostgreSQL address: write postgresql://user:password@host/database."
        )
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        raise ImproperlyConfigured(
            f"{name} cannot be read as a PostgreSQL address: "
            "write postgresql://user:password@host/database, with special characters percent-encoded."
        ) from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{name} names no database: write postgresql://user:password@host/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname")),
        "USER": str(parts.pop("user", None) or ""),
        "PASSWORD": str(parts.pop("password", None) or ""),
        "HOST": str(parts.pop("host", None) or ""),
        "PORT": str(parts.pop("port", None) or ""),
        "OPTIONS": parts,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
