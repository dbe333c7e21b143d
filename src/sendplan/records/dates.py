"""How a column of dates is read: each form that can be meant in one way only, and the evidence for the others.

`06/01/2025` is a day in January or in June. A column, in one file, is read by the dates that can be only one of the
two; where those disagree, or another column of the file says the month comes first, nothing doubtful is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sendplan.records.reading_rules import READING_RULES
from sendplan.records.staging import Finding, Staging, name

__all__ = ["ISO", "read_dates"]

FIRST_YEAR, LAST_YEAR = 1900, 2099

ISO = "(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
"""The form that needs no weighing; what has it is a day unless the calendar has no such day."""

Order = Literal["day", "month", "mixed"]
"""What comes first in a column's slashed dates; mixed: it cannot be told."""

_MONTHS = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t(ember)?)?|oct(ober)?|nov(ember)?"
    "|dec(ember)?"
)
_TIME = r"[T ]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?(Z|[+-][0-9]{2}:?[0-9]{2})?"
_YEAR_FIRST = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
_COMPACT = "(19|20)[0-9]{6}"
_COLLECT = f"(?i)[0-9]{{4}}-({_MONTHS})-[0-9]{{1,2}}"
_NAMED = f"(?i)[0-9]{{1,2}}(st|nd|rd|th)?[- /.]+({_MONTHS})[- /.,]+[0-9]{{4}}"
_SLASHED = "[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
_SERIAL = "[2-7][0-9]{4}([.][0-9]+)?"
_PARTS = "'^([0-9]+)[/.-]([0-9]+)'"

# An hour before midnight UTC is in summer the next day in England; a zone other than England's may be another day.
_ZONED = """regexp_matches(v, ':[0-9.,]+(Z|[+-][0-9]{2}:?[0-9]{2})$')
    AND NOT regexp_matches(v, '[T ]0?0:00(:00([.,]0+)?)?(Z|[+]00:?00)$') AND NOT regexp_matches(v, '[+]01:?00$')
    AND NOT (regexp_matches(v, '(Z|[+]00:?00)$') AND NOT regexp_matches(v, '[T ]23:'))"""

_EITHER = "a BETWEEN 1 AND 12 AND b BETWEEN 1 AND 12 AND a <> b"


def _day(year: str, month: str, day: str) -> str:
    return f"TRY_CAST(lpad({year}, 4, '0') || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0') AS DATE)"


def _month(word: str) -> str:
    names = "janfebmaraprmayjunjulaugsepoctnovdec"
    return f"CAST((strpos('{names}', lower(substr({word}, 1, 3))) + 2) // 3 AS VARCHAR)"


_DAY_FIRST = _day("right(d, 4)", "CAST(b AS VARCHAR)", "CAST(a AS VARCHAR)")
_MONTH_FIRST = _day("right(d, 4)", "CAST(a AS VARCHAR)", "CAST(b AS VARCHAR)")
_WORD = "regexp_extract(d, '[0-9](st|nd|rd|th)?[- /.]+([A-Za-z]+)', 2)"
_FORMS = f"""CASE
    WHEN regexp_full_match(d, '{_YEAR_FIRST}')
    THEN {_day("left(d, 4)", f"regexp_extract(d, {_PARTS}, 2)", "regexp_extract(d, '[0-9]+$')")}
    WHEN a IS NOT NULL THEN CASE
        WHEN {_EITHER} AND order_ = 'mixed' THEN NULL
        WHEN {_EITHER} AND order_ = 'month' OR b > 12 THEN {_MONTH_FIRST}
        ELSE {_DAY_FIRST} END
    WHEN regexp_full_match(d, '{_COMPACT}') THEN {_day("left(d, 4)", "substr(d, 5, 2)", "substr(d, 7, 2)")}
    WHEN serial AND serials THEN DATE '1899-12-30' + CAST(floor(CAST(d AS DECIMAL(18, 9))) AS INTEGER)
    WHEN regexp_full_match(d, '{_COLLECT}')
    THEN {_day("split_part(d, '-', 1)", _month("split_part(d, '-', 2)"), "split_part(d, '-', 3)")}
    WHEN regexp_full_match(d, '{_NAMED}')
    THEN {_day("right(d, 4)", _month(_WORD), "regexp_extract(d, '^[0-9]+')")} END"""

# One row for each value of a column in a file that is not plainly a day.
_SHAPES = (
    "col VARCHAR, file VARCHAR, v VARCHAR, n BIGINT, row_no BIGINT, line BIGINT, place VARCHAR, d VARCHAR,"
    " a INTEGER, b INTEGER, serial BOOLEAN, zoned BOOLEAN"
)
_WHY_MIXED = "the other dates of the column, or of its file, do not agree which"


class _Evidence(NamedTuple):
    """Of one column in one file: how many values can only have the day first, only the month, or either, or are
    numbers; the first row of each."""

    column: str
    file: str
    values: int
    day_first: int
    month_first: int
    either: int
    serials: int
    a_month_first: dict[str, object] | None
    an_either: dict[str, object] | None
    a_serial: dict[str, object] | None


