"""Adopting a revised document as a plan's next version: what carries on keeps its id and all that hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import cast

import msgspec
from django.db.models import Model

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.adoption import lock_adoption
from sendplan.plan.actions.refusals import ACTS, allowed, one_act, refuse_if
from sendplan.plan.actions.rows import write_rows
from sendplan.plan.actions.uploads import locked_upload
from sendplan.plan.ids import Prefix, new_id
from sendplan.plan.models import (
    Closing,
    Confirmation,
    Dependency,
    DueChange,
    Evidence,
    OutcomeTarget,
    Override,
    Plan,
    ProgressUpdate,
    Reply,
    RiskReview,
    StatementLink,
    Version,
)
from sendplan.plan.revision import differences, match, settled
from sendplan.plan_reader.draft import from_json

__all__ = ["adopt_revision"]


def adopt_revision(
    viewer: Viewer,
    *,
    upload_id: str,
    decisions: Mapping[str, str],
    title: str,
    today: dt.date,
    against: int | None = None,
) -> int:
    """Make the next version of the area's plan from an upload and return its number.

    ``decisions`` answer every question of ``revision.match`` between the version in force and the upload: by the
    question's id, the register's id that carries on, or ``new``. ``title`` as the person confirmed it. ``against`` is
    the version they compared it with, where that is to be still the one in force. The same again, by the same
    person, changes nothing. Raises Refused where a question is open, an answer does not fit, the upload is decided
    already, or the area has no plan. Of two people who adopt at once, one does and the other is refused.
    """
    allowed(viewer, "plan.adopt")
    with one_act():
        lock_adoption(viewer.area_id)
        again = _adopted_by(viewer, upload_id)
        if again is not None:
            return again
        upload = locked_upload(viewer.area_id, upload_id, today)
        refuse_if(rules.plan_title(title))
        newest = (
            Version.objects.filter(plan__area_id=viewer.area_id)
            .select_related("plan", "upload", "content")
            .order_by("-number")
            .first()
        )
        if newest is None:
            raise rules.Refused(rules.NO_PLAN)
        if against is not None:
            refuse_if(rules.looked_at(against, newest.number))
        if newest.upload.sha256 == upload.sha256:
            refuse_if(rules.nothing_different(newest.number, newest.adopted_on, newest.adopted_by_name))
        refuse_if(rules.next_version_day(today, newest.number, newest.adopted_on, _dated_after(newest.plan, today)))
        draft = from_json(upload.draft.encode("utf-8"))
        refuse_if(rules.draft_holds_together(draft))
        old = from_json(newest.content.draft.encode("utf-8"))
        draft = msgspec.structs.replace(draft, title=title.strip())
        filled = settled(old, draft, match(old, draft, decisions), decisions, lambda kind: new_id(cast("Prefix", kind)))
        plan = newest.plan
        version = Version.objects.create(
            plan=plan,
            number=newest.number + 1,
            upload=upload,
            adopted_on=today,
            adopted_by_id=viewer.user_id,
            adopted_by_name=viewer.name,
        )
        upload.state, upload.decided_on, upload.decided_by_name = "adopted", today, viewer.name
        upload.save(update_fields=["state", "decided_on", "decided_by_name"])
        if plan.title != filled.title:
            plan.title = filled.title
            plan.save(update_fields=["title"])
        write_rows(version, filled)
        sentence = ACTS["plan-revised"].say(
            name=viewer.name,
            document=upload.name,
            version=str(version.number),
            plan=plan.title,
            summary=differences(old, filled).summary.removesuffix("."),
        )
        record(viewer, "plan-revised", sentence, about=("plan", plan.public_id))
    return version.number


def _adopted_by(viewer: Viewer, upload_id: str) -> int | None:
    """The number of the later version that this person made of this very upload: the first of two clicks."""
    made = Version.objects.filter(
        upload__public_id=upload_id, plan__area_id=viewer.area_id, adopted_by_id=viewer.user_id, number__gt=1
    )
    return made.values_list("number", flat=True).first()


_DATED: tuple[tuple[type[Model], str, str], ...] = (
    (ProgressUpdate, "action__section__plan", "an update"),
    (Evidence, "action__section__plan", "evidence"),
    (Confirmation, "evidence__action__section__plan", "a confirmation"),
    (DueChange, "action__section__plan", "a change of a due date"),
    (Override, "action__section__plan", "a word against a status"),
    (Closing, "action__section__plan", "a closing"),
    (Reply, "statement__section__plan", "a reply"),
    (StatementLink, "statement__section__plan", "a link from families’ words"),
    (OutcomeTarget, "outcome__action__section__plan", "a link to a target"),
    (Dependency, "action__section__plan", "a dependency"),
    (RiskReview, "risk__plan", "a review of a risk"),
)


def _dated_after(plan: Plan, today: dt.date) -> str | None:
    """Something that the plan holds with a later date than ``today``, named; None where it holds nothing."""
    for model, path, name in _DATED:
        if model._default_manager.filter(**{path: plan, "on__gt": today}).exists():
            return name
    return None
