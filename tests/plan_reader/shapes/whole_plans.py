"""Plans of full length: cover, contents, foreword, weaknesses, what families say, actions, KPIs, risks and annexes.

Only what stands in the action tables (or blocks) is an action, and only what stands in the KPI tables is a KPI.
"""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Block, Bold, Break, Bullets, Heading, Labelled, Look, Para, Table
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Action, Kpi, Truth

DOCUMENTS: list[Document] = []

PARTS: list[tuple[str, list[str], list[str], list[Line], list[tuple[str, str, str, str]]]] = [
    (
        "Plans that are late and too thin",
        ["Too few plans are finished within twenty weeks.", "Health advice is late or missing."],
        ["We chased and chased, and nobody rang back.", "My son's plan could have been about anybody."],
        [
            Line("backlog", "A1", "Dec '24", "SEND Team Manager"),
            Line("tracker", "A2", "31/03/25", "Performance and Data Manager"),
            Line("audit", "A3", "Ongoing", "Principal EP"),
            Line("health", "A4", "June 2025", "Chief Nurse, Marrow Vale ICB"),
        ],
        [("Plans issued in 20 weeks", "31%", "45%", "60%"), ("Health advice on time", "40%", "60%", "85%")],
    ),
    (
        "Families do not know what is happening",
        ["The Local Offer is out of date.", "Families hear about changes too late."],
        ["I found the right form by luck."],
        [
            Line("phone", "B1", "Completed June 2024", "Assistant Director, Education"),
            Line("localoffer", "B2", "May 25", "Head of SEND; DCO"),
            Line("newsletter", "B3", "TBC", "Parent Carer Forum"),
        ],
        [("Calls answered in three minutes", "52%", "70%", "90%")],
    ),
    (
        "Waiting for a diagnosis",
        ["Children wait more than two years.", "Nothing is offered while they wait."],
        ["We were told to wait, and that was all.", "School could not help without a letter."],
        [
            Line("autism", "C1", "1st September 2024", "Director of Integrated Commissioning"),
            Line("waiting", "C2", "Jan 2025", "DCO"),
        ],
        [("Waits over a year", "212", "150", "60")],
    ),
]
COLUMNS = [
    ("Ref", "ref"),
    ("Action", "text"),
    ("Outcome / success criteria", "outcomes"),
    ("By when", "due"),
    ("Responsible officer", "owner"),
]
FRONT: list[Block] = [
    Heading("Great Marsh Local Area SEND Improvement Plan", 1),
    Labelled("Date of inspection:", "13 to 17 November 2023"),
    Labelled("Date of publication of the report:", "9 February 2024"),
    Labelled("Version:", "1.3, agreed on 22 April 2024"),
    Break(),
    Heading("Contents", 2),
    Table(
        [
            ["", "Page"],
            ["Foreword", "3"],
            ["What inspectors found", "3"],
            ["How we govern this plan", "4"],
            *([f"Section {letter}", str(5 + at)] for at, letter in enumerate("ABC")),
            ["Risks", "9"],
            ["Annex 1: Glossary", "10"],
        ]
    ),
    Heading("Foreword", 2),
    Para("We accept the findings in full. We are sorry, and we know that words are not enough."),
    Para("We will publish progress every three months, and families will tell us whether it is true."),
    Heading("What inspectors found", 2),
    Para("Inspectors found three areas that need priority action:"),
    Bullets([title for title, *_ in PARTS]),
    Heading("How we govern this plan", 2),
    Para("The partnership board is chaired independently, meets each month and holds leaders to account."),
    Table(
        [
            ["Board", "Chair", "Meets"],
            ["SEND Partnership Board", "Independent chair", "Monthly"],
            ["Delivery Group", "Director of Children's Services", "Fortnightly"],
        ]
    ),
]
BACK: list[Block] = [
    Break(),
    Heading("Risks", 2),
    Table(
        [
            ["Risk", "Likelihood", "Impact", "What we do about it", "Risk owner"],
            ["We cannot recruit plan writers", "High", "High", "Grow our own and use one agency", "Head of SEND"],
            ["The data system is late", "Medium", "High", "Keep the old one running", "Head of IT"],
        ]
    ),
    Heading("Annex 1: Glossary", 2),
    Table([["Term", "What it means"], ["DCO", "Designated clinical officer"], ["EP", "Educational psychologist"]]),
    Heading("Annex 2: Who wrote this plan", 2),
    Bullets(["Great Marsh Council", "Marrow Vale ICB", "Great Marsh Parent Carer Forum"]),
]


def kpi_table(measures: list[tuple[str, str, str, str]]) -> Table:
    head = ["KPI", "Baseline", "Baseline date", "Milestone – December 2024", "Target – December 2025"]
    return Table([head, *([name, was, "January 2024", half, aim] for name, was, half, aim in measures)])


def kpis(title: str, measures: list[tuple[str, str, str, str]]) -> list[Kpi]:
    return [
        kpi(name, was, "2024-01-31", [(half, "2024-12-31"), (aim, "2025-12-31")], section=title)
        for name, was, half, aim in measures
    ]


def opening(letter: str, title: str, needs: list[str], voice: list[str]) -> list[Block]:
    return [
        Break(),
        Heading(f"Section {letter}: {title}", 2),
        Heading("What needs to improve", 3),
        Bullets(needs),
        Heading("What families have told us", 3),
        Bullets(voice),
    ]


tabled, told = [*FRONT], [*FRONT]
from_tables: list[Action] = []
from_blocks: list[Action] = []
figures: list[Kpi] = []
for letter, (title, needs, voice, lines, measures) in zip("ABC", PARTS, strict=True):
    tabled += [
        *opening(letter, title, needs, voice),
        Heading("What we will do", 3),
        Table(rows(COLUMNS, lines)),
        Heading("How we will measure it", 3),
        kpi_table(measures),
    ]
    told += [*opening(letter, title, needs, voice), Heading("What we will do", 3)]
    for line in lines:
        told += [
            Bold(f"Action {line.ref}: {line.text}"),
            Labelled("Due date:", line.due),
            Labelled("Responsible officer (action lead):", line.owner),
            Bold("Success criteria:"),
            Bullets(line.outcomes),
        ]
    told += [Heading("How we will measure it", 3), kpi_table(measures)]
    from_tables += meant(COLUMNS, lines, title)
    from_blocks += meant(COLUMNS, lines, title, "lead")
    figures += kpis(title, measures)

LOOK = Look(banner="Great Marsh Local Area SEND Improvement Plan", footer="Version 1.3", landscape=True)
FORMATS = ("html", "docx", "pdf", "untagged.pdf", "word.pdf")
DOCUMENTS.append(Document("greatmarsh-tables", (*FORMATS, "txt"), Truth(from_tables, figures), [*tabled, *BACK], LOOK))
DOCUMENTS.append(Document("greatmarsh-blocks", FORMATS, Truth(from_blocks, figures), [*told, *BACK], LOOK))
