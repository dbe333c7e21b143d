"""Who did what, newest first."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.timezone import localtime

from sendplan.access import queries
from sendplan.web.staff.forms import AuditForm
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["audit"]

# Whoever signs in has no area yet, and so no role in it, at the moment of these acts.
BEFORE_A_ROLE = (
    "signed-in",
    "signed-in-demonstration",
    "signed-out",
    "sign-in-failed",
    "sign-in-failed-unknown",
    "sign-in-refused-elsewhere",
    "second-factor-failed",
)


@staff_page("audit.read")
def audit(asked: Asked) -> HttpResponse:
    given = asked.request.GET
    person, act = given.get("person", ""), given.get("act", "")
    shown = queries.audit_entries(
        asked.viewer, page=_number(given.get("page", "")) or 1, person_id=_number(person), act=act
    )
    chosen = {key: value for key, value in (("person", person), ("act", act)) if value}
    form = AuditForm(
        {"person": person, "act": act},
        people=shown.people,
        acts=[(slug, slug.replace("-", " ").capitalize()) for slug in shown.acts],
    )
    address = asked.address("staff-audit")
    return asked.show(
        "audit.html",
        "audit",
        page=shown,
        entries=[(entry, _when(entry.at)) for entry in shown.entries],
        form=form,
        before_a_role=BEFORE_A_ROLE,
        narrowed=bool(chosen),
        numbers=Paginator(range(shown.total), queries.ENTRIES_ON_A_PAGE).get_page(shown.page),
        address=f"{address}?{urlencode(chosen)}" if chosen else address,
    )


def _when(at: dt.datetime) -> str:
    """``30 November 2023, 14:05``, by the clock in the settings' time zone."""
    here = localtime(at)
    return f"{here.day} {here:%B %Y, %H:%M}"


def _number(written: str) -> int | None:
    """A whole number that a database key can be, or None."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None
