"""A SEN2 return that comes as tables joined by keys: which row belongs to which, and in what order they stand.

Rows come in any order. They are put in the order of the XML: each after its parent, those of one parent in their own
order. A row whose parent is not there keeps no parent, and is told as an orphan by the checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sendplan.records.modules import MODULES
from sendplan.records.reading_rules import ReadingRule
from sendplan.records.sources.items import columns_of
from sendplan.records.staging import Staging, name
from sendplan.records.structure_rules import STRUCTURE_RULES

__all__ = ["Keyed", "KeyedRows", "report_more_than_one"]

_KEYS = ("own", "above", "ord", "source_file", "place", "extra")


@dataclass(slots=True)
class KeyedRows:
    """Some rows of a module: `own` is what others below call the row, `above` what the row calls its parent.

    `ord` is its place among its parent's, None or blank where only the order of the file says it.
    """

    file: str
    place: str
    line: Sequence[int]
    own: Sequence[str | None]
    above: Sequence[str | None]
    ord: Sequence[str | None]
    extra: Sequence[str | None]
    values: Mapping[str, Sequence[str | None]]


@dataclass(slots=True)
class Keyed:
    """The tables of one return until they are joined. `ids` are the modules in which a key is one row's alone."""

    staging: Staging
    ids: frozenset[str]
    _count: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MODULES, 0))

    def __post_init__(self) -> None:
        for module in MODULES.values():
            columns = columns_of(module)
            self.staging.raw(module.name, columns)
            typed = ", ".join(f"{name(column)} VARCHAR" for column in (*_KEYS, *columns))
            self.staging.con.execute(f"CREATE TABLE keyed_{module.name} (n BIGINT, source_line BIGINT, {typed})")
        self.staging.con.execute(
            "CREATE TABLE keyed_faults (module VARCHAR, n BIGINT, rule VARCHAR, severity VARCHAR, col VARCHAR,"
            " value VARCHAR, reason VARCHAR)"
        )

    def add(self, module: str, rows: KeyedRows) -> int:
        """Keep the rows; gives the number of the first of them, for `fault`."""
        first = self._count[module] + 1
        many = len(rows.line)
        if not many:
            return first
        self._count[module] += many
        batch: dict[str, object] = {
            "n": np.arange(first, first + many),
            "source_line": np.array(rows.line, dtype=np.int64),
        }
        texts: dict[str, Sequence[str | None]] = {
            "own": rows.own,
            "above": rows.above,
            "ord": rows.ord,
            "source_file": [rows.file] * many,
            "place": [rows.place] * many,
            "extra": rows.extra,
            **rows.values,
        }
        batch |= {column: np.array(values, dtype=object) for column, values in texts.items()}
        self.staging.con.execute(f"INSERT INTO keyed_{module} BY NAME SELECT * FROM batch")
        return first

    def fault(
        self, module: str, n: int, rule: ReadingRule, column: str | None, value: str | None, reason: str | None
    ) -> None:
        """Note a question about a row that has no row number yet."""
        self.staging.con.execute(
            "INSERT INTO keyed_faults VALUES (?, ?, ?, ?, ?, ?, ?)",
            [module, n, rule.id, rule.severity, column, value, reason],
        )

    def join(self) -> None:
        """Number the rows and their parents, fill the raw tables, and tell keys that are not one row's alone."""
        con = self.staging.con
        for module in MODULES.values():
            above = (
                f"(SELECT own, min(row_no) AS row_no FROM placed_{module.parent} WHERE own IS NOT NULL GROUP BY own)"
                if module.parent is not None
                else "(SELECT NULL AS own, NULL AS row_no WHERE false)"
            )
            con.execute(
                f"""CREATE TABLE placed_{module.name} AS
                SELECT row_number() OVER (ORDER BY p.row_no NULLS LAST, TRY_CAST(k.ord AS BIGINT) NULLS LAST, k.n)
                    AS row_no, p.row_no AS parent_no, k.*
                FROM keyed_{module.name} k LEFT JOIN {above} p ON p.own = k.above"""
            )
            columns = ", ".join(map(name, columns_of(module)))
            placed = f"row_no, parent_no, source_file, source_line, place, {columns}, extra"
            con.execute(
                f"INSERT INTO raw_{module.name} BY NAME SELECT {placed} FROM placed_{module.name} ORDER BY row_no"
            )
            con.execute(
                f"""INSERT INTO issues SELECT f.rule, f.severity, f.module, p.row_no, f.col, f.value, p.source_file,
                    p.source_line, p.place, f.reason
                FROM keyed_faults f JOIN placed_{module.name} p USING (n) WHERE f.module = '{module.name}'"""
            )
            if module.name in self.ids:
                self._shared(module.name, columns)
        for each in MODULES:
            con.execute(f"DROP TABLE keyed_{each}")
            con.execute(f"DROP TABLE placed_{each}")
        con.execute("DROP TABLE keyed_faults")

    def _shared(self, module: str, columns: str) -> None:
        """Tell a key that stands for several rows: S9 where they are the same in everything, S6 where they differ."""
        same, shared = STRUCTURE_RULES["S9"], STRUCTURE_RULES["S6"]
        self.staging.con.execute(
            f"""WITH told AS (
                SELECT row_no, own, source_file, source_line, place,
                    hash(above, extra, {columns}) AS sent
                FROM placed_{module} WHERE own IS NOT NULL),
            counted AS (
                SELECT *, count(*) OVER (PARTITION BY own) AS many,
                    min(sent) OVER (PARTITION BY own) = max(sent) OVER (PARTITION BY own) AS same,
                    row_number() OVER (PARTITION BY own ORDER BY row_no) AS nth,
                    first_value(source_line) OVER (PARTITION BY own ORDER BY row_no) AS first_line
                FROM told)
            INSERT INTO issues
            SELECT CASE WHEN same THEN '{same.id}' ELSE '{shared.id}' END, '{shared.severity}', '{module}', row_no,
                NULL, CASE WHEN same THEN CAST(first_line AS VARCHAR) ELSE replace(own, chr(31), ' / ') END,
                source_file, source_line, place, NULL
            FROM counted WHERE many > 1 AND (NOT same OR nth > 1) ORDER BY row_no"""
        )


def report_more_than_one(staging: Staging, modules: Iterable[str] = ("namedplan", "activeplans")) -> None:
    """Tell each record after the first where its parent may have one; those that are set aside already do not count."""
    rule = STRUCTURE_RULES["S5"]
    for module in modules:
        staging.con.execute(
            f"""INSERT INTO issues
            SELECT '{rule.id}', '{rule.severity}', '{module}', row_no, NULL, CAST(nth AS VARCHAR), source_file,
                source_line, place, NULL
            FROM (SELECT *, row_number() OVER (PARTITION BY parent_no ORDER BY row_no) AS nth FROM raw_{module}
                WHERE parent_no IS NOT NULL AND row_no NOT IN
                    (SELECT row_no FROM issues WHERE tbl = '{module}' AND rule IN ('S6', 'S9')))
            WHERE nth > 1"""
        )
