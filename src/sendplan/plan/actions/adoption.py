"""Adopting a draft: version 1 of an area's plan, with ids that no later version changes."""

from __future__ import annotations

import datetime as dt

import msgspec
from django.db import connection
from django.utils.text import slugify

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules
from sendplan.plan.actions.refusals import ACTS, allowed, one_act, refuse_if
from sendplan.plan.actions.rows import write_rows
from sendplan.plan.actions.uploads import locked_upload
from sendplan.plan.identity import with_new_ids
from sendplan.plan.ids import new_id
from sendplan.plan.models import Plan, Upload, Version
from sendplan.plan_reader.draft import from_json

__all__ = ["adopt", "adopted"]

# A number of our own beside the area's, so that nothing else waits on the same pair.
_ADOPTION_LOCK = 0x5E4D


def adopt(viewer: Viewer, *, upload_id: str, kind: str, title: str, today: dt.date) -> str:
    """Make version 1 of the area's plan from an upload and return the plan's id.

    ``kind`` is a slug of ``kinds.toml``; ``title`` as the person confirmed it. Raises Refused where the upload is
    decided already, or the area has a plan: a second document is compared with the first before it is adopted.
    Of two people who adopt at once, one does and the other is refused.
    """
    allowed(viewer, "plan.adopt")
    with one_act():
        lock_adoption(viewer.area_id)
        upload = locked_upload(viewer.area_id, upload_id, today)
        version = adopted(upload, kind=kind, title=title, by=(viewer.user_id, viewer.name), today=today)
        sentence = ACTS["plan-adopted"].say(
            name=viewer.name, document=upload.name, version=str(version.number), plan=version.plan.title
        )
        record(viewer, "plan-adopted", sentence, about=("plan", version.plan.public_id))
    return version.plan.public_id


def lock_adoption(area_id: int) -> None:
    """Until this transaction ends nobody else adopts anything in the area."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_ADOPTION_LOCK, area_id])


def adopted(upload: Upload, *, kind: str, title: str, by: tuple[int, str] | None, today: dt.date) -> Version:
    """Version 1 of the plan in ``upload``, which the caller has locked. ``by`` is None for the area's own files."""
    refuse_if(rules.plan_title(title))
    refuse_if(rules.plan_kind(kind))
    existing = Plan.objects.filter(area_id=upload.area_id).first()
    if existing is not None:
        refuse_if(rules.one_plan(existing.title))
    draft = from_json(upload.draft.encode("utf-8"))
    refuse_if(rules.draft_holds_together(draft))
    title = title.strip()
    plan = Plan.objects.create(
        public_id=new_id("pln"),
        area_id=upload.area_id,
        slug=slugify(title)[:80].strip("-") or "plan",
        title=title,
        kind=kind,
        created_on=today,
    )
    version = Version.objects.create(
        plan=plan,
        number=1,
        upload=upload,
        adopted_on=today,
        adopted_by_id=by[0] if by else None,
        adopted_by_name=by[1] if by else "",
    )
    upload.state, upload.decided_on, upload.decided_by_name = "adopted", today, by[1] if by else ""
    upload.save(update_fields=["state", "decided_on", "decided_by_name"])
    # The title as the person confirmed it: a later version may have another, and this day's pages keep this one.
    write_rows(version, msgspec.structs.replace(with_new_ids(draft), title=title))
    return version
