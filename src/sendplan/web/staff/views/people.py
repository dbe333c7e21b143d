"""Who holds which role, and what each role may do."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.access import queries, roles
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["people"]


@staff_page("people.read")
def people(asked: Asked) -> HttpResponse:
    members = queries.members(asked.viewer, asked.today)
    return asked.show(
        "people.html",
        "people",
        now=[member for member in members if member.holds_now],
        not_now=[member for member in members if not member.holds_now],
        roles=list(roles.ROLES.values()),
        permissions=roles.PERMISSIONS,
    )
