"""Versions: the list of them, one as it stood, and a revised document beside the one in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from sendplan.access.queries import Viewer
from sendplan.access.rules import may
from sendplan.plan.due import due_words
from sendplan.plan.ids import new_id
from sendplan.plan.models import Upload, Version
from sendplan.plan.queries.content import Content
from sendplan.plan.queries.documents import upload_row
from sendplan.plan.queries.kept import Kept
from sendplan.plan.queries.pages import (
    ChangeGroup,
    ChangesShown,
    Choice,
    ComparisonPage,
    QuestionShown,
    StoodAction,
    StoodSection,
    StoodTarget,
    VersionPage,
    VersionRow,
    VersionsPage,
)
from sendplan.plan.queries.reading import PACK, Frame, allowed, frame
from sendplan.plan.queries.rows import start_of
from sendplan.plan.revision import GROUPS, NEW, Differences, Matching, Question, differences, match, refusal, settled
from sendplan.plan.revision.summary import counted
from sendplan.plan.rules import draft_holds_together, nothing_different, waiting
from sendplan.plan.steps import start_words
from sendplan.plan.wording import count, day, listed, quoted
from sendplan.plan_reader.draft import Action, Draft, Kpi, Section, from_json

__all__ = ["comparison", "version", "versions"]

_AT_ONCE = 25
_FIRST = "The first version of the plan."
_NEW_WORDS: Mapping[str, str] = {
    "action": "None of these: it is a new action",
    "outcome": "None of these: it is a new outcome",
    "target": "None of these: it is a new target",
    "need": "None of these: it is a new need",
    "statement": "None of these: it was said newly",
}


def versions(viewer: Viewer, today: dt.date) -> VersionsPage | None:
    """Every version adopted by ``today``, newest first, each with what changed; None where there is no plan yet."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    rows = tuple(_row(found, each, content) for each, content in _kept(found))
    times = {1: "The plan has not been revised yet.", 2: "The plan was revised once.", 3: "The plan was revised twice."}
    sentence = times.get(len(rows), f"The plan was revised {len(rows) - 1:,} times.")
    return VersionsPage(plan=found.shown, as_at=today, sentence=sentence, rows=rows)


