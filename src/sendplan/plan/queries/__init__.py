"""The only code that reads plans. The first argument is always who is asking; ``today`` is always given.

Nothing dated later than ``today`` is shown. ``None`` means that there is no such thing for this viewer on that
day: no plan adopted yet, or an id of another area, which look alike. A viewer without the permission is refused
with ``sendplan.plan.rules.NotAllowed``, whose ``reason`` is the sentence to show. What comes out is in
``sendplan.plan.queries.pages``.
"""

from sendplan.plan.queries.documents import findings, source, upload, uploads
from sendplan.plan.queries.families import families, statement
from sendplan.plan.queries.items import action, target
from sendplan.plan.queries.overview import at_a_glance, section
from sendplan.plan.queries.public import public_plan

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
