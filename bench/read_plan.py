"""Processor seconds to read a published plan, beside what loading the command's own libraries takes in the same run.

Run by ``make bench``. Prints one row a command: median of the runs, and the ratio to the peer.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "areas" / "devon" / "published" / "improvement-plan-2023-24.txt"
RUNS = 7
AIM_SECONDS = 0.5


def cpu_seconds(command: list[str]) -> float:
    """User plus system seconds of one run of ``command``, as the operating system counted them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def main() -> None:
    read = [sys.executable, "-m", "sendplan.cli", "read", str(PLAN), "--json"]
    start_up = [sys.executable, "-c", "import msgspec, typer"]
    for command in (read, start_up):
        cpu_seconds(command)
    rows = [(cpu_seconds(read), cpu_seconds(start_up)) for _ in range(RUNS)]
    reading = statistics.median(row[0] for row in rows)
    bare = statistics.median(row[1] for row in rows)
    print(f"read the plan, whole command   {reading:.3f} s CPU, median of {RUNS} (aim {AIM_SECONDS})")
    print(f"import msgspec, typer          {bare:.3f} s CPU, median of {RUNS}")
    print(f"ratio                          {statistics.median(a / b for a, b in rows):.1f}")


if __name__ == "__main__":
    main()
