"""Ratings: RAG and BRAG keys in words, in letters and in colours alone."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Bullets, Cell, Heading, Look, Para, Table
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import Either, Truth

DOCUMENTS: list[Document] = []
RED, AMBER, GREEN, BLUE, GREY = "ff0000", "ffc000", "00b050", "0070c0", "bfbfbf"

# BRAG in words with its key as a list.
COLUMNS = [
    ("Ref", "ref"),
    ("Action", "text"),
    ("Lead", "owner"),
    ("Due", "due"),
    ("BRAG", "rating"),
    ("Progress", "update"),
]
LINES = [
    Line("panel", "1", "Sept 23", "Head of SEND", rating="Blue", rated="complete", update="Panel has met nine times."),
    Line("backlog", "2", "May 25", "SEND Team Manager", rating="Red", rated="off_track", update="Two writers left."),
    Line("audit", "3", "Jan 2025", "Principal EP", rating="Amber", rated="at_risk", update="Twenty audited."),
    Line("phone", "4", "TBC", "DCS", rating="Green", rated="on_track", update="Line opened."),
]
DOCUMENTS.append(
    Document(
        "brackenshire-brag-words",
        ("html", "docx", "xlsx", "pdf"),
        Truth(meant(COLUMNS, LINES, owner_part="lead")),
        [
            Heading("Brackenshire progress report", 1),
            Para("Key to ratings:"),
            Bullets(
                [
                    "Blue: finished and evidenced",
                    "Green: on course",
                    "Amber: some risk to the date",
                    "Red: off course, help needed",
                ]
            ),
            Table(rows(COLUMNS, LINES)),
        ],
    )
)

# RAG in letters; the key is a table with colours.
COLUMNS = [("Action", "text"), ("Owner", "owner"), ("Target date", "due"), ("RAG", "rating")]
LINES = [
    Line("therapy", due="31.10.24", owner="DCO", rating="A", rated="at_risk", fill=AMBER),
    Line(
        "autism",
        due="March 2025",
        owner="DCO",
        rating="R",
        rated=Either(("off_track", "not_started", "not_understood")),
        fill=RED,
    ),
    Line("waiting", due="Complete", owner="DSCO", rating="G", rated="complete", fill=GREEN),
]
DOCUMENTS.append(
    Document(
        "wyremouth-rag-letters",
        ("html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Wyremouth action tracker", 1),
            Table(
                [
                    ["RAG", "Meaning"],
                    [Cell("R", fill=RED), "Not started or off track"],
                    [Cell("A", fill=AMBER), "Started, with some delay"],
                    [Cell("G", fill=GREEN), "Completed"],
                ]
            ),
            Table(rows(COLUMNS, LINES)),
        ],
    )
)

# Colour alone, with a key whose cells are painted.
LINES = [
    Line("inclusion", due="Nov 24", owner="Ingrid Vosper", rated="on_track", fill=GREEN),
    Line("exclusions", due="End July 2024", owner="Tobias Wrenfield", rated="complete", fill=BLUE),
    Line("attendance", due="June 2025", owner="Ingrid Vosper", rated="not_started", fill=GREY),
    Line("voice", due="Ongoing", owner="Tobias Wrenfield", rated="off_track", fill=RED),
]
DOCUMENTS.append(
    Document(
        "oldhaven-colour-alone",
        ("html", "docx", "xlsx"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Oldhaven tracker", 1),
            Table(
                [
                    ["Colour", "What it means"],
                    [Cell("", fill=BLUE), "Action complete"],
                    [Cell("", fill=GREEN), "On track"],
                    [Cell("", fill=AMBER), "At risk of delay"],
                    [Cell("", fill=RED), "Off track"],
                    [Cell("", fill=GREY), "Not yet started"],
                ]
            ),
            Table(rows(COLUMNS, LINES)),
        ],
    )
)

# No key at all: the words speak for themselves.
COLUMNS = [
    ("Ref", "ref"),
    ("Action", "text"),
    ("Responsible", "owner"),
    ("By", "due"),
    ("Status", "rating"),
    ("Comments", "update"),
]
LINES = [
    Line(
        "governance",
        "G1",
        "Sept 2023",
        "Chief Executive",
        rating="Complete",
        rated="complete",
        update="Chair appointed.",
    ),
    Line(
        "data",
        "G2",
        "Dec-24",
        "Performance and Data Manager",
        rating="In progress",
        rated=Either(("on_track", "not_understood")),
        update="First version shown.",
    ),
    Line(
        "sef",
        "G3",
        "Sep 24",
        "DCS",
        rating="Delayed",
        rated=Either(("off_track", "at_risk")),
        update="Draft out for comment.",
    ),
    Line("coproduction", "G4", "TBC", "Parent Carer Forum", rating="Not started", rated="not_started"),
    Line("health", "G5", "Mar-25", "DCO", rating="On track", rated="on_track"),
]
DOCUMENTS.append(
    Document(
        "marrowvale-status-words",
        ("html", "docx", "csv"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Marrow Vale improvement tracker", 1),
            Table(rows(COLUMNS, LINES)),
            Para("Status as at 31 January 2025."),
        ],
    )
)

# A key that means other things than usual: purple and grey, green for done.
LINES = [
    Line("reviews", "R1", "July 2024", "Head of SEND", rating="Green", rated="complete"),
    Line("mediation", "R2", "Jan 2025", "DSCO", rating="Purple", rated="on_track"),
    Line("workforce", "R3", "2025", "Principal EP", rating="Grey", rated="stopped"),
    Line("social", "R4", "Nov 24", "DSCO", rating="Red", rated="not_started"),
]
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Owner", "owner"), ("Due", "due"), ("Rating", "rating")]
LINES = [Line(**{**line.__dict__, "due": line.due.replace("July 2024", "july 2024")}) for line in LINES]
DOCUMENTS.append(
    Document(
        "tarnforth-own-key",
        ("html", "docx", "txt"),
        Truth(meant(COLUMNS, LINES)),
        [
            Heading("Tarnforth quarterly report", 1),
            Heading("Key", 2),
            Bullets(
                [
                    "Green = action completed",
                    "Purple = under way and on track",
                    "Red = not yet started",
                    "Grey = action withdrawn",
                ]
            ),
            Heading("Actions", 2),
            Table(rows(COLUMNS, LINES)),
        ],
        Look(text="columns"),
    )
)

# Two ratings to an action, one a quarter; and the rating stands in the cell's words with the update.
COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Lead", "owner"), ("Deadline", "due")]
LINES = [
    Line("sufficiency", "S1", "September 2025", "Head of SEND"),
    Line("transport", "S2", "End of March 2025", "DCS"),
]
table = [
    [*row, *more]
    for row, more in zip(
        rows(COLUMNS, LINES), [["RAG July 2024", "RAG Oct 2024"], ["Amber", "Green"], ["Red", "Amber"]], strict=True
    )
]
truth = [
    type(one)(one.text, one.ref, due=one.due, owners=one.owners, statuses=statuses)
    for one, statuses in zip(
        meant(COLUMNS, LINES, owner_part="lead"), [("at_risk", "on_track"), ("off_track", "at_risk")], strict=True
    )
]
DOCUMENTS.append(
    Document(
        "fernwick-two-quarters",
        ("html", "docx", "xlsx"),
        Truth(truth),
        [Heading("Fernwick places plan", 1), Table(table)],
    )
)
