"""Making the tables say what the rules say: what differs is ended, opened or made, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet

from sendplan.people.ids import new_id
from sendplan.people.models import Child, Decision, Doubt, Join, SourceRecord
from sendplan.people.rules import BY_A_PERSON, Record, Settled, Verdict, settle

__all__ = ["EXACT", "Changed", "alone_in", "around", "resettle"]

EXACT = "exact match"
# A neighbourhood larger than this is looked at as the whole area.
_NEAR = 20_000
_AT_A_TIME = 5_000
# "people", for the lock that makes one settling of an area wait for another.
_LOCK = 7_031_991


@dataclass(frozen=True, slots=True)
class Changed:
    """What a settling changed: joins made, and open questions now."""

    joined: int
    doubts: int


def alone_in(area_id: int) -> None:
    """Until this transaction ends nobody else settles the area."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, area_id])


def around(area_id: int, records: Collection[int]) -> list[int] | None:
    """Every record in force that what is said of ``records`` could reach: by a number, by surname and birth date, or
    by a decision, and so on from there. None where that is too many to be worth it."""
    near: set[int] = set()
    edge = set(records)
    in_force = SourceRecord.objects.filter(area_id=area_id, intake__in_force=True)
    while edge:
        near |= edge
        if len(near) > _NEAR:
            return None
        upns, numbers, names = set(), set(), set()
        for upn, nhs, surname, born in SourceRecord.objects.filter(pk__in=edge).values_list(
            "sound_upn", "sound_nhs_number", "folded_surname", "born_on"
        ):
            upns |= {upn} - {""}
            numbers |= {nhs} - {""}
            if surname and born:
                names.add((surname, born))
        found = set(
            in_force.filter(Q(sound_upn__in=upns) | Q(sound_nhs_number__in=numbers)).values_list("pk", flat=True)
        )
        born_then = in_force.filter(
            born_on__in={born for _, born in names}, folded_surname__in={name for name, _ in names}
        )
        found |= {
            pk for pk, name, born in born_then.values_list("pk", "folded_surname", "born_on") if (name, born) in names
        }
        said = Decision.objects.filter(area_id=area_id)
        found |= set(said.filter(one__in=edge, other__intake__in_force=True).values_list("other", flat=True))
        found |= set(said.filter(other__in=edge, one__intake__in_force=True).values_list("one", flat=True))
        edge = found - near
    return sorted(set(in_force.filter(pk__in=near).values_list("pk", flat=True)))


def resettle(
    area_id: int, *, on: dt.date, by_name: str, why_ended: str, near: Collection[int] | None = None
) -> Changed:
    """Work out anew which of the area's records in force are one child's, and write down what differs.

    ``near``: rows of records beside which nothing can have changed (from ``around``); None for all. ``by_name`` is who
    brought it about, and ``why_ended`` what is said of a join that no longer stands.
    """
    rows = SourceRecord.objects.filter(area_id=area_id, intake__in_force=True).order_by("pk")
    if near is not None:
        rows = rows.filter(pk__in=near)
    pks, records = _read(rows)
    at = {pk: number for number, pk in enumerate(pks)}
    said = Decision.objects.filter(area_id=area_id).order_by("pk").values_list("one", "other", "says")
    settled = settle(
        records,
        [
            Verdict(at[a], at[b], "same" if says == "same" else "different")
            for a, b, says in said
            if a in at and b in at
        ],
    )
    joined = _join(area_id, pks, settled, on=on, by_name=by_name, why=why_ended, whole=near is None)
    _ask(area_id, pks, settled, on=on, whole=near is None)
    return Changed(joined, Doubt.objects.filter(area_id=area_id, state="open").count())


def _read(rows: QuerySet[SourceRecord]) -> tuple[list[int], list[Record]]:
    pks, records = [], []
    columns = (
        "pk",
        "intake__load",
        "table",
        "key",
        "upn",
        "nhs_number",
        "surname",
        "forename",
        "born_on",
        "postcode",
        "restricted",
    )
    for pk, *values in rows.values_list(*columns).iterator(chunk_size=20_000):
        pks.append(int(pk))
        records.append(Record(*values))
    return pks, records


def _join(area_id: int, pks: list[int], settled: Settled, *, on: dt.date, by_name: str, why: str, whole: bool) -> int:
    firsts = {min(pks[each] for each in group): group for group in settled.groups}
    children = dict(
        Child.objects.filter(area_id=area_id, first_record__in=firsts).values_list("first_record", "pk")
        if not whole
        else Child.objects.filter(area_id=area_id).values_list("first_record", "pk")
    )
    fresh = [
        Child(public_id=new_id("chd"), area_id=area_id, first_record_id=first)
        for first in firsts
        if first not in children
    ]
    Child.objects.bulk_create(fresh, batch_size=_AT_A_TIME)
    children |= {child.first_record_id: child.pk for child in fresh}
    stands = {pks[each]: children[first] for first, group in firsts.items() for each in group}
    now = Join.objects.filter(area_id=area_id, ended_on=None)
    if not whole:
        now = now.filter(record__in=stands)
    held = dict(now.values_list("record", "child"))
    ended = [record for record, child in held.items() if stands.get(record) != child]
    for start in range(0, len(ended), _AT_A_TIME):
        now.filter(record__in=ended[start : start + _AT_A_TIME]).update(
            ended_on=on, ended_by_name=by_name, ended_why=why
        )
    made = [
        Join(
            area_id=area_id,
            child_id=stands[pk],
            record_id=pk,
            on=on,
            by_name=by_name if settled.evidence[number] == BY_A_PERSON else EXACT,
            evidence=settled.evidence[number],
        )
        for number, pk in enumerate(pks)
        if held.get(pk) != stands[pk]
    ]
    Join.objects.bulk_create(made, batch_size=_AT_A_TIME)
    return len(made)


def _ask(area_id: int, pks: list[int], settled: Settled, *, on: dt.date, whole: bool) -> None:
    wanted = {(pks[each.one], pks[each.other]): each.reason for each in settled.questions}
    known = Doubt.objects.filter(area_id=area_id)
    if not whole:
        known = known.filter(Q(one__in=pks) | Q(other__in=pks))
    kept = {
        (one, other): (pk, state, reason)
        for pk, one, other, state, reason in known.values_list("pk", "one", "other", "state", "reason")
    }
    gone = [pk for pair, (pk, state, _) in kept.items() if state == "open" and pair not in wanted]
    again: dict[str, list[int]] = {}
    for pair, reason in wanted.items():
        if pair in kept and kept[pair][1:] != ("open", reason):
            again.setdefault(reason, []).append(kept[pair][0])
    for start in range(0, len(gone), _AT_A_TIME):
        Doubt.objects.filter(pk__in=gone[start : start + _AT_A_TIME]).update(state="withdrawn")
    for reason, doubts in again.items():
        for start in range(0, len(doubts), _AT_A_TIME):
            Doubt.objects.filter(pk__in=doubts[start : start + _AT_A_TIME]).update(state="open", reason=reason)
    Doubt.objects.bulk_create(
        [
            Doubt(public_id=new_id("dbt"), area_id=area_id, one_id=one, other_id=other, reason=reason, opened_on=on)
            for (one, other), reason in wanted.items()
            if (one, other) not in kept
        ],
        batch_size=_AT_A_TIME,
    )
