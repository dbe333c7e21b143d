"""Plans told rather than tabled, of a later day: cards, commitments by month, questions, text out of a printed page."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Block, Bold, Break, Bullets, Heading, Labelled, Look, Para, Table
from tests.plan_reader.shapes.days import ONGOING, TO_COME, day, done, end_of, month
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Due, Either, Owner, Truth, Update

DOCUMENTS: list[Document] = []


def lead(words: str) -> tuple[Owner, ...]:
    return (Owner(words, None, part="lead"),)


# What, why, who, when.
TOLD = [
    (
        "3.1",
        "Put a sensory profile into every nursery transfer file.",
        "Children arrive at school as strangers.",
        "Early Years Adviser",
        "by 30th May 2025",
        day("2025-05-30"),
        "Reception teachers say that they knew the child.",
        "Form tried in six nurseries.",
    ),
    (
        "3.2",
        "Pay for a speech therapist in each children's centre.",
        "Families travel too far.",
        "Commissioning Partner",
        "Oct 2024",
        month(2024, 10),
        "Nine in ten families are seen within three miles.",
        "Two of five posts filled.",
    ),
    (
        "3.3",
        "Start a toddler group with signing.",
        "Parents asked for it.",
        "Children's Centre Manager",
        "tbc",
        TO_COME,
        "Twenty families come each week.",
        "Room found.",
    ),
]
blocks: list[Block] = [
    Heading("Merrowford early years promise", 1),
    Para("Version agreed in September 2024."),
    Heading("Promise 3 | A strong start", 2),
]
for ref, what, why, who, when, _, know, got in TOLD:
    blocks += [
        Bold(f"Action {ref}"),
        Labelled("What:", what),
        Labelled("Why:", why),
        Labelled("Who:", who),
        Labelled("When:", when),
        Labelled("How we'll know:", know),
        Labelled("Where we've got to (Feb 2025):", got),
    ]
DOCUMENTS.append(
    Document(
        "merrowford-what-why-who",
        ("html", "docx", "txt", "pdf"),
        Truth(
            [
                Action(
                    what,
                    ref,
                    "A strong start",
                    (know,),
                    due,
                    (Owner(who, None),),
                    (),
                    (Update(got, "2025-02-28"),),
                    when,
                )
                for ref, what, _, who, when, due, know, got in TOLD
            ]
        ),
        blocks,
    )
)

# Commitments by month, "By September 2025 we will:".
MONTHS = [
    (
        "By September 2024 we will:",
        Due("2024-09-30", "month"),
        ["Appoint a lead teacher for hearing impairment", "Share the audiology rota with schools"],
    ),
    ("By the end of January 2025 we will:", Due("2025-01-31", "month"), ["Open a loan bank of radio aids"]),
    (
        "By July 2025 we will:",
        Due("2025-07-31", "month"),
        ["Train a signer in each family of schools", "Ask deaf young people to mark our work"],
    ),
]
blocks = [
    Heading("Netherby strategy for deaf children", 1),
    Heading("Why a strategy?", 2),
    Para("There are 214 deaf children and young people in Netherby."),
    Heading("Ambition one: hearing and being heard", 2),
]
for title, _, promises in MONTHS:
    blocks += [Para(title), Bullets(promises)]
blocks += [Heading("How we will report", 2), Para("We will publish a report each July.")]
DOCUMENTS.append(
    Document(
        "netherby-by-months",
        ("html", "docx", "txt"),
        Truth(
            [
                Action(text, due=due, section="hearing and being heard")
                for _, due, promises in MONTHS
                for text in promises
            ],
            doubtful=("We will publish a report each July.",),
        ),
        blocks,
    )
)

# Measures as labelled blocks.
blocks = [Heading("Wexcombe measures of success", 1)]
MEASURES = [
    ("Plans reviewed within the year", "61%", "90%", "72%"),
    ("Families at listening events", "40", "150", "88"),
]
for name, was, aim, now in MEASURES:
    blocks += [
        Labelled("Measure:", name),
        Labelled("Baseline (April 2024):", was),
        Labelled("Target (April 2026):", aim),
        Labelled("Latest (January 2025):", now),
    ]
DOCUMENTS.append(
    Document(
        "wexcombe-measure-blocks",
        ("html", "docx", "txt"),
        Truth(
            (),
            [
                kpi(name, was, "2024-04-30", [(aim, "2026-04-30")], [(now, "2025-01-31")])
                for name, was, aim, now in MEASURES
            ],
        ),
        blocks,
    )
)

# Cards on a web page, each with a badge.
DOCUMENTS.append(
    Document(
        "stourbeck-cards",
        ("html",),
        Truth(
            [
                Action(
                    "Bring the travel training team in house",
                    "4.1",
                    "Independence",
                    due=month(2025, 1),
                    due_printed="January 2025",
                    owners=lead("Head of Travel"),
                    statuses=("complete",),
                ),
                Action(
                    "Double the number of job coaches",
                    "4.2",
                    "Independence",
                    due=end_of(2025, 8),
                    due_printed="End August 2025",
                    owners=lead("Skills Partnership Lead"),
                    statuses=(Either(("on_track", "not_understood")),),
                ),
                Action(
                    "Give each leaver a health passport",
                    "4.3",
                    "Independence",
                    due=day("2024-07-19"),
                    due_printed="19 July 2024",
                    owners=lead("Designated Nurse"),
                    statuses=("off_track",),
                ),
            ]
        ),
        source="""<html lang="en"><head><title>Stourbeck</title></head><body><main>
