"""The audit trail in the database: who may write it, what is written, and that tampering is found."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, LiteralString

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from psycopg import sql

from sendplan.access import actions, asked, queries
from sendplan.access.chain import BEFORE_ALL, Checkpoint, Sealed, seal
from sendplan.access.models import AuditEntry, AuditHead
from tests import factories
from tests.access.sealing import seal_again
from tests.access.words import TEXT
from tests.database import Database

Owner = psycopg.Connection[tuple[object, ...]]


def sealed(row: AuditEntry) -> Sealed:
    return Sealed(
        row.seq, row.at, row.person_id, row.person_name, row.role, row.area_id, row.act, row.sentence,
        row.about_kind, row.about_id, row.request_id, row.previous_hash, row.hash,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_entry_says_who_in_which_capacity_where_and_what() -> None:
    factories.make_member("ben")
    viewer = factories.viewer("ben")
    before = datetime.now(UTC)
    with asked.answering("req-1", viewer.user_id):
        seq = actions.record(viewer, "version-adopted", "Ben Carter adopted version 1.", about=("plan", "pln_1"))
    row = AuditEntry.objects.get(seq=seq)
    assert (row.person_id, row.person_name, row.role) == (viewer.user_id, "Ben Carter", "programme-manager")
    assert (row.area_id, row.act, row.sentence) == (viewer.area_id, "version-adopted", "Ben Carter adopted version 1.")
    assert (row.about_kind, row.about_id, row.request_id) == ("plan", "pln_1", "req-1")
    assert before - timedelta(seconds=1) < row.at < datetime.now(UTC) + timedelta(seconds=1)
    assert row.hash == seal_again(sealed(row)) == seal(sealed(row))
    assert asked.request_id() == ""


@pytest.mark.django_db
def test_entries_are_numbered_from_one_without_gaps_and_chained() -> None:
    factories.make_cast()
    rows = list(AuditEntry.objects.order_by("seq"))
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert [row.previous_hash for row in rows] == [BEFORE_ALL, *(row.hash for row in rows[:-1])]
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    head = AuditHead.objects.get()
    assert (head.seq, head.hash) == (rows[-1].seq, rows[-1].hash)
    assert queries.audit_checkpoint() == Checkpoint(len(rows), rows[-1].hash, len(rows))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(sentence=TEXT.filter(bool), kind=TEXT, about=TEXT, request=TEXT)
def test_the_database_and_python_seal_alike_whatever_the_words(
    sentence: str, kind: str, about: str, request: str
) -> None:
    with asked.answering(request, None):
        seq = actions.record(None, "tried", sentence, about=(kind, about))
    row = AuditEntry.objects.get(seq=seq)
    assert (row.sentence, row.about_kind, row.about_id, row.request_id) == (sentence, kind, about, request)
    assert row.hash == seal_again(sealed(row))


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "sentence"), [("", "It was done."), ("done", "")])
def test_an_entry_that_says_nothing_is_refused(act: str, sentence: str) -> None:
    with pytest.raises(DatabaseError, match="needs an act and a sentence"):
        actions.record(None, act, sentence)


@pytest.mark.django_db
def test_an_entry_cannot_name_somebody_who_is_not_there() -> None:
    with (
        pytest.raises(DatabaseError, match="there is no such person"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT access_append_audit(987654, '', NULL, 'a', 'b', '', '', '')")


@pytest.mark.django_db
def test_what_is_undone_leaves_no_entry_and_no_gap() -> None:
    first = actions.record(None, "done", "One was done.")
    with transaction.atomic():
        actions.record(None, "done", "Two was done and undone.")
        transaction.set_rollback(True)
    assert actions.record(None, "done", "Three was done.") == first + 1
    assert queries.verify_audit().sound


@pytest.mark.django_db
def test_the_name_is_the_one_of_the_day_and_the_caller_cannot_choose_it() -> None:
    user = factories.make_person("Ben Carter")
    actions.record_own(user, "signed-in")
    user.name = "Ben Carter-Obi"
    user.save()
    actions.record_own(user, "signed-out")
    names = list(AuditEntry.objects.filter(person=user).order_by("seq").values_list("person_name", flat=True))
    assert names == ["Ben Carter", "Ben Carter-Obi"]
    user.name = "Somebody Else"  # never saved
    actions.record_own(user, "signed-in")
    assert AuditEntry.objects.latest("seq").person_name == "Ben Carter-Obi"


@pytest.mark.django_db
def test_an_empty_trail_is_sound_and_its_checkpoint_is_nothing() -> None:
    assert queries.verify_audit().sound
    assert queries.audit_checkpoint() == Checkpoint(0, BEFORE_ALL, 0)


# --- Many at once ---


def test_eight_at_once_leave_no_gap_and_a_sound_chain(own_database: Database) -> None:
    each, faults = 25, []

    def append(name: str) -> None:
        try:
            for n in range(each):
                with transaction.atomic():
                    actions.record(None, "tried", f"{name} did {n}.")
                    if n % 5 == 4:
                        transaction.set_rollback(True)
        except Exception as fault:  # noqa: BLE001  a thread's fault must reach the test
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=append, args=(f"Thread {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    kept = 8 * each * 4 // 5
    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, kept + 1))
    verdict = queries.verify_audit()
    assert (verdict.sound, verdict.count) == (True, kept)


# --- Tampering, by the owner, with every trigger off ---

Tamper = Callable[[Owner, random.Random, list[int]], int]


def edit(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    seq = chance.choice(seqs)
    change: LiteralString = chance.choice(
        [
            "sentence = sentence || ' '",
            "sentence = upper(sentence)",
            "act = act || '-not'",
            "person_name = 'Somebody Else'",
            "person_id = NULL",
            "role = 'board-chair'",
            "area_id = NULL",
            "at = at + interval '1 microsecond'",
            "about_kind = 'x'",
            "about_id = about_id || '0'",
            "request_id = 'x'",
            "hash = md5(hash) || md5(hash)",
            "previous_hash = md5(hash) || md5(hash)",
        ]
    )
    before = owner.execute("SELECT * FROM access_auditentry WHERE seq = %s", [seq]).fetchone()
    owner.execute(sql.SQL("UPDATE access_auditentry SET {} WHERE seq = %s").format(sql.SQL(change)), [seq])
    after = owner.execute("SELECT * FROM access_auditentry WHERE seq = %s", [seq]).fetchone()
    if before == after:  # an entry without a person cannot lose one: choose again
        return edit(owner, chance, seqs)
    return seq


def delete(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    gone = sorted(chance.sample(seqs, chance.randint(1, 4)))
    owner.execute("DELETE FROM access_auditentry WHERE seq = ANY(%s)", [gone])
    return gone[0]


def delete_and_renumber(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    seq = chance.choice(seqs)
    owner.execute("DELETE FROM access_auditentry WHERE seq = %s", [seq])
    owner.execute("UPDATE access_auditentry SET seq = -seq WHERE seq > %s", [seq])
    owner.execute("UPDATE access_auditentry SET seq = -seq - 1 WHERE seq < 0")
    return seq


def insert(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    seq = chance.randint(1, len(seqs) + 1)
    owner.execute("UPDATE access_auditentry SET seq = -seq WHERE seq >= %s", [seq])
    owner.execute("UPDATE access_auditentry SET seq = -seq + 1 WHERE seq < 0")
    row = Sealed(
        seq, datetime(2026, 1, 1, tzinfo=UTC), None, "", "", None, "signed-in", "Nobody signed in.", "", "", "",
        chance.choice(["a" * 64, _hash_before(owner, seq)]), "",
    )  # fmt: skip
    owner.execute(
        "INSERT INTO access_auditentry (seq, at, person_id, person_name, role, area_id, act, sentence, about_kind, "
        "about_id, request_id, previous_hash, hash) VALUES (%s, %s, NULL, '', '', NULL, %s, %s, '', '', '', %s, %s)",
        [seq, row.at, row.act, row.sentence, row.previous_hash, seal(row)],
    )
    # Well made, it is given away by what follows it, or by the head where nothing does.
    sound = row.previous_hash == _hash_before(owner, seq)
    return seq + 1 if sound and seq <= len(seqs) else seq


def _hash_before(owner: Owner, seq: int) -> str:
    row = owner.execute("SELECT hash FROM access_auditentry WHERE seq = %s", [seq - 1]).fetchone()
    return BEFORE_ALL if row is None else str(row[0])


def swap(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    one, other = sorted(chance.sample(seqs, 2))
    for old, new in ((one, -1), (other, one), (-1, other)):
        owner.execute("UPDATE access_auditentry SET seq = %s WHERE seq = %s", [new, old])
    return one


def rewrite_one_with_its_seal(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    seq = chance.choice(seqs)
    row: tuple[Any, ...] | None = owner.execute(
        "SELECT seq, at, person_id, person_name, role, area_id, act, about_kind, about_id, request_id, previous_hash "
        "FROM access_auditentry WHERE seq = %s",
        [seq],
    ).fetchone()
    assert row is not None
    number, at, person, name, role, area, act, kind, about, request, previous = row
    forged = Sealed(
        number, at, person, name, role, area, act, "Something else.", kind, about, request, previous, ""
    )  # fmt: skip
    owner.execute(
        "UPDATE access_auditentry SET sentence = %s, hash = %s WHERE seq = %s", [forged.sentence, seal(forged), seq]
    )
    return min(seq + 1, len(seqs))


def set_the_head_back(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    seq = chance.randint(1, len(seqs) - 1)
    owner.execute(
        "UPDATE access_audithead SET (seq, hash) = (SELECT seq, hash FROM access_auditentry WHERE seq = %s)", [seq]
    )
    return seq + 1


def cut_the_tail(owner: Owner, chance: random.Random, seqs: list[int]) -> int:
    first = chance.randint(1, len(seqs))
    owner.execute("DELETE FROM access_auditentry WHERE seq >= %s", [first])
    return first


TAMPERINGS: list[Tamper] = [
    edit, delete, delete_and_renumber, insert, swap, rewrite_one_with_its_seal, set_the_head_back, cut_the_tail,
]  # fmt: skip


@pytest.fixture
def owner(own_database: Database) -> Iterator[Owner]:
    """The owner, on a trail of some forty entries, free to do anything."""
    factories.make_cast()
    for n in range(10):
        actions.record(
            factories.viewer("ben"), "progress-added", f"Ben Carter reported {n}.", about=("action", f"act_{n}")
        )
    with psycopg.connect(own_database.owner, autocommit=True) as connection_of_owner:
        connection_of_owner.execute("ALTER TABLE access_auditentry DISABLE TRIGGER USER")
        connection_of_owner.execute("CREATE TABLE kept_entries AS TABLE access_auditentry")
        connection_of_owner.execute("CREATE TABLE kept_head AS TABLE access_audithead")
        yield connection_of_owner


def restore(owner: Owner) -> None:
    # Reads of a child's record point at their entries; there are none here.
    owner.execute("TRUNCATE access_auditentry, access_audithead CASCADE")
    owner.execute("INSERT INTO access_auditentry SELECT * FROM kept_entries")
    owner.execute("INSERT INTO access_audithead SELECT * FROM kept_head")


def test_two_hundred_tamperings_are_found_each_at_its_first_bad_entry(owner: Owner) -> None:
    chance = random.Random(20231130)  # noqa: S311  the same tamperings at every run
    checkpoint = queries.audit_checkpoint()
    seqs = list(range(1, checkpoint.seq + 1))
    for n in range(200):
        tamper = TAMPERINGS[n % len(TAMPERINGS)]
        expected = tamper(owner, chance, seqs)
        verdict = queries.verify_audit()
        assert verdict.first_bad == expected, (tamper.__name__, verdict.sentence)
        # A checkpoint can show it one entry sooner, at the entry it saw last.
        assert queries.verify_audit(checkpoint).first_bad in {expected, min(expected, checkpoint.seq)}
        restore(owner)
        assert queries.verify_audit(checkpoint).sound


def test_a_tail_cut_off_with_the_head_set_back_is_found_by_a_checkpoint_alone(owner: Owner) -> None:
    checkpoint = queries.audit_checkpoint()
    owner.execute("DELETE FROM access_auditentry WHERE seq > 20")
    owner.execute("UPDATE access_audithead SET (seq, hash) = (SELECT seq, hash FROM access_auditentry WHERE seq = 20)")
    assert queries.verify_audit().sound
    verdict = queries.verify_audit(checkpoint)
    assert (verdict.first_bad, "Entry 21 and later are missing" in verdict.sentence) == (21, True)


def test_a_trail_without_its_head_is_not_sound(owner: Owner) -> None:
    owner.execute("DELETE FROM access_audithead")
    assert (queries.verify_audit().first_bad, queries.verify_audit().sentence) == (1, "The trail's head is missing.")
    with pytest.raises(DatabaseError):
        actions.record(None, "tried", "Somebody carried on.")


def test_the_owner_too_is_stopped_by_the_triggers_until_they_are_off(owner: Owner) -> None:
    owner.execute("ALTER TABLE access_auditentry ENABLE TRIGGER USER")
    for statement in ("UPDATE access_auditentry SET act = 'x'", "DELETE FROM access_auditentry"):
        with pytest.raises(psycopg.DatabaseError, match="Cannot update or delete"):
            owner.execute(statement)


FORGERIES: list[LiteralString] = [
    "INSERT INTO access_auditentry SELECT * FROM access_auditentry LIMIT 1",
    "UPDATE access_auditentry SET sentence = 'x'",
    "DELETE FROM access_auditentry",
    "TRUNCATE access_auditentry",
    "UPDATE access_audithead SET seq = 0",
    "INSERT INTO access_audithead VALUES (1, 0, '')",
    "DELETE FROM access_audithead",
    "TRUNCATE access_audithead",
    "SET pgtrigger.ignore = '{access_auditentry:append_only}'; DELETE FROM access_auditentry",
    "ALTER TABLE access_auditentry DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
    "INSERT INTO access_userevent SELECT * FROM access_userevent",
    "UPDATE access_membershipevent SET role = 'x'",
    "DELETE FROM access_areaevent",
    "DROP FUNCTION access_append_audit",
    "CREATE OR REPLACE FUNCTION access_append_audit(bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
]


@pytest.mark.parametrize("forgery", FORGERIES)
@pytest.mark.django_db
def test_the_application_role_can_only_append(forgery: LiteralString) -> None:
    factories.make_member("ben")
    count = AuditEntry.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forgery)
    assert AuditEntry.objects.count() == count
    assert queries.verify_audit().sound


@pytest.mark.django_db
def test_a_search_path_of_the_caller_s_making_changes_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = pg_temp")
        cursor.execute("SELECT public.access_append_audit(NULL, '', NULL, 'tried', 'It was tried.', '', '', '')")
        cursor.execute("SET LOCAL search_path = public")
    assert queries.verify_audit().count == 1
