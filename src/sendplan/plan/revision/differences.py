"""What a later version of a plan says otherwise than an earlier one, item by item and in plain words.

Both drafts carry the register's ids, so nothing is guessed here. A board must see a plan that was made easier: later
dates, lower targets and promises that are gone are pointed out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendplan.plan.revision.action_changes import action_changes
from sendplan.plan.revision.changes import Change
from sendplan.plan.revision.frame import body_items, front_items, moved, section_items, statement_items
from sendplan.plan.revision.items import GROUPS, Group, Item, What
from sendplan.plan.revision.likeness import as_typed, fold, share, tidy, words_of
from sendplan.plan.revision.officers import officer_items, replaced_posts
from sendplan.plan.revision.pairing import SHARED, SHARED_WORDS
from sendplan.plan.revision.sections import aligned_sections
from sendplan.plan.revision.summary import summarised
from sendplan.plan.revision.target_changes import target_changes
from sendplan.plan.wording import listed, opening, quoted
from sendplan.plan_reader.draft import Action, Draft, kpi_ids

__all__ = ["Differences", "Split", "differences"]


@dataclass(frozen=True, slots=True)
class Split:
    """One action that became several (``merged`` False), or several that became one, by their references."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    merged: bool

    @property
    def sentence(self) -> str:
        what = "merged" if self.merged else "split"
        return f"{'actions' if self.merged else 'action'} {listed(self.old)} {what} into {listed(self.new)}"


@dataclass(frozen=True, slots=True)
class Differences:
    """``summary`` is one line; ``items`` are in the order of the groups and of the document, what is gone last.
    ``easier`` says each thing with which the plan asks less than it did."""

    summary: str
    items: tuple[Item, ...]
    splits: tuple[Split, ...]
    easier: tuple[str, ...]

    def of(self, group: Group, what: What | None = None) -> tuple[Item, ...]:
        """The items of one group."""
        return tuple(item for item in self.items if item.group == group and what in {None, item.what})


def differences(old: Draft, new: Draft) -> Differences:
    """What ``new`` says otherwise than ``old``; both carry the register's ids throughout.

    Compared are the words and their readings, not the places on the page nor the order of items. The summary of two
    drafts that say the same is "Nothing is different."
    """
    sections = aligned_sections(old.sections, new.sections)
    by_id = {action.id: action for action in old.actions}
    pairs = [(by_id[action.id], action) for action in new.actions if action.id in by_id]
    replaced = replaced_posts(old.actions, new.actions, pairs)
    splits = _splits(old, new, pairs)
    found = [
        *officer_items(old.metadata, new.metadata, replaced, pairs),
        *section_items(old, new, sections),
        *_action_items(old, new, pairs, replaced, sections, splits),
        *_target_items(old, new, sections),
        *statement_items("needs", old, new, sections, lambda section: section.needs),
        *statement_items("statements", old, new, sections, lambda section: section.voice),
        *body_items(old.bodies, new.bodies),
        *front_items(old, new),
    ]
    order = list(GROUPS)
    items = tuple(sorted(found, key=lambda item: order.index(item.group)))
    summary = summarised(items, [split.sentence for split in splits])
    return Differences(summary, items, tuple(splits), tuple(_easier(items)))


def _called(action: Action) -> str:
    return tidy(action.ref) or quoted(opening(action.text, 40))


def _action_items(
    old: Draft,
    new: Draft,
    pairs: Sequence[tuple[Action, Action]],
    replaced: Mapping[str, str],
    sections: Mapping[str, str],
    splits: Sequence[Split],
) -> list[Item]:
    before = {after.id: was for was, after in pairs}
    came = _outcomes_that_came(old, new, before)
    found = []
    for action in new.actions:
        was, name = before.get(action.id), f"action {_called(action)}"
        if was is None:
            note = _note(splits, _called(action), "")
            found.append(Item("actions", "new", action.id or "", name, action.text, note=note))
            continue
        changes = action_changes(was, action, replaced=replaced, elsewhere=came)
        shift = moved(was.section, action.section, sections)
        changes += [shift] if shift else []
        if changes:
            easier = any(change.easier for change in changes)
            found.append(Item("actions", "changed", action.id or "", name, action.text, tuple(changes), "", easier))
    kept = {after.id for _, after in pairs}
    for action in old.actions:
        if action.id not in kept:
            note = _note(splits, "", _called(action))
            found.append(
                Item("actions", "gone", action.id or "", f"action {_called(action)}", action.text, (), note, not note)
            )
    return found


