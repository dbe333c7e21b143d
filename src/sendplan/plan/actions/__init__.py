"""The only code that writes plans: a verb, keyword arguments, one transaction, one audit entry.

Each asks ``access.rules.may`` and ``plan.rules`` first. A refusal is ``plan.rules.Refused`` with the reason in a
sentence (``NotAllowed`` where a permission is lacking, ``NotFound`` where there is no such thing in the viewer's
area), and then nothing was written.
"""

from sendplan.plan.actions.adoption import adopt
from sendplan.plan.actions.families import link_statement, reply
from sendplan.plan.actions.packs import Loaded, load_pack
from sendplan.plan.actions.progress import add_update
from sendplan.plan.actions.uploads import keep_upload, set_aside_upload

__all__ = [
    "Loaded",
    "add_update",
    "adopt",
    "keep_upload",
    "link_statement",
    "load_pack",
    "reply",
    "set_aside_upload",
]
