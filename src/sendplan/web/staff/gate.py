"""Who may pass to a staff page: the one place that decides, for every page alike."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from sendplan.access import queries as access
from sendplan.access import rules as access_rules
from sendplan.access.viewer import Viewer
from sendplan.plan import rules as plan_rules
from sendplan.returns import rules as returns_rules
from sendplan.web import errors
from sendplan.web.today import today

__all__ = ["Asked", "found", "nothing_here", "staff_page"]

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that passed: who asks, in which area, and the day to answer as at."""

    request: HttpRequest
    viewer: Viewer
    today: dt.date

    def show(self, template: str, here: str, *, status: int = 200, **names: Any) -> HttpResponse:
        """The template ``staff/<template>`` with ``names``; ``here`` is its entry of the navigation."""
        context = {
            "viewer": self.viewer,
            "area_name": self.viewer.area_name,
            "area_slug": self.viewer.area_slug,
            "as_at": self.today,
            "here": here,
            **names,
        }
        return render(self.request, f"staff/{template}", context, status=status)

    def address(self, name: str, *args: str) -> str:
        """The address of a staff page of this area by its name in urls.py."""
        return reverse(name, args=(self.viewer.area_slug, *args))


def found(page: T | None) -> T:
    """``page``, or Http404 where a query found nothing for this viewer: another area's and none look alike."""
    if page is None:
        raise Http404
    return page


def staff_page(
    permission: str, *, methods: tuple[str, ...] = ("GET", "HEAD")
) -> Callable[[Callable[Concatenate[Asked, P], HttpResponse]], Callable[..., HttpResponse]]:
    """A view of a staff page, called with an ``Asked`` in place of the request and without the area.

    Nobody signed in: 302 to sign in, whatever the address. No role in the area on that day, or no such area: 404.
    A role without ``permission``: 403 with the reason. Another method than ``methods``: 405. A read of children's
    records that could not be written down: 503, and nothing of them.
    """

    def wrap(view: Callable[Concatenate[Asked, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def gated(request: HttpRequest, area: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            day = today(request)
            viewer = access.viewer_for(request.user, area, day)
            if viewer is None:
                raise Http404
            refusal = access_rules.may(viewer, permission)
            if refusal is not None:
                raise PermissionDenied(refusal)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return view(Asked(request, viewer, day), *args, **kwargs)
            except (plan_rules.NotAllowed, returns_rules.NotAllowed) as refused:
                raise PermissionDenied(refused.reason) from refused
            except (plan_rules.NotFound, returns_rules.NotFound) as missing:
                raise Http404 from missing
            except returns_rules.NotRecorded:
                # Nobody reads a child's record without its being written down: the page is not sent.
                return errors.not_recorded(request)

        return gated

    return wrap


def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """An address under /staff/ that leads nowhere: as much a secret as one that leads somewhere."""
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    raise Http404


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    # What was posted is lost with the session that ended: come back to the page, not to the post.
    return redirect_to_login(request.get_full_path(), reverse("sign-in"))
