"""The only code that writes plans: a verb, keyword arguments, one transaction, one audit entry.

Each asks ``access.rules.may`` and ``plan.rules`` first. A refusal is ``plan.rules.Refused`` with the reason in a
sentence (``NotAllowed`` where a permission is lacking, ``NotFound`` where there is no such thing in the viewer's
area), and then nothing was written.
"""

from sendplan.plan.actions.adoption import adopt
from sendplan.plan.actions.course import (
    close_action,
    move_due_date,
    override_status,
    reopen_action,
    take_back_override,
)
from sendplan.plan.actions.evidence import add_evidence, confirm_evidence
from sendplan.plan.actions.families import link_statement, reply
from sendplan.plan.actions.links import add_dependency, end_dependency, end_outcome_link, link_outcome
from sendplan.plan.actions.packs import Loaded, load_pack
from sendplan.plan.actions.progress import add_update
from sendplan.plan.actions.revision import adopt_revision
from sendplan.plan.actions.risks import add_risk, review_risk
from sendplan.plan.actions.uploads import keep_upload, set_aside_upload

__all__ = [
    "Loaded",
    "add_dependency",
    "add_evidence",
    "add_risk",
    "add_update",
    "adopt",
    "adopt_revision",
    "close_action",
    "confirm_evidence",
    "end_dependency",
    "end_outcome_link",
    "keep_upload",
    "link_outcome",
    "link_statement",
    "load_pack",
    "move_due_date",
    "override_status",
    "reopen_action",
    "reply",
    "review_risk",
    "set_aside_upload",
    "take_back_override",
]
