"""The plan as a workbook: a sheet a section, or a sheet a kind of thing; as text, or with typed figures and dates."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.plan_reader.documents.published_plan import (
    Block,
    Cell,
    Part,
    Plan,
    Row,
    Table,
    Text,
    with_letter_merged_down,
)

MONTH_YEAR = re.compile(r"(January|March|May|June|July|September|October|December) (20\d\d)")
PERCENT = re.compile(r"(\d+(?:\.(\d+))?)%")
WHOLE = re.compile(r"\d{1,3}(,\d{3})*|\d+")
MONTHS = [dt.date(2023, number, 1).strftime("%B") for number in range(1, 13)]


def put(sheet: Worksheet, row: int, column: int, cell: Cell, typed: bool) -> None:
    """One cell: as text, or where it is typed as a spreadsheet keeps it (a date, a share of 1, a number)."""
    place = sheet.cell(row=row, column=column)
    text = cell.text
    month, percent, whole = (p.fullmatch(text) for p in (MONTH_YEAR, PERCENT, WHOLE))
    if typed and month:
        place.value = dt.datetime(int(month[2]), MONTHS.index(month[1]) + 1, 1)  # noqa: DTZ001 - cells have no zone
        place.number_format = "mmmm yyyy"
    elif typed and percent:
        place.value = float(Decimal(percent[1]) / 100)
        places = len(percent[2] or "")
        place.number_format = "0." + "0" * places + "%" if places else "0%"
    elif typed and whole:
        place.value = int(text.replace(",", ""))
        place.number_format = "#,##0" if "," in text else "0"
    else:
        place.value = text or None
        if "\n" in text:
            place.alignment = Alignment(wrap_text=True)
    if cell.down > 1 or cell.across > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.down - 1, end_column=column + cell.across - 1
        )


def add_table(sheet: Worksheet, table: Table, row: int, typed: bool) -> int:
    """Write a table from the row given; returns the row after it."""
    for number, line in enumerate(table.rows):
        for column, cell in enumerate(line, start=1):
            if cell is not None:
                put(sheet, row + number, column, cell, typed and number >= table.header_rows)
        if number < table.header_rows:
            for column in range(1, table.columns + 1):
                sheet.cell(row=row + number, column=column).font = Font(bold=True)
    return row + len(table.rows)


def add_blocks(sheet: Worksheet, blocks: list[Block], typed: bool = False) -> None:
    row = 1
    for block in blocks:
        if isinstance(block, Table):
            row = add_table(sheet, block, row, typed) + 1
        else:
            if block.level and row > 1:
                row += 1
            place = sheet.cell(row=row, column=1, value=block.text)
            place.font = Font(bold=bool(block.level))
            row += 1


def narrative(part: Part) -> list[Block]:
    return [
        Text(part.heading, level=2),
        Text(part.needs_heading, level=3),
        *(Text(need, bullet=True) for need in part.needs),
        Text(part.voice_heading, level=3),
        *(Text(voice, bullet=True) for voice in part.voice),
    ]


def new_sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.create_sheet(title)
    assert isinstance(sheet, Worksheet)
    return sheet


def with_shared_strings(path: Path) -> Path:
    """The same workbook with its strings in a list, some styled in parts, as spreadsheet programs save it."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name).decode() for name in package.namelist()}
    strings: list[str] = []

    def share(found: re.Match[str]) -> str:
        words = found[2]
        middle = words.find(" ", len(words) // 2)
        if middle > 0 and len(strings) % 3 == 0 and "&" not in words:
            one, other = words[:middle], words[middle:]
            strings.append(f'<r><rPr><b/></rPr><t>{one}</t></r><r><t xml:space="preserve">{other}</t></r>')
        else:
            strings.append(f'<t xml:space="preserve">{words}</t>')
        return f'<c {found[1]} t="s"><v>{len(strings) - 1}</v></c>'

    inline = re.compile(r'<c ([^>]*?) ?t="inlineStr"><is><t(?: xml:space="preserve")?>(.*?)</t></is></c>', re.DOTALL)
    for name in [name for name in members if name.startswith("xl/worksheets/sheet")]:
        members[name] = inline.sub(share, members[name])
        assert "inlineStr" not in members[name]
    assert strings
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    listed = "".join(f"<si>{string}</si>" for string in strings)
    members["xl/sharedStrings.xml"] = f'<sst xmlns="{spreadsheet}" count="{len(strings)}">{listed}</sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        f'<Relationship Id="rIdShared" Type="{relation}" Target="/xl/sharedStrings.xml"/></Relationships>',
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return path


def a_sheet_a_section(plan: Plan, path: Path, typed: bool = False) -> Path:
    """Front matter on the first sheet; then each section whole on a sheet of its own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_blocks(new_sheet(book, "About this plan"), [Text(plan.title, level=1), *plan.front])
    for part in plan.parts:
        blocks = [
            *narrative(part),
            Text("Actions and outcomes", level=3),
            part.actions,
            Text("Key Performance Indicators", level=3),
            Text(part.kpi_label),
            *part.kpis,
        ]
        add_blocks(new_sheet(book, f"Section {part.letter}"), blocks, typed)
    book.save(path)
    return path


def all_actions(plan: Plan) -> Table:
    """Every action in one table, the section's letter in the first column merged down over its actions."""
    rows: list[Row] = []
    for part in plan.parts:
        table = with_letter_merged_down(part.actions, part.letter)
        rows += table.rows if not rows else table.rows[1:]
    return Table(rows)


def a_sheet_a_kind(plan: Plan, path: Path, typed: bool = False) -> Path:
    """Front matter; needs and voice; one table of all actions; the KPI tables one under another."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_blocks(new_sheet(book, "Front page"), [Text(plan.title, level=1), *plan.front])
    add_blocks(new_sheet(book, "Areas of weakness"), [block for part in plan.parts for block in narrative(part)])
    add_blocks(new_sheet(book, "Actions"), [all_actions(plan)], typed)
    kpis: list[Block] = []
    for part in plan.parts:
        kpis += [Text(part.kpi_label, level=3), *part.kpis]
    add_blocks(new_sheet(book, "KPIs"), kpis, typed)
    book.save(path)
    return path
