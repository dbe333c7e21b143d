"""Plans without tables of actions: each action is a block of labelled lines, the same labels again and again."""

from __future__ import annotations

from dataclasses import replace

from tests.plan_reader.shapes.blocks import Block, Bold, Bullets, Cell, Heading, Labelled, Look, Para, Table
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line
from tests.plan_reader.shapes.truths import Action, Either, Truth, Update

DOCUMENTS: list[Document] = []

EVERY = ["ref", "text", "due", "owner", "accountable", "outcomes", "update"]
LINES = [
    Line(
        "panel",
        "1.1",
        "Sept 23",
        "Head of SEND",
        "DCS",
        update="Panel has met nine times since the summer.",
        update_on="2023-11-30",
    ),
    Line(
        "backlog",
        "1.2",
        "May 25",
        "SEND Team Manager",
        "DCS",
        update="Four plan writers have started.",
        update_on="2023-11-30",
    ),
    Line(
        "audit",
        "1.3",
        "Ongoing",
        "Principal Educational Psychologist",
        "Assistant Director, Education",
        update="Eleven of twenty plans were good.",
        update_on="2023-11-30",
    ),
    Line(
        "training",
        "1.4",
        "Established March 2022",
        "SEND Team Manager",
        "DCS",
        update="Two of three cohorts have been through.",
        update_on="2023-11-30",
    ),
]


# A due date, then who is responsible and who is accountable, then success criteria and an update, every time.
blocks: list[Block] = [
    Heading("Thornmere SEND Improvement Plan 2023", 1),
    Para("This plan answers the inspection of June 2023."),
    Heading("Area 1: Plans on time and of good quality", 2),
]
for line in LINES:
    blocks += [
        Heading(f"Action {line.ref}: {line.text}", 3),
        Labelled("Due date:", line.due),
        Labelled("Responsible officer (action lead):", line.owner),
        Labelled("Senior responsible officer (accountable):", line.accountable),
        Labelled("Success criteria:", " ".join(line.outcomes)),
        Labelled("November 2023 progress update:", line.update),
    ]
meant = [line.meant(EVERY, "Plans on time and of good quality", "lead") for line in LINES]
DOCUMENTS.append(
    Document(
        "thornmere-labelled",
        ("html", "docx", "txt", "pdf", "untagged.pdf"),
        Truth([replace(one, outcomes=Either((one.outcomes, (" ".join(one.outcomes),)))) for one in meant]),
        blocks,
    )
)

# The same labels, one small table of two columns an action.
LINES = [
    Line(
        "phone", "B1", "31.10.24", "Ingrid Vosper", "DCS", update="Line opened with two staff.", update_on="2024-11-30"
    ),
    Line(
        "localoffer",
        "B2",
        "by the end of November 2025",
        "Tobias Wrenfield",
        "Chief Executive",
        update="Workshop held.",
        update_on="2024-11-30",
    ),
    Line("newsletter", "B3", "TBC", "Parent Carer Forum", "DCS"),
]
blocks = [Heading("Marrow Vale improvement plan", 1), Heading("Section B: Talking with families", 2)]
for line in LINES:
    blocks += [
        Table(
            [
                [Cell(f"{line.ref}  {line.text}", across=2)],
                ["Due date", line.due],
                ["Responsible officer", line.owner],
                ["Accountable officer", line.accountable],
                ["Success criteria", line.printed("bulleted")],
                ["November 2024 update", line.update],
            ],
            heads=0,
        ),
        Para(""),
    ]
DOCUMENTS.append(
    Document(
        "marrowvale-cards",
        ("html", "docx", "pdf", "untagged.pdf"),
        Truth([line.meant(EVERY, "Talking with families") for line in LINES]),
        blocks,
    )
)

# "What we want / will do / where now / will see / difference": one block a theme, its actions bullets under "will do".
WANTS = [
    (
        "Help that comes early",
        "Families should not have to wait for a diagnosis before anyone helps.",
        ["autism", "waiting"],
        "Waits have passed two years in the north of the area.",
        ["Every school knows whom to ring.", "Nobody waits without a named contact."],
        "Children stay in school and parents sleep better.",
    ),
    (
        "A good start to adult life",
        "Young people should leave school with a plan that they chose.",
        ["preparing", "internships"],
        "Only a third of Year 9 reviews mention adult life.",
        ["Each special school has a careers lead."],
        "More young people have paid work.",
    ),
]
blocks = [Heading("Our plan for children with SEND in Oldhaven", 1), Para("Agreed with families in May 2024.")]
found: list[Action] = []
for title, want, keys, now, see, difference in WANTS:
    lines = [Line(key) for key in keys]
    blocks += [
        Heading(title, 2),
        Bold("What we want"),
        Para(want),
        Bold("What we will do"),
        Bullets([line.text for line in lines]),
        Bold("Where we are now"),
        Para(now),
        Bold("What we will see"),
        Bullets(see),
        Bold("What difference it will make"),
        Para(difference),
    ]
    outcomes = Either(
        (
            (*see, difference),
            tuple(see),
            (difference,),
            (),
            (want, *see, difference),
            (difference, *see),
            (want,),
            (want, difference),
            (want, *see),
        )
    )
    found += [
        Action(line.text, section=title, outcomes=outcomes, updates=Either(((), (Update(now),)))) for line in lines
    ]
