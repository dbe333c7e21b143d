"""The plan for everybody, in plain English: no name of anybody, only the posts that the plan itself names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sendplan.access.queries import PublicViewer
from sendplan.plan.models import ProgressUpdate
from sendplan.plan.queries.overview import Register, register
from sendplan.plan.queries.pages import (
    ActionRow,
    PublicAction,
    PublicPlan,
    PublicSection,
    PublicStatement,
    PublicTarget,
    StatementDetail,
)
from sendplan.plan.queries.reading import Frame
from sendplan.plan.queries.rows import counts_of, families_count, start_of, step_shown, targets_count
from sendplan.plan.steps import UNSET, start_words
from sendplan.plan.wording import count, day, unstopped
from sendplan.plan_reader.draft import Kpi

__all__ = ["WORDS", "public_plan"]

WORDS = (
    ("SEND", "Special educational needs and disabilities."),
    (
        "EHC plan",
        "An education, health and care plan: the legal document that says what help a child or young person must get.",
    ),
    ("Action", "Something the plan promises to do, by a day, with somebody who answers for it."),
    ("Target", "A figure the plan promises to reach, so that anybody can see whether things are better."),
    ("Starting figure", "How things stood when the plan was written. Progress is counted from there."),
    ("Percentage points", "Going from 10% to 30% is 20 percentage points."),
    (
        "Said to be done",
        "Reported as finished, while what should come of it is not all shown by evidence that somebody else confirmed.",
    ),
    (
        "Silent",
        "Not late or due soon, but nothing has been reported about the action for more than 60 days.",
    ),
)
"""Terms the page uses, each with what it means."""


def public_plan(viewer: PublicViewer, today: dt.date) -> PublicPlan | None:
    """The plan in force in an area, as at ``today``; None where none is adopted by then."""
    found = register(viewer, today)
    if found is None:
        return None
    newest, said = _newest(found.frame), found.frame.content.actions
    counts = counts_of(found.actions)
    shown = found.frame.shown
    families = families_count(found.statements)
    sections = []
    for section in found.frame.sections:
        rows = [row for row in found.actions if row.section == section.letter]
        sections.append(
            PublicSection(
                letter=section.letter,
                title=section.title,
                label=section.label or section.title,
                counts=counts_of(rows),
                needs=tuple(need.text for need in section.needs),
                statements=tuple(_statement(each) for each in found.statements if each.row.section == section.letter),
                actions=tuple(_action(row, said[row.id].outcomes, newest.get(row.id)) for row in rows),
                targets=_targets(found, section.letter, today),
                targets_sentence=_figures_set(
                    [kpi for kpi in found.frame.content.draft.kpis if kpi.section == section.letter]
                ),
            )
        )
    return PublicPlan(
        title=shown.title,
        area_name=shown.area_name,
        kind_title=shown.kind_title,
        kind_description=shown.kind_description,
        as_at=today,
        as_at_words=day(today),
        adopted_sentence=f"This is version {shown.version} of the plan, kept here since {day(shown.adopted_on)}.",
        headline=f"This is how the plan stood on {day(today)}. {counts.sentence} {families.sentence}",
        counts=counts,
        families=families,
        targets=targets_count(found.frame.content.draft.kpis, found.target_links),
        sections=tuple(sections),
        words=WORDS,
    )


def _newest(frame: Frame) -> Mapping[str, ProgressUpdate]:
    """The last update of each action, by the action's id. One question to the database."""
    rows = (
        ProgressUpdate.objects.filter(action__section__plan=frame.plan, on__lte=frame.today)
        .select_related("action")
        .order_by("action_id", "-on", "-id")
        .distinct("action_id")
    )
    return {row.action.public_id: row for row in rows}


def _action(row: ActionRow, outcomes: Sequence[str], newest: ProgressUpdate | None) -> PublicAction:
    return PublicAction(
        anchor=f"action-{row.id}",
        ref=row.ref,
        text=row.text,
        outcomes=tuple(outcomes),
        owners_words=row.owners_words,
        due_words=row.due.words,
        state=row.standing.state,
        label=row.standing.label,
        sentence=row.standing.sentence,
        latest_text=newest.text if newest else None,
        latest_words=_latest(row, newest),
    )


def _latest(row: ActionRow, newest: ProgressUpdate | None) -> str:
    if newest is not None:
        return f"Reported on {day(newest.on)}."
    # Done without a report is done by the plan's own word.
    done = row.standing.state in ("done", "said_done")
    return "The plan itself says this is done." if done else "Nothing has been reported yet."


def _figures_set(targets: Sequence[Kpi]) -> str:
    """Of a section's targets, how many have a figure in some step, and how many have none."""
    if not targets:
        return "The plan sets no figure to reach for this part."
    reached = sum(any(step.kind not in UNSET for step in each.steps) for each in targets)
    without = len(targets) - reached
    if not reached:
        return f"The plan names {count(without, 'target', 'targets')} for this part, and no figure to reach for any."
    sentence = f"The plan sets {count(reached, 'figure', 'figures')} to reach, called targets."
    if without:
        sentence += f" {count(without, 'more target has', 'more targets have')} no figure to reach yet."
    return sentence


def _targets(found: Register, letter: str, today: dt.date) -> tuple[PublicTarget, ...]:
    shown = []
    for kpi, row in zip(found.frame.content.draft.kpis, found.targets, strict=True):
        if row.section != letter:
            continue
        steps = [step_shown(step, kpi, today) for step in kpi.steps]
        said = tuple(f"{step.words} ({step.worked_out})" if step.worked_out else step.words for step in steps)
        reasons = list(dict.fromkeys(step.cannot for step in steps if step.cannot))
        if not steps:
            reasons.append("The plan sets no figure to reach.")
        if not row.linked:
            reasons.append("Nobody has yet said where its figure is to come from.")
        shown.append(
            PublicTarget(
                anchor=f"target-{row.id}",
                name=row.name,
                start_words=start_words(start_of(kpi)),
                steps=said,
                note=" ".join(reasons) or None,
            )
        )
    return tuple(shown)


def _statement(each: StatementDetail) -> PublicStatement:
    return PublicStatement(
        text=each.row.text,
        leads_to=tuple(unstopped(link.words) for link in each.links if not link.gone),
        answer=each.replies[0].text if each.replies else None,
        answer_words=each.row.answer_words,
    )
