"""The tests' own database: one throw-away server a run, one migrated template, one clone a worker.

With DATABASE_URL set, the server it names is used instead, and only databases and a role made here are touched. Tests
that need no database start none. Nothing here is imported by the reckoning tests where Django is absent.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

ROOT = Path(__file__).parent.parent
if str(ROOT / "src") not in sys.path:
    sys.path.insert(0, str(ROOT / "src"))

from sendplan.cli import local_postgres, processes  # noqa: E402  the package need not be installed to be tested

PREFIX = "sendplan-test-"
OWNER, APPLICATION, TEMPLATE = "sendplan_test_owner", "sendplan_test_app", "sendplan_test"
KEPT = ROOT / ".local" / "tests"


def begin_run() -> None:
    """Called once, by the process that runs the tests or hands them out: choose where this run keeps its things."""
    if "SENDPLAN_TEST_RUN" in os.environ:
        return
    _sweep()
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    Path(folder).chmod(0o711)  # the server's user passes through to its own folder, and sees nothing here
    os.environ["SENDPLAN_TEST_RUN"] = folder
    # The settings are read before any database exists; `use` puts the true addresses in their place.
    os.environ["SENDPLAN_TEST_SERVER"] = os.environ.get("DATABASE_URL", "")
    os.environ["SENDPLAN_TEST_APPLICATION"] = os.environ.get("SENDPLAN_APP_DATABASE_URL", "")
    for name in ("DATABASE_URL", "SENDPLAN_APP_DATABASE_URL"):
        os.environ[name] = "postgresql:///not_made_yet?host=/nonexistent"


def end_run() -> None:
    """Drop every database of this run and stop its server."""
    folder = Path(os.environ["SENDPLAN_TEST_RUN"])
    if os.environ["SENDPLAN_TEST_SERVER"] and (folder / "server.json").exists():
        _read(folder).drop_everything()
    _stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Clear what runs that were killed left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(ValueError, OSError):
            if not processes.running(int(folder.name.removeprefix(PREFIX).split("-")[0])):
                _stop(folder)
                shutil.rmtree(folder, ignore_errors=True)


def _stop(folder: Path) -> None:
    """Stop this run's own server, if it started one."""
    local_postgres.clear(folder / "postgres")


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server for this run: the owner's and the application's addresses in its template database."""

    owner: str
    application: str

    @property
    def template(self) -> str:
        return urlsplit(self.owner).path.lstrip("/")

    @contextmanager
    def session(self, database: str | None = None) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """The owner, outside any transaction, in the server's maintenance database unless told another."""
        with psycopg.connect(at(self.owner, database or "postgres"), autocommit=True) as connection:
            yield connection

    def clone(self, name: str, template: str | None = None) -> Database:
        """A new database, as the template is, named `name` after this run's prefix."""
        database = f"{self.template}_{name}"
        role = urlsplit(self.application).username or ""
        with self.session() as owner:
            _copy(owner, database, template or self.template)
            # Rights on a database are not copied with it.
            owner.execute(
                sql.SQL("REVOKE CREATE, TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
            )
            owner.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), sql.Identifier(role))
            )
        return Database(self, database, at(self.owner, database), at(self.application, database))

    def drop(self, database: str) -> None:
        """Drop `database`. The owner may not end another role's session, so each ends its own that linger."""
        gone = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database))
        for attempt in range(50):
            try:
                with self.session() as owner:
                    owner.execute(gone)
            except psycopg.errors.ObjectInUse:
                if attempt == 49:
                    raise
                for url in (self.owner, self.application):
                    with psycopg.connect(at(url, "postgres"), autocommit=True) as session:
                        session.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                            "WHERE datname = %s AND usename = current_user",
                            [database],
                        )
                time.sleep(0.1)
            else:
                return

    def drop_everything(self) -> None:
        with self.session() as owner:
            found = owner.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY length(datname) DESC",
                [self.template],
            ).fetchall()
            for (database,) in found:
                owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(str(database))))
            if not os.environ["SENDPLAN_TEST_APPLICATION"]:
                role = urlsplit(self.application).username or ""
                owner.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@dataclass(frozen=True)
class Database:
    """One clone: its name and its addresses as owner and as application role."""

    server: Server
    name: str
    owner: str
    application: str

    def environment(self) -> dict[str, str]:
        """What a process of its own needs to use this database."""
        return {"DATABASE_URL": self.owner, "SENDPLAN_APP_DATABASE_URL": self.application}

    def drop(self) -> None:
        self.server.drop(self.name)


def at(url: str, database: str) -> str:
    """`url` with another database in it."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _copy(owner: psycopg.Connection[tuple[object, ...]], database: str, template: str) -> None:
    """A template that somebody has only just left is busy for a moment more."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template))
    for attempt in range(50):
        try:
            owner.execute(statement)
        except psycopg.errors.ObjectInUse:
            if attempt == 49:
                raise
            time.sleep(0.1)
        else:
            return


