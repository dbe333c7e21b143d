"""The register: ways on, who answers, and dates that moved."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from sendplan.plan import queries
from sendplan.web.design.paging import paged
from sendplan.web.staff.gate import Asked, staff_page

__all__ = ["OWNERS", "dates", "owners", "register"]

OWNERS: Final = 15
"""How many owners stand on a page: each has a bar, and a row that names their actions."""

WAYS = (
    ("All actions", "staff-actions", "Every action, to search, narrow and sort."),
    (
        "Who answers, and who has gone quiet",
        "staff-owners",
        "Actions with no owner, never reported on, or without news: by owner and by organisation.",
    ),
    ("Dates that have moved", "staff-dates", "What was first promised, each move and its reason, by owner."),
    (
        "Evidence that waits for somebody to confirm it",
        "staff-evidence-waiting",
        "What owners say shows a result, before another person has looked at it.",
    ),
    (
        "Statuses that somebody set aside",
        "staff-overrides",
        "Where a person said the worked-out status is wrong, why, and how often they were right.",
    ),
    ("What leads to what", "staff-logic", "Actions, what they are to bring about, the targets that show it, and gaps."),
    ("Which action waits for which", "staff-dependencies", "Waits between actions, and those that cannot end in time."),
    ("Risks and issues", "staff-risks", "What may stop the plan from working, and what is being done about it."),
    ("Versions of the plan", "staff-versions", "Each document adopted, and what changed from one to the next."),
    (
        "Take the plan away as a file",
        "staff-exports",
        "The plan, with its updates, as Word, Excel, a web page or data.",
    ),
)


@staff_page("plan.read")
def register(asked: Asked) -> HttpResponse:
    page = queries.in_force(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="The register")
    ways = [(title, asked.address(name), words) for title, name, words in WAYS]
    return asked.show("register.html", "register", page=page, ways=ways)


@staff_page("plan.read")
def owners(asked: Asked) -> HttpResponse:
    page = queries.owners(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Who answers")
    given = asked.request.GET.dict()
    return asked.show(
        "owners.html",
        "register",
        page=page,
        owners=paged(page.health.posts, given, one="owner", many="owners", anchor="owners", on_a_page=OWNERS),
        organisations=paged(
            page.health.organisations,
            given,
            one="organisation",
            many="organisations",
            name="organisations-page",
            anchor="organisations",
            on_a_page=OWNERS,
        ),
    )


@staff_page("plan.read")
def dates(asked: Asked) -> HttpResponse:
    page = queries.dates_moved(asked.viewer, asked.today)
    if page is None:
        return asked.show("no_plan.html", "register", title="Dates that moved")
    given = asked.request.GET.dict()
    return asked.show(
        "dates.html",
        "register",
        page=page,
        moved=paged(page.moved, given, one="action", many="actions", anchor="moved"),
        owners=paged(page.owners, given, one="owner", many="owners", name="owners-page", anchor="by-owner"),
    )
