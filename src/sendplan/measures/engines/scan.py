"""All measures on one table, over all periods and groups, from one reading of the table's files by DuckDB.

Flows are counted by the month their day lies in, and months are added up to periods afterwards, so that a rolling year
costs no more than a month. A median cannot be added up: it is counted for each period by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from sendplan.measures.engines.counting import counting, is_open
from sendplan.measures.engines.duck import plain
from sendplan.measures.measure import Measure
from sendplan.measures.period import Period, PeriodType, day
from sendplan.measures.result import Group
from sendplan.measures.sql import literal, name
from sendplan.measures.tally import Number, Tally
from sendplan.records.columns import Table
from sendplan.records.cover import Period as Days
from sendplan.records.store import Reader

_PARTS = ("numerator", "denominator", "excluded", "not_known")


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure and the periods it is asked for; a stock is counted on the last day of each."""

    measure: Measure
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one measure, for everyone (`group` is None) or for one group."""

    measure: Measure
    period: Period
    group: Group | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Branch:
    """One question to the rows: these measures, by this bucket, among the rows that `source` leaves.

    `numbers` gives the buckets, as the query numbers them, that make up each measure's periods.
    """

    measures: tuple[Measure, ...]
    bucket: str
    source: str
    on_day: str | None
    numbers: tuple[dict[Period, range], ...]

    def select(self, by: Sequence[str]) -> str:
        """The statement over `given`: the bucket, the groups, and four numbers a measure."""
        counts = ", ".join(
            f"{part} AS m{number}_{which}"
            for number, measure in enumerate(self.measures)
            for which, part in counting(measure, on_day=self.on_day).parts().items()
        )
        groups = "".join(f", grouping({name(each)}) AS all_{n}, {name(each)} AS of_{n}" for n, each in enumerate(by))
        sets = ", ".join(["(bucket)", *(f"(bucket, {name(each)})" for each in by)])
        return (
            f"SELECT bucket{groups}, {counts}\nFROM (SELECT *, {self.bucket} AS bucket FROM {self.source})\n"
            f"GROUP BY GROUPING SETS ({sets})"
        )


def statements(
    table: type[Table], asked: Sequence[Asked], by: Sequence[str], reader: Reader
) -> tuple[str | None, tuple[Branch, ...]]:
    """The query that reads the rows, None where no load speaks for any day asked for, and the questions to them."""
    plan = _Planning(table, reader)
    branches = (*plan.flows(asked), *plan.stocks(asked))
    return plan.rows([branch.measures for branch in branches], by), branches


def scan(
    connection: duckdb.DuckDBPyConnection, table: type[Table], asked: Sequence[Asked], by: Sequence[str], reader: Reader
) -> Iterator[Counted]:
    """Every tally asked for: of everyone, and of each group that any row belongs to in any period.

    A period in which nothing lies is counted as nothing; whether a load speaks for its days is for the caller to ask.
    """
    rows, branches = statements(table, asked, by, reader)
    if rows is None:
        return
    # Where one question is asked the rows go straight to it; where several are, they are read once and kept.
    alone = len(branches) == 1
    if not alone:
        connection.execute(f"CREATE OR REPLACE TEMPORARY TABLE given AS {rows}")
    for branch in branches:
        select = branch.select(by)
        found = connection.execute(f"WITH given AS ({rows})\n{select}" if alone else select).fetchall()
        yield from _tallies(branch, by, found)
    if not alone:
        connection.execute("DROP TABLE given")


class _Planning:
    def __init__(self, table: type[Table], reader: Reader) -> None:
        self.table = table
        self.reader = reader
        self.loads: dict[str, str] = {}

    def rows(self, measures: Iterable[Iterable[Measure]], by: Sequence[str]) -> str | None:
        """The columns that are needed, of each load that speaks for a day asked for, with the load's id."""
        if not self.loads:
            return None
        every = [each for some in measures for each in some]
        wanted = dict.fromkeys(column for each in every for column in (*each.needs(), *by))
        wanted |= dict.fromkeys(each.open_until for each in every if each.open_until)
        columns = ", ".join(map(name, wanted))
        return " UNION ALL ".join(
            f"SELECT {columns}, {literal(load)} AS load FROM read_parquet({literal(path)})"
            for load, path in self.loads.items()
        )

    def flows(self, asked: Sequence[Asked]) -> Iterator[Branch]:
        """A branch for all that is counted on one column by months, and one for what has to be counted by period."""
        columns: dict[str, list[Asked]] = defaultdict(list)
        for each in asked:
            if each.measure.counted_on is not None:
                columns[each.measure.counted_on].append(each)
        for column, some in columns.items():
            inside = self._inside(column, {period for each in some for period in each.periods})
            if inside is None:
                continue
            by_month: list[tuple[Measure, dict[Period, range]]] = []
            by_period: list[tuple[Measure, tuple[Period, ...]]] = []
            for each in some:
                whole = tuple(one for one in each.periods if one.type is not PeriodType.DAY)
                apart = tuple(one for one in each.periods if one.type is PeriodType.DAY)
                if each.measure.shape == "median":
                    whole, apart = (), each.periods
                if whole:
                    by_month.append((each.measure, {one: range(_month(one.since), _month(one.until)) for one in whole}))
                if apart:
                    by_period.append((each.measure, apart))
            on = name(column)
            if by_month:
                measures, numbers = zip(*by_month, strict=True)
                yield Branch(measures, f"year({on}) * 12 + month({on}) - 1", f"given WHERE {inside}", None, numbers)
            for periods in dict.fromkeys(one for _, one in by_period):
                values = ", ".join(
                    f"({n}, {literal(one.since)}, {literal(one.until)})" for n, one in enumerate(periods)
                )
                source = (
                    f"(SELECT * FROM given WHERE {inside}) JOIN (VALUES {values}) AS periods (period_no, since, until) "
                    f"ON {on} >= since AND {on} < until"
                )
                measures = tuple(measure for measure, one in by_period if one == periods)
                numbers = tuple({one: range(n, n + 1) for n, one in enumerate(periods)} for _ in measures)
                yield Branch(measures, "period_no", source, None, numbers)

    def stocks(self, asked: Sequence[Asked]) -> Iterator[Branch]:
        """A branch for the stocks that are open between the same two columns, over all their days."""
        alike: dict[tuple[str, str | None], list[Asked]] = defaultdict(list)
        for each in asked:
            if each.measure.open_from is not None:
                alike[each.measure.open_from, each.measure.open_until].append(each)
        for some in alike.values():
            days = sorted({period.last_day for each in some for period in each.periods})
            rows = [f"({literal(on)}, {literal(load)})" for on in days for load in self._loads(day(on).days)]
            if rows:
                source = (
                    f"given JOIN (VALUES {', '.join(rows)}) AS days (on_day, of_load) "
                    f"ON load = of_load AND {is_open(some[0].measure, 'on_day')}"
                )
                numbers = tuple(
                    {one: range(_day(one.last_day), _day(one.last_day) + 1) for one in each.periods} for each in some
                )
                bucket = "date_diff('day', DATE '1970-01-01', on_day)"
                yield Branch(tuple(each.measure for each in some), bucket, source, "on_day", numbers)

    def _loads(self, days: Days) -> Iterator[str]:
        for part in self.reader.parts(self.table.name, days)[0]:
            self.loads[part.load] = str(self.reader.path(part.load, self.table.name))
            yield part.load

    def _inside(self, column: str, periods: Iterable[Period]) -> str | None:
        """The rows of the days asked for, each day's from the load that wins it; None where no load has any."""
        found = []
        for span in _spans(periods):
            for part in self.reader.parts(self.table.name, span)[0]:
                self.loads[part.load] = str(self.reader.path(part.load, self.table.name))
                found.append(
                    f"(load = {literal(part.load)} AND {name(column)} >= {literal(part.period.since)} "
                    f"AND {name(column)} < {literal(part.period.until)})"
                )
        return f"({' OR '.join(found)})" if found else None