def server() -> Server:
    """This run's server, started and its template migrated by whichever worker asks first."""
    folder = Path(os.environ["SENDPLAN_TEST_RUN"])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "server.json").exists():
            _begin(folder)
        return _read(folder)


def _begin(folder: Path) -> None:
    """Start and migrate in a process of its own, so that the server is no worker's child and outlives them all."""
    failed = folder / "failed"
    if not failed.exists():
        done = subprocess.run(
            [sys.executable, "-m", "tests.database"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
        failed.write_text(done.stdout + done.stderr, encoding="utf-8")
    pytest.fail(f"The tests' database could not be made:\n{failed.read_text(encoding='utf-8')}", pytrace=False)


def _read(folder: Path) -> Server:
    return Server(**json.loads((folder / "server.json").read_text(encoding="utf-8")))


def _begin_here(folder: Path) -> Server:
    """A server of our own, from the one kept since these very migrations were last run, or made anew and kept."""
    kept = KEPT / _made_from()
    data = folder / "postgres"
    if (kept / "passwords.json").exists():
        _copy_folder(kept / "postgres", data)
        passwords = json.loads((kept / "passwords.json").read_text(encoding="utf-8"))
        return _start_here(data, passwords)[0]
    passwords = {role: secrets.token_urlsafe(16) for role in ("superuser", "owner", "application")}
    made, started = _start_here(data, passwords)
    superuser = started.url(local_postgres.SUPERUSER, passwords["superuser"], "postgres")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}").format(
                sql.Identifier(OWNER), sql.Literal(passwords["owner"])
            )
        )
    with made.session() as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
    _migrate(made)
    if started.moved:
        return made
    started.stop()
    _keep(data, passwords, kept)
    return _start_here(data, passwords)[0]


def _start_here(data: Path, passwords: dict[str, str]) -> tuple[Server, local_postgres.Server]:
    started = local_postgres.start(data, passwords["superuser"], forgetful=True)
    return (
        Server(
            owner=started.url(OWNER, passwords["owner"], TEMPLATE),
            application=started.url(APPLICATION, passwords["application"], TEMPLATE),
        ),
        started,
    )


def _made_from() -> str:
    """The digest of whatever decides what a migrated database holds."""
    package = ROOT / "src" / "sendplan"
    files = [
        *sorted(package.glob("*/migrations/*.py")),
        package / "access" / "protection.py",
        package / "cli" / "local_postgres.py",
        ROOT / "requirements" / "dev.txt",
        Path(__file__),
    ]
    found = hashlib.sha256(sys.version.encode())
    for file in files:
        found.update(file.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def _keep(data: Path, passwords: dict[str, str], kept: Path) -> None:
    """Keep a stopped server's data for later runs, whole or not at all; older ones go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime)[:-2]:
        shutil.rmtree(old, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(dir=KEPT))
    _copy_folder(data, fresh / "postgres")
    (fresh / "passwords.json").write_text(json.dumps(passwords), encoding="utf-8")
    with suppress(OSError):  # another run kept the same meanwhile
        fresh.rename(kept)
    shutil.rmtree(fresh, ignore_errors=True)


def _copy_folder(source: Path, target: Path) -> None:
    """With owners and modes, which the server insists on."""
    subprocess.run(["cp", "-pR", source, target], check=True)


def _begin_on_a_real_server(folder: Path) -> Server:
    run = folder.name.removeprefix(PREFIX).replace("-", "_").lower()
    template = f"sendplan_test_{run}"
    url = os.environ["SENDPLAN_TEST_SERVER"]
    application = os.environ["SENDPLAN_TEST_APPLICATION"]
    if not application:
        parts = urlsplit(url)
        where = parts.netloc.rpartition("@")[2]
        application = urlunsplit(parts._replace(netloc=f"{template}_app:{secrets.token_urlsafe(16)}@{where}"))
    made = Server(owner=at(url, template), application=at(application, template))
    with made.session() as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
    return made


def _migrate(made: Server) -> None:
    import django
    from django.core.management import call_command
    from django.db import connections

    os.environ.update(DATABASE_URL=made.owner, SENDPLAN_APP_DATABASE_URL=made.application)
    django.setup()
    call_command("migrate", verbosity=0)
    connections.close_all()


def use(database: Database) -> None:
    """Point Django's two connections at `database`."""
    from django.db import connections

    from sendplan.web.settings import environment

    for alias, url in (("default", database.application), ("owner", database.owner)):
        connections[alias].close()
        connections[alias].settings_dict.update(environment.database(alias, url))


if __name__ == "__main__":
    place = Path(os.environ["SENDPLAN_TEST_RUN"])
    if os.environ["SENDPLAN_TEST_SERVER"]:
        begun = _begin_on_a_real_server(place)
        _migrate(begun)
    else:
        begun = _begin_here(place)
    (place / "server.json").write_text(json.dumps(asdict(begun)), encoding="utf-8")
