"""Adding a risk or an issue, and saying later how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.actions.signed import first_adopted_on, signed, tidy
from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Plan, Risk, RiskAction, RiskReview

__all__ = ["add_risk", "raised", "review_risk", "reviewed"]

_WHAT = {"risk": "a risk", "issue": "an issue"}


def add_risk(
    viewer: Viewer,
    *,
    kind: str,
    title: str,
    text: str,
    likelihood: int,
    impact: int,
    owner: str,
    doing: str,
    action_ids: Sequence[str],
    today: dt.date,
) -> str:
    """Add a risk (it may happen) or an issue (it has) with its first review, and return its id.

    ``likelihood`` and ``impact`` are from 1 to 5; ``doing`` is what is being done about it, ``owner`` who answers for
    it, both required; ``action_ids`` the actions it bears on. The same title again by the same person on the same day
    (a double click) adds nothing. Raises NotFound, NotAllowed and Refused.
    """
    allowed(viewer, "plan.risks")
    with one_act():
        risk, new = raised(
            viewer,
            kind=kind,
            title=title,
            text=text,
            likelihood=likelihood,
            impact=impact,
            owner=owner,
            doing=doing,
            action_ids=action_ids,
            today=today,
        )
        if new:
            sentence = ACTS["risk-added"].say(name=viewer.name, what=_WHAT[risk.kind])
            record(viewer, "risk-added", sentence, about=("risk", risk.public_id))
    return risk.public_id


def raised(
    viewer: Viewer,
    *,
    kind: str,
    title: str,
    text: str,
    likelihood: int,
    impact: int,
    owner: str,
    doing: str,
    action_ids: Sequence[str],
    today: dt.date,
) -> tuple[Risk, bool]:
    """The risk, checked by every rule, in the caller's transaction, and whether it is new."""
    plan = Plan.objects.select_for_update().filter(area_id=viewer.area_id).first()
    if plan is None:
        raise not_found("plan")
    refuse_if(rules.update_day(today, first_adopted_on(plan.pk), None))
    refuse_if(rules.risk_kind(kind))
    refuse_if(rules.one_line(title, "the title"))
    refuse_if(rules.said_text(text, "a description"))
    _check(owner, doing, likelihood, impact)
    again = plan.risks.filter(by_id=viewer.user_id, on=today, title=tidy(title)).first()
    if again:
        return again, False
    actions = list(Action.objects.filter(section__plan=plan, public_id__in=action_ids))
    if len(actions) != len(set(action_ids)):
        raise not_found("action")
    by = signed(viewer, today)
    risk = Risk.objects.create(public_id=new_id("rsk"), plan=plan, kind=kind, title=tidy(title), text=tidy(text), **by)
    RiskAction.objects.bulk_create(RiskAction(risk=risk, action=action) for action in actions)
    RiskReview.objects.create(
        public_id=new_id("rvw"),
        risk=risk,
        state="open",
        likelihood=likelihood,
        impact=impact,
        owner=tidy(owner),
        text=tidy(doing),
        **by,
    )
    return risk, True


def review_risk(
    viewer: Viewer,
    *,
    risk_id: str,
    state: str,
    likelihood: int,
    impact: int,
    owner: str,
    text: str,
    today: dt.date,
) -> str:
    """Say how a risk or an issue stands now and return the review's id. Earlier reviews stay as they are.

    ``state`` is open or closed. Raises NotFound, NotAllowed and Refused; the very same again on one day adds nothing.
    """
    allowed(viewer, "plan.risks")
    with one_act():
        row, new = reviewed(
            viewer,
            risk_id=risk_id,
            state=state,
            likelihood=likelihood,
            impact=impact,
            owner=owner,
            text=text,
            today=today,
        )
        if new:
            score = str(likelihood * impact)
            sentence = ACTS["risk-reviewed"].say(name=viewer.name, what=_WHAT[row.risk.kind], state=state, score=score)
            record(viewer, "risk-reviewed", sentence, about=("risk", row.risk.public_id))
    return row.public_id


def reviewed(
    viewer: Viewer,
    *,
    risk_id: str,
    state: str,
    likelihood: int,
    impact: int,
    owner: str,
    text: str,
    today: dt.date,
) -> tuple[RiskReview, bool]:
    """The review, checked by every rule, in the caller's transaction, and whether it is new."""
    risk = Risk.objects.select_for_update().filter(public_id=risk_id, plan__area_id=viewer.area_id).first()
    if risk is None:
        raise not_found("risk")
    refuse_if(rules.risk_state(state))
    _check(owner, text, likelihood, impact)
    newest = risk.reviews.order_by("-on", "-pk").first()
    assert newest is not None  # noqa: S101  a risk is added with its first review
    refuse_if(rules.update_day(today, first_adopted_on(risk.plan_id), newest.on))
    said = (viewer.user_id, today, state, likelihood, impact, tidy(owner), tidy(text))
    before = (newest.by_id, newest.on, newest.state, newest.likelihood, newest.impact, newest.owner, newest.text)
    if said == before:
        return newest, False
    row = RiskReview.objects.create(
        public_id=new_id("rvw"),
        risk=risk,
        state=state,
        likelihood=likelihood,
        impact=impact,
        owner=tidy(owner),
        text=tidy(text),
        **signed(viewer, today),
    )
    return row, True


def _check(owner: str, doing: str, likelihood: int, impact: int) -> None:
    refuse_if(rules.one_line(owner, "who answers for it"))
    refuse_if(rules.said_text(doing, "what is being done about it"))
    refuse_if(rules.risk_score(likelihood, "how likely it is"))
    refuse_if(rules.risk_score(impact, "how bad it would be"))
