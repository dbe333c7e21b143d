"""An action's course as at a day: what shows its criteria, its dates, what is said against its status, its closing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.closing import missing
from sendplan.plan.criteria import STRENGTH_WORDS, CriterionState, Tally, criterion
from sendplan.plan.due import due_words, examples, in_force
from sendplan.plan.evidence import KIND_WORDS, by_another
from sendplan.plan.evidence_files import MEDIA_TYPES
from sendplan.plan.models import Action, Evidence
from sendplan.plan.overrides import CLAIMS, HOW_JUDGED, Claim, Judged, Since, claim_words, judge, track_record
from sendplan.plan.queries.choices import target_choices
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.history import EvidenceKept, History, OverrideKept, evidence_kept, histories
from sendplan.plan.queries.judging import linked_targets
from sendplan.plan.queries.pages import (
    ActionCourse,
    ActionRow,
    ClosingShown,
    CoursePage,
    CriterionShown,
    DateShown,
    EvidencePage,
    EvidenceShown,
    EvidenceWaitingPage,
    OverrideShown,
    OverridesPage,
    PersonsOverrides,
)
from sendplan.plan.queries.reading import Frame, allowed, frame, posts_of
from sendplan.plan.queries.rows import action_row, byline
from sendplan.plan.rules import whose_action
from sendplan.plan.slippage import Promised, promises
from sendplan.plan.standing import LABELS, course, said_words
from sendplan.plan.steps import with_unit
from sendplan.plan.wording import count, day, days, size
from sendplan.plan_reader.draft import Action as Promise

__all__ = ["action_course", "course_page", "course_shown", "evidence", "evidence_file", "evidence_waiting", "overrides"]


def course_page(viewer: Viewer, action_id: str, today: dt.date) -> CoursePage | None:
    """One action for the forms that act on it, as at ``today``; None where the plan in force has none of that id. Five
    questions to the database."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    promise = found.content.actions.get(action_id) if found is not None else None
    if found is None or promise is None:
        return None
    history = _history(found, action_id)
    row = action_row(promise, posts_of(found), history.facts, found.content, today)
    shown = course_shown(viewer, found, row, history)
    known = course(history.facts.reports, history.facts.closings, today)
    linked = linked_targets(action_id, found.content, today)
    criteria = [(each.text, each.stands) for each in shown.criteria]
    return CoursePage(
        plan=found.shown,
        as_at=today,
        id=row.id,
        ref=row.ref,
        section=row.section,
        section_title=found.content.sections[row.section].title,
        text=row.text,
        due=row.due,
        course=shown,
        complete=known.done_on is not None
        or (known.last is None and known.reopened_on is None and row.due.kind == "already_done"),
        missing=missing(criteria, linked, today),
        target_choices=target_choices(found),
        date_examples=examples(today),
    )


def _history(found: Frame, action_id: str) -> History:
    mine = Action.objects.filter(section__plan=found.plan, public_id=action_id)
    return histories(mine, found.today).get(action_id, History())


def course_shown(viewer: Viewer, found: Frame, row: ActionRow, history: History) -> ActionCourse:
    """What is known of one action of the plan in force. Asks the database nothing."""
    content, today = found.content, found.today
    promise = content.actions[row.id]
    facts = history.facts
    shown = [_evidence(each, row.id, content, viewer) for each in reversed(history.evidence)]
    about = {each.id: each.outcome for each in history.evidence}
    criteria = tuple(
        CriterionShown(
            id=outcome_id,
            text=text,
            stands=criterion(facts.evidence.get(outcome_id, ()), today),
            evidence=tuple(each for each in shown if about[each.id] == outcome_id),
        )
        for outcome_id, text in zip(promise.outcome_ids, promise.outcomes, strict=True)
    )
    known = {each.id for each in criteria}
    said = _overrides(row.id, promise, content, history, today)
    last = history.updates[-1] if history.updates else None
    holds = any(post.holder_id == viewer.user_id for post in row.owners)
    return ActionCourse(
        standing=row.standing,
        declared_words=said_words(last.state, last.rating) if last else "Nothing reported",
        declared_byline=byline(last.by_name, last.by_post, last.on) if last else None,
        agreement=row.agreement,
        tally=row.tally,
        criteria=criteria,
        about_all=tuple(each for each in shown if about[each.id] not in known),
        dates=_dates(promise, content, history),
        override=next((each for each in said if each.stands), None),
        overrides=tuple(reversed(said)),
        closed=bool(history.closings) and history.closings[-1].state == "closed",
        closings=tuple(
            ClosingShown(
                id=each.id,
                words="Closed" if each.state == "closed" else "Opened again",
                byline=byline(each.by_name, each.by_post, each.on),
                reason=each.reason or None,
                missing=tuple(each.missing),
            )
            for each in reversed(history.closings)
        ),
        may_report=whose_action(may(viewer, "plan.update_any"), may(viewer, "plan.update_own"), holds),
        may_move=may(viewer, "plan.reschedule"),
        may_override=may(viewer, "plan.override"),
        may_close=may(viewer, "plan.close"),
    )


