"""Plans as text copied out of a page or a file: a cell a line, columns kept by spaces, bullets, labels."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Heading, Look, Para, Table
from tests.plan_reader.shapes.days import DAYS, day, done, month
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Action, Either, Owner, Truth, Update

DOCUMENTS: list[Document] = []

# One cell a line, every row full.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("By when", "due"), ("Lead officer", "owner")]
LINES = [
    Line("panel", "1.1", "Sept 23", "Head of SEND"),
    Line("audit", "1.2", "Jan 2025", "Principal EP"),
    Line("phone", "1.3", "Ongoing", "DCS"),
    Line("health", "1.4", "17th March 2018", "DCO"),
]
DOCUMENTS.append(
    Document(
        "tarnforth-cell-a-line",
        ("txt",),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [Heading("Tarnforth SEND improvement plan"), Para("Priority 1: Plans on time"), Table(rows(COLUMNS, LINES))],
        Look(text="cells"),
    )
)

# One cell a line with nothing between rows, and outcomes.
DOCUMENTS.append(
    Document(
        "sallowdale-cell-a-line-tight",
        ("txt",),
        Truth(
            [
                Action(
                    "Agree a joint budget for equipment.",
                    "A1",
                    outcomes=("Children get equipment within a month.",),
                    due=DAYS["Dec '24"],
                    owners=(Owner("Director of Integrated Commissioning", None),),
                ),
                Action(
                    "Publish a directory of short breaks.",
                    "A2",
                    outcomes=("Families know what there is.",),
                    due=DAYS["May 25"],
                    owners=(Owner("Lead Commissioner", None),),
                ),
                Action(
                    "Train foster carers in sensory needs.",
                    "A3",
                    outcomes=("Fewer placements break down.",),
                    due=DAYS["TBC"],
                    owners=(Owner("Virtual School Head", None),),
                ),
            ]
        ),
        source="""Sallowdale improvement plan

Section A: Support at home

Ref
Action
Outcome
By when
Owner
A1
Agree a joint budget for equipment.
Children get equipment within a month.
Dec '24
Director of Integrated Commissioning
A2
Publish a directory of short breaks.
Families know what there is.
May 25
Lead Commissioner
A3
Train foster carers in sensory needs.
Fewer placements break down.
TBC
Virtual School Head

Page 1
""",
    )
)

# One cell a line where a cell is empty: the reader cannot always tell which.
DOCUMENTS.append(
    Document(
        "quarrendale-cell-a-line-gaps",
        ("txt",),
        Truth(
            [
                Action(
                    "Write a sensory checklist with schools.", "1", due=DAYS["Sept 23"], owners=(Owner("Principal EP"),)
                ),
                Action(
                    "Appoint a parent champion.",
                    "2",
                    due=Either((DAYS["TBC"], DAYS[""])),
                    owners=Either(((), (Owner("TBC"),))),
                ),
                Action("Audit waiting lists in each trust.", "3", due=DAYS["June 2025"], owners=()),
            ]
        ),
        source="""Quarrendale action plan

No.
Action
When
Who

1
Write a sensory checklist with schools.
Sept 23
Principal EP

2
Appoint a parent champion.
TBC

3
Audit waiting lists in each trust.
June 2025
""",
    )
)

# Columns kept by spaces.
COLUMNS = [("Action", "text"), ("Lead", "owner"), ("Due", "due")]
LINES = [
    Line("waiting", owner="DCO", due="31.10.24"),
    Line("coproduction", owner="Parent Carer Forum", due="Mar-25"),
    Line("mediation", owner="DSCO", due="Complete"),
]
DOCUMENTS.append(
    Document(
        "eastmarch-columns",
        ("txt",),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [Heading("Eastmarch priority action plan"), Table(rows(COLUMNS, LINES))],
        Look(text="columns"),
    )
)

# A table drawn with bars.
DOCUMENTS.append(
    Document(
        "wyremouth-bars",
        ("txt",),
        Truth(
            [
                Action(
                    "Name a link officer for every school.",
                    "1.1",
                    due=month(2024, 9),
                    owners=(Owner("Head of SEND", None, part="lead"),),
                ),
                Action(
                    "Share attendance figures weekly.",
                    "1.2",
                    due=day("2025-03-31"),
                    owners=(Owner("Data Manager", None, part="lead"),),
                ),
                Action(
                    "Visit five schools a term with parents.",
                    "1.3",
                    due=DAYS["Ongoing"],
                    owners=(Owner("Parent Carer Forum", None, part="lead"),),
                ),
            ]
        ),
        source="""Wyremouth plan

