"""Which process is which: a process id alone may since have been given to another program."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROC = Path("/proc")


def ask(command: Sequence[str | Path], **how: Any) -> subprocess.CompletedProcess[str]:
    """Run `command`, a list and never a shell's line, to its end; its answer and its complaints come back as text."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)  # noqa: S603  see above


def start(command: Sequence[str | Path], **how: Any) -> subprocess.Popen[bytes]:
    """Start `command`, a list and never a shell's line, in a session of its own: the terminal's Ctrl-C is ours."""
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **how)  # noqa: S603  see above


@dataclass(frozen=True)
class Running:
    """A process as it was seen: its id, its parent's, the moment it started (as its system writes it) and its name."""

    pid: int
    parent: int
    started: str
    name: str


def running(pid: int) -> Running | None:
    """The process `pid`; None when there is none or only its remains (a zombie)."""
    if pid <= 0:
        return None
    return _from_proc(pid) if (PROC / "self/stat").exists() else _from_ps(pid)


def _from_proc(pid: int) -> Running | None:
    try:
        text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # pid (name, which may hold spaces and brackets) state parent … ; the start time is field 22 (proc(5)).
    name = text[text.index("(") + 1 : text.rindex(")")]
    fields = text[text.rindex(")") + 2 :].split()
    if fields[0] in "ZX":
        return None
    return Running(pid, int(fields[1]), fields[19], name)


def _from_ps(pid: int) -> Running | None:
    fields = ask(
        ["ps", "-o", "stat=,ppid=,lstart=,comm=", "-p", str(pid)], env={**os.environ, "LC_ALL": "C"}
    ).stdout.split()
    if len(fields) < 8 or fields[0].startswith("Z"):
        return None
    return Running(pid, int(fields[1]), " ".join(fields[2:7]), Path(" ".join(fields[7:])).name)


def same(process: Running) -> bool:
    """Whether `process` still runs, and is not another that was given its id."""
    now = running(process.pid)
    return now is not None and now.started == process.started


def every() -> list[Running]:
    """Every process this user can see."""
    if (PROC / "self/stat").exists():
        pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    else:
        pids = [int(word) for word in ask(["ps", "-axo", "pid="]).stdout.split()]
    return [process for pid in pids if (process := running(pid))]


def working_folder(process: Running) -> Path | None:
    """The folder `process` works in; None where it may not be asked."""
    try:
        return (PROC / str(process.pid) / "cwd").readlink()
    except OSError:
        pass
    if (PROC / "self/stat").exists():
        return None
    told = ask(["lsof", "-a", "-d", "cwd", "-Fn", "-p", str(process.pid)]).stdout
    names = [line[1:] for line in told.splitlines() if line.startswith("n")]
    return Path(names[0]) if names else None


def end(processes: list[Running], signals: tuple[signal.Signals, ...], wait: float) -> None:
    """Stop `processes`: each signal in turn, `wait` seconds apart, then SIGKILL, then until they are gone."""
    for number in (*signals, signal.SIGKILL):
        for process in filter(same, processes):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process.pid, number)
        until = time.monotonic() + wait
        while time.monotonic() < until:
            if not any(map(same, processes)):
                return
            time.sleep(0.02)
