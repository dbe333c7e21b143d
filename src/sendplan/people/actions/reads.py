"""Writing down who was shown which records, before they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DatabaseError, transaction

from sendplan.access.actions import record
from sendplan.access.viewer import Viewer
from sendplan.people.actions.refusals import ACTS
from sendplan.people.models import RecordRead
from sendplan.people.rules import NotRecorded
from sendplan.people.words import count

__all__ = ["records_read"]


def records_read(viewer: Viewer, *, about: tuple[str, str], records: Iterable[int]) -> None:
    """Write down that the viewer is about to be shown these records (by row), for the child or question ``about``.

    Raises NotRecorded where it cannot be written: then nothing may be shown. No records: nothing is written.
    """
    rows = sorted(set(records))
    if not rows:
        return
    sentence = ACTS["child-records-read"].say(name=viewer.name, records=count(len(rows), "record", "records"))
    try:
        with transaction.atomic():
            entry = record(viewer, "child-records-read", sentence, about=about)
            RecordRead.objects.bulk_create(
                [RecordRead(entry_id=entry, area_id=viewer.area_id, record_id=row) for row in rows]
            )
    except DatabaseError as fault:
        raise NotRecorded from fault
