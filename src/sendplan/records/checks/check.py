"""Ask every rule that applies, and read what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import import_module

import duckdb

from sendplan.records.checks.macros import MACROS
from sendplan.records.checks.rule import RULES, Issue, Rule, Sent
from sendplan.records.reading_rules import READING_RULES, ReadingRule
from sendplan.records.structure_rules import STRUCTURE_RULES

# The modules of rules; importing one adds its rules to the catalogue, in this order.
SUBJECTS = ("person_rules", "request_rules", "assessment_rules", "plan_rules", "placement_rules",
            "establishment_rules", "review_rules", "whole_rules", "annex_a_rules", "feed_rules")  # fmt: skip


def rules() -> dict[str, Rule]:
    """The whole catalogue, by id, in the order of the subjects."""
    for subject in SUBJECTS:
        import_module(f"sendplan.records.checks.{subject}")
    return RULES


def check(connection: duckdb.DuckDBPyConnection, sent: Sent, only: Collection[str] | None = None) -> None:
    """Ask all rules that apply of the typed tables in `connection`, and add what they find to its table `issues`.

    `only` asks the rules of these ids and no others.
    """
    for macro in MACROS:
        connection.execute(macro)
    tables = frozenset(name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall())
    for each in rules().values():
        if each.applies(sent, tables) and (only is None or each.id in only):
            _ask(connection, each, sent)


def _ask(connection: duckdb.DuckDBPyConnection, each: Rule, sent: Sent) -> None:
    # One fault is told once: a value that has an error already, such as one that could not be read, is not asked again.
    connection.execute(
        f"""INSERT INTO issues BY NAME
        SELECT ? AS rule, ? AS severity, ? AS tbl, ? AS col, CAST(found.value AS VARCHAR) AS value,
               found.* EXCLUDE (value), t.source_file, t.source_line, t.place
        FROM ({each.select(sent)}) AS found LEFT JOIN {each.table} AS t ON t.row_no = found.row_no
        WHERE NOT EXISTS (FROM issues AS i WHERE i.tbl = ? AND i.row_no = found.row_no AND i.col = ?
                          AND i.severity = 'error')""",
        [each.id, each.severity, each.table, each.column, each.table, each.column],
    )


def catalogue() -> dict[str, Rule | ReadingRule]:
    """Everything that may be found, by id: first what is asked while reading, then the rules."""
    return {**READING_RULES, **STRUCTURE_RULES, **rules()}


def issues(
    connection: duckdb.DuckDBPyConnection, *, limit: int | None = None, rule: str | None = None
) -> Iterator[Issue]:
    """What stands in `issues`, errors first, then by file and line, with the rule's sentence filled in."""
    all_rules = catalogue()
    found = connection.execute(
        f"""SELECT rule, severity, coalesce(source_file, ''), coalesce(place, ''), source_line, tbl, coalesce(col, ''),
               value, coalesce(reason, '')
        FROM issues WHERE $rule IS NULL OR rule = $rule
        ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'query' THEN 1 ELSE 2 END,
            source_file, source_line, rule, row_no
        {"" if limit is None else f"LIMIT {int(limit)}"}""",
        {"rule": rule},
    )
    while rows := found.fetchmany(1000):
        for id_, severity, file, place, line, table, column, value, reason in rows:
            of = all_rules[id_]
            said = of.message.replace("{value}", value or "nothing").replace("{reason}", reason)
            yield Issue(id_, severity, file, place, line, table, column, value, said, of.remedy)
