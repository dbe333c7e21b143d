"""Workbooks and Word files as officers really leave them: real dates and shares, gaps, typed numbers, tabs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from openpyxl.styles import PatternFill

from tests.plan_reader.shapes.days import DAYS, day, month
from tests.plan_reader.shapes.figures import count, dated, percent
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.promises import PROMISES
from tests.plan_reader.shapes.truths import Action, Either, Kpi, Owner, Truth, Update

DOCUMENTS: list[Document] = []


def words(key: str) -> str:
    return PROMISES[key].text


def numbered(key: str, number: int) -> Either:
    """One outcome in a numbered list: the number may be read as part of it."""
    (outcome,) = PROMISES[key].outcomes
    return Either(((outcome,), (f"{number}. {outcome}",)))


def dated_workbook(path: Path) -> None:
    """Cells that hold days, months and shares, a table that begins in C4, a sheet of figures."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Tracker"
    sheet["C2"] = "Marrow Vale tracker – restricted until published"
    for at, name in enumerate(["Ref", "Action", "Owner", "Due date", "Start date", "RAG", "Comments"]):
        sheet.cell(4, 3 + at, name)
    lines: list[list[Any]] = [
        [1.1, words("panel"), "Head of SEND", date(2024, 9, 30), date(2024, 4, 1), "G", "On course"],
        [1.2, words("backlog"), "SEND Team Manager", date(2025, 3, 1), date(2024, 5, 1), "R", "Two writers left"],
        [1.3, words("audit"), "Principal EP", "Ongoing", None, "A", None],
    ]
    for down, line in enumerate(lines):
        for at, value in enumerate(line):
            sheet.cell(5 + down, 3 + at, value)
    sheet["F5"].number_format = "DD/MM/YYYY"
    sheet["F6"].number_format = "MMM-YY"
    for cell, colour in (("H5", "00B050"), ("H6", "FF0000"), ("H7", "FFC000")):
        sheet[cell].fill = PatternFill("solid", start_color=colour)
    figures: Any = book.create_sheet("KPIs")
    figures.append(["KPI", "Baseline", "Baseline date", "Milestone Sept 2024", "Target March 2025"])
    figures.append(["Plans on time", 0.31, date(2024, 1, 31), 0.45, 0.6])
    figures.append(["Open complaints", 48, date(2024, 1, 31), 30, 20])
    for place in ("B2", "D2", "E2"):
        figures[place].number_format = "0%"
    book.save(path)


DOCUMENTS.append(
    Document(
        "marrowvale-real-dates",
        ("xlsx",),
        Truth(
            [
                Action(
                    words("panel"),
                    "1.1",
                    due=day("2024-09-30"),
                    due_printed="30/09/2024",
                    owners=(Owner("Head of SEND", None),),
                    statuses=("on_track",),
                    updates=(Update("On course"),),
                ),
                Action(
                    words("backlog"),
                    "1.2",
                    due=Either((month(2025, 3), day("2025-03-01"))),
                    due_printed="Mar-25",
                    owners=(Owner("SEND Team Manager", None),),
                    statuses=("off_track",),
                    updates=(Update("Two writers left"),),
                ),
                Action(
                    words("audit"),
                    "1.3",
                    due=DAYS["Ongoing"],
                    due_printed="Ongoing",
                    owners=(Owner("Principal EP", None),),
                    statuses=("at_risk",),
                ),
            ],
            [
                Kpi(
                    "Plans on time",
                    dated(percent(31), "2024-01-31"),
                    (dated(percent(45), "2024-09-30"), dated(percent(60), "2025-03-31")),
                ),
                Kpi(
                    "Open complaints",
                    dated(count(48), "2024-01-31"),
                    (dated(count(30), "2024-09-30"), dated(count(20), "2025-03-31")),
                ),
            ],
        ),
        maker=dated_workbook,
    )
)


