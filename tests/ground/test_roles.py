"""The application role tries what it must not be able to do, and the rows are looked at afterwards.

Every attempt is made on a connection of its own as the application role, with the password it serves pages with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from sendplan.access import protection
from tests.database import Database, server

Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def prey(django_db_setup: None) -> Iterator[Database]:
    """One database for every attempt that must change nothing."""
    clone = server().clone(f"prey_{os.getpid()}")
    with psycopg.connect(clone.application, autocommit=True) as connection:
        _fill(connection)
    yield clone
    clone.drop()


@pytest.fixture
def attacker(prey: Database) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The application role, where every attempt is to be refused."""
    with psycopg.connect(prey.application, autocommit=True) as connection:
        yield connection


@pytest.fixture
def watcher(prey: Database) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The owner, who looks at the rows afterwards."""
    with psycopg.connect(prey.owner, autocommit=True) as connection:
        yield connection


@pytest.fixture
def application(own_database: Database) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The application role in a database of the test's own."""
    with psycopg.connect(own_database.application, autocommit=True) as connection:
        _fill(connection)
        yield connection


def _fill(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """One area (so history has a row) and one audit entry."""
    connection.execute("INSERT INTO access_area (slug, name, authority_code) VALUES ('made', 'Made', 'E10000001')")
    connection.execute(
        "SELECT public.access_append_audit(NULL::bigint, '', NULL::bigint, 'tried', 'Somebody tried.', '', '', '')"
    )


@pytest.fixture
def owner(own_database: Database) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(own_database.owner, autocommit=True) as connection:
        yield connection


def rows(owner: psycopg.Connection[tuple[object, ...]], table: str) -> Rows:
    """Every row, seen by the owner, who is not asked to believe the one who tried."""
    query = sql.SQL("SELECT * FROM public.{} ORDER BY 1").format(sql.Identifier(table))
    return owner.execute(query).fetchall()


def refused(application: psycopg.Connection[tuple[object, ...]], statement: LiteralString | sql.Composed) -> str:
    """The server's own words as it refuses `statement`."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as told, application.transaction():
        application.execute(statement)
    return str(told.value)


def test_there_is_something_to_protect() -> None:
    assert {"access_areaevent", "access_userevent", "access_membershipevent"} <= set(protection.history_tables())
    assert len(protection.history_functions()) >= 2 * len(protection.history_tables())


@pytest.mark.parametrize("table", protection.sealed_tables())
def test_no_sealed_table_can_be_written(
    attacker: psycopg.Connection[tuple[object, ...]], watcher: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    before = rows(watcher, table)
    name = sql.Identifier(table)
    column = sql.Identifier(
        str(
            watcher.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [table]
            ).fetchone()[0]  # type: ignore[index]  # every table has a first column
        )
    )
    for statement in (
        sql.SQL("INSERT INTO {table} DEFAULT VALUES"),
        sql.SQL("INSERT INTO {table} SELECT * FROM {table}"),
        sql.SQL("UPDATE {table} SET {column} = {column}"),
        sql.SQL("DELETE FROM {table}"),
        sql.SQL("TRUNCATE {table}"),
        sql.SQL("TRUNCATE {table} CASCADE"),
        sql.SQL("COPY {table} FROM STDIN"),
        sql.SQL("MERGE INTO {table} t USING {table} s ON FALSE WHEN MATCHED THEN DELETE"),
        sql.SQL("LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"),
        sql.SQL("ALTER TABLE {table} DISABLE TRIGGER ALL"),
        sql.SQL("ALTER TABLE {table} RENAME TO elsewhere"),
        sql.SQL("CREATE RULE quiet AS ON INSERT TO {table} DO INSTEAD NOTHING"),
        sql.SQL("CREATE TRIGGER quiet BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
        sql.SQL("DROP TABLE {table}"),
    ):
        refused(attacker, statement.format(table=name, column=column))
    # Without the right to pass a right on, a GRANT is a warning and nothing more.
    attacker.execute(sql.SQL("GRANT ALL ON {table} TO CURRENT_USER, PUBLIC").format(table=name))
    refused(attacker, sql.SQL("INSERT INTO {table} DEFAULT VALUES").format(table=name))
    assert rows(watcher, table) == before


def _tracked() -> list[str]:
    """Tables whose changes are history."""
    return ["access_area", "access_user", "access_membership"]


@pytest.mark.parametrize("table", _tracked())
def test_no_tracked_table_loses_its_triggers(attacker: psycopg.Connection[tuple[object, ...]], table: str) -> None:
    name = sql.Identifier(table)
    for statement in (
        sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL"),
        sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER"),
        sql.SQL("TRUNCATE {} CASCADE"),
        sql.SQL("DROP TABLE {} CASCADE"),
        sql.SQL("CREATE TRIGGER aaa BEFORE UPDATE ON {} EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
        sql.SQL("ALTER TABLE {} ADD COLUMN x integer"),
    ):
        refused(attacker, statement.format(name))


SILENCERS: list[LiteralString] = [
    "SET pgtrigger.ignore = '{{{every_trigger}}}'",
    "SELECT set_config('pgtrigger.ignore', '{{{every_trigger}}}', false)",
    "SET search_path = pg_temp, pg_catalog, public",
    "SET search_path = ''",
]


@pytest.mark.parametrize("silencer", SILENCERS)
def test_a_change_is_history_whatever_the_session_set(
    application: psycopg.Connection[tuple[object, ...]],
    owner: psycopg.Connection[tuple[object, ...]],
    silencer: str,
) -> None:
    every = ",".join(
        str(row[0]) for row in owner.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").fetchall()
    )
    before = rows(owner, "access_areaevent")
    application.execute(silencer.replace("{{{every_trigger}}}", f"{{{every}}}").encode())
    application.execute("UPDATE public.access_area SET name = 'Renamed'")
    after = rows(owner, "access_areaevent")
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    with pytest.raises(psycopg.errors.RaiseException, match="Cannot delete rows"):
        application.execute("DELETE FROM public.access_area")


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SELECT set_config('session_replication_role', 'replica', false)",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean RETURN TRUE",
        "CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE public.mine (id integer)",
        "CREATE VIEW public.mine AS SELECT 1",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE access_areaevent (id integer)",
        "CREATE EXTENSION dblink",
        "CREATE ROLE mine",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "DROP FUNCTION public.access_append_audit",
        "ALTER FUNCTION public.access_append_audit SECURITY INVOKER",
        "ALTER FUNCTION public.access_append_audit RESET search_path",
        "CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION public.access_append_audit()",
        "DO $$ BEGIN PERFORM pg_read_file('/etc/passwd'); END $$",
    ],
)
def test_refused(attacker: psycopg.Connection[tuple[object, ...]], statement: LiteralString) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedFunction)):
        attacker.execute(statement)


def test_it_cannot_become_the_owner(
    attacker: psycopg.Connection[tuple[object, ...]], watcher: psycopg.Connection[tuple[object, ...]]
) -> None:
    name = sql.Identifier(watcher.info.user)
    for statement in ("SET ROLE {}", "SET SESSION AUTHORIZATION {}", "GRANT {} TO CURRENT_USER"):
        refused(attacker, sql.SQL(statement).format(name))


@pytest.mark.parametrize("function", protection.history_functions())
def test_no_function_of_history_can_be_changed_or_called(
    attacker: psycopg.Connection[tuple[object, ...]], watcher: psycopg.Connection[tuple[object, ...]], function: str
) -> None:
    name = sql.Identifier("public", function)
    replacement = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    for statement in (replacement, "DROP FUNCTION {}() CASCADE", "ALTER FUNCTION {}() SECURITY INVOKER"):
        refused(attacker, sql.SQL(statement).format(name))
    signature = f"public.{function}()"
    asked = watcher.execute("SELECT has_function_privilege(%s, %s, 'EXECUTE')", [attacker.info.user, signature])
    assert asked.fetchone() == (False,)


def test_a_table_of_ones_own_cannot_feed_rows_to_history(
    own_database: Database,
    application: psycopg.Connection[tuple[object, ...]],
    owner: psycopg.Connection[tuple[object, ...]],
) -> None:
    """Even where an administrator let the role make tables: the trigger's function is not its to call."""
    owner.execute(
        sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(
            sql.Identifier(own_database.name), sql.Identifier(application.info.user)
        )
    )
    before = rows(owner, "access_areaevent")
    application.execute("CREATE TEMPORARY TABLE forged (id bigint, slug text, name text, authority_code text)")
    (writer,) = [f for f in protection.history_functions() if _writes(owner, f, "access_areaevent", "INSERT")]
    refused(
        application,
        sql.SQL("CREATE TRIGGER forge AFTER INSERT ON forged FOR EACH ROW EXECUTE FUNCTION {}()").format(
            sql.Identifier("public", writer)
        ),
    )
    # A temporary table that stands before the true one takes no row from it.
    application.execute("CREATE TEMPORARY TABLE access_areaevent (LIKE public.access_areaevent)")
    application.execute("UPDATE public.access_area SET name = 'Renamed'")
    assert application.execute("SELECT count(*) FROM pg_temp.access_areaevent").fetchone() == (0,)
    assert len(rows(owner, "access_areaevent")) == len(before) + 1
    assert any("temporary tables" in gap for gap in protection.gaps(connections["owner"], application.info.user))


def _writes(owner: psycopg.Connection[tuple[object, ...]], function: str, table: str, when: str) -> bool:
    return (
        owner.execute(
            "SELECT 1 FROM pg_proc p JOIN pg_trigger t ON t.tgfoid = p.oid WHERE p.proname = %s AND p.prosrc LIKE %s "
            "AND pg_get_triggerdef(t.oid) LIKE %s",
            [function, f'%INTO "{table}"%', f"%AFTER {when} %"],
        ).fetchone()
        is not None
    )


def test_what_it_is_for_still_works(
    application: psycopg.Connection[tuple[object, ...]], owner: psycopg.Connection[tuple[object, ...]]
) -> None:
    assert [row[-1] for row in rows(owner, "access_auditentry")]
    assert rows(owner, "access_areaevent")
    application.execute("INSERT INTO django_session VALUES ('k', 'd', now())")
    application.execute("UPDATE django_session SET session_data = 'e'")
    application.execute("DELETE FROM django_session")
    assert protection.gaps(connections["default"], application.info.user) == []
    assert protection.gaps(connections["owner"], application.info.user) == []


UNDOINGS: list[tuple[LiteralString, str]] = [
    ("GRANT INSERT ON access_areaevent TO {role}", "has INSERT on “access_areaevent”"),
    ("GRANT UPDATE (name) ON access_areaevent TO {role}", "has UPDATE on “access_areaevent”"),
    ("GRANT TRUNCATE ON access_auditentry TO PUBLIC", "has TRUNCATE on “access_auditentry”"),
    ("ALTER TABLE access_area DISABLE TRIGGER USER", "switched off or unprotected"),
    ("ALTER FUNCTION {writer}() SECURITY INVOKER", "switched off or unprotected"),
    ("ALTER FUNCTION {writer}() RESET search_path", "switched off or unprotected"),
    ("GRANT EXECUTE ON FUNCTION {writer}() TO PUBLIC", "switched off or unprotected"),
    ("GRANT CREATE ON SCHEMA public TO {role}", "may make tables in the schema public"),
    (
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean RETURN TRUE",
        "pgtrigger.ignore",
    ),
]


@pytest.mark.parametrize(("undoing", "sentence"), UNDOINGS)
def test_what_an_administrator_undid_is_noticed_and_the_next_migration_mends_it(
    application: psycopg.Connection[tuple[object, ...]],
    owner: psycopg.Connection[tuple[object, ...]],
    undoing: LiteralString,
    sentence: str,
) -> None:
    role = application.info.user
    (writer,) = [f for f in protection.history_functions() if _writes(owner, f, "access_areaevent", "INSERT")]
    parts = {
        "role": sql.Identifier(role),
        "writer": sql.Identifier("public", writer),
    }
    owner.execute(sql.SQL(undoing).format(**parts))
    assert any(sentence in gap for gap in protection.gaps(connections["owner"], role))
    if "DISABLE" in undoing:
        owner.execute("ALTER TABLE access_area ENABLE TRIGGER USER")
    protection.protect(connections["owner"], role)
    assert protection.gaps(connections["owner"], role) == []


def test_membership_of_the_role_that_owns_a_table_is_noticed(
    own_database: Database,
    application: psycopg.Connection[tuple[object, ...]],
    owner: psycopg.Connection[tuple[object, ...]],
) -> None:
    parts = {
        "other": sql.Identifier(f"{own_database.name}_other"),
        "me": sql.Identifier(owner.info.user),
        "role": sql.Identifier(application.info.user),
    }
    owner.execute(sql.SQL("CREATE ROLE {other}").format(**parts))
    try:
        owner.execute(sql.SQL("GRANT {other} TO {me}, {role}").format(**parts))
        owner.execute(sql.SQL("GRANT CREATE ON SCHEMA public TO {other}").format(**parts))
        owner.execute(sql.SQL("ALTER TABLE django_session OWNER TO {other}").format(**parts))
        told = protection.gaps(connections["owner"], application.info.user)
        assert any("is a member of the role that owns the tables" in gap for gap in told)
    finally:
        owner.execute(sql.SQL("ALTER TABLE django_session OWNER TO {me}").format(**parts))
        owner.execute(sql.SQL("DROP OWNED BY {other}").format(**parts))
        owner.execute(sql.SQL("DROP ROLE {other}").format(**parts))
