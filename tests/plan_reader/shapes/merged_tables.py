"""Tables with merged cells, section rows, two rows of headings, and a lead beside an accountable officer."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Cell, Heading, Look, Para, Row, Table
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Truth

DOCUMENTS: list[Document] = []

# Section rows drawn over all columns.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Outcome", "outcomes"), ("Due date", "due"), ("Lead", "owner")]
FIRST = [Line("panel", "1.1", "Sep 24", "Head of SEND"), Line("backlog", "1.2", "Nov 24", "SEND Team Manager")]
SECOND = [
    Line("therapy", "2.1", "March 2025", "Speech and Language Therapy Lead"),
    Line("autism", "2.2", "June 2025", "DCO"),
    Line("waiting", "2.3", "Complete", "DCO"),
]
both = rows(COLUMNS, FIRST + SECOND)
table: list[Row] = [
    both[0],
    [Cell("Theme 1: Timely plans", across=5, fill="cfe2f3")],
    *both[1:3],
    [Cell("Theme 2: Help from health", across=5, fill="cfe2f3")],
    *both[3:],
]
DOCUMENTS.append(
    Document(
        "kestrelshire-section-rows",
        ("html", "docx", "xlsx", "pdf", "untagged.pdf"),
        Truth([*meant(COLUMNS, FIRST, "Timely plans", "lead"), *meant(COLUMNS, SECOND, "Help from health", "lead")]),
        [
            Heading("Kestrelshire Accelerated Progress Plan", 1),
            Para("Agreed by the board on 9 May 2024."),
            Table(table),
        ],
    )
)

# The objective stands once, in a cell that covers its actions' rows.
COLUMNS = [("Action", "text"), ("Owner", "owner"), ("By when", "due")]
FIRST = [
    Line("governance", due="Sept 2023", owner="Chief Executive"),
    Line("data", due="Dec-24", owner="Performance and Data Manager"),
    Line("sef", due="T.B.C.", owner="Director of Children's Services"),
]
SECOND = [
    Line("voice", due="Jan 2025", owner="Lead Member for Children"),
    Line("coproduction", due="On-going", owner="Parent Carer Forum"),
]
one, two = rows(COLUMNS, FIRST), rows(COLUMNS, SECOND)
table = [
    ["Objective", *one[0]],
    [Cell("Leaders know what is going on", down=3), *one[1]],
    one[2],
    one[3],
    [Cell("Families are heard", down=2), *two[1]],
    two[2],
]
DOCUMENTS.append(
    Document(
        "quarrendale-tall-cells",
        ("html", "docx", "xlsx"),
        Truth([*meant(COLUMNS, FIRST, "Leaders know what is going on"), *meant(COLUMNS, SECOND, "Families are heard")]),
        [Heading("Quarrendale SEND and Inclusion Plan", 1), Table(table)],
    )
)

# Lead and accountable in their own columns; two rows of headings.
COLUMNS = [
    ("Ref", "ref"),
    ("Action", "text"),
    ("Due date", "due"),
    ("Responsible officer (action lead)", "owner"),
    ("Senior responsible officer (accountable)", "accountable"),
    ("Success criteria", "outcomes"),
]
LINES = [
    Line("training", "A1", "February 2024", "SEND Team Manager", "Director of Children's Services"),
    Line("reviews", "A2", "By end of May 2024", "Piers Quantock (Head of SEND)", "DCS"),
    Line("mediation", "A3", "Established March 2022", "DSCO", "Assistant Director, Education"),
    Line(
        "health", "A4", "17th March 2018", "Maud Ellerby – Designated Clinical Officer", "Chief Nurse, Marrow Vale ICB"
    ),
]
DOCUMENTS.append(
    Document(
        "fernwick-two-officers",
        ("html", "docx", "xlsx", "pdf"),
        Truth(meant(COLUMNS, LINES, "Quality of plans", "lead")),
        [
            Heading("Fernwick Local Area SEND Improvement Plan", 1),
            Heading("Area of significant weakness 1 – Quality of plans", 2),
            Table(rows(COLUMNS, LINES)),
        ],
        Look(landscape=True),
    )
)
table = rows(COLUMNS, LINES)
table[0] = ["Ref", "Action", "Due date", Cell("Officers", across=2), "Success criteria"]
table.insert(1, ["", "", "", "Lead", "Accountable", ""])
DOCUMENTS.append(
    Document(
        "fernwick-two-heading-rows",
        ("html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [Heading("Fernwick plan on a page", 1), Table(table, heads=2)],
    )
)

# A title inside the table above its headings, an empty row, and a row of notes at its foot.
COLUMNS = [
    ("Ref", "ref"),
    ("Actions to be taken", "text"),
    ("Timeline", "due"),
    ("Action owner", "owner"),
    ("Measure of success", "outcomes"),
]
LINES = [
    Line("inclusion", "3.1", "April  2025", "Interim Head of Inclusion"),
    Line("exclusions", "3.2", "September 2024 – March 2025", "Virtual School Head"),
    Line("attendance", "3.3", "Oct 24 / Feb 25", "Principal EP"),
]
made = rows(COLUMNS, LINES)
table = [
    [Cell("PRIORITY 3: CHILDREN IN SCHOOL AND LEARNING", across=5)],
    made[0],
    made[1],
    ["", "", "", "", ""],
    *made[2:],
]
DOCUMENTS.append(
    Document(
        "dunmarsh-title-in-table",
        ("html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES, "CHILDREN IN SCHOOL AND LEARNING")),
        [
            Heading("Dunmarsh SEND Partnership Improvement Plan 2024-26", 1),
            Table(table, heads=2),
            Para("* Dates are reviewed each quarter."),
        ],
    )
)

# One action over several rows: each of its steps has its own date and owner, and so is an action of its own.
COLUMNS = [("Ref", "ref"), ("What will we do?", "text"), ("Who?", "owner"), ("When?", "due")]
FIRST = [
    Line("sufficiency", "4.1", "June 2025", "Head of SEND"),
    Line("transport", "4.2", "End of 2024", "DCS"),
    Line("respite", "4.3", "academic year 2024/25", "Lead Commissioner (Therapies)"),
]
table = [
    ["Ref", "What will we do?", "Who?", "When?", "Impact"],
    *[
        [*row, Cell("Families have what they need close to home.", down=3)] if number == 0 else row
        for number, row in enumerate(rows(COLUMNS, FIRST)[1:])
    ],
]
shared = ("Families have what they need close to home.",)
DOCUMENTS.append(
    Document(
        "lowmere-shared-impact",
        ("html", "docx", "xlsx"),
        Truth(
            [
                type(one)(one.text, one.ref, outcomes=shared, due=one.due, owners=one.owners)
                for one in meant(COLUMNS, FIRST)
            ]
        ),
        [Heading("Lowmere plan for places", 1), Table(table)],
    )
)
