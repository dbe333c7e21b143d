"""What every dated fact about an action is written with: who, and a day that leaves what was shown before as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Model, OuterRef, Subquery
from django.db.models.functions import Greatest

from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.refusals import not_found, refuse_if
from sendplan.plan.models import (
    Action,
    Closing,
    Confirmation,
    DueChange,
    Evidence,
    Override,
    ProgressUpdate,
    Version,
)

__all__ = ["first_adopted_on", "in_order", "locked_action", "newest_on", "signed", "tidy"]


def locked_action(viewer: Viewer, action_id: str) -> Action:
    """The action, locked until the transaction ends, so that two entries of one day have an order and each sees the
    newest. Raises NotFound."""
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("section")
        .filter(public_id=action_id, section__plan__area_id=viewer.area_id)
        .first()
    )
    if action is None:
        raise not_found("action")
    return action


def first_adopted_on(plan_id: int) -> dt.date:
    """The day on which version 1 of a plan was adopted."""
    return Version.objects.filter(plan_id=plan_id).order_by("number").values_list("adopted_on", flat=True)[0]


def in_order(action: Action, today: dt.date) -> None:
    """Raises Refused where something dated after ``today`` is known of a locked action, of whatever kind, or the plan
    was not adopted by then: how the action stood on a past day must stay as it was shown."""
    refuse_if(rules.update_day(today, first_adopted_on(action.section.plan_id), newest_on(action)))


def newest_on(action: Action) -> dt.date | None:
    """The day of the newest thing known of an action, of whatever kind; None where nothing is."""
    of_action: list[tuple[type[Model], str]] = [
        (ProgressUpdate, "action"),
        (Evidence, "action"),
        (Confirmation, "evidence__action"),
        (DueChange, "action"),
        (Override, "action"),
        (Closing, "action"),
    ]
    newest = [
        Subquery(model._default_manager.filter(**{field: OuterRef("pk")}).order_by("-on").values("on")[:1])
        for model, field in of_action
    ]
    found: dt.date | None = Action.objects.filter(pk=action.pk).values_list(Greatest(*newest), flat=True)[0]
    return found


def signed(viewer: Viewer, today: dt.date) -> dict[str, Any]:
    """The fields of ``models.said.Signed``."""
    return {"on": today, "by_id": viewer.user_id, "by_name": viewer.name, "by_post": viewer.post}


def tidy(text: str) -> str:
    """The words as typed, with the line ends of any machine made one and blank space at either end taken off."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
