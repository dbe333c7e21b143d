"""What changed in an action: its reference, section, words, outcomes, due date, owners, and what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sendplan.plan.revision.changes import Change, aligned, due_change, text_change
from sendplan.plan.revision.likeness import as_typed, fold, tidy
from sendplan.plan.wording import day
from sendplan.plan_reader.draft import Action, Progress, Status

__all__ = ["action_changes", "owner_names"]


def action_changes(
    old: Action, new: Action, *, replaced: Mapping[str, str], elsewhere: Mapping[str, str]
) -> list[Change]:
    """What differs between an action and itself in a later version, but for its section.

    ``replaced`` are posts that another took over throughout the plan, both ``as_typed``: no change of the action.
    ``elsewhere``
    gives, for an outcome's folded words, the other action that newly has it.
    """
    found = [
        text_change("ref", "Reference", old.ref, new.ref),
        text_change("text", "Action", old.text, new.text),
        *_outcome_changes(old, new, elsewhere),
        due_change(old.due, new.due),
        _owner_change(old, new, replaced),
        *_status_changes(old, new),
        *_progress_changes(old, new),
    ]
    return [change for change in found if change is not None]


def _outcome_changes(old: Action, new: Action, elsewhere: Mapping[str, str]) -> list[Change | None]:
    before = dict(zip(old.outcome_ids, old.outcomes, strict=True))
    after = dict(zip(new.outcome_ids, new.outcomes, strict=True))
    found = [text_change("outcome", "Outcome", before.get(an_id), text) for an_id, text in after.items()]
    for an_id, text in before.items():
        if an_id not in after:
            heir = elsewhere.get(fold(text))
            notice = f"now an outcome of {heir}" if heir else "no longer promised"
            found.append(Change("outcome", "Outcome", text, None, notice=notice, easier=heir is None))
    return found


def owner_names(action: Action) -> tuple[str, ...]:
    """The owners in the document's words."""
    return tuple(owner.as_written for owner in action.named_owners) or action.owners


def _owners(action: Action) -> list[tuple[str, str]]:
    parts = [owner.part or "" for owner in action.named_owners] or [""] * len(action.owners)
    return list(zip(owner_names(action), parts, strict=True))


def _owner_change(old: Action, new: Action, replaced: Mapping[str, str]) -> Change | None:
    before, after = _owners(old), _owners(new)
    expected = Counter((replaced.get(as_typed(name), as_typed(name)), part) for name, part in before)
    if expected == Counter((as_typed(name), part) for name, part in after):
        return None
    notice = "no owner any more" if before and not after else ""
    return Change("owners", "Owners", _owner_words(before), _owner_words(after), notice=notice, easier=bool(notice))


def _owner_words(owners: list[tuple[str, str]]) -> str | None:
    return "; ".join(f"{tidy(name)} ({part})" if part else tidy(name) for name, part in owners) or None


def _status_words(status: Status) -> str:
    rating = tidy(status.as_written) or status.meaning.replace("_", " ")
    return f"{rating} ({day(status.on)})" if status.on else rating


def _as_read(status: Status) -> str:
    meaning = status.meaning.replace("_", " ")
    return f"{meaning}, {status.fill}" if status.fill else meaning


def _status_told(status: Status) -> tuple[object, ...]:
    return as_typed(status.label), as_typed(status.as_written), status.meaning, status.fill, status.on


def _status_changes(old: Action, new: Action) -> list[Change | None]:
    found: list[Change | None] = []
    for before, after in aligned(old.statuses, new.statuses, _status_told, lambda each: fold(each.label)):
        if before is not None and after is not None and _status_told(before) == _status_told(after):
            continue
        words = [_status_words(each) if each else None for each in (before, after)]
        if before is not None and after is not None and words[0] == words[1]:
            words = [f"{_status_words(each)}, read as {_as_read(each)}" for each in (before, after)]
        label = next(tidy(each.label) for each in (after, before) if each is not None)
        found.append(Change("status", label or "Rating", words[0], words[1]))
    return found


def _progress_told(progress: Progress) -> tuple[object, ...]:
    return as_typed(progress.label), as_typed(progress.text), progress.on


def _progress_changes(old: Action, new: Action) -> list[Change | None]:
    found: list[Change | None] = []
    rows = aligned(
        old.updates, new.updates, _progress_told, lambda each: fold(each.text), lambda each: fold(each.label)
    )
    for before, after in rows:
        if before is not None and after is not None and _progress_told(before) == _progress_told(after):
            continue
        label = next(tidy(each.label) for each in (after, before) if each is not None) or "Update in the document"
        changed = text_change("update", label, before.text if before else None, after.text if after else None)
        if changed is None and before is not None and after is not None:
            words = [f"{tidy(each.label)}{f', {day(each.on)}' if each.on else ''}" for each in (before, after)]
            changed = Change("update", label, words[0], words[1])
        found.append(changed)
    return found
