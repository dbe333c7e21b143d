"""For pytest. `tests/database.py` says where the run's own database is before this module is read."""

import os
import tempfile
from pathlib import Path

from sendplan.web.settings import environment
from sendplan.web.settings.base import *  # noqa: F403  settings modules are read by name

DEMO = False
SECRET_KEY = "only-for-tests-" + "0" * 48
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {
    "default": environment.database("SENDPLAN_APP_DATABASE_URL", os.environ["SENDPLAN_APP_DATABASE_URL"]),
    "owner": environment.database("DATABASE_URL", os.environ["DATABASE_URL"]),
}
# Real hashing takes a tenth of a second a sign-in, and a test signs in thousands of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Work is done at once, in the process that asks for it; where a test wants the worker, it says so.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# A folder for each process: tests side by side must not see each other's loads.
RECORDS = Path(os.environ.get("SENDPLAN_TEST_RUN") or tempfile.gettempdir()) / f"records-{os.getpid()}"
