"""Today, as the pages have it. The only place the web asks the clock; everything below is told the day."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

LONDON = ZoneInfo("Europe/London")
# Where the demonstration keeps the day a visitor picked, as YYYY-MM-DD.
SESSION_KEY = "demo_day"


def today(request: HttpRequest) -> dt.date:
    """The day to answer `request` as at.

    In the demonstration: the day this visitor picked. Else SENDPLAN_TODAY (YYYY-MM-DD) where set. Else the real day
    in London. ImproperlyConfigured when SENDPLAN_TODAY is not a day.
    """
    if settings.DEMO:
        picked = picked_day(request)
        if picked:
            return picked
    return set_day() or dt.datetime.now(LONDON).date()


def set_day() -> dt.date | None:
    """The day SENDPLAN_TODAY names, or None where it is unset."""
    written = os.environ.get("SENDPLAN_TODAY", "")
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise ImproperlyConfigured(f"SENDPLAN_TODAY is {written!r}: write a day as YYYY-MM-DD, or unset it.") from None


def picked_day(request: HttpRequest) -> dt.date | None:
    """The day this visitor to the demonstration picked, or None where none can be read. Starts no session."""
    session = getattr(request, "session", None)
    if session is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    try:
        return dt.date.fromisoformat(str(session.get(SESSION_KEY, "")))
    except ValueError:
        return None
