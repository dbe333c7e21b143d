"""Measures, records and periods in; results out, each with all that somebody needs who asks where it comes from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal

import duckdb

from sendplan.clocks import deadlines_digest
from sendplan.measures import sql
from sendplan.measures.engines import reference
from sendplan.measures.engines.scan import Asked, Counted, scan, statements
from sendplan.measures.engines.three_valued import Row
from sendplan.measures.measure import Measure
from sendplan.measures.period import Period, day
from sendplan.measures.result import Group, Result, wilson
from sendplan.measures.supplied import Supplied, SuppliedFigure
from sendplan.measures.tally import Number, Tally, figure
from sendplan.records.columns import Table
from sendplan.records.cover import Period as Days
from sendplan.records.store import Reader
from sendplan.records.supply import supplies

Engine = Literal["duckdb", "reference"]
NOT_KNOWN: Final = "something it is asked for is blank"


def calculate(
    asked: Mapping[Measure, Sequence[Period]],
    known: Mapping[str, Measure],
    reader: Reader,
    *,
    area: str,
    as_at: dt.date,
    known_at: dt.date | None = None,
    by: Sequence[str] = (),
    engine: Engine = "duckdb",
) -> Iterator[Result]:
    """A result for each measure and period asked for: of everyone and, for each column of `by` that the measure may be
    grouped by, of each group.

    `known` are all measures by name, among them those that a rate is per. `as_at` is the day it is counted for: a
    period that is not over by then is not measurable. Where no load speaks for a day of the period, or the source has
    no such column, a figure that a partner supplied for just that period stands in; without one the result says so in
    a sentence, and is never zero. Results come in the order asked for.
    """
    bases = {known[name]: periods for measure, periods in asked.items() if (name := measure.per_measure) is not None}
    wanted: dict[type[Table], list[Asked]] = defaultdict(list)
    for measure, periods in _united(asked, bases).items():
        wanted[measure.table].append(Asked(measure, tuple(periods)))
    tallies: dict[tuple[object, Period], dict[Group | None, Tally]] = defaultdict(dict)
    supplied = Supplied(reader)
    with duckdb.connect() as connection:
        for table, some in wanted.items():
            able = [column for column in by if any(column in each.measure.groups for each in some)]
            counted = (scan if engine == "duckdb" else _walked)(connection, table, some, able, reader)
            for each in counted:
                tallies[each.measure.key, each.period][each.group] = each.tally
    for measure, periods in asked.items():
        seen = dict.fromkeys(group for period in periods for group in tallies[measure.key, period])
        for period in periods:
            found = tallies[measure.key, period]
            base = tallies[known[measure.per_measure].key, period] if measure.per_measure else None
            loads, why = _answered(measure, period, reader, as_at)
            if why is None and measure.per_measure:
                more, why = _answered(known[measure.per_measure], period, reader, as_at)
                loads = tuple(dict.fromkeys((*loads, *more)))
            if why is not None and period.last_day <= as_at and (sent := supplied.figures(measure, period, by)):
                yield from (_from_a_partner(measure, area, period, as_at, known_at, each) for each in sent)
                continue
            groups: Iterable[Group | None] = [None] if why else _in_order(seen)
            for group in groups:
                tally = found.get(group) or _nothing(measure)
                below = tally.denominator if base is None else (base.get(group) or Tally(0, None)).numerator
                top = tally.numerator
                yield Result(
                    measure=measure,
                    area=area,
                    period=period,
                    group=group,
                    numerator=None if why else top,
                    denominator=None if why else below,
                    value=None if why else figure(measure, top, below),
                    as_at=as_at,
                    known_at=known_at,
                    loads=loads,
                    definition=measure.digest(),
                    deadlines=_clocks(loads, reader),
                    excluded={} if why else _left_out(measure, tally),
                    interval=None if why else _interval(measure, top, below),
                    not_measurable=why,
                )


def _from_a_partner(
    measure: Measure, area: str, period: Period, as_at: dt.date, known_at: dt.date | None, sent: SuppliedFigure
) -> Result:
    return Result(
        measure=measure,
        area=area,
        period=period,
        group=sent.group,
        numerator=sent.numerator,
        denominator=sent.denominator,
        value=figure(measure, sent.numerator, sent.denominator),
        as_at=as_at,
        known_at=known_at,
        loads=(sent.load,),
        definition=measure.digest(),
        deadlines="",
        source="supplied",
        supplied=sent.words,
        interval=_interval(measure, sent.numerator, sent.denominator),
    )


def select(measure: Measure, periods: Sequence[Period], by: Sequence[str], reader: Reader) -> str | None:
    """The SQL that counts the measure, as it is run; None where no load speaks for any day of the periods."""
    rows, branches = statements(measure.table, [Asked(measure, tuple(periods))], by, reader)
    if rows is None:
        return None
    return f"WITH given AS ({rows})\n" + "\n".join(branch.select(by) for branch in branches)


def _clocks(loads: Sequence[str], reader: Reader) -> str:
    """The digest of the deadlines by which the loads' due days were worked out; of today's where there is no load."""
    used = dict.fromkeys(load.deadlines for load in reader.loads if load.id in loads)
    return " ".join(used) or deadlines_digest()


def _united(*asked: Mapping[Measure, Sequence[Period]]) -> dict[Measure, Sequence[Period]]:
    found: dict[Measure, dict[Period, None]] = defaultdict(dict)
    for each in asked:
        for measure, periods in each.items():
            found[measure] |= dict.fromkeys(periods)
    return {measure: tuple(periods) for measure, periods in found.items()}


def _answered(measure: Measure, period: Period, reader: Reader, as_at: dt.date) -> tuple[tuple[str, ...], str | None]:
    """The loads that speak for the period and, where it cannot be measured, the sentence that says why."""
    days = day(period.last_day).days if measure.stock else period.days
    parts, missing = reader.parts(measure.table.name, days)
    loads = tuple(dict.fromkeys(part.load for part in parts))
    if period.last_day > as_at:
        return loads, f"The period ends on {period.last_day}, after {as_at}."
    if not loads:
        return (), f"No records of {_plain(measure.table.name)} speak for {_said(days)}."
    if missing:
        return loads, (
            f"Records of {_plain(measure.table.name)} do not speak for {_said(missing[0])}"
            f"{f' and {len(missing) - 1} more spans of days' if len(missing) > 1 else ''}."
        )
    for load in reader.loads:
        if load.id in loads:
            lacking = [column for column in measure.needs() if not supplies(load, measure.table.name, column)]
            if lacking:
                return loads, f"Not measurable from this source: it has no {' and no '.join(map(_plain, lacking))}."
    return loads, None


def _said(days: Days) -> str:
    return str(days.since) if days.last_day == days.since else str(days)


def _plain(text: str) -> str:
    return text.replace("_", " ")


def _nothing(measure: Measure) -> Tally:
    """What is counted among no rows."""
    alone = measure.shape == "count" or measure.per_measure is not None
    return Tally(None if measure.value is not None else 0, None if alone else 0)


def _in_order(found: Iterable[Group | None]) -> list[Group | None]:
    """Everyone first, then each grouping with its values in order and the blank one last."""
    groups = [group for group in found if group is not None]
    groups.sort(key=lambda each: (each.by, each.value is None, str(each.value).zfill(20)))
    return [None, *groups]


def _left_out(measure: Measure, tally: Tally) -> dict[str, int]:
    found = {measure.exclude_reason: tally.excluded} if measure.exclude is not None else {}
    return found | {NOT_KNOWN: tally.not_known}


def _interval(measure: Measure, top: Number | None, below: Number | None) -> tuple[Decimal, Decimal] | None:
    if not measure.sample or measure.shape != "proportion" or not isinstance(top, int) or not isinstance(below, int):
        return None
    return wilson(top, below)


def _walked(
    connection: duckdb.DuckDBPyConnection, table: type[Table], asked: Sequence[Asked], by: Sequence[str], reader: Reader
) -> Iterator[Counted]:
    """The same by the reference engine. DuckDB opens the files and hands their rows over; it counts nothing."""
    columns = [column.name for column in table.columns()]
    held: dict[str, list[Row]] = {}

    def rows(load: str) -> list[Row]:
        if load not in held:
            path = reader.path(load, table.name)
            found = connection.execute(
                f"SELECT {', '.join(map(sql.name, columns))} FROM read_parquet(?)", [str(path)]
            ).fetchall()
            held[load] = [dict(zip(columns, row, strict=True)) for row in found]
        return held[load]

    for each in asked:
        able = [column for column in by if column in each.measure.groups]
        seen: dict[Period, dict[Group | None, list[Row]]] = {}
        for period in each.periods:
            groups: dict[Group | None, list[Row]] = {None: []}
            for row in _of(each.measure, period, reader, rows):
                groups[None].append(row)
                for column in able:
                    groups.setdefault(Group(column, row[column]), []).append(row)  # type: ignore[arg-type]  # a code
            seen[period] = groups
        every = dict.fromkeys(group for groups in seen.values() for group in groups)
        for period, groups in seen.items():
            on_day = period.last_day if each.measure.stock else None
            for group in every:
                yield Counted(each.measure, period, group, reference.tally(each.measure, groups.get(group, []), on_day))


def _of(measure: Measure, period: Period, reader: Reader, rows: object) -> Iterator[Row]:
    days = day(period.last_day).days if measure.stock else period.days
    for part in reader.parts(measure.table.name, days)[0]:
        for row in rows(part.load):  # type: ignore[operator]  # the function above
            if measure.counted_on is None:
                if reference.is_open(measure, row, period.last_day):
                    yield row
                continue
            on = row[measure.counted_on]
            if isinstance(on, dt.date) and part.period.since <= on < part.period.until:
                yield row
