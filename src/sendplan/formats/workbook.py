"""Excel workbooks: each sheet a heading and one table, with values as a person sees them written.

A date is written as people write it: "January 2023" where the cell shows month and year, else with its day. A share
kept as 0.13 and shown as 13% is written "13%". A hidden sheet is not part of what was published, and is said. A cell's
fill is the one painted on it; colours that rules paint (conditional formatting) are not worked out, and that is said.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from decimal import Decimal, InvalidOperation

import openpyxl
from openpyxl.cell.cell import Cell as OpenCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.colors import Color
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sendplan.formats.colours import of_hex, theme_colours, tinted
from sendplan.formats.document import Block, Cell, Heading, Place, Table
from sendplan.formats.limits import MAX_CELLS
from sendplan.formats.package import Package
from sendplan.formats.runs import RunCounter
from sendplan.formats.unreadable import Unreadable

__all__ = ["blocks_of_workbook", "written"]

_MONTHS = (
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


def blocks_of_workbook(package: Package) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a workbook in the order of its sheets, and remarks. Raises ``Unreadable``."""
    clean = package.clean()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(clean, data_only=True, keep_links=False)
            clean.seek(0)
            formulas = openpyxl.load_workbook(clean, keep_links=False) if package.holds_formulas() else None
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(
            package.name,
            "is an Excel file that cannot be read",
            "open it in Excel, save it again under a new name and try that",
        ) from error
    if len(book.sheetnames) < package.sheets():
        raise Unreadable(
            package.name,
            "is damaged: a sheet it lists is not in it",
            "open it in Excel, save it again under a new name and try that",
        )
    runs = RunCounter(package.name)
    fills = _Fills(book)
    blocks: list[Block] = []
    remarks: list[str] = []
    filled = False
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(f"The hidden sheet “{sheet.title}” was not read.")
            continue
        twin = formulas[sheet.title] if formulas is not None else None
        heading = Heading(runs.make(sheet.title, Place(sheet=sheet.title)), level=1)
        table, unsaved = _table(sheet, twin, runs, package.name, fills)
        blocks += [heading, table] if table is not None else [heading]
        filled = filled or table is not None
        if unsaved:
            remarks.append(f"Sheet “{sheet.title}” has {unsaved} formulas whose results were not saved in the file.")
        if table is not None and _paints_by_rule(sheet):
            remarks.append(
                f"Sheet “{sheet.title}” colours cells by rules (conditional formatting); those colours were not read."
            )
    if not filled:
        raise Unreadable(package.name, "holds no words", "choose the file that holds the plan")
    return tuple(blocks), tuple(remarks)


class _Fills:
    """What cells are painted with, from the workbook's theme and its palette."""

    def __init__(self, book: Workbook) -> None:
        theme = book.loaded_theme
        self._theme = list(theme_colours(theme if isinstance(theme, bytes) else None).values())
        self._palette = [str(colour) for colour in book._colors]  # type: ignore[attr-defined]  # its stubs leave the palette out

    def of(self, cell: OpenCell) -> str | None:
        """A solid fill, ``#rrggbb``; None where the cell has none or white."""
        if not cell.has_style or cell.fill.fill_type != "solid":
            return None
        return self._written(cell.fill.fgColor)

    def _written(self, colour: Color) -> str | None:
        written: object = None
        if colour.type == "theme":
            written = self._theme[colour.theme] if 0 <= colour.theme < len(self._theme) else None
        elif colour.type == "indexed":
            written = self._palette[colour.indexed] if 0 <= colour.indexed < len(self._palette) else None
        else:
            written = colour.rgb
        known = (
            str(written)[-6:].lower()
            if isinstance(written, str) and re.fullmatch(r"[0-9A-Fa-f]{6,8}", written)
            else None
        )
        return of_hex(tinted(known, colour.tint) if known and colour.tint else known)


