"""One row of a list, from rows of the database: actions, targets, statements, counts. Asks the database nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sendplan.plan.due import due_why, due_words
from sendplan.plan.models import Action, ActionPost, FamilyStatement, Need, Reply, Section, StatementLink, Step, Target
from sendplan.plan.queries.pages import (
    ActionRow,
    Counts,
    DueShown,
    FamiliesCount,
    LinkShown,
    NeedShown,
    PostShown,
    ReplyShown,
    StatementDetail,
    StatementRow,
    StepShown,
    TargetRow,
    TargetsCount,
)
from sendplan.plan.queries.reading import place, post_in_force
from sendplan.plan.standing import Report, State, standing
from sendplan.plan.steps import NEEDS_START, UNSET, Start, read_step, start_words
from sendplan.plan.wording import count, day, listed

__all__ = [
    "action_row",
    "byline",
    "counts_of",
    "families_count",
    "linked_by",
    "need_shown",
    "posts_shown",
    "start_of",
    "statement_detail",
    "step_shown",
    "target_row",
    "targets_count",
]

_COUNTED: Mapping[State, str] = {
    "done": "done",
    "stopped": "stopped",
    "late": "late",
    "due_soon": "due within 31 days",
    "silent": "silent but not due soon",
    "on_the_way": "on the way",
}


def posts_shown(named: Sequence[ActionPost], today: dt.date) -> tuple[PostShown, ...]:
    """The posts that answer for an action; two spellings that a person has joined are one."""
    shown: dict[int, PostShown] = {}
    for each in named:
        post = post_in_force(each, today)
        held = post.person is not None and post.held_since is not None and post.held_since <= today
        holder = post.person.name if held and post.person is not None else None
        shown.setdefault(
            post.pk,
            PostShown(
                id=post.public_id,
                name=post.name,
                as_written=each.as_written,
                holder=holder,
                holder_id=post.person_id if holder else None,
                holder_words=f"{holder} holds this post." if holder else "Nobody who signs in here holds this post.",
                part_words=each.part or None,
            ),
        )
    return tuple(shown.values())


def action_row(
    action: Action,
    letter: str,
    named: Sequence[ActionPost],
    reports: Sequence[Report],
    *,
    adopted_on: dt.date,
    today: dt.date,
) -> ActionRow:
    """One action as it stands on ``today``. ``reports`` are those known by then, oldest first; ``adopted_on`` is the
    day the plan was adopted."""
    as_written = action.due_as_written or None
    owners = posts_shown(named, today)
    last_on = reports[-1].on if reports else None
    return ActionRow(
        id=action.public_id,
        ref=action.ref,
        section=letter,
        text=action.text,
        due=DueShown(
            as_written=as_written,
            earliest=action.due_earliest,
            latest=action.due_latest,
            kind=action.due_kind,
            words=due_words(action.due_kind, action.due_latest),
            why=due_why(action.due_kind, as_written, action.due_earliest, action.due_latest),
        ),
        owners=owners,
        owners_words=listed([post.name for post in owners]) if owners else "nobody named",
        standing=standing(
            due_kind=action.due_kind,
            due_as_written=as_written,
            due_latest=action.due_latest,
            reports=reports,
            adopted_on=adopted_on,
            today=today,
        ),
        last_update_on=last_on,
        last_update_words=day(last_on) if last_on else "never",
    )


def counts_of(rows: Iterable[ActionRow]) -> Counts:
    """How many of these stand where, each counted once."""
    listed_rows = list(rows)
    found = Counter(row.standing.state for row in listed_rows)
    unreported = sum(row.standing.silent for row in listed_rows)
    total = len(listed_rows)
    parts = [f"{found[state]} {words}" for state, words in _COUNTED.items() if found[state]]
    sentence = f"{count(total, 'action', 'actions')}: {listed(parts)}." if parts else "No action."
    if unreported:
        news = "has" if unreported == 1 else "have"
        sentence += f" {unreported} of those still open {news} had no news for more than 60 days, or never."
    return Counts(
        total=total,
        done=found["done"],
        stopped=found["stopped"],
        late=found["late"],
        due_soon=found["due_soon"],
        silent=found["silent"],
        on_the_way=found["on_the_way"],
        unreported=unreported,
        sentence=sentence,
    )


def start_of(target: Target) -> Start:
    return Start(target.start_as_written, target.start, target.start_unit, target.start_on_as_written)


def step_shown(step: Step, target: Target, today: dt.date) -> StepShown:
    """A step in words, with what it comes to."""
    reading = read_step(
        kind=step.kind,
        value=step.value,
        unit=step.unit,
        as_written=step.as_written,
        on=step.on,
        start=start_of(target),
        better=target.better,
    )
    return StepShown(
        label=step.label,
        on=step.on,
        as_written=step.as_written or None,
        kind=step.kind,
        value=step.value,
        words=reading.words,
        level=reading.level,
        worked_out=reading.worked_out,
        cannot=reading.cannot,
        passed=step.on is not None and step.on < today,
        place=place(step.line, step.end_line, step.cell) if step.line is not None or step.cell else None,
    )


def linked_by(target: Target, today: dt.date) -> Any:
    """The target's link, where it was made by ``today``, else None."""
    link = getattr(target, "link", None)
    return link if link is not None and link.linked_on <= today else None


