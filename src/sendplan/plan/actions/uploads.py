"""Keeping what was uploaded and read, until somebody decides."""

from __future__ import annotations

import datetime as dt

from sendplan.access.actions import record
from sendplan.access.queries import Viewer
from sendplan.plan import rules, runs
from sendplan.plan.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.plan.ids import new_id
from sendplan.plan.models import Upload, Version
from sendplan.plan_reader.draft import to_json
from sendplan.plan_reader.guarded import Reading

__all__ = ["keep_upload", "kept", "locked_upload", "set_aside_upload"]


def keep_upload(viewer: Viewer, *, reading: Reading, size: int, today: dt.date) -> str:
    """Keep what ``read_guarded`` read from a document, to be decided on, and return the upload's id.

    ``size`` is the file's in bytes. Nothing is adopted. Raises Refused where the very same file waits already,
    or is the document of the version in force.
    """
    allowed(viewer, "plan.import")
    with one_act():
        upload = kept(reading, size=size, area_id=viewer.area_id, by=(viewer.user_id, viewer.name), today=today)
        # Asked once the row is written: an adoption of the same file at the same moment has then been waited for.
        _refuse_if_in_force(upload)
        sentence = ACTS["plan-uploaded"].say(name=viewer.name, document=upload.name)
        record(viewer, "plan-uploaded", sentence, about=("upload", upload.public_id))
    return upload.public_id


def _refuse_if_in_force(upload: Upload) -> None:
    version = Version.objects.filter(plan__area_id=upload.area_id).select_related("upload").order_by("-number").first()
    if version is not None and version.upload.sha256 == upload.sha256:
        refuse_if(rules.nothing_different(version.number, version.adopted_on, version.adopted_by_name))


def kept(reading: Reading, *, size: int, area_id: int, by: tuple[int, str] | None, today: dt.date) -> Upload:
    """The row of a document that waits. ``by`` is a person's id and name, or None for the area's own files."""
    draft = reading.draft
    name = draft.source.name.strip() or "document"
    refuse_if(rules.draft_can_be_kept(draft))
    return Upload.objects.create(
        public_id=new_id("upl"),
        area_id=area_id,
        name=name if len(name) <= rules.LONGEST_FILE_NAME else f"…{name[-rules.LONGEST_FILE_NAME + 1 :]}",
        media_type=draft.source.media_type,
        title=draft.title,
        sha256=draft.source.sha256,
        size=size,
        draft=to_json(draft).decode("utf-8"),
        runs=runs.to_json(reading.runs).decode("utf-8"),
        on=today,
        by_id=by[0] if by else None,
        by_name=by[1] if by else "",
    )


def locked_upload(area_id: int, upload_id: str, today: dt.date) -> Upload:
    """The upload, locked until the transaction ends. Raises NotFound, and Refused where it is decided already."""
    upload = Upload.objects.select_for_update().filter(area_id=area_id, public_id=upload_id).first()
    if upload is None:
        raise not_found("upload")
    refuse_if(rules.waiting(upload.state, upload.decided_by_name, upload.decided_on))
    refuse_if(rules.adopted_day(today, upload.on))
    return upload


def set_aside_upload(viewer: Viewer, *, upload_id: str, today: dt.date) -> None:
    """Decide that an upload is not to be adopted. It stays, with its reading. Raises Refused once it is decided."""
    allowed(viewer, "plan.import")
    with one_act():
        upload = locked_upload(viewer.area_id, upload_id, today)
        upload.state, upload.decided_on, upload.decided_by_name = "set_aside", today, viewer.name
        upload.save(update_fields=["state", "decided_on", "decided_by_name"])
        sentence = ACTS["plan-set-aside"].say(name=viewer.name, document=upload.name)
        record(viewer, "plan-set-aside", sentence, about=("upload", upload.public_id))
