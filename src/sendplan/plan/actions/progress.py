"""Reporting on an action. An update is appended, dated and signed; a mistake is put right by the next one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan import rules
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, ProgressUpdate, Version
from sendplan.plan.standing import declared, declared_words

__all__ = ["add_update", "appended", "first_adopted_on", "locked_action"]


def add_update(viewer: Viewer, *, action_id: str, text: str, state: str, today: dt.date) -> str:
    """Report on an action and return the update's id.

    ``state`` is not_started, in_progress, complete or stopped; ``text`` 10 to 4,000 characters. Whoever may report on
    their own actions must hold a post that answers for it. The same words again, by the same person on the same day
    (a double click, a page sent twice), add nothing. Raises NotFound, NotAllowed and Refused.
    """
    allowed(viewer, "plan.read")
    with one_act():
        action = locked_action(viewer, action_id)
        newest = action.updates.order_by("-on", "-pk").first()
        again = (viewer.user_id, today, state, tidy(text))
        if newest and (newest.by_id, newest.on, newest.state, newest.text) == again:
            return newest.public_id
        update = appended(viewer, action, text=text, state=state, today=today)
        sentence = ACTS["progress-added"].say(
            name=viewer.name, ref=action.ref, state=declared_words(declared(update.state)).lower()
        )
        record(viewer, "progress-added", sentence, about=("action", action.public_id))
    return update.public_id


def locked_action(viewer: Viewer, action_id: str) -> Action:
    """The action, locked until the transaction ends, so that two updates of one day have an order and each sees the
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


def appended(viewer: Viewer, action: Action, *, text: str, state: str, today: dt.date) -> ProgressUpdate:
    """The new update of a locked action, checked by every rule, in the caller's transaction."""
    may_any, may_own = may(viewer, "plan.update_any"), may(viewer, "plan.update_own")
    holds = may_any is not None and may_own is None and _holds(action, viewer.user_id, today)
    reason = rules.whose_action(may_any, may_own, holds)
    if reason:
        raise rules.NotAllowed(reason)
    refuse_if(rules.update_state(state))
    refuse_if(rules.said_text(text, "an update"))
    last = action.updates.order_by("-on").values_list("on", flat=True).first()
    refuse_if(rules.update_day(today, first_adopted_on(action.section.plan_id), last))
    return ProgressUpdate.objects.create(
        public_id=new_id("upd"),
        action=action,
        on=today,
        by_id=viewer.user_id,
        by_name=viewer.name,
        by_post=viewer.post,
        state=state,
        text=tidy(text),
    )


def _holds(action: Action, user_id: int, today: dt.date) -> bool:
    on_the_day = {"person_id": user_id, "held_since__lte": today}
    return action.named.filter(
        Q(**{f"post__{field}": value for field, value in on_the_day.items()})
        | Q(**{f"post__joined_to__{field}": value for field, value in on_the_day.items()})
    ).exists()


def first_adopted_on(plan_id: int) -> dt.date:
    """The day on which version 1 of a plan was adopted."""
    return Version.objects.filter(plan_id=plan_id).order_by("number").values_list("adopted_on", flat=True)[0]


def tidy(text: str) -> str:
    """The words as typed, with the line ends of any machine made one and blank space at either end taken off."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
