"""Starting, stopping and being killed: nothing acknowledged is lost, nothing is left running."""

from __future__ import annotations

import fcntl
import http.client
import os
import random
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from sendplan.cli import processes
from tests.ground.demonstration import Demonstration, copy, folder
from tests.serving import AREA, DEMO_DAY, address, environment

WAIT = 40


@pytest.fixture(scope="module")
def template() -> Path:
    """A demonstration that was started once and stopped: whichever worker asks first makes it for all."""
    run = Path(os.environ["SENDPLAN_TEST_RUN"])
    made = run / "demonstration"
    with (run / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with folder() as state:
                demonstration = Demonstration.start(state)
                assert demonstration.stop() == 0, demonstration.said()
                half = run / "demonstration.half"
                half.mkdir(mode=0o711)
                copy(state, half)
                half.rename(made)
    return made


@pytest.fixture
def state(template: Path) -> Iterator[Path]:
    with folder() as place:
        copy(template, place)
        yield place


class Writer(threading.Thread):
    """Writes as fast as it is answered, and remembers what was acknowledged."""

    def __init__(self, demonstration: Demonstration, first: int = 1) -> None:
        super().__init__(daemon=True)
        self.connection = demonstration.connect()
        self.number = first
        self.acknowledged: list[int] = []
        self.enough = threading.Event()

    def run(self) -> None:
        with suppress(psycopg.Error):
            while not self.enough.is_set():
                self.connection.execute(
                    "INSERT INTO access_area (slug, name, authority_code) VALUES (%s, %s, 'E10000001')",
                    [f"made-{self.number}", f"Made {self.number}"],
                )
                self.acknowledged.append(self.number)
                self.number += 1

    def end(self) -> None:
        self.enough.set()
        self.join(WAIT)
        assert not self.is_alive()
        self.connection.close()


def kept(demonstration: Demonstration) -> tuple[set[int], set[int]]:
    """The numbers whose rows are there, and those whose history is."""
    with demonstration.connect() as connection:
        found = [
            {
                int(str(slug).removeprefix("made-"))
                for (slug,) in connection.execute(query).fetchall()
                if str(slug).startswith("made-")
            }
            for query in ("SELECT slug FROM access_area", "SELECT slug FROM access_areaevent")
        ]
    return found[0], found[1]


def victim(demonstration: Demonstration, name: str) -> int:
    written = demonstration.written_down()
    return {
        "supervisor": demonstration.process.pid,
        "gunicorn": written.gunicorn.pid,
        "worker": next(p.pid for p in processes.every() if p.parent == written.gunicorn.pid),
        "postgres": demonstration.server().pid,
        "backend": next(p.pid for p in processes.every() if p.parent == demonstration.server().pid),
    }[name]


def answers(url: str) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status
    finally:
        connection.close()


def killed_while_writing(state: Path, name: str, after: float) -> None:
    """Kill `name` while a client writes; then start again, and look."""
    first = Demonstration.start(state)
    before = kept(first)[0]
    writer = Writer(first, first=max(before, default=0) + 1)
    everything = first.everything()
    writer.start()
    time.sleep(after)
    os.kill(victim(first, name), signal.SIGKILL)
    if name in ("gunicorn", "postgres", "backend"):
        # It notices, says so and ends, and takes the rest with it. A killed back end makes PostgreSQL mend itself.
        if name != "backend":
            assert first.process.wait(WAIT) == 1
            assert "ended by itself" in first.said()
    elif name == "supervisor":
        first.process.wait(WAIT)
    else:
        time.sleep(0.5)
        assert answers(first.url) == 200, "one worker less is nobody's business"
        assert first.stop() == 0
    if name == "backend":
        time.sleep(1)
        assert first.stop() == 0, first.said()
    if name != "supervisor":
        assert not [process for process in everything if processes.same(process)]
    else:
        time.sleep(after / 4)
        writer.enough.set()
    second = Demonstration.start(state)
    writer.end()
    assert answers(second.url) == 200
    rows, history = kept(second)
    assert set(writer.acknowledged) <= rows
    assert rows <= history
    assert before <= rows
    assert writer.acknowledged, "nothing was written, so nothing was shown"
    everything += second.everything()
    assert second.stop() == 0, second.said()
    assert not [process for process in everything if processes.same(process)]


# One of each is enough for every change: the others differ in who is struck, and are proved.
PROVED = pytest.mark.prove


@pytest.mark.parametrize(
    "name", ["supervisor", pytest.param("gunicorn", marks=PROVED), pytest.param("postgres", marks=PROVED)]
)
def test_nothing_acknowledged_is_lost(state: Path, name: str) -> None:
    killed_while_writing(state, name, after=0.5)


@pytest.mark.prove
@pytest.mark.timeout(1500)
def test_nothing_acknowledged_is_lost_at_any_moment(state: Path) -> None:
    chance = random.Random(20231130)  # noqa: S311  chooses moments, keeps no secret
    for _ in range(30):
        name = chance.choice(["supervisor", "gunicorn", "postgres", "worker", "backend"])
        killed_while_writing(state, name, after=chance.uniform(0.0, 2.0))


@pytest.mark.prove
@pytest.mark.timeout(1500)
def test_a_start_killed_at_any_moment_harms_no_later_one(template: Path) -> None:
    """From the first moment on: while the database is made, migrated or filled."""
    chance = random.Random(4)  # noqa: S311  as above
    for _ in range(4):
        with folder() as state:
            for _ in range(4):
                begun = Demonstration.begin(state)
                time.sleep(chance.uniform(0.0, 8.0))
                begun.process.kill()
                begun.process.wait()
            last = Demonstration.start(state)
            assert answers(last.url) == 200
            everything = last.everything()
            assert last.stop() == 0, last.said()
            assert not [process for process in everything if processes.same(process)]


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=PROVED), pytest.param(signal.SIGHUP, marks=PROVED)]
)
def test_asked_to_stop_it_stops_everything(state: Path, number: signal.Signals) -> None:
    demonstration = Demonstration.start(state)
    everything = demonstration.everything()
    assert len(everything) > 5, "itself, gunicorn, two workers, PostgreSQL and its own"
    sockets = demonstration.written_down().socket
    demonstration.process.send_signal(number)
    assert demonstration.process.wait(WAIT) == 0
    assert demonstration.said().endswith("Stopped.\n")
    assert not [process for process in everything if processes.same(process)]
    assert sockets is not None
    assert not sockets.exists()
    assert not (state / "postgres" / "postmaster.pid").exists()


