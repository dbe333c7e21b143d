"""One target: its steps, what can be worked out, and the measure it is linked to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["target", "widths"]


@staff_page("plan.read")
def target(asked: Asked, target_id: str) -> HttpResponse:
    page = found(queries.target(asked.viewer, target_id, asked.today))
    start_width, *step_widths = widths([page.start_level, *(step.level for step in page.steps)])
    return asked.show("target.html", "plan", page=page, start_width=start_width, widths=step_widths)


def widths(levels: Sequence[Decimal | None]) -> list[int | None]:
    """A bar for each level, in thousandths of the widest; None where there is no level. Bars are drawn to be compared:
    none where fewer than two can be, or where one is below nought."""
    known = [level for level in levels if level is not None]
    if len(known) < 2 or min(known) < 0 or max(known) == 0:
        return [None] * len(levels)
    return [None if level is None else int(1000 * level / max(known)) for level in levels]
