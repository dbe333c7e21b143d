"""The published document beside what was read from it."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.staff.beside import beside, opened
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["source"]


@staff_page("plan.read")
def source(asked: Asked) -> HttpResponse:
    page = queries.source(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "source", title="Published document")
    given = asked.request.GET.dict()
    return asked.show("source.html", "source", page=page, beside=beside(page.sections, given), opened=opened(given))