def beside(demonstration: Demonstration) -> list[processes.Running]:
    """The process that does the work beside the server: none while it is gone."""
    gunicorn = demonstration.written_down().gunicorn.pid
    return [
        process
        for process in processes.every()
        if process.parent == demonstration.process.pid and process.pid != gunicorn and process.name != "postgres"
    ]


@PROVED
def test_the_work_beside_the_server_comes_back_and_goes_when_the_server_does(state: Path) -> None:
    demonstration = Demonstration.start(state)
    (first,) = beside(demonstration)
    os.kill(first.pid, signal.SIGKILL)
    until = time.monotonic() + WAIT
    while not (again := [each for each in beside(demonstration) if not processes.same(first)]):
        assert time.monotonic() < until, "nobody does the work any more"
        assert answers(demonstration.url) == 200, "pages are read without it"
        time.sleep(0.2)
    (second,) = again
    assert second.pid != first.pid
    # Whoever stands the same to the eye and is not ours lives on: it is stopped by its number, not by its name.
    innocent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", "django", "work"])
    assert demonstration.stop() == 0, demonstration.said()
    assert not processes.same(second)
    assert innocent.poll() is None
    innocent.kill()
    innocent.wait()


def test_a_second_one_says_so_and_the_first_goes_on(state: Path) -> None:
    first = Demonstration.start(state)
    second = Demonstration.begin(state)
    assert second.process.wait(WAIT) == 1
    assert second.said() == (
        f"sendplan already runs from this folder at {first.url} (process {first.process.pid}). "
        "Stop it with Ctrl-C in its own window first.\n"
    )
    assert answers(first.url) == 200
    assert first.stop() == 0


