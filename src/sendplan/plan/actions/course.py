"""An action's course: moving its due date, somebody's word against its status, closing it and opening it again."""

from __future__ import annotations

import datetime as dt

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import closing, overrides, rules
from sendplan.plan.actions.refusals import ACTS, allowed, one_act, refuse_if
from sendplan.plan.actions.signed import in_order, locked_action, signed, tidy
from sendplan.plan.due import due_words, new_date, read_new_date
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Closing, DueChange, Override
from sendplan.plan.queries.judging import Judging, judging
from sendplan.plan.wording import count

__all__ = [
    "close_action",
    "closed",
    "move_due_date",
    "moved",
    "overridden",
    "override_status",
    "reopen_action",
    "take_back_override",
]


def move_due_date(viewer: Viewer, *, action_id: str, as_written: str, reason: str, today: dt.date) -> str:
    """Give an action a new due date and return the change's id. The dates before stay beside it.

    ``as_written`` is read as a due date of a plan is, and must be a day, a month, a quarter or a school term still to
    come; ``reason`` has 10 to 4,000 characters. The same again, by the same person on the same day, adds nothing.
    Raises NotFound, NotAllowed and Refused.
    """
    allowed(viewer, "plan.reschedule")
    with one_act():
        action = locked_action(viewer, action_id)
        row, new = moved(viewer, action, as_written=as_written, reason=reason, today=today)
        if new:
            sentence = ACTS["date-moved"].say(name=viewer.name, ref=action.ref, due=due_words(row.kind, row.latest))
            record(viewer, "date-moved", sentence, about=("action", action.public_id))
    return row.public_id


def moved(viewer: Viewer, action: Action, *, as_written: str, reason: str, today: dt.date) -> tuple[DueChange, bool]:
    """The change of a locked action's date, checked by every rule, in the caller's transaction, and whether it is
    new."""
    text = " ".join(as_written.split())
    newest = action.due_changes.order_by("-on", "-pk").first()
    again = (viewer.user_id, today, text, tidy(reason))
    if newest and (newest.by_id, newest.on, newest.as_written, newest.reason) == again:
        return newest, False
    known = judging(action, today)
    _refuse_while_closed(action, "its date cannot be moved")
    refuse_if(new_date(text, known.standpoint.due, today))
    refuse_if(rules.said_text(reason, "a reason"))
    in_order(action, today)
    due = read_new_date(text)
    assert due.earliest is not None and due.latest is not None  # noqa: PT018, S101  new_date refuses what has no day
    row = DueChange.objects.create(
        public_id=new_id("due"),
        action=action,
        as_written=text,
        earliest=due.earliest,
        latest=due.latest,
        kind=due.kind,
        reason=tidy(reason),
        **signed(viewer, today),
    )
    return row, True


def override_status(viewer: Viewer, *, action_id: str, claim: str, reason: str, today: dt.date) -> str:
    """Say, with a reason, that an action does not stand as worked out, and return the override's id.

    ``claim`` is on_track, off_track, done or not_done. It is shown beside the status and changes nothing of it. Raises
    NotFound, NotAllowed, and Refused where the same person's same word stands already.
    """
    allowed(viewer, "plan.override")
    with one_act():
        action = locked_action(viewer, action_id)
        row, new = overridden(viewer, action, claim=claim, reason=reason, today=today)
        if new:
            words = overrides.claim_words(row.claim)
            sentence = ACTS["status-overridden"].say(name=viewer.name, ref=action.ref, claim=words)
            record(viewer, "status-overridden", sentence, about=("action", action.public_id))
    return row.public_id


def overridden(viewer: Viewer, action: Action, *, claim: str, reason: str, today: dt.date) -> tuple[Override, bool]:
    """The override of a locked action's status, checked by every rule, in the caller's transaction, and whether it is
    new."""
    refuse_if(overrides.claim(claim))
    refuse_if(rules.said_text(reason, "a reason"))
    newest = action.overrides.order_by("-on", "-pk").first()
    if newest is not None and (newest.by_id, newest.claim) == (viewer.user_id, claim):
        if (newest.on, newest.reason) == (today, tidy(reason)):
            return newest, False
        raise rules.Refused(overrides.said_already(claim, newest.by_name, newest.on))
    in_order(action, today)
    row = Override.objects.create(
        public_id=new_id("ovr"),
        action=action,
        claim=claim,
        reason=tidy(reason),
        derived=judging(action, today).standpoint.standing.state,
        **signed(viewer, today),
    )
    return row, True