| Ref | Action                                  | Lead               | Due      |
|-----|-----------------------------------------|--------------------|----------|
| 1.1 | Name a link officer for every school.   | Head of SEND       | Sept 24  |
| 1.2 | Share attendance figures weekly.        | Data Manager       | 31/03/25 |
| 1.3 | Visit five schools a term with parents. | Parent Carer Forum | Ongoing  |
""",
    )
)

# Labels inside running lines, several on one line.
DOCUMENTS.append(
    Document(
        "pellbridge-labels-in-a-line",
        ("txt",),
        Truth(
            [
                Action(
                    "Create a fair access panel for children out of school.",
                    "1.1",
                    section="Out of school",
                    due=month(2024, 11),
                    owners=(Owner("Virtual School Head", None, part="lead"), Owner("DCS", None, part="accountable")),
                    outcomes=("Children are back on a roll within fifteen days.",),
                    updates=(Update("Panel met twice.", "2024-11-30"),),
                ),
                Action(
                    "Fund tutors for children who wait for a place.",
                    "1.2",
                    section="Out of school",
                    due=done("2023-09-30"),
                    owners=(Owner("Head of SEND", None, part="lead"), Owner("DCS", None, part="accountable")),
                    outcomes=("No child goes without teaching.",),
                    updates=(Update("Six tutors hired.", "2024-11-30"),),
                ),
            ]
        ),
        source="""Pellbridge plan

Priority 1: Out of school

Action 1.1: Create a fair access panel for children out of school.
Due date: Nov 24
Responsible officer (action lead): Virtual School Head
Senior responsible officer (accountable): DCS
Success criteria: Children are back on a roll within fifteen days.
November 2024 progress update: Panel met twice.

Action 1.2: Fund tutors for children who wait for a place.
Due date: Complete – Sept 23
Responsible officer (action lead): Head of SEND
Senior responsible officer (accountable): DCS
Success criteria: No child goes without teaching.
November 2024 progress update: Six tutors hired.
""",
    )
)

# Dates that a careful human must ask about.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Date", "due"), ("Owner", "owner")]
LINES = [
    Line("data", "1", "January 30", "DCS"),
    Line("sef", "2", "By end Q3", "DCS"),
    Line("voice", "3", "Dec 24 (revised to Mar 25)", "DCS"),
    Line("phone", "4", "2024/25", "DCS"),
    Line("training", "5", "Short term", "DCS"),
    Line("reviews", "6", "by Easter 2025", "DCS"),
    Line("social", "7", "within 3 months of sign off", "DCS"),
]
DOCUMENTS.append(
    Document(
        "brackenshire-dates-to-ask-about",
        ("txt", "html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES)),
        [Heading("Brackenshire plan"), Table(rows(COLUMNS, LINES))],
        Look(text="tabs"),
    )
)

# Seed-like lines: a row a line, the table's borders gone.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Outcome", "outcomes"), ("By when", "due"), ("Owner", "owner")]
LINES = [
    Line("tracker", "C1", "Sept 2023", "Performance and Data Manager"),
    Line("governance", "C2", "January 2025", "Chief Executive"),
    Line("localoffer", "C3", "May 25", "Head of SEND"),
]
DOCUMENTS.append(
    Document(
        "oldhaven-row-a-line",
        ("txt",),
        Truth(meant(COLUMNS, LINES)),
        [Heading("Oldhaven plan"), Para("Section C: Information"), Table(rows(COLUMNS, LINES))],
        Look(text="rows"),
    )
)

# Headings in capitals, underlines of hyphens, owners in brackets after each bullet.
DOCUMENTS.append(
    Document(
        "lowmere-letters",
        ("txt",),
        Truth(
            [
                Action(
                    "Hold a listening event in each town.",
                    section="HEARING FAMILIES",
                    due=month(2024, 10),
                    owners=(Owner("Parent Carer Forum", None),),
                ),
                Action(
                    "Answer every letter within ten days.",
                    section="HEARING FAMILIES",
                    due=DAYS["Ongoing"],
                    owners=(Owner("SEND Team Manager", None),),
                ),
                Action(
                    "Open two assessment places at the nursery.",
                    section="EARLY YEARS",
                    due=month(2025, 1),
                    owners=(Owner("Head of Early Years", None),),
                ),
            ]
        ),
        source="""LOWMERE ACTION PLAN
===================

HEARING FAMILIES
----------------

* Hold a listening event in each town.
  Owner: Parent Carer Forum
  By when: October 2024

* Answer every letter within ten days.
  Owner: SEND Team Manager
  By when: Ongoing

EARLY YEARS
-----------

* Open two assessment places at the nursery.
  Owner: Head of Early Years
  By when: Jan 2025
""",
    )
)
