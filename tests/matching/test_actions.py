"""Loads taken in and out, questions answered and records parted: what stands is what a fresh run would give."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests import people
from tests.matching.made import nhs, record, twins, upn

if TYPE_CHECKING:
    from sendplan.access.viewer import Viewer
    from sendplan.people.rules import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Viewer:
    """The data officer of Devon."""
    from tests import factories

    factories.make_cast()
    return factories.viewer("priya")


def take_in(viewer: Viewer, load: str, records: list[Record]) -> bool:
    from sendplan.people import actions

    return actions.take_in(viewer, area_id=viewer.area_id, load=load, records=records, today=people.TODAY)


def take_out(viewer: Viewer, load: str) -> bool:
    from sendplan.people import actions

    return actions.take_out(viewer, area_id=viewer.area_id, load=load, today=people.TODAY)


def state(viewer: Viewer) -> tuple[Any, ...]:
    """Which records are which child's, and what is asked."""
    from sendplan.people.models import Doubt, Join

    joins = Join.objects.filter(area_id=viewer.area_id, ended_on=None).order_by("record")
    doubts = Doubt.objects.filter(area_id=viewer.area_id, state="open").order_by("pk")
    return (list(joins.values_list("record", "child__public_id")), list(doubts.values_list("public_id", "reason")))


def fresh(viewer: Viewer) -> tuple[set[frozenset[int]], set[tuple[int, int, str]]]:
    """What the rules give of the rows that stand, in whatever order they came."""
    from sendplan.people.models import Decision, SourceRecord
    from sendplan.people.rules import Record, Verdict, settle

    rows = list(SourceRecord.objects.filter(area_id=viewer.area_id, intake__in_force=True).select_related("intake"))
    random.Random(len(rows)).shuffle(rows)  # noqa: S311  any order will do
    at = {row.pk: number for number, row in enumerate(rows)}
    records = [
        Record(
            r.intake.load,
            r.table,
            r.key,
            r.upn,
            r.nhs_number,
            r.surname,
            r.forename,
            r.born_on,
            r.postcode,
            r.restricted,
        )
        for r in rows
    ]
    said = [
        Verdict(at[d.one_id], at[d.other_id], "same" if d.says == "same" else "different")
        for d in Decision.objects.filter(area_id=viewer.area_id).order_by("pk")
        if d.one_id in at and d.other_id in at
    ]
    settled = settle(records, said)
    return (
        {frozenset(rows[each].pk for each in group) for group in settled.groups},
        {(rows[q.one].pk, rows[q.other].pk, q.reason) for q in settled.questions},
    )


def standing(viewer: Viewer) -> tuple[set[frozenset[int]], set[tuple[int, int, str]]]:
    from sendplan.people.models import Doubt, Join

    held: dict[int, set[int]] = {}
    for one, child in Join.objects.filter(area_id=viewer.area_id, ended_on=None).values_list("record", "child"):
        held.setdefault(child, set()).add(one)
    doubts = Doubt.objects.filter(area_id=viewer.area_id, state="open").values_list("one", "other", "reason")
    return ({frozenset(group) for group in held.values()}, set(doubts))


def children(viewer: Viewer) -> list[str]:
    return sorted({child for _, child in state(viewer)[0]})


A, N = upn(1), nhs(1)


def test_two_loads_meet_and_an_undone_one_leaves_no_trace(officer: Viewer) -> None:
    assert take_in(officer, "0001-a", [record("0001-a", upn=A), record("0001-a", "2", forename="Amy", nhs_number=N)])
    before = state(officer)
    assert take_in(officer, "0002-b", [record("0002-b", upn=A, nhs_number=N), record("0002-b", "2", forename="Zoe")])
    assert len(children(officer)) == 3
    assert len(state(officer)[1]) == 2
    after = state(officer)
    assert not take_in(officer, "0002-b", [])
    assert take_out(officer, "0002-b")
    assert not take_out(officer, "0002-b")
    assert state(officer) == before
    assert take_in(officer, "0002-b", [])
    assert state(officer) == after


