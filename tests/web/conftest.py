"""The world of those who see what: three planted areas and everybody who may come (tests/web/visitors.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests import people

if TYPE_CHECKING:
    from tests.web.visitors import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Everything and everybody, made once, in a transaction that is undone when the module is."""
    from django.db import connection

    from tests.web import visitors

    patch = pytest.MonkeyPatch()
    patch.setenv("SENDPLAN_TODAY", people.TODAY.isoformat())
    with django_db_blocker.unblock():
        with visitors.undone():
            yield visitors.build()
        connection.close()
    patch.undo()
