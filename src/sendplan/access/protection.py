"""What the application role may do in the database, and the step that makes it so after every migration.

Two roles: the owner migrates; the application role serves pages. The application role reads and writes ordinary
tables. History and the audit trail it reads only: history is written by triggers that run as the owner, audit entries
by one function that does. It may neither write them itself, nor stop a trigger, nor stand anything in its place:

* `pgtrigger.ignore` lets any session switch triggers off, so the function that obeys it gives way to one that does not.
* A trigger function that runs as its owner finds tables by name, so each is told where to look: temporary tables last.
* Anyone who may call a trigger function may hang it on a table of their own and feed it rows, so nobody may call one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

import pghistory.trigger
import pgtrigger
import psycopg
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from pghistory.models import Event
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

# Read by the application role and written by it never, beside every table of history.
AUDIT_TABLES = ("access_auditentry", "access_audithead")
READ_ONLY_TABLES = ("django_migrations", "pghistory_context")
SEARCH_PATH = "pg_catalog, public, pg_temp"
# pgtrigger names it; every trigger function it writes asks this one whether to do nothing.
IGNORE_FUNCTION = "_pgtrigger_should_ignore"


class RoleError(Exception):
    """Why the application role cannot be made or used, in a sentence a database administrator can act on."""


@dataclass(frozen=True)
class _Role:
    """The application role as `sql` composes it, and the cursor of the owner."""

    cursor: psycopg.Cursor[tuple[object, ...]]
    name: str

    def run(self, template: LiteralString, **names: str) -> None:
        parts = {
            key: sql.Identifier(value) if key == "database" else sql.Identifier("public", value)
            for key, value in names.items()
        }
        self.cursor.execute(sql.SQL(template).format(role=sql.Identifier(self.name), **parts))

    def ask(self, question: LiteralString, *values: object) -> list[str]:
        return [str(row[0]) for row in self.cursor.execute(question, values).fetchall()]


def _role(owner: BaseDatabaseWrapper, name: str) -> _Role:
    owner.ensure_connection()
    return _Role(owner.connection.cursor(), name)


def history_tables() -> tuple[str, ...]:
    """The table of every event model, by name."""
    return tuple(sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, Event) and m._meta.managed))


def history_functions() -> tuple[str, ...]:
    """The function of every trigger that writes history, by name."""
    return tuple(
        sorted(
            trigger.get_pgid(model)
            for model, trigger in pgtrigger.registered()
            if isinstance(trigger, pghistory.trigger.Event)
        )
    )


def sealed_tables() -> tuple[str, ...]:
    """History and audit: what the application role may read and nothing more."""
    return (*history_tables(), *AUDIT_TABLES)


def make_role(owner: BaseDatabaseWrapper, name: str, password: str) -> None:
    """Make the application role, or give it this password, so that it can sign in.

    Raises RoleError, with the SQL for a database administrator, when the owner may not.
    """
    role = _role(owner, name)
    if role.ask("SELECT current_user")[0] == name:
        raise RoleError(
            f"The owner and the application role are both “{name}”: they must be two roles, "
            "or whoever gets into the application can rewrite its history."
        )
    exists = bool(role.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", name))
    if exists and (not password or _signs_in(owner, name, password)):
        return
    verifier = role.cursor.connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    statement = sql.SQL("{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {secret}")
    try:
        role.cursor.execute(
            statement.format(
                verb=sql.SQL("ALTER" if exists else "CREATE"),
                role=sql.Identifier(name),
                secret=sql.Literal(verifier.decode()),
            )
        )
    except InsufficientPrivilege as refused:
        raise RoleError(
            f"The database's owner may not {'change' if exists else 'make'} the application role. Ask a database "
            f"administrator to run: {'ALTER' if exists else 'CREATE'} ROLE \"{name}\" LOGIN PASSWORD '…'; "
            "then put that password in SENDPLAN_APP_DATABASE_URL."
        ) from refused


def _signs_in(owner: BaseDatabaseWrapper, name: str, password: str) -> bool:
    options = {**owner.get_connection_params(), "user": name, "password": password, "connect_timeout": 10}
    for inner in ("cursor_factory", "context", "prepare_threshold"):
        options.pop(inner, None)
    try:
        psycopg.connect(**options).close()
    except psycopg.OperationalError:
        return False
    return True


def protect(owner: BaseDatabaseWrapper, application: str) -> None:
    """Give `application` its rights and take every other away; safe to repeat, and repeated after each migration."""
    role = _role(owner, application)
    with owner.connection.transaction():
        _protect_database(role)
        _protect_functions(role)
        _protect_tables(role)


def _protect_database(role: _Role) -> None:
    database = role.ask("SELECT current_database()")[0]
    role.run("REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}", database=database)
    role.run("GRANT CONNECT ON DATABASE {database} TO {role}", database=database)
    role.run("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}")
    role.run("GRANT USAGE ON SCHEMA public TO {role}")


def _protect_functions(role: _Role) -> None:
    role.cursor.execute(
        f"""CREATE OR REPLACE FUNCTION public.{IGNORE_FUNCTION}(trigger_name name) RETURNS boolean
            LANGUAGE sql IMMUTABLE AS 'SELECT FALSE'"""
    )
    writers = history_functions()
    for function in _functions(role, of_triggers=True):
        role.run("ALTER FUNCTION {function}() SET search_path = pg_catalog, public, pg_temp", function=function)
        role.run("REVOKE ALL ON FUNCTION {function}() FROM PUBLIC, {role}", function=function)
        if function in writers:
            role.run("ALTER FUNCTION {function}() SECURITY DEFINER", function=function)
    for function in _functions(role, of_triggers=False):
        role.run("REVOKE ALL ON FUNCTION {function} FROM PUBLIC", function=function)
        role.run("GRANT EXECUTE ON FUNCTION {function} TO {role}", function=function)


def _functions(role: _Role, *, of_triggers: bool) -> list[str]:
    """The owner's functions in the schema public, by name. PostgreSQL takes a name alone where it is the only one."""
    return role.ask(
        """SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
           AND p.proowner = current_user::regrole AND (p.prorettype = 'trigger'::regtype) = %s ORDER BY 1""",
        of_triggers,
    )


