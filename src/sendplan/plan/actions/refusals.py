"""What every act does first: ask whether it may be done; and last: say in words what the database refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from sendplan.access.acts import of
from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.rules import NotAllowed, NotFound, Refused

__all__ = ["ACTS", "allowed", "not_found", "one_act", "refuse_if"]

ACTS = of("sendplan.plan")

_AHEAD = "This is dated after today, by the database's own clock. Set the date back to today and try again."
_BY_CONSTRAINT: Mapping[str, str] = {
    "plan_upload_waits_once": "This very document is already waiting for a decision. Open it, or set it aside first.",
    "plan_statementlink_need_once": "What the family said is already linked to this need.",
    "plan_dependency_once": "That action is already said to wait for this one.",
    "plan_outcometarget_once": "That target is already linked to this outcome.",
    "plan_statementlink_action_once": "What the family said is already linked to this action.",
}


def allowed(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise NotAllowed(reason)


def refuse_if(reason: str | None) -> None:
    """Raises Refused where a rule gave a reason."""
    if reason:
        raise Refused(reason)


@contextmanager
def one_act() -> Iterator[None]:
    """One transaction. What the database's own constraints refuse is raised as Refused, in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        if name.endswith("_not_in_the_future"):
            raise Refused(_AHEAD) from error
        if name in _BY_CONSTRAINT:
            raise Refused(_BY_CONSTRAINT[name]) from error
        raise


def not_found(what: str) -> NotFound:
    """The same words whether it never was, is another area's, or is not yet there on the day."""
    return NotFound(f"There is no such {what} in your area's plan.")
