"""Trackers of a later day: recovery plans, project exports, quarterly columns, first and second due dates."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Bullets, Cell, Heading, Labelled, Look, Para, Sheet, Table
from tests.plan_reader.shapes.days import TO_COME, UNREADABLE, day, done, end_of, month
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Either, Owner, Truth, Unsure, Update

DOCUMENTS: list[Document] = []


def one(words: str, part: str | None = None) -> tuple[Owner, ...]:
    return (Owner(words, None, part=part),)


# A recovery plan in the words of a finance officer.
DOCUMENTS.append(
    Document(
        "hollowdene-recovery-plan",
        ("html", "docx", "pdf"),
        Truth(
            [
                Action(
                    "Put a triage nurse at the front door of the neurodevelopmental service",
                    "R1",
                    "Front door",
                    ("Half of referrals get an answer in a fortnight",),
                    end_of(2025, 2),
                    one("Operations Director"),
                    ("at_risk",),
                    due_printed="end Feb '25",
                ),
                Action(
                    "Buy 300 extra assessments from a second provider",
                    "R2",
                    "Front door",
                    ("The oldest waits are gone", "No wait is longer than a year"),
                    day("2024-12-19"),
                    one("Deputy Chief Finance Officer"),
                    ("off_track",),
                    due_printed="19/12/2024",
                ),
                Action(
                    "Ring every family who has waited for more than a year",
                    "R3",
                    "Front door",
                    ("Families know where they stand",),
                    UNREADABLE,
                    one("Patient Experience Lead"),
                    ("on_track",),
                    due_printed="2nd half of the year",
                ),
                Action(
                    "Share one consent form between the three hospitals",
                    "R4",
                    "Back office",
                    ("Records move in a day",),
                    month(2025, 10),
                    one("Chief Information Officer"),
                    ("not_started",),
                    due_printed="Oct '25",
                ),
                Action(
                    "Stop paper referrals",
                    "R5",
                    "Back office",
                    ("All referrals are electronic",),
                    done(),
                    one("Chief Information Officer"),
                    ("complete",),
                    due_printed="Done",
                ),
            ]
        ),
        [
            Heading("Hollowdene neurodevelopmental recovery plan", 1),
            Para("Agreed by the executive on 5 November 2024 and shared with NHS England."),
            Table(
                [
                    ["Rating", "What we mean by it"],
                    ["Blue", "Delivered and closed"],
                    ["Green", "Going to plan"],
                    ["Amber", "Slipping, recovery agreed"],
                    ["Red", "Will not be met without help"],
                    ["White", "Not yet begun"],
                ]
            ),
            Table(
                [
                    ["Ref", "Improvement activity", "Delivered by", "Complete by", "What good looks like", "BRAG"],
                    [Cell("Workstream A: Front door", across=6)],
                    [
                        "R1",
                        "Put a triage nurse at the front door of the neurodevelopmental service",
                        "Operations Director",
                        "end Feb '25",
                        "Half of referrals get an answer in a fortnight",
                        "Amber",
                    ],
                    [
                        "R2",
                        "Buy 300 extra assessments from a second provider",
                        "Deputy Chief Finance Officer",
                        "19/12/2024",
                        "The oldest waits are gone\nNo wait is longer than a year",
                        "Red",
                    ],
                    [
                        "R3",
                        "Ring every family who has waited for more than a year",
                        "Patient Experience Lead",
                        "2nd half of the year",
                        "Families know where they stand",
                        "Green",
                    ],
                    [Cell("Workstream B: Back office", across=6)],
                    [
                        "R4",
                        "Share one consent form between the three hospitals",
                        "Chief Information Officer",
                        "Oct '25",
                        "Records move in a day",
                        "White",
                    ],
                    [
                        "R5",
                        "Stop paper referrals",
                        "Chief Information Officer",
                        "Done",
                        "All referrals are electronic",
                        "Blue",
                    ],
                ]
            ),
            Para("Signed off by the medical director."),
        ],
        Look(footer="Recovery plan v7", landscape=True),
    )
)

# Progress and rating a quarter.
DOCUMENTS.append(
    Document(
        "ashcombe-quarter-columns",
        ("docx", "html", "xlsx"),
        Truth(
            [
                Action(
                    "Set out one offer of support for children who are out of school",
                    "1.1",
                    due=month(2025, 4),
                    due_printed="April 2025",
                    owners=one("Head of Access", "lead"),
                    statuses=("on_track", "at_risk"),
                    updates=(Update("Working group set up."), Update("Draft offer late by a month.")),
                ),
                Action(
                    "Give head teachers a named link in the SEND team",
                    "1.2",
                    due=day("2024-11-01"),
                    due_printed="1 Nov 2024",
                    owners=one("SEND Service Manager", "lead"),
                    statuses=("on_track", "complete"),
                    updates=(Update("Links named for 30 schools."), Update("All schools have a link.")),
                ),
            ]
        ),
        [
            Heading("Ashcombe partnership: quarterly return", 1),
            Labelled("Return for:", "Quarter 2 of 2024/25"),
            Table(
                [
                    ["Ref", "Commitment", "Lead", "Deadline", "Q1 progress", "Q1 RAG", "Q2 progress", "Q2 RAG"],
                    [
                        "1.1",
                        "Set out one offer of support for children who are out of school",
                        "Head of Access",
                        "April 2025",
                        "Working group set up.",
                        "Green",
                        "Draft offer late by a month.",
                        "Amber",
                    ],
                    [
                        "1.2",
                        "Give head teachers a named link in the SEND team",
                        "SEND Service Manager",
                        "1 Nov 2024",
                        "Links named for 30 schools.",
                        "Green",
                        "All schools have a link.",
                        "Complete",
                    ],
                ]
            ),
        ],
        Look(landscape=True),
    )
)

# First and second due dates: which of the two holds must be asked where both stand.
DOCUMENTS.append(
    Document(
        "cresswick-revised-dates",
        ("xlsx", "html", "docx"),
        Truth(
            [
                Action(
                    "Write a joint quality standard for advice",
                    "A",
                    due=Either((month(2024, 6),)),
                    due_printed="June 2024",
                    owners=one("Quality Lead"),
                ),
                Action(
                    "Move the panel to a weekly rhythm",
                    "B",
                    due=Unsure((month(2025, 2), month(2024, 9))),
                    due_printed="Feb 2025",
                    owners=one("Panel Chair"),
                ),
                Action(
                    "Teach plan writers to use plain English",
                    "C",
                    due=Unsure((TO_COME, month(2024, 10))),
                    due_printed="TBC",
                    owners=one("Training Officer"),
                ),
            ]
        ),
        [
            Sheet("Plan"),
            Heading("Cresswick quality plan", 1),
            Table(
                [
                    ["Ref", "Action", "Responsible", "Original due date", "Revised due date"],
                    ["A", "Write a joint quality standard for advice", "Quality Lead", "June 2024", ""],
                    ["B", "Move the panel to a weekly rhythm", "Panel Chair", "Sept 2024", "Feb 2025"],
                    ["C", "Teach plan writers to use plain English", "Training Officer", "Oct 2024", "TBC"],
                ]
            ),
        ],
    )
)

# An export from a project tool.
DOCUMENTS.append(
    Document(
        "ferrowby-project-export",
        ("csv", "xlsx"),
        Truth(
            [
                Action(
                    "Map every short break that the area pays for",
                    "1041",
                    due=day("2025-01-17"),
                    due_printed="17/01/2025",
                    owners=(Owner("Beatrix Holloway", "Beatrix Holloway"),),
                    statuses=("complete",),
                    section="Short breaks",
                ),
                Action(
                    "Ask families what they would choose",
                    "1042",
                    due=day("2025-02-28"),
                    due_printed="28/02/2025",
                    owners=(Owner("Beatrix Holloway", "Beatrix Holloway"),),
                    statuses=("on_track",),
                    section="Short breaks",
                ),
                Action(
                    "Draw up the sensory offer for nurseries",
                    "1055",
                    due=day("2025-06-30"),
                    due_printed="30/06/2025",
                    owners=(Owner("Cornelius Apsley", "Cornelius Apsley"),),
                    statuses=("not_started",),
                    section="Early years",
                ),
            ]
        ),
        [
            Sheet("Export"),
            Table(
                [
                    ["ID", "Workstream", "Task", "Assigned to", "Start date", "Due date", "% complete", "Status"],
                    [
                        "1041",
                        "Short breaks",
                        "Map every short break that the area pays for",
                        "Beatrix Holloway",
                        "02/12/2024",
                        "17/01/2025",
                        "100%",
                        "Completed",
                    ],
                    [
                        "1042",
                        "Short breaks",
                        "Ask families what they would choose",
                        "Beatrix Holloway",
                        "06/01/2025",
                        "28/02/2025",
                        "40%",
                        "On track",
                    ],
                    [
                        "1055",
                        "Early years",
                        "Draw up the sensory offer for nurseries",
                        "Cornelius Apsley",
                        "03/03/2025",
                        "30/06/2025",
                        "0%",
                        "Not started",
                    ],
                ]
            ),
        ],
    )
)
# A scorecard: one target, what was reached each quarter, arrows.
Q = ["2024-06-30", "2024-09-30", "2024-12-31"]
DOCUMENTS.append(
    Document(
        "ludbrook-scorecard",
        ("html", "xlsx", "docx", "pdf"),
        Truth(
            (),
            [
                kpi(
                    "First appointments within 18 weeks",
                    "54%",
                    "2024-03-31",
                    [("85%", "2025-03-31")],
                    list(zip(["57%", "61%", "66%"], Q, strict=True)),
                ),
                kpi(
                    "Families who would recommend the helpline",
                    "63%",
                    "2024-03-31",
                    [("80%", "2025-03-31")],
                    list(zip(["64%", "TBC", ""], Q, strict=True)),
                ),
                kpi(
                    "Placements outside the area",
                    "171",
                    "2024-03-31",
                    [("140", "2025-03-31")],
                    list(zip(["174", "169", "160"], Q, strict=True)),
                ),
            ],
        ),
        [
            Heading("Ludbrook SEND scorecard", 1),
            Para("All figures are from the partnership's own data team."),
            Table(
                [
                    [
                        "What we count",
                        "Baseline (March 2024)",
                        "Actual Q1 2024/25",
                        "Actual Q2 2024/25",
                        "Actual Q3 2024/25",
                        "Target (March 2025)",
                        "Trend",
                    ],
                    ["First appointments within 18 weeks", "54%", "57%", "61%", "66%", "85%", "↑"],
                    ["Families who would recommend the helpline", "63%", "64%", "TBC", "", "80%", "→"],
                    ["Placements outside the area", "171", "174", "169", "160", "140", "↓"],
                ]
            ),
            Bullets(["An arrow up means that the figure has risen since the last quarter."]),
        ],
        Look(landscape=True, size=10),
    )
)
