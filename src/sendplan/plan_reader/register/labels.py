"""The words that the register's documents are recognised by: headings, columns and fixed terms.

They are part of a format that people keep files of: a later form may add to them and not change them.
"""

from __future__ import annotations

import re
from typing import Final, get_args

from sendplan.plan_reader.draft import StatusMeaning

__all__ = [
    "ABOUT", "ACTIONS", "BETTER", "BODIES", "DOUBTS", "DOUBT_ABOUT", "FORM", "FORM_ROW", "HEADINGS", "ID",
    "INSPECTIONS", "KEY", "MEANINGS", "MEASURES", "NOTE", "OUTCOME_ID", "PARTS", "PEOPLE", "PROSE", "RATINGS",
    "REPORTED", "REPORTING", "SECTIONS", "SETTLED", "SHORT_NAME", "STATEMENTS", "STEP", "STEPS", "UPDATES",
    "WEAKNESSES", "WORKED_OUT", "section_title",
]  # fmt: skip

FORM_ROW: Final = "Form"
FORM: Final = "Register of sendplan, form 1"
NOTE: Final = (
    "This is the register’s own copy of the plan. Its words may be changed and the file taken back into the register. "
    "Leave the ids as they are, so that each item is known again; give a new row none. Parts of this copy that stand "
    "in straight quotes hold a line end, a tab or other marks that cannot be seen."
)

ID: Final = "Id in the register"
OUTCOME_ID: Final = "Outcome’s id in the register"
WORKED_OUT: Final = " (worked out)"
"""Ends the heading of a column that is only there to sort by: it is not read."""

ABOUT: Final = ("About this plan", "As the plan has it")
INSPECTIONS: Final = ("Event", "Date as written")
PEOPLE: Final = ("Listed as", "Name", "Post", "Organisation")
WEAKNESSES: Final = ("Letter", "Weakness", "What the plan says")
BODIES: Final = ("Body", "Part it plays", "Chair", "Meets", "Purpose", "Members")
KEY: Final = ("Rating", "What it means in the plan’s words", "Read as", "Colour")
SECTIONS: Final = ("Section", "Title", "Short name")
STATEMENTS: Final = ("Kind", "Section", "Words", ID)
ACTIONS: Final = ("Ref", "Action", "Outcome", "Due", "Owners", ID, OUTCOME_ID)
UPDATES: Final = ("Updated action", "Update", "What it says", "Date")
RATINGS: Final = ("Rated action", "Rated under", "Rating", "Read as", "Colour", "Date")
MEASURES: Final = ("No.", "Measure", "Baseline", "Baseline date")
STEPS: Final = ("Measure no.", "Step or report", "Heading", "As written")
SETTLED: Final = ("Settled item", "Part", "As written", "Read as")
DOUBTS: Final = ("Doubtful item", "Part", "Why", "Read as", "May also be")
DOUBT_ABOUT: Final = "Doubt about"
"""Says whether the doubtful item is an ``action`` or a ``measure``: an action's ref may be what a measure is called."""

PARTS: Final = (
    ("title", "Title"),
    ("area", "Area"),
    ("published", "Published"),
    ("last_updated", "Last updated"),
    ("accountable_officers_label", "Heading of the accountable officers"),
)
PROSE: Final = (
    ("introduction", "Introduction"),
    ("governance", "Governance"),
    ("notes", "Notes on this plan"),
    ("blank_labels", "Labels with nothing beside them"),
    ("needs", "What needs to improve"),
    ("voice", "What families say"),
)
"""Statements, by the name of their field: their heading, and their kind in a workbook."""

SHORT_NAME: Final = "Short name: "
HEADINGS: Final = frozenset(
    (
        "About", "Inspections and reports", "People", "Areas of weakness", "Bodies", "Key to ratings", "Sections",
        "Statements", "Actions", "Updates", "Ratings", "Measures", "Steps", "Readings settled by a person",
        "Settled readings", "Doubts",
    )
)  # fmt: skip
"""Headings and sheets that say no more than the table under them."""

STEP: Final = re.compile(r"Step \d{1,4}(?:: ?(?P<label>.*))?", re.DOTALL)
REPORTED: Final = re.compile(r"Reported \d{1,4}(?: for step (?P<step>\d{1,4}))?(?:: ?(?P<label>.*))?", re.DOTALL)

MEANINGS: Final[tuple[str, ...]] = get_args(StatusMeaning)
BETTER: Final = ("higher", "lower", "unknown")
REPORTING: Final = ("monitors", "reported_through", "reported_to", "holds_to_account", "advises")

_SECTION = re.compile(r'Section (?P<letter>"(?:[^"\\]|\\.)*"|[A-Za-z0-9.]{1,12})(?::(?: (?P<title>.*))?)?')


def section_title(words: str) -> tuple[str, str] | None:
    """A section's letter and title as its heading writes them, both as words to be ``said``, or None."""
    match = _SECTION.fullmatch(words)
    return (match["letter"], match["title"] or "") if match else None