def test_a_decision_joins_and_a_parting_restores_both_sides(officer: Viewer) -> None:
    from sendplan.people import actions, queries

    take_in(officer, "0001-a", [record("0001-a"), record("0001-a", "9", surname="Low")])
    take_in(officer, "0002-b", [record("0002-b", forename="Anne")])
    before = state(officer)
    question = before[1][0][0]
    actions.decide(officer, doubt=question, says="same", reason="One child, by the school.", today=people.TODAY)
    assert len(children(officer)) == 2
    assert state(officer)[1] == []
    joined = state(officer)[0][0][1]
    page = queries.child(officer, joined)
    assert page is not None
    assert {each.by_name for each in page.records if each.forename == "Anne"} == {officer.name}
    number = next(each.number for each in page.records if each.forename == "Anne")
    actions.part(officer, child=joined, record=number, reason="They were seen together.", today=people.TODAY)
    assert state(officer)[0] == before[0]
    assert state(officer)[1] == []
    assert standing(officer) == fresh(officer)


def test_what_is_refused_changes_nothing(officer: Viewer) -> None:
    from sendplan.people import actions, queries, rules
    from tests import factories

    take_in(officer, "0001-a", [record("0001-a")])
    take_in(officer, "0002-b", [record("0002-b", forename="Anne")])
    before = state(officer)
    question = before[1][0][0]
    ben, dev = factories.viewer("ben"), factories.viewer("dev")
    with pytest.raises(rules.NotAllowed):
        actions.decide(ben, doubt=question, says="same", reason="x", today=people.TODAY)
    with pytest.raises(rules.NotAllowed):
        queries.doubt(ben, question)
    with pytest.raises(rules.NotAllowed):
        queries.doubts(dev)
    with pytest.raises(rules.Refused, match="Say what you saw"):
        actions.decide(officer, doubt=question, says="same", reason=" ", today=people.TODAY)
    with pytest.raises(rules.NotFound):
        actions.decide(officer, doubt="dbt_none", says="same", reason="x", today=people.TODAY)
    child, row = before[0][0][1], before[0][0][0]
    with pytest.raises(rules.Refused, match="only record"):
        actions.part(officer, child=child, record=row, reason="x", today=people.TODAY)
    with pytest.raises(rules.NotFound):
        actions.part(officer, child=child, record=before[0][1][0], reason="x", today=people.TODAY)
    assert state(officer) == before
    actions.decide(officer, doubt=question, says="different", reason="Two at school.", today=people.TODAY)
    with pytest.raises(rules.Refused, match="answered already"):
        actions.decide(officer, doubt=question, says="same", reason="x", today=people.TODAY)


def test_another_areas_children_are_unknown(officer: Viewer) -> None:
    import dataclasses

    from sendplan.people import queries
    from tests import factories

    take_in(officer, "0001-a", [record("0001-a")])
    take_in(officer, "0002-b", [record("0002-b", forename="Anne")])
    rows, asked = state(officer)
    elsewhere = dataclasses.replace(factories.viewer("dev"), permissions=officer.permissions)
    assert queries.child(elsewhere, rows[0][1]) is None
    assert queries.doubt(elsewhere, asked[0][0]) is None
    assert queries.children_of(elsewhere, "0001-a") is None
    assert queries.doubts(elsewhere).total == 0


def test_each_read_is_written_down_with_its_records(officer: Viewer) -> None:
    from sendplan.access.models import AuditEntry
    from sendplan.people import queries
    from sendplan.people.models import RecordRead

    take_in(officer, "0001-a", [record("0001-a"), record("0001-a", "2", surname="Low")])
    take_in(officer, "0002-b", [record("0002-b", forename="Anne")])
    before = AuditEntry.objects.count()
    listed = queries.doubts(officer)
    counted = queries.children_of(officer, "0002-b")
    assert AuditEntry.objects.count() == before
    assert (listed.total, len(listed.rows)) == (1, 1)
    assert counted is not None
    assert (counted.records, counted.children, counted.only_here, counted.open_doubts) == (1, 1, 1, 1)
    page = queries.doubt(officer, listed.rows[0].id)
    assert page is not None
    assert [each.forename for each in (*page.one, *page.other)] == ["Ann", "Anne"]
    entry = AuditEntry.objects.order_by("-seq")[0]
    assert (entry.act, entry.about_kind, entry.about_id) == ("child-records-read", "doubt", page.id)
    assert set(RecordRead.objects.filter(entry=entry).values_list("record", flat=True)) == {
        each.number for each in (*page.one, *page.other)
    }
    assert "Ann" not in entry.sentence.replace(officer.name, "")


