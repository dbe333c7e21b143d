"""Rules about feeds: for each table that may come as one, what must be given, and each row once."""

from __future__ import annotations

from sendplan.records.checks.rule import Sent, rule
from sendplan.records.columns import Column, Table
from sendplan.records.tables import SHAPES

# A child's row may be told by a UPN or an NHS number with the date of birth, instead of by the person_id.
_LINKED = "person_id"


def _given(table: type[Table], column: Column) -> None:
    @rule(
        f"F1.{table.name}.{column.name}", "error", table.name, column.name,
        title=f"{table.name}: {column.name} is given",
        wording=f"{column.meaning} Every row of {table.name} has it.",
        source="the specification of the feed",
        message="There is no {reason}.",
        remedy="Give it, or leave the row out.",
        breaks={f"{table.name}.{column.name}": None},
        feed=True,
    )  # fmt: skip
    def given(sent: Sent) -> str:
        linked = " AND upn IS NULL AND nhs_number IS NULL" if column.name == _LINKED else ""
        return f"""SELECT row_no, NULL AS value, '{column.name}' AS reason FROM {table.name}
            WHERE "{column.name}" IS NULL{linked}"""


def _once(table: type[Table]) -> None:
    key = ", ".join(f'"{column}"' for column in table.key)
    known = " AND ".join(f'"{column}" IS NOT NULL' for column in table.key if table.column(column).required)

    @rule(
        f"F2.{table.name}", "error", table.name, table.key[-1],
        title=f"{table.name}: each row once",
        wording=f"A row of {table.name} is told from others by {', '.join(table.key)}.",
        source="the specification of the feed",
        message="Another row above has the same " + ", ".join(table.key) + ": {value}.",
        remedy="Take the copy out, or correct its key.",
        breaks={f"{table.name}#2.copy": True},
        feed=True,
    )  # fmt: skip
    def once(sent: Sent) -> str:
        return f"""SELECT row_no, value FROM (
                SELECT row_no, concat_ws(', ', {key}) AS value,
                    row_number() OVER (PARTITION BY {key} ORDER BY row_no) AS nth
                FROM {table.name} WHERE {known}) WHERE nth > 1"""


for _table in SHAPES.values():
    if _table.name == "published":
        continue
    for _column in _table.columns():
        if _column.required:
            _given(_table, _column)
    _once(_table)
