"""A real server for a test: a process of its own, a database of its own, a port of its own on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import database
from tests.database import ROOT, Database

AREA = ROOT / "areas" / "devon"
DEMO_DAY = "2023-11-30"
SERVING = re.compile(r"(?:is|Serving) at (http://\S+/)")


@dataclass
class Serving:
    """A server that answers at `url` (it ends in a slash), from `database`."""

    url: str
    database: Database
    process: subprocess.Popen[bytes]
    output: Path

    def stop(self) -> int:
        """Ask it to stop, as Ctrl-C does; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


Serve = Callable[..., Serving]


def environment(**more: str) -> dict[str, str]:
    """This process's, without what belongs to the tests' own settings."""
    ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SENDPLAN_APP_DATABASE_URL", "PORT", "MAKELEVEL")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith(("SENDPLAN_TEST", "PYTEST"))
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "default", **more}


def start(arguments: list[str], output: Path, cwd: Path, **more: str) -> subprocess.Popen[bytes]:
    """`sendplan` with `arguments`, its words in the file `output`."""
    with output.open("wb") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "sendplan.cli", *arguments],
            cwd=cwd,
            env=environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def address(process: subprocess.Popen[bytes], output: Path, seconds: float = 120) -> str:
    """The address it says it serves at; fails with its words when it ends without, or says nothing for too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended = process.poll() is not None
        if found := SERVING.search(output.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        if ended:
            break
        time.sleep(0.05)
    pytest.fail(f"The server did not start:\n{output.read_text(encoding='utf-8', errors='replace')}", pytrace=False)


@pytest.fixture(scope="session")
def demonstration_template(django_db_setup: None) -> Iterator[str]:
    """The name of a database with the demonstration's area loaded, to clone from."""
    made = database.server().clone(f"demo_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}")
    loaded = subprocess.run(
        [sys.executable, "-m", "sendplan.cli", "prepare", "--area", str(AREA)],
        env=environment(
            **made.environment(),
            DJANGO_SETTINGS_MODULE="sendplan.web.settings.serve",
            SENDPLAN_DEMO="1",
            SENDPLAN_SECRET_KEY="only-for-tests" * 4,
            SENDPLAN_TODAY=DEMO_DAY,
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    if loaded.returncode != 0:
        pytest.fail(f"The demonstration could not be loaded:\n{loaded.stdout}{loaded.stderr}", pytrace=False)
    yield made.name
    made.drop()


@pytest.fixture
def serve(request: pytest.FixtureRequest, django_db_setup: None, tmp_path: Path) -> Iterator[Serve]:
    """serve(demo=True, today="2023-11-30", **environment) -> Serving. Every server is stopped after the test.

    demo: the demonstration with its area loaded; else production's settings on an empty database, for the host name
    127.0.0.1, where every request needs the header X-Forwarded-Proto: https.
    """
    standing: list[Serving] = []

    def begin(*, demo: bool = True, today: str = DEMO_DAY, **more: str) -> Serving:
        name = f"serve_{os.getpid()}_{time.monotonic_ns()}"
        template = request.getfixturevalue("demonstration_template") if demo else None
        clone = database.server().clone(name, template)
        state = tmp_path / name
        state.mkdir()
        settings = {"SENDPLAN_TODAY": today, "SENDPLAN_STATE": str(state), **clone.environment()}
        if demo:
            arguments = ["serve", "--demo", "--area", str(AREA)]
            settings["PORT"] = "0"
        else:
            arguments = ["serve", "--bind", "127.0.0.1:0"]
            settings |= {"SENDPLAN_SECRET_KEY": "only-for-tests" * 4, "SENDPLAN_HOSTS": "127.0.0.1"}
        output = state / "output.txt"
        process = start(arguments, output, tmp_path, **{**settings, **more})
        try:
            serving = Serving(address(process, output), clone, process, output)
        except BaseException:
            process.kill()
            process.wait()
            clone.drop()
            raise
        standing.append(serving)
        return serving

    yield begin
    for serving in standing:
        code = serving.stop()
        serving.database.drop()
        assert code == 0, serving.output.read_text(encoding="utf-8", errors="replace")
