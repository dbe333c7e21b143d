"""What every act does first: ask whether it may be done; and last: say in words what the database refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from sendplan.access.acts import of
from sendplan.access.rules import may
from sendplan.access.viewer import Viewer
from sendplan.returns import rules

__all__ = ["ACTS", "allowed", "not_found", "one_act", "refuse_if"]

ACTS = of("sendplan.returns")


def allowed(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise rules.NotAllowed(reason)


def refuse_if(reason: str | None) -> None:
    """Raises Refused where a rule gave a reason."""
    if reason:
        raise rules.Refused(reason)


def not_found() -> rules.NotFound:
    """The same words whether it never was or is another area's."""
    return rules.NotFound("There is no such load in your area.")


@contextmanager
def one_act() -> Iterator[None]:
    """One transaction. That one load of an area goes before the next is the database's to say, and said in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name == "returns_load_one_at_a_time":
            raise rules.Refused(rules.one_at_a_time(True) or "") from error
        raise