<h1>Stourbeck SEND action plan</h1><p>This page is updated on the first Monday of each month.</p>
<section><h2>Priority 4: Independence</h2>
<div class="card"><h3>4.1 Bring the travel training team in house</h3><p><b>Status:</b> Completed</p>
<p><b>Lead:</b> Head of Travel</p><p><b>Due:</b> January 2025</p></div>
<div class="card"><h3>4.2 Double the number of job coaches</h3><p><b>Status:</b> In progress</p>
<p><b>Lead:</b> Skills Partnership Lead</p><p><b>Due:</b> End August 2025</p></div>
<div class="card"><h3>4.3 Give each leaver a health passport</h3><p><b>Status:</b> Overdue</p>
<p><b>Lead:</b> Designated Nurse</p><p><b>Due:</b> 19 July 2024</p></div>
</section></main></body></html>
""",
    )
)

# Text out of a printed page: a cell goes on over several lines.
DOCUMENTS.append(
    Document(
        "pennard-wrapped-cells",
        ("txt",),
        Truth(
            [
                Action(
                    "Agree how three councils share the cost of equipment for children who move between them",
                    "2.1.1",
                    due=month(2024, 11),
                    due_printed="Nov 2024",
                    owners=(Owner("Head of Joint Funding", None),),
                ),
                Action(
                    "Publish the list of equipment that any school can borrow within five working days",
                    "2.1.2",
                    due=ONGOING,
                    due_printed="Ongoing",
                    owners=(Owner("Stores Manager", None),),
                ),
            ]
        ),
        source="""Pennard equipment plan

Ref
Action
Target date
Owner

2.1.1
Agree how three councils share the cost
of equipment for children who move
between them
Nov 2024
Head of Joint Funding

2.1.2
Publish the list of equipment that any
school can borrow within five working
days
Ongoing
Stores Manager

Page 4 of 9
""",
    )
)

# A printed letter of labelled blocks with bullets inside them.
GIVEN = [
    (
        "PA1.1",
        "Settle the backlog of 94 appeals with an offer to meet",
        "Legal Services Manager",
        "Director of Education",
        "Jan 2025",
        month(2025, 1),
        ("Half of appeals are settled before a hearing", "Families say the meeting was fair"),
    ),
    (
        "PA1.2",
        "Hold a monthly clinic with the tribunal team",
        "Tribunal Officer",
        "Director of Education",
        "Established May 2023",
        done("2023-05-31"),
        ("No new appeal waits for a reply",),
    ),
    (
        "PA1.3",
        "Send decision letters that give the reasons in plain words",
        "Decisions Lead",
        "Director of Education",
        "14.02.25",
        day("2025-02-14"),
        ("Fewer families ask what the letter means",),
    ),
]
blocks = [
    Heading("Hartsmoor Priority Action Plan", 1),
    Labelled("Inspection:", "12 to 16 June 2024"),
    Heading("Priority action 1 – Disputes", 2),
]
for ref, text, who, sro, when, _, wins in GIVEN:
    blocks += [
        Heading(f"{ref} – {text}", 3),
        Labelled("Due date:", when),
        Labelled("Responsible officer (action lead):", who),
        Labelled("Senior responsible officer (accountable):", sro),
        Bold("Success criteria:"),
        Bullets(wins),
    ]
blocks += [
    Break(),
    Heading("Annex: who sits on the board", 2),
    Table([["Seat", "Held by"], ["Chair", "Independent"], ["Vice-chair", "Forum"]]),
]
DOCUMENTS.append(
    Document(
        "hartsmoor-priority-blocks",
        ("word.pdf", "pdf", "docx"),
        Truth(
            [
                Action(
                    text,
                    ref,
                    "Disputes",
                    wins,
                    due,
                    (Owner(who, None, part="lead"), Owner(sro, None, part="accountable")),
                    (),
                    (),
                    when,
                )
                for ref, text, who, sro, when, due, wins in GIVEN
            ]
        ),
        blocks,
        Look(banner="Hartsmoor Priority Action Plan", footer="Official"),
    )
)

# Owners in brackets and dates at the end of each bullet, as a busy officer writes.
DOCUMENTS.append(
    Document(
        "lyneham-brackets",
        ("html", "docx", "txt"),
        Truth(
            [
                Action(
                    Either(
                        (
                            "Run a refresher for all SENCOs",
                            "Run a refresher for all SENCOs (Lead: Principal Adviser, by March 2025)",
                        )
                    ),
                    due=month(2025, 3),
                    due_printed="March 2025",
                    owners=lead("Principal Adviser"),
                ),
                Action(
                    Either(
                        (
                            "Print the graduated approach as a poster",
                            "Print the graduated approach as a poster (Lead: Design Team, by Dec '24)",
                        )
                    ),
                    due=month(2024, 12),
                    due_printed="Dec '24",
                    owners=lead("Design Team"),
                ),
            ]
        ),
        [
            Heading("Lyneham plan for SENCOs", 1),
            Heading("Actions", 2),
            Bullets(
                [
                    "Run a refresher for all SENCOs (Lead: Principal Adviser, by March 2025)",
                    "Print the graduated approach as a poster (Lead: Design Team, by Dec '24)",
                ]
            ),
        ],
    )
)
