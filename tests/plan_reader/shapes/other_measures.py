"""More KPI tables: a rating beside each figure, counts in brackets, outturns of named years."""

from __future__ import annotations

from tests.plan_reader.shapes.blocks import Heading, Look, Table
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import ANY, Figure, Kpi, Truth

DOCUMENTS: list[Document] = []

S, F = "2024-09-30", "2025-02-28"
DOCUMENTS.append(
    Document(
        "hindlow-rated-measures",
        ("html", "docx", "xlsx", "pdf"),
        Truth(
            (),
            [
                kpi("Reviews on time", "48%", ANY, [("60%", S), ("75%", F)], [("63%", S), ("70%", F)]),
                kpi("Children without a school place", "37", ANY, [("20", S), ("0", F)], [("24", S), ("11", F)]),
            ],
        ),
        [
            Heading("Hindlow performance report", 1),
            Table(
                [
                    [
                        "Performance indicator",
                        "Baseline",
                        "Sept 2024 target",
                        "Sept 2024 actual",
                        "RAG",
                        "Feb 2025 target",
                        "Feb 2025 actual",
                        "RAG",
                    ],
                    ["Reviews on time", "48%", "60%", "63%", "G", "75%", "70%", "A"],
                    ["Children without a school place", "37", "20", "24", "A", "0", "11", "R"],
                ]
            ),
        ],
        Look(landscape=True),
    )
)

DOCUMENTS.append(
    Document(
        "swinfold-counts-in-brackets",
        ("html", "docx", "csv"),
        Truth(
            (),
            [
                Kpi(
                    "Advice from health on time",
                    Figure(45, "percent", "level", "2024-01-31"),
                    (Figure(60, "percent", "level", "2024-12-31"), Figure(80, "percent", "level", "2025-12-31")),
                ),
                Kpi(
                    "Families offered a meeting",
                    Figure(31, "percent", "level", "2024-01-31"),
                    (Figure(50, "percent", "level", "2024-12-31"), Figure(95, "percent", "level", "2025-12-31")),
                ),
            ],
        ),
        [
            Heading("Swinfold measures", 1),
            Table(
                [
                    ["Measure", "Baseline Jan 2024", "Milestone Dec 2024", "Target Dec 2025"],
                    ["Advice from health on time", "45% (123 of 273)", "60%", "80%"],
                    ["Families offered a meeting", "31% (22/71)", "50%", "at least 95%"],
                ]
            ),
        ],
    )
)

DOCUMENTS.append(
    Document(
        "crawberry-outturns",
        ("html", "xlsx", "docx"),
        Truth(
            (),
            [
                Kpi("Pupils with a plan who are suspended", ANY, (Figure(9, "percent", "level", ANY),), ANY),
                Kpi("Pupils with a plan in work at 19", ANY, (Figure(20, "percent", "level", ANY),), ANY),
            ],
        ),
        [
            Heading("Crawberry outcomes framework", 1),
            Table(
                [
                    ["Indicator", "2022/23 outturn", "2023/24 outturn", "2024/25 target", "National average"],
                    ["Pupils with a plan who are suspended", "14%", "12%", "9%", "11%"],
                    ["Pupils with a plan in work at 19", "11%", "13%", "20%", "15%"],
                ]
            ),
        ],
    )
)
