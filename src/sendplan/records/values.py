"""Values as sent become values with types, a column at a time, inside DuckDB. What cannot be read is asked about.

Nothing is guessed: a value is read in the one way it can be meant, or by the evidence of its whole column, and then
that is said; or it becomes null, with a row in `issues` that has it as it was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sendplan.records.codes import code_lists, is_open, spellings
from sendplan.records.columns import SQL_TYPE, Column, Kind
from sendplan.records.dates import ISO, read_dates
from sendplan.records.modules import Item
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.staging import PLACED, Finding, Staging, name

__all__ = ["IDENTIFIERS", "Typed", "type_columns"]

IDENTIFIERS: dict[str, int] = {
    "upn": 13,
    "uln": 10,
    "uniquelearnernumber": 10,
    "nhs_number": 10,
    "urn": 6,
    "ukprn": 8,
}
"""National identifiers by the name of their column, and their length. Spaces and hyphens within are left out."""

# A regular expression: a long IN becomes a join, which reads every column for the sake of one.
_EXCEL_ERROR = "#(N/A|REF!|VALUE!|DIV/0!|NAME[?]|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)"
_SPACES = " \t\r\n\u000b\u000c\u00a0\u2007\u202f\u200b\ufeff"

_NUMBER = r"[+-]?[0-9]+"
_THOUSANDS = r"[+-]?[0-9]{1,3}(,[0-9]{3})+"
_SPOILT = r"[+-]?[0-9]+([.][0-9]+)?[eE][+-][0-9]+|[+-]?[0-9]+[.]0+"


@dataclass(frozen=True, slots=True)
class Typed:
    """A column to be read: its name in the table, its kind and its list of codes."""

    name: str
    kind: Kind
    codes: str | None = None

    @classmethod
    def of(cls, column: Column | Item | Typed) -> Typed:
        """A table's column under its name, an item of the return under its tag in small letters."""
        if isinstance(column, Typed):
            return column
        return cls(column.name if isinstance(column, Column) else column.tag.lower(), column.kind, column.codes)


def type_columns(
    staging: Staging, table: str, columns: Iterable[Column | Item | Typed], *, year: int | None = None
) -> None:
    """Make `table` from `raw_<table>`: the same rows and places, these columns with their types, and `extra`.

    A column that the source does not have is null. One that `columns` does not name stays as text. Blank is null;
    what cannot be read is null, and asked about in `issues` under its rule of `READING_RULES`. With a census `year`,
    a code that the year does not have is asked about too.
    """
    wanted = {each.name: each for each in map(Typed.of, columns)}
    sent = staging.columns(table)
    every = [*wanted.values(), *(Typed(column, "text") for column in sent if column not in wanted)]
    there = [each for each in every if each.name in sent]
    _views(staging, table, sent)
    _hold_codes(staging, there)
    view = "sent_" + table
    notices = read_dates(staging, table, view, [each.name for each in there if each.kind == "date"])
    chosen, joins = [f"s.{column}" for column in PLACED], []
    for n, each in enumerate(every):
        made, join = _made(each, f"s.{name(each.name)}", n) if each.name in sent else ("NULL", "")
        chosen.append(f"CAST({made} AS {SQL_TYPE[each.kind]}) AS {name(each.name)}")
        joins.append(join)
    staging.con.execute(
        f"CREATE TABLE {name(table)} AS SELECT {', '.join(chosen)}, s.extra FROM {name(view)} AS s {' '.join(joins)}"
    )
    for each, question in _worth_asking(staging, table, there, year):
        _ask(staging, table, each, question)
    staging.report(notices)
    for column in (each.name for each in there if each.kind == "decimal"):
        staging.report(_rounded(staging, table, column))
    for made in ("sent_", "plain_"):
        staging.con.execute(f"DROP VIEW {name(made + table)}")


def _views(staging: Staging, table: str, columns: Iterable[str]) -> None:
    """`plain_<table>`: values without space around them, blank ones null. `sent_<table>`: no Excel errors either."""
    placed = ", ".join((*PLACED, "extra"))
    plain, sent = [placed], [placed]
    for column in map(name, columns):
        # Exports keep leading noughts as ="0012", a formula to Excel alone.
        bare = f"""CASE WHEN starts_with({column}, '="') AND ends_with({column}, '"')
            THEN substr({column}, 3, length({column}) - 3) ELSE {column} END"""
        plain.append(f"nullif(trim({bare}, '{_SPACES}'), '') AS {column}")
        sent.append(f"CASE WHEN {_is_error(column)} THEN NULL ELSE {column} END AS {column}")
    con = staging.con
    con.execute(f"CREATE TEMP VIEW {name('plain_' + table)} AS SELECT {', '.join(plain)} FROM {name('raw_' + table)}")
    con.execute(f"CREATE TEMP VIEW {name('sent_' + table)} AS SELECT {', '.join(sent)} FROM {name('plain_' + table)}")


