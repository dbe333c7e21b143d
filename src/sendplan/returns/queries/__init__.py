"""The only code that reads loads and rows about children. The first argument is always who is asking.

``None`` means that there is no such thing in the viewer's area. A viewer without the permission is refused with
``returns.rules.NotAllowed``. Counts need ``records.see_loads``. Whatever shows a value of a child's row needs
``records.read_any``, and is written down before it is given out: where that cannot be, ``returns.rules.NotRecorded``
is raised and nothing is shown.
"""

from sendplan.returns.queries.issues import ON_A_PAGE, issues_of, row
from sendplan.returns.queries.loads import history, load, load_words
from sendplan.returns.queries.pages import HistoryPage, IssueRow, LoadPage, LoadRow, RowPage, RulePage, RuleRow
from sendplan.returns.queries.workbook import workbook

__all__ = [
    "ON_A_PAGE",
    "HistoryPage",
    "IssueRow",
    "LoadPage",
    "LoadRow",
    "RowPage",
    "RulePage",
    "RuleRow",
    "history",
    "issues_of",
    "load",
    "load_words",
    "row",
    "workbook",
]
