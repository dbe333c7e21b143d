"""KPI tables: milestones and actuals in pairs, quarters across, units in the name, figures that ran together."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Break, Bullets, Cell, Heading, Look, Para, Table
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.register import Line, meant, rows
from tests.plan_reader.shapes.truths import ANY, Truth

DOCUMENTS: list[Document] = []

COLUMNS = [("Ref", "ref"), ("Action", "text"), ("Lead", "owner"), ("Due", "due"), ("Outcome", "outcomes")]
LINES = [Line("panel", "1.1", "Sep 24", "Head of SEND"), Line("reviews", "1.2", "Mar-25", "SEND Team Manager")]
ACTIONS = meant(COLUMNS, LINES, owner_part="lead")

# Milestone and actual in pairs.
J, N, M = "2024-07-31", "2024-11-30", "2025-03-31"
DOCUMENTS.append(
    Document(
        "thornmere-milestone-actual",
        ("html", "docx", "xlsx", "pdf", "untagged.pdf"),
        Truth(
            ACTIONS,
            [
                kpi(
                    "Plans issued in 20 weeks",
                    "31%",
                    "2024-01-31",
                    [("40%", J), ("50%", N), ("60%", M)],
                    [("42%", J), ("47%", N)],
                ),
                kpi("Open complaints", "48", "2024-01-31", [("40", J), ("30", N), ("20", M)], [("44", J), ("33", N)]),
                kpi("Parents who feel heard", "TBC", None, [("10% increase", J), ("20% increase", N), ("TBC", M)]),
            ],
        ),
        [
            Heading("Thornmere Accelerated Progress Plan", 1),
            Table(rows(COLUMNS, LINES)),
            Heading("Key performance indicators", 2),
            Table(
                [
                    [
                        "KPI",
                        "Baseline",
                        "Baseline date",
                        "Milestone 1 July 2024",
                        "Actual July 2024",
                        "Milestone 2 November 2024",
                        "Actual November 2024",
                        "Target March 2025",
                        "Actual March 2025",
                    ],
                    ["Plans issued in 20 weeks", "31%", "January 2024", "40%", "42%", "50%", "47%", "60%", ""],
                    ["Open complaints", "48", "January 2024", "40", "44", "30", "33", "20", ""],
                    ["Parents who feel heard", "TBC", "", "10% increase", "", "20% increase", "", "TBC", ""],
                ]
            ),
        ],
        Look(landscape=True, size=10),
    )
)

# Two rows of headings: the date over each pair.
DOCUMENTS.append(
    Document(
        "oldhaven-pairs-below-dates",
        ("html", "docx", "xlsx"),
        Truth(
            (),
            [
                kpi("Average wait for a first appointment (weeks)", "38", ANY, [("30", J), ("18", M)], [("33", J)]),
                kpi("Annual reviews on time (%)", "52%", ANY, [("60%", J), ("75%", M)], [("61%", J)]),
            ],
        ),
        [
            Heading("Oldhaven scorecard", 1),
            Table(
                [
                    [
                        Cell("Measure", down=2),
                        Cell("Baseline (Jan 2024)", down=2),
                        Cell("July 2024", across=2),
                        Cell("March 2025", across=2),
                    ],
                    ["Milestone", "Actual", "Target", "Actual"],
                    ["Average wait for a first appointment (weeks)", "38", "30", "33", "18", ""],
                    ["Annual reviews on time (%)", "52%", "60%", "61%", "75%", ""],
                ],
                heads=2,
            ),
        ],
    )
)

# Run-together numbers, refused; and figures that are no figures.
DOCUMENTS.append(
    Document(
        "brackenshire-run-together",
        ("html", "docx", "txt"),
        Truth(
            (),
            [
                kpi(
                    "Requests for assessment", "2837.163054.05253.7", ANY, [("37.142.855.0", M), ("50%", "2025-07-31")]
                ),
                kpi("Plans finished on time", "37%", ANY, [("45%", M), ("60%", "2025-07-31")]),
                kpi("Families in dispute", "<5", ANY, [("Good", M), ("in line with national", "2025-07-31")]),
            ],
        ),
        [
            Heading("Brackenshire performance pages", 1),
            Table(
                [
                    ["Indicator", "Baseline", "March 2025 milestone", "July 2025 target"],
                    ["Requests for assessment", "2837.163054.05253.7", "37.142.855.0", "50%"],
                    ["Plans finished on time", "37%", "45%", "60%"],
                    ["Families in dispute", "<5", "Good", "in line with national"],
                ]
            ),
        ],
        Look(text="tabs"),
    )
)

# KPIs in an appendix, after notes; columns called by other names and the target before the baseline.
DOCUMENTS.append(
    Document(
        "fernwick-appendix",
        ("html", "docx", "pdf"),
        Truth(
            ACTIONS,
            [
                kpi("Plans audited as good", "44%", "2024-09-30", [("70%", "2025-09-30")], [("51%", "2025-01-31")]),
                kpi("Supported internships", "12", "2024-09-30", [("30", "2025-09-30")], [("17", "2025-01-31")]),
                kpi(
                    "Waits over a year", "212", "2024-09-30", [("50% reduction", "2025-09-30")], [("190", "2025-01-31")]
                ),
            ],
        ),
        [
            Heading("Fernwick improvement plan", 1),
            Table(rows(COLUMNS, LINES)),
            Para("Notes: leads meet monthly."),
            Break(),
            Heading("Appendix 2 – How we will measure success", 2),
            Para("These figures come from our own records and have not been audited."),
            Table(
                [
                    [
                        "What we measure",
                        "Start point (September 2024)",
                        "Where we are (January 2025)",
                        "Where we want to be (September 2025)",
                    ],
                    ["Plans audited as good", "44%", "51%", "70%"],
                    ["Supported internships", "12", "17", "30"],
                    ["Waits over a year", "212", "190", "50% reduction"],
                ]
            ),
            Bullets(["Waits are counted from the day of referral."]),
        ],
    )
)

# Quarters of a named financial year across.
Q = ["2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31"]
DOCUMENTS.append(
    Document(
        "kestrelshire-quarters",
        ("html", "xlsx", "csv", "docx"),
        Truth(
            (),
            [
                kpi(
                    "Calls answered in three minutes",
                    "61%",
                    "2024-03-31",
                    list(zip(["65%", "70%", "75%", "80%"], Q, strict=True)),
                ),
                kpi(
                    "Children missing education with SEN",
                    "1,204",
                    "2024-03-31",
                    list(zip(["1,150", "TBC", "", "900"], Q, strict=True)),
                ),
            ],
        ),
        [
            Heading("Kestrelshire measures", 1),
            Table(
                [
                    [
                        "Performance measure",
                        "Baseline March 2024",
                        "Target Q1 2024/25",
                        "Target Q2 2024/25",
                        "Target Q3 2024/25",
                        "Target Q4 2024/25",
                    ],
                    ["Calls answered in three minutes", "61%", "65%", "70%", "75%", "80%"],
                    ["Children missing education with SEN", "1,204", "1,150", "TBC", "", "900"],
                ]
            ),
        ],
    )
)

# Milestones at 3, 6 and 12 months, and words beside the figures.
DOCUMENTS.append(
    Document(
        "dunmarsh-three-six-twelve",
        ("html", "docx", "xlsx"),
        Truth(
            (),
            [
                kpi(
                    "Plans rated good or better",
                    "38%",
                    ANY,
                    [("at least 60%", None), ("70%", None), ("90% or more", None)],
                ),
                kpi(
                    "Wait for a speech therapist",
                    "38 weeks",
                    ANY,
                    [("30 weeks", None), ("26 weeks", None), ("18 weeks", None)],
                ),
                kpi(
                    "Suspensions, SEN support",
                    "Baseline to be established",
                    ANY,
                    [("10% reduction", None), ("25% reduction", None), ("50% reduction", None)],
                ),
            ],
        ),
        [
            Heading("Dunmarsh impact measures", 1),
            Table(
                [
                    ["Impact measure", "Baseline", "3 months", "6 months", "12 months"],
                    ["Plans rated good or better", "38%", "at least 60%", "70%", "90% or more"],
                    ["Wait for a speech therapist", "38 weeks", "30 weeks", "26 weeks", "18 weeks"],
                    [
                        "Suspensions, SEN support",
                        "Baseline to be established",
                        "10% reduction",
                        "25% reduction",
                        "50% reduction",
                    ],
                ]
            ),
        ],
    )
)

# Percentage points, and the baseline's date in its own column in several forms.
DOCUMENTS.append(
    Document(
        "lowmere-points",
        ("html", "docx", "csv", "pdf"),
        Truth(
            ACTIONS,
            [
                kpi(
                    "Parents rating support as good",
                    "22%",
                    "2024-05-31",
                    [("+5 percentage points", "2024-12-31"), ("20%-point increase", "2025-12-31")],
                ),
                kpi(
                    "Young people with a say in their review",
                    "55%",
                    "2024-01-31",
                    [("10 percentage point increase", "2024-12-31"), ("80%", "2025-12-31")],
                ),
                kpi("Tribunal appeals", "-", None, [("TBC", "2024-12-31"), ("N/A", "2025-12-31")]),
            ],
        ),
        [
            Heading("Lowmere plan", 1),
            Table(rows(COLUMNS, LINES)),
            Heading("Measures", 2),
            Table(
                [
                    [
                        "Key performance indicator",
                        "Baseline",
                        "Date of baseline",
                        "Milestone (Dec 2024)",
                        "Target (Dec 2025)",
                    ],
                    ["Parents rating support as good", "22%", "May 24", "+5 percentage points", "20%-point increase"],
                    [
                        "Young people with a say in their review",
                        "55%",
                        "31/01/2024",
                        "10 percentage point increase",
                        "80%",
                    ],
                    ["Tribunal appeals", "-", "", "TBC", "N/A"],
                ]
            ),
        ],
    )
)

# KPIs one cell a line, every cell filled.
DOCUMENTS.append(
    Document(
        "thornmere-kpi-cell-a-line",
        ("txt",),
        Truth(
            (),
            [
                kpi("Plans issued in 20 weeks", "31%", "2024-01-31", [("40%", "2024-07-31"), ("60%", "2025-03-31")]),
                kpi("Reviews finished on time", "52%", "2024-01-31", [("65%", "2024-07-31"), ("80%", "2025-03-31")]),
            ],
        ),
        source="""Thornmere key performance indicators