def version(
    viewer: Viewer, number: int, today: dt.date, *, letter: str | None = None, page: int = 1
) -> VersionPage | None:
    """Version ``number`` as it stood and what changed from the one before; None where none of that number was adopted
    by ``today``, or it has no section ``letter`` (the first where none is asked for) or no such ``page`` of it."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None or not 1 <= number <= found.content.number:
        return None
    kept, content = next((each, content) for each, content in _kept(found) if each.number == number)
    changed = _changed(content)
    drafted = content.draft.sections
    chosen = next((each for each in drafted if letter in {None, each.letter}), None)
    section = _section(chosen, content, found.content, page) if chosen is not None else None
    if section is None and (letter is not None or page != 1):
        return None
    return VersionPage(
        plan=found.shown,
        as_at=today,
        row=_row(found, kept, content),
        earlier=number - 1 if number > 1 else None,
        later=number + 1 if number < found.content.number else None,
        changes=_shown(changed) if changed is not None else None,
        officers=_officers(content.draft),
        sections=tuple((each.letter, each.title, _inside(each, content)) for each in drafted),
        section=section,
    )


def comparison(viewer: Viewer, upload_id: str, decisions: Mapping[str, str], today: dt.date) -> ComparisonPage | None:
    """An upload beside the version in force, with a person's answers so far (by question, see ``revision.Question``);
    None where the area has no such upload by ``today``, or no plan to compare it with.

    Answers to what is not asked are left out. An upload that was decided is compared no more: ``may_adopt`` says so.
    """
    allowed(viewer, "plan.import")
    rows = Upload.objects.filter(area_id=viewer.area_id, public_id=upload_id, on__lte=today)
    row = rows.defer("draft", "runs").first()
    found = frame(viewer, today) if row is not None else None
    if row is None or found is None:
        return None
    in_force = (found.version.pk, found.version.upload.public_id)
    said = frozenset((question, answer) for question, answer in decisions.items() if answer)
    compared = _comparisons.get(
        (*in_force, row.public_id, said), lambda: _compared(found.content.draft, row.draft, decisions)
    )
    decided = waiting(row.state, row.decided_by_name or PACK, row.decided_on)
    unfit = compared.unfit or _the_same(found, row)
    return ComparisonPage(
        plan=found.shown,
        as_at=today,
        row=upload_row(row, today),
        title=compared.title,
        against=found.version.number,
        questions=compared.questions,
        open_words=compared.open_words,
        problem=compared.problem,
        suggestions=compared.suggestions,
        so_far=compared.so_far,
        changes=compared.changes,
        may_adopt=may(viewer, "plan.adopt") or decided or unfit,
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """What two documents and the answers to what they leave open come to, whoever looks and whenever."""

    title: str
    questions: tuple[QuestionShown, ...]
    open_words: str | None
    problem: str | None
    suggestions: tuple[str, ...]
    so_far: str | None
    changes: ChangesShown
    unfit: str | None


# By the version in force, the upload and the answers: neither document can change.
_comparisons: Kept[tuple[int, str, str, frozenset[tuple[str, str]]], _Compared] = Kept(16)


def _compared(old: Draft, written: str, decisions: Mapping[str, str]) -> _Compared:
    new = from_json(written.encode("utf-8"))
    matching = match(old, new, decisions)
    given = {question.id: decisions[question.id] for question in matching.questions if decisions.get(question.id)}
    still_open = [question for question in matching.questions if question.id not in given]
    complete = given | {question.id: NEW for question in still_open}
    problem = refusal(matching, complete)
    # What does not go together is shown as if nothing had been answered, beside the reason.
    shown = complete if problem is None else {question.id: NEW for question in match(old, new).questions}
    after = settled(old, new, matching, shown, lambda _: new_id("act"))
    open_words = None
    if still_open:
        are = count(len(still_open), "question is", "questions are")
        open_words = f"{are} still to be answered before this can be adopted."
    return _Compared(
        title=new.title,
        questions=tuple(_question(question, given.get(question.id, "")) for question in matching.questions),
        open_words=open_words,
        problem=problem,
        suggestions=tuple(each.sentence for each in matching.suggestions),
        so_far=_so_far(matching, len(still_open)),
        changes=_shown(differences(old, _same_title(after, old))),
        unfit=draft_holds_together(new),
    )


def _same_title(after: Draft, old: Draft) -> Draft:
    """The title is confirmed when a version is adopted, and until then it is no difference."""
    return msgspec.structs.replace(after, title=old.title)


def _the_same(found: Frame, row: Upload) -> str | None:
    if row.sha256 != found.version.upload.sha256:
        return None
    return nothing_different(found.version.number, found.version.adopted_on, found.version.adopted_by_name)


def _so_far(matching: Matching, still_open: int) -> str | None:
    if not still_open:
        return None
    of = f"{still_open:,} of {count(len(matching.questions), 'question', 'questions')}"
    return (
        f"This is not settled: {of} is open. Until it is answered, what it is about is counted as new, and what that "
        "may carry on as gone."
        if still_open == 1
        else f"This is not settled: {of} are open. Until they are answered, what they are about is counted as new, and "
        "what that may carry on as gone."
    )


def _question(question: Question, chosen: str) -> QuestionShown:
    options = [
        Choice(each.old_id, _capital(each.name), f"{quoted(each.text)} {each.evidence}") for each in question.options
    ]
    options.append(Choice(NEW, _NEW_WORDS[question.thing]))
    return QuestionShown(
        id=question.id,
        name=_capital(question.name),
        text=question.text,
        doubt=question.doubt,
        options=tuple(options),
        chosen=chosen,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _kept(found: Frame) -> Iterator[tuple[Version, Content]]:
    """Each version adopted by the day with what it says, newest first."""
    rows = Version.objects.filter(plan=found.plan, number__lte=found.content.number).select_related("upload")
    by_number = {row.number: row for row in rows.defer("upload__draft", "upload__runs")}
    content: Content | None = found.content
    while content is not None:
        yield by_number[content.number], content
        content = content.earlier


@lru_cache(maxsize=128)
def _changed(content: Content) -> Differences | None:
    """What a version changed; None for the first. A version never changes, so that it is worked out once."""
    return differences(content.earlier.draft, content.draft) if content.earlier is not None else None


def _row(found: Frame, kept: Version, content: Content) -> VersionRow:
    changed = _changed(content)
    in_force = content is found.content
    by = kept.adopted_by_name or PACK
    return VersionRow(
        number=kept.number,
        title=content.draft.title,
        adopted_on=kept.adopted_on,
        sentence=f"Adopted on {day(kept.adopted_on)} by {by} from {quoted(kept.upload.name)}"
        f"{'; it is in force.' if in_force else '.'}",
        in_force=in_force,
        summary=f"{_capital(changed.summary)}{'' if changed.summary.endswith('.') else '.'}" if changed else _FIRST,
        easier_words=_easier_words(changed) if changed else "",
    )


def _easier_words(changed: Differences) -> str:
    if not changed.easier:
        return ""
    return f"{count(len(changed.easier), 'change makes', 'changes make')} the plan easier to keep."


def _shown(changed: Differences) -> ChangesShown:
    groups = [
        ChangeGroup(_capital(GROUPS[group][1]), f"changed-{group}", f"{counted(changed.items, group)}.", items)
        for group in GROUPS
        if (items := changed.of(group))
    ]
    return ChangesShown(
        summary=changed.summary,
        parts=tuple(_capital(part) for part in changed.summary.removesuffix(".").split("; ")) if groups else (),
        easier=changed.easier,
        easier_words=_easier_words(changed),
        groups=tuple(groups),
    )


def _officers(draft: Draft) -> tuple[str, ...]:
    people = draft.metadata.accountable_officers
    return tuple(
        f"{each.name} ({', '.join(part for part in (each.role, each.organisation) if part)})"
        if each.role or each.organisation
        else each.name
        for each in people
    )


def _inside(section: Section, content: Content) -> str:
    actions = sum(each.section == section.letter for each in content.draft.actions)
    targets = sum(each.section == section.letter for each in content.draft.kpis)
    return listed([count(actions, "action", "actions"), count(targets, "target", "targets")])


def _section(section: Section, content: Content, now: Content, page: int) -> StoodSection | None:
    """One page of a section, or None where it has no such page."""
    actions = [each for each in content.draft.actions if each.section == section.letter]
    targets = [each for each in content.draft.kpis if each.section == section.letter]
    pages = max(1, -(-max(len(actions), len(targets)) // _AT_ONCE))
    if not 1 <= page <= pages:
        return None
    shown = slice((page - 1) * _AT_ONCE, page * _AT_ONCE)
    return StoodSection(
        letter=section.letter,
        title=section.title,
        page=page,
        pages=pages,
        needs=tuple(each.text for each in section.needs) if page == 1 else (),
        voice=tuple(each.text for each in section.voice) if page == 1 else (),
        actions=tuple(_action(each, now) for each in actions[shown]),
        targets=tuple(_target(each, content, now) for each in targets[shown]),
    )


def _action(action: Action, now: Content) -> StoodAction:
    due = due_words(action.due.kind, action.due.latest)
    owners = [f"{owner.as_written} ({owner.part})" if owner.part else owner.as_written for owner in action.named_owners]
    return StoodAction(
        id=action.id or "",
        ref=action.ref,
        text=action.text,
        outcomes=action.outcomes,
        due_words=f"{_capital(due)}{f' ({quoted(action.due.as_written)})' if action.due.as_written else ''}",
        owners_words=listed(owners) or "nobody named",
        here=action.id in now.actions,
    )


def _target(target: Kpi, content: Content, now: Content) -> StoodTarget:
    id_ = target.id or ""
    return StoodTarget(
        id=id_,
        short_id=content.short_ids[id_],
        name=target.name,
        start_words=start_words(start_of(target)),
        steps=tuple((step.label, step.as_written or "left blank") for step in target.steps),
        here=id_ in now.targets,
    )
