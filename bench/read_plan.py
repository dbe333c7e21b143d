"""Processor seconds to read a published plan, beside the bare interpreter's start-up in the same run.

Run by ``make bench``. Prints one row a command: median of the runs, and the ratio to the peer.
"""

from __future__ import annotations

import os
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
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system)


def main() -> None:
    read = [sys.executable, "-m", "sendplan.cli", "read", str(PLAN), "--json"]
    start_up = [sys.executable, "-c", "pass"]
    for command in (read, start_up):
        cpu_seconds(command)
    rows = [(cpu_seconds(read), cpu_seconds(start_up)) for _ in range(RUNS)]
    reading = statistics.median(row[0] for row in rows)
    bare = statistics.median(row[1] for row in rows)
    print(f"read the plan, whole command   {reading:.3f} s CPU, median of {RUNS} (aim {AIM_SECONDS})")
    print(f"python -c pass                 {bare:.3f} s CPU, median of {RUNS}")
    print(f"ratio                          {statistics.median(a / b for a, b in rows):.1f}")


if __name__ == "__main__":
    main()
