"""One action, and one target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from sendplan.access.queries import Viewer
from sendplan.plan.models import TargetLink
from sendplan.plan.queries.course import action_course
from sendplan.plan.queries.doubts import doubts_shown
from sendplan.plan.queries.found import (
    Subjects,
    findings_about,
    own_findings,
    posts_not_held,
    shown,
    subjects,
    targets_not_linked,
)
from sendplan.plan.queries.history import UpdateKept
from sendplan.plan.queries.overview import Register, action_rows, register
from sendplan.plan.queries.pages import (
    ActionNeighbour,
    ActionPage,
    Choice,
    FindingShown,
    MeasureLink,
    PostShown,
    StepShown,
    TargetNeighbour,
    TargetPage,
    UpdateShown,
)
from sendplan.plan.queries.reading import allowed, place, target_link_of
from sendplan.plan.queries.rows import byline, start_of, step_shown, target_row
from sendplan.plan.standing import said_words
from sendplan.plan.steps import SETS_LEVEL, same_unit, start_words
from sendplan.plan.wording import day, listed
from sendplan.plan_reader.draft import Kpi

__all__ = ["RATINGS", "STATES", "action", "all_findings", "comparable_start", "target"]

STATES = (
    Choice("not_started", "Not started"),
    Choice("in_progress", "In progress"),
    Choice("complete", "Complete", "Everything the action promises has been done."),
    Choice("stopped", "Stopped", "It will not be done. Say why."),
)

RATINGS = (
    Choice("on_track", "On track"),
    Choice("at_risk", "At risk", "It may not be done by its date, or may not do what it should."),
    Choice("off_track", "Off track", "It will not be done by its date as things are."),
    Choice("", "I do not say"),
)

T = TypeVar("T")


def action(viewer: Viewer, action_id: str, today: dt.date) -> ActionPage | None:
    """One action, as at ``today``; None where the plan in force has none of that id."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    said = found.frame.content.actions.get(action_id)
    if said is None:
        return None
    (row,) = action_rows(found.frame, [said], found.posts)
    stands = place(said.where)
    course, history = action_course(viewer, found.frame, row)
    before, after = _neighbours(tuple(found.frame.content.actions.items()), action_id)
    return ActionPage(
        plan=found.frame.shown,
        as_at=today,
        id=row.id,
        ref=row.ref,
        section=row.section,
        section_title=_title(found, row.section),
        text=row.text,
        place=stands,
        outcomes=said.outcomes,
        due=row.due,
        posts=row.owners,
        standing=row.standing,
        course=course,
        updates=tuple(_update(each) for each in reversed(history.updates)),
        doubts=doubts_shown("action", row.ref, row.id, stands, said.ambiguities),
        targets=found.targets_in(row.section),
        targets_note=(
            "The plan sets its targets for the whole section and does not say which action each of them measures."
        ),
        statements=found.statements_where(lambda id_, _: ("action", action_id) in found.linked.get(id_, ())),
        findings=(
            *_reader_findings(found, "action", row.ref, action_id),
            *(findings_about("action", action_id, posts_not_held(found.owned)) if _vacant(row.owners) else ()),
        ),
        may_update=course.may_report,
        states=STATES,
        ratings=RATINGS,
        previous=ActionNeighbour(before[0], before[1].ref) if before else None,
        following=ActionNeighbour(after[0], after[1].ref) if after else None,
    )


def all_findings(found: Register) -> tuple[FindingShown, ...]:
    """The reader's findings and our own."""
    own = own_findings(found.owned, found.targets, found.statements)
    return (*shown(found.frame.content.draft.findings, _known(found)), *own)


def _known(found: Register) -> Subjects:
    return subjects(
        (section.letter for section in found.frame.sections),
        ((action.ref, id_) for id_, action in found.frame.content.actions.items()),
        ((short_id, id_) for id_, short_id in found.frame.content.short_ids.items()),
    )


def _reader_findings(
    found: Register, kind: Literal["action", "target"], label: str, id_: str
) -> tuple[FindingShown, ...]:
    """The reader's findings that name one action or target."""
    naming = [each for each in found.frame.content.draft.findings if label in each.about]
    return findings_about(kind, id_, shown(naming, _known(found))) if naming else ()


def _vacant(owners: Sequence[PostShown]) -> bool:
    return any(owner.holder is None for owner in owners)


def _title(found: Register, letter: str) -> str:
    return next(section.title for section in found.frame.sections if section.letter == letter)


