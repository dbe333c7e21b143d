"""Reading a plan as at a day: the rows that pages are made from, in a fixed number of questions to the database.

Every function here asks once whatever the plan's size. Nothing dated later than the day comes out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import FilteredRelation, Max, Q

from sendplan.access.queries import PublicViewer, Viewer
from sendplan.access.rules import may
from sendplan.plan.kinds import kind
from sendplan.plan.models import Plan, Post, Reply, StatementLink, TargetLink, Version
from sendplan.plan.queries.content import Content, content_of
from sendplan.plan.queries.pages import LinkKind, Place, PlanShown
from sendplan.plan.rules import NotAllowed
from sendplan.plan.wording import day, quoted
from sendplan.plan_reader.draft import Section, Where

__all__ = [
    "PACK",
    "Frame",
    "Held",
    "allowed",
    "anchor",
    "answered_on",
    "frame",
    "linked_to",
    "links_of",
    "place",
    "posts_of",
    "replies_of",
    "target_link_of",
    "target_links_of",
]

T = TypeVar("T")

PACK = "the area's own files"
"""Who uploaded or adopted what the command line loaded."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The plan in force for a viewer on a day: ``content`` is what its version says. What has happened since is asked
    of the database by the functions below, and is kept by the public id of what it is about."""

    shown: PlanShown
    plan: Plan
    version: Version
    content: Content
    today: dt.date

    @property
    def sections(self) -> Sequence[Section]:
        """In the plan's order."""
        return self.content.draft.sections


@dataclass(frozen=True, slots=True)
class Held:
    """A post as at a day, and who held it: None where nobody who signs in here did."""

    id: str
    name: str
    holder: str | None
    holder_id: int | None


def allowed(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise NotAllowed(reason)


def frame(viewer: Viewer | PublicViewer, today: dt.date) -> Frame | None:
    """The area's plan as adopted by ``today``, or None. One question, another where its version is not in memory."""
    versions = Version.objects.filter(plan__area_id=viewer.area_id, adopted_on__lte=today)
    versions = versions.select_related("plan", "upload").order_by("-number")
    version = versions.defer("upload__draft", "upload__runs").first()
    if version is None:
        return None
    content = content_of(version)
    return Frame(_shown(version, content, viewer.area_name), version.plan, version, content, today)


def _shown(version: Version, content: Content, area_name: str) -> PlanShown:
    plan, upload = version.plan, version.upload
    of_kind = kind(plan.kind)
    who = f" by {version.adopted_by_name}" if version.adopted_by_name else ""
    adopted = (
        f"Version {version.number}, adopted on {day(version.adopted_on)}{who} from "
        f"{'' if who else PACK + ', '}{quoted(upload.name)}."
    )
    return PlanShown(
        id=plan.public_id,
        slug=plan.slug,
        title=content.draft.title,
        area_name=area_name,
        kind=plan.kind,
        kind_title=of_kind.title if of_kind else plan.kind,
        kind_description=of_kind.description if of_kind else "",
        version=version.number,
        adopted_on=version.adopted_on,
        adopted_by=version.adopted_by_name or PACK,
        adopted_sentence=adopted,
        source_name=upload.name,
        source_sha256=upload.sha256,
    )


def place(where: Where | None) -> Place:
    """``line 89``, ``lines 89 to 93``, ``table 2, row 3, column 1``; the words a person would use to find it."""
    if where is None:
        return Place("the document", None)
    if where.cell:
        return Place(where.cell, f"line-{where.line}" if where.line is not None else anchor(where.cell))
    if where.line is None:
        return Place("the document", None)
    one = where.end_line in (None, where.line)
    return Place(f"line {where.line}" if one else f"lines {where.line} to {where.end_line}", f"line-{where.line}")


def anchor(place_words: str) -> str:
    """The id of a place on the source page: ``table-2-row-3-column-1``."""
    return re.sub(r"[^0-9a-z]+", "-", place_words.lower()).strip("-")


def posts_of(frame: Frame) -> Mapping[str, Held]:
    """Every post of the plan by its name as a version writes it, with whoever held it on the day. Where by then
    somebody had joined two spellings, both names lead to the one that was kept."""
    on_the_day = Q(holdings__since__lte=frame.today) & (
        Q(holdings__until__isnull=True) | Q(holdings__until__gt=frame.today)
    )
    rows = (
        Post.objects.filter(plan=frame.plan)
        .annotate(held=FilteredRelation("holdings", condition=on_the_day))
        .order_by("pk", "held__since")
        .values_list("pk", "public_id", "name", "joined_to_id", "joined_on", "held__person_id", "held__person__name")
    )
    found: dict[int, Held] = {}
    named: list[tuple[str, int]] = []
    for pk, public_id, name, joined_to, joined_on, person_id, person in rows:
        found[pk] = Held(public_id, name, person, person_id)
        joined = joined_to is not None and joined_on is not None and joined_on <= frame.today
        named.append((name, joined_to if joined else pk))
    return {name: found[pk] for name, pk in named}


def target_links_of(frame: Frame) -> Mapping[str, tuple[str, ...]]:
    """The measures that somebody had said by the day each target reads, by the target's id."""
    rows = TargetLink.objects.filter(target__section__plan=frame.plan, linked_on__lte=frame.today)
    return {id_: tuple(measures) for id_, measures in rows.values_list("target__public_id", "measures")}


def target_link_of(frame: Frame, target_id: str) -> TargetLink | None:
    """What somebody had said by the day that one target reads, and who said so when."""
    rows = TargetLink.objects.filter(target__section__plan=frame.plan, linked_on__lte=frame.today)
    return rows.filter(target__public_id=target_id).first()


def answered_on(frame: Frame) -> Mapping[str, dt.date]:
    """The day on which each statement that has been answered was last answered, by the statement's id."""
    rows = Reply.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today)
    return dict(rows.values_list("statement__public_id").annotate(newest=Max("on")))


def linked_to(frame: Frame) -> Mapping[str, Sequence[tuple[LinkKind, str]]]:
    """The actions and needs each statement is linked to, oldest link first, by the statement's id."""
    rows = StatementLink.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today).order_by("on", "id")
    return _by(
        (statement, ("action", action) if action is not None else ("need", need))
        for statement, action, need in rows.values_list("statement__public_id", "action__public_id", "need__public_id")
    )


def replies_of(frame: Frame, ids: Collection[str]) -> Mapping[str, Sequence[Reply]]:
    """The replies to these statements, newest first, by the statement's id."""
    rows = Reply.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today)
    rows = rows.filter(statement__public_id__in=ids).select_related("statement").order_by("-on", "-id")
    return _by((row.statement.public_id, row) for row in rows)


def links_of(frame: Frame, ids: Collection[str]) -> Mapping[str, Sequence[StatementLink]]:
    """The links of these statements, actions and needs with them, oldest first, by the statement's id."""
    rows = (
        StatementLink.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today)
        .filter(statement__public_id__in=ids)
        .select_related("statement", "need", "action")
        .order_by("on", "id")
    )
    return _by((row.statement.public_id, row) for row in rows)


def _by(pairs: Iterable[tuple[str, T]]) -> Mapping[str, Sequence[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
