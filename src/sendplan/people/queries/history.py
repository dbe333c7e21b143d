"""What was decided, and how much there is: no value of any record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery, Sum

from sendplan.access.viewer import Viewer
from sendplan.people.models import Decision, Doubt, Intake, Join
from sendplan.people.queries.children import needs

__all__ = ["Counts", "DecidedPage", "DecidedRow", "counts", "decided"]

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is known in an area now: ``records`` of ``children`` from ``loads``, of which ``several`` have records
    from more than one place; questions that wait, the oldest since ``oldest``; and decisions taken."""

    loads: int
    records: int
    children: int
    several: int
    questions: int
    oldest: dt.date | None
    decisions: int


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """A decision about two records (load, table, key). ``question`` is the id of the one it answered, empty where a
    record was parted from a child; ``child`` the id of the first record's child now, empty where its load was undone.
    ``stands``: nobody has decided otherwise of the two since."""

    question: str
    child: str
    same: bool
    why: str
    on: dt.date
    by_name: str
    one: tuple[str, str, str]
    other: tuple[str, str, str]
    stands: bool


@dataclass(frozen=True, slots=True)
class DecidedPage:
    """One page of the area's decisions, newest first; ``total`` of them all."""

    rows: tuple[DecidedRow, ...]
    page: int
    pages: int
    total: int


def counts(viewer: Viewer) -> Counts:
    """How many records, children and questions the viewer's area has now."""
    needs(viewer)
    joins = Join.objects.filter(area_id=viewer.area_id, ended_on=None)
    held = (
        joins.values("child")
        .annotate(many=Count("pk"))
        .aggregate(records=Sum("many"), children=Count("child"), several=Count("child", filter=Q(many__gt=1)))
    )
    waiting = Doubt.objects.filter(area_id=viewer.area_id, state="open")
    found = waiting.aggregate(many=Count("pk"), oldest=Min("opened_on"))
    return Counts(
        loads=Intake.objects.filter(area_id=viewer.area_id, in_force=True).count(),
        records=held["records"] or 0,
        children=held["children"],
        several=held["several"],
        questions=found["many"],
        oldest=found["oldest"],
        decisions=Decision.objects.filter(area_id=viewer.area_id).count(),
    )


def decided(viewer: Viewer, page: int = 1) -> DecidedPage:
    """One page of what was decided in the viewer's area, newest first; a page beyond the last is the last."""
    needs(viewer)
    later = Decision.objects.filter(pk__gt=OuterRef("pk"), area_id=viewer.area_id).filter(
        Q(one=OuterRef("one"), other=OuterRef("other")) | Q(one=OuterRef("other"), other=OuterRef("one"))
    )
    now = Join.objects.filter(record=OuterRef("one"), ended_on=None).values("child__public_id")
    rows = Decision.objects.filter(area_id=viewer.area_id).order_by("-pk")
    total = rows.count()
    pages = max(1, -(-total // ON_A_PAGE))
    held = min(max(page, 1), pages)
    cut = (
        rows.select_related("doubt", "one__intake", "other__intake")
        .annotate(overruled=Exists(later), child=Subquery(now[:1]))
        .all()[(held - 1) * ON_A_PAGE : held * ON_A_PAGE]
    )
    made = tuple(
        DecidedRow(
            question="" if each.doubt is None else each.doubt.public_id,
            child=each.child or "",
            same=each.says == "same",
            why=each.why,
            on=each.on,
            by_name=each.by_name,
            one=(each.one.intake.load, each.one.table, each.one.key),
            other=(each.other.intake.load, each.other.table, each.other.key),
            stands=not each.overruled,
        )
        for each in cut
    )
    return DecidedPage(made, held, pages, total)