def _neighbours(rows: Sequence[tuple[str, T]], id_: str) -> tuple[tuple[str, T] | None, tuple[str, T] | None]:
    """What stands before and after the one of that id."""
    at = next(number for number, (each, _) in enumerate(rows) if each == id_)
    return rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None


def _update(update: UpdateKept) -> UpdateShown:
    return UpdateShown(
        id=update.id,
        on=update.on,
        on_words=day(update.on),
        by=update.by_name,
        byline=byline(update.by_name, update.by_post, update.on),
        state=update.state,
        state_words=said_words(update.state, update.rating),
        text=update.text,
    )


def target(viewer: Viewer, target_id: str, today: dt.date) -> TargetPage | None:
    """One target, as at ``today``; None where the plan in force has none of that id."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    content, kpi = found.frame.content, found.frame.content.targets.get(target_id)
    if kpi is None:
        return None
    made = target_link_of(found.frame, target_id)
    row = target_row(kpi, content.short_ids[target_id], made.measures if made is not None else None)
    steps = tuple(step_shown(step, kpi, today) for step in kpi.steps)
    stands = place(kpi.where)
    link = _link(made)
    before, after = _neighbours(tuple(content.short_ids.items()), target_id)
    return TargetPage(
        plan=found.frame.shown,
        as_at=today,
        id=row.id,
        short_id=row.short_id,
        section=row.section,
        section_title=_title(found, row.section),
        name=row.name,
        place=stands,
        better_words=_better(kpi.better),
        start_words=start_words(start_of(kpi)),
        start_as_written=kpi.baseline.as_written or None,
        start_level=comparable_start(kpi),
        steps=steps,
        can_say=_can_say(steps),
        cannot_say=_cannot_say(kpi, steps, link),
        link=link,
        link_words=link.sentence if link else "Not linked to a measure yet.",
        doubts=doubts_shown("target", row.short_id, row.id, stands, kpi.ambiguities),
        findings=(
            *_reader_findings(found, "target", row.short_id, target_id),
            *(findings_about("target", target_id, targets_not_linked(found.targets)) if link is None else ()),
        ),
        previous=TargetNeighbour(*before) if before else None,
        following=TargetNeighbour(*after) if after else None,
    )


def comparable_start(target: Kpi) -> Decimal | None:
    """The starting figure, unless a step sets a level in another unit; changes are in the start's own."""
    start = target.baseline
    levels = [step for step in target.steps if step.kind in SETS_LEVEL and step.value is not None]
    return start.value if all(same_unit(step.unit or "", start.unit or "") for step in levels) else None


def _better(better: str) -> str:
    words = {"higher": "Higher is better.", "lower": "Lower is better."}
    return words.get(better, "The plan does not say whether higher or lower is better.")


def _link(link: TargetLink | None) -> MeasureLink | None:
    if link is None:
        return None
    groups = tuple((str(name), str(value)) for name, value in link.groups.items())
    of = f", for {listed([f'{name} {value}' for name, value in groups])}" if groups else ""
    one = len(link.measures) == 1
    sentence = (
        f"{link.linked_by} said on {day(link.linked_on)} that it reads the "
        f"{'measure' if one else 'measures'} {listed(link.measures)}{of}."
    )
    if not one:
        sentence += " They are always shown together."
    return MeasureLink(
        measures=tuple(link.measures),
        groups=groups,
        by=link.linked_by,
        on=link.linked_on,
        note=link.note or None,
        sentence=sentence,
    )


def _can_say(steps: Sequence[StepShown]) -> tuple[str, ...]:
    said = []
    for step in steps:
        if step.level is not None:
            comes_to = f": that is {step.worked_out}" if step.worked_out else ""
            said.append(f"{step.label}: {step.words}{comes_to}.")
    return tuple(said)


def _cannot_say(target: Kpi, steps: Sequence[StepShown], link: MeasureLink | None) -> tuple[str, ...]:
    said = list(dict.fromkeys(step.cannot for step in steps if step.cannot))
    if not steps:
        said.append("The plan sets no step, so there is nothing to judge a figure by.")
    if target.baseline.value is None and not any("starting figure" in each for each in said):
        said.append("The plan gives no starting figure, so how far things have moved cannot be said.")
    if link is None:
        said.append("Nobody has said which measure it reads, so no figure can be put beside it.")
    else:
        said.append("No figure has been read yet: it comes from the area's records, which are not loaded here.")
    return tuple(said)
