"""Children with their records, and what became of the records of a load."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sendplan.access.rules import may
from sendplan.access.viewer import Viewer
from sendplan.people.actions.reads import records_read
from sendplan.people.models import Child, Doubt, Intake, Join, SourceRecord
from sendplan.people.rules import NotAllowed

__all__ = [
    "ChildPage",
    "LoadChildren",
    "Past",
    "RecordShown",
    "child",
    "children_of",
    "needs",
    "shown",
    "taken_in",
    "without_values",
]


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record as it was written. ``number`` is what ``actions.part`` takes; ``load``, ``table`` and ``key`` lead to
    it. ``since``, ``by_name`` and ``evidence`` say why it is its child's."""

    number: int
    load: str
    table: str
    key: str
    upn: str
    nhs_number: str
    surname: str
    forename: str
    born_on: dt.date | None
    postcode: str
    restricted: bool
    child: str
    since: dt.date
    by_name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Past:
    """A join that was ended: of which record (load, table, key), when, by whom and why. No value of it."""

    load: str
    table: str
    key: str
    on: dt.date
    evidence: str
    ended_on: dt.date
    ended_by_name: str
    ended_why: str


@dataclass(frozen=True, slots=True)
class ChildPage:
    """A child with its records now, and those that were."""

    id: str
    records: tuple[RecordShown, ...]
    past: tuple[Past, ...]


@dataclass(frozen=True, slots=True)
class LoadChildren:
    """What became of a load's records: how many children they are, how many of these the load alone knows, and how
    many open questions there are about them. ``in_force``: the load was not undone."""

    records: int
    children: int
    only_here: int
    open_doubts: int
    in_force: bool


def needs(viewer: Viewer) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``children.match``."""
    reason = may(viewer, "children.match")
    if reason:
        raise NotAllowed(reason)


def child(viewer: Viewer, child_id: str) -> ChildPage | None:
    """A child by its public id, with every record that is its now; None where it has none."""
    needs(viewer)
    row = Child.objects.filter(area_id=viewer.area_id, public_id=child_id).first()
    if row is None:
        return None
    joins = Join.objects.filter(child=row)
    now = list(joins.filter(ended_on=None).values_list("record", flat=True))
    if not now:
        return None
    records_read(viewer, about=("child", child_id), records=now)
    ended = joins.filter(ended_on__isnull=False).select_related("record__intake").order_by("-ended_on", "-pk")
    past = [
        Past(
            load=each.record.intake.load,
            table=each.record.table,
            key=each.record.key,
            on=each.on,
            evidence=each.evidence,
            ended_on=each.ended_on,
            ended_by_name=each.ended_by_name,
            ended_why=each.ended_why,
        )
        for each in ended
        if each.ended_on is not None
    ]
    return ChildPage(child_id, shown(now), tuple(past))


def children_of(viewer: Viewer, load: str) -> LoadChildren | None:
    """What became of the records of a load, by its id in the store; None where they were not taken in. Counts only."""
    needs(viewer)
    intake = Intake.objects.filter(area_id=viewer.area_id, load=load).first()
    if intake is None:
        return None
    here = Child.objects.filter(joins__record__intake=intake, joins__ended_on=None).distinct()
    several = (
        Join.objects.filter(child__in=here.values("pk"), ended_on=None)
        .exclude(record__intake=intake)
        .values("child")
        .distinct()
    )
    children = here.count()
    asked = Doubt.objects.filter(area_id=viewer.area_id, state="open")
    about = (
        asked.filter(one__intake=intake).count()
        + asked.filter(other__intake=intake).exclude(one__intake=intake).count()
    )
    return LoadChildren(intake.records.count(), children, children - several.count(), about, intake.in_force)


def taken_in(area_id: int) -> frozenset[str]:
    """The loads, by their ids in the store, whose records are in force here. For whoever keeps the two level."""
    return frozenset(Intake.objects.filter(area_id=area_id, in_force=True).values_list("load", flat=True))


def shown(records: Iterable[int]) -> tuple[RecordShown, ...]:
    """These records in force with their children. The caller has written the read down."""
    rows = Join.objects.filter(record__in=records, ended_on=None).select_related("record__intake", "child")
    made = [_shown(each.record, each) for each in rows]
    return tuple(sorted(made, key=lambda each: (each.load, each.table, each.key)))


def without_values(record: RecordShown) -> RecordShown:
    """Where the record stands and why it is its child's, and nothing that it holds."""
    return replace(record, upn="", nhs_number="", surname="", forename="", born_on=None, postcode="")


def _shown(row: SourceRecord, join: Join) -> RecordShown:
    return RecordShown(
        number=row.pk,
        load=row.intake.load,
        table=row.table,
        key=row.key,
        upn=row.upn,
        nhs_number=row.nhs_number,
        surname=row.surname,
        forename=row.forename,
        born_on=row.born_on,
        postcode=row.postcode,
        restricted=row.restricted,
        child=join.child.public_id,
        since=join.on,
        by_name=join.by_name,
        evidence=join.evidence,
    )
