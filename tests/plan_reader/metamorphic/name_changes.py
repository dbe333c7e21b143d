"""KPIs and owners under other names; owners dropped and added. All names are made up."""

from __future__ import annotations

from random import Random

from tests.plan_reader.metamorphic.changes import called, mutation, want_owners, write_tail
from tests.plan_reader.metamorphic.flattened_plan import Page, Row

NAMES = (
    "Rate of suspension among pupils who receive SEN Support",
    "Share of families offered a keyworker before diagnosis",
    "Children waiting for speech and language therapy",
    "Young people in a supported internship",
    "Annual reviews completed on time, all phases",
    "Appeals lodged with the Tribunal",
    "Average wait for a wheelchair assessment",
    "Attendance – pupils with EHC Plans",
    "% of requests answered by the portage service",
    "Parent carers who feel ‘listened to’ (survey)",
)
NAMES_LIKE_CELLS = (
    "Children seen since January 2023",
    "Pupils in Year 11",
    "Reviews finished at 100%",
    "Measure TBC by the board",
    "Waits over 52",
    "Families reached by the 50% target",
)
OWNERS = (
    "Director of Inclusion",
    "Head of Virtual School",
    "Designated Clinical Officer",
    "Principal Educational Psychologist",
    "Chief Executive, Anytown Hospitals",
    "Assistant Director (Early Help)",
    "Anytown Parent Carer Forum",
)
OWNERS_LIKE_DATES = ("Head of 0 – 25 Service", "Lead for May 2024 – Transitions", "Director – Children")


def rename(row: Row, name: str, page: Page) -> None:
    old = row.want["name"]
    assert row.lines[0].startswith(old)
    row.lines[0] = name + row.lines[0].removeprefix(old)
    row.want["name"] = name
    row.any_of |= {"better", "unit"}
    page.notes.append(f"renamed the KPI {old!r} to {name!r}")


@mutation
def rename_a_kpi(page: Page, rng: Random) -> None:
    rename(rng.choice(page.kpi_rows()), rng.choice(NAMES), page)


@mutation
def rename_a_kpi_to_something_like_a_cell(page: Page, rng: Random) -> None:
    row = rng.choice(page.kpi_rows())
    rename(row, rng.choice(NAMES_LIKE_CELLS), page)
    row.may_be_unsure = True


def rename_owner(row: Row, old: str, new: str) -> None:
    for number, line in enumerate(row.lines):
        if line.endswith(old) and "–" in line.removesuffix(old):
            row.lines[number] = line.removesuffix(old) + new
            break
    else:
        raise AssertionError(f"{called(row)} has no owner {old!r}")
    want_owners(row, [new if owner == old else owner for owner in row.want["owners"]])


@mutation
def rename_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    old, new = rng.choice(row.want["owners"]), rng.choice(OWNERS)
    rename_owner(row, old, new)
    page.notes.append(f"{called(row)}: renamed the owner {old!r} to {new!r}")


@mutation
def rename_an_owner_to_something_like_a_date(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    old, new = rng.choice(row.want["owners"]), rng.choice(OWNERS_LIKE_DATES)
    rename_owner(row, old, new)
    row.may_be_unsure = True
    page.notes.append(f"{called(row)}: renamed the owner {old!r} to {new!r}")


@mutation
def rename_an_owner_everywhere(page: Page, rng: Random) -> None:
    old = rng.choice(sorted({owner for row in page.rows() for owner in row.want["owners"]}))
    new = rng.choice(OWNERS)
    for row in page.rows():
        if old in row.want["owners"]:
            rename_owner(row, old, new)
    page.notes.append(f"renamed the owner {old!r} to {new!r} in every action")


@mutation
def drop_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if len(row.want["owners"]) > 1])
    owners = list(row.want["owners"])
    gone = owners.pop(rng.randrange(len(owners)))
    write_tail(row, row.want["due"]["as_written"], owners)
    want_owners(row, owners)
    page.notes.append(f"{called(row)}: dropped the owner {gone!r}")


@mutation
def drop_every_owner(page: Page, rng: Random) -> None:
    row = rng.choice([row for row in page.rows() if row.want["owners"]])
    write_tail(row, row.want["due"]["as_written"], [])
    want_owners(row, [])
    page.notes.append(f"{called(row)}: dropped its owners")


@mutation
def add_an_owner(page: Page, rng: Random) -> None:
    row = rng.choice(page.rows())
    owners = [*row.want["owners"], rng.choice([owner for owner in OWNERS if owner not in row.want["owners"]])]
    write_tail(row, row.want["due"]["as_written"], owners)
    want_owners(row, owners)
    page.notes.append(f"{called(row)}: added the owner {owners[-1]!r}")
