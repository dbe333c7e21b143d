"""Evidence: giving it, looking at it, saying as somebody else whether it stands, and its file."""

from __future__ import annotations

from functools import wraps

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from sendplan.plan import actions, queries
from sendplan.plan.evidence_files import ACCEPTED, LARGEST_FILE
from sendplan.plan.rules import NotAllowed
from sendplan.web import errors
from sendplan.web.design.paging import paged
from sendplan.web.receiving import FORM_BYTES, drain, length
from sendplan.web.staff.course_forms import ConfirmForm, EvidenceForm
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.views.course import done

__all__ = ["add", "evidence", "file", "waiting"]


# As with a plan's document: Django would read the whole body to find the form's token before the view could say that it
# is too large; so the token is checked inside, by the same middleware.
@csrf_exempt
@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def add(asked: Asked, action_id: str) -> HttpResponse:
    if asked.request.method == "POST" and length(asked.request) > LARGEST_FILE + FORM_BYTES:
        drain(asked.request)
        back = asked.address("staff-evidence-add", action_id)
        return errors.too_large(asked.request, back=(back, "Give evidence"))

    @csrf_protect
    @wraps(_add)
    def checked(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the decorator wants a view
        return _add(asked, action_id)

    return checked(asked.request)


def _add(asked: Asked, action_id: str) -> HttpResponse:
    page = found(queries.course_page(asked.viewer, action_id, asked.today))
    if page.course.may_report is not None:
        raise NotAllowed(page.course.may_report)
    posted = asked.request.method == "POST"
    wanted = asked.request.GET.get("criterion", "")
    form = EvidenceForm(
        asked.request.POST if posted else None,
        asked.request.FILES if posted else None,
        criteria=page.course.criteria,
        targets=page.target_choices,
        today=asked.today,
        initial={"criterion": wanted} if any(each.id == wanted for each in page.course.criteria) else None,
    )
    if posted and form.is_valid():
        given = form.given()
        # A refusal goes to the part of the form it is about, where that can be told.
        part = given["kind"] if given["kind"] in form.fields else None

        def act() -> object:
            return actions.add_evidence(asked.viewer, action_id=page.id, today=asked.today, **given)

        if done(form, part, act):
            messages.success(
                asked.request,
                f"Your evidence on action {page.ref} is there. Somebody else has to say whether it stands.",
            )
            return redirect("staff-action", asked.viewer.area_slug, page.id)
    return asked.show(
        "evidence_add.html", "plan", status=422 if form.errors else 200, page=page, form=form, accepted=ACCEPTED
    )


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def evidence(asked: Asked, evidence_id: str) -> HttpResponse:
    page = found(queries.evidence(asked.viewer, evidence_id, asked.today))
    posted = asked.request.method == "POST"
    form = ConfirmForm(asked.request.POST if posted else None)
    if posted:
        if page.evidence.may_confirm is not None and page.evidence.state == "waiting":
            raise NotAllowed(page.evidence.may_confirm)
        if form.is_valid():
            accepted = form.cleaned_data["decision"] == "yes"

            def act() -> None:
                actions.confirm_evidence(
                    asked.viewer,
                    evidence_id=page.evidence.id,
                    accepted=accepted,
                    text=form.cleaned_data["text"],
                    today=asked.today,
                )

            if done(form, None, act):
                said = "confirmed" if accepted else "refused"
                messages.success(asked.request, f"You have {said} this evidence on action {page.evidence.ref}.")
                return redirect("staff-action", asked.viewer.area_slug, page.evidence.action_id)
    return asked.show("evidence.html", "plan", status=422 if form.errors else 200, page=page, form=form)


# A file somebody gave is never a page of this site: it is saved, not shown, and were it shown it could do nothing.
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@staff_page("plan.read")
def file(asked: Asked, evidence_id: str) -> HttpResponse:
    name, media_type, data = found(queries.evidence_file(asked.viewer, evidence_id, asked.today))
    # Of a text without a charset a browser guesses one, and some guesses read as something else.
    kind = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    answer = HttpResponse(data, content_type=kind)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@staff_page("plan.read")
def waiting(asked: Asked) -> HttpResponse:
    page = queries.evidence_waiting(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Evidence that waits for somebody’s word")
    given = asked.request.GET.dict()
    one = "piece of evidence"
    return asked.show(
        "evidence_waiting.html",
        "register",
        page=page,
        yours=paged(page.yours, given, one=one, many="pieces for you to look at", name="yours-page", anchor="yours"),
        others=paged(page.others, given, one=one, many="pieces for somebody else", name="others-page", anchor="others"),
    )
