"""Risks and issues."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from sendplan.plan import actions, queries
from sendplan.plan.queries.risks import IMPACT, LIKELIHOOD
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.register_forms import ReviewForm, RiskForm

__all__ = ["add", "risk", "risks"]


@staff_page("plan.read")
def risks(asked: Asked) -> HttpResponse:
    page = queries.risks(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Risks and issues")
    return asked.show("risks.html", "register", page=page, likelihood=LIKELIHOOD, impact=IMPACT)


@staff_page("plan.risks", methods=("GET", "HEAD", "POST"))
def add(asked: Asked) -> HttpResponse:
    page = queries.risks(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Add a risk or an issue")
    form = RiskForm(
        asked.request.POST if asked.request.method == "POST" else None,
        likelihood=LIKELIHOOD,
        impact=IMPACT,
        of=page.actions,
    )
    if asked.request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            risk_id = actions.add_risk(
                asked.viewer,
                kind=given["kind"],
                title=given["title"],
                text=given["text"],
                likelihood=int(given["likelihood"]),
                impact=int(given["impact"]),
                owner=given["owner"],
                doing=given["doing"],
                action_ids=given["actions"],
                today=asked.today,
            )
        except (NotAllowed, NotFound):
            raise
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(asked.request, f"“{given['title']}” has been added.")
            return redirect("staff-risk", asked.viewer.area_slug, risk_id)
    return asked.show("risk_add.html", "register", status=422 if form.errors else 200, page=page, form=form)


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def risk(asked: Asked, risk_id: str) -> HttpResponse:
    page = found(queries.risk(asked.viewer, risk_id, asked.today))
    newest = page.row.newest
    form = None
    if page.may_review is None:
        form = ReviewForm(
            asked.request.POST if asked.request.method == "POST" else None,
            likelihood=LIKELIHOOD,
            impact=IMPACT,
            initial={
                "state": newest.state,
                "likelihood": str(newest.likelihood),
                "impact": str(newest.impact),
                "owner": newest.owner,
            },
        )
    if asked.request.method == "POST":
        if form is None:
            raise NotAllowed(page.may_review or "")
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.review_risk(
                    asked.viewer,
                    risk_id=risk_id,
                    state=given["state"],
                    likelihood=int(given["likelihood"]),
                    impact=int(given["impact"]),
                    owner=given["owner"],
                    text=given["doing"],
                    today=asked.today,
                )
            except (NotAllowed, NotFound):
                raise
            except Refused as refused:
                form.add_error("doing", refused.reason)
            else:
                messages.success(asked.request, "Your review has been added.")
                return redirect("staff-risk", asked.viewer.area_slug, risk_id)
    status = 422 if form is not None and form.errors else 200
    return asked.show("risk.html", "register", status=status, page=page, form=form)
