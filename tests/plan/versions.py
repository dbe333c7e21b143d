"""A second version of a plan, written as rows: what its content says is whatever a test makes of the first's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sendplan.plan.ids import new_id
from sendplan.plan.models import Action, Plan, Post, Section, Upload, Version, VersionContent
from sendplan.plan_reader.draft import Draft, from_json, to_json


def second_version(plan: Plan, on: dt.date, change: Callable[[Draft], Draft]) -> Version:
    """The next version of ``plan``, in force from ``on``, with what ``change`` makes of the newest one's content."""
    newest = plan.versions.select_related("content", "upload").order_by("-number")[0]
    draft = change(from_json(newest.content.draft.encode("utf-8")))
    upload = Upload.objects.create(
        public_id=new_id("upl"),
        area_id=plan.area_id,
        name=f"version-{newest.number + 1}.txt",
        media_type="text/plain",
        title=draft.title,
        sha256=f"{newest.number + 1:064d}",
        size=1,
        draft=to_json(draft).decode("utf-8"),
        runs=newest.upload.runs,
        on=on,
        state="adopted",
        decided_on=on,
        decided_by_name="Ben Carter",
    )
    version = Version.objects.create(
        plan=plan, number=newest.number + 1, upload=upload, adopted_on=on, adopted_by_name="Ben Carter"
    )
    VersionContent.objects.create(version=version, draft=to_json(draft).decode("utf-8"))
    known = set(Action.objects.filter(section__plan=plan).values_list("public_id", flat=True))
    for order, each in enumerate(draft.actions):
        if each.id not in known:
            section = Section.objects.get(plan=plan, letter=each.section)
            Action.objects.create(
                public_id=each.id or "", section=section, ref=each.ref, text=each.text, due_kind="blank", order=order
            )
        for owner in each.named_owners:
            Post.objects.get_or_create(plan=plan, name=owner.as_written, defaults={"public_id": new_id("pst")})
    return version