def _hold_codes(staging: Staging, columns: Iterable[Typed]) -> None:
    """Put the columns' lists of codes into the table `code_spellings`, beside those that are there."""
    staging.con.execute(
        "CREATE TEMP TABLE IF NOT EXISTS code_spellings (list VARCHAR, folded VARCHAR, code VARCHAR,"
        " since INTEGER, until INTEGER)"
    )
    held = {one for (one,) in staging.con.execute("SELECT DISTINCT list FROM code_spellings").fetchall()}
    for listed in sorted({each.codes for each in columns if each.codes is not None} - held):
        codes = {code.code: code for code in code_lists()[listed]}
        rows = [
            (listed, spelling, code, codes[code].since, codes[code].until)
            for spelling, code in spellings(listed).items()
        ]
        if rows:
            staging.con.executemany("INSERT INTO code_spellings VALUES (?, ?, ?, ?, ?)", rows)


def _folded(value: str) -> str:
    """As `codes.folded` does it."""
    return rf"regexp_replace(lower({value}), '[\s_\-‐‑‒–]+', ' ', 'g')"


def _is_error(value: str) -> str:
    return f"starts_with({value}, '#') AND regexp_full_match({value}, '{_EXCEL_ERROR}')"


def _bare(value: str) -> str:
    return f"upper(replace(replace({value}, ' ', ''), '-', ''))"


def _whole(value: str) -> str:
    digits = f"replace(split_part({value}, '.', 1), ',', '')"
    right = f"regexp_full_match({value}, '{_NUMBER}([.]0+)?|{_THOUSANDS}')"
    return f"CASE WHEN {right} THEN TRY_CAST({digits} AS BIGINT) END"


def _digits(value: str) -> str:
    """The digits of an exact number. One comma and three figures after it may be a thousand or a decimal comma."""
    return f"""CASE WHEN regexp_full_match({value}, '{_NUMBER}([.][0-9]*)?|[+-]?[.][0-9]+') THEN {value}
        WHEN regexp_full_match({value}, '{_THOUSANDS}[.][0-9]+|[+-]?[0-9]{{1,3}}(,[0-9]{{3}}){{2,}}')
        THEN replace({value}, ',', '') END"""


def _exact(value: str) -> str:
    return f"TRY_CAST({_digits(value)} AS {SQL_TYPE['decimal']})"


def _yes_no(value: str) -> str:
    return f"""CASE WHEN lower({value}) IN ('1', 'true', 'yes', 'y') THEN true
        WHEN lower({value}) IN ('0', 'false', 'no', 'n') THEN false END"""


