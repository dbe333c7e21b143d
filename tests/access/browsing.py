"""What the tests of signing in share: plain pages, and the steps a person takes in a browser."""

from __future__ import annotations

from typing import Any

from django.test import Client

from sendplan.access.models import AuditEntry
from tests import people
from tests.access.second_factor import code

# allauth's own plain pages: how ours look is tested with the pages.
PLAIN: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.locmem.Loader", {"design/error.html": "An error page."}),
                "django.template.loaders.app_directories.Loader",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def acts() -> list[str]:
    """What was done to sign-ins, oldest first."""
    setting_up = ("area-added", "person-added", "role-given")
    return [entry.act for entry in AuditEntry.objects.exclude(act__in=setting_up).order_by("seq")]


def give_password(client: Client, email: str = "ben@demo.example", password: str = people.PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def set_up_by_hand(client: Client) -> str:
    """Set up the second factor as a person does, and return its secret."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert answer.status_code == 302
    return str(secret)
