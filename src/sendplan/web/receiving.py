"""A form with a file in it, before it is read: how long it is, and how to be rid of one that is too long."""

from __future__ import annotations

from django.http import HttpRequest

__all__ = ["FORM_BYTES", "drain", "length"]

FORM_BYTES = 64 * 1024
"""Beside the file itself: the form's other fields and the lines that part them."""

# What is too large is read and thrown away up to this much, so that a browser gets to see the page that says so:
# most show only "connection reset" when an answer comes before they have sent everything.
DRAINED_BYTES = 256 * 1024 * 1024


def length(request: HttpRequest) -> int:
    """The length a request says it has, in bytes; 0 where it says none, or no number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def drain(request: HttpRequest) -> None:
    """Read what is sent and throw it away."""
    left = min(length(request), DRAINED_BYTES)
    while left > 0 and (chunk := request.read(min(left, 64 * 1024))):
        left -= len(chunk)
