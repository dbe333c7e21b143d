"""The only code that reads plans. The first argument is always who is asking; ``today`` is always given.

Nothing dated later than ``today`` is shown. ``None`` means that there is no such thing for this viewer on that
day: no plan adopted yet, or an id of another area, which look alike. A viewer without the permission is refused
with ``sendplan.plan.rules.NotAllowed``, whose text is the reason.
"""

from __future__ import annotations

import datetime as dt

from sendplan.access.queries import PublicViewer, Viewer
from sendplan.plan.queries.pages import (
    ActionPage,
    FamiliesPage,
    FindingsPage,
    GlancePage,
    PublicPlan,
    SectionPage,
    SourcePage,
    StatementPage,
    TargetPage,
    UploadPage,
    UploadRow,
)

__all__ = [
    "action",
    "at_a_glance",
    "families",
    "findings",
    "public_plan",
    "section",
    "source",
    "statement",
    "target",
    "upload",
    "uploads",
]


def at_a_glance(viewer: Viewer, today: dt.date) -> GlancePage | None: ...
def section(viewer: Viewer, letter: str, today: dt.date) -> SectionPage | None: ...
def action(viewer: Viewer, action_id: str, today: dt.date) -> ActionPage | None: ...
def target(viewer: Viewer, target_id: str, today: dt.date) -> TargetPage | None: ...
def findings(viewer: Viewer, today: dt.date) -> FindingsPage | None: ...
def families(viewer: Viewer, today: dt.date) -> FamiliesPage | None: ...
def statement(viewer: Viewer, statement_id: str, today: dt.date) -> StatementPage | None: ...
def source(viewer: Viewer, today: dt.date) -> SourcePage | None: ...
def uploads(viewer: Viewer, today: dt.date) -> tuple[UploadRow, ...]: ...
def upload(viewer: Viewer, upload_id: str, today: dt.date) -> UploadPage | None: ...
def public_plan(viewer: PublicViewer, today: dt.date) -> PublicPlan | None: ...