def one_sheet_a_priority(path: Path) -> None:
    """The sheet's name is the only heading its table has."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for title, keys in (("Cover", []), ("Timeliness", ["tracker", "reviews"]), ("Families", ["phone", "newsletter"])):
        if title != "Cover":
            sheet = book.create_sheet(title)
        sheet.title = title
        if title == "Cover":
            sheet.append(["Lowmere SEND improvement plan"])
            sheet.append(["Version", "3.0"])
            sheet.append(["Approved by", "Partnership board"])
            continue
        sheet.append(["Action", "Responsible officer", "Deadline", "Success criteria"])
        for key in keys:
            sheet.append([words(key), "Head of SEND", "May 25", "\n".join(PROMISES[key].outcomes)])
    book.save(path)


DOCUMENTS.append(
    Document(
        "lowmere-sheet-a-priority",
        ("xlsx",),
        Truth(
            [
                Action(
                    words(key),
                    section=section,
                    outcomes=PROMISES[key].outcomes,
                    due=month(2025, 5),
                    due_printed="May 25",
                    owners=(Owner("Head of SEND", None),),
                )
                for section, key in (
                    ("Timeliness", "tracker"),
                    ("Timeliness", "reviews"),
                    ("Families", "phone"),
                    ("Families", "newsletter"),
                )
            ]
        ),
        maker=one_sheet_a_priority,
    )
)


def typed_letter(path: Path) -> None:
    """Headings in bold alone, typed numbers and bullets, labels parted from values by tabs."""
    book = docx.Document()
    title = book.add_paragraph()
    title.add_run("TARNFORTH: OUR PLAN FOR BETTER REVIEWS").bold = True
    book.add_paragraph("We wrote this plan with families in the spring.")
    for number, (key, lead, due) in enumerate(
        [("reviews", "Head of SEND", "31st March 2025"), ("preparing", "Transitions Lead", "Sept 24")], start=1
    ):
        line = book.add_paragraph()
        line.add_run(f"Action {number}.  {words(key)}").bold = True
        for label, value in (("Lead:", lead), ("Deadline:", due)):
            book.add_paragraph(f"{label}\t{value}")
        book.add_paragraph("What success looks like:")
        for outcome in PROMISES[key].outcomes:
            book.add_paragraph(f"•\t{outcome}")
    book.save(str(path))


DOCUMENTS.append(
    Document(
        "tarnforth-typed-letter",
        ("docx",),
        Truth(
            [
                Action(
                    words("reviews"),
                    "1",
                    outcomes=PROMISES["reviews"].outcomes,
                    due=day("2025-03-31"),
                    due_printed="31st March 2025",
                    owners=(Owner("Head of SEND", None, part="lead"),),
                ),
                Action(
                    words("preparing"),
                    "2",
                    outcomes=PROMISES["preparing"].outcomes,
                    due=month(2024, 9),
                    due_printed="Sept 24",
                    owners=(Owner("Transitions Lead", None, part="lead"),),
                ),
            ]
        ),
        maker=typed_letter,
    )
)


def broken_lines(path: Path) -> None:
    """A table whose cells hold line breaks instead of paragraphs, with a caption and a numbered list in a cell."""
    book = docx.Document()
    book.add_paragraph("Wyremouth SEND plan", style="Title")
    book.add_paragraph("Table 1: What we will do", style="Caption")
    table = book.add_table(rows=3, cols=4)
    for at, name in enumerate(["ACTION", "LEAD", "BY WHEN", "SUCCESS LOOKS LIKE"]):
        table.cell(0, at).text = name
    for down, (key, leads, due) in enumerate(
        [("health", ["DCO", "Lead Commissioner"], "Nov 24"), ("social", ["DSCO"], "TBC")], start=1
    ):
        table.cell(down, 0).text = words(key)
        run = table.cell(down, 1).paragraphs[0].add_run()
        for number, lead in enumerate(leads):
            if number:
                run.add_break(WD_BREAK.LINE)
            run.add_text(lead)
        table.cell(down, 2).text = due
        held = table.cell(down, 3)
        held.paragraphs[0].style = "List Number"
        held.paragraphs[0].add_run(PROMISES[key].outcomes[0])
    book.save(str(path))


DOCUMENTS.append(
    Document(
        "wyremouth-line-breaks",
        ("docx",),
        Truth(
            [
                Action(
                    words("health"),
                    outcomes=numbered("health", 1),
                    due=month(2024, 11),
                    due_printed="Nov 24",
                    owners=(Owner("DCO", None, part="lead"), Owner("Lead Commissioner", None, part="lead")),
                ),
                Action(
                    words("social"),
                    outcomes=numbered("social", 2),
                    due=DAYS["TBC"],
                    due_printed="TBC",
                    owners=(Owner("DSCO", None, part="lead"),),
                ),
            ]
        ),
        maker=broken_lines,
    )
)
