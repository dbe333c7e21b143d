"""`sendplan serve`: the pages, from a database that is migrated first; and with --demo all it takes to look around."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from sendplan.cli import databases, local_postgres, processes
from sendplan.cli.databases import Addresses, Serving
from sendplan.cli.state import BusyError, State

FIRST_PORT, LAST_PORT = 8000, 8099


class StoppedError(Exception):
    """Why serving ended or could not begin, in a sentence."""


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="A demonstration with made-up people, on this machine only.")
    ] = False,
    area: Annotated[Path | None, typer.Option(help="The area pack the demonstration shows.")] = None,
    records: Annotated[bool, typer.Option("--records", help="With --demo: its made-up records too.")] = False,
    bind: Annotated[str, typer.Option(help="Address and port to listen on; a demonstration stays on 127.0.0.1.")] = "",
    end_with_parent: Annotated[bool, typer.Option("--end-with-parent", hidden=True)] = False,
) -> None:
    """Serve the pages until Ctrl-C."""
    if demo != (area is not None):
        _give_up("The demonstration needs an area pack: say --demo --area FOLDER." if demo else "--area needs --demo.")
    if records and not demo:
        _give_up("--records are the demonstration's: say --demo --area FOLDER --records.")
    if demo and bind:
        _give_up("A demonstration listens on this machine only: leave out --bind, and set PORT to choose its port.")
    state = State.here()
    try:
        with _signals_as_exceptions(), _alone(state):
            if end_with_parent:
                threading.Thread(target=_end_with_parent, args=[os.getppid()], daemon=True).start()
            _run(state, area, bind, records=records)
    except BusyError:
        running = Serving.read(state)
        known = running if running and processes.same(running.supervisor) else None
        where = f" at {known.address} (process {known.supervisor.pid})" if known else ""
        _give_up(f"sendplan already runs from this folder{where}. Stop it with Ctrl-C in its own window first.")
    except (StoppedError, local_postgres.CannotStartError) as reason:
        _give_up(str(reason))
    except KeyboardInterrupt:
        _say("Stopped.")


def _run(state: State, area: Path | None, bind: str, *, records: bool) -> None:
    _end_what_was_left(state)
    with ExitStack() as standing:
        server: local_postgres.Server | None = None
        addresses = databases.from_environment(state)
        if addresses is None:
            if area is None:
                raise StoppedError(
                    "Set DATABASE_URL to your PostgreSQL server's address: postgresql://owner:password@host/database. "
                    "To look around without one, run the demonstration: make run."
                )
            addresses, server = standing.enter_context(databases.ours(state))
            if server.moved:
                _say(server.moved)
        environment = _environment(state, area is not None)
        _prepare(addresses, environment, area, records=records)
        listening = standing.enter_context(_listen(bind, demo=area is not None))
        host, port = listening.getsockname()[:2]
        address = f"http://{host}:{port}/"
        serving = {**environment, **addresses.for_serving()}
        worker = standing.enter_context(_worker(serving))
        gunicorn = _start_gunicorn(listening, serving)
        standing.callback(_stop, gunicorn)
        standing.callback(Serving.forget, state)
        _write_down(state, address, gunicorn, server)
        _wait_until_it_answers(address, gunicorn)
        if area:
            _say(f"\nThe demonstration is at {address}\nIts records and progress are made up. Ctrl-C stops it.\n")
        else:
            _say(f"Serving at {address}")
        _watch(gunicorn, worker, server)


@contextmanager
def _alone(state: State) -> Iterator[None]:
    """The state folder to ourselves. A holder whose parent was killed is on its way out, and is waited for."""
    with ExitStack() as standing:
        until = time.monotonic() + 60
        while True:
            try:
                standing.enter_context(state.alone())
                break
            except BusyError as busy:
                holder = busy.holder
                now = processes.running(holder.pid) if holder else None
                stays = holder and now and now.started == holder.started and now.parent == holder.parent
                if stays or time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield


def _end_with_parent(parent: int) -> None:
    """What `make run` started ends when make is killed, as it does when make is asked to stop."""
    while os.getppid() == parent:
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _signals_as_exceptions() -> Iterator[None]:
    """A request to stop unwinds what was started, as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        del frame
        for each in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)  # once: stopping is not to be interrupted half-way
        raise KeyboardInterrupt(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield


def _environment(state: State, demo: bool) -> dict[str, str]:
    """What every process of ours is told. Never a database's address: each is given the one it needs."""
    theirs = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "SENDPLAN_APP_DATABASE_URL", "SENDPLAN_APP_PASSWORD")
    }
    ours = {
        "DJANGO_SETTINGS_MODULE": "sendplan.web.settings.serve",
        "SENDPLAN_DEMO": "1" if demo else "0",
        "SENDPLAN_RECORDS": os.environ.get("SENDPLAN_RECORDS") or str(state.folder / "records"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")))),
    }
    if demo and not os.environ.get("SENDPLAN_SECRET_KEY"):
        ours["SENDPLAN_SECRET_KEY"] = state.secret("signing")
    return {**theirs, **ours}


def _prepare(addresses: Addresses, environment: dict[str, str], area: Path | None, *, records: bool) -> None:
    """Migrate as the owner and load the demonstration, in a process that ends before any page is served."""
    command = [sys.executable, "-m", "sendplan.cli", "prepare", *(["--area", str(area)] if area else [])]
    command += ["--records"] if records else []
    made = processes.start(command, env={**environment, **addresses.for_migrating()})
    try:
        code = made.wait()
    except BaseException:
        made.kill()
        made.wait()
        raise
    if code != 0:
        raise StoppedError("The database could not be made ready; the reason is above. Nothing was served.")


@contextmanager
def _listen(bind: str, *, demo: bool) -> Iterator[socket.socket]:
    """The socket pages are served on. It is passed on open, so that no other program can take the port meanwhile."""
    wanted = os.environ.get("PORT", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and int(wanted) < 65536):
        raise StoppedError(f"PORT is {wanted!r}: make it a number from 1 to 65535, or leave it unset.")
    host, _, port = bind.rpartition(":") if bind else ("127.0.0.1", "", wanted)
    if bind and not (host and port.isascii() and port.isdigit()):
        raise StoppedError(f"--bind is {bind!r}: write an address and a port, such as 127.0.0.1:8000.")
    ports = [int(port)] if port else list(range(FIRST_PORT, LAST_PORT + 1) if demo else [FIRST_PORT])
    for number in ports:
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host.strip("[]"), number))
            listening.listen(512)
        except OSError as taken:
            listening.close()
            reason = taken.strerror
            continue
        with listening:
            yield listening
        return
    raise StoppedError(f"Port {ports[0]} on {host} cannot be listened on ({reason}): set PORT to another.")