def _spans(periods: Iterable[Period]) -> Iterator[Days]:
    """The days of the periods, joined where they meet."""
    since: dt.date | None = None
    until = dt.date.min
    for period in sorted(periods):
        if since is None or period.since > until:
            if since is not None:
                yield Days(since, until)
            since, until = period.since, period.until
        until = max(until, period.until)
    if since is not None:
        yield Days(since, until)


def _month(first: dt.date) -> int:
    return first.year * 12 + first.month - 1


def _day(on: dt.date) -> int:
    return (on - dt.date(1970, 1, 1)).days


def _tallies(branch: Branch, by: Sequence[str], rows: Iterable[tuple[object, ...]]) -> Iterator[Counted]:
    """The rows of a branch, added up from its buckets to periods."""
    width = len(_PARTS)
    head = 1 + 2 * len(by)
    buckets: dict[Group | None, dict[int, tuple[Number | None, ...]]] = defaultdict(dict)
    buckets[None] = {}
    for row in rows:
        group = None
        for n, column in enumerate(by):
            if row[1 + 2 * n] == 0:
                group = Group(column, row[2 + 2 * n])  # type: ignore[arg-type]  # a code, a text or a whole number
        buckets[group][row[0]] = row[head:]  # type: ignore[assignment,index]  # the counts follow the groups
    for number, (measure, periods) in enumerate(zip(branch.measures, branch.numbers, strict=True)):
        for group, found in buckets.items():
            if group is not None and group.by not in measure.groups:
                continue
            for period, numbers in periods.items():
                parts = [found[n][number * width : (number + 1) * width] for n in numbers if n in found]
                yield Counted(measure, period, group, _added(measure, parts))


def _added(measure: Measure, parts: Sequence[tuple[Number | None, ...]]) -> Tally:
    alone = measure.shape == "count" or measure.per_measure is not None
    tops = [part[0] for part in parts if part[0] is not None]
    top: Number | None = sum(tops, 0)
    if not tops and measure.value is not None:
        top = None
    below = None if alone else plain(sum((part[1] or 0 for part in parts), 0))
    excluded, not_known = (int(sum((part[n] or 0 for part in parts), 0)) for n in (2, 3))
    return Tally(plain(top), below, excluded, not_known)
