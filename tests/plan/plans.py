"""Plans in the tests' database, made through the same actions as anywhere else."""

from __future__ import annotations

import datetime as dt

from sendplan.access.queries import Viewer
from sendplan.plan import actions
from sendplan.plan_reader.guarded import Reading
from tests import factories
from tests.plan.drafts import published

UPLOADED = dt.date(2023, 5, 10)
ADOPTED = dt.date(2023, 5, 15)
TODAY = dt.date(2023, 11, 30)


def keep(viewer: Viewer, reading: Reading, today: dt.date = UPLOADED) -> str:
    return actions.keep_upload(viewer, reading=reading, size=31_415, today=today)


def adopt_published(key: str = "ben") -> Viewer:
    """The published plan adopted by one of the cast, all of whom are made; returns them as a viewer."""
    factories.make_cast()
    return adopt(factories.viewer(key), published())


def adopt(viewer: Viewer, reading: Reading) -> Viewer:
    upload = keep(viewer, reading)
    actions.adopt(viewer, upload_id=upload, kind="improvement-plan", title=reading.draft.title, today=ADOPTED)
    return viewer
