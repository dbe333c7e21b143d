"""`sendplan prepare`: the owner migrates, the application role is made or asked for, and what is missing is said."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.database import Database, at, server
from tests.serving import environment

SECRETS = {"SENDPLAN_SECRET_KEY": "only-for-tests" * 4, "SENDPLAN_HOSTS": "plan.example"}


def prepare(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    told = subprocess.run(
        [sys.executable, "-m", "sendplan.cli", "prepare"],
        cwd=folder,
        env=environment(SENDPLAN_STATE=str(folder), **SECRETS, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in told.stderr, told.stderr
    return told


def as_role(url: str, name: str, password: str) -> str:
    """`url` with another role in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{name}:{password}@{parts.netloc.rpartition('@')[2]}"))


@pytest.fixture
def weak_owner(django_db_setup: None) -> Iterator[str]:
    """The address of an empty database whose owner may not make roles."""
    made = server()
    name = f"{made.template}_weak_{os.getpid()}"
    parts = {"name": sql.Identifier(name), "me": sql.Identifier(urlsplit(made.owner).username or "")}
    with made.session() as owner:
        owner.execute(sql.SQL("CREATE ROLE {name} LOGIN PASSWORD 'weak'").format(**parts))
        owner.execute(sql.SQL("GRANT {name} TO CURRENT_USER").format(**parts))
        owner.execute(sql.SQL("CREATE DATABASE {name} OWNER {name}").format(**parts))
    yield as_role(at(made.owner, name), name, "weak")
    made.drop(name)
    with made.session() as owner:
        owner.execute(sql.SQL("DROP ROLE {name}").format(**parts))


def test_an_owner_who_may_not_make_roles_is_told_what_to_ask_for(weak_owner: str, tmp_path: Path) -> None:
    told = prepare(tmp_path, DATABASE_URL=weak_owner, SENDPLAN_APP_DATABASE_URL=as_role(weak_owner, "nobody_yet", "p"))
    assert told.returncode == 1
    assert 'Ask a database administrator to run: CREATE ROLE "nobody_yet" LOGIN PASSWORD' in told.stderr


def test_the_owner_and_the_application_may_not_be_one(weak_owner: str, tmp_path: Path) -> None:
    told = prepare(tmp_path, DATABASE_URL=weak_owner, SENDPLAN_APP_DATABASE_URL=weak_owner)
    assert told.returncode == 1
    assert "they must be two roles" in told.stderr


def test_an_owner_who_may_not_make_roles_uses_the_one_an_administrator_made(weak_owner: str, tmp_path: Path) -> None:
    application = at(server().application, urlsplit(weak_owner).path.lstrip("/"))
    addresses = {"DATABASE_URL": weak_owner, "SENDPLAN_APP_DATABASE_URL": application}
    told = prepare(tmp_path, **addresses)
    assert told.returncode == 0, told.stderr
    told = prepare(tmp_path, SENDPLAN_APP_DATABASE_URL=application)
    assert told.returncode == 0, told.stderr


def test_the_application_alone_is_told_that_somebody_must_migrate(weak_owner: str, tmp_path: Path) -> None:
    application = at(server().application, urlsplit(weak_owner).path.lstrip("/"))
    told = prepare(tmp_path, SENDPLAN_APP_DATABASE_URL=application)
    assert told.returncode == 1
    assert "run `sendplan prepare` with DATABASE_URL set first" in told.stderr


def test_the_application_alone_notices_that_history_is_in_its_reach(own_database: Database, tmp_path: Path) -> None:
    alone = {"SENDPLAN_APP_DATABASE_URL": own_database.application}
    assert prepare(tmp_path, **alone).returncode == 0
    with psycopg.connect(own_database.owner, autocommit=True) as owner:
        owner.execute(
            sql.SQL("GRANT DELETE ON access_auditentry TO {}").format(
                sql.Identifier(urlsplit(own_database.application).username or "")
            )
        )
    told = prepare(tmp_path, **alone)
    assert told.returncode == 1
    assert "has DELETE on “access_auditentry”" in told.stderr
    assert prepare(tmp_path, **own_database.environment()).returncode == 0
    assert prepare(tmp_path, **alone).returncode == 0
