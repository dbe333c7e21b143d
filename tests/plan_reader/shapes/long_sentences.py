"""Cells of several sentences in one paragraph, beside cells of several paragraphs: the two are not the same."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Heading, Look, Para, Table
from tests.plan_reader.shapes.days import ONGOING, day, month
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Owner, Truth, Update

DOCUMENTS: list[Document] = []

ACTIONS = [
    Action(
        "Agree one way to record a child's views. Test it in four schools. Change it with the children who used it.",
        "1.1",
        "Children's views",
        ("Children say that the form sounds like them. Staff find it quick to use.",),
        month(2024, 11),
        (Owner("Participation Officer", None),),
        (),
        (Update("Three schools have tried it. The fourth starts soon."),),
        "Nov 2024",
    ),
    Action(
        "Hold a summit for young people, e.g. in the summer holidays, with Dr. Pell's team as hosts",
        "1.2",
        "Children's views",
        ("At least 60 young people come. They choose the themes.", "Two ideas are funded."),
        day("2025-08-14"),
        (Owner("Youth Council Co-ordinator", None),),
        (),
        (Update("Venue found."),),
        "14 August 2025",
    ),
    Action(
        "Pay young inspectors (aged 14 to 25) to visit services. Publish what they find.",
        "1.3",
        "Children's views",
        ("Each service is visited once a year. What was found is put right within a term.",),
        ONGOING,
        (Owner("Quality and Audit Manager", None),),
        (),
        (Update("Six inspectors trained.\nFirst visit was to the travel team."),),
        "Ongoing",
    ),
]
TABLE = Table(
    [
        ["Ref", "Action", "What will change", "When", "Who", "Progress"],
        *(
            [
                action.ref or "",
                action.text,
                "\n".join(action.outcomes),
                action.due_printed,
                action.owners[0].as_written,
                action.updates[0].text,
            ]
            for action in ACTIONS
        ),
    ]
)
DOCUMENTS.append(
    Document(
        "bellwater-long-sentences",
        ("html", "docx", "xlsx", "pdf", "untagged.pdf", "csv"),
        Truth(ACTIONS),
        [
            Heading("Bellwater children's voice plan", 1),
            Heading("Priority 1: Children's views", 2),
            Para("Children told us that adults speak about them and not with them."),
            TABLE,
        ],
        Look(landscape=True, footer="Bellwater plan 2024"),
    )
)
