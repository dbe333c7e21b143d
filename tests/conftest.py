"""What every test stands on: a database where Django is, closed doors to the network, and honest skips."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

    from tests.database import Database

KEEPING = importlib.util.find_spec("django") is not None
IN_CI = os.environ.get("CI") == "true"

if KEEPING:
    from tests import database

    os.environ["DJANGO_SETTINGS_MODULE"] = "sendplan.web.settings.test"
    pytest_plugins = ["tests.serving"]


def pytest_configure(config: pytest.Config) -> None:
    if KEEPING:
        import django

        database.begin_run()
        django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    if KEEPING and not hasattr(config, "workerinput"):
        database.end_run()


# What a test may need that a machine may lack: marker -> what it is, and whether it is here.
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
NEEDS = {"browser": ("Chromium", CHROMIUM is not None), "office": ("LibreOffice", OFFICE is not None)}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, by name, what this machine cannot run. In CI nothing may be absent."""
    for marker, (what, here) in NEEDS.items():
        if item.get_closest_marker(marker) and not here:
            if IN_CI:
                pytest.fail(f"{what} is absent, and in CI nothing may be.", pytrace=False)
            pytest.skip(f"absent: {what}")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once how many tests did not run for want of what."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    for what, _ in NEEDS.values():
        if count := sum(f"absent: {what}" in reason for reason in skipped):
            terminalreporter.write_line(f"{count} tests did not run, because this machine has no {what}.")


class DoorClosedError(AssertionError):
    """A test reached for the network beyond this machine."""


@pytest.fixture(autouse=True, scope="session")
def _closed_doors() -> Iterator[None]:
    """Sockets reach this machine and no further."""
    connect = socket.socket.connect

    def refuse_the_world(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                raise DoorClosedError(f"A test tried to reach {host}; tests reach this machine only.")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", refuse_the_world)
    yield
    patch.undo()


if KEEPING:

    @pytest.fixture(scope="session")
    def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
        """This worker's clone, in place of pytest-django's own making of databases; tests are the application role."""
        from django.db import connections

        clone = database.server().clone(os.environ.get("PYTEST_XDIST_WORKER", "only"))
        database.use(clone)
        yield
        with django_db_blocker.unblock():
            connections.close_all()
        clone.drop()

    @pytest.fixture
    def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
        """A database for this test alone, where it may commit, as the application role (`default`) or the owner.

        In place of pytest-django's `transaction=True`, which empties tables: the application role may not.
        """
        from django.db import connections

        before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
        clone = database.server().clone(f"own_{os.getpid()}_{next(_numbers)}")
        with django_db_blocker.unblock():
            database.use(clone)
            yield clone
            connections.close_all()
            for alias, settings in before.items():
                connections[alias].settings_dict.update(settings)
        clone.drop()

    _numbers = iter(range(1_000_000))
