"""Every action, to search, narrow and sort."""

from __future__ import annotations

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.design.paging import paged
from sendplan.web.staff.forms import ActionsForm
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["actions"]


@staff_page("plan.read")
def actions(asked: Asked) -> HttpResponse:
    given = asked.request.GET.dict()
    kept = {name: given.get(name, "") for name in ("section", "standing", "post", "words", "sort")}
    page = queries.every_action(asked.viewer, asked.today, **kept)
    if page is None:
        return asked.show("no_plan.html", "register", title="All actions")
    return asked.show(
        "actions.html",
        "register",
        page=page,
        form=ActionsForm(kept, page=page),
        rows=paged(page.actions, given, one="action", many="actions", anchor="list"),
    )
