"""The published document beside what was read from it."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["source"]


@staff_page("plan.read")
def source(asked: Asked) -> HttpResponse:
    page = queries.source(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "source", title="Published document")
    return asked.show("source.html", "source", page=page, opened=asked.request.GET.get("open") == "all")
