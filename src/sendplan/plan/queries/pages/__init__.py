"""What the pages show: frozen, ready to print, every sentence already in plain English.

A template chooses where a thing stands on a page and never computes: counts are counted, dates stand beside
their words, and where something cannot be said the reason is given. ``id`` is always the stable public id that
a URL is built from. Text from the plan is as the plan writes it.
"""

from sendplan.plan.queries.pages.action import (
    ActionNeighbour,
    ActionPage,
    ActionRow,
    DueShown,
    PostShown,
    UpdateShown,
)
from sendplan.plan.queries.pages.document import (
    Read,
    ReadKind,
    SourcePage,
    SourcePart,
    SourceRun,
    SourceSection,
    UnplacedShown,
    UploadPage,
    UploadRow,
    UploadState,
)
from sendplan.plan.queries.pages.doubt import DoubtShown, Reading
from sendplan.plan.queries.pages.family import (
    FamiliesPage,
    FamiliesSection,
    LinkShown,
    ReplyShown,
    StatementDetail,
    StatementPage,
    StatementRow,
)
from sendplan.plan.queries.pages.finding import (
    About,
    AboutKind,
    FindingGroup,
    FindingShown,
    FindingsPage,
    Severity,
)
from sendplan.plan.queries.pages.frame import (
    Choice,
    Counts,
    FamiliesCount,
    FindingsCount,
    Place,
    PlanShown,
    TargetsCount,
)
from sendplan.plan.queries.pages.overview import (
    GlancePage,
    NeedShown,
    SectionPage,
    SectionRow,
    SilentPost,
    Timeline,
    TimelineBar,
    TimelineMonth,
)
from sendplan.plan.queries.pages.public import (
    PublicAction,
    PublicPlan,
    PublicSection,
    PublicStatement,
    PublicTarget,
)
from sendplan.plan.queries.pages.target import (
    MeasureLink,
    StepShown,
    TargetNeighbour,
    TargetPage,
    TargetRow,
)

__all__ = [
    "About",
    "AboutKind",
    "ActionNeighbour",
    "ActionPage",
    "ActionRow",
    "Choice",
    "Counts",
    "DoubtShown",
    "DueShown",
    "FamiliesCount",
    "FamiliesPage",
    "FamiliesSection",
    "FindingGroup",
    "FindingShown",
    "FindingsCount",
    "FindingsPage",
    "GlancePage",
    "LinkShown",
    "MeasureLink",
    "NeedShown",
    "Place",
    "PlanShown",
    "PostShown",
    "PublicAction",
    "PublicPlan",
    "PublicSection",
    "PublicStatement",
    "PublicTarget",
    "Read",
    "ReadKind",
    "Reading",
    "ReplyShown",
    "SectionPage",
    "SectionRow",
    "Severity",
    "SilentPost",
    "SourcePage",
    "SourcePart",
    "SourceRun",
    "SourceSection",
    "StatementDetail",
    "StatementPage",
    "StatementRow",
    "StepShown",
    "TargetNeighbour",
    "TargetPage",
    "TargetRow",
    "TargetsCount",
    "Timeline",
    "TimelineBar",
    "TimelineMonth",
    "UnplacedShown",
    "UpdateShown",
    "UploadPage",
    "UploadRow",
    "UploadState",
]
