"""More plans in yet other words: start and end dates, months across, lettered lists, odd labels."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Bullets, Cell, Heading, Labelled, Look, Para, Table
from tests.plan_reader.shapes.days import BLANK, ONGOING, TO_COME, day, done, month
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Due, Either, Owner, Truth, Unsure, Update

DOCUMENTS: list[Document] = []


def named(words: str, part: str | None = None) -> tuple[Owner, ...]:
    return (Owner(words, None, part=part),)


DOCUMENTS.append(
    Document(
        "ravensholme-start-and-end",
        ("html", "docx", "xlsx"),
        Truth(
            [
                Action(
                    "Map the pathways for children with a brain injury",
                    due=month(2025, 3),
                    due_printed="Mar 2025",
                    owners=named("Head of Rehabilitation", "accountable"),
                    outcomes=("No child is discharged without a plan",),
                ),
                Action(
                    "Set up a monthly ward round with schools",
                    due=day("2025-09-05"),
                    due_printed="05/09/2025",
                    owners=named("Lead Consultant", "accountable"),
                    outcomes=("Schools are ready on the day",),
                ),
            ]
        ),
        [
            Heading("Ravensholme rehabilitation plan", 1),
            Table(
                [
                    ["Task", "Accountable officer", "Support from", "Start", "End", "Evidence of impact"],
                    [
                        "Map the pathways for children with a brain injury",
                        "Head of Rehabilitation",
                        "Therapies",
                        "Jan 2025",
                        "Mar 2025",
                        "No child is discharged without a plan",
                    ],
                    [
                        "Set up a monthly ward round with schools",
                        "Lead Consultant",
                        "Hospital school",
                        "02/06/2025",
                        "05/09/2025",
                        "Schools are ready on the day",
                    ],
                ]
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "underlaw-said-and-done",
        ("html", "docx", "pdf"),
        Truth(
            [
                Action(
                    "Answer complaints within ten days",
                    due=BLANK,
                    updates=(Update("Average is now twelve days."),),
                    statuses=("at_risk",),
                    outcomes=Either(((), ("Families feel heard",))),
                ),
                Action(
                    "Put a name and a number on every letter",
                    due=BLANK,
                    updates=(Update("All letters changed in May."),),
                    statuses=("complete",),
                    outcomes=Either(((), ("Fewer calls are passed on",))),
                ),
            ]
        ),
        [
            Heading("Underlaw: one year on", 1),
            Table(
                [
                    ["What we said we would do", "What we have done", "Difference made", "Rating"],
                    [
                        "Answer complaints within ten days",
                        "Average is now twelve days.",
                        "Families feel heard",
                        "Amber",
                    ],
                    [
                        "Put a name and a number on every letter",
                        "All letters changed in May.",
                        "Fewer calls are passed on",
                        "Blue – done",
                    ],
                ]
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "yarrowby-sro-and-lead",
        ("html", "docx", "xlsx", "untagged.pdf"),
        Truth(
            [
                Action(
                    "Bring hearing tests into special schools",
                    "P1.1",
                    "Health in school",
                    due=month(2024, 12),
                    due_printed="Dec. 2024",
                    owners=(
                        Owner("Director of Nursing", None, part="accountable"),
                        Owner("Audiology Manager", None, part="lead"),
                    ),
                ),
                Action(
                    "Share one care plan between school and ward",
                    "P1.2",
                    "Health in school",
                    due=TO_COME,
                    due_printed="to be determined",
                    owners=(
                        Owner("Director of Nursing", None, part="accountable"),
                        Owner("School Nursing Lead", None, part="lead"),
                    ),
                ),
            ]
        ),
        [
            Heading("Yarrowby Priority Action Plan (Area SEND)", 1),
            Heading("Priority action 1: Health in school", 2),
            Table(
                [
                    ["No", "Deliverable", "SRO (accountable)", "Delivery lead", "Milestone date"],
                    [
                        "P1.1",
                        "Bring hearing tests into special schools",
                        "Director of Nursing",
                        "Audiology Manager",
                        "Dec. 2024",
                    ],
                    [
                        "P1.2",
                        "Share one care plan between school and ward",
                        "Director of Nursing",
                        "School Nursing Lead",
                        "to be determined",
                    ],
                ]
            ),
        ],
    )
)

MARK = Unsure((Due("2024-06-30"), Due("2024-05-31"), Due(None)))
DOCUMENTS.append(
    Document(
        "thistlewick-months-across",
        ("xlsx", "html", "docx"),
        Truth(
            [
                Action(
                    "Choose a supplier for the new system",
                    "1",
                    due=MARK,
                    due_printed="X",
                    owners=named("Project Manager"),
                ),
                Action("Move the old records", "2", due=MARK, due_printed="X", owners=named("Data Officer")),
            ]
        ),
        [
            Heading("Thistlewick system timeline", 1),
            Table(
                [
                    ["No.", "Action", "Owner", "Apr 24", "May 24", "Jun 24", "Jul 24"],
                    ["1", "Choose a supplier for the new system", "Project Manager", "X", "X", "", ""],
                    ["2", "Move the old records", "Data Officer", "", "", "X", "X"],
                ]
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "oxcombe-pipes",
        ("txt", "html", "docx"),
        Truth(
            [
                Action(
                    "Start a stay-and-play for deaf toddlers",
                    due=month(2025, 4),
                    due_printed="April 2025",
                    owners=named("Sensory Lead", "lead"),
                ),
                Action(
                    "Lend every family a starter kit",
                    due=ONGOING,
                    due_printed="Ongoing",
                    owners=named("Toy Library Manager", "lead"),
                ),
            ]
        ),
        [
            Heading("Oxcombe under-fives plan", 1),
            Para("Action: Start a stay-and-play for deaf toddlers | Lead: Sensory Lead | By when: April 2025"),
            Para("Action: Lend every family a starter kit | Lead: Toy Library Manager | By when: Ongoing"),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "penhallow-lettered-list",
        ("html",),
        Truth(
            [
                Action(
                    "Open the sibling group to under-eights",
                    "1a",
                    "Family life",
                    due=month(2024, 9),
                    due_printed="Sept 2024",
                    owners=named("Carers' Lead"),
                ),
                Action(
                    "Pay for four weekends away",
                    "1b",
                    "Family life",
                    due=done("2024-08-31"),
                    due_printed="Completed August 2024",
                    owners=named("Short Breaks Officer"),
                ),
                Action(
                    "Let families book online",
                    "2a",
                    "Getting help",
                    due=day("2025-01-20"),
                    due_printed="20th January 2025",
                    owners=named("Digital Lead"),
                ),
            ]
        ),
        source="""<html lang="en"><head><title>Penhallow</title></head><body><h1>Penhallow short breaks action plan</h1>
