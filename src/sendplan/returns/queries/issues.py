"""What was found in rows about children, and the rows themselves. Each read is written down before it is given out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from sendplan.access.viewer import Viewer
from sendplan.records.checks.check import catalogue
from sendplan.records.checks.rule import Issue
from sendplan.records.quarantine import ABOVE
from sendplan.returns.actions.places import found_of, store_of
from sendplan.returns.actions.reads import children_read
from sendplan.returns.queries.loads import found_load, needs, rule_row
from sendplan.returns.queries.names import column_named, records_named
from sendplan.returns.queries.pages import IssueRow, LoadRow, RowPage, RulePage
from sendplan.returns.queries.parquet import columns_of, file, reading

__all__ = ["ON_A_PAGE", "every_issue", "issues_of", "row"]

ON_A_PAGE = 25
_SEVERITIES = {"error": "Error", "query": "Query", "notice": "To know"}
_PLACED = {"row_no", "parent_no", "source_file", "source_line", "place", "extra", "aside_for"}


def issues_of(viewer: Viewer, load_id: str, rule: str, page: int) -> RulePage | None:
    """One page of what a rule found in a load; a page beyond the last is the last. None where it found nothing."""
    needs(viewer, "records.read_any")
    found = found_load(viewer, load_id)
    if found is None or rule not in found[1]:
        return None
    load, counted = found
    known, total = catalogue()[rule], counted[rule]
    if load.in_store:
        page, at = _held(page, total)
        rows = _in_store(viewer, load, rule, at, ON_A_PAGE)
    else:
        kept = [each for each in found_of(viewer.area_slug, load.id) or () if each.rule == rule]
        page, at = _held(page, len(kept))
        rows = [_of_issue(each) for each in kept[at : at + ON_A_PAGE]]
        total = len(kept)
    _write_down(viewer, load, rows)
    return RulePage(
        load=load,
        rule=rule_row(rule, counted[rule]),
        wording=known.wording,
        source=known.source,
        remedy=known.remedy,
        rows=tuple(rows),
        page=page,
        total=total,
        left_out=counted[rule] - total,
    )


def row(viewer: Viewer, load_id: str, table: str, row_no: int) -> RowPage | None:
    """One row of a load as it came, where something was found in it or it was set aside."""
    needs(viewer, "records.read_any")
    found = found_load(viewer, load_id)
    if found is None or not found[0].in_store:
        return None
    load = found[0]
    folder = store_of(viewer.area_slug).folder / "loads" / load.in_store
    with reading() as con:
        issues = _selected(con, folder, "tbl = $table AND row_no = $row", {"table": table, "row": row_no})
        aside = _aside(con, folder, table, row_no)
        if not issues and aside is None:
            return None
        became = () if aside is not None or not issues else _became(con, folder, issues[0])
    shown = dict(aside or {})
    person = shown.pop("person_no", None)
    child = str(person) if person is not None else issues[0].child if issues else _key(table, row_no)
    children_read(viewer, load=load.in_store, children=[child], rows=1)
    line = shown.get("source_line") or (issues[0].line if issues else None)
    source = str(shown.get("source_file") or (issues[0].file if issues else ""))
    return RowPage(
        load=load,
        table=records_named(table),
        row_no=row_no,
        where=f"{source}{'' if line is None else f', line {line:,}'}",
        sentence=_sentence(shown),
        fields=tuple(
            (column_named(table, name), str(value))
            for name, value in shown.items()
            if name not in _PLACED and value is not None
        ),
        became=became,
        issues=tuple(issues),
    )


def every_issue(viewer: Viewer, load: LoadRow, rule: str | None, most: int) -> list[IssueRow]:
    """What was found in a load, by one rule or by all, the first ``most``. The caller writes the read down."""
    if load.in_store:
        return _in_store(viewer, load, rule, 0, most)
    kept = found_of(viewer.area_slug, load.id) or ()
    return [_of_issue(each) for each in kept if rule is None or each.rule == rule][:most]


def _write_down(viewer: Viewer, load: LoadRow, rows: Sequence[IssueRow]) -> None:
    children = [each.child for each in rows if each.child]
    children_read(viewer, load=load.in_store or load.id, children=children, rows=len(children))


def _in_store(viewer: Viewer, load: LoadRow, rule: str | None, at: int, most: int) -> list[IssueRow]:
    folder = store_of(viewer.area_slug).folder / "loads" / load.in_store
    with reading() as con:
        return _selected(con, folder, "($rule IS NULL OR rule = $rule)", {"rule": rule}, at, most)


def _selected(
    con: duckdb.DuckDBPyConnection, folder: Path, where: str, given: dict[str, Any], at: int = 0, most: int = 1000
) -> list[IssueRow]:
    path = folder / "issues.parquet"
    person = "person_no" if "person_no" in columns_of(con, path) else "NULL"
    found = con.execute(
        f"""SELECT rule, severity, coalesce(source_file, ''), coalesce(place, ''), source_line, tbl, row_no,
            coalesce(col, ''), value, coalesce(reason, ''), {person}
        FROM {file(path)} WHERE {where}
        ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'query' THEN 1 ELSE 2 END,
            rule, source_file, source_line, row_no, col, value
        LIMIT {int(most)} OFFSET {int(at)}""",  # noqa: S608  the conditions are written above, and what is asked for is bound
        given,
    ).fetchall()
    return [_of_row(*each) for each in found]


def _of_row(
    rule: str,
    severity: str,
    source: str,
    place: str,
    line: int | None,
    table: str,
    row_no: int | None,
    column: str,
    value: str | None,
    reason: str,
    person: int | None,
) -> IssueRow:
    known = catalogue()[rule]
    return IssueRow(
        rule=rule,
        severity_words=_SEVERITIES[severity],
        file=source,
        place=place,
        line=line,
        table=table,
        records=records_named(table),
        row_no=row_no,
        column=column_named(table, column),
        value=value,
        reason=known.message.replace("{value}", value or "nothing").replace("{reason}", reason),
        remedy=known.remedy,
        child="" if row_no is None else str(person) if person is not None else _key(table, row_no),
    )


def _of_issue(issue: Issue) -> IssueRow:
    return IssueRow(
        rule=issue.rule,
        severity_words=_SEVERITIES[issue.severity],
        file=issue.file,
        place=issue.place,
        line=issue.line,
        table=issue.table,
        records=records_named(issue.table),
        row_no=None,
        column=column_named(issue.table, issue.column),
        value=issue.value,
        reason=issue.reason,
        remedy=issue.remedy,
        child="" if issue.line is None else f"{issue.table} line {issue.line}",
    )


def _key(table: str, row_no: int) -> str:
    """A child's key: the number of their record in the return, or the row's own where it hangs off that record."""
    return str(row_no) if table == "person" else f"{table} {row_no}"


def _aside(con: duckdb.DuckDBPyConnection, folder: Path, table: str, row_no: int) -> dict[str, Any] | None:
    path = folder / "aside" / f"{table}.parquet"
    # The name comes from an address: only one of the load's own files will do.
    if path not in (folder / "aside").glob("*.parquet"):
        return None
    found = con.execute(f"SELECT * FROM {file(path)} WHERE row_no = ?", [row_no])  # noqa: S608  a path of ours
    names = [each[0] for each in found.description or ()]
    values = found.fetchone()
    return None if values is None else dict(zip(names, values, strict=True))


def _became(
    con: duckdb.DuckDBPyConnection, folder: Path, issue: IssueRow
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The rows of the load's tables that stand at the same place of the same file."""
    made = []
    for path in sorted((folder / "tables").glob("*.parquet")):
        found = con.execute(
            f"SELECT * EXCLUDE (source_file, source_line) FROM {file(path)} WHERE source_file = ? AND source_line = ?",  # noqa: S608  a path of ours
            [issue.file, issue.line],
        )
        names = [each[0] for each in found.description or ()]
        for values in found.fetchmany(20):
            shown = tuple((n, _said(v)) for n, v in zip(names, values, strict=True) if v is not None)
            made.append((path.stem, shown))
    return tuple(made)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _sentence(aside: dict[str, Any]) -> str:
    if not aside:
        return "This row was loaded. Below is what it became, in the tables that figures are counted on."
    if aside["aside_for"] == ABOVE:
        return "This row was set aside, because the row it belongs to was."
    return f"This row was set aside: {catalogue()[aside['aside_for']].title}."


def _held(page: int, total: int) -> tuple[int, int]:
    """The page that is shown when ``page`` is asked for, and where it begins."""
    held = min(max(page, 1), max(1, -(-total // ON_A_PAGE)))
    return held, (held - 1) * ON_A_PAGE
