"""What a careful reader would ask about the plan."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["findings"]


@staff_page("plan.read")
def findings(asked: Asked) -> HttpResponse:
    page = queries.findings(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "findings", title="Findings")
    return asked.show("findings.html", "findings", page=page)
