"""Searching the plan and what has been said of it."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["search"]


@staff_page("plan.read")
def search(asked: Asked) -> HttpResponse:
    given = asked.request.GET.get("page", "1")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 1
    page = queries.search(asked.viewer, asked.request.GET.get("words", ""), asked.today, number=number)
    if page is None:
        return asked.show("no_plan.html", "search", title="Search the plan")
    return asked.show("search.html", "search", page=page)