def _made(column: Typed, value: str, n: int) -> tuple[str, str]:
    """SQL for the column's typed value, and the join it needs."""
    if column.name in IDENTIFIERS or column.kind == "key":
        whole = _bare(value) if column.name in IDENTIFIERS else value
        return f"CASE WHEN regexp_full_match({value}, '{_SPOILT}') THEN NULL ELSE {whole} END", ""
    if column.kind == "date":
        plain = f"CASE WHEN regexp_full_match({value}, '{ISO}') THEN TRY_CAST({value} AS DATE) END"
        return f"coalesce(d{n}.day, {plain})", (
            f"LEFT JOIN read_dates AS d{n} ON d{n}.col = '{column.name}' AND d{n}.file = coalesce(s.source_file, '')"
            f" AND d{n}.v = {value}"
        )
    if column.kind == "code" and column.codes is not None:
        return f"coalesce(c{n}.code, {value})", (
            f"LEFT JOIN code_spellings AS c{n} ON c{n}.list = '{column.codes}' AND c{n}.folded = {_folded(value)}"
        )
    made = {"whole": _whole, "decimal": _exact, "yes_no": _yes_no}.get(column.kind)
    return (made(value) if made is not None else value), ""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of a column: under which rule, and SQL for when, for the reason, and for what it is asked of."""

    rule: str
    where: str
    reason: str = "NULL"
    view: str = "sent_"
    join: str = ""


def _questions(column: Typed, year: int | None) -> Iterator[_Question]:
    value = f"s.{name(column.name)}"
    yield _Question("cell-error", _is_error(value), view="plain_")
    if column.name in IDENTIFIERS or column.kind == "key":
        yield _Question("identifier-number", f"regexp_full_match({value}, '{_SPOILT}')")
    if column.name in IDENTIFIERS:
        length, bare = IDENTIFIERS[column.name], _bare(value)
        yield _Question(
            "identifier-short",
            f"regexp_full_match({bare}, '[0-9]+') AND length({bare}) < {length}",
            f"'it has ' || length({bare}) || ' and should have {length}'",
        )
    if column.kind == "date":
        join = (
            f"JOIN read_dates AS d ON d.col = '{column.name}' AND d.file = coalesce(s.source_file, '')"
            f" AND d.v = {value}"
        )
        for rule in ("date-unread", "date-zone", "date-order-mixed", "date-serial-mixed"):
            yield _Question(rule, f"d.rule = '{rule}'", "d.reason", join=join)
    made = {"whole": _whole, "decimal": _exact, "yes_no": _yes_no}.get(column.kind)
    if made is not None:
        rule, words = {
            "whole": ("number-unread", "'a whole number'"),
            "decimal": ("number-unread", "'a number'"),
            "yes_no": ("yes-no-unread", "NULL"),
        }[column.kind]
        yield _Question(rule, f"{value} IS NOT NULL AND ({made(value)}) IS NULL", words)
    if column.kind == "code" and column.codes is not None and not is_open(column.codes):
        yield from _code_questions(column.codes, value, year)


def _code_questions(listed: str, value: str, year: int | None) -> Iterator[_Question]:
    join = f"LEFT JOIN code_spellings AS c ON c.list = '{listed}' AND c.folded = {_folded(value)}"
    words = f"“{listed.replace('_', ' ')}”"
    yield _Question("code-unknown", f"{value} IS NOT NULL AND c.code IS NULL", f"'{words}'", join=join)
    if year is not None:
        for outside, when in (
            (f"c.since > {year}", f"from a later year than {year}"),
            (f"c.until < {year}", f"no longer in {year}"),
        ):
            yield _Question("code-year", outside, f"'{words} {when}'", join=join)


def _worth_asking(
    staging: Staging, table: str, columns: Iterable[Typed], year: int | None
) -> Iterator[tuple[Typed, _Question]]:
    """The questions that some row answers, found by reading the rows once for all that look at them in the same way."""
    every = [(column, question) for column in columns for question in _questions(column, year)]
    alike: dict[tuple[str, str], list[str]] = {}
    for _, question in every:
        alike.setdefault((question.view, question.join), []).append(question.where)
    found: dict[tuple[str, str, str], int] = {}
    for (view, join), wheres in alike.items():
        counts = ", ".join(f"count(*) FILTER (WHERE {where})" for where in wheres)
        row = staging.con.execute(f"SELECT {counts} FROM {name(view + table)} AS s {join}").fetchone() or ()
        found |= {(view, join, where): count for where, count in zip(wheres, row, strict=True)}
    for column, question in every:
        if found[question.view, question.join, question.where]:
            yield column, question


def _ask(staging: Staging, table: str, column: Typed, question: _Question) -> None:
    severity = READING_RULES[question.rule].severity
    staging.con.execute(
        f"INSERT INTO issues SELECT ?, ?, ?, s.row_no, ?, s.{name(column.name)}, s.source_file, s.source_line, s.place,"
        f" {question.reason} FROM {name(question.view + table)} AS s {question.join} WHERE {question.where}",
        [question.rule, severity, table, column.name],
    )


def _rounded(staging: Staging, table: str, column: str) -> Iterator[Finding]:
    """A notice for each file in which figures of the column have more decimals than are kept."""
    found = staging.con.execute(
        f"""SELECT source_file, count(*), arg_min(v, row_no), arg_min(source_line, row_no), arg_min(place, row_no)
        FROM (SELECT *, {name(column)} AS v FROM {name("sent_" + table)})
        WHERE regexp_matches(v, '[.][0-9]{{4}}[0-9]*[1-9]') AND {_exact("v")} IS NOT NULL GROUP BY source_file"""
    ).fetchall()
    for file, count, value, line, place in found:
        said = f"{count:,} {'figure of the column has' if count == 1 else 'figures of the column have'}"
        yield READING_RULES["number-rounded"].finding(
            table, column=column, value=value, file=file, line=line, place=place or "", reason=said
        )
