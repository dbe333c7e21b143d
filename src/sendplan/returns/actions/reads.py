"""Writing down who read which children's rows, before they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import DatabaseError, transaction

from sendplan.access.actions import record
from sendplan.access.viewer import Viewer
from sendplan.returns.actions.refusals import ACTS
from sendplan.returns.models import ChildRead
from sendplan.returns.rules import NotRecorded
from sendplan.returns.words import count

__all__ = ["children_read", "children_taken"]


def children_read(viewer: Viewer, *, load: str, children: Iterable[str], rows: int) -> None:
    """Write down that the viewer is about to be shown ``rows`` rows of these children, by their keys in ``load``.

    Raises NotRecorded where it cannot be written: then nothing may be shown. No children: nothing is written.
    """
    _written(viewer, "children-read", load, children, rows)


def children_taken(viewer: Viewer, *, load: str, children: Iterable[str], rows: int) -> None:
    """As ``children_read``, for a file that leaves the site."""
    _written(viewer, "children-taken", load, children, rows)


def _written(viewer: Viewer, act: str, load: str, children: Iterable[str], rows: int) -> None:
    keys = sorted(set(children))
    if not keys:
        return
    sentence = ACTS[act].say(
        name=viewer.name, rows=count(rows, "row", "rows"), children=count(len(keys), "child", "children")
    )
    try:
        with transaction.atomic():
            entry = record(viewer, act, sentence, about=("load", load))
            ChildRead.objects.bulk_create(
                [ChildRead(entry_id=entry, area_id=viewer.area_id, load=load, child=key) for key in keys]
            )
    except DatabaseError as fault:
        raise NotRecorded from fault
