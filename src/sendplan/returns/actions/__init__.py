"""The only code that writes loads: a verb, keyword arguments, one transaction, one audit entry.

A refusal is ``returns.rules.Refused`` with the reason in a sentence (``NotAllowed`` where a permission is lacking,
``NotFound`` where there is no such load in the viewer's area), and then nothing was changed.
"""

from sendplan.returns.actions.loading import recover
from sendplan.returns.actions.made_up import load_made_up
from sendplan.returns.actions.reads import children_read, children_taken
from sendplan.returns.actions.receiving import receive
from sendplan.returns.actions.undoing import undo

__all__ = ["children_read", "children_taken", "load_made_up", "receive", "recover", "undo"]
