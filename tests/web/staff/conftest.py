"""The published plan, adopted, and people signed in who look at it.

What needs Django's settings is imported inside the fixtures: pytest reads this file before it has a database.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests import people

if TYPE_CHECKING:
    from django.test import Client

    from sendplan.plan_reader.guarded import Reading

TITLE = "Devon Local Area SEND Improvement Plan 2023/24"

SignedIn = Callable[[str], "Client"]


@cache
def published() -> Reading:
    """The published plan as the reader reads it."""
    from sendplan.plan_reader.guarded import read_guarded
    from tests.plan.drafts import PUBLISHED

    return read_guarded(PUBLISHED, PUBLISHED.name)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())


@pytest.fixture
def cast(db: None) -> None:
    """Everybody, with their roles; no plan yet."""
    from tests import factories

    factories.make_cast()


@pytest.fixture
def upload_id(cast: None) -> str:
    """The published plan, uploaded and read, waiting for a decision."""
    from sendplan.plan import actions
    from tests import factories

    return actions.keep_upload(factories.viewer("ben"), reading=published(), size=31_000, today=people.TODAY)


@pytest.fixture
def plan(upload_id: str) -> None:
    """The published plan, adopted on the day."""
    from sendplan.plan import actions
    from tests import factories

    actions.adopt(
        factories.viewer("ben"), upload_id=upload_id, kind="improvement-plan", title=TITLE, today=people.TODAY
    )


@pytest.fixture
def signed_in(cast: None) -> SignedIn:
    """A client of a browser in which one of the cast is signed in, by key."""
    from django.test import Client

    from sendplan.access.models import User
    from tests import factories

    def as_somebody(key: str) -> Client:
        client = Client()
        factories.sign_in(client, User.objects.get(email=people.CAST[key].email))
        return client

    return as_somebody
