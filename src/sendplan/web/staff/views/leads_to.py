"""What leads to what, and which action waits for which."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import ActionRow, DependenciesPage, LogicPage
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.plan.wording import opening
from sendplan.web.design.flow import Box, Flow, Line, flow
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.register_forms import OutcomeLinkForm, WaitForm
from sendplan.web.staff.views.course import done

__all__ = ["dependencies", "logic", "logic_section"]


@staff_page("plan.read")
def logic(asked: Asked) -> HttpResponse:
    page = queries.logic_model(asked.viewer, None, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="What leads to what")
    return _logic_shown(asked, page, _logic_form(page, None))


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def logic_section(asked: Asked, letter: str) -> HttpResponse:
    page = found(queries.logic_model(asked.viewer, letter, asked.today))
    posted = asked.request.POST if asked.request.method == "POST" else None
    form = _logic_form(page, posted if posted is not None and "end" not in posted else None)
    if posted is not None:
        if page.may_link is not None or form is None:
            raise NotAllowed(page.may_link or "")
        here = redirect("staff-logic-section", asked.viewer.area_slug, letter)
        if "end" in posted:
            return _ended(
                asked,
                here,
                lambda: actions.end_outcome_link(asked.viewer, link_id=posted["end"], today=asked.today),
                "The link has been ended.",
            )
        if form.is_valid() and done(
            form,
            "target",
            lambda: actions.link_outcome(
                asked.viewer,
                outcome_id=form.cleaned_data["outcome"],
                target_id=form.cleaned_data["target"],
                why=form.cleaned_data["why"],
                today=asked.today,
            ),
        ):
            messages.success(asked.request, "The outcome is linked to the target.")
            return here
    return _logic_shown(asked, page, form)


def _logic_form(page: LogicPage, posted: object) -> OutcomeLinkForm | None:
    outcomes = [
        (outcome.id, f"{action.row.ref}: {opening(outcome.text, 80)}")
        for action in page.actions
        for outcome in action.outcomes
    ]
    if page.may_link is not None or not outcomes or not page.choices:
        return None
    return OutcomeLinkForm(posted, outcomes=outcomes, targets=page.choices)


def _logic_shown(asked: Asked, page: LogicPage, form: OutcomeLinkForm | None) -> HttpResponse:
    wide, narrow = _logic_drawn(asked, page)
    status = 422 if form is not None and form.errors else 200
    return asked.show("logic.html", "register", status=status, page=page, form=form, wide=wide, narrow=narrow)


def _logic_drawn(asked: Asked, page: LogicPage) -> tuple[Flow, Flow]:
    outcomes = [
        Box(
            outcome.id,
            str(number),
            outcome.text,
            "plain" if outcome.links else "gap",
            f"Outcome {number} of action {action.row.ref}: {outcome.text}"
            + ("" if outcome.links else " No target shows it."),
        )
        for number, (action, outcome) in enumerate(
            ((action, outcome) for action in page.actions for outcome in action.outcomes), start=1
        )
    ]
    unused = {row.id for row in page.unused}
    targets = [
        Box(
            row.id,
            row.short_id,
            row.name,
            "gap" if row.id in unused else "plain",
            f"Target {row.short_id}: {row.name}" + (" No outcome leads to it." if row.id in unused else ""),
            asked.address("staff-target", row.id),
        )
        for row in (*page.targets, *page.elsewhere)
    ]
    lines = [
        Line(action.row.id, outcome.id, f"{action.row.ref} is to bring this about")
        for action in page.actions
        for outcome in action.outcomes
    ]
    lines += [
        Line(outcome.id, link.target.id, f"{link.target.short_id} shows it")
        for action in page.actions
        for outcome in action.outcomes
        for link in outcome.links
        if link.target
    ]
    columns = [[_action_box(asked, action.row) for action in page.actions], outcomes, targets]
    heads = ("Actions", "Outcomes", "Targets")
    title = f"What leads to what in section {page.letter}"
    description = f"{page.sentence} The table below says the same."
    return (
        flow(columns, lines, id="logic", title=title, description=description, heads=heads, beside=True),
        flow(columns, lines, id="logic", title=title, description=description, heads=heads, beside=True, narrow=True),
    )


def _action_box(asked: Asked, row: ActionRow) -> Box:
    return Box(
        row.id,
        row.ref,
        row.text,
        row.standing.state.replace("_", "-"),
        f"{row.ref}: {row.text}. {row.standing.label}. {row.standing.sentence}",
        asked.address("staff-action", row.id),
    )


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def dependencies(asked: Asked) -> HttpResponse:
    page = queries.dependencies(asked.viewer, asked.today)
    if page is None and asked.request.method == "POST":
        raise Http404  # there is no action to wait for
    if page is None:
        return asked.show("no_plan.html", "register", title="Which action waits for which")
    posted = asked.request.POST if asked.request.method == "POST" else None
    form = None
    if page.may_link is None:
        form = WaitForm(posted if posted is not None and "end" not in posted else None, actions=page.choices)
    if posted is not None:
        if form is None:
            raise NotAllowed(page.may_link or "")
        here = redirect("staff-dependencies", asked.viewer.area_slug)
        if "end" in posted:
            return _ended(
                asked,
                here,
                lambda: actions.end_dependency(asked.viewer, dependency_id=posted["end"], today=asked.today),
                "The wait has been ended.",
            )
        if form.is_valid() and done(
            form,
            "needs",
            lambda: actions.add_dependency(
                asked.viewer,
                action_id=form.cleaned_data["action"],
                needs_id=form.cleaned_data["needs"],
                why=form.cleaned_data["why"],
                today=asked.today,
            ),
        ):
            messages.success(asked.request, "The wait has been added.")
            return here
    wide, narrow = _waits_drawn(asked, page)
    status = 422 if form is not None and form.errors else 200
    return asked.show("waits.html", "register", status=status, page=page, form=form, wide=wide, narrow=narrow)


def _waits_drawn(asked: Asked, page: DependenciesPage) -> tuple[Flow | None, Flow | None]:
    if not page.columns:
        return None, None
    columns = [[_action_box(asked, row) for row in column] for column in page.columns]
    lines = [
        Line(
            wait.needs.id,
            wait.action.id,
            wait.strain or f"{wait.action.ref} needs {wait.needs.ref} first",
            strained=wait.strain is not None,
        )
        for wait in page.waits
    ]
    title, description = "Which action waits for which", f"{page.sentence} The table below says the same."
    return (
        flow(columns, lines, id="waits", title=title, description=description),
        flow(columns, lines, id="waits", title=title, description=description, narrow=True),
    )


def _ended(asked: Asked, here: HttpResponse, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        messages.error(asked.request, refused.reason)
    else:
        messages.success(asked.request, said)
    return here
