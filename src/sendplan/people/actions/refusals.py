"""What every act does first: ask whether it may be done."""

from __future__ import annotations

from sendplan.access.acts import of
from sendplan.access.rules import may
from sendplan.access.viewer import Viewer
from sendplan.people import rules

__all__ = ["ACTS", "allowed", "not_found", "refuse_if"]

ACTS = of("sendplan.people")


def allowed(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise rules.NotAllowed(reason)


def refuse_if(reason: str | None) -> None:
    """Raises Refused where a rule gave a reason."""
    if reason:
        raise rules.Refused(reason)


def not_found(what: str) -> rules.NotFound:
    """The same words whether it never was or is another area's."""
    return rules.NotFound(f"There is no such {what} in your area.")
