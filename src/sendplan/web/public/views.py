"""What anyone may read. No view here looks at who is asking, so that any proxy may keep its answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sendplan.access import queries as access
from sendplan.plan import queries as plans
from sendplan.web.design.paging import page_asked, paged
from sendplan.web.public.words import WORDS
from sendplan.web.today import today

# A published plan changes a few times a month; one minute spares the server and whoever
# just added an update still finds it here.
KEPT_FOR_SECONDS = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The areas whose plans are here."""
    return _show(request, "home", areas=access.public_areas())


@require_safe
def plan(request: HttpRequest, area: str) -> HttpResponse:
    """How an area's plan stands, in plain English. 404 for no such area; an area with no plan adopted yet says so."""
    viewer = access.everyone(area)
    if viewer is None:
        raise Http404
    day = today(request)
    shown = plans.public_plan(viewer, day)
    return _show(
        request,
        "plan" if shown else "no_plan",
        plan=shown,
        as_at=day,
        area_name=viewer.area_name,
        area_slug=viewer.area_slug,
    )


@require_safe
def section(request: HttpRequest, area: str, letter: str) -> HttpResponse:
    """One part of an area's plan, with the progress of each action. 404 where there is no such part on the day."""
    viewer, given = access.everyone(area), request.GET.dict()
    if viewer is None:
        raise Http404
    # A link to one action leads to whichever page it is on.
    action = given.pop("action", "")
    shown = plans.public_section(viewer, letter, today(request), page=page_asked(given), action=action)
    if shown is None:
        raise Http404
    at = {**given, "page": str(shown.page)}
    return _show(
        request,
        "section",
        section=shown,
        plan=shown.whole,
        pages=paged(range(shown.counts.total), at, one="action", many="actions", anchor="actions"),
        targets=paged(shown.targets, given, one="target", many="targets", name="targets-page", anchor="targets"),
        area_name=viewer.area_name,
        area_slug=viewer.area_slug,
    )


@require_safe
def families(request: HttpRequest, area: str) -> HttpResponse:
    """What families in an area said, and what was said back. An area with no plan adopted yet says so."""
    viewer, given, day = access.everyone(area), request.GET.dict(), today(request)
    if viewer is None:
        raise Http404
    shown = plans.public_families(viewer, day, page=page_asked(given), part=given.get("part", ""))
    named = {"area_name": viewer.area_name, "area_slug": viewer.area_slug}
    if shown is None:
        return _show(request, "no_plan", plan=None, as_at=day, **named)
    pages = paged(range(shown.total), {**given, "page": str(shown.page)}, one="thing said", many="things said")
    return _show(request, "families", families=shown, plan=shown.whole, pages=pages, **named)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible this site is, what is known to be wrong, and how it was tested."""
    return _show(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about people, why, and for how long."""
    return _show(request, "privacy")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to read a plan here, and every word explained."""
    return _show(request, "help", words=WORDS)


@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view is given the request
    """For what watches the server: 200 when the site answers and its database does, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"site": "answers", "database": "does not answer"}, status=503)
    return JsonResponse({"site": "answers", "database": "answers"})


def _show(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    response = render(request, f"public/{name}.html", context)
    # In the demonstration the page depends on the day a visitor picked.
    if not (settings.DEMO and request.COOKIES):
        response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR_SECONDS}"
    if settings.DEMO:
        response.headers["Vary"] = "Cookie"
    return response
