"""One row of a list, from what a version says and what has happened since. Asks the database nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sendplan.plan.due import due_why, due_words
from sendplan.plan.models import Reply, StatementLink
from sendplan.plan.overrides import claim_words
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.facts import Facts, standpoint
from sendplan.plan.queries.pages import (
    ActionRow,
    Counts,
    DueShown,
    FamiliesCount,
    LinkKind,
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
from sendplan.plan.queries.reading import Held, place
from sendplan.plan.standing import State, said_words
from sendplan.plan.steps import NEEDS_START, UNSET, Start, read_step, start_words
from sendplan.plan.steps import Reading as StepReading
from sendplan.plan.wording import count, day, listed
from sendplan.plan_reader.draft import Action, Kpi, Owner, Section, Statement, Step

__all__ = [
    "action_row",
    "byline",
    "counts_of",
    "families_count",
    "families_counted",
    "need_shown",
    "posts_shown",
    "start_of",
    "statement_detail",
    "statement_row",
    "step_shown",
    "target_row",
    "targets_count",
]

_COUNTED: Mapping[State, str] = {
    "done": "done",
    "said_done": "said to be done",
    "stopped": "stopped",
    "late": "late",
    "due_soon": "due within 31 days",
    "silent": "silent but not due soon",
    "on_the_way": "on the way",
}


def posts_shown(named: Sequence[Owner], posts: Mapping[str, Held]) -> tuple[PostShown, ...]:
    """The posts that answer for an action; two spellings that a person has joined are one."""
    shown: dict[str, PostShown] = {}
    for each in named:
        if not each.as_written.strip():
            continue
        post = posts[each.as_written.strip()]
        words = f"{post.holder} holds this post." if post.holder else "Nobody who signs in here holds this post."
        shown.setdefault(
            post.id,
            PostShown(
                id=post.id,
                name=post.name,
                as_written=each.as_written,
                holder=post.holder,
                holder_id=post.holder_id,
                holder_words=words,
                part_words=each.part or None,
            ),
        )
    return tuple(shown.values())


def action_row(
    action: Action,
    posts: Mapping[str, Held],
    facts: Facts,
    content: Content,
    today: dt.date,
) -> ActionRow:
    """One action of ``content`` as it stands on ``today``, for what is known by then."""
    id_ = action.id or ""
    given_on, given = content.dues[id_][-1]
    stands = standpoint(
        facts,
        given=given,
        given_on=given_on,
        outcome_ids=action.outcome_ids,
        adopted_on=content.since[id_],  # the first version that has it: a later one forgives no silence
        today=today,
    )
    due, moved_on = stands.due, stands.move.on if stands.move is not None else None
    owners = posts_shown(action.named_owners, posts)
    last = facts.reports[-1] if facts.reports else None
    return ActionRow(
        id=id_,
        ref=action.ref,
        section=action.section,
        text=action.text,
        due=DueShown(
            as_written=due.as_written or None,
            earliest=due.earliest,
            latest=due.latest,
            kind=due.kind,
            words=due_words(due.kind, due.latest),
            why=due_why(due.kind, due.as_written or None, due.earliest, due.latest, moved_on),
            moved_on=moved_on,
        ),
        owners=owners,
        owners_words=listed([post.name for post in owners]) if owners else "nobody named",
        standing=stands.standing,
        declared_words=said_words(last.state, last.rating) if last else "Nothing reported",
        agreement=stands.agreement,
        tally=stands.tally,
        claim_words=claim_words(facts.override.claim) if facts.override else None,
        last_update_on=last.on if last else None,
        last_update_words=day(last.on) if last else "never",
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
        said_done=found["said_done"],
        stopped=found["stopped"],
        late=found["late"],
        due_soon=found["due_soon"],
        silent=found["silent"],
        on_the_way=found["on_the_way"],
        unreported=unreported,
        sentence=sentence,
    )


def start_of(target: Kpi) -> Start:
    start = target.baseline
    return Start(start.as_written or "", start.value, start.unit or "", start.on_as_written or "")


def read_step_of(step: Step, target: Kpi) -> StepReading:
    """A step of a target, read."""
    return read_step(
        kind=step.kind,
        value=step.value,
        unit=step.unit or "",
        as_written=step.as_written or "",
        on=step.on,
        start=start_of(target),
        better=target.better,
    )


def step_shown(step: Step, target: Kpi, today: dt.date) -> StepShown:
    """A step in words, with what it comes to."""
    reading = read_step_of(step, target)
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
        place=place(step.where) if step.where is not None else None,
    )


def target_row(target: Kpi, short_id: str, measures: Sequence[str] | None) -> TargetRow:
    """``measures`` are what somebody said by the day that it reads, None where nobody did."""
    set_steps = [step for step in target.steps if step.kind not in UNSET]
    if not target.steps:
        last = "The plan sets no figure to reach."
    elif not set_steps:
        last = "No figure to reach is set: every step is blank or to be confirmed."
    else:
        shown = read_step_of(set_steps[-1], target)
        last = f"{shown.words} ({shown.worked_out})" if shown.worked_out else shown.words
    return TargetRow(
        id=target.id or "",
        short_id=short_id,
        section=target.section,
        name=target.name,
        start_words=start_words(start_of(target)),
        last_step_words=last,
        linked=measures is not None,
        link_words=f"Linked to {listed(measures)}" if measures is not None else "Not linked to a measure yet",
    )


def targets_count(targets: Sequence[Kpi], links: Mapping[str, Sequence[str]]) -> TargetsCount:
    total = len(targets)
    linked = sum(target.id in links for target in targets)
    waiting = sum(
        target.baseline.value is None and any(step.kind in NEEDS_START for step in target.steps) for target in targets
    )
    without = sum(all(step.kind in UNSET for step in target.steps) for target in targets)
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


def need_shown(need: Statement) -> NeedShown:
    return NeedShown(need.id or "", need.text, place(need.where))


def statement_row(
    said: Statement,
    letter: str,
    linked: Sequence[tuple[LinkKind, str]],
    answered_on: dt.date | None,
    content: Content,
) -> StatementRow:
    """What a family said, once. ``linked`` are the kinds and ids of what takes it up."""
    to = [f"action {content.actions[id_].ref}" for kind, id_ in linked if kind == "action" and id_ in content.actions]
    needs = sum(kind == "need" and id_ in content.needs for kind, id_ in linked)
    if needs:
        to.append(count(needs, "thing that needs improvement", "things that need improvement"))
    return StatementRow(
        id=said.id or "",
        section=letter,
        text=said.text,
        answered=answered_on is not None,
        answer_words=f"Answered on {day(answered_on)}." if answered_on is not None else "Nobody has answered this.",
        linked=bool(to),
        linked_words=f"Linked to {listed(to)}." if to else _NOT_LINKED[bool(linked)],
        place=place(said.where),
    )


def statement_detail(
    row: StatementRow, links: Sequence[StatementLink], replies: Sequence[Reply], content: Content
) -> StatementDetail:
    """What a family said with what came of it. ``replies`` newest first."""
    return StatementDetail(
        row, tuple(_link(link, content) for link in links), tuple(_reply(reply) for reply in replies)
    )


_NOT_LINKED = {
    False: "Not linked to any need or action.",
    True: "Linked only to what the plan no longer has.",
}


def _link(link: StatementLink, content: Content) -> LinkShown:
    """A link by what the version in force says; by its row's last wording where this version no longer has it."""
    by = f"Linked by {byline(link.by_name, '', link.on)}."
    if link.action is not None:
        action = content.actions.get(link.action.public_id)
        ref, text = (action.ref, action.text) if action is not None else (link.action.ref, link.action.text)
        gone = "" if action is not None else ", which this version of the plan does not have"
        return LinkShown("action", link.action.public_id, f"Action {ref}{gone}: {text}", by, gone=bool(gone))
    assert link.need is not None  # noqa: S101  the table's own constraint: one end or the other
    need = content.needs.get(link.need.public_id)
    if need is None:
        words = f"What needed improvement in another version of the plan: {link.need.text}"
        return LinkShown("need", link.need.public_id, words, by, gone=True)
    return LinkShown("need", link.need.public_id, f"What needs improvement: {need.text}", by)


def _reply(reply: Reply) -> ReplyShown:
    return ReplyShown(
        id=reply.public_id,
        on=reply.on,
        on_words=day(reply.on),
        by=reply.by_name,
        byline=byline(reply.by_name, reply.by_post, reply.on),
        text=reply.text,
    )


def families_count(rows: Sequence[StatementRow]) -> FamiliesCount:
    return families_counted(len(rows), sum(row.answered for row in rows), sum(not row.linked for row in rows))


def families_counted(total: int, answered: int, unlinked: int) -> FamiliesCount:
    """Of ``total`` things that families said, how many were answered, and how many nothing takes up."""
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
