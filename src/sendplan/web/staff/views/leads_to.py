"""What leads to what, and which action waits for which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from sendplan.plan import actions, queries
from sendplan.plan.queries.pages import ActionRow, DependenciesPage, LogicAction, LogicPage, TargetRow
from sendplan.plan.rules import NotAllowed, NotFound, Refused
from sendplan.plan.wording import opening
from sendplan.web.design.flow import Box, Flow, Line, flow
from sendplan.web.design.paging import Paged, page_asked, paged
from sendplan.web.staff.gate import Asked, found, staff_page
from sendplan.web.staff.register_forms import OutcomeLinkForm, WaitForm
from sendplan.web.staff.views.course import done

__all__ = ["DRAWN", "dependencies", "logic", "logic_section"]

DRAWN: Final = 10
"""How many actions of a section are drawn at a time: a drawing of more is longer than can be followed."""


@staff_page("plan.read")
def logic(asked: Asked) -> HttpResponse:
    page = queries.logic_model(asked.viewer, None, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="What leads to what")
    return _logic_shown(asked, page, _logic_form(page, None, _listed(asked, page).items))


@staff_page("plan.read", methods=("GET", "HEAD", "POST"))
def logic_section(asked: Asked, letter: str) -> HttpResponse:
    page = found(queries.logic_model(asked.viewer, letter, asked.today))
    posted = asked.request.POST if asked.request.method == "POST" else None
    # A form that was sent may name any outcome of the section; one to fill in offers those on its page.
    offered = page.actions if posted is not None else _listed(asked, page).items
    form = _logic_form(page, posted if posted is not None and "end" not in posted else None, offered)
    if posted is not None:
        if page.may_link is not None or form is None:
            raise NotAllowed(page.may_link or "")
        here = redirect(f"{asked.address('staff-logic-section', letter)}{_turned(asked)}")
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


def _turned(asked: Asked) -> str:
    """The page of the list that was asked for, as the end of an address."""
    at = page_asked(asked.request.GET.dict())
    return f"?page={at}" if at > 1 else ""


def _listed(asked: Asked, page: LogicPage) -> Paged[LogicAction]:
    given = asked.request.GET.dict()
    return paged(page.actions, given, one="action", many="actions", anchor="drawn", on_a_page=DRAWN)


def _logic_form(page: LogicPage, posted: object, offered: Sequence[LogicAction]) -> OutcomeLinkForm | None:
    outcomes = [
        (outcome.id, f"{action.row.ref}: {opening(outcome.text, 80)}")
        for action in offered
        for outcome in action.outcomes
    ]
    if page.may_link is not None or not outcomes or not page.choices:
        return None
    return OutcomeLinkForm(posted, outcomes=outcomes, targets=page.choices)


def _logic_shown(asked: Asked, page: LogicPage, form: OutcomeLinkForm | None) -> HttpResponse:
    listed = _listed(asked, page)
    wide, narrow = _logic_drawn(asked, page, listed)
    return asked.show(
        "logic.html",
        "register",
        status=422 if form is not None and form.errors else 200,
        page=page,
        form=form,
        wide=wide,
        narrow=narrow,
        listed=listed,
        turned=_turned(asked),
        gaps=paged(
            page.gaps,
            asked.request.GET.dict(),
            one="gap",
            many="gaps",
            name="gaps-page",
            anchor="gaps",
            on_a_page=DRAWN,
        ),
    )


def _logic_drawn(asked: Asked, page: LogicPage, listed: Paged[LogicAction]) -> tuple[Flow, Flow]:
    """The actions of one page with what they lead to, and its share of the targets that nothing leads to: each of
    those is drawn on one page."""
    before = sum(len(action.outcomes) for action in page.actions[: (listed.number - 1) * DRAWN])
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
            ((action, outcome) for action in listed.items for outcome in action.outcomes), start=before + 1
        )
    ]
    unused = {row.id for row in _share(page.unused, listed.number, listed.pages)}
    shown = {
        link.target.id
        for action in listed.items
        for outcome in action.outcomes
        for link in outcome.links
        if link.target
    }
    # A target that only another page's outcomes lead to is drawn there.
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
        if row.id in shown or row.id in unused or (listed.number == 1 and row.id in _far(page))
    ]
    lines = [
        Line(action.row.id, outcome.id, f"{action.row.ref} is to bring this about")
        for action in listed.items
        for outcome in action.outcomes
    ]
    lines += [
        Line(outcome.id, link.target.id, f"{link.target.short_id} shows it")
        for action in listed.items
        for outcome in action.outcomes
        for link in outcome.links
        if link.target
    ]
    columns = [[_action_box(asked, action.row) for action in listed.items], outcomes, targets]
    heads = ("Actions", "Outcomes", "Targets")
    title = f"What leads to what in section {page.letter}"
    if listed.pages > 1:
        title += f", {listed.words.lower()}"
    description = f"{page.sentence} The table below says the same."
    return (
        flow(columns, lines, id="logic", title=title, description=description, heads=heads, beside=True),
        flow(columns, lines, id="logic", title=title, description=description, heads=heads, beside=True, narrow=True),
    )


def _far(page: LogicPage) -> set[str]:
    """The section's targets that only outcomes of other sections lead to."""
    led_to = {
        link.target.id
        for action in page.actions
        for outcome in action.outcomes
        for link in outcome.links
        if link.target
    }
    return {row.id for row in page.targets} - led_to - {row.id for row in page.unused}


def _share(rows: Sequence[TargetRow], number: int, pages: int) -> Sequence[TargetRow]:
    """What page ``number`` of ``pages`` has of ``rows``, shared out evenly."""
    return rows[len(rows) * (number - 1) // pages : len(rows) * number // pages]


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
        here = redirect(f"{asked.address('staff-dependencies')}{_turned(asked)}")
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
    return asked.show(
        "waits.html",
        "register",
        status=status,
        page=page,
        form=form,
        wide=wide,
        narrow=narrow,
        waits=paged(page.waits, asked.request.GET.dict(), one="wait", many="waits", anchor="waits"),
        turned=_turned(asked),
    )


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
