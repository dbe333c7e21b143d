"""``sendplan publish --area A --out DIR``: a frozen release of safe figures, for anyone, with its digest."""

from __future__ import annotations

import datetime as dt
import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sendplan.cli.application import give_up, ready, today
from sendplan.cli.load import store_of

if TYPE_CHECKING:
    from sendplan.measures.disclosure.release import Release
    from sendplan.measures.disclosure.table import Geography, Table
    from sendplan.measures.measure import Measure
    from sendplan.measures.period import Period
    from sendplan.records.store import Reader

YEARS, MONTHS = 2, 24


def publish(
    area: Annotated[str, typer.Option(help="The area's short name, as in its address.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write: a new one, that is never changed after.")],
    area_code: Annotated[str, typer.Option("--area-code", help="The authority's ONS code; else the area's.")] = "",
    as_at: Annotated[str, typer.Option(help="The day it is counted for, as 2024-03-31; else today.")] = "",
) -> None:
    """Write every measure that has figures as open data in which no small number stands or can be worked out.

    Each measure by month for two years, and by each of its groups for two calendar years; over longer periods or wider
    groups, or not at all, where a small number could be found. Of measures that count the same children one is taken,
    as the differences would be numbers of children too. Every release in the folder beside DIR counts as known
    to the reader. SENDPLAN_RELEASE_KEY, where it is set, signs it.
    """
    from sendplan.measures.catalogue import measures
    from sendplan.measures.disclosure import release
    from sendplan.measures.tabulated import geography
    from sendplan.records.store import StoreError

    try:
        on = dt.date.fromisoformat(as_at) if as_at else today()
    except ValueError:
        give_up(f"--as-at is “{as_at}”, which is no day: write it as 2024-03-31.", 2)
    try:
        place = geography(area_code or _code_of(area))
        reader = store_of(area, published=False).reader()
    except KeyError as unknown:
        give_up(str(unknown.args[0]), 2)
    except StoreError as refused:
        give_up(str(refused), 2)
    key = os.environ.get("SENDPLAN_RELEASE_KEY", "").encode() or None
    try:
        earlier = _beside(out, key)
        tables = _tables(tuple(measures().values()), reader, area, place, on)
        if not tables:
            give_up(f"{area} has no records that any measure can be counted from: load some first.", 2)
        typer.echo(f"{len(tables)} tables; looking for what a reader could work out …", err=True)
        made = release.write(tables, out, made_on=on, earlier=earlier, key=key)
    except release.ReleaseError as refused:
        give_up(str(refused), 2)
    except OSError as error:
        give_up(f"{out} cannot be written: {error.strerror or error}.", 2)
    _say(made)


def _say(made: Release) -> None:
    for step in made.report["steps"]:
        typer.echo(step)
    hidden, cells = made.report["hidden_cells"], made.report["cells"]
    typer.echo(f"Wrote {made.folder}: {len(made.tables)} tables, {hidden} of {cells} figures hidden.")
    typer.echo(f"Digest: {made.digest}")


def _code_of(area: str) -> str:
    with ready(2):
        from sendplan.access import queries  # needs Django set up

        code: str = queries.authority_code(area)
    if not code:
        raise KeyError(f"There is no area “{area}” with an authority's code: give --area-code, such as E10000014.")
    return code


def _beside(out: Path, key: bytes | None) -> list[Release]:
    """The releases in the same folder, oldest first. One that is not whole is refused: what it told is not known."""
    from sendplan.measures.disclosure.release import DIGESTS, read

    found = [read(file.parent, key=key) for file in sorted(out.resolve().parent.glob(f"*/{DIGESTS}"))]
    return sorted(found, key=lambda each: each.made_on)


def _tables(known: tuple[Measure, ...], reader: Reader, area: str, place: Geography, on: dt.date) -> list[Table]:
    from sendplan.measures.calculate import calculate
    from sendplan.measures.catalogue import measures
    from sendplan.measures.period import PeriodType, latest
    from sendplan.measures.tabulated import TabulatingError, apart, in_order, tabulated

    months = latest(PeriodType.MONTH, on, MONTHS)
    years = latest(PeriodType.CALENDAR_YEAR, on, YEARS)
    known, left = apart(known)
    for name, because in left.items():
        typer.echo(f"{name}: left out, as it counts some of the same children as {because}.", err=True)
    wanted = list(in_order(known, months, years))
    by = tuple(dict.fromkeys(each for measure in known for each in measure.groups))
    asked: dict[Measure, list[Period]] = defaultdict(list)
    for each in known:
        asked[each] = [*months, *years]
    results = defaultdict(list)
    for result in calculate(asked, measures(), reader, area=area, as_at=on, by=by):
        results[result.measure.name].append(result)
    tables = []
    for one in wanted:
        try:
            table = tabulated(one, results[one.measure.name], place)
        except TabulatingError as reason:
            typer.echo(str(reason), err=True)
            continue
        if table is not None:
            tables.append(table)
    return tables
