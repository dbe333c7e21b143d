"""How much longer each page takes with 500 actions and 10,000 updates than with 28 actions: p95 against p95.

Run by ``make bench``. The pages are asked for in one process, by a browser that is signed in, turn by turn, so that a
busy moment of the machine falls on both alike. Prints one row a page: both p95s in milliseconds and their ratio, and
beside it the ratio of the medians, which a busy machine moves less.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "sendplan.web.settings.test"

RUNS = 40
AIM = 1.5
SMALL = ("devon", 28, 4, 45)
LARGE = ("northmoor", 500, 20, 10_000)


def main() -> None:
    from tests import database

    database.begin_run()
    try:
        import django

        django.setup()
        from django.db import connections

        clone = database.server().clone("bench")
        database.use(clone)
        try:
            _measure()
        finally:
            connections.close_all()
            clone.drop()
    finally:
        database.end_run()


def _measure() -> None:
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests import factories, people
    from tests.plan.large import adopt_large
    from tests.web.test_every_page_is_bounded import addresses

    os.environ["SENDPLAN_TODAY"] = people.TODAY.isoformat()
    setup_test_environment()
    users = factories.make_cast()
    plans = {SMALL: ("ben", "ben"), LARGE: ("dev", "dev")}
    clients: dict[str, Client] = {}
    pages: dict[str, dict[str, str]] = {}
    for size, (adopter, reader) in plans.items():
        area, number, sections, updates = size
        adopt_large(factories.viewer(adopter), number, sections, updates, people.TODAY)
        clients[area] = Client()
        factories.sign_in(clients[area], users[reader])
        for name, address in addresses(area).items():
            pages.setdefault(name, {})[area] = address
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    small, large = SMALL[0], LARGE[0]
    worst = 0.0
    print(
        f"{'page':<26}{'28 actions':>12}{'500 actions':>13}{'ratio':>8}{'medians':>9}   p95 of {RUNS}, ms (aim {AIM})"
    )
    for name, both in pages.items():
        if any(clients[area].get(address).status_code != 200 for area, address in both.items()):
            continue  # a page that a programme manager may not open
        taken: dict[str, list[float]] = {small: [], large: []}
        gc.collect()
        for _ in range(RUNS):
            for area, address in both.items():
                began = time.perf_counter()
                clients[area].get(address)
                taken[area].append((time.perf_counter() - began) * 1000)
        p95 = {area: statistics.quantiles(each, n=20)[-1] for area, each in taken.items()}
        ratio = p95[large] / p95[small]
        medians = statistics.median(taken[large]) / statistics.median(taken[small])
        worst = max(worst, ratio)
        remark = "" if ratio <= AIM else "   above the aim"
        print(f"{name:<26}{p95[small]:>12.1f}{p95[large]:>13.1f}{ratio:>8.2f}{medians:>9.2f}{remark}")
    print(f"{'worst':<51}{worst:>8.2f}")


if __name__ == "__main__":
    main()