def _start_gunicorn(listening: socket.socket, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    listening.set_inheritable(True)
    return processes.start(
        [
            *(sys.executable, "-m", "gunicorn", "sendplan.web.wsgi:application"),
            *("--bind", f"fd://{listening.fileno()}", "--workers", os.environ.get("SENDPLAN_WORKERS", "2")),
            *("--no-control-socket", "--preload", "--log-level", "warning", "--graceful-timeout", "5"),
            *("--timeout", "60", "--max-requests", "20000", "--max-requests-jitter", "2000"),
        ],
        env=environment,
        pass_fds=[listening.fileno()],
    )


class Worker:
    """The process that does the work pages ask for, such as loading records; started anew if it ends by itself."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._started = 0.0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._started = time.monotonic()
        command = [sys.executable, "-m", "django", "work", "--verbosity", "0", "--skip-checks", "--end-with-parent"]
        return processes.start(command, env=self._environment)

    def look(self) -> None:
        """Start it anew where it has ended; what it was at is then said to be stopped. Not more than every ten seconds:
        one that cannot start would otherwise do nothing but try."""
        if self.process.poll() is not None and time.monotonic() - self._started > 10:
            self.process = self._start()


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[Worker]:
    worker = Worker(environment)
    try:
        yield worker
    finally:
        _stop(worker.process)


def _write_down(
    state: State, address: str, gunicorn: subprocess.Popen[bytes], server: local_postgres.Server | None
) -> None:
    us, it = processes.running(os.getpid()), processes.running(gunicorn.pid)
    if us and it:
        Serving(address, us, it, server.socket if server else None).write(state)


def _end_what_was_left(state: State) -> None:
    """A server whose supervisor was killed still holds its port: end it, and only it."""
    left = Serving.read(state)
    if left and processes.same(left.gunicorn):
        workers = [process for process in processes.every() if process.parent == left.gunicorn.pid]
        processes.end([left.gunicorn, *workers], (signal.SIGTERM,), wait=8)
    Serving.forget(state)


def _stop(started: subprocess.Popen[bytes]) -> None:
    """Let it finish what it is at, for ten seconds at most, then end every process of its session."""
    if started.poll() is None:
        started.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            started.wait(10)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def _wait_until_it_answers(address: str, gunicorn: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < until:
        if gunicorn.poll() is not None:
            raise StoppedError("The web server did not start; the reason is above.")
        try:
            opener.open(f"{address}health/", timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise StoppedError("The web server gave no answer in a minute.")


def _watch(gunicorn: subprocess.Popen[bytes], worker: Worker, server: local_postgres.Server | None) -> NoReturn:
    while True:
        worker.look()
        if gunicorn.poll() is not None:
            raise StoppedError("The web server ended by itself. Everything saved is kept: start again.")
        if server and server.process.poll() is not None:
            raise StoppedError("The database ended by itself. Everything saved is kept: start again.")
        time.sleep(0.2)


def _say(sentence: str) -> None:
    typer.echo(sentence)
    sys.stdout.flush()


def _give_up(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
