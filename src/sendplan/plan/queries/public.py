"""The plan for everybody, in plain English: no name of anybody, only the posts that the plan itself names."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from sendplan.access.queries import PublicViewer
from sendplan.plan.due import due_words
from sendplan.plan.models import ProgressUpdate, Reply
from sendplan.plan.narrowing import narrowed
from sendplan.plan.paging import ON_A_PAGE, held
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.overview import Register, action_rows, statement_details
from sendplan.plan.queries.pages import (
    ActionRow,
    FamiliesCount,
    PublicAction,
    PublicFamilies,
    PublicItem,
    PublicMonth,
    PublicPlan,
    PublicReply,
    PublicSection,
    PublicSectionRow,
    PublicStatement,
    PublicTarget,
    PublicUpdate,
    PublicWhole,
    StatementDetail,
)
from sendplan.plan.queries.reading import Frame, frame, target_links_of
from sendplan.plan.queries.rows import counts_of, families_count, families_counted, start_of, step_shown, targets_count
from sendplan.plan.standing import OVER, declared, rating, said_words
from sendplan.plan.steps import UNSET, start_words
from sendplan.plan.wording import count, day, listed, opening, unstopped
from sendplan.plan_reader.draft import Kpi

__all__ = ["MONTH_DAYS", "WORDS", "public_families", "public_plan", "public_section"]

MONTH_DAYS = 30
"""How far back what changed this month looks."""

_FEW = 5
_OPENING = 160

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
"""Terms the pages use, each with what it means."""


def public_plan(viewer: PublicViewer, today: dt.date) -> PublicPlan | None:
    """An overview of the plan in force in an area, as at ``today``; None where none is adopted by then."""
    found = frame(viewer, today)
    if found is None:
        return None
    whole = Register(found)
    actions = whole.actions
    counts, families = counts_of(actions), _families(whole)
    by_section: dict[str, list[ActionRow]] = defaultdict(list)
    for row in actions:
        by_section[row.section].append(row)
    upcoming = sorted(narrowed(actions, "next"), key=lambda row: row.standing.days_left or 0)
    return PublicPlan(
        whole=_whole(found),
        headline=f"This is how the plan stood on {day(today)}. {counts.sentence}",
        counts=counts,
        families=families,
        targets=targets_count(found.content.draft.kpis, whole.target_links),
        month=_month(found, actions),
        next_due=tuple(_item(row, f"Due {row.due.words}. {row.standing.label}.") for row in upcoming[:_FEW]),
        next_total=len(upcoming),
        sections=tuple(
            PublicSectionRow(
                letter=each.letter,
                title=each.title,
                label=each.label or each.title,
                counts=counts_of(by_section.get(each.letter, ())),
            )
            for each in found.sections
        ),
        words=WORDS,
    )


def _families(whole: Register) -> FamiliesCount:
    """As ``families_count`` of every statement, without making their rows. Two questions to the database."""
    content = whole.frame.content
    linked = sum(
        any(to in (content.actions if kind == "action" else content.needs) for kind, to in links)
        for id_, links in whole.linked.items()
        if id_ in content.statements
    )
    answered = len(content.statements.keys() & whole.answered.keys())
    return families_counted(len(content.statements), answered, len(content.statements) - linked)


def public_section(
    viewer: PublicViewer, letter: str, today: dt.date, *, page: int = 1, action: str = ""
) -> PublicSection | None:
    """One part of the plan in force, with the actions of one page of it, or of the page that ``action`` (an id) is on;
    None where there is no such part. A page beyond the last is the last."""
    found = frame(viewer, today)
    section = found.content.sections.get(letter) if found is not None else None
    if found is None or section is None:
        return None
    promised = [each for each in found.content.draft.actions if each.section == letter]
    rows = action_rows(found, promised)
    page = next((at // ON_A_PAGE + 1 for at, each in enumerate(promised) if each.id == action), page)
    page = held(page, len(rows))
    shown = rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    said = _updates(found, [row.id for row in shown])
    statements = Register(found).statements_where(lambda _, of: of == letter)
    targets = [(id_, each) for id_, each in found.content.targets.items() if each.section == letter]
    links = target_links_of(found) if targets else {}
    letters = [(each.letter, each.label or each.title) for each in found.sections]
    at = next(number for number, each in enumerate(letters) if each[0] == letter)
    return PublicSection(
        whole=_whole(found),
        letter=letter,
        title=section.title,
        label=section.label or section.title,
        counts=counts_of(rows),
        needs=tuple(need.text for need in section.needs),
        families_sentence=families_count(statements).sentence if statements else "",
        actions=tuple(_action(row, found.content, said.get(row.id, ())) for row in shown),
        page=page,
        targets=tuple(_target(id_, each, id_ in links, today) for id_, each in targets),
        targets_sentence=_figures_set([each for _, each in targets]),
        previous=letters[at - 1] if at else None,
        following=letters[at + 1] if at + 1 < len(letters) else None,
    )


def public_families(viewer: PublicViewer, today: dt.date, *, page: int = 1, part: str = "") -> PublicFamilies | None:
    """What families said (of one part, by its letter), a page of it, with what was said back and what takes it up; None
    where no plan is adopted."""
    found = frame(viewer, today)
    if found is None:
        return None
    every = Register(found).statements
    count_of = families_count(every)
    section = found.content.sections.get(part)
    if section is not None:
        every = tuple(row for row in every if row.section == part)
    page = held(page, len(every))
    details = statement_details(found, every[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return PublicFamilies(
        whole=_whole(found),
        count=count_of,
        part=(part, section.label or section.title) if section is not None else None,
        statements=tuple(_statement(each, found.content) for each in details),
        page=page,
        total=len(every),
    )


def _whole(found: Frame) -> PublicWhole:
    shown = found.shown
    return PublicWhole(
        title=shown.title,
        area_name=shown.area_name,
        kind_title=shown.kind_title,
        kind_description=shown.kind_description,
        as_at=found.today,
        as_at_words=day(found.today),
        adopted_sentence=f"This is version {shown.version} of the plan, kept here since {day(shown.adopted_on)}.",
    )


def _item(row: ActionRow, words: str) -> PublicItem:
    return PublicItem(row.ref, row.section, f"action-{row.id}", opening(row.text, _OPENING), words)


def _month(found: Frame, actions: Sequence[ActionRow]) -> PublicMonth:
    """Two questions to the database."""
    since = found.today - dt.timedelta(days=MONTH_DAYS)
    by_id = {row.id: row for row in actions}
    updates = ProgressUpdate.objects.filter(action__section__plan=found.plan, on__gt=since, on__lte=found.today)
    replies = Reply.objects.filter(statement__section__plan=found.plan, on__gt=since, on__lte=found.today)
    gone, unsaid = found.content.gone
    reported = _newest(updates.exclude(action__public_id__in=gone), "action__public_id", "on", "text")
    answered = _newest(replies.exclude(statement__public_id__in=unsaid), "statement__public_id", "on", "text")
    completed = [row for row in actions if row.standing.state in OVER and (row.standing.done_on or since) > since]
    moved = [(row, words) for row in actions if (words := _moved_since(row, found.content, since)) is not None]
    version = found.version
    return PublicMonth(
        since_words=day(since + dt.timedelta(days=1)),
        sentence=_month_words(
            [
                (reported[0][-1] if reported else 0, "report on actions", "reports on actions"),
                (len(completed), "action reported as finished", "actions reported as finished"),
                (len(moved), "date moved", "dates moved"),
                (answered[0][-1] if answered else 0, "answer to families", "answers to families"),
            ]
        ),
        version_sentence=f"Version {version.number} of the plan came into force on {day(version.adopted_on)}."
        if version.number > 1 and version.adopted_on > since
        else None,
        completed=tuple(
            _item(row, row.standing.sentence)
            for row in sorted(completed, key=lambda row: row.standing.done_on or since, reverse=True)[:_FEW]
        ),
        updates=tuple(
            _item(by_id[id_], f"{day(on)}: {opening(text, _OPENING)}") for id_, on, text, _ in reported if id_ in by_id
        ),
        moved=tuple(_item(row, words) for row, words in moved[:_FEW]),
        answers=tuple(
            PublicItem(
                ref="",
                section=letter,
                anchor=f"said-{id_}",
                text=opening(said.text, _OPENING),
                words=f"{day(on)}: {opening(text, _OPENING)}",
            )
            for id_, on, text, _ in answered
            if id_ in found.content.statements
            for letter, said in [found.content.statements[id_]]
        ),
    )


def _newest(rows: QuerySet[ProgressUpdate] | QuerySet[Reply], *fields: str) -> list[tuple[str, dt.date, str, int]]:
    """The newest few, each with how many there are in all."""
    ordered = rows.annotate(total=Window(Count("pk"))).order_by("-on", "-id")
    return list(ordered.values_list(*fields, "total")[:_FEW])


def _month_words(counted: Sequence[tuple[int, str, str]]) -> str:
    there = [count(number, one, many) for number, one, many in counted if number]
    return f"{listed(there)}." if there else "Nothing was reported, finished, moved or answered."


def _moved_since(row: ActionRow, content: Content, since: dt.date) -> str | None:
    """How the date of an action moved after ``since``, in words; None where it did not."""
    dues = content.dues[row.id]
    if len(dues) == 1 and row.due.moved_on is None:
        return None
    by_version = dues[-1][0] if len(dues) > 1 else None
    newest = max((on for on in (row.due.moved_on, by_version) if on is not None), default=None)
    return _moved(row, content) if newest is not None and newest > since else None


def _moved(row: ActionRow, content: Content) -> str | None:
    """``Its date has moved: it was first due by 30 June 2023 and is now due by 31 March 2024.``"""
    _, first = content.dues[row.id][0]
    if (first.kind, first.latest) == (row.due.kind, row.due.latest):
        return None
    before, now = due_words(first.kind, first.latest), row.due.words
    return f"Its date has moved. First promised: {before}. Now: {now}."


def _updates(found: Frame, ids: Sequence[str]) -> Mapping[str, Sequence[tuple[PublicUpdate, int]]]:
    """The newest few updates of each action, newest first, each with how many the action has. One question."""
    newest = [F("on").desc(), F("id").desc()]
    rows = (
        ProgressUpdate.objects.filter(action__public_id__in=ids, on__lte=found.today)
        .annotate(
            place=Window(RowNumber(), partition_by="action", order_by=newest),
            total=Window(Count("pk"), partition_by="action"),
        )
        .filter(place__lte=_FEW + 1)
        .order_by("-on", "-id")
        .values_list("action__public_id", "on", "state", "rating", "text", "total")
    )
    said: dict[str, list[tuple[PublicUpdate, int]]] = {}
    for id_, on, state, rated, text, total in rows:
        words = f"{day(on)}: {said_words(declared(state), rating(rated)).lower()}"
        said.setdefault(id_, []).append((PublicUpdate(on, words, text), total))
    return said


def _action(row: ActionRow, content: Content, said: Sequence[tuple[PublicUpdate, int]]) -> PublicAction:
    newest, total = said[0] if said else (None, 0)
    return PublicAction(
        anchor=f"action-{row.id}",
        ref=row.ref,
        text=row.text,
        outcomes=content.actions[row.id].outcomes,
        owners_words=row.owners_words,
        due_words=row.due.words,
        moved_words=_moved(row, content),
        state=row.standing.state,
        label=row.standing.label,
        sentence=row.standing.sentence,
        latest_text=newest.text if newest else None,
        latest_words=_latest(row, newest),
        earlier=tuple(each for each, _ in said[1:]),
        more=total - len(said),
    )


def _latest(row: ActionRow, newest: PublicUpdate | None) -> str:
    if newest is not None:
        return f"Reported on {day(newest.on)}."
    # Done without a report is done by the plan's own word.
    done = row.standing.state in ("done", "said_done")
    return "The plan itself says this is done." if done else "Nothing has been reported yet."


def _figures_set(targets: Sequence[Kpi]) -> str:
    """Of a part's targets, how many have a figure in some step, and how many have none."""
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


