"""Error pages: what happened, what to do now, whom to ask. None of them needs the database; errors.toml has the words.

urls.py names `bad_request`, `permission_denied`, `page_not_found`, `server_error` and `too_many_requests` as its
handlers 400, 403, 404, 500 and 429; CSRF_FAILURE_VIEW is `csrf_failure`; the middleware calls the rest.
"""

from __future__ import annotations

import logging
import sys
import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from sendplan.web import today

log = logging.getLogger(__name__)

PAGES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("errors.toml").read_text(encoding="utf-8"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where what was sent is larger than the site accepts."""
    return too_large(request) if isinstance(exception, RequestDataTooBig) else _page("bad-request")


def permission_denied(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason that the PermissionDenied carries."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page("permission-denied", happened=[reason, "Nothing was changed."] if reason else None)


def page_not_found(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. The same words for what does not exist and for what another area has: neither is told apart here."""
    del exception  # Django names it when it calls; it may say which of the two it was
    return _page("page-not-found")


def method_not_allowed(_request: HttpRequest, allowed: str) -> HttpResponse:
    """405; `allowed` is the Allow header, which goes with the answer."""
    return _page("method-not-allowed", headers={"Allow": allowed})


def too_large(_request: HttpRequest, *, back: tuple[str, str] | None = None) -> HttpResponse:
    """413; `back` is the address and the name of the page with the form, where the caller knows it."""
    return _page("too-large", back=back)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose secret token is missing or old. `reason` is Django's, for the log and not for the page."""
    log.warning("A form was refused: %s", reason, extra={"request": request})
    return _page("csrf-failure")


def too_many_requests(_request: HttpRequest) -> HttpResponse:
    """429. django-allauth asks urls.handler429 for it when somebody may be guessing passwords or codes."""
    return _page("too-many-requests", headers={"Retry-After": "300"})


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where it is the database that does not answer."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _page("server-error", request_id=request.META.get("sendplan.request_id"))


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, when the database does not answer."""
    return _page("unavailable", request_id=request.META.get("sendplan.request_id"), headers={"Retry-After": "60"})


def not_recorded(request: HttpRequest) -> HttpResponse:
    """503, when it cannot be written down that somebody reads a child's record: then it is not shown."""
    return _page("not-recorded", request_id=request.META.get("sendplan.request_id"), headers={"Retry-After": "60"})


def _page(
    name: str,
    *,
    happened: list[str] | None = None,
    request_id: str | None = None,
    headers: dict[str, str] | None = None,
    back: tuple[str, str] | None = None,
) -> HttpResponse:
    page = PAGES[name]
    # No request is given to the template: a request would bring a session, and with it the database.
    context = {
        "title": page["title"],
        "happened": happened or page["happened"],
        "do": page["do"],
        "ask": page.get("ask", PAGES["whom-to-ask"]),
        "request_id": request_id,
        "back": back,
        "demo": settings.DEMO,
        "demo_day": today.set_day(),
    }
    return HttpResponse(render_to_string("design/error.html", context), status=page["status"], headers=headers)
