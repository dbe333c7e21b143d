"""The organisations whose own sign-in may be used here (OpenID Connect), for the sign-in page."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter
from django.http import HttpRequest


@dataclass(frozen=True)
class Organisation:
    """`address` takes a POST and leads to the organisation's own sign-in, and from there to `next`."""

    name: str
    address: str


def organisations(request: HttpRequest, onward: str = "") -> tuple[Organisation, ...]:
    """Those that are set up; `onward` is where on this site a person wants to go once signed in."""
    then = {"next": onward} if onward else {}
    return tuple(
        Organisation(provider.name, provider.get_login_url(request, process="login", **then))
        for provider in get_adapter().list_providers(request)
    )
