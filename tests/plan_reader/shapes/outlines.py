"""Plans written as headings and bullets: refs in headings or none, nested bullets, months as headings."""

from __future__ import annotations

from dataclasses import replace

from tests.plan_reader.shapes.blocks import Block, Bold, Bullets, Heading, Look, Para, Table
from tests.plan_reader.shapes.days import day, month
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Action, Truth

DOCUMENTS: list[Document] = []

# Months as headings: every bullet below one is due in it.
PLANNED = [
    ("September 2024", month(2024, 9), ["panel", "phone"]),
    ("December 2024", month(2024, 12), ["audit", "therapy", "voice"]),
    ("March 2025", month(2025, 3), ["inclusion"]),
]
blocks: list[Block] = [Heading("Tarnforth: what we will do and when", 1), Para("A plan for the next six months.")]
found: list[Action] = []
for title, due, keys in PLANNED:
    lines = [Line(key) for key in keys]
    blocks += [Heading(title, 2), Bullets([line.text for line in lines])]
    found += [Action(line.text, due=due) for line in lines]
DOCUMENTS.append(Document("tarnforth-month-headings", ("html", "docx", "txt"), Truth(found), blocks))

# The same inside themes, with "By …" headings in bold.
PLANNED = [
    ("By 31 March 2025", day("2025-03-31"), ["data", "sef"]),
    ("By the end of July 2025", replace(month(2025, 7), earliest=month(2025, 7).earliest), ["governance"]),
]
blocks = [Heading("Dunmarsh local area plan", 1), Heading("Theme 1: Leadership", 2), Para("We will:")]
found = []
for title, due, keys in PLANNED:
    lines = [Line(key) for key in keys]
    blocks += [Bold(title), Bullets([line.text for line in lines])]
    found += [Action(line.text, section="Leadership", due=replace(due, earliest=due.earliest)) for line in lines]
DOCUMENTS.append(
    Document(
        "dunmarsh-by-headings",
        ("html", "docx", "txt"),
        Truth([replace(one, due=type(one.due)(one.due.latest, one.due.kind)) for one in found]),
        blocks,
    )
)

# A month as a row over a table's columns.
COLUMNS = [("Action", "text"), ("Lead", "owner"), ("Impact", "outcomes")]
FIRST = [Line("backlog", owner="SEND Team Manager"), Line("training", owner="Principal EP")]
SECOND = [Line("preparing", owner="Transitions Lead"), Line("health", owner="DCO")]
blocks = [
    Heading("Eastmarch SEND action plan", 1),
    Heading("October 2024", 2),
    Table(rows(COLUMNS, FIRST)),
    Heading("January 2025", 2),
    Table(rows(COLUMNS, SECOND)),
]
found = [
    *(replace(one, due=month(2024, 10)) for one in meant(COLUMNS, FIRST, owner_part="lead")),
    *(replace(one, due=month(2025, 1)) for one in meant(COLUMNS, SECOND, owner_part="lead")),
]
DOCUMENTS.append(Document("eastmarch-month-over-table", ("html", "docx", "xlsx"), Truth(found), blocks))

# Numbered headings and paragraphs below them with the date and the owner in brackets at the end.
LINES = [
    Line("exclusions", "1.1", "Dec '24", "Virtual School Head"),
    Line("attendance", "1.2", "June 2025", "Principal EP"),
    Line("inclusion", "1.3", "September 2025", "Interim Head of Inclusion"),
]
blocks = [Heading("Pellbridge inclusion plan", 1), Heading("1. Children in school", 2)]
for line in LINES:
    blocks += [
        Heading(f"{line.ref} {line.text}", 3),
        Para(f"Lead: {line.owner}. Deadline: {line.due}."),
    ]
DOCUMENTS.append(
    Document(
        "pellbridge-one-line-labels",
        ("html", "docx", "txt"),
        Truth([line.meant(["ref", "text", "owner", "due"], "Children in school", "lead") for line in LINES]),
        blocks,
    )
)

# Actions as bullets, each with its labels as bullets below it.
LINES = [
    Line("coproduction", "", "May 25", "Parent Carer Forum"),
    Line("newsletter", "", "Ongoing", "Parent Carer Forum"),
    Line("localoffer", "", "31/03/25", "Head of SEND"),
]
blocks = [
    Heading("Quarrendale: working with families", 1),
    Heading("Our actions", 2),
    Bullets(
        [
            words
            for line in LINES
            for words in (
                line.text,
                f"◦ Owner: {line.owner}",
                f"◦ By when: {line.due}",
                f"◦ Outcome: {line.outcomes[0]}",
            )
        ]
    ),
]
DOCUMENTS.append(
    Document(
        "quarrendale-labels-below",
        ("html", "docx", "txt"),
        Truth([replace(line.meant(["text", "owner", "due"]), outcomes=line.outcomes[:1]) for line in LINES]),
        blocks,
    )
)

# No ref anywhere, a contents list before and an appendix after that are no actions.
COLUMNS = [("Action", "text"), ("Owner", "owner"), ("Deadline", "due"), ("Outcome", "outcomes")]
FIRST = [Line("tracker", owner="Head of SEND", due="Nov 24"), Line("social", owner="DSCO", due="Mar-25")]
SECOND = [Line("transport", owner="DCS", due="2025"), Line("respite", owner="I. Vosper", due="TBC")]
blocks = [
    Heading("Kestrelshire Written Statement of Action", 1),
    Heading("Contents", 2),
    Table(
        [
            ["Section", "Page"],
            ["Foreword", "2"],
            ["How we are governed", "3"],
            ["Assessments", "4"],
            ["Support at home", "6"],
            ["Appendix A: Members of the board", "8"],
        ]
    ),
    Heading("Foreword", 2),
    Para("We are sorry for the experience that too many families have had, and we are determined to put it right."),
    Heading("How we are governed", 2),
    Para("The SEND Partnership Board meets each month and reports to the Health and Wellbeing Board."),
    Heading("Assessments", 2),
    Table(rows(COLUMNS, FIRST)),
    Heading("Support at home", 2),
    Table(rows(COLUMNS, SECOND)),
    Heading("Appendix A: Members of the board", 2),
    Table(
        [
            ["Name", "Role", "Organisation"],
            ["Odette Farrow", "Co-chair", "Kestrelshire Parent Carer Forum"],
            ["Piers Quantock", "Head of SEND", "Kestrelshire Council"],
        ]
    ),
    Heading("Appendix B: Words we use", 2),
    Table([["Term", "Meaning"], ["EHC plan", "Education, health and care plan"], ["ICB", "Integrated care board"]]),
]
DOCUMENTS.append(
    Document(
        "kestrelshire-contents",
        ("html", "docx", "pdf", "xlsx"),
        Truth([*meant(COLUMNS, FIRST, "Assessments"), *meant(COLUMNS, SECOND, "Support at home")]),
        blocks,
        Look(banner="Kestrelshire Written Statement of Action", footer="OFFICIAL"),
    )
)
