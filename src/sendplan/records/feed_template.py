"""What an authority hands to its supplier: an empty file of a feed, and a page that says what goes into it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Literal

import xlsxwriter  # type: ignore[import-untyped]  # it has no types

from sendplan.records.codes import code_lists, is_open
from sendplan.records.columns import Column, Kind, Table
from sendplan.records.sources.feeds import FEEDS, LINKS, columns_of
from sendplan.records.tables import SHAPES

__all__ = ["TemplateKind", "specification", "table_page", "template"]

TemplateKind = Literal["csv", "xlsx"]

_LONG_LIST = 20
_ONE_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; one day makes the same bytes
_KINDS: dict[Kind, str] = {
    "key": "an identifier, as text: the same one in every file",
    "text": "text",
    "code": "a code",
    "date": "a date, best as 2025-01-31",
    "whole": "a whole number",
    "decimal": "a number, with a full stop before its decimals (four at most)",
    "yes_no": "yes or no",
}


def template(table: str, kind: TemplateKind) -> bytes:
    """An empty feed of the table: its headings, and in a workbook the meaning of each column and the lists of codes.

    The same table gives the same bytes. Raises KeyError for a table that does not come as a feed.
    """
    if table not in FEEDS:
        raise KeyError(f"{table!r} does not come as a feed; these do: {', '.join(FEEDS)}")
    return _as_csv(SHAPES[table]) if kind == "csv" else _as_xlsx(SHAPES[table])


def _as_csv(table: type[Table]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(column.name for column in columns_of(table))
    # With its mark, so that Excel takes the file for what it is.
    return out.getvalue().encode("utf-8-sig")


def _as_xlsx(table: type[Table]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": f"{table.name}: one row is {table.one_row_is()}", "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001 - one fixed day for the same bytes
    bold = book.add_format({"bold": True})
    formats = {
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"num_format": "@"}),
    }
    rows = book.add_worksheet(table.name)
    rows.freeze_panes(1, 0)
    columns = columns_of(table)
    for at, column in enumerate(columns):
        # Text cells keep leading noughts, and long identifiers whole.
        as_text = column.kind in ("key", "text", "code")
        chosen = formats["text"] if as_text else formats["date"] if column.kind == "date" else None
        rows.set_column(at, at, max(12, len(column.name) + 2), chosen)
        rows.write_string(0, at, column.name, bold)
    meanings = book.add_worksheet("columns")
    for row, line in enumerate([("column", "required", "what it is", "meaning"), *map(_line, columns)]):
        for at, text in enumerate(line):
            meanings.write_string(row, at, text, bold if row == 0 else None)
    codes = book.add_worksheet("codes")
    listed = [("list", "code", "meaning")]
    for name in dict.fromkeys(column.codes for column in columns if column.codes):
        listed += [(code.list, code.code, code.meaning) for code in code_lists()[name]]
    for row, of_list in enumerate(listed):
        for at, text in enumerate(of_list):
            codes.write_string(row, at, text, bold if row == 0 else None)
    book.close()
    return out.getvalue()


def _line(column: Column) -> tuple[str, str, str, str]:
    required = "yes" if column.required else "no"
    return column.name, required, _KINDS[column.kind], column.meaning


def specification(table: str) -> str:
    """The page of one feed, in Markdown: what one row is, each column, its codes, and how it is sent."""
    declared = SHAPES[table]
    made = [column.name for column in declared.columns() if column.made]
    lines = [f"# The feed `{table}`\n", f"One row is {declared.one_row_is()}.\n"]
    lines.append(
        "Send it as CSV (best in UTF-8) or as an Excel workbook (.xlsx), its headings in the first row. "
        f"`sendplan template {table}` writes an empty file to fill. Capitals, spaces, underscores and hyphens in a "
        "heading make no difference, nor does the order of the columns.\n"
    )
    lines.append(f"No two rows may have the same {_and([f'`{name}`' for name in declared.key])}.\n")
    lines.append("| column | required | what it is | meaning | other headings |\n|---|---|---|---|---|")
    lines += [_row(column) for column in columns_of(declared)]
    lines.append("")
    if any(link in columns_of(declared) for link in LINKS):
        lines.append(
            "Where you do not know the `person_id`, send `born_on` with `upn` or `nhs_number`; the rows are linked to "
            "a child later, and a row that fits two children waits for a person to decide.\n"
        )
    if made:
        lines.append(
            "Reckoned here from the law and the columns above, and left out of what a file says: "
            + ", ".join(f"`{name}`" for name in made)
            + ".\n"
        )
    lines += _code_lists(columns_of(declared))
    return "\n".join(lines)


def table_page() -> str:
    """The page of all tables, in Markdown: what one row is, and of each column type, meaning, item and years."""
    lines = ["# The tables of records\n"]
    lines.append(
        "Everything is measured on these tables. SEN2 items have the numbers of the 2025 guide where known, else of "
        "2023's. A column *of a child* is seen only with that child's record.\n"
    )
    for name, table in SHAPES.items():
        lines.append(f"## `{name}`\n\nOne row is {table.one_row_is()}.\n")
        lines.append(f"Key: {_and([f'`{column}`' for column in table.key])}.")
        lines += [
            f"Joins `{join.table}` on {_and([f'`{column}`' for column in join.columns])}." for join in table.joins
        ]
        lines.append(
            "\n| column | type | of a child | meaning | source | years | list |\n|---|---|---|---|---|---|---|"
        )
        for column in table.columns():
            years = f"{column.since or ''}–{column.until or ''}" if column.since or column.until else ""
            child = "yes" if column.of_child else ""
            kind = column.kind.replace("_", " ") + (", required" if column.required else "")
            meaning = column.meaning.replace("|", "\\|")
            lines.append(
                f"| `{column.name}` | {kind} | {child} | {meaning} | {column.source} | {years} | {column.codes or ''} |"
            )
        lines.append("")
    lines.append("## The lists of codes\n")
    lines.append("How sure each code is, and where it is from: `src/sendplan/records/reference/SOURCES.md`.\n")
    for name in code_lists():
        if name == "authority":
            lines.append("### `authority`\n\nDfE's three digits: `src/sendplan/records/reference/authorities.csv`.\n")
            continue
        if is_open(name):
            lines.append(f"### `{name}`\n\nIts codes are not known here; any is taken as sent.\n")
            continue
        lines.append(f"### `{name}`\n\n| code | meaning | years | sure |\n|---|---|---|---|")
        for code in code_lists()[name]:
            years = f"{code.since or ''}–{code.until or ''}" if code.since or code.until else ""
            lines.append(f"| `{code.code}` | {code.meaning} | {years} | {code.sure} |")
        lines.append("")
    return "\n".join(lines)


def _row(column: Column) -> str:
    kind = _KINDS[column.kind] + (f" of the list `{column.codes}`" if column.codes else "")
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {required} | {kind} | {column.meaning} | {', '.join(column.aliases)} |"


def _code_lists(columns: tuple[Column, ...]) -> Iterator[str]:
    for name in dict.fromkeys(column.codes for column in columns if column.codes):
        codes = code_lists()[name]
        if not codes:
            yield f"`{name}`: its codes are not known here, and any is taken as sent.\n"
        elif len(codes) > _LONG_LIST:
            yield f"`{name}`: {len(codes)} codes, in [the tables](../tables.md) and in the workbook.\n"
        else:
            yield f"`{name}`: " + "; ".join(f"`{code.code}` {code.meaning}" for code in codes) + ".\n"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