DOCUMENTS.append(Document("oldhaven-what-we-want", ("html", "docx", "txt"), Truth(found), blocks))

# The same, with the labels in a table's first column and a table a theme.
blocks = [Heading("Lowmere: our shared promises", 1)]
for title, want, keys, now, see, difference in WANTS:
    blocks += [
        Heading(title, 2),
        Table(
            [
                ["What do we want?", want],
                ["What will we do?", "\n".join("• " + Line(key).text for key in keys)],
                ["Where are we now?", now],
                ["What will we see?", "\n".join("• " + one for one in see)],
                ["What difference will it make?", difference],
            ],
            heads=0,
        ),
    ]
DOCUMENTS.append(Document("lowmere-promises", ("html", "docx", "xlsx"), Truth(found), blocks))

# "Action 1.2:" as a bold line, labels in lower case and other orders, dates written as day, month and year.
LINES = [
    Line("therapy", "2.1", "1st September 2024", "Director of Integrated Commissioning"),
    Line("health", "2.2", "17th March 2018", "Chief Nurse, Marrow Vale ICB"),
    Line("social", "2.3", "Complete", "DSCO"),
    Line("earlyyears", "2.4", "spring term (26 April 2021)", "Virtual School Head"),
]
blocks = [Heading("Wyremouth joint commissioning plan", 1), Heading("Priority 2 - Working as one", 2)]
for line in LINES:
    blocks += [
        Bold(f"Action {line.ref}: {line.text}"),
        Labelled("Who will lead this?", line.owner),
        Labelled("When will it be done by?", line.due),
        Labelled("How will we know?", "; ".join(line.outcomes)),
    ]
DOCUMENTS.append(
    Document(
        "wyremouth-questions",
        ("html", "docx", "txt"),
        Truth(
            [
                replace(one, outcomes=Either((one.outcomes, ("; ".join(one.outcomes),))))
                for one in (
                    line.meant(["ref", "text", "due", "owner", "outcomes"], "Working as one", "lead") for line in LINES
                )
            ]
        ),
        blocks,
    )
)

# Labels each on its own line with the value on the next.
LINES = [
    Line("respite", "", "Mar-25", "Lead Commissioner (Therapies)"),
    Line("transport", "", "End July 2024", "Executive Director – People"),
    Line("sufficiency", "", "2025", "Head of SEND"),
]
blocks = [Heading("Sallowdale: better lives plan", 1)]
for line in LINES:
    blocks += [
        Bold("Action"),
        Para(line.text),
        Bold("Lead officer"),
        Para(line.owner),
        Bold("Timescale"),
        Para(line.due),
        Bold("Outcomes"),
        Bullets(line.outcomes),
    ]
DOCUMENTS.append(
    Document(
        "sallowdale-label-over-value",
        ("html", "docx", "txt", "word.pdf"),
        Truth([line.meant(["text", "due", "owner", "outcomes"], owner_part="lead") for line in LINES]),
        blocks,
        Look(footer="Better lives plan"),
    )
)

# Several updates to an action, each with its month; the newest first.
LINES = [
    Line("reviews", "3.1", "Jan 2025", "Head of SEND"),
    Line("mediation", "3.2", "February 2024", "Head of SEND / DCO"),
]
SAID = [
    [
        ("July 2024 update", "Online form tested in six schools.", "2024-07-31"),
        ("March 2024 update", "Supplier chosen.", "2024-03-31"),
    ],
    [
        ("July 2024 update", "Meeting offered in 38 of 40 cases.", "2024-07-31"),
        ("March 2024 update", "Letter rewritten with parents.", "2024-03-31"),
    ],
]
blocks = [Heading("Fernwick improvement plan: progress report", 1), Heading("Priority 3: Reviews and disputes", 2)]
found = []
for line, said in zip(LINES, SAID, strict=True):
    blocks += [
        Heading(f"{line.ref} {line.text}", 3),
        Labelled("Owner:", line.owner),
        Labelled("Due:", line.due),
        *(Labelled(label + ":", text) for label, text, _ in said),
    ]
    found.append(
        replace(
            line.meant(["ref", "text", "due", "owner"], "Reviews and disputes"),
            updates=tuple(Update(text, on) for _, text, on in said),
        )
    )
DOCUMENTS.append(Document("fernwick-two-updates", ("html", "docx", "txt"), Truth(found), blocks))
