"""Questions that only a person may answer: the list of those that are open, and one with its two children."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sendplan.access.viewer import Viewer
from sendplan.people.actions.reads import records_read
from sendplan.people.models import Decision, Doubt, Join
from sendplan.people.queries.beside import Line, lines
from sendplan.people.queries.children import RecordShown, needs, shown, without_values

__all__ = ["ON_A_PAGE", "DoubtPage", "DoubtRow", "DoubtsPage", "doubt", "doubts"]

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """An open question without any value: why it is asked, and where its two records stand (load, table, key)."""

    id: str
    reason: str
    opened_on: dt.date
    one: tuple[str, str, str]
    other: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DoubtsPage:
    """One page of the area's open questions, oldest first; ``total`` of them all."""

    rows: tuple[DoubtRow, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class DoubtPage:
    """A question with every record of the two children it is about, and what was decided before.

    ``state``: open, decided or withdrawn. ``decided`` are sentences, the newest first. ``lines`` compare the two.
    ``withheld``: a record is restricted, and what the two hold is not given out beside one another.
    """

    id: str
    state: str
    reason: str
    opened_on: dt.date
    one: tuple[RecordShown, ...]
    other: tuple[RecordShown, ...]
    decided: tuple[str, ...]
    lines: tuple[Line, ...]
    withheld: bool


def doubts(viewer: Viewer, page: int = 1) -> DoubtsPage:
    """One page of the open questions of the viewer's area; a page beyond the last is the last."""
    needs(viewer)
    rows = Doubt.objects.filter(area_id=viewer.area_id, state="open").order_by("pk")
    total = rows.count()
    pages = max(1, -(-total // ON_A_PAGE))
    held = min(max(page, 1), pages)
    cut = rows.select_related("one__intake", "other__intake")[(held - 1) * ON_A_PAGE : held * ON_A_PAGE]
    made = tuple(
        DoubtRow(
            each.public_id,
            each.reason,
            each.opened_on,
            (each.one.intake.load, each.one.table, each.one.key),
            (each.other.intake.load, each.other.table, each.other.key),
        )
        for each in cut
    )
    return DoubtsPage(made, held, pages, total)


def doubt(viewer: Viewer, doubt_id: str) -> DoubtPage | None:
    """A question by its public id, open or not, with the records of its two children that are in force."""
    needs(viewer)
    row = Doubt.objects.filter(area_id=viewer.area_id, public_id=doubt_id).first()
    if row is None:
        return None
    one, other = _beside(row.one_id), _beside(row.other_id)
    records_read(viewer, about=("doubt", doubt_id), records=[*one, *other])
    said = [
        f"{each.by_name} decided on {each.on:%-d %B %Y} that they are {each.says}: {each.why}"
        for each in Decision.objects.filter(doubt=row).order_by("-pk")
    ]
    mine, theirs = shown(one), shown(other)
    compared = lines(mine, theirs) if mine and theirs else ()
    withheld = any(each.restricted for each in (*mine, *theirs))
    if withheld:
        mine, theirs = (tuple(map(without_values, each)) for each in (mine, theirs))
        compared = tuple(replace(each, one=(), other=()) for each in compared)
    return DoubtPage(row.public_id, row.state, row.reason, row.opened_on, mine, theirs, tuple(said), compared, withheld)


def _beside(record: int) -> list[int]:
    """The records in force of the child that a record is of; none where the record is not in force."""
    child = Join.objects.filter(record=record, ended_on=None).values("child")
    return list(Join.objects.filter(child__in=child, ended_on=None).values_list("record", flat=True))
