"""How long it takes to match records of two sources, half a hundred thousand children in each.

    PYTHONPATH=src python bench/match_records.py [CHILDREN]

Without a database; prints seconds, children, and questions.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time

from sendplan.people.rules import Record, settle
from sendplan.records.made_up.people import nhs_number_of, upn_of


def records(children: int) -> list[Record]:
    """Two sources with every child in both; three in ten lack the UPN in the second."""
    rng = random.Random(1)  # noqa: S311  the same each time
    made = []
    for n in range(children):
        surname, forename = f"Sur{rng.randrange(3000)}name", f"For{rng.randrange(800)}name"
        born = dt.date(2005, 1, 1) + dt.timedelta(days=rng.randrange(6000))
        upn, other = upn_of("878", n, 2005), "" if rng.random() < 0.3 else upn_of("878", n, 2005)
        made.append(Record("0001-a", "people", str(n), upn, "", surname, forename, born, "ZZ1 1CC"))
        made.append(Record("0002-b", "people", str(n), other, nhs_number_of(n), surname, forename, born, "ZZ1 1CC"))
    return made


def main() -> None:
    """Match them and say how long it took."""
    given = records(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
    since = time.process_time()
    settled = settle(given)
    took = time.process_time() - since
    print(
        f"{len(given):,} records in {took:.1f} s of CPU: {len(settled.groups):,} children, "
        f"{len(settled.questions):,} questions"
    )


if __name__ == "__main__":
    main()
