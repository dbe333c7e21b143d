"""A revised document against the register: what carries on, what a person decides, and what is different."""

from sendplan.plan.revision.changes import Change, Piece
from sendplan.plan.revision.decisions import refusal, settled
from sendplan.plan.revision.differences import Differences, Split, differences
from sendplan.plan.revision.items import GROUPS, Group, Item, What
from sendplan.plan.revision.matching import (
    NEW,
    IdsMissingError,
    Match,
    Matching,
    Option,
    Question,
    Suggestion,
    match,
)

__all__ = [
    "GROUPS",
    "NEW",
    "Change",
    "Differences",
    "Group",
    "IdsMissingError",
    "Item",
    "Match",
    "Matching",
    "Option",
    "Piece",
    "Question",
    "Split",
    "Suggestion",
    "What",
    "differences",
    "match",
    "refusal",
    "settled",
]