def _outcomes_that_came(old: Draft, new: Draft, before: Mapping[str | None, Action]) -> dict[str, str]:
    """The folded words of outcomes that an action has newly, with that action; not of words that stood in the older
    plan more than once, which tell nothing."""
    once = Counter(fold(text) for action in old.actions for text in action.outcomes)
    came = {}
    for action in new.actions:
        was = before.get(action.id)
        had = set(was.outcome_ids) if was else set()
        for an_id, text in zip(action.outcome_ids, action.outcomes, strict=True):
            if an_id not in had and once[fold(text)] == 1:
                came[fold(text)] = _called(action)
    return came


def _note(splits: Sequence[Split], new: str, old: str) -> str:
    for split in splits:
        if not split.merged and new and new in split.new:
            return f"split from {listed(split.old)}"
        if split.merged and old and old in split.old:
            return f"merged into {listed(split.new)}"
    return ""


def _splits(old: Draft, new: Draft, pairs: Sequence[tuple[Action, Action]]) -> list[Split]:
    """Actions whose words went to new ones beside them, and actions that took in the words of others now gone."""
    known, kept = {was.id for was, _ in pairs}, {after.id for _, after in pairs}
    fresh = {action.id: _words(action) for action in new.actions if action.id not in kept}
    gone = {action.id: _words(action) for action in old.actions if action.id not in known}
    if not fresh and not gone:
        return []
    names = {action.id: _called(action) for action in (*old.actions, *new.actions)}
    found = []
    for was, now in pairs:
        if as_typed(was.text) == as_typed(now.text):
            continue
        before, after = _words(was), _words(now)
        parts = [an_id for an_id, words in fresh.items() if _went(words, before, after)]
        if parts:
            found.append(Split((_called(was),), (_called(now), *(names[part] for part in parts)), merged=False))
        others = [an_id for an_id, words in gone.items() if _went(words, after, before)]
        if others:
            found.append(Split((_called(was), *(names[other] for other in others)), (_called(now),), merged=True))
    return found


def _words(action: Action) -> tuple[str, ...]:
    return words_of(fold(action.text))


def _went(words: tuple[str, ...], there: tuple[str, ...], not_there: tuple[str, ...]) -> bool:
    return len(words) >= SHARED_WORDS and share(words, there) >= SHARED > share(words, not_there)


def _target_items(old: Draft, new: Draft, sections: Mapping[str, str]) -> list[Item]:
    before = {kpi.id: kpi for kpi in old.kpis}
    found = []
    for short_id, kpi in zip(kpi_ids(new), new.kpis, strict=True):
        was, name = before.get(kpi.id), f"target {short_id}"
        if was is None:
            found.append(Item("targets", "new", kpi.id or "", name, kpi.name))
            continue
        changes = target_changes(was, kpi)
        shift = moved(was.section, kpi.section, sections)
        changes += [shift] if shift else []
        if changes:
            easier = any(change.easier for change in changes)
            found.append(Item("targets", "changed", kpi.id or "", name, kpi.name, tuple(changes), "", easier))
    kept = {kpi.id for kpi in new.kpis}
    for short_id, kpi in zip(kpi_ids(old), old.kpis, strict=True):
        if kpi.id not in kept:
            found.append(Item("targets", "gone", kpi.id or "", f"target {short_id}", kpi.name, easier=True))
    return found


def _easier(items: Sequence[Item]) -> list[str]:
    found = []
    for item in items:
        name = item.name[:1].upper() + item.name[1:]
        if item.what == "gone" and item.easier:
            found.append(f"{name} is gone: {quoted(opening(item.words, 90))}")
        found += [f"{name}, {_lower(change)} ({change.notice})" for change in item.changes if change.easier]
    return found


def _lower(change: Change) -> str:
    """``due: December 2023 → March 2024``; of what is gone only what it was."""
    label = change.label[:1].lower() + change.label[1:]
    old = opening(change.old or "nothing", 90)
    return f"{label}: {quoted(old)}" if change.new is None else f"{label}: {old} → {opening(change.new, 90)}"
