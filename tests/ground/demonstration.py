"""The demonstration as `make run` starts it, with a database of its own in a folder of its own."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from sendplan.cli import databases, local_postgres, processes
from sendplan.cli.processes import Running
from sendplan.cli.state import State
from tests import serving
from tests.serving import AREA, DEMO_DAY


@contextmanager
def folder() -> Iterator[Path]:
    """A state folder where the database's user may enter; whatever runs on it at the end is ended."""
    place = Path(tempfile.mkdtemp(prefix="sendplan-demo-"))
    place.chmod(0o711)
    try:
        yield place
    finally:
        left = databases.Serving.read(State(place))
        if left:
            processes.end([one for one in (left.supervisor, left.gunicorn) if processes.same(one)], (), wait=5)
        local_postgres.clear(place / "postgres")
        shutil.rmtree(place)


@dataclass
class Demonstration:
    """One `sendplan serve --demo` on a state folder."""

    state: Path
    process: subprocess.Popen[bytes]
    output: Path
    url: str = ""

    @classmethod
    def start(cls, state: Path, **more: str) -> Demonstration:
        """Start it and wait until it answers."""
        begun = cls.begin(state, **more)
        begun.url = serving.address(begun.process, begun.output)
        return begun

    @classmethod
    def begin(cls, state: Path, **more: str) -> Demonstration:
        """Start it and wait for nothing."""
        output = state / f"output-{len(list(state.glob('output-*')))}.txt"
        settings = {"SENDPLAN_STATE": str(state), "SENDPLAN_TODAY": DEMO_DAY, "PORT": "0", **more}
        process = serving.start(["serve", "--demo", "--area", str(AREA)], output, state, **settings)
        return cls(state, process, output)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def written_down(self) -> databases.Serving:
        found = databases.Serving.read(State(self.state))
        assert found is not None, self.said()
        return found

    def server(self) -> Running:
        """The database's first process."""
        data = (self.state / "postgres").resolve()
        all_of_it = [p for p in processes.every() if p.name == "postgres" and processes.working_folder(p) == data]
        ids = {process.pid for process in all_of_it}
        (head,) = [process for process in all_of_it if process.parent not in ids]
        return head

    def everything(self) -> list[Running]:
        """Every process it started, itself first."""
        first = processes.running(self.process.pid)
        assert first is not None, self.said()
        found, waiting, seen = [first], [first.pid], processes.every()
        while waiting:
            parent = waiting.pop()
            children = [process for process in seen if process.parent == parent]
            found += children
            waiting += [process.pid for process in children]
        return found

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """The application role's connection, where every statement that returns is kept for good."""
        socket = self.written_down().socket
        assert socket is not None
        secrets = State(self.state)
        address = local_postgres.url(
            socket, databases.APPLICATION, secrets.secret("database-application"), databases.NAME
        )
        return psycopg.connect(address, autocommit=True)

    def stop(self) -> int:
        """As Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(40)


def copy(template: Path, target: Path) -> None:
    """A stopped demonstration's state, with owners and modes, which the database insists on."""
    for part in ("postgres", "secrets"):
        subprocess.run(["cp", "-pR", template / part, target / part], check=True)