def _target(id_: str, kpi: Kpi, linked: bool, today: dt.date) -> PublicTarget:
    steps = [step_shown(step, kpi, today) for step in kpi.steps]
    reasons = list(dict.fromkeys(step.cannot for step in steps if step.cannot))
    if not steps:
        reasons.append("The plan sets no figure to reach.")
    reasons += _out_of_order([step.on for step in steps if step.on is not None])
    if not linked:
        reasons.append("Nobody has yet said where its figure is to come from.")
    return PublicTarget(
        anchor=f"target-{id_}",
        name=kpi.name,
        start_words=start_words(start_of(kpi)),
        steps=tuple(f"{step.words} ({step.worked_out})" if step.worked_out else step.words for step in steps),
        note=" ".join(reasons) or None,
    )


def _out_of_order(days: Sequence[dt.date]) -> list[str]:
    """Why a target's dates cannot be followed as the plan gives them, where each is not later than the one before."""
    for before, after in pairwise(days):
        if after < before:
            return [f"The plan’s dates for it are out of order: {day(after)} comes after {day(before)}."]
        if after == before:
            return [f"The plan gives two figures for the same day, {day(after)}."]
    return []


def _statement(each: StatementDetail, content: Content) -> PublicStatement:
    section = content.sections[each.row.section]
    return PublicStatement(
        anchor=f"said-{each.row.id}",
        section=each.row.section,
        section_label=section.label or section.title,
        text=each.row.text,
        leads_to=tuple(unstopped(link.words) for link in each.links if not link.gone),
        replies=tuple(PublicReply(reply.on_words, reply.text) for reply in each.replies),
        answer_words=each.row.answer_words,
    )
