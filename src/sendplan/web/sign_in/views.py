"""Arriving: choosing where to go once signed in, and what only the demonstration has, its cast and its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from allauth.mfa.base.views import authenticate as allauth_second_factor
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from sendplan.access import queries as access
from sendplan.access.actions import demo_sign_in as sign_in_as
from sendplan.access.roles import ROLES
from sendplan.access.rules import demo_sign_in_allowed
from sendplan.web.today import SESSION_KEY, today

# The days the demonstration can be shown as at: the plan's inspection to ten years on. A day far off says nothing.
FIRST_DAY, LAST_DAY = dt.date(2018, 12, 1), dt.date(2033, 12, 31)


@require_safe
def arrive(request: HttpRequest) -> HttpResponse:
    """Where somebody is sent to sign in, and where they land when they have.

    Signed in: to `next`, or to their area's plan where they have one area, or to a choice of areas. Otherwise: in the
    demonstration its cast, else the sign-in form. `next` only ever leads to this site.
    """
    onward = _onward(request, request.GET.get("next", ""))
    if request.user.is_authenticated:
        if onward:
            return HttpResponseRedirect(onward)
        areas = [(area, _door(request, area.slug)) for area in access.areas_of(request.user, today(request))]
        if len(areas) == 1:
            return HttpResponseRedirect(areas[0][1])
        return render(request, "sign_in/areas.html", {"areas": areas})
    if settings.DEMO and _demo_refusal(request) is None:
        people = access.demo_people(today(request))
        return render(request, "sign_in/cast.html", {"people": people, "roles": ROLES, "onward": onward})
    query = f"?{urlencode({'next': onward})}" if onward else ""
    return HttpResponseRedirect(reverse("account_login") + query)


def second_factor(request: HttpRequest) -> HttpResponse:
    """Typing a code. A post with no field for one is answered as an empty one; allauth takes it for a security key."""
    if request.method == "POST" and "code" not in request.POST:
        request.POST = QueryDict(f"code=&{request.POST.urlencode()}")
    return allauth_second_factor(request)


def demonstration_only(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """``view`` in the demonstration; everywhere else an address that leads nowhere, however it is asked."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request)

    return asked


@demonstration_only
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demonstration's people. 404 outside the demonstration; 403, with the reason, where refused."""
    sign_in_as(request, email=request.POST.get("person", ""))
    return HttpResponseRedirect(_onward(request, request.POST.get("next", "")) or reverse("sign-in"))


# Exempt, so that a public page needs no cookie to hold this form: the request's own word for where it came from is
# checked instead, which every browser sends with a form. All it can change is the day this visitor is shown.
@csrf_exempt
@demonstration_only
@require_POST
def demo_day(request: HttpRequest) -> HttpResponse:
    """Show the demonstration as at another day. 404 outside it; 403 from another site or another machine."""
    if _demo_refusal(request) is not None:
        reason = "The day can be chosen only on the machine that runs the demonstration."
        return HttpResponse(reason, status=403, content_type="text/plain")
    if not _from_this_site(request):
        return HttpResponse("A form of another site may not choose the day.", status=403, content_type="text/plain")
    back = _onward(request, request.POST.get("next", "")) or reverse("home")
    try:
        day = dt.date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        messages.error(request, "That was not a day, so the day was not changed. Write it as 2023-11-30.")
        return HttpResponseRedirect(back)
    if not FIRST_DAY <= day <= LAST_DAY:
        days = f"from {FIRST_DAY:%Y} to {LAST_DAY:%Y}"
        messages.error(request, f"The demonstration has days {days}, so the day was not changed.")
        return HttpResponseRedirect(back)
    request.session[SESSION_KEY] = day.isoformat()
    return HttpResponseRedirect(back)


def _door(request: HttpRequest, area_slug: str) -> str:
    """The first page of an area that this person's role lets them open: some keep the system and read no plan."""
    viewer = access.viewer_for(request.user, area_slug, today(request))
    reads = viewer is None or "plan.read" in viewer.permissions
    return reverse("staff-plan" if reads else "staff-people", args=(area_slug,))


def _demo_refusal(request: HttpRequest) -> str | None:
    return demo_sign_in_allowed(
        request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_HOST", ""), settings.DEMO, request.headers.keys()
    )


def _from_this_site(request: HttpRequest) -> bool:
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == request.get_host()


def _onward(request: HttpRequest, address: str) -> str:
    """`address` where it leads to this site and to a page, else empty."""
    secure = request.is_secure()
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=secure):
        return address
    return ""