<h2>Objective 1: Family life</h2>
<p>1a. Open the sibling group to under-eights</p><ul><li>Owner: Carers' Lead</li><li>Due: Sept 2024</li></ul>
<p>1b. Pay for four weekends away</p><ul><li>Owner: Short Breaks Officer</li><li>Due: Completed August 2024</li></ul>
<h2>Objective 2: Getting help</h2>
<p>2a. Let families book online</p><ul><li>Owner: Digital Lead</li><li>Due: 20th January 2025</li></ul>
</body></html>
""",
    )
)

DOCUMENTS.append(
    Document(
        "marlcliffe-odd-labels",
        ("docx", "html", "pdf"),
        Truth(
            [
                Action(
                    "Teach bus drivers about hidden disabilities",
                    "Y1",
                    due=Due("2025-05-31", "month"),
                    due_printed="May 2025",
                    owners=named("Passenger Transport Officer"),
                    outcomes=("Young people say that journeys are calm",),
                ),
                Action(
                    "Put quiet hours on every pool timetable",
                    "Y2",
                    due=Due("2024-11-30", "month"),
                    due_printed="Nov '24",
                    owners=named("Leisure Contract Manager"),
                    outcomes=("More families swim",),
                ),
            ]
        ),
        [
            Heading("Marlcliffe: our year of yes", 1),
            Table(
                [
                    ["Y1", "Teach bus drivers about hidden disabilities"],
                    ["Person in charge", "Passenger Transport Officer"],
                    ["To be finished by", "May 2025"],
                    ["Signs that it worked", "Young people say that journeys are calm"],
                ],
                heads=0,
            ),
            Para(""),
            Table(
                [
                    ["Y2", "Put quiet hours on every pool timetable"],
                    ["Person in charge", "Leisure Contract Manager"],
                    ["To be finished by", "Nov '24"],
                    ["Signs that it worked", "More families swim"],
                ],
                heads=0,
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "gaddesby-many-to-a-cell",
        ("docx", "html", "xlsx"),
        Truth(
            [
                Action(
                    "Publish the therapy offer",
                    "1.1",
                    "Therapies",
                    due=month(2024, 10),
                    due_printed="October 2024",
                    owners=named("Therapy Manager"),
                ),
                Action(
                    "Train teaching assistants in language programmes",
                    "1.2",
                    "Therapies",
                    due=month(2025, 2),
                    due_printed="February 2025",
                    owners=named("Advisory Teacher"),
                ),
                Action(
                    "Begin drop-ins in libraries",
                    "2.1",
                    "Early help",
                    due=TO_COME,
                    due_printed="TBA",
                    owners=named("Family Hub Lead"),
                ),
            ]
        ),
        [
            Heading("Gaddesby plan on a page", 1),
            Labelled("Owner of the plan:", "Director of Education"),
            Table(
                [
                    [Cell("Priority", down=1), "Ref", "We will", "Who leads", "Completion"],
                    [Cell("Therapies", down=2), "1.1", "Publish the therapy offer", "Therapy Manager", "October 2024"],
                    ["1.2", "Train teaching assistants in language programmes", "Advisory Teacher", "February 2025"],
                    ["Early help", "2.1", "Begin drop-ins in libraries", "Family Hub Lead", "TBA"],
                ]
            ),
            Bullets(["TBA: to be agreed."]),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "selwick-minutes",
        ("txt", "docx"),
        Truth(
            [
                Action(
                    "Ask the ICB for a date for the equipment review",
                    "1",
                    due=day("2025-02-14"),
                    due_printed="14/02/25",
                    owners=(Owner("Tamsin Oakes", "Tamsin Oakes"),),
                ),
                Action(
                    "Send the survey to all special schools",
                    "2",
                    due=month(2025, 3),
                    due_printed="Mar 25",
                    owners=named("Head of Quality"),
                ),
            ]
        ),
        [
            Heading("Selwick action log", 1),
            Table(
                [
                    ["Item", "Agreed action", "By whom", "By when"],
                    ["1", "Ask the ICB for a date for the equipment review", "Tamsin Oakes", "14/02/25"],
                    ["2", "Send the survey to all special schools", "Head of Quality", "Mar 25"],
                ]
            ),
        ],
        Look(text="columns"),
    )
)
