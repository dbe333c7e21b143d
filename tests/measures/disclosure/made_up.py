"""Random tables of the size of one local authority's, with linked margins: Poisson, sparse and heavy-tailed."""

from __future__ import annotations

from itertools import product
from random import Random

from sendplan.measures.disclosure import Dimension, Figure, Geography, Kind, Table
from sendplan.measures.period import Period, read

AREA = Geography("E12000001", "North East", "841", "E06000005", "Darlington")
NEEDS = Dimension.of("primary_need", "Primary need", tuple(f"Need {letter}" for letter in "ABCDEFGHIJKLM"))
PLACES = Dimension.of("placement", "Placement", tuple(f"Place {n}" for n in range(1, 7)))
SEX = Dimension.of("sex", "Sex", ("Female", "Male"))
YEAR = read("calendar 2024")
MONTHS = tuple(read(f"month 2024-{month:02}") for month in range(1, 13))
SHAPES = ("poisson", "sparse", "heavy")

Cells = dict[tuple[Period, tuple[str, ...]], Figure]


def seeded(seed: int) -> Random:
    """The same made-up children every time."""
    return Random(seed)  # noqa: S311  made-up children, no secret


def count(random: Random, shape: str) -> int:
    """One true count: in a sparse table most are 0, in a heavy-tailed one a few are hundreds."""
    if shape == "poisson":
        return sum(random.random() < 0.12 for _ in range(100))
    if shape == "sparse":
        return random.choice((0, 0, 0, 1, 2, 3, 9, 30))
    return int(random.paretovariate(0.7))


def table(
    name: str,
    random: Random,
    shape: str,
    dimensions: tuple[Dimension, ...],
    *,
    kind: Kind = Kind.COUNT,
    periods: tuple[Period, ...] = (YEAR,),
) -> Table:
    cells: Cells = {}
    for period in periods:
        for groups in product(*(each.labels for each in dimensions)):
            base = count(random, shape)
            cells[period, groups] = Figure(base, random.randint(0, base) if kind.has_parts else None)
    return Table(name, name, name.replace("-", " "), kind, dimensions, AREA, cells)


def linked(random: Random, shape: str) -> tuple[Table, Table]:
    """Need by placement and need by sex of the same children, so that the margins by need are the same counts."""
    first = table("plans-by-placement", random, shape, (NEEDS, PLACES))
    cells: Cells = {}
    for need in NEEDS.labels:
        children = sum(int(first.cells[YEAR, (need, place)].base) for place in PLACES.labels)
        girls = sum(random.random() < 0.27 for _ in range(children))
        cells[YEAR, (need, "Female")], cells[YEAR, (need, "Male")] = Figure(girls), Figure(children - girls)
    second = Table("plans-by-sex", first.measure, "plans by sex", Kind.COUNT, (NEEDS, SEX), AREA, cells)
    return first, second
