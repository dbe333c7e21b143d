"""The plan as an officer exports it from a spreadsheet: one file of actions, one of KPIs in blocks."""

from __future__ import annotations

import csv
import io

from tests.plan_reader.documents.published_plan import ACTION_HEADER, Plan, Table


def lines(table: Table) -> list[list[str]]:
    return [["" if cell is None else cell.text for cell in row] for row in table.rows]


def written(rows: list[list[str]], delimiter: str = ",") -> str:
    """Rows padded to the widest, as a spreadsheet writes them."""
    width = max(len(row) for row in rows)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter)
    writer.writerows(row + [""] * (width - len(row)) for row in rows)
    return target.getvalue()


def actions_file(plan: Plan, delimiter: str = ",") -> str:
    rows = [list(ACTION_HEADER)]
    for part in plan.parts:
        rows += lines(part.actions)[1:]
    return written(rows, delimiter)


def kpis_file(plan: Plan, delimiter: str = ",") -> str:
    """A block a table: the label of its area of weakness, the header, the rows, an empty row."""
    rows: list[list[str]] = []
    for part in plan.parts:
        rows.append([part.kpi_label])
        for table in part.kpis:
            rows += [*lines(table), []]
    return written(rows, delimiter)


def kpis_file_with_section(plan: Plan) -> str:
    """A block a table, with the section's letter in a first column instead of a label."""
    rows: list[list[str]] = []
    for part in plan.parts:
        for table in part.kpis:
            header, *rest = lines(table)
            rows += [["Section", *header], *([part.letter, *row] for row in rest), []]
    return written(rows)