def test_what_cannot_be_written_down_is_not_shown(officer: Viewer) -> None:
    from sendplan.people import queries, rules
    from tests.returns.test_reads import _nothing_can_be_recorded

    take_in(officer, "0001-a", [record("0001-a")])
    child = state(officer)[0][0][1]
    with _nothing_can_be_recorded(), pytest.raises(rules.NotRecorded):
        queries.child(officer, child)


def test_history_is_not_rewritten(officer: Viewer) -> None:
    from django.db import DatabaseError, transaction

    from sendplan.people.models import Child, Decision, Doubt, Intake, Join, SourceRecord

    take_in(officer, "0001-a", [record("0001-a")])
    take_in(officer, "0002-b", [record("0002-b", forename="Anne")])
    from sendplan.people import actions

    actions.decide(officer, doubt=state(officer)[1][0][0], says="same", reason="x", today=people.TODAY)
    for act in (
        lambda: Join.objects.filter(ended_on__isnull=False).update(ended_why="another"),
        lambda: Join.objects.update(evidence="another"),
        lambda: SourceRecord.objects.update(surname="another"),
        lambda: Decision.objects.update(why="another"),
        lambda: Doubt.objects.update(opened_on=None),
        *(table.objects.all().delete for table in (Child, Decision, Doubt, Intake, Join, SourceRecord)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_loads_undoings_decisions_and_partings_is_as_a_fresh_run(officer: Viewer, seed: int) -> None:
    from sendplan.people import actions, rules
    from sendplan.people.models import Join

    rng = random.Random(seed)  # noqa: S311  the same each time
    loads = {
        f"000{n}-x": [
            record(
                f"000{n}-x",
                str(key),
                upn=upn(rng.randrange(1, 4)) if rng.random() < 0.4 else "",
                nhs_number=nhs(rng.randrange(1, 4)) if rng.random() < 0.4 else "",
                surname=rng.choice(["Lee", "Low"]),
                forename=rng.choice(["Ann", "Anne"]),
                restricted=rng.random() < 0.05,
            )
            for key in range(rng.randrange(1, 6))
        ]
        for n in range(1, 5)
    }
    held: set[str] = set()
    for _ in range(25):
        load = rng.choice(list(loads))
        asked, joins = (
            state(officer)[1],
            list(Join.objects.filter(ended_on=None).values_list("record", "child__public_id")),
        )
        what = rng.random()
        try:
            if what < 0.4 and load not in held:
                take_in(officer, load, loads[load])
                held.add(load)
            elif what < 0.5 and load in held:
                take_out(officer, load)
                held.discard(load)
            elif what < 0.8 and asked:
                says: Any = rng.choice(["same", "different"])
                actions.decide(officer, doubt=rng.choice(asked)[0], says=says, reason="Seen.", today=people.TODAY)
            elif joins:
                one, child = rng.choice(joins)
                actions.part(officer, child=child, record=one, reason="Seen.", today=people.TODAY)
        except rules.Refused:
            pass
        assert standing(officer) == fresh(officer)


def test_twins_are_asked_about_and_never_joined(officer: Viewer) -> None:
    both = twins(300)
    take_in(officer, "0001-a", both[::2])
    take_in(officer, "0002-b", both[1::2])
    rows, asked = state(officer)
    assert len({child for _, child in rows}) == 600
    assert len(asked) == 300
