"""Saying what leads to what: outcomes to targets, and actions to the actions they need. A link may be ended, once."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from django.db import connection
from django.db.models import Max
from django.db.models.functions import Greatest

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.actions.signed import first_adopted_on, signed, tidy
from sendplan.plan.dependencies import circle
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Dependency, Outcome, OutcomeTarget, Target

__all__ = ["add_dependency", "depended", "end_dependency", "end_outcome_link", "link_outcome", "shown_by"]

Link = TypeVar("Link", Dependency, OutcomeTarget)

# A number of our own beside the plan's, so that nothing else waits on the same pair.
_DEPENDENCIES_LOCK = 0x5E4E


def add_dependency(viewer: Viewer, *, action_id: str, needs_id: str, why: str, today: dt.date) -> str:
    """Say that an action cannot be finished before another is, and return the link's id.

    ``why`` may be empty. Raises NotFound, NotAllowed, and Refused where the two are one action, are linked already, or
    would wait for each other, directly or through others.
    """
    allowed(viewer, "plan.link")
    with one_act():
        row = depended(viewer, action_id=action_id, needs_id=needs_id, why=why, today=today)
        sentence = ACTS["dependency-added"].say(name=viewer.name, ref=row.action.ref, needs=row.needs.ref)
        record(viewer, "dependency-added", sentence, about=("action", row.action.public_id))
    return row.public_id


def depended(viewer: Viewer, *, action_id: str, needs_id: str, why: str, today: dt.date) -> Dependency:
    """The wait, checked by every rule, in the caller's transaction."""
    action, needs = _action(viewer, action_id), _action(viewer, needs_id)
    plan_id = action.section.plan_id
    refuse_if(rules.optional_text(why, "a reason"))
    if action == needs:
        raise rules.Refused("An action cannot wait for itself. Choose another action.")
    # Two people who each add half of a circle at once: the second sees the first one's half.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_DEPENDENCIES_LOCK, plan_id])
    ever = Dependency.objects.filter(action__section__plan_id=plan_id)
    newest = ever.aggregate(newest=Greatest(Max("on"), Max("ended_on")))["newest"]
    # Never before the newest beside it: else a past day might hold a circle that no day ever showed.
    refuse_if(rules.update_day(today, first_adopted_on(plan_id), newest))
    edges = list(ever.filter(ended_on=None).values_list("action__public_id", "needs__public_id"))
    found = circle(edges, (action.public_id, needs.public_id))
    if found and (action.public_id, needs.public_id) not in edges:
        refs = dict(Action.objects.filter(public_id__in=found).values_list("public_id", "ref"))
        raise rules.Refused(
            f"These actions would wait for each other for ever: {' needs '.join(refs[each] for each in found)}. "
            "End one of those links first."
        )
    return Dependency.objects.create(
        public_id=new_id("dep"), action=action, needs=needs, why=tidy(why), **signed(viewer, today)
    )


def end_dependency(viewer: Viewer, *, dependency_id: str, today: dt.date) -> None:
    """Say that an action no longer waits for another. Ended already: nothing happens. Raises NotFound, NotAllowed."""
    allowed(viewer, "plan.link")
    with one_act():
        row = (
            Dependency.objects.select_for_update(of=("self",))
            .select_related("action", "needs")
            .filter(public_id=dependency_id, action__section__plan__area_id=viewer.area_id)
            .first()
        )
        if _ended(viewer, row, today):
            assert row is not None  # noqa: S101  _ended raises where there is none
            sentence = ACTS["dependency-ended"].say(name=viewer.name, ref=row.action.ref, needs=row.needs.ref)
            record(viewer, "dependency-ended", sentence, about=("action", row.action.public_id))


def link_outcome(viewer: Viewer, *, outcome_id: str, target_id: str, why: str, today: dt.date) -> str:
    """Say that a target shows whether an outcome has come about, and return the link's id.

    ``why`` may be empty. Raises NotFound, NotAllowed, and Refused where they are linked already.
    """
    allowed(viewer, "plan.link")
    with one_act():
        row = shown_by(viewer, outcome_id=outcome_id, target_id=target_id, why=why, today=today)
        action = row.outcome.action
        sentence = ACTS["outcome-linked"].say(name=viewer.name, ref=action.ref, target=row.target.short_id)
        record(viewer, "outcome-linked", sentence, about=("action", action.public_id))
    return row.public_id


def shown_by(viewer: Viewer, *, outcome_id: str, target_id: str, why: str, today: dt.date) -> OutcomeTarget:
    """The link, checked by every rule, in the caller's transaction."""
    outcome = (
        Outcome.objects.select_related("action__section")
        .filter(public_id=outcome_id, action__section__plan__area_id=viewer.area_id)
        .first()
    )
    if outcome is None:
        raise not_found("outcome")
    plan_id = outcome.action.section.plan_id
    target = Target.objects.filter(public_id=target_id, section__plan_id=plan_id).first()
    if target is None:
        raise not_found("target")
    refuse_if(rules.update_day(today, first_adopted_on(plan_id), None))
    refuse_if(rules.optional_text(why, "a reason"))
    return OutcomeTarget.objects.create(
        public_id=new_id("lnk"), outcome=outcome, target=target, why=tidy(why), **signed(viewer, today)
    )


def end_outcome_link(viewer: Viewer, *, link_id: str, today: dt.date) -> None:
    """Say that a target no longer shows whether an outcome has come about. Ended already: nothing happens."""
    allowed(viewer, "plan.link")
    with one_act():
        row = (
            OutcomeTarget.objects.select_for_update(of=("self",))
            .select_related("outcome__action", "target")
            .filter(public_id=link_id, outcome__action__section__plan__area_id=viewer.area_id)
            .first()
        )
        if _ended(viewer, row, today):
            assert row is not None  # noqa: S101  _ended raises where there is none
            action, target = row.outcome.action, row.target
            sentence = ACTS["outcome-unlinked"].say(name=viewer.name, ref=action.ref, target=target.short_id)
            record(viewer, "outcome-unlinked", sentence, about=("action", action.public_id))


def _ended(viewer: Viewer, row: Link | None, today: dt.date) -> bool:
    """Whether it was ended now; False where it had been already."""
    if row is None:
        raise not_found("link")
    if row.ended_on is not None:
        return False
    # Nothing is older than the link itself, so the plan's own first day need not be asked for.
    refuse_if(rules.update_day(today, dt.date.min, row.on))
    row.ended_on, row.ended_by_name = today, viewer.name
    row.save(update_fields=["ended_on", "ended_by_name"])
    return True


def _action(viewer: Viewer, action_id: str) -> Action:
    row = (
        Action.objects.select_related("section")
        .filter(public_id=action_id, section__plan__area_id=viewer.area_id)
        .first()
    )
    if row is None:
        raise not_found("action")
    return row
