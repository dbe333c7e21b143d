"""Journeys: a real browser against a real server. Each test that asks for `browser` needs a Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import database, serving
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


@pytest.fixture(scope="module")
def site(demonstration_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served once for the tests of a file that only read: its address.

    A test that writes asks for `serve` instead, and has a server and a database of its own.
    """
    folder = tmp_path_factory.mktemp("site")
    clone = database.server().clone(f"site_{os.getpid()}_{folder.name}", demonstration_template)
    output = folder / "output.txt"
    process = serving.start(
        ["serve", "--demo", "--area", str(serving.AREA)],
        output,
        folder,
        SENDPLAN_TODAY=serving.DEMO_DAY,
        SENDPLAN_STATE=str(folder),
        PORT="0",
        **clone.environment(),
    )
    served = serving.Serving("", clone, process, output)
    try:
        yield serving.address(process, output)
    finally:
        code = served.stop()
        clone.drop()
    assert code == 0, output.read_text(encoding="utf-8", errors="replace")