def test_when_make_is_killed_the_next_start_waits_for_the_one_before(state: Path) -> None:
    """`make run` starts it with --end-with-parent; here a shell stands for make."""
    output = state / "output-0.txt"
    command = f"{shlex.quote(sys.executable)} -m sendplan.cli serve --demo --area {shlex.quote(str(AREA))}"
    settings = {"SENDPLAN_STATE": str(state), "SENDPLAN_TODAY": DEMO_DAY, "PORT": "0"}
    with output.open("wb") as out:
        make = subprocess.Popen(
            ["/bin/sh", "-c", f"{command} --end-with-parent; exit $?"],
            env=environment(**settings),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address(make, output)
    first = next(process for process in processes.every() if process.parent == make.pid)
    make.kill()
    make.wait()
    second = Demonstration.start(state)
    assert not processes.same(first)
    assert answers(second.url) == 200
    assert second.stop() == 0


def test_a_second_start_is_quick_and_loads_nothing_twice(state: Path) -> None:
    demonstration = Demonstration.start(state)
    with demonstration.connect() as connection:
        before = connection.execute("SELECT count(*) FROM access_areaevent").fetchone()
    assert demonstration.stop() == 0
    began = time.monotonic()
    demonstration = Demonstration.start(state)
    assert time.monotonic() - began < 30, "seconds, on a machine that does something else as well"
    with demonstration.connect() as connection:
        assert connection.execute("SELECT count(*) FROM access_areaevent").fetchone() == before
    assert demonstration.stop() == 0


@pytest.mark.parametrize(
    "left",
    ["recycled", *(pytest.param(left, marks=PROVED) for left in ("of another server", "gone", "nonsense", "empty"))],
)
def test_a_lock_file_that_nobody_holds_stops_nothing(state: Path, left: str) -> None:
    innocent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    if left == "of another server":
        other = next((p.pid for p in processes.every() if p.name == "postgres"), innocent.pid)
    else:
        other = innocent.pid
    if left == "gone":
        innocent.kill()
        innocent.wait()
    lines = [str(other), str(state / "postgres"), "1700000000", "5432", "/tmp/elsewhere", "", "0 0", "ready"]  # noqa: S108  never made
    words = {"nonsense": "\0\0\0", "empty": ""}.get(left, "\n".join(lines) + "\n")
    (state / "postgres" / "postmaster.pid").write_text(words, encoding="utf-8")
    demonstration = Demonstration.start(state)
    assert answers(demonstration.url) == 200
    if left != "gone":
        assert innocent.poll() is None, "it stopped a process that was not its own"
    assert demonstration.stop() == 0
    innocent.kill()
    innocent.wait()


def test_a_port_that_is_taken_is_passed_over(state: Path) -> None:
    taken = []
    for port in (8000, 8001):
        holding = socket.socket()
        with suppress(OSError):  # whoever has it, it is taken
            holding.bind(("127.0.0.1", port))
            holding.listen()
        taken.append(holding)
    demonstration = Demonstration.start(state, PORT="")
    assert 8002 <= (urlsplit(demonstration.url).port or 0) <= 8099
    assert demonstration.stop() == 0
    for holding in taken:
        holding.close()


@pytest.mark.parametrize(
    ("arguments", "more", "sentence"),
    [
        (["serve"], {}, "Set DATABASE_URL to your PostgreSQL server's address"),
        (["serve", "--demo"], {}, "The demonstration needs an area pack: say --demo --area FOLDER."),
        (
            ["serve", "--demo", "--area", "x", "--bind", "0.0.0.0:80"],
            {},
            "A demonstration listens on this machine only",
        ),
        (["serve"], {"DATABASE_URL": "mysql://x"}, "DATABASE_URL is not a PostgreSQL address"),
        (["serve"], {"DATABASE_URL": "postgresql://a:s3cret@localhost:1/x"}, "The database does not answer"),
    ],
)
def test_what_cannot_start_says_why_in_a_sentence(
    tmp_path: Path, arguments: list[str], more: dict[str, str], sentence: str
) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "sendplan.cli", *arguments],
        cwd=tmp_path,
        env=environment(SENDPLAN_STATE=str(tmp_path), SENDPLAN_SECRET_KEY="x" * 50, SENDPLAN_HOSTS="x.example", **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )
    assert told.returncode == 1
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert "s3cret" not in told.stderr + told.stdout
