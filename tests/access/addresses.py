"""Addresses for the tests of signing in: the real ones of signing in, one page for staff and one open to all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.path} for {request.user}")


urlpatterns = [
    path("", page, name="home"),
    path("", include("sendplan.web.sign_in.urls")),
    path("areas/devon/", page, name="public-plan"),
    path("staff/devon/", page, name="staff-plan"),
    path("board/", page),
]
