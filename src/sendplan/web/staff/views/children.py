"""Which records are one child's: the questions that wait, one with its records side by side, and what was decided."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sendplan.people import actions, queries
from sendplan.people.rules import NotAllowed, NotFound, Refused
from sendplan.returns.queries import load_words
from sendplan.web.design.paging import page_asked, paged
from sendplan.web.staff.children_forms import AnswerForm, ReasonForm
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["child", "decided", "part", "question", "questions"]

_BOTH = ("GET", "HEAD", "POST")


def _done(form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether ``act`` was done; where it was refused, the reason is at the form."""
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


@staff_page("children.match")
def questions(asked: Asked) -> HttpResponse:
    given = asked.request.GET.dict()
    page = queries.doubts(asked.viewer, page_asked(given))
    pages = paged(range(page.total), given, one="question", many="questions", on_a_page=queries.ON_A_PAGE)
    counts, loads = queries.counts(asked.viewer), load_words(asked.viewer)
    return asked.show("children.html", "children", page=page, pages=pages, counts=counts, loads=loads)


@staff_page("children.match")
def decided(asked: Asked) -> HttpResponse:
    given = asked.request.GET.dict()
    page = queries.decided(asked.viewer, page_asked(given))
    pages = paged(range(page.total), given, one="decision", many="decisions", on_a_page=queries.ON_A_PAGE)
    return asked.show("children_decided.html", "children", page=page, pages=pages, loads=load_words(asked.viewer))


@staff_page("children.match", methods=_BOTH)
def question(asked: Asked, doubt_id: str) -> HttpResponse:
    form = AnswerForm(asked.request.POST if asked.request.method == "POST" else None)
    if asked.request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> None:
            actions.decide(asked.viewer, doubt=doubt_id, says=given["says"], reason=given["reason"], today=asked.today)

        if _done(form, act):
            messages.success(asked.request, "Your answer is kept, and the records were matched by it.")
            return redirect("staff-question", asked.viewer.area_slug, doubt_id)
    page = found(queries.doubt(asked.viewer, doubt_id))
    status = 422 if form.errors else 200
    return asked.show("question.html", "children", status=status, page=page, form=form, loads=load_words(asked.viewer))


@staff_page("children.match")
def child(asked: Asked, child_id: str) -> HttpResponse:
    page = found(queries.child(asked.viewer, child_id))
    return asked.show("child.html", "children", page=page, loads=load_words(asked.viewer))


@staff_page("children.match", methods=_BOTH)
def part(asked: Asked, child_id: str, record: int) -> HttpResponse:
    form = ReasonForm(asked.request.POST if asked.request.method == "POST" else None)
    if asked.request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def act() -> None:
            actions.part(asked.viewer, child=child_id, record=record, reason=reason, today=asked.today)

        if _done(form, act):
            messages.success(asked.request, "The record was parted from the others.")
            return redirect("staff-children-decided", asked.viewer.area_slug)
    page = found(queries.child(asked.viewer, child_id))
    row = found(next((each for each in page.records if each.number == record), None))
    status, loads = 422 if form.errors else 200, load_words(asked.viewer)
    return asked.show("child_part.html", "children", status=status, page=page, row=row, form=form, loads=loads)