def target_row(target: Target, letter: str, steps: Sequence[Step], today: dt.date) -> TargetRow:
    link = linked_by(target, today)
    set_steps = [step for step in steps if step.kind not in UNSET]
    if not steps:
        last = "The plan sets no figure to reach."
    elif not set_steps:
        last = "No figure to reach is set: every step is blank or to be confirmed."
    else:
        shown = step_shown(set_steps[-1], target, today)
        last = f"{shown.words} ({shown.worked_out})" if shown.worked_out else shown.words
    return TargetRow(
        id=target.public_id,
        short_id=target.short_id,
        section=letter,
        name=target.name,
        start_words=start_words(start_of(target)),
        last_step_words=last,
        linked=link is not None,
        link_words=f"Linked to {listed(link.measures)}" if link is not None else "Not linked to a measure yet",
    )


def targets_count(targets: Sequence[Target], steps: Mapping[int, Sequence[Step]], today: dt.date) -> TargetsCount:
    total = len(targets)
    linked = sum(linked_by(target, today) is not None for target in targets)
    waiting = sum(
        target.start is None and any(step.kind in NEEDS_START for step in steps.get(target.pk, ()))
        for target in targets
    )
    without = sum(all(step.kind in UNSET for step in steps.get(target.pk, ())) for target in targets)
    if not total:
        sentence = "The plan sets no target."
    else:
        sentence = (
            f"{count(total, 'target', 'targets')}: {linked} linked to a measure, whose figures come with the area's "
            f"records; {total - linked} not linked to one yet. {waiting} cannot be worked out until the plan gives a "
            f"starting figure, and {without} set no figure to reach."
        )
    return TargetsCount(
        total=total,
        figure_to_come=linked,
        unlinked=total - linked,
        waiting_for_start=waiting,
        without_step=without,
        sentence=sentence,
    )


def byline(name: str, post: str, on: dt.date) -> str:
    """``Helen Lowe, Interim SEND Strategic Director, 12 November 2023``."""
    return ", ".join(part for part in (name, post, day(on)) if part)


def need_shown(need: Need) -> NeedShown:
    return NeedShown(need.public_id, need.text, place(need.line, need.end_line, need.cell))


def statement_detail(
    said: FamilyStatement, letter: str, links: Sequence[StatementLink], replies: Sequence[Reply]
) -> StatementDetail:
    """What a family said with what came of it. ``replies`` newest first."""
    to = [f"action {link.action.ref}" for link in links if link.action is not None]
    needs = sum(link.need is not None for link in links)
    if needs:
        to.append(count(needs, "thing that needs improvement", "things that need improvement"))
    row = StatementRow(
        id=said.public_id,
        section=letter,
        text=said.text,
        answered=bool(replies),
        answer_words=f"Answered on {day(replies[0].on)}." if replies else "Nobody has answered this.",
        linked=bool(links),
        linked_words=f"Linked to {listed(to)}." if to else "Not linked to any need or action.",
        place=place(said.line, said.end_line, said.cell),
    )
    return StatementDetail(row, tuple(_link(link) for link in links), tuple(_reply(reply) for reply in replies))


def _link(link: StatementLink) -> LinkShown:
    by = f"Linked by {byline(link.by_name, '', link.on)}."
    if link.action is not None:
        return LinkShown("action", link.action.public_id, f"Action {link.action.ref}: {link.action.text}", by)
    assert link.need is not None  # noqa: S101  the table's own constraint: one end or the other
    return LinkShown("need", link.need.public_id, f"What needs improvement: {link.need.text}", by)


def _reply(reply: Reply) -> ReplyShown:
    return ReplyShown(
        id=reply.public_id,
        on=reply.on,
        on_words=day(reply.on),
        by=reply.by_name,
        byline=byline(reply.by_name, reply.by_post, reply.on),
        text=reply.text,
    )


def families_count(details: Sequence[StatementDetail]) -> FamiliesCount:
    total = len(details)
    answered = sum(detail.row.answered for detail in details)
    unlinked = sum(not detail.row.linked for detail in details)
    if not total:
        sentence = "The plan records nothing that families said."
    else:
        sentence = (
            f"{answered} of {count(total, 'thing', 'things')} families said {'has' if answered == 1 else 'have'} been "
            f"answered; {total - answered} {'has' if total - answered == 1 else 'have'} not. "
            f"{unlinked} {'is' if unlinked == 1 else 'are'} linked to no need or action."
        )
    return FamiliesCount(total, answered, total - answered, unlinked, sentence)


def section_title(section: Section) -> str:
    """``Section A: Strategy``, by the shorter name where the plan has one."""
    return f"Section {section.letter}: {section.label or section.title}"
