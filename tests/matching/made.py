"""Records to match, made up; and what is compared of an area after they were."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sendplan.people.rules import Record, Settled
from sendplan.records.made_up.people import nhs_number_of, upn_of

BORN = dt.date(2014, 5, 6)


def record(source: str = "0001-a", key: str = "1", **known: Any) -> Record:
    """A record of Ann Lee, unless it is said otherwise."""
    return Record(source, "people", key, **{"surname": "Lee", "forename": "Ann", "born_on": BORN, **known})


def upn(n: int) -> str:
    return upn_of("878", n, 2009)


def nhs(n: int) -> str:
    return nhs_number_of(n)


def twins(pairs: int) -> list[Record]:
    """Twins of whom each source knows one, by every mixture of numbers that leaves them without one in common."""
    mixtures = [("", "", "", ""), ("u", "", "", ""), ("u", "", "", "n"), ("", "n", "u", ""), ("", "", "u", "n")]
    made = []
    for n in range(pairs):
        a_upn, a_nhs, b_upn, b_nhs = mixtures[n % len(mixtures)]
        born = dt.date(2005, 1, 1) + dt.timedelta(days=n % 6000)
        shared = {"surname": f"Twin{n}", "born_on": born, "postcode": "ZZ1 1CC"}
        one = {"upn": upn(n) if a_upn else "", "nhs_number": nhs(n) if a_nhs else ""}
        other = {"upn": upn(n + 200_000) if b_upn else "", "nhs_number": nhs(n + 200_000) if b_nhs else ""}
        made.append(record("0001-a", f"a{n}", forename="Anna", **shared, **one))
        made.append(record("0002-b", f"b{n}", forename="Anne", **shared, **other))
    return made


def partition(records: list[Record], settled: Settled) -> set[frozenset[tuple[str, str, str]]]:
    return {frozenset(records[each].place for each in group) for group in settled.groups}