def _evidence(each: EvidenceKept, action_id: str, content: Content, viewer: Viewer) -> EvidenceShown:
    promise = content.actions.get(action_id)
    if each.outcome is None:
        about = "The action as a whole"
    else:
        words = content.outcomes.get(each.outcome)
        about = words[1] if words else "A criterion that this version of the plan does not have"
    state = "waiting" if each.accepted is None else "accepted" if each.accepted else "refused"
    permission = "plan.confirm_families" if each.strength == "families" else "plan.confirm"
    return EvidenceShown(
        id=each.id,
        action_id=action_id,
        ref=promise.ref if promise is not None else "an action this version does not have",
        about=about,
        says="Says that it is met" if each.says_met else "Says that it is not met",
        kind_words=KIND_WORDS[each.kind],
        strength_words=STRENGTH_WORDS[each.strength],
        text=each.text,
        byline=byline(each.by_name, each.by_post, each.on),
        on=each.on,
        link=each.link or None,
        file_name=each.file_name,
        file_words=f"{MEDIA_TYPES[each.file_type][0]}, {size(each.file_size or 0)}" if each.file_type else None,
        figure_words=_figure(each, content),
        state=state,
        state_words=_state_words(each),
        answer_text=each.answered_text or None,
        may_confirm=_why_not_confirm(each, may(viewer, permission), viewer),
    )


def _why_not_confirm(each: EvidenceKept, lacking: str | None, viewer: Viewer) -> str | None:
    if each.accepted is not None:
        return _state_words(each)
    return by_another(each.by_id, viewer.user_id) or lacking


def _state_words(each: EvidenceKept) -> str:
    if each.accepted is None:
        return "Waiting for somebody else to say whether it stands."
    done = "Confirmed" if each.accepted else "Refused"
    assert each.answered_on is not None  # noqa: S101  the table has both or neither
    return f"{done} by {byline(each.answered_by or '', each.answered_post or '', each.answered_on)}."


def _figure(each: EvidenceKept, content: Content) -> str | None:
    if each.figure is None or each.figure_on is None:
        return None
    of = content.targets.get(each.target) if each.target else None
    target = f", for target {content.short_ids[each.target or '']}: {of.name}" if of is not None else ""
    return f"{with_unit(each.figure, each.figure_unit)} on {day(each.figure_on)}{target}"


def _dates(promise: Promise, content: Content, history: History) -> tuple[DateShown, ...]:
    given = content.dues[promise.id or ""]
    planned = [Promised(on, due.latest, due.as_written or "", f"The plan, from {day(on)}") for on, due in given]
    moved = [
        Promised(each.on, each.latest, each.as_written, f"Moved by {byline(each.by_name, each.by_post, each.on)}",
                 each.reason)
        for each in history.moves
    ]  # fmt: skip
    kinds = {(on, due.as_written or ""): due.kind for on, due in given}
    ordered = promises(planned, moved)
    shown = []
    for at, each in enumerate(ordered):
        before = ordered[at - 1].latest if at else None
        words = due_words(kinds.get((each.on, each.as_written), "day"), each.latest)
        shown.append(
            DateShown(
                words=words,
                how=each.how,
                reason=each.reason or None,
                change=_change(before, each.latest),
                first=at == 0,
                in_force=at == len(ordered) - 1,
            )
        )
    return tuple(shown)


def _change(before: dt.date | None, after: dt.date | None) -> str | None:
    if before is None or after is None or before == after:
        return None
    return f"{days(abs((after - before).days))} {'later' if after > before else 'sooner'}"


def _overrides(
    action_id: str, promise: Promise | None, content: Content, history: History, today: dt.date
) -> list[OverrideShown]:
    """What was said against an action's status, oldest first, each with whether it was right."""
    since = _since(promise, history, today)
    shown = []
    for at, each in enumerate(history.overrides):
        if not each.claim:
            continue
        after = history.overrides[at + 1] if at + 1 < len(history.overrides) else None
        shown.append(
            OverrideShown(
                id=each.id,
                action_id=action_id,
                ref=promise.ref if promise is not None else "an action this version does not have",
                claim_words=claim_words(each.claim),
                derived_label=next((label for state, label in LABELS.items() if state == each.derived), each.derived),
                byline=byline(each.by_name, each.by_post, each.on),
                reason=each.reason,
                stands=after is None,
                taken_back=_taken_back(after),
                judged=_judged(each, promise, content, history, since, today),
            )
        )
    return shown


def _taken_back(after: OverrideKept | None) -> str | None:
    if after is None:
        return None
    by = byline(after.by_name, after.by_post, after.on)
    return f"Taken back by {by}: {after.reason}" if not after.claim else f"Followed by what {by} said."


def _since(promise: Promise | None, history: History, today: dt.date) -> Since:
    facts = history.facts
    ids = promise.outcome_ids if promise is not None else ()
    states: list[CriterionState] = [criterion(facts.evidence.get(each, ()), today).state for each in ids]
    of_criteria = [each for each in history.evidence if each.outcome in ids]
    return Since(
        reports=facts.reports,
        closings=facts.closings,
        criteria=Tally.of(states),
        refused_on=sorted(
            each.answered_on
            for each in history.evidence
            if each.says_met and each.accepted is False and each.answered_on is not None
        ),
        not_met_on=sorted(
            each.answered_on
            for each in of_criteria
            if not each.says_met and each.accepted and each.answered_on is not None
        ),
    )


