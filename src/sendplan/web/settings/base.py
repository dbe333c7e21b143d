"""What is the same however sendplan runs. Nothing here reads a secret or names a server."""

import os
from pathlib import Path

import pghistory

from sendplan.web.settings.pages import *  # noqa: F403  settings modules are read by name; this one is a part of base
from sendplan.web.settings.sign_in import *  # noqa: F403  as above

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "sendplan.access",
    "sendplan.people",
    "sendplan.returns",
    "sendplan.plan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sendplan.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sendplan.access.sign_in.KeptAlive",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sendplan.web.middleware.Asked",
    "allauth.account.middleware.AccountMiddleware",
    "sendplan.access.sign_in.SecondFactorFirst",
    "sendplan.web.middleware.Explained",
]

AUTH_USER_MODEL = "access.User"
ROOT_URLCONF = "sendplan.web.urls"
WSGI_APPLICATION = "sendplan.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False

USE_TZ = True
TIME_ZONE = "Europe/London"
USE_I18N = True
LANGUAGE_CODE = "en-gb"

# History: events may only be added, and carry who and which request beside them, in their own row, so that the
# application role needs no right to update a shared table of contexts.
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()

# Where loads of records are kept: files about children, in folders that only the server's own user may open. Every
# process that serves or works needs the same one.
RECORDS = Path(
    os.environ.get("SENDPLAN_RECORDS") or Path(os.environ.get("SENDPLAN_STATE") or ".local") / "records"
).absolute()

# Work that would keep a page waiting is put down in the database and done by `django-admin work`, beside the server.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The fields of a form, without its files. Uploads have a limit of their own, where they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
