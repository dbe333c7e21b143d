"""The tables of plan. Fields and constraints only.

``actions`` is the only code that writes them and ``queries`` the only code that reads them. The history of every
change that a person can make is kept by triggers in the database (django-pghistory), deletions included. Rows that
are a record of something said (updates, replies) cannot be changed or deleted at all.
"""

from sendplan.plan.models.course import Closing, DueChange, Override
from sendplan.plan.models.evidence import Confirmation, Evidence, EvidenceFile
from sendplan.plan.models.family import FamilyStatement, Reply, StatementLink
from sendplan.plan.models.links import Dependency, OutcomeTarget
from sendplan.plan.models.plan import (
    GovernanceBody,
    Need,
    Plan,
    PlanFinding,
    Section,
    Upload,
    Version,
    VersionContent,
)
from sendplan.plan.models.promise import Action, ActionPost, Holding, Outcome, Post, ProgressUpdate
from sendplan.plan.models.risk import Risk, RiskAction, RiskReview
from sendplan.plan.models.search import VersionText
from sendplan.plan.models.target import Step, Target, TargetLink

__all__ = [
    "Action",
    "ActionPost",
    "Closing",
    "Confirmation",
    "Dependency",
    "DueChange",
    "Evidence",
    "EvidenceFile",
    "FamilyStatement",
    "GovernanceBody",
    "Holding",
    "Need",
    "Outcome",
    "OutcomeTarget",
    "Override",
    "Plan",
    "PlanFinding",
    "Post",
    "ProgressUpdate",
    "Reply",
    "Risk",
    "RiskAction",
    "RiskReview",
    "Section",
    "StatementLink",
    "Step",
    "Target",
    "TargetLink",
    "Upload",
    "Version",
    "VersionContent",
    "VersionText",
]
