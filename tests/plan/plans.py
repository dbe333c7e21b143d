"""Plans in the tests' database, made through the same actions as anywhere else."""

from __future__ import annotations

import datetime as dt

from sendplan.access.queries import Viewer
from sendplan.formats.document import Document
from sendplan.plan import actions
from sendplan.plan_reader.draft import Draft
from tests import factories
from tests.plan.drafts import published_document, published_draft

UPLOADED = dt.date(2023, 5, 10)
ADOPTED = dt.date(2023, 5, 15)
TODAY = dt.date(2023, 11, 30)


def keep(viewer: Viewer, document: Document, draft: Draft, today: dt.date = UPLOADED) -> str:
    return actions.keep_upload(viewer, document=document, draft=draft, size=31_415, today=today)


def adopt_published(key: str = "ben") -> Viewer:
    """The published plan adopted by one of the cast, all of whom are made; returns them as a viewer."""
    factories.make_cast()
    return adopt(factories.viewer(key), published_document(), published_draft())


def adopt(viewer: Viewer, document: Document, draft: Draft) -> Viewer:
    upload = keep(viewer, document, draft)
    actions.adopt(viewer, upload_id=upload, kind="improvement-plan", title=draft.title, today=ADOPTED)
    return viewer
