"""The plan at a glance, and one section of it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.plan.narrowing import STANDINGS, narrowed
from sendplan.plan.queries.pages import Timeline
from sendplan.web.design import timeline
from sendplan.web.design.paging import paged
from sendplan.web.staff.gate import Asked, found, staff_page

__all__ = ["at_a_glance", "section"]

# How many of each list the page at a glance prints; the rest is a link away.
MOST = 10


@staff_page("plan.read")
def at_a_glance(asked: Asked) -> HttpResponse:
    page = queries.at_a_glance(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "plan", title="Plan at a glance")
    return asked.show(
        "plan.html",
        "plan",
        page=page,
        drawings=_drawings(asked, page.timeline) if page.timeline else None,
        most=MOST,
    )


@staff_page("plan.read")
def section(asked: Asked, letter: str) -> HttpResponse:
    page = found(queries.section(asked.viewer, letter, asked.today))
    given = asked.request.GET.dict()
    wanted = given.get("standing", "")
    return asked.show(
        "section.html",
        "plan",
        page=page,
        narrowed=STANDINGS.get(wanted),
        needs=paged(page.needs, given, one="need", many="needs", name="needs-page", anchor="needs"),
        statements=paged(
            page.statements,
            given,
            one="thing families said",
            many="things families said",
            name="families-page",
            anchor="families",
        ),
        actions=paged(narrowed(page.actions, wanted), given, one="action", many="actions", anchor="actions"),
        targets=paged(page.targets, given, one="target", many="targets", name="targets-page", anchor="targets"),
    )


def _drawings(asked: Asked, shown: Timeline) -> list[timeline.Timeline]:
    """The plan in time, once for a desk and once for a phone."""
    rows = [
        timeline.Row(
            ref=bar.ref,
            text=bar.text,
            earliest=bar.earliest,
            latest=bar.latest,
            standing=bar.state.replace("_", "-"),
            sentence=bar.words,
            href=asked.address("staff-action", bar.action_id),
        )
        for bar in shown.bars
    ]
    title = "When each action is due, and how it stands"
    return [
        replace(
            timeline.timeline(rows, asked.today, id="timeline", title=title, narrow=narrow),
            description=shown.description,
        )
        for narrow in (False, True)
    ]
