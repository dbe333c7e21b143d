"""Where the database is, as each of its two roles sees it: a real server that DATABASE_URL names, or our own."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from sendplan.cli import local_postgres, processes
from sendplan.cli.state import State

NAME, OWNER, APPLICATION = "sendplan", "sendplan_owner", "sendplan_app"


@dataclass(frozen=True)
class Addresses:
    """The database's address as owner (None where only the application's is known) and as application role."""

    owner: str | None
    application: str

    def for_migrating(self) -> dict[str, str]:
        """What a process that migrates is told."""
        return {"SENDPLAN_APP_DATABASE_URL": self.application, **({"DATABASE_URL": self.owner} if self.owner else {})}

    def for_serving(self) -> dict[str, str]:
        """What a process that serves pages is told: never the owner's address."""
        return {"SENDPLAN_APP_DATABASE_URL": self.application}


def from_environment(state: State) -> Addresses | None:
    """The addresses the environment names; None when it names none.

    DATABASE_URL is the owner's. The application role's is SENDPLAN_APP_DATABASE_URL, or else the owner's with the role
    `sendplan_app` and the password SENDPLAN_APP_PASSWORD, or one made and kept in the state folder.
    """
    owner = os.environ.get("DATABASE_URL") or None
    application = os.environ.get("SENDPLAN_APP_DATABASE_URL") or None
    if owner and not application:
        password = os.environ.get("SENDPLAN_APP_PASSWORD") or state.secret("database-application")
        parts = urlsplit(owner)
        where = parts.netloc.rpartition("@")[2]
        application = urlunsplit(parts._replace(netloc=f"{APPLICATION}:{quote(password, safe='')}@{where}"))
    return Addresses(owner, application) if application else None


@contextmanager
def ours(state: State) -> Iterator[tuple[Addresses, local_postgres.Server]]:
    """Our own server, started, with its two roles' database in it; stopped at the end. Raises CannotStartError."""
    server = local_postgres.start(state.folder / "postgres", state.secret("database-superuser"))
    try:
        _make_database(server, state)
        yield _addresses(server.socket, state), server
    finally:
        server.stop()


def _addresses(socket: Path, state: State) -> Addresses:
    return Addresses(
        owner=local_postgres.url(socket, OWNER, state.secret("database-owner"), NAME),
        application=local_postgres.url(socket, APPLICATION, state.secret("database-application"), NAME),
    )


def _make_database(server: local_postgres.Server, state: State) -> None:
    """The owner's role and the database, whichever is absent."""
    import psycopg  # heavy, and absent where only the reckoning is installed
    from psycopg import sql

    superuser = server.url(local_postgres.SUPERUSER, state.secret("database-superuser"), "postgres")
    try:
        with psycopg.connect(superuser, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN CREATEROLE PASSWORD {}").format(
                    sql.SQL("ALTER" if known else "CREATE"),
                    sql.Identifier(OWNER),
                    sql.Literal(state.secret("database-owner")),
                )
            )
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER))
                )
    except psycopg.OperationalError as refused:
        raise local_postgres.CannotStartError(
            f"The passwords in {state.folder / 'secrets'} do not open the database in {server.data}: put the right "
            f"ones back, or move that database away to start afresh. ({str(refused).splitlines()[0]})"
        ) from None


@dataclass(frozen=True)
class Serving:
    """A server of ours that runs, or ran until it was killed: what `serve` writes down about itself."""

    address: str
    supervisor: processes.Running
    gunicorn: processes.Running
    socket: Path | None

    @staticmethod
    def _path(state: State) -> Path:
        return state.folder / "serving.json"

    def write(self, state: State) -> None:
        """Keep it, whole or not at all."""
        fresh = self._path(state).with_suffix(f".{os.getpid()}")
        fresh.write_text(
            json.dumps(
                {
                    "address": self.address,
                    "supervisor": vars(self.supervisor),
                    "gunicorn": vars(self.gunicorn),
                    "socket": str(self.socket) if self.socket else None,
                }
            ),
            encoding="utf-8",
        )
        fresh.replace(self._path(state))

    @classmethod
    def read(cls, state: State) -> "Serving | None":
        """What the last `serve` wrote; None when there is none, or it cannot be read."""
        try:
            kept = json.loads(cls._path(state).read_text(encoding="utf-8"))
            return cls(
                kept["address"],
                processes.Running(**kept["supervisor"]),
                processes.Running(**kept["gunicorn"]),
                Path(kept["socket"]) if kept["socket"] else None,
            )
        except (OSError, ValueError, TypeError, KeyError):
            return None

    @classmethod
    def forget(cls, state: State) -> None:
        """There is no server any more."""
        cls._path(state).unlink(missing_ok=True)


@contextmanager
def present(state: State) -> Iterator[Addresses]:
    """The database for one command: the environment's, a running server's of ours, or ours started for the while."""
    if named := from_environment(state):
        yield named
        return
    serving = Serving.read(state)
    if serving and serving.socket and processes.same(serving.supervisor):
        yield _addresses(serving.socket, state)
        return
    with state.alone(), ours(state) as (addresses, _):
        yield addresses