def read_dates(staging: Staging, table: str, sent: str, columns: Sequence[str]) -> tuple[Finding, ...]:
    """Fill the table `read_dates` (col, file, v, day, rule, reason) for these columns of the view `sent`.

    It has each value that is not plainly a day (`ISO`), as sent without space around it: with its day, or with the
    rule that asks about it. The result is what is to be said once of a column.
    """
    con = staging.con
    con.execute(f"CREATE OR REPLACE TEMP TABLE date_shapes ({_SHAPES})")
    for column in columns:
        con.execute(_shapes_of(sent, column), [column])
    evidence = [_Evidence(*row) for row in con.execute(_WEIGH).fetchall()]
    con.execute("CREATE OR REPLACE TEMP TABLE date_orders (col VARCHAR, file VARCHAR, order_ VARCHAR, serials BOOLEAN)")
    notices: list[Finding] = []
    for each in evidence:
        others = [other for other in evidence if other.file == each.file and other.column != each.column]
        order: Order = _order_of(each, others)
        serials = each.serials > 0 and each.serials == each.values + _plain_days(staging, sent, each)
        con.execute("INSERT INTO date_orders VALUES (?, ?, ?, ?)", [each.column, each.file, order, serials])
        notices += _notices(table, each, others, order, serials=serials)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE read_dates AS
        SELECT col, file, v, CASE WHEN rule IS NULL THEN day END AS day, rule,
            CASE WHEN rule = 'date-order-mixed' THEN '{_WHY_MIXED}' END AS reason
        FROM (SELECT *, CASE
                WHEN zoned THEN 'date-zone'
                WHEN day IS NOT NULL AND year(day) BETWEEN {FIRST_YEAR} AND {LAST_YEAR} THEN NULL
                WHEN a IS NOT NULL AND {_EITHER} AND order_ = 'mixed' THEN 'date-order-mixed'
                WHEN serial THEN 'date-serial-mixed' ELSE 'date-unread' END AS rule
            FROM (SELECT *, {_FORMS} AS day FROM date_shapes JOIN date_orders USING (col, file)))"""
    )
    return tuple(notices)


def _shapes_of(sent: str, column: str) -> str:
    return f"""INSERT INTO date_shapes
        SELECT $1, file, v, n, row_no, line, place, d,
            CASE WHEN slashed THEN CAST(regexp_extract(d, {_PARTS}, 1) AS INTEGER) END,
            CASE WHEN slashed THEN CAST(regexp_extract(d, {_PARTS}, 2) AS INTEGER) END,
            regexp_full_match(d, '{_SERIAL}'), {_ZONED}
        FROM (SELECT *, regexp_full_match(d, '{_SLASHED}') AS slashed
            FROM (SELECT *, CASE WHEN strpos(v, ':') = 0 THEN v ELSE regexp_replace(v, '{_TIME}$', '') END AS d
                FROM (SELECT coalesce(source_file, '') AS file, {name(column)} AS v, count(*) AS n,
                        min(row_no) AS row_no, arg_min(source_line, row_no) AS line, arg_min(place, row_no) AS place
                    FROM {name(sent)}
                    WHERE {name(column)} IS NOT NULL AND NOT (regexp_full_match({name(column)}, '{ISO}')
                        AND TRY_CAST({name(column)} AS DATE) IS NOT NULL)
                    GROUP BY ALL)))"""


_FIRST = "arg_min(struct_pack(value := v, line := line, place := place), row_no) FILTER"
_WEIGH = f"""SELECT col, file, CAST(sum(n) AS BIGINT),
        CAST(coalesce(sum(n) FILTER (a > 12 AND b <= 12), 0) AS BIGINT),
        CAST(coalesce(sum(n) FILTER (b > 12 AND a <= 12), 0) AS BIGINT),
        CAST(coalesce(sum(n) FILTER ({_EITHER}), 0) AS BIGINT),
        CAST(coalesce(sum(n) FILTER (serial), 0) AS BIGINT),
        {_FIRST} (b > 12 AND a <= 12), {_FIRST} ({_EITHER}), {_FIRST} (serial)
    FROM date_shapes GROUP BY col, file ORDER BY col, file"""


def _plain_days(staging: Staging, sent: str, each: _Evidence) -> int:
    """How many plain days stand beside the column's day numbers."""
    found = staging.con.execute(
        f"SELECT count(*) FROM {name(sent)} WHERE coalesce(source_file, '') = ? AND {name(each.column)} IS NOT NULL"
        f" AND regexp_full_match({name(each.column)}, '{ISO}')",
        [each.file],
    ).fetchone()
    return int(found[0]) if found is not None else 0


def _order_of(each: _Evidence, others: Sequence[_Evidence]) -> Order:
    if each.month_first:
        return "mixed" if each.day_first else "month"
    if each.either and not each.day_first and any(other.month_first for other in others):
        return "mixed"
    return "day"


def _notices(
    table: str, each: _Evidence, others: Sequence[_Evidence], order: Order, *, serials: bool
) -> Iterator[Finding]:
    if order == "month":
        said = f": {each.either:,} of its dates might have been read otherwise" if each.either else None
        yield _notice("date-order-month", table, each, each.a_month_first, said)
    if order == "day" and each.either and not each.day_first:
        dates = "date" if each.either == 1 else "dates"
        said = f"{each.either:,} {dates} of the column may have the day or the month first"
        day = next((other.column for other in others if other.day_first), None)
        if day is not None:
            said += f" (in the file's column {day} the day is first)"
        yield _notice("date-order-assumed", table, each, each.an_either, said)
    if serials:
        yield _notice("date-serial", table, each, each.a_serial, None)


def _notice(rule: str, table: str, each: _Evidence, example: dict[str, object] | None, reason: str | None) -> Finding:
    shown = example if example is not None else {}
    line = shown.get("line")
    return READING_RULES[rule].finding(
        table,
        column=each.column,
        value=str(shown.get("value", "")),
        file=each.file,
        line=line if isinstance(line, int) else None,
        place=str(shown.get("place") or ""),
        reason=reason,
    )
