"""What 5,000 series of 36 points cost, with limits, rules and both icons: ours beside abspc, in one run.

Run by ``make bench``. abspc (Aneurin Bevan University Health Board, MIT licence) says it follows Making Data Count too.
It is installed for this comparison alone (``pip install abspc==1.1.0``); where it is absent the line says so, and ours
is measured all the same. It takes one series at a time, so it is asked for a part of them and its time scaled: its cost
is the same for each. Its rules are not quite ours, so its answers are not compared. CPU seconds, the best of several.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

SERIES, POINTS, TARGET = 5_000, 36, 60.0
PEERS_SERIES = 100
AIM, RATIO = 0.03, 1 / 250


def main() -> None:
    from sendplan.measures.signals import MDC, NHS_R, charts

    values = np.random.default_rng(7).normal(60, 8, (SERIES, POINTS)).round(1)
    ours = {rules.name: best(lambda rules=rules: charts(values, target=TARGET, rules=rules)) for rules in (MDC, NHS_R)}
    print(f"{SERIES} series × {POINTS} points, with icons, CPU seconds")
    for name, seconds in ours.items():
        print(f"  {'sendplan ' + name:<18}{seconds:>9.4f}   (aim {AIM})")
    print(f"  {'sendplan mdc':<18}{best(lambda: charts(values[:1], target=TARGET)):>9.4f}   one series alone")
    try:
        peer = theirs()
    except ImportError:
        print("  abspc is not installed: no comparison (pip install abspc==1.1.0)")
        return
    seconds = best(lambda: [peer(row) for row in values[:PEERS_SERIES]], times=2) * SERIES / PEERS_SERIES
    print(f"  {'abspc':<18}{seconds:>9.4f}   (from {PEERS_SERIES} series)")
    print(f"  ours ÷ abspc      1/{seconds / ours[MDC.name]:.0f}   (aim ≤ 1/{1 / RATIO:.0f})")


def theirs() -> Callable[[np.ndarray], object]:
    """abspc on one series: limits, special causes and both icons, as its documentation calls for them."""
    import abspc
    import pandas as pd

    def one(row: np.ndarray) -> object:
        found = abspc.calculate_control_limits(pd.DataFrame({"value": row}), "XmR", value_col="value")
        found = abspc.detect_special_causes(found)
        return abspc.determine_variation_type(found), abspc.determine_assurance_type(found, TARGET)

    return one


def best(work: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


if __name__ == "__main__":
    main()
