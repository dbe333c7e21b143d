"""Settings about pages: templates (Jinja first), static files, the content security policy and the other headers."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

_WEB = Path(__file__).resolve().parents[1]
_BUILT = _WEB / "design" / "built"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_WEB / room / "templates" for room in ("design", "sign_in", "public", "staff")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "sendplan.web.jinja.environment",
            "context_processors": ["sendplan.web.jinja.page_context"],
        },
    },
    # For what django-allauth sends as e-mail and has no template of ours.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# The style build gives every file a name that holds its digest, so nothing is collected or renamed when serving.
STATIC_URL = "/static/"
STATIC_ROOT = _BUILT / "static"
WHITENOISE_ROOT = _BUILT / "root"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/.+\.[0-9a-f]{12}\.[a-z]+$"
WHITENOISE_MIMETYPES = {".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}

# A browser holds a form to its policy through redirects too, and signing in through an organisation is one.
_ORGANISATION = urlsplit(os.environ.get("SENDPLAN_OIDC_SERVER", ""))
_FORMS = [SELF] + ([f"{_ORGANISATION.scheme}://{_ORGANISATION.netloc}"] if _ORGANISATION.netloc else [])

# Nothing is allowed but what is named; everything named is our own. No page needs an inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "form-action": _FORMS,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "sendplan.web.errors.csrf_failure"
