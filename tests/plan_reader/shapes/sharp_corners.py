"""Last corners: seasons and halves as dates, titles and councillors as owners, two targets in one cell."""

from __future__ import annotations

from typing import Any

from tests.plan_reader.shapes.blocks import Block, Bold, Bullets, Heading, Labelled, Look, Para, Table
from tests.plan_reader.shapes.days import day, month
from tests.plan_reader.shapes.figures import percent
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Due, Either, Kpi, Owner, Truth, Unsure

DOCUMENTS: list[Document] = []


def either(*owners: tuple[Owner, ...]) -> Either:
    return Either(owners)


WRITTEN: list[tuple[str, str, Any, str, Any]] = [
    (
        "Name a champion in each nursery",
        "w/e 31 Jan 25",
        Either((day("2025-01-31"),)),
        "Cllr Ada Finch (Lead Member)",
        (Owner("Cllr Ada Finch (Lead Member)"),),
    ),
    (
        "Write the handbook for escorts",
        "mid-March 2025",
        Either((Due("2025-03-31"), Due("2025-03-15"), Due("2025-03-20"))),
        "Dr Ravi Sample, DCO",
        (Owner("Dr Ravi Sample, DCO"),),
    ),
    ("Repaint the assessment rooms", "early 2025", Unsure(), "Estates", (Owner("Estates"),)),
    (
        "Count who uses the crisis line",
        "Q2 (Jul-Sep 24)",
        Either((Due("2024-09-30"),)),
        "LA/ICB",
        either((Owner("LA"), Owner("ICB")), (Owner("LA/ICB"),)),
    ),
    (
        "Print the passport in ten languages",
        "Autumn 2025",
        Either((Due("2025-12-31"), Due("2025-11-30"))),
        "Comms team",
        (Owner("Comms team"),),
    ),
    (
        "Add a help button to the portal",
        "2nd June, 2025",
        day("2025-06-02"),
        "Head of Digital\n(with the forum)",
        either((Owner("Head of Digital (with the forum)"),), (Owner("Head of Digital"), Owner("(with the forum)"))),
    ),
    ("Visit two areas that do this well", "complete by Feb-25", month(2025, 2), "HoS SEND", (Owner("HoS SEND"),)),
    ("Bring fathers into the forum", "Not started", Unsure(), "Forum chair", (Owner("Forum chair"),)),
]
DOCUMENTS.append(
    Document(
        "stainmoor-corners",
        ("html", "xlsx", "docx"),
        Truth(
            [
                Action(text, str(at), due=due, due_printed=when, owners=owners)
                for at, (text, when, due, _, owners) in enumerate(WRITTEN, start=1)
            ]
        ),
        [
            Heading("Stainmoor plan", 1),
            Table(
                [
                    ["No.", "Action", "When by", "Who by"],
                    *([str(at), text, when, who] for at, (text, when, _, who, _) in enumerate(WRITTEN, start=1)),
                ]
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "redfern-outcome-first",
        ("html", "docx", "untagged.pdf"),
        Truth(
            [
                Action(
                    "Fund a play worker on each ward",
                    "O1.a",
                    outcomes=("Children in hospital keep learning",),
                    due=month(2025, 5),
                    due_printed="May 2025",
                    owners=(Owner("Ward Matron", None),),
                    statuses=("on_track",),
                ),
                Action(
                    "Hold a sibling day each term",
                    "O1.b",
                    outcomes=("Brothers and sisters are seen",),
                    due=day("2025-07-04"),
                    due_printed="4/7/25",
                    owners=(Owner("Carers Officer", None),),
                    statuses=("at_risk",),
                ),
            ]
        ),
        [
            Heading("Redfern hospital education plan", 1),
            Table(
                [
                    [
                        "Outcome we want",
                        "Ref",
                        "What we are doing",
                        "Person responsible",
                        "Date for completion",
                        "RAG rating",
                    ],
                    [
                        "Children in hospital keep learning",
                        "O1.a",
                        "Fund a play worker on each ward",
                        "Ward Matron",
                        "May 2025",
                        "Green",
                    ],
                    [
                        "Brothers and sisters are seen",
                        "O1.b",
                        "Hold a sibling day each term",
                        "Carers Officer",
                        "4/7/25",
                        "Amber",
                    ],
                ]
            ),
        ],
    )
)

BLOCKS = [
    (
        "5.1",
        "Widen the eyesight test offer to every special school",
        "Public Health Principal",
        "30 Nov 2024",
        day("2024-11-30"),
        ("Every pupil is tested once a year",),
    ),
    (
        "5.2",
        "Keep a register of pupils with a hearing aid",
        "Audiology Lead",
        "Sept 2025",
        month(2025, 9),
        ("Schools know what each pupil needs", "Batteries never run out"),
    ),
]
blocks: list[Block] = [Heading("Haverlow sensory plan", 1), Heading("Area for improvement 5: seeing and hearing", 2)]
made: list[Block] = [*blocks]
for ref, text, who, when, _, wins in BLOCKS:
    made += [
        Bold(f"{ref}. {text}"),
        Labelled("Officer responsible -", who),
        Labelled("Target date -", when),
        Para("Impact"),
        Bullets(wins),
    ]
DOCUMENTS.append(
    Document(
        "haverlow-dashed-labels",
        ("html", "docx", "txt", "pdf"),
        Truth(
            [
                Action(text, ref, "seeing and hearing", wins, due, (Owner(who, None),), (), (), when)
                for ref, text, who, when, due, wins in BLOCKS
            ]
        ),
        made,
    )
)

TWO = (Unsure((percent(50), percent(80), percent(60), percent(90))),)
DOCUMENTS.append(
    Document(
        "longmead-two-targets",
        ("html", "docx", "xlsx"),
        Truth(
            (),
            [
                Kpi("Plans checked by two people", percent(22), TWO),
                Kpi("Families met before the draft", percent(35), TWO),
            ],
        ),
        [
            Heading("Longmead measures", 1),
            Table(
                [
                    ["KPI", "Baseline", "Targets"],
                    ["Plans checked by two people", "22%", "50% by July 2025; 80% by July 2026"],
                    ["Families met before the draft", "35%", "60% by July 2025; 90% by July 2026"],
                ]
            ),
        ],
        Look(),
    )
)
