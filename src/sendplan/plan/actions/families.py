"""Answering what families said, and saying which need or action takes it up."""

from __future__ import annotations

import datetime as dt

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.progress import first_adopted_on, tidy
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, FamilyStatement, Need, Reply, StatementLink

__all__ = ["answered", "link_statement", "linked", "reply"]


def reply(viewer: Viewer, *, statement_id: str, text: str, today: dt.date) -> str:
    """Answer what families said and return the reply's id. A reply is never edited; a new one follows it.

    ``text`` has 10 to 4,000 characters. The same words again, by the same person on the same day, add nothing. Raises
    NotFound, NotAllowed and Refused.
    """
    allowed(viewer, "plan.reply")
    with one_act():
        said = _statement(viewer, statement_id)
        newest = said.replies.order_by("-on", "-pk").first()
        if newest and (newest.by_id, newest.on, newest.text) == (viewer.user_id, today, tidy(text)):
            return newest.public_id
        row = answered(viewer, said, text=text, today=today)
        sentence = ACTS["family-answered"].say(name=viewer.name, section=said.section.letter)
        record(viewer, "family-answered", sentence, about=("statement", said.public_id))
    return row.public_id


def answered(viewer: Viewer, said: FamilyStatement, *, text: str, today: dt.date) -> Reply:
    """The reply, checked by every rule, in the caller's transaction."""
    refuse_if(rules.said_text(text, "a reply"))
    last = said.replies.order_by("-on").values_list("on", flat=True).first()
    refuse_if(rules.update_day(today, first_adopted_on(said.section.plan_id), last))
    return Reply.objects.create(
        public_id=new_id("rep"),
        statement=said,
        on=today,
        by_id=viewer.user_id,
        by_name=viewer.name,
        by_post=viewer.post,
        text=tidy(text),
    )


def link_statement(
    viewer: Viewer,
    *,
    statement_id: str,
    need_id: str | None = None,
    action_id: str | None = None,
    today: dt.date,
) -> None:
    """Say that a need or an action of the plan (exactly one of the two) takes up what families said.

    Raises NotFound, NotAllowed, and Refused where it is linked to it already.
    """
    allowed(viewer, "plan.reply")
    with one_act():
        said = _statement(viewer, statement_id)
        link = linked(viewer, said, need_id=need_id, action_id=action_id, today=today)
        what = f"action {link.action.ref}" if link.action else "something that needs improvement"
        sentence = ACTS["family-linked"].say(name=viewer.name, section=said.section.letter, what=what)
        record(viewer, "family-linked", sentence, about=("statement", said.public_id))


def linked(
    viewer: Viewer, said: FamilyStatement, *, need_id: str | None, action_id: str | None, today: dt.date
) -> StatementLink:
    """The link, checked by every rule, in the caller's transaction."""
    if bool(need_id) == bool(action_id):
        raise rules.Refused("Choose one need or one action that takes up what the family said.")
    refuse_if(rules.update_day(today, first_adopted_on(said.section.plan_id), None))
    plan_id = said.section.plan_id
    need = Need.objects.filter(section__plan_id=plan_id, public_id=need_id).first() if need_id else None
    action = Action.objects.filter(section__plan_id=plan_id, public_id=action_id).first() if action_id else None
    if need is None and action is None:
        raise not_found("need" if need_id else "action")
    return StatementLink.objects.create(
        statement=said, need=need, action=action, on=today, by_id=viewer.user_id, by_name=viewer.name
    )


def _statement(viewer: Viewer, statement_id: str) -> FamilyStatement:
    said = (
        FamilyStatement.objects.select_for_update(of=("self",))
        .select_related("section")
        .filter(public_id=statement_id, section__plan__area_id=viewer.area_id)
        .first()
    )
    if said is None:
        raise not_found("statement")
    return said
