"""DfE's published CSVs: every cell a row of the table `published`, with the release and version it stood in.

DfE restates its figures: the file of July 2025 and that of January 2026 differ, so the same figure of two versions are
two rows. Misspelt column names are kept, for they are the figure's name; capitals are not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sendplan.records.codes import code_lists
from sendplan.records.columns import SQL_TYPE
from sendplan.records.cover import Period
from sendplan.records.dates import FIRST_YEAR, LAST_YEAR
from sendplan.records.faults import Refused
from sendplan.records.reading_rules import READING_RULES
from sendplan.records.sources.text import Separated, open_separated
from sendplan.records.staging import BATCH, PLACED, Finding, Progress, Staging, name, no_progress
from sendplan.records.tables import TABLES

__all__ = ["IDENTIFYING", "days_of", "is_published", "periods_in", "read_published"]

IDENTIFYING: tuple[str, ...] = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "new_la_code", "old_la_code", "la_name", "breakdown_topic", "breakdown",
)  # fmt: skip
"""The columns of DfE's open data standard that say which figure a cell is; all the others are figures."""

_NEEDED = ("time_period", "time_identifier", "geographic_level", "country_code")
_WHOLE = "Total"  # DfE's own word for what is not split
_NUMBER = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"
_PLACES = 4
_MOST_WORDS = 200
_LEVELS = {"national": "country_code", "regional": "region_code", "local authority": "new_la_code"}


def is_published(heads: Sequence[str]) -> bool:
    """Whether a file with these headings is one of DfE's: its standard's columns, and figures beside them."""
    held = {head.casefold() for head in heads}
    return held.issuperset(_NEEDED) and bool(held.difference(IDENTIFYING))


def read_published(
    staging: Staging,
    path: Path,
    release: str,
    version: dt.date,
    *,
    file: str | None = None,
    progress: Progress = no_progress,
) -> int:
    """Add one row to the typed table `published` for each cell of one of DfE's CSVs; the result is how many.

    `release` is the reporting year of the release ("2025"), `version` the day of this version of it; `file` is DfE's
    name for the file, by default the name it has here without its ending. A cell that is no number is kept as a sign,
    as published. A file without breakdowns (before 2023) has "Total" for both. Raises `Refused` for any other file.
    """
    text = open_separated(path)
    if not is_published(text.heads):
        raise Refused(
            text.name,
            text.heads_line,
            None,
            f"is not one of DfE's open data files: it lacks {', '.join(_lacking(text.heads))}",
            "download the CSV of the data set from Explore education statistics",
        )
    heads, left_out = _heads(text)
    figures = [head for head in heads if head not in IDENTIFYING]
    raw = "published_wide"
    staging.con.execute(f"DROP TABLE IF EXISTS {raw}")
    columns = ", ".join(f"{name(head)} VARCHAR" for head in heads)
    staging.con.execute(f"CREATE TEMP TABLE {raw} (source_line BIGINT, {columns})")
    _fill(staging, text, raw, heads, left_out, progress)
    _make(staging)
    before = _count(staging, "published")
    staging.con.execute(
        f"""CREATE TEMP VIEW {raw}_cells AS SELECT * REPLACE (trim(cell) AS cell) FROM
        (UNPIVOT {raw} ON {", ".join(map(name, figures))} INTO NAME indicator VALUE cell)"""
    )
    of = {"file": file or path.stem, "release": release, "version": version}
    number = f"regexp_full_match(cell, '{_NUMBER}')"
    staging.con.execute(
        f"""INSERT INTO published BY NAME
        SELECT row_number() OVER () + {before} AS row_no, NULL AS parent_no, $name AS source_file, source_line,
            '' AS place, $file AS file, $release AS release, CAST($version AS DATE) AS version,
            time_period AS period, time_identifier AS period_kind, geographic_level AS level,
            {_area(heads)} AS area_code,
            {_or_whole("breakdown_topic", heads)} AS topic, {_or_whole("breakdown", heads)} AS breakdown, indicator,
            CASE WHEN {number} THEN TRY_CAST(cell AS {SQL_TYPE["decimal"]}) END AS value,
            CASE WHEN cell <> '' AND NOT {number} THEN cell END AS sign
        FROM {raw}_cells""",
        {"name": text.name, **of},
    )
    added = _count(staging, "published") - before
    if added == 0:
        raise Refused(text.name, None, None, "has headings and no rows", "download it again")
    staging.report(_doubts(staging, text.name, of, before))
    staging.con.execute(f"DROP VIEW {raw}_cells")
    staging.con.execute(f"DROP TABLE {raw}")
    progress(f"Reading {text.name}", added, added)
    return added


