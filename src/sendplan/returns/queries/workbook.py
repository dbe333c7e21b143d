"""What was found in a load as an Excel workbook, for whoever mends the records where they are kept."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from sendplan.access.viewer import Viewer
from sendplan.returns.actions.reads import children_taken
from sendplan.returns.queries.issues import every_issue
from sendplan.returns.queries.loads import found_load, needs
from sendplan.returns.queries.pages import IN_A_WORKBOOK, IssueRow

__all__ = ["workbook"]

_LONGEST = 32_767
_HEADS = (
    ("Rule", 16), ("Kind", 9), ("File", 28), ("Sheet", 14), ("Line or row", 12), ("Records", 16), ("Column", 24),
    ("Value", 24), ("What is wrong", 60), ("What to do", 60),
)  # fmt: skip


def workbook(viewer: Viewer, load_id: str, rule: str | None = None) -> tuple[str, bytes] | None:
    """A file's name and bytes: everything found in a load, or what one rule found. Every cell is text.

    The read is written down, with the children whose rows are in it, before the bytes are given out.
    """
    needs(viewer, "records.read_any")
    found = found_load(viewer, load_id)
    if found is None or (rule is not None and rule not in found[1]):
        return None
    load = found[0]
    rows = every_issue(viewer, load, rule, IN_A_WORKBOOK)
    content = _written(rows)
    children = [each.child for each in rows if each.child]
    children_taken(viewer, load=load.in_store or load.id, children=children, rows=len(children))
    return f"issues-{load.in_store or load.id}{'' if rule is None else f'-{rule}'}.xlsx", content


def _written(rows: list[IssueRow]) -> bytes:
    out = io.BytesIO()
    # No value becomes a formula, a number or a link, whatever it looks like; no name of who made it, no time.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("Issues")
    bold, text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
    for column, (head, width) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, 1):
        line = "" if row.line is None else str(row.line)
        cells = (row.rule, row.severity_words, row.file, row.place, line, row.records, row.column, row.value or "",
                 row.reason, row.remedy)  # fmt: skip
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, cell[:_LONGEST], text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
