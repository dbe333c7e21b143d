"""Plans as they come out of a printer: tables over several pages, running heads and feet, two plans side by side."""

from __future__ import annotations

from dataclasses import replace

from tests.plan_reader.shapes.blocks import Block, Break, Cell, Heading, Look, Para, Row, Side, Table
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Either, Truth

DOCUMENTS: list[Document] = []

# A long table that the printer breaks over pages, its headings at the head of each page.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Outcome", "outcomes"), ("By when", "due"), ("Owner", "owner")]
LINES = [
    Line("panel", "1.1", "Sep 24", "Head of SEND"),
    Line("backlog", "1.2", "Nov 24", "SEND Team Manager"),
    Line("tracker", "1.3", "31/03/25", "Performance and Data Manager"),
    Line("audit", "1.4", "Ongoing", "Principal EP"),
    Line("training", "1.5", "Jan 2025", "SEND Team Manager"),
    Line("phone", "2.1", "Completed June 2024", "Assistant Director, Education"),
    Line("localoffer", "2.2", "May 25", "Head of SEND"),
    Line("newsletter", "2.3", "TBC", "Parent Carer Forum"),
    Line("therapy", "3.1", "End Q4 2024/25", "Director of Integrated Commissioning"),
    Line("autism", "3.2", "June 2025", "DCO"),
    Line("waiting", "3.3", "1st September 2024", "DCO"),
    Line("preparing", "4.1", "Dec '24", "Transitions Lead"),
    Line("internships", "4.2", "September 2025", "Transitions Lead"),
    Line("inclusion", "5.1", "Mar-25", "Interim Head of Inclusion"),
    Line("exclusions", "5.2", "February 2024", "Virtual School Head"),
    Line("attendance", "5.3", "2025", "Principal EP"),
]
DOCUMENTS.append(
    Document(
        "eastmarch-many-pages",
        ("pdf", "word.pdf", "docx", "untagged.pdf"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Eastmarch Accelerated Progress Plan", 1),
            Para("Period: September 2024 to September 2025"),
            Table(rows(COLUMNS, LINES)),
        ],
        Look(
            banner="Eastmarch Accelerated Progress Plan – OFFICIAL",
            footer="Version 2.1, agreed 3 June 2024",
            landscape=True,
            size=14,
        ),
    )
)

# The same plan's headings typed again by hand at the head of each page, in one table and in several.
again = rows(COLUMNS, LINES[:9])
typed = [*again[:4], again[0], *again[4:7], again[0], *again[7:]]
DOCUMENTS.append(
    Document(
        "eastmarch-headings-typed-again",
        ("html", "docx", "xlsx", "csv", "txt"),
        Truth(meant(COLUMNS, LINES[:9])),
        [Heading("Eastmarch Accelerated Progress Plan", 1), Table(typed)],
        Look(text="tabs"),
    )
)
parted: list[Block] = [Heading("Eastmarch Accelerated Progress Plan", 1)]
for start in (1, 4, 7):
    parted += [Table([again[0], *again[start : start + 3]]), Para(f"Page {start // 3 + 1} of 3"), Break()]
DOCUMENTS.append(
    Document(
        "eastmarch-table-a-page",
        ("html", "docx", "pdf"),
        Truth(meant(COLUMNS, LINES[:9])),
        parted,
        Look(landscape=True),
    )
)

# A table that goes on after a page without its headings.
parted = [
    Heading("Dunmarsh action plan", 1),
    Table(again[:5]),
    Break(),
    Table(again[5:8], heads=0),
    Para("End of plan"),
]
DOCUMENTS.append(
    Document(
        "dunmarsh-goes-on",
        ("html", "docx", "pdf", "untagged.pdf"),
        Truth(meant(COLUMNS, LINES[:7])),
        parted,
        Look(landscape=True),
    )
)