KPI
Baseline
Baseline date
Milestone 1 – July 2024
Target – March 2025
Plans issued in 20 weeks
31%
January 2024
40%
60%
Reviews finished on time
52%
January 2024
65%
80%
""",
    )
)

# KPI lines with milestone and actual pairs, rows as lines.
DOCUMENTS.append(
    Document(
        "fernwick-kpi-lines",
        ("txt",),
        Truth(
            (),
            [
                kpi(
                    "Health advice on time",
                    "45%",
                    "2024-01-31",
                    [("60%", "2024-07-31"), ("80%", "2024-11-30")],
                    [("58%", "2024-07-31"), ("71%", "2024-11-30")],
                ),
                kpi(
                    "Section F judged specific",
                    "30%",
                    "2024-01-31",
                    [("40%", "2024-07-31"), ("70%", "2024-11-30")],
                    [("44%", "2024-07-31"), ("52%", "2024-11-30")],
                ),
            ],
        ),
        [
            Heading("Fernwick KPIs"),
            Table(
                [
                    [
                        "KPI",
                        "Baseline",
                        "Baseline Date",
                        "Milestone 1 – July 2024",
                        "Actual 1 – July 2024",
                        "Milestone 2 – November 2024",
                        "Actual 2 – November 2024",
                    ],
                    ["Health advice on time", "45%", "January 2024", "60%", "58%", "80%", "71%"],
                    ["Section F judged specific", "30%", "January 2024", "40%", "44%", "70%", "52%"],
                ]
            ),
        ],
        Look(text="rows"),
    )
)
