"""Reading a plan as at a day: the rows that pages are made from, in a fixed number of questions to the database.

Every function here asks once whatever the plan's size. Nothing dated later than the day comes out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from sendplan.access.queries import PublicViewer, Viewer
from sendplan.access.rules import may
from sendplan.plan.kinds import kind
from sendplan.plan.models import (
    Action,
    ActionPost,
    FamilyStatement,
    Need,
    Outcome,
    Plan,
    Post,
    ProgressUpdate,
    Reply,
    Section,
    StatementLink,
    Step,
    Target,
    Version,
)
from sendplan.plan.queries.pages import Place, PlanShown
from sendplan.plan.rules import NotAllowed
from sendplan.plan.standing import Report, declared
from sendplan.plan.wording import day, quoted

__all__ = [
    "PACK",
    "Frame",
    "actions_of",
    "allowed",
    "anchor",
    "frame",
    "links_of",
    "named_of",
    "needs_of",
    "outcomes_of",
    "place",
    "post_in_force",
    "replies_of",
    "reports_of",
    "statements_of",
    "steps_of",
    "targets_of",
    "updates_of",
]

T = TypeVar("T")

PACK = "the area's own files"
"""Who uploaded or adopted what the command line loaded."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The plan in force for a viewer on a day, with its sections in the plan's order."""

    shown: PlanShown
    plan: Plan
    version: Version
    sections: tuple[Section, ...]
    today: dt.date

    def letter(self, section_id: int) -> str:
        return next(section.letter for section in self.sections if section.pk == section_id)


def allowed(viewer: Viewer, permission: str) -> None:
    """Raises NotAllowed with the reason where the viewer lacks ``permission``."""
    reason = may(viewer, permission)
    if reason:
        raise NotAllowed(reason)


def frame(viewer: Viewer | PublicViewer, today: dt.date, *, with_source: bool = False) -> Frame | None:
    """The area's plan as adopted by ``today``, or None. Two questions. ``with_source`` brings the draft and runs."""
    versions = Version.objects.filter(plan__area_id=viewer.area_id, adopted_on__lte=today)
    versions = versions.select_related("plan", "upload").order_by("-number")
    if not with_source:
        versions = versions.defer("upload__draft", "upload__runs")
    version = versions.first()
    if version is None:
        return None
    sections = tuple(Section.objects.filter(plan=version.plan).order_by("order", "id"))
    return Frame(_shown(version, viewer.area_name), version.plan, version, sections, today)


def _shown(version: Version, area_name: str) -> PlanShown:
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
        title=plan.title,
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


def place(line: int | None, end_line: int | None, cell: str | None) -> Place:
    """``line 89``, ``lines 89 to 93``, ``table 2, row 3, column 1``; the words a person would use to find it."""
    if cell:
        return Place(cell, f"line-{line}" if line is not None else anchor(cell))
    if line is None:
        return Place("the document", None)
    return Place(f"line {line}" if end_line in (None, line) else f"lines {line} to {end_line}", f"line-{line}")


def anchor(place_words: str) -> str:
    """The id of a place on the source page: ``table-2-row-3-column-1``."""
    return re.sub(r"[^0-9a-z]+", "-", place_words.lower()).strip("-")


def actions_of(frame: Frame) -> list[Action]:
    """Every action, in the plan's order; ``outcome_texts`` are its outcomes, which saves a question."""
    outcomes = Outcome.objects.filter(action=OuterRef("pk")).order_by("order").values("text")
    rows = Action.objects.filter(section__plan=frame.plan).annotate(outcome_texts=ArraySubquery(outcomes))
    return list(rows.order_by("order", "id"))


def outcomes_of(action: Action) -> tuple[str, ...]:
    """The outcomes of an action that ``actions_of`` read."""
    texts: list[str] = action.outcome_texts  # type: ignore[attr-defined]  # annotated by actions_of
    return tuple(texts)


def needs_of(frame: Frame) -> list[Need]:
    return list(Need.objects.filter(section__plan=frame.plan).order_by("section__order", "order", "id"))


def statements_of(frame: Frame) -> list[FamilyStatement]:
    return list(FamilyStatement.objects.filter(section__plan=frame.plan).order_by("section__order", "order", "id"))


def named_of(frame: Frame) -> Mapping[int, Sequence[ActionPost]]:
    """The posts named for each action (by its row), in the plan's order, with whoever holds them."""
    rows = ActionPost.objects.filter(action__section__plan=frame.plan).select_related(
        "post__person", "post__joined_to__person"
    )
    return _by((row.action_id, row) for row in rows.order_by("order"))


def post_in_force(named: ActionPost, today: dt.date) -> Post:
    """The post that counts: the one kept, where by ``today`` somebody had joined two spellings."""
    post = named.post
    if post.joined_to is not None and post.joined_on is not None and post.joined_on <= today:
        return post.joined_to
    return post


def reports_of(frame: Frame) -> Mapping[int, Sequence[Report]]:
    """What standing needs of each action's updates, oldest first."""
    rows = (
        ProgressUpdate.objects.filter(action__section__plan=frame.plan, on__lte=frame.today)
        .order_by("on", "id")
        .values_list("action_id", "on", "state")
    )
    return _by((action_id, Report(on, declared(state))) for action_id, on, state in rows)


def updates_of(action: Action, today: dt.date) -> list[ProgressUpdate]:
    """An action's updates, newest first."""
    return list(ProgressUpdate.objects.filter(action=action, on__lte=today).order_by("-on", "-id"))


def targets_of(frame: Frame) -> list[Target]:
    """Every target with its link, in the plan's order."""
    return list(Target.objects.filter(section__plan=frame.plan).select_related("link").order_by("order", "id"))


def steps_of(frame: Frame) -> Mapping[int, Sequence[Step]]:
    """The steps of each target (by its row), in the plan's order."""
    rows = Step.objects.filter(target__section__plan=frame.plan).order_by("order")
    return _by((row.target_id, row) for row in rows)


def replies_of(frame: Frame) -> Mapping[int, Sequence[Reply]]:
    """The replies to each statement (by its row), newest first."""
    rows = Reply.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today).order_by("-on", "-id")
    return _by((row.statement_id, row) for row in rows)


def links_of(frame: Frame) -> Mapping[int, Sequence[StatementLink]]:
    """The links of each statement (by its row), actions and needs with them, oldest first."""
    rows = (
        StatementLink.objects.filter(statement__section__plan=frame.plan, on__lte=frame.today)
        .select_related("need", "action")
        .order_by("on", "id")
    )
    return _by((row.statement_id, row) for row in rows)


def _by(pairs: Iterable[tuple[int, T]]) -> Mapping[int, Sequence[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
