"""The only code that writes which records are one child's: a verb, one transaction, one audit entry.

A refusal is ``people.rules.Refused`` with the reason in a sentence (``NotAllowed`` where a permission is lacking,
``NotFound`` where there is no such thing in the viewer's area), and then nothing was changed.
"""

from sendplan.people.actions.deciding import decide, part
from sendplan.people.actions.reads import records_read
from sendplan.people.actions.taking import take_in, take_out

__all__ = ["decide", "part", "records_read", "take_in", "take_out"]
