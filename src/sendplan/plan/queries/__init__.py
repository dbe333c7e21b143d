"""The only code that reads plans. The first argument is always who is asking; ``today`` is always given.

Nothing dated later than ``today`` is shown. ``None`` means that there is no such thing for this viewer on that
day: no plan adopted yet, or an id of another area, which look alike. A viewer without the permission is refused
with ``sendplan.plan.rules.NotAllowed``, whose ``reason`` is the sentence to show. What comes out is in
``sendplan.plan.queries.pages``.
"""

from sendplan.plan.queries.answering import dates_moved, in_force, owners
from sendplan.plan.queries.course import course_page, evidence, evidence_file, evidence_waiting, overrides
from sendplan.plan.queries.documents import findings, source, upload, uploads
from sendplan.plan.queries.exports import exported
from sendplan.plan.queries.families import families, statement
from sendplan.plan.queries.items import action, target
from sendplan.plan.queries.leads_to import dependencies, logic_model
from sendplan.plan.queries.listing import every_action
from sendplan.plan.queries.measured import TargetRead, targets_read
from sendplan.plan.queries.overview import at_a_glance, section
from sendplan.plan.queries.public import public_families, public_plan, public_section
from sendplan.plan.queries.risks import risk, risks
from sendplan.plan.queries.search import search
from sendplan.plan.queries.versions import comparison, version, versions

__all__ = [
    "TargetRead",
    "action",
    "at_a_glance",
    "comparison",
    "course_page",
    "dates_moved",
    "dependencies",
    "every_action",
    "evidence",
    "evidence_file",
    "evidence_waiting",
    "exported",
    "families",
    "findings",
    "in_force",
    "logic_model",
    "overrides",
    "owners",
    "public_families",
    "public_plan",
    "public_section",
    "risk",
    "risks",
    "search",
    "section",
    "source",
    "statement",
    "target",
    "targets_read",
    "upload",
    "uploads",
    "version",
    "versions",
]
