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
    """An area's plan in plain English. 404 for no such area; an area with no plan adopted yet says so."""
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
