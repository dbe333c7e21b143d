"""A server: production, or the demonstration when SENDPLAN_DEMO is 1.

The serving process is given the application role's address alone (SENDPLAN_APP_DATABASE_URL). The owner's
(DATABASE_URL) is given only to the commands that migrate, so that a fault in a page cannot reach it.
"""

import os

from sendplan.web.settings import environment
from sendplan.web.settings.base import *  # noqa: F403  settings modules are read by name

DEMO = environment.flag("SENDPLAN_DEMO")
SECRET_KEY = environment.needed("SENDPLAN_SECRET_KEY", "it signs sessions, so make it long, random and your own")

DATABASES = {
    "default": environment.database(
        "SENDPLAN_APP_DATABASE_URL",
        environment.needed(
            "SENDPLAN_APP_DATABASE_URL",
            "it is the database address of the application role, postgresql://sendplan_app:password@host/database",
        ),
    ),
}
if os.environ.get("DATABASE_URL"):
    DATABASES["owner"] = environment.database("DATABASE_URL", os.environ["DATABASE_URL"])

if DEMO:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
else:
    ALLOWED_HOSTS = environment.needed(
        "SENDPLAN_HOSTS", "it lists, with commas between, the host names this server answers to"
    ).split(",")
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sendplan"
    CSRF_COOKIE_NAME = "__Host-sendplan-csrf"