def _judged(
    each: OverrideKept, promise: Promise | None, content: Content, history: History, since: Since, today: dt.date
) -> Judged:
    """By the date that was in force on the day it was said."""
    said: Claim = next(claim for claim in CLAIMS if claim == each.claim)
    latest = None
    given = [(on, due) for on, due in content.dues.get(promise.id or "", ()) if on <= each.on] if promise else []
    if given:
        on, due = given[-1]
        now, _ = in_force(due, on, [move.moved for move in history.moves], each.on)
        latest = now.latest if now.kind != "already_done" else None
    return judge(said, each.on, latest, since, today)


def evidence(viewer: Viewer, evidence_id: str, today: dt.date) -> EvidencePage | None:
    """One piece of evidence, as at ``today``; None where there is none of that id in the viewer's area by then. Four
    questions to the database."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    rows = Evidence.objects.filter(public_id=evidence_id, action__section__plan=found.plan)
    for action_id, row in evidence_kept(rows, today):
        promise = found.content.actions.get(action_id)
        if promise is None:
            return None
        history = _history(found, action_id)
        stands = action_row(promise, posts_of(found), history.facts, found.content, today)
        return EvidencePage(
            plan=found.shown,
            as_at=today,
            evidence=_evidence(row, action_id, found.content, viewer),
            action_text=promise.text,
            standing=stands.standing,
            stands=(
                criterion(history.facts.evidence.get(row.outcome, ()), today)
                if row.outcome in promise.outcome_ids
                else None
            ),
        )
    return None


def evidence_file(viewer: Viewer, evidence_id: str, today: dt.date) -> tuple[str, str, bytes] | None:
    """The name, the kind and the bytes of a file given as evidence; None where there is none. One question."""
    allowed(viewer, "plan.read")
    row = (
        Evidence.objects.filter(
            public_id=evidence_id, action__section__plan__area_id=viewer.area_id, on__lte=today, file__isnull=False
        )
        .values_list("file__name", "file__media_type", "file__data")
        .first()
    )
    return None if row is None else (str(row[0]), str(row[1]), bytes(row[2]))


def evidence_waiting(viewer: Viewer, today: dt.date) -> EvidenceWaitingPage | None:
    """What waits for somebody's word, as at ``today``; None where no plan is adopted by then. Two questions."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    rows = Evidence.objects.filter(action__section__plan=found.plan).exclude(confirmation__on__lte=today)
    shown = [
        _evidence(row, action_id, found.content, viewer)
        for action_id, row in evidence_kept(rows, today)
        if action_id in found.content.actions
    ]
    yours = tuple(each for each in shown if each.may_confirm is None)
    others = tuple(each for each in shown if each.may_confirm is not None)
    if not shown:
        sentence = "No evidence waits for anybody’s word."
    else:
        waits = count(len(shown), "piece of evidence waits", "pieces of evidence wait")
        sentence = f"{waits} for somebody’s word; {len(yours)} of them you may confirm or refuse."
    return EvidenceWaitingPage(found.shown, today, yours, others, sentence)


def overrides(viewer: Viewer, today: dt.date) -> OverridesPage | None:
    """Every override as at ``today``, by who made it; None where no plan is adopted by then. Two questions."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    said_of = Action.objects.filter(section__plan=found.plan, overrides__on__lte=today).distinct()
    by_person: dict[int, list[tuple[dt.date, dt.datetime, OverrideShown]]] = defaultdict(list)
    names: dict[int, str] = {}
    for action_id, history in histories(said_of, today).items():
        made = [each for each in history.overrides if each.claim]
        shown = _overrides(action_id, found.content.actions.get(action_id), found.content, history, today)
        for each, override in zip(made, shown, strict=True):
            by_person[each.by_id].append((each.on, each.written_at, override))
            names[each.by_id] = each.by_name
    people = []
    for person, made_by in by_person.items():
        made_by.sort(key=lambda each: each[:2], reverse=True)
        record = track_record(names[person], (each.judged.verdict for _, _, each in made_by))
        people.append(PersonsOverrides(names[person], record, tuple(each for *_, each in made_by)))
    people.sort(key=lambda each: (-len(each.overrides), each.name))
    total = sum(len(each.overrides) for each in people)
    stand = sum(override.stands for each in people for override in each.overrides)
    sentence = (
        f"Somebody has said {count(total, 'time', 'times')} that an action does not stand as it was worked out; "
        f"{stand} of these {'stands' if stand == 1 else 'stand'} today."
        if total
        else "Nobody has said that an action does not stand as it was worked out."
    )
    return OverridesPage(found.shown, today, tuple(people), sentence, HOW_JUDGED)


def action_course(viewer: Viewer, found: Frame, row: ActionRow) -> tuple[ActionCourse, History]:
    """The course of an action of the register, with its history. One question to the database."""
    history = _history(found, row.id)
    return course_shown(viewer, found, row, history), history