def _paints_by_rule(sheet: Worksheet) -> bool:
    """True when a rule paints cells that the sheet has."""
    areas = (area for rules in sheet.conditional_formatting for area in rules.sqref.ranges)
    return any(area.min_row <= sheet.max_row and area.min_col <= sheet.max_column for area in areas)


def _table(
    sheet: Worksheet, twin: Worksheet | None, runs: RunCounter, name: str, fills: _Fills
) -> tuple[Table | None, int]:
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    if sum(area.size["rows"] * area.size["columns"] for area in spans.values()) > MAX_CELLS:
        raise Unreadable(name, "has merged cells too large to be a plan's", "save the plan alone and try again")
    cells: list[Cell] = []
    unsaved = 0
    places = sorted(sheet._cells)  # what the file holds; asking row by row would make the cells between
    for row, column in places:
        cell = sheet._cells[row, column]
        if isinstance(cell, MergedCell):
            continue
        text = written(cell.value, cell.number_format)
        if not text and twin is not None:
            formula = twin.cell(row, column).value
            if isinstance(formula, str) and formula.startswith("="):
                text, unsaved = formula, unsaved + 1
        lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
        fill = fills.of(cell)
        if not lines and fill is None:
            continue
        place = Place(sheet=sheet.title, row=row, column=column)
        made = tuple(runs.make(line, place) for line in lines)
        area = spans.get((row, column))
        rows = area.max_row - area.min_row + 1 if area else 1
        columns = area.max_col - area.min_col + 1 if area else 1
        cells.append(Cell(made, row, column, rows, columns, fill=fill))
    return _packed(_without_margins(cells)), unsaved


def _without_margins(cells: list[Cell]) -> list[Cell]:
    """The cells with text, and the painted ones in rows that have text, beside it or between: a status told by colour,
    or a key to one, and not the painted ground that runs on to a sheet's far edge."""
    words = [cell for cell in cells if cell.runs]
    if not words:
        return []
    rows = {cell.row for cell in words}
    first = min(cell.column for cell in words) - 1
    last = max(cell.column + cell.colspan for cell in words)
    return [cell for cell in cells if cell.runs or (cell.row in rows and first <= cell.column <= last)]


def _packed(cells: list[Cell]) -> Table | None:
    """The cells with empty columns left out, and of empty rows together all but one, so that a far-off cell makes no
    great grid."""
    if not cells:
        return None
    held = {cell.row for cell in cells}
    rows = sorted(held | {row + 1 for row in held if row < max(held)})
    columns = sorted({cell.column for cell in cells})
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    packed = [
        Cell(
            cell.runs,
            row_at[cell.row],
            column_at[cell.column],
            sum(1 for row in rows if cell.row <= row < cell.row + cell.rowspan),
            sum(1 for column in columns if cell.column <= column < cell.column + cell.colspan),
            fill=cell.fill,
        )
        for cell in cells
    ]
    return Table(tuple(packed), len(rows), len(columns))


def written(value: object, number_format: str) -> str:
    """A cell's value as a person would write it, from the value and the format it is shown in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime | dt.date):
        return _date_written(value, number_format)
    if isinstance(value, int | float | Decimal):
        return _number_written(value, number_format)
    return str(value)


def _date_written(value: dt.date, number_format: str) -> str:
    shown = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", number_format.lower())
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return f"{value.day} {month}" if "d" in shown or "y" not in shown else month


def _number_written(value: int | float | Decimal, number_format: str) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    plain = re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.", "", number_format.split(";")[0])
    places = re.search(r"\.([0#?]+)", plain)
    decimals = len(places.group(1)) if places else 0
    percent = "%" in plain
    shown = round(exact * 100 if percent else exact, 9).normalize()
    digits = max(-int(shown.as_tuple().exponent), 0)
    if places and digits <= decimals and "0" in places.group(1):
        digits = max(digits, places.group(1).count("0"))
    grouped = f"{shown:,.{digits}f}" if "," in plain else f"{shown:.{digits}f}"
    return f"{grouped}%" if percent else grouped
