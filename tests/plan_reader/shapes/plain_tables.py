"""Plans that are tables of actions, one row an action: other column names, other orders, untidy cells."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Bullets, Heading, Labelled, Look, Para, Sheet, Table
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Truth

DOCUMENTS: list[Document] = []

# A statement of action with one table a weakness, refs 1.1.
COLUMNS = [
    ("Ref", "ref"),
    ("What we will do", "text"),
    ("By when", "due"),
    ("Who is responsible", "owner"),
    ("How we will know it has worked", "outcomes"),
]
FIRST = [
    Line("panel", "1.1", "Sept 23", "Head of SEND"),
    Line("backlog", "1.2", "Dec '24", "SEND Team Manager"),
    Line("audit", "1.3", "Ongoing", "Principal Educational Psychologist"),
]
SECOND = [
    Line("phone", "2.1", "May 25", "Assistant Director for Education & Skills"),
    Line("localoffer", "2.2", "End of March 2025", "Head of SEND\nDCO"),
    Line("newsletter", "2.3", "TBC", "Parent Carer Forum"),
]
DOCUMENTS.append(
    Document(
        "thornmere-statement",
        ("html", "docx", "pdf", "word.pdf", "untagged.pdf"),
        Truth(
            [
                *meant(COLUMNS, FIRST, "Assessments take too long"),
                *meant(COLUMNS, SECOND, "Families cannot get hold of anyone"),
            ]
        ),
        [
            Heading("Thornmere Local Area Written Statement of Action", 1),
            Para(
                "Prepared by Thornmere Council and Marrow Vale Integrated Care Board after the inspection of 4 to 8"
                " March 2024."
            ),
            Heading("Introduction", 2),
            Para("This statement says how the area will put right the two weaknesses that inspectors found."),
            Bullets(["Assessments take too long", "Families cannot get hold of anyone"]),
            Heading("Weakness 1: Assessments take too long", 2),
            Table(rows(COLUMNS, FIRST)),
            Heading("Weakness 2: Families cannot get hold of anyone", 2),
            Table(rows(COLUMNS, SECOND)),
            Para("Progress is reported to the partnership board every six weeks."),
        ],
        Look(landscape=True),
    )
)

# Owner and date first, no refs, one table for everything, untidy spaces and capitals.
COLUMNS = [("OWNER", "owner"), ("Target  date ", "due"), ("ACTION", "text"), ("impact we expect", "outcomes")]
LINES = [
    Line("tracker", due="31/03/25", owner="Performance and Data Manager"),
    Line("training", due="Jan 2025", owner="HEAD OF SEND"),
    Line("therapy", due="End Q4 2024/25", owner="Director of Integrated Commissioning"),
    Line("autism", due="To be confirmed", owner="DCO"),
    Line("waiting", due="JULY 2025", owner="All partners"),
]
DOCUMENTS.append(
    Document(
        "brackenshire-one-table",
        ("html", "docx", "xlsx", "csv"),
        Truth(meant(COLUMNS, LINES)),
        [
            Sheet("Plan"),
            Heading("BRACKENSHIRE SEND PARTNERSHIP – ACCELERATED PROGRESS PLAN", 1),
            Para("Version 0.4   working draft"),
            Table(rows(COLUMNS, LINES)),
            Para("Note: dates may move once the budget is agreed."),
        ],
    )
)

# Refs A1, B1; outcomes as bullets in the cell; several owners to a cell.
COLUMNS = [
    ("No.", "ref"),
    ("Action", "text"),
    ("Success criteria", "bulleted"),
    ("Deadline", "due"),
    ("Lead officer(s)", "owner"),
]
FIRST = [
    Line("governance", "A1", "30 June 2024", "Chief Executive"),
    Line("data", "A2", "October 2024", "Performance and Data Manager"),
    Line("sef", "A3", "by 14 Nov 2024", "Head of SEND; DCO"),
]
SECOND = [
    Line("preparing", "B1", "Summer term 2025", "Transitions Lead"),
    Line("internships", "B2", "Autumn Term 2024", "Principal EP\nSEND Team Manager\nDSCO"),
    Line("health", "B3", "1st September 2024", "Chief Nurse, Marrow Vale ICB"),
]
DOCUMENTS.append(
    Document(
        "wyremouth-priority-actions",
        ("html", "docx", "pdf"),
        Truth(
            [
                *meant(COLUMNS, FIRST, "Leadership and oversight", "lead"),
                *meant(COLUMNS, SECOND, "Preparation for adult life", "lead"),
            ]
        ),
        [
            Heading("Wyremouth Priority Action Plan", 1),
            Labelled("Date of inspection:", "11 – 15 September 2023"),
            Labelled("Published:", "17 January 2024"),
            Heading("Priority Area A – Leadership and oversight", 2),
            Para("What inspectors said: leaders do not share one picture of how well the area is doing."),
            Table(rows(COLUMNS, FIRST)),
            Heading("Priority Area B – Preparation for adult life", 2),
            Para("What inspectors said: planning for adult life begins too late."),
            Table(rows(COLUMNS, SECOND)),
        ],
        Look(footer="Wyremouth Priority Action Plan", landscape=True),
    )
)

# A strategy's delivery plan: people as owners, day dates with dots, a typing slip in the heading.
COLUMNS = [("Acton", "text"), ("Intended outcome", "outcomes"), ("Completion date", "due"), ("Named lead", "owner")]
LINES = [
    Line("inclusion", due="31.10.24", owner="Ingrid Vosper"),
    Line("exclusions", due="17th March 2025", owner="Tobias Wrenfield"),
    Line("attendance", due="3rd  Feb 2025", owner="Maud Ellerby / Piers Quantock"),
    Line("voice", due="ongoing", owner="Ingrid Vosper and Tobias Wrenfield"),
]
DOCUMENTS.append(
    Document(
        "oldhaven-delivery-plan",
        ("html", "docx", "txt"),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [
            Heading("Oldhaven Inclusion Strategy 2024 to 2027", 1),
            Para("Our vision is that every child in Oldhaven belongs."),
            Heading("Delivery plan", 2),
            Table(rows(COLUMNS, LINES)),
        ],
        Look(text="tabs"),
    )
)

# Name, Role, Organisation; … in one cell.
COLUMNS = [
    ("Ref.", "ref"),
    ("What needs to happen", "text"),
    ("Lead and partners", "owner"),
    ("When", "due"),
    ("What will be different", "outcomes"),
]
LINES = [
    Line(
        "coproduction",
        "1a",
        "Mar-25",
        owner="Ingrid Vosper, Head of Inclusion, Thornmere Council; Tobias Wrenfield, Lead Commissioner, Marrow Vale"
        " ICB",
    ),
    Line("sufficiency", "1b", "September 2025", owner="Ingrid Vosper, Head of Inclusion, Thornmere Council"),
    Line(
        "transport",
        "1c",
        "By December 2024",
        owner="Odette Farrow, Co-chair, Thornmere Parent Carer Forum; Piers Quantock, Head of SEND, Thornmere Council",
    ),
]
DOCUMENTS.append(
    Document(
        "thornmere-name-role-organisation",
        ("html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("SEND Improvement Plan", 1),
            Para("Thornmere local area partnership, January 2024"),
            Table(rows(COLUMNS, LINES)),
        ],
    )
)

# Extra columns that are nobody's: resources, evidence of need; empty cells; numbers as refs.
COLUMNS = [
    ("#", "ref"),
    ("Key actions", "text"),
    ("Resources", ""),
    ("Timescale", "due"),
    ("Accountable lead", "owner"),
    ("Outcomes for children", "outcomes"),
]
LINES = [
    Line("reviews", "1", "Completed June 2024", "Head of SEND (Piers Quantock)"),
    Line("mediation", "2", "", "DSCO"),
    Line("workforce", "3", "2025", ""),
    Line("earlyyears", "4", "ASAP", "Virtual School Head"),
    Line("respite", "5", "05/04/2025", "Lead Commissioner (Therapies)"),
]
DOCUMENTS.append(
    Document(
        "pellbridge-empty-cells",
        ("html", "docx", "xlsx", "csv"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Pellbridge SEND action plan", 1),
            Table(rows(COLUMNS, LINES)),
            Para("DSCO: designated social care officer."),
        ],
    )
)

# A workbook of officers: a title block, then the table, and a second sheet of lists that are no actions.
COLUMNS = [
    ("Action ID", "ref"),
    ("Workstream action", "text"),
    ("Lead", "owner"),
    ("Due", "due"),
    ("Success measure", "outcomes"),
]
LINES = [
    Line("social", "WS1.01", "2025-01-31", "DSCO"),
    Line("health", "WS1.02", "12.05.2025", "Designated Clinical Officer (DCO)"),
    Line("autism", "WS2.01", "Q3 2024/25", "Director of Integrated Commissioning"),
    Line("phone", "WS2.02", "31st June 2025", "TBC"),
]
DOCUMENTS.append(
    Document(
        "sallowdale-workbook",
        ("xlsx", "csv", "html"),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [
            Sheet("Action log"),
            Heading("Sallowdale Change Programme", 1),
            Labelled("Owner of this log", "Programme office"),
            Labelled("Last updated", "6 January 2025"),
            Table(rows(COLUMNS, LINES)),
            Sheet("Glossary"),
            Table([["Short form", "Meaning"], ["ICB", "Integrated care board"], ["EHC", "Education, health and care"]]),
        ],
    )
)

# The action's cell holds a lead-in and bullets, and below them nested ones.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Timeframe", "due"), ("Responsible", "owner")]
LINES = [
    Line("panel", "1.1", "January 2025", "Head of SEND and Inclusion"),
    Line("data", "1.2", "Friday 28 February 2025", "DCS, DCO"),
]
LONG = (
    "Strengthen how decisions are reached:\n• agree written thresholds\n◦ for schools\n◦ for nurseries\n"
    "• publish them on the Local Offer"
)
TABLE = rows(COLUMNS, LINES)
TABLE.append(["1.3", LONG, "End July 2024", "• Head of SEND\n• Parent Carer Forum"])
LONG_TRUTH = Line("panel", "1.3", "End July 2024", "• Head of SEND\n• Parent Carer Forum").meant(
    ["ref", "due", "owner"]
)
DOCUMENTS.append(
    Document(
        "tarnforth-nested-bullets",
        ("html", "docx", "pdf"),
        Truth(
            [
                *meant(COLUMNS, LINES),
                type(LONG_TRUTH)(
                    "Strengthen how decisions are reached: agree written thresholds for schools for nurseries publish"
                    " them on the Local Offer",
                    "1.3",
                    due=LONG_TRUTH.due,
                    owners=LONG_TRUTH.owners,
                ),
            ]
        ),
        [
            Heading("Tarnforth improvement plan", 1),
            Heading("Objective 1", 2),
            Table(TABLE),
        ],
    )
)
