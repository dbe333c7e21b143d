"""What is done to every request and answer, whoever asks."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from sendplan.access import asked
from sendplan.access.rules import Refused
from sendplan.web import errors

Answer = Callable[[HttpRequest], HttpResponseBase]

# Nothing here needs a camera, a place or a payment, and no page of ours is to be read by another site's.
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), "
    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)


class Headers:
    """The headers no view should have to think of, on every answer that is not a file of the style build.

    What a view says nothing about is kept by no browser and no proxy. What a view says anybody may keep carries no
    cookie, whatever else set one: a proxy would hand one person's to the next.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        if "public" in response.headers["Cache-Control"]:
            response.cookies.clear()
        return response


class Asked:
    """Names each request, so that an audit entry, a row of history and an error page can be laid side by side.

    Stands below the session and sign-in. Who asks is looked up only where something may be written, so that a public
    page never touches a session.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["sendplan.request_id"] = name = secrets.token_hex(8)
        person = None
        if request.method not in ("GET", "HEAD", "OPTIONS") and settings.SESSION_COOKIE_NAME in request.COOKIES:
            person = request.user.pk
        with asked.answering(name, person):
            response = self.get_response(request)
        response.headers["X-Request-ID"] = name
        return response


class Explained:
    """Turns what would be a bare or a misleading answer into a page that says what happened and what to do.

    Refusals that no view caught are 403 with their reason; 405 has words. Stands last, next to the views.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return errors.method_not_allowed(request, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return errors.permission_denied(request, PermissionDenied(exception.reason))
        return None