def take_back_override(viewer: Viewer, *, action_id: str, reason: str, today: dt.date) -> str:
    """End the override that stands on an action, with a reason, and return the entry's id. It stays on the record, and
    is judged like any other. Raises NotFound, NotAllowed, and Refused where none stands."""
    allowed(viewer, "plan.override")
    with one_act():
        action = locked_action(viewer, action_id)
        newest = action.overrides.order_by("-on", "-pk").first()
        if newest is not None and not newest.claim:
            if (newest.by_id, newest.on, newest.reason) == (viewer.user_id, today, tidy(reason)):
                return newest.public_id
            newest = None
        if newest is None:
            raise rules.Refused(overrides.none_to_take_back(action.ref))
        refuse_if(rules.said_text(reason, "a reason"))
        in_order(action, today)
        row = Override.objects.create(
            public_id=new_id("ovr"),
            action=action,
            claim="",
            reason=tidy(reason),
            derived=judging(action, today).standpoint.standing.state,
            **signed(viewer, today),
        )
        sentence = ACTS["override-taken-back"].say(name=viewer.name, ref=action.ref, author=newest.by_name)
        record(viewer, "override-taken-back", sentence, about=("action", action.public_id))
    return row.public_id


def close_action(viewer: Viewer, *, action_id: str, reason: str, today: dt.date) -> str:
    """Close an action and return the closing's id.

    It must have been reported complete. Every criterion must be shown met, and every target that one of its outcomes is
    linked to needs a confirmed figure that reaches its step; where something is missing, ``reason`` signs for it with
    at least 30 characters, and what was missing is kept with it. Raises NotFound, NotAllowed and Refused.
    """
    allowed(viewer, "plan.close")
    with one_act():
        action = locked_action(viewer, action_id)
        row, new = closed(viewer, action, reason=reason, today=today)
        if new:
            signed_for = count(len(row.missing), "thing that was missing", "things that were missing")
            how = f", with a signed reason for {signed_for}" if row.missing else ""
            sentence = ACTS["action-closed"].say(name=viewer.name, ref=action.ref, how=how)
            record(viewer, "action-closed", sentence, about=("action", action.public_id))
    return row.public_id


def closed(viewer: Viewer, action: Action, *, reason: str, today: dt.date) -> tuple[Closing, bool]:
    """The closing of a locked action, checked by every rule, in the caller's transaction, and whether it is new."""
    newest = action.closings.order_by("-on", "-pk").first()
    if newest is not None and newest.state == "closed":
        if (newest.by_id, newest.on, newest.reason) == (viewer.user_id, today, tidy(reason)):
            return newest, False
        raise rules.Refused(closing.closed_already(action.ref, newest.by_name, newest.on))
    known: Judging = judging(action, today)
    refuse_if(None if known.complete else closing.not_complete(action.ref))
    lacking = known.missing()
    refuse_if(closing.signed_reason(reason, lacking))
    in_order(action, today)
    row = Closing.objects.create(
        public_id=new_id("cls"),
        action=action,
        state="closed",
        missing=list(lacking),
        reason=tidy(reason),
        **signed(viewer, today),
    )
    return row, True


def reopen_action(viewer: Viewer, *, action_id: str, reason: str, today: dt.date) -> str:
    """Open a closed action again, with a reason, and return the entry's id. It then stands as its dates say until
    somebody reports on it. Raises NotFound, NotAllowed, and Refused where it is not closed."""
    allowed(viewer, "plan.close")
    with one_act():
        action = locked_action(viewer, action_id)
        newest = action.closings.order_by("-on", "-pk").first()
        if newest is not None and newest.state == "reopened":
            if (newest.by_id, newest.on, newest.reason) == (viewer.user_id, today, tidy(reason)):
                return newest.public_id
            newest = None
        if newest is None:
            raise rules.Refused(closing.not_closed(action.ref))
        refuse_if(rules.said_text(reason, "a reason"))
        in_order(action, today)
        row = Closing.objects.create(
            public_id=new_id("cls"),
            action=action,
            state="reopened",
            reason=tidy(reason),
            **signed(viewer, today),
        )
        sentence = ACTS["action-reopened"].say(name=viewer.name, ref=action.ref)
        record(viewer, "action-reopened", sentence, about=("action", action.public_id))
    return row.public_id


def _refuse_while_closed(action: Action, what: str) -> None:
    newest = action.closings.order_by("-on", "-pk").first()
    if newest is not None and newest.state == "closed":
        raise rules.Refused(closing.while_closed(action.ref, newest.by_name, newest.on, what))
