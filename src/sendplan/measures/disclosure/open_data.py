"""A published table as DfE's open data: a CSV of figures and a CSV that says what each column is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from sendplan.measures.disclosure.profile import HIDDEN
from sendplan.measures.disclosure.published import PublishedTable, Shown
from sendplan.measures.disclosure.table import TOTAL, Groups, Kind
from sendplan.measures.period import Period, PeriodType

META_COLUMNS: Final = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
)
PLACE_COLUMNS: Final = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
)
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_ENGLAND: Final = ("E92000001", "England")


def pair(table: PublishedTable) -> dict[str, bytes]:
    """The table's two files by name, `NAME.csv` and `NAME.meta.csv`: UTF-8, a line feed after each line."""
    return {f"{table.name}.csv": _data(table), f"{table.name}.meta.csv": _meta(table)}


def columns(table: PublishedTable) -> tuple[str, ...]:
    """The names of its indicators: of the base, the numerator and the figure itself."""
    match table.kind:
        case Kind.COUNT:
            return ("number",)
        case Kind.PROPORTION:
            return ("denominator", "numerator", "percentage")
        case Kind.RATE:
            return ("denominator", "numerator", "rate")
        case _:
            return ("number", str(table.kind))


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return "'" + text if text.lstrip(" ").startswith(_FORMULA) else text


def time_of(period: Period) -> tuple[str, str]:
    """DfE's `time_period` and `time_identifier` for a period. What DfE has no word for goes by its last month."""
    since, last = period.since, period.last_day
    two_years = f"{since.year}{(since.year + 1) % 100:02}"
    match period.type:
        case PeriodType.CALENDAR_YEAR:
            return str(since.year), "Calendar year"
        case PeriodType.ACADEMIC_YEAR:
            return two_years, "Academic year"
        case PeriodType.FINANCIAL_YEAR:
            return two_years, "Financial year"
        case PeriodType.QUARTER:
            return str(since.year), f"Calendar year Q{(since.month + 2) // 3}"
        case PeriodType.TERM:
            term = str(period).rsplit(" ", 1)[1].capitalize()
            first = since.year if term == "Autumn" else since.year - 1
            return f"{first}{(first + 1) % 100:02}", f"{term} term"
        case _:
            return str(last.year), MONTHS[last.month - 1]


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    page = io.StringIO()
    csv.writer(page, lineterminator="\n").writerows([safe(each) for each in row] for row in rows)
    return page.getvalue().encode()


def _data(table: PublishedTable) -> bytes:
    head = (*PLACE_COLUMNS, *(dimension.name for dimension in table.dimensions), *columns(table))
    return _written([head, *(_row(table, where, cell) for where, cell in table.cells.items())])


def _row(table: PublishedTable, where: tuple[Period, Groups], cell: Shown) -> list[str]:
    area = table.geography
    place = (area.region_code, area.region_name, area.old_la_code, area.new_la_code, area.la_name)
    return [*time_of(where[0]), "Local authority", *_ENGLAND, *place, *where[1], *cell.symbols]


def _meta(table: PublishedTable) -> bytes:
    rows: list[tuple[str, ...]] = [META_COLUMNS]
    for dimension in table.dimensions:
        hint = f"Filter by {dimension.label.lower()}; {TOTAL} is of all"
        rows.append((dimension.name, "Filter", dimension.label, "", "", "", hint, ""))
    kinds = sorted({str(period.type) for period in table.periods})
    note = f"{table.title}, by {', '.join(kinds)}; {HIDDEN} is hidden to protect children"
    for name in columns(table):
        part = {"denominator": "children counted", "numerator": "of whom", "number": "children"}.get(name, name)
        unit = "%" if name == "percentage" else ""
        rows.append((name, "Indicator", f"{note}: {part}", "", unit, _places(table, name), "", ""))
    return _written(rows)


def _places(table: PublishedTable, name: str) -> str:
    shown = [cell.value for cell in table.cells.values() if cell.value] if name in ("percentage", "rate") else []
    return "1" if any("." in value for value in shown) else "0"
