"""Undoing a load: the records are again what they were before it."""

from __future__ import annotations

import datetime as dt

from sendplan.access.actions import record
from sendplan.access.viewer import Viewer
from sendplan.records.store import StoreError
from sendplan.returns import rules
from sendplan.returns.actions import places
from sendplan.returns.actions.children import match
from sendplan.returns.actions.refusals import ACTS, allowed, not_found, one_act, refuse_if
from sendplan.returns.models import Load
from sendplan.returns.words import count

__all__ = ["undo"]


def undo(viewer: Viewer, *, load_id: str, today: dt.date) -> None:
    """Take the newest load out of force. ``load_id`` is a load's id here, or in the store where it was made at the
    command line. Its rows stay on disk, so that what was known then can still be shown.

    Raises NotAllowed, NotFound, and Refused where a later load stands on it or nothing of it is in force.
    """
    allowed(viewer, "records.load")
    store = places.store_of(viewer.area_slug)
    with one_act():
        row = Load.objects.select_for_update().filter(area_id=viewer.area_id, public_id=load_id).first()
        store_load = row.store_load if row is not None else load_id
        manifest = next((each for each in store.loads() if each.id == store_load), None)
        if row is None and (manifest is None or Load.objects.filter(area_id=viewer.area_id, store_load=load_id)):
            raise not_found()
        in_force = [each.id for each in store.reader().loads]
        if store_load:
            state = "loaded" if store_load in in_force else "undone"
        else:
            state = row.state if row is not None else "undone"
        refuse_if(rules.may_undo(state, in_force[-1:] == [store_load]))
        assert manifest is not None  # noqa: S101  what is in force has its manifest
        if row is not None:
            row.state, row.undone_on, row.undone_by_name = "undone", today, viewer.name
            row.save(update_fields=["state", "undone_on", "undone_by_name"])
        loaded = sum(each.loaded for each in manifest.rows.values())
        sentence = ACTS["load-undone"].say(name=viewer.name, loaded=count(loaded, "row", "rows"))
        record(viewer, "load-undone", sentence, about=("load", load_id))
        try:
            store.undo(store_load, on=today, who=viewer.name)
        except StoreError as busy:
            raise rules.Refused(str(busy)) from busy
    # Afterwards: what is undone stays undone where its children cannot be matched anew, and that is tried again.
    match(viewer, area_id=viewer.area_id, area_slug=viewer.area_slug, today=today)