def _protect_tables(role: _Role) -> None:
    sealed = {*sealed_tables(), *READ_ONLY_TABLES}
    for table in _relations(role, "r", "p"):
        role.run("REVOKE ALL ON TABLE {table} FROM PUBLIC, {role}", table=table)
        if table in sealed:
            role.run("GRANT SELECT ON TABLE {table} TO {role}", table=table)
        else:
            role.run("GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE {table} TO {role}", table=table)
    # An identity column takes its next number without asking for rights on its sequence.
    for sequence in _relations(role, "S"):
        role.run("REVOKE ALL ON SEQUENCE {sequence} FROM PUBLIC, {role}", sequence=sequence)


def _relations(role: _Role, *kinds: str) -> list[str]:
    return role.ask(
        """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
           AND c.relkind::text = ANY (%s) AND c.relowner = current_user::regrole ORDER BY 1""",
        list(kinds),
    )


def gaps(connection: BaseDatabaseWrapper, application: str) -> list[str]:
    """What the application role could do to history or audit and should not; empty when it is protected.

    One sentence each. Asked of the server itself, as either role, so that what a migration or an administrator undid
    shows.
    """
    role = _role(connection, application)
    return [
        *_gaps_of_the_role(role),
        *_gaps_of_tables(role),
        *_gaps_of_functions(role),
    ]


def _gaps_of_the_role(role: _Role) -> Iterable[str]:
    told = role.ask(
        """SELECT w.word FROM pg_roles r, LATERAL (VALUES
             (r.rolsuper, 'is a superuser'), (r.rolcreaterole, 'may make roles'),
             (r.rolcreatedb, 'may make databases'), (r.rolreplication, 'may replicate'),
             (has_schema_privilege(r.rolname, 'public', 'CREATE'), 'may make tables in the schema public'),
             (has_database_privilege(r.rolname, current_database(), 'CREATE'), 'may make schemas'),
             (has_database_privilege(r.rolname, current_database(), 'TEMPORARY'), 'may make temporary tables'),
             (EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                      AND pg_has_role(r.rolname, c.relowner, 'MEMBER')), 'is a member of the role that owns the tables')
           ) AS w (is_so, word) WHERE r.rolname = %s AND w.is_so""",
        role.name,
    )
    if not role.ask("SELECT 1 FROM pg_roles WHERE rolname = %s", role.name):
        yield f"There is no role “{role.name}”."
    for word in told:
        yield f"The application role “{role.name}” {word}."


def _gaps_of_tables(role: _Role) -> Iterable[str]:
    for table in sealed_tables():
        if not role.ask("SELECT 1 FROM pg_class WHERE oid = to_regclass(%s)", f"public.{table}"):
            yield f"There is no table “{table}”."
            continue
        for right in role.ask(
            """SELECT w.word FROM (VALUES ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) AS w (word)
               WHERE has_table_privilege(%s, %s, w.word)
               OR w.word IN ('INSERT', 'UPDATE') AND has_any_column_privilege(%s, %s, w.word)""",
            role.name,
            f"public.{table}",
            role.name,
            f"public.{table}",
        ):
            yield f"The application role “{role.name}” has {right} on “{table}”."


def _gaps_of_functions(role: _Role) -> Iterable[str]:
    if role.ask(
        "SELECT 1 FROM pg_proc WHERE oid = to_regprocedure(%s) AND btrim(prosrc) <> 'SELECT FALSE'",
        f"public.{IGNORE_FUNCTION}(name)",
    ):
        yield "A session may switch triggers off by setting pgtrigger.ignore."
    for function in history_functions():
        safe = role.ask(
            """SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
               WHERE t.tgname = %s AND t.tgenabled IN ('O', 'A') AND p.prosecdef AND p.proname = t.tgname
               AND %s = ANY (p.proconfig) AND NOT has_function_privilege(%s, p.oid, 'EXECUTE')""",
            function,
            f"search_path={SEARCH_PATH}",
            role.name,
        )
        if not safe:
            yield f"The trigger “{function}”, which writes history, is missing, switched off or unprotected."
