"""The forms that act on one action: a new date, a word against its status, its closing. And every such word listed."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sendplan.access.rules import may
from sendplan.plan import actions, queries
from sendplan.plan.overrides import CLAIM_WORDS
from sendplan.plan.queries.pages import CoursePage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.web.staff.course_forms import ClosingForm, DateForm, StatusForm
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["closing", "date", "done", "overrides", "status"]

_BOTH = ("GET", "HEAD", "POST")


def done(form: forms.Form, field: str | None, act: Callable[[], object]) -> bool:
    """Whether ``act`` was done; where it was refused, the reason is at the form's field."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error(field, refused.reason)
        return False
    return True


def _page(asked: Asked, action_id: str, permission: str) -> CoursePage:
    """The action, which whoever may read may know of; then whether they may act on it."""
    page = found(queries.course_page(asked.viewer, action_id, asked.today))
    reason = may(asked.viewer, permission)
    if reason is not None:
        raise NotAllowed(reason)
    return page


def _posted(asked: Asked) -> bool:
    return asked.request.method == "POST"


def _back(asked: Asked, page: CoursePage, words: str) -> HttpResponse:
    messages.success(asked.request, words)
    return redirect("staff-action", asked.viewer.area_slug, page.id)


@staff_page("plan.read", methods=_BOTH)
def date(asked: Asked, action_id: str) -> HttpResponse:
    page = _page(asked, action_id, "plan.reschedule")
    form = DateForm(asked.request.POST if _posted(asked) else None)
    if _posted(asked) and form.is_valid():
        given = form.cleaned_data

        def act() -> object:
            return actions.move_due_date(
                asked.viewer,
                action_id=page.id,
                as_written=given["as_written"],
                reason=given["reason"],
                today=asked.today,
            )

        if done(form, "as_written", act):
            return _back(asked, page, f"The due date of action {page.ref} has been moved.")
    return asked.show("action_date.html", "plan", status=422 if form.errors else 200, page=page, form=form)


@staff_page("plan.read", methods=_BOTH)
def status(asked: Asked, action_id: str) -> HttpResponse:
    page = _page(asked, action_id, "plan.override")
    form = StatusForm(asked.request.POST if _posted(asked) else None, stands=page.course.override is not None)
    if _posted(asked) and form.is_valid():
        claim, reason = form.cleaned_data["claim"], form.cleaned_data["reason"]

        def act() -> object:
            if claim == "back":
                return actions.take_back_override(asked.viewer, action_id=page.id, reason=reason, today=asked.today)
            return actions.override_status(
                asked.viewer, action_id=page.id, claim=claim, reason=reason, today=asked.today
            )

        if done(form, "claim", act):
            words = (
                f"What was said against the status of action {page.ref} has been taken back."
                if claim == "back"
                else f"Your word that action {page.ref} is {CLAIM_WORDS[claim]} stands beside its status."
            )
            return _back(asked, page, words)
    return asked.show("action_status.html", "plan", status=422 if form.errors else 200, page=page, form=form)


@staff_page("plan.read", methods=_BOTH)
def closing(asked: Asked, action_id: str) -> HttpResponse:
    page = _page(asked, action_id, "plan.close")
    form = ClosingForm(asked.request.POST if _posted(asked) else None)
    if _posted(asked) and form.is_valid():
        reason = form.cleaned_data["reason"]
        reopening = "reopen" in asked.request.POST

        def act() -> object:
            if reopening:
                return actions.reopen_action(asked.viewer, action_id=page.id, reason=reason, today=asked.today)
            return actions.close_action(asked.viewer, action_id=page.id, reason=reason, today=asked.today)

        if done(form, "reason", act):
            return _back(asked, page, f"Action {page.ref} is {'open again' if reopening else 'closed'}.")
    return asked.show("action_closing.html", "plan", status=422 if form.errors else 200, page=page, form=form)


@staff_page("plan.read")
def overrides(asked: Asked) -> HttpResponse:
    page = queries.overrides(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Statuses that somebody set aside")
    return asked.show("overrides.html", "register", page=page)
