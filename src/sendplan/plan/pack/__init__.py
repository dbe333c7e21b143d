"""An area pack: a folder that says whose plan is kept, where it is published, and what a person has linked to what.

Plain Python. ``read_pack`` reads the folder's files and says everything that is wrong with them, each with its file,
line, value, reason and remedy; ``against_plan`` does the same for what names a part of the plan that is not there.
``sendplan.plan.actions.load_pack`` writes one into the database.
"""

from sendplan.plan.pack.check import Named, against_plan
from sendplan.plan.pack.entries import (
    Adoption,
    AreaEntry,
    At,
    ClosingEntry,
    Demo,
    EvidenceEntry,
    LinkEntry,
    MoveEntry,
    OverrideEntry,
    Pack,
    PersonEntry,
    PlanEntry,
    Problem,
    ReplyEntry,
    ReviewEntry,
    RiskEntry,
    ShowsEntry,
    StatementLinkEntry,
    UpdateEntry,
    WaitEntry,
)
from sendplan.plan.pack.files import read_pack

__all__ = [
    "Adoption",
    "AreaEntry",
    "At",
    "ClosingEntry",
    "Demo",
    "EvidenceEntry",
    "LinkEntry",
    "MoveEntry",
    "Named",
    "OverrideEntry",
    "Pack",
    "PersonEntry",
    "PlanEntry",
    "Problem",
    "ReplyEntry",
    "ReviewEntry",
    "RiskEntry",
    "ShowsEntry",
    "StatementLinkEntry",
    "UpdateEntry",
    "WaitEntry",
    "against_plan",
    "read_pack",
]
