"""Reporting on an action. An update is appended, dated and signed; a mistake is put right by the next one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan import closing, rules
from sendplan.plan.actions.refusals import ACTS, allowed, one_act, refuse_if
from sendplan.plan.actions.signed import first_adopted_on, in_order, locked_action, signed, tidy
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Holding, ProgressUpdate
from sendplan.plan.standing import declared, rating_of, said_words

__all__ = ["add_update", "appended", "first_adopted_on", "locked_action", "may_report", "tidy"]


def add_update(viewer: Viewer, *, action_id: str, text: str, state: str, today: dt.date, rating: str = "") -> str:
    """Report on an action and return the update's id.

    ``state`` is not_started, in_progress, complete or stopped; ``rating`` on_track, at_risk, off_track or empty, and is
    kept only for an action that is still open; ``text`` has 10 to 4,000 characters. Whoever may report on their own
    actions must hold a post that answers for it. A closed action is opened again before it is reported as open. The
    same again, by the same person on the same day (a double click, a page sent twice), adds nothing. Raises NotFound,
    NotAllowed and Refused.
    """
    allowed(viewer, "plan.read")
    with one_act():
        action = locked_action(viewer, action_id)
        refuse_if(rules.update_rating(rating))
        newest = action.updates.order_by("-on", "-pk").first()
        again = (viewer.user_id, today, state, rating_of(state, rating), tidy(text))
        if newest and (newest.by_id, newest.on, newest.state, newest.rating, newest.text) == again:
            return newest.public_id
        update = appended(viewer, action, text=text, state=state, rating=rating, today=today)
        said = said_words(declared(update.state), rating_of(update.state, update.rating))
        sentence = ACTS["progress-added"].say(name=viewer.name, ref=action.ref, state=said.lower())
        record(viewer, "progress-added", sentence, about=("action", action.public_id))
    return update.public_id


def appended(
    viewer: Viewer, action: Action, *, text: str, state: str, today: dt.date, rating: str = ""
) -> ProgressUpdate:
    """The new update of a locked action, checked by every rule, in the caller's transaction."""
    may_report(viewer, action, today)
    refuse_if(rules.update_state(state))
    refuse_if(rules.update_rating(rating))
    refuse_if(rules.said_text(text, "an update"))
    closed = action.closings.order_by("-on", "-pk").first()
    if closed is not None and closed.state == "closed" and state != "complete":
        said = "it cannot be reported as anything but complete"
        raise rules.Refused(closing.while_closed(action.ref, closed.by_name, closed.on, said))
    in_order(action, today)
    return ProgressUpdate.objects.create(
        public_id=new_id("upd"),
        action=action,
        state=state,
        rating=rating_of(state, rating),
        text=tidy(text),
        **signed(viewer, today),
    )


def may_report(viewer: Viewer, action: Action, today: dt.date) -> None:
    """Raises NotAllowed where the viewer may not report on the action, and so may give no evidence on it either."""
    may_any, may_own = may(viewer, "plan.update_any"), may(viewer, "plan.update_own")
    holds = may_any is not None and may_own is None and _holds(action, viewer.user_id, today)
    reason = rules.whose_action(may_any, may_own, holds)
    if reason:
        raise rules.NotAllowed(reason)


def _holds(action: Action, user_id: int, today: dt.date) -> bool:
    """Whether the person holds on the day a post that answers for the action; where two spellings of a post were
    joined, the one that is kept counts."""
    held = Holding.objects.filter(Q(until__isnull=True) | Q(until__gt=today), person_id=user_id, since__lte=today)
    joined = Q(post__joined_to__isnull=False, post__joined_on__lte=today)
    return action.named.filter(
        (joined & Exists(held.filter(post=OuterRef("post__joined_to"))))
        | (~joined & Exists(held.filter(post=OuterRef("post"))))
    ).exists()