# The first day of the years that DfE counts by, and how many digits name one.
_YEARS: Mapping[str, tuple[int, int, int]] = {
    "calendar year": (1, 1, 4), "academic year": (9, 1, 6), "financial year": (4, 1, 6), "tax year": (4, 6, 6),
}  # fmt: skip


def days_of(period: str, kind: str) -> Period | None:
    """The days of one of DfE's periods, such as "202425" of the kind "Academic year"; None where it cannot be told.

    A "Reporting year" has no days of its own, and a calendar year has four digits: one with six is not guessed at.
    """
    month, day, digits = _YEARS.get(kind.casefold(), (0, 0, 0))
    if not (digits and len(period) == digits and period.isascii() and period.isdigit()):
        return None
    year = int(period[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR or (digits == 6 and (year + 1) % 100 != int(period[4:])):
        return None
    return Period(dt.date(year, month, day), dt.date(year + 1, month, day))


def periods_in(staging: Staging) -> tuple[Period, ...]:
    """The days that the figures of `published` are about, without overlaps, oldest first."""
    kinds = staging.con.execute("SELECT DISTINCT period, period_kind FROM published").fetchall()
    joined: list[Period] = []
    for period in sorted(days for kind in kinds if (days := days_of(*kind)) is not None):
        if joined and period.since <= joined[-1].until:
            joined[-1] = Period(joined[-1].since, max(joined[-1].until, period.until))
        else:
            joined.append(period)
    return tuple(joined)


def _lacking(heads: Sequence[str]) -> list[str]:
    held = {head.casefold() for head in heads}
    return [needed for needed in _NEEDED if needed not in held] or ["any figures"]


def _heads(text: Separated) -> tuple[list[str], dict[int, str]]:
    """The names of the columns in small letters, and by their place those that stand there a second time."""
    heads: list[str] = []
    again: dict[int, str] = {}
    for at, head in enumerate(text.heads):
        small = head.casefold() or f"column {at + 1}"
        if small in heads:
            again[at] = small
        else:
            heads.append(small)
    return heads, again


def _fill(
    staging: Staging, text: Separated, raw: str, heads: list[str], again: dict[int, str], progress: Progress
) -> None:
    kept = [at for at in range(len(text.heads)) if at not in again]
    first = {at: [head.casefold() for head in text.heads].index(small) for at, small in again.items()}
    batch: list[list[object]] = []
    for count, (line, fields) in enumerate(text.rows(), start=1):
        if len(fields) != len(text.heads):
            raise Refused(
                text.name,
                line,
                None,
                f"has {len(fields)} fields under {len(text.heads)} headings",
                "download the file again: this copy is damaged",
            )
        for at, of in first.items():
            if fields[at].strip() != fields[of].strip():
                raise Refused(
                    text.name,
                    line,
                    f"{fields[of]} and {fields[at]}",
                    f"has the column {again[at]} twice with different figures",
                    "ask DfE which is right, and delete the other column",
                )
        batch.append([line, *(fields[at] for at in kept)])
        if len(batch) == BATCH:
            _insert(staging, raw, heads, batch)
            batch = []
            progress(f"Reading {text.name}", count, None)
    _insert(staging, raw, heads, batch)
    rule = READING_RULES["heading-duplicate"]
    staging.report(
        rule.finding("published", value=small, file=text.name, line=text.heads_line) for small in again.values()
    )


def _insert(staging: Staging, raw: str, heads: list[str], batch: list[list[object]]) -> None:
    if batch:
        columns = zip(("source_line", *heads), zip(*batch, strict=True), strict=True)
        rows = {head: np.array(values, dtype=object) for head, values in columns}  # noqa: F841 - SQL reads it
        staging.con.execute(f"INSERT INTO {raw} BY NAME SELECT * FROM rows")


def _make(staging: Staging) -> None:
    columns = [f"{column} {kind}" for column, kind in PLACED.items()]
    columns += [f"{name(column.name)} {SQL_TYPE[column.kind]}" for column in TABLES["published"].columns()]
    staging.con.execute(f"CREATE TABLE IF NOT EXISTS published ({', '.join(columns)})")


def _count(staging: Staging, table: str) -> int:
    found = staging.con.execute(f"SELECT count(*) FROM {name(table)}").fetchone()
    return int(found[0]) if found is not None else 0


def _area(heads: Sequence[str]) -> str:
    cases = " ".join(
        f"WHEN lower(geographic_level) = '{level}' THEN nullif(trim({name(column)}), '')"
        for level, column in _LEVELS.items()
        if column in heads
    )
    return f"CASE {cases} END"


def _or_whole(column: str, heads: Sequence[str]) -> str:
    return f"coalesce(nullif(trim({name(column)}), ''), '{_WHOLE}')" if column in heads else f"'{_WHOLE}'"


def _doubts(staging: Staging, source: str, of: Mapping[str, object], before: int) -> list[Finding]:
    """What is to be asked about the rows after `before`: empty cells, lost decimals, figures that stand twice."""
    found: list[Finding] = []
    known = [code.code for code in code_lists()["published_sign"]]
    blank = staging.con.execute(
        "SELECT count(*), min(source_line), arg_min(indicator, source_line) FROM published"
        " WHERE row_no > ? AND value IS NULL AND sign IS NULL",
        [before],
    ).fetchone()
    if blank is not None and blank[0]:
        said = f"{blank[0]:,} cells hold" if blank[0] > 1 else "1 cell holds"
        found.append(
            READING_RULES["published-blank"].finding(
                "published", column=blank[2], file=source, line=blank[1], reason=said
            )
        )
    words = staging.con.execute(
        f"""SELECT indicator, sign, count(*), min(source_line) FROM published
        WHERE row_no > ? AND sign NOT IN ({", ".join("?" for _ in known)}) GROUP BY indicator, sign
        ORDER BY min(source_line), indicator, sign LIMIT {_MOST_WORDS}""",
        [before, *known],
    ).fetchall()
    for indicator, sign, count, line in words:
        said = f"published_sign, nor a figure; it was kept as a sign, {count:,} {'time' if count == 1 else 'times'}"
        found.append(
            READING_RULES["code-unknown"].finding(
                "published", column=indicator, value=sign, file=source, line=line, reason=said
            )
        )
    lost = staging.con.execute(
        f"""SELECT indicator, count(*), min(source_line), arg_min(cell, source_line) FROM published_wide_cells
        WHERE regexp_matches(cell, '[.][0-9]{{{_PLACES}}}[0-9]*[1-9]') GROUP BY indicator ORDER BY indicator"""
    ).fetchall()
    for indicator, count, line, cell in lost:
        said = f"{count:,} {'figure of the column has' if count == 1 else 'figures of the column have'}"
        found.append(
            READING_RULES["number-rounded"].finding(
                "published", column=indicator, value=cell, file=source, line=line, reason=said
            )
        )
    # The rest of the key is one file's, release's and version's.
    key = ", ".join(column for column in TABLES["published"].key if column not in ("file", "release", "version"))
    twice = staging.con.execute(
        f"""SELECT p.row_no, CAST(p.value AS VARCHAR), p.source_line, p.period, p.area_code, p.breakdown, p.indicator
        FROM published AS p JOIN (SELECT {key}, min(row_no) AS first_no FROM published
            WHERE file = $file AND release = $release AND version = $version
            GROUP BY {key} HAVING count(*) > 1) AS q USING ({key})
        WHERE p.file = $file AND p.release = $release AND p.version = $version
            AND p.row_no > $before AND p.row_no > q.first_no ORDER BY p.row_no""",
        {**of, "before": before},
    ).fetchall()
    for row_no, value, line, period, area, breakdown, indicator in twice:
        found.append(
            READING_RULES["published-twice"].finding(
                "published", row_no=row_no, column=indicator, value=value, file=source, line=line,
                reason=f"{indicator} of {area} in {period} ({breakdown})",
            )
        )  # fmt: skip
    return found
