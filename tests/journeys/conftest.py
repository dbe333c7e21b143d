"""Journeys: a real browser against a real server. Each test that asks for `browser` needs a Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import chromium


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here that opens a browser is marked so, and skipped by name where there is none."""
    for item in items:
        if Path(__file__).parent in item.path.parents and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a file; each visitor in it has a window and cookies of their own.

    While it is open Playwright's event loop runs in this thread, and Django, which cannot know that nothing here is
    asynchronous, would refuse to make or drop a test's database.
    """
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as one:
        yield one
    patch.undo()
