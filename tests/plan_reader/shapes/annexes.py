"""Plans on the form that the department sends: front matter in a table, milestones at 3 to 12 months, next steps."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Cell, Heading, Look, Para, Table
from tests.plan_reader.shapes.days import ONGOING, day, month
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Owner, Truth, Unsure, Update

DOCUMENTS: list[Document] = []

DOCUMENTS.append(
    Document(
        "copsewood-annex",
        ("docx", "pdf", "html"),
        Truth(
            [
                Action(
                    "Set one timetable for health advice across both hospitals",
                    "1.1",
                    "Health advice",
                    Unsure(
                        (
                            (
                                "Timetable agreed",
                                "Half of advice is on time",
                                "Nine in ten pieces of advice are on time",
                            ),
                        )
                    ),
                    day("2024-10-31"),
                    (Owner("Associate Director of Therapies", None),),
                    (),
                    (),
                    "31 October 2024",
                ),
                Action(
                    "Give social workers one form for their advice",
                    "1.2",
                    "Health advice",
                    Unsure((("Form tested", "Form used in half of cases", "Form used in every case"),)),
                    month(2025, 1),
                    (Owner("Head of Disabled Children's Team", None),),
                    (),
                    (),
                    "Jan 25",
                ),
            ]
        ),
        [
            Heading("Annex A: Accelerated Progress Plan", 1),
            Table(
                [
                    ["Name of the local area", "Copsewood"],
                    ["Date of inspection", "20 – 22 May 2024"],
                    ["Date of publication of the revisit report", "5 July 2024"],
                    [
                        "Accountable officers from the LA and ICB",
                        "Leonora Pask, Director of Children's Services\nRufus Tindall, Chief Nurse",
                    ],
                    ["SEND and NHS England advisers", "To be named"],
                ],
                heads=0,
            ),
            Heading("Area of weakness 1: Health advice", 2),
            Table(
                [
                    ["Ref", "Actions", "By whom", "By when", Cell("Impact measures and milestones", across=3)],
                    ["", "", "", "", "3 months", "6 months", "12 months"],
                    [
                        "1.1",
                        "Set one timetable for health advice across both hospitals",
                        "Associate Director of Therapies",
                        "31 October 2024",
                        "Timetable agreed",
                        "Half of advice is on time",
                        "Nine in ten pieces of advice are on time",
                    ],
                    [
                        "1.2",
                        "Give social workers one form for their advice",
                        "Head of Disabled Children's Team",
                        "Jan 25",
                        "Form tested",
                        "Form used in half of cases",
                        "Form used in every case",
                    ],
                ],
                heads=2,
            ),
        ],
        Look(landscape=True, size=10),
    )
)

DOCUMENTS.append(
    Document(
        "thrushley-next-steps",
        ("html", "docx", "xlsx"),
        Truth(
            [
                Action(
                    "Map where children with a visual impairment go to school",
                    "VI1",
                    due=month(2024, 9),
                    due_printed="September 2024",
                    owners=(Owner("Lead Teacher (VI)", None),),
                    statuses=("complete",),
                    updates=(Update("Map finished and shared."),),
                ),
                Action(
                    "Train mobility officers in cane skills",
                    "VI2",
                    due=ONGOING,
                    due_printed="On going",
                    owners=(Owner("Mobility Lead", None),),
                    statuses=("on_track",),
                    updates=(Update("Two of four trained."),),
                ),
            ]
        ),
        [
            Heading("Thrushley sensory team plan", 1),
            Table(
                [
                    ["Ref", "Action", "Who", "Target", "Progress to date", "Next steps", "Status"],
                    [
                        "VI1",
                        "Map where children with a visual impairment go to school",
                        "Lead Teacher (VI)",
                        "September 2024",
                        "Map finished and shared.",
                        "Repeat each autumn.",
                        "Completed",
                    ],
                    [
                        "VI2",
                        "Train mobility officers in cane skills",
                        "Mobility Lead",
                        "On going",
                        "Two of four trained.",
                        "Book the spring course.",
                        "Green",
                    ],
                ]
            ),
            Para("Next meeting of the team: 3 February 2025."),
        ],
    )
)
