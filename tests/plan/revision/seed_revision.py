"""A revision of the published plan, made from its own text: officers, dates, targets, two actions and one split.

The new officers' names are made up. Every edit is one replacement of words that stand in the text exactly once.
"""

from __future__ import annotations

from pathlib import Path

from tests.plan.drafts import PUBLISHED

REVISED = Path(__file__).with_name("revised-plan.txt")

_A5 = (
    "A5 Develop a workforce plan to establish a skilled, sustainable, supported, and sufficient workforce across the "
    "Local Area to deliver services to children and young people with SEND. Resources are deployed to the best "
    "possible effect to achieve good outcomes for children and young people and make best use of public funds.\n"
    "\n"
    "The Local Area fulfils its statutory duties as set out in the SEND Code of Practice and SEND regulations.\n"
    "\n"
    "June 2023 – Interim SEND Strategic Director"
)
_A5_SPLIT = (
    "A5a Develop a workforce plan to establish a skilled, sustainable, supported, and sufficient workforce across the "
    "Local Area. Resources are deployed to the best possible effect to achieve good outcomes for children and young "
    "people and make best use of public funds.\n"
    "\n"
    "June 2023 – Interim SEND Strategic Director\n"
    "A5b Deliver services to children and young people with SEND. The Local Area fulfils its statutory duties as set "
    "out in the SEND Code of Practice and SEND regulations.\n"
    "\n"
    "June 2023 – Interim SEND Strategic Director"
)

EDITS = (
    ("Jane Milligan (Chief Executive, ", "Robin Hale (Chief Executive, "),
    (
        "Julian Wooster (Interim Director of Children and Young People’s Futures)",
        "Sam Okoro (Director of Children and Young People’s Futures)",
    ),
    (
        "clear plan in place for their future employment, training, and adult lives. December 2023",
        "clear plan in place for their future employment, training, and adult lives. March 2024",
    ),
    (
        "are of a quality to make a difference to the lives of children and young people. July 2023",
        "are of a quality to make a difference to the lives of children and young people. September 2023",
    ),
    ("59.9%", "45%"),
    ("800 of current backlog 400 of backlog remaining 0", "800 of current backlog 600 of backlog remaining 0"),
    ("13% TBC 12.1%", "13% TBC 11.5%"),
    (
        "A8 Provide a robust support offer for parents and carers through an evidenced based peer support approach.",
        "A8 Provide a support offer for parents and carers through peer support and a telephone line.",
    ),
    ("D1 Improve waiting time for autism assessments.", "D1 Halve the waiting time for autism assessments."),
    (_A5, _A5_SPLIT),
)


def revised() -> str:
    """The published text with every edit made."""
    text = PUBLISHED.read_text(encoding="utf-8")
    for old, new in EDITS:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the published plan"
        text = text.replace(old, new)
    return text


if __name__ == "__main__":
    REVISED.write_text(revised(), encoding="utf-8")
