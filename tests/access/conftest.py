"""The command `sendplan`, run as a process of its own on a database of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sendplan
from tests.database import Database

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def command(own_database: Database, tmp_path: Path) -> Run:
    """`command("audit", "verify")` on a database that holds the cast; settings of the environment by keyword."""
    from tests import factories  # Django is set up only once a test asks for a database

    factories.make_cast()

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("SENDPLAN", "DJANGO"))}
        source = str(Path(sendplan.__file__).parents[1])
        environment |= own_database.environment() | {"PYTHONPATH": source, "SENDPLAN_STATE": str(tmp_path)} | settings
        return subprocess.run(
            [sys.executable, "-m", "sendplan.cli", *words], env=environment, capture_output=True, text=True, check=False
        )

    return run
