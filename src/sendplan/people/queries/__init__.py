"""The only code that reads which records are one child's. The first argument is always who is asking.

``None`` means that there is no such thing in the viewer's area. All need ``children.match``; a viewer without it is
refused with ``people.rules.NotAllowed``. What shows a value of a record is written down before it is given out: where
that cannot be, ``people.rules.NotRecorded`` is raised and nothing is shown.
"""

from sendplan.people.queries.asked import ON_A_PAGE, DoubtPage, DoubtRow, DoubtsPage, doubt, doubts
from sendplan.people.queries.beside import Line
from sendplan.people.queries.children import ChildPage, LoadChildren, Past, RecordShown, child, children_of, taken_in
from sendplan.people.queries.history import Counts, DecidedPage, DecidedRow, counts, decided

__all__ = [
    "ON_A_PAGE",
    "ChildPage",
    "Counts",
    "DecidedPage",
    "DecidedRow",
    "DoubtPage",
    "DoubtRow",
    "DoubtsPage",
    "Line",
    "LoadChildren",
    "Past",
    "RecordShown",
    "child",
    "children_of",
    "counts",
    "decided",
    "doubt",
    "doubts",
    "taken_in",
]
