"""One action, and the form that adds to its progress."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import ActionPage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.web.staff.forms import UpdateForm
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["action"]


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def action(asked: Asked, action_id: str) -> HttpResponse:
    page = found(queries.action(asked.viewer, action_id, asked.today))
    posted = asked.request.POST if asked.request.method == "POST" else None
    form = UpdateForm(posted, states=page.states, ratings=page.ratings)
    if asked.request.method == "POST":
        if page.may_update is not None:
            raise NotAllowed(page.may_update)
        if form.is_valid() and _added(asked, page, form):
            messages.success(asked.request, f"Your update on action {page.ref} has been added.")
            return redirect("staff-action", asked.viewer.area_slug, action_id)
    return asked.show(
        "action.html",
        "plan",
        status=422 if form.errors else 200,
        page=page,
        form=form,
        hints={choice.value: choice.hint for choice in page.ratings if choice.hint},
    )


def _added(asked: Asked, page: ActionPage, form: UpdateForm) -> bool:
    """Whether the update is there now; where it was refused, the reason is at the form."""
    given = form.cleaned_data
    try:
        actions.add_update(
            asked.viewer,
            action_id=page.id,
            text=given["text"],
            state=given["state"],
            rating=given["rating"],
            today=asked.today,
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error("text", refused.reason)
        return False
    return True
