"""Which request is being answered: its id goes into every audit entry, and into the history of every row changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import pghistory

_request_id: ContextVar[str] = ContextVar("sendplan_request_id", default="")


def request_id() -> str:
    """The id of the request being answered, or empty text outside one."""
    return _request_id.get()


@contextmanager
def answering(request: str, person: int | None) -> Iterator[None]:
    """While inside, audit entries and history carry `request` (64 characters at most), and history `person`'s id.

    For the middleware: one block around each request.
    """
    token = _request_id.set(request[:64])
    try:
        with pghistory.context(request=request[:64], person=person):
            yield
    finally:
        _request_id.reset(token)