# Two plans' tables side by side: the council's and the health service's.
LEFT = [("Ref", "ref"), ("Council action", "text"), ("By", "due")]
RIGHT = [("Ref", "ref"), ("NHS action", "text"), ("By", "due")]
COUNCIL = [Line("panel", "C1", "Sept 23"), Line("backlog", "C2", "Dec-24"), Line("training", "C3", "Ongoing")]
NHS = [Line("therapy", "H1", "May 25"), Line("autism", "H2", "January 2025"), Line("health", "H3", "TBC")]
DOCUMENTS.append(
    Document(
        "quarrendale-side-by-side",
        ("html", "xlsx", "pdf", "untagged.pdf"),
        Truth([*meant(LEFT, COUNCIL), *meant(RIGHT, NHS)]),
        [
            Heading("Quarrendale council and health plans", 1),
            Side([Table(rows(LEFT, COUNCIL)), Table(rows(RIGHT, NHS))]),
        ],
        Look(landscape=True, size=10),
    )
)

# Side by side with an owner each, in one table whose top row names the two plans.
both: list[Row] = [
    [Cell("Education plan", across=3), Cell("Health plan", across=3)],
    ["Action", "Owner", "Due", "Action", "Owner", "Due"],
]
LEFT = RIGHT = [("Action", "text"), ("Owner", "owner"), ("Due", "due")]
COUNCIL = [replace(one, owner="Head of SEND", ref="") for one in COUNCIL]
NHS = [replace(one, owner="DCO", ref="") for one in NHS]
for one, other in zip(rows(LEFT, COUNCIL)[1:], rows(RIGHT, NHS)[1:], strict=True):
    both.append([*one, *other])
DOCUMENTS.append(
    Document(
        "lowmere-two-plans-one-table",
        ("html", "docx", "xlsx"),
        Truth([*meant(LEFT, COUNCIL), *meant(RIGHT, NHS)]),
        [Heading("Lowmere joint plan", 1), Table(both, heads=2)],
        Look(landscape=True),
    )
)

# One page a section, long cells of several paragraphs, a foot with page numbers typed in.
COLUMNS = [
    ("Ref", "ref"),
    ("What we will do", "text"),
    ("What difference it makes", "bulleted"),
    ("Who", "owner"),
    ("When", "due"),
]
FIRST = [
    Line("governance", "A.1", "31.10.24", "Chief Executive"),
    Line("coproduction", "A.2", "Jan 2025", "DCS"),
    Line("localoffer", "A.3", "May 25", "Head of SEND"),
]
SECOND = [Line("preparing", "B.1", "Sep 24", "Transitions Lead"), Line("training", "B.2", "Sept 23", "Principal EP")]
DOCUMENTS.append(
    Document(
        "brackenshire-page-a-section",
        ("pdf", "docx", "html"),
        Truth([*meant(COLUMNS, FIRST, "Working together"), *meant(COLUMNS, SECOND, "Growing up")]),
        [
            Heading("Brackenshire local area improvement plan", 1),
            Heading("Section A: Working together", 2),
            Table(rows(COLUMNS, FIRST)),
            Break(),
            Heading("Section B: Growing up", 2),
            Table(rows(COLUMNS, SECOND)),
        ],
        Look(banner="Brackenshire local area improvement plan", footer="brackenshire-plan-v3", size=12),
    )
)

# A cell that the printer breaks over two pages in the middle of its words.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Progress", "update"), ("Due", "due")]
STORY = "\n".join(
    f"In {month} the team met schools in the {place} of the area, heard what worked and agreed what comes next."
    for month, place in zip(
        ["January", "February", "March", "April", "May", "June", "July"],
        ["north", "south", "east", "west", "middle", "hills", "valley"],
        strict=True,
    )
)
LINES = [
    Line("inclusion", "1", "Mar-25", update="Guide published."),
    Line("attendance", "2", "JULY 2025", update=STORY),
    Line("exclusions", "3", "Dec-24", update="Panel agreed."),
    Line("workforce", "4", "2025", update=STORY.replace("the team", "the lead")),
    Line("data", "5", "Sep 24", update="First version shown."),
    Line("sef", "6", "TBC", update="Draft out."),
]
made = meant(COLUMNS, LINES)
long = [
    replace(
        one,
        updates=Either((one.updates, tuple(type(one.updates[0])(part) for part in one.updates[0].text.split("\n")))),
    )
    for one in made
]
DOCUMENTS.append(
    Document(
        "wyremouth-long-cells",
        ("pdf", "docx", "html", "untagged.pdf"),
        Truth(long),
        [Heading("Wyremouth progress report", 1), Table(rows(COLUMNS, LINES))],
        Look(footer="Wyremouth progress report", size=15, whole_rows=False),
    )
)
