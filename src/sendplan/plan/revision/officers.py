"""Whose names changed: the officers of the front page, and posts that another took over throughout the plan."""

from __future__ import annotations

from collections.abc import Sequence

from sendplan.plan.revision.action_changes import owner_names
from sendplan.plan.revision.changes import Change, aligned
from sendplan.plan.revision.items import Item
from sendplan.plan.revision.likeness import as_typed, fold, tidy
from sendplan.plan.wording import listed
from sendplan.plan_reader.draft import Action, Metadata, Person

__all__ = ["officer_items", "replaced_posts"]

_LISTS = (("accountable_officers", "Accountable officer"), ("advisers", "Adviser"))


def officer_items(
    old: Metadata, new: Metadata, replaced: dict[str, str], pairs: Sequence[tuple[Action, Action]]
) -> list[Item]:
    """The officers who changed, each once. ``pairs`` are the actions that are in both versions."""
    found = []
    for field, label in _LISTS:
        before: tuple[Person, ...] = getattr(old, field)
        after: tuple[Person, ...] = getattr(new, field)
        for was, now in _one_for_one(aligned(before, after, _told, lambda each: fold(each.name), _post)):
            item = _person_item(label, was, now)
            if item is not None:
                found.append(item)
    shown = {as_typed(name): tidy(name) for pair in pairs for action in pair for name in owner_names(action)}
    for was_typed, typed in replaced.items():
        was_post, post = shown[was_typed], shown[typed]
        refs = [tidy(after.ref) or "one without a reference" for _, after in pairs if typed in _typed(after)]
        change = Change("post", "Post", was_post, post)
        note = f"answers for {listed(refs)}"
        found.append(Item("officers", "changed", "", post, f"{was_post} → {post}", (change,), note))
    return found


def _one_for_one(rows: list[tuple[Person | None, Person | None]]) -> list[tuple[Person | None, Person | None]]:
    """Where one is gone and one has come, the one has followed the other."""
    gone = [was for was, now in rows if now is None]
    if len(gone) != 1 or sum(was is None for was, _ in rows) != 1:
        return rows
    return [(was or gone[0], now) for was, now in rows if now is not None]


def _told(person: Person) -> tuple[str, str, str]:
    return as_typed(person.name), as_typed(person.role or ""), as_typed(person.organisation or "")


def _post(person: Person) -> tuple[str, str] | None:
    post = fold(person.role or ""), fold(person.organisation or "")
    return post if any(post) else None


def _person_words(person: Person) -> str:
    where = ", ".join(tidy(part) for part in (person.role, person.organisation) if part)
    return f"{tidy(person.name)} ({where})" if where else tidy(person.name)


def _person_item(label: str, was: Person | None, now: Person | None) -> Item | None:
    if was is not None and now is not None:
        if _told(was) == _told(now):
            return None
        change = Change("person", "Name and post", _person_words(was), _person_words(now))
        return Item("officers", "changed", "", label, f"{_person_words(was)} → {_person_words(now)}", (change,))
    if now is not None:
        return Item("officers", "new", "", label, _person_words(now))
    return Item("officers", "gone", "", label, _person_words(was)) if was is not None else None


def replaced_posts(
    olds: Sequence[Action], news: Sequence[Action], pairs: Sequence[tuple[Action, Action]]
) -> dict[str, str]:
    """Posts that no action of the new version names, each with the one new post that stands on every action of both
    versions where it stood, and on no other of them: renamed, or replaced. Both ``as_typed``."""
    named_before = {name for action in olds for name in _typed(action)}
    named_after = {name for action in news for name in _typed(action)}
    stood = {name: _stands(name, [before for before, _ in pairs]) for name in named_before - named_after}
    stands = {name: _stands(name, [after for _, after in pairs]) for name in named_after - named_before}
    found = {}
    for was in sorted(stood):
        heirs = [now for now in sorted(stands) if stood[was] and _actions(stands[now]) == _actions(stood[was])]
        rivals = [other for other in stood if _actions(stood[other]) == _actions(stood[was])]
        if len(heirs) > 1 or len(rivals) > 1:  # told apart by their place in the list of owners
            heirs = [now for now in heirs if stands[now] == stood[was]]
            rivals = [other for other in rivals if stood[other] == stood[was]]
        if len(heirs) == 1 and len(rivals) == 1:
            found[was] = heirs[0]
    return found


def _typed(action: Action) -> list[str]:
    return [as_typed(name) for name in owner_names(action)]


def _stands(name: str, actions: Sequence[Action]) -> tuple[tuple[int, int], ...]:
    """Each action that names it, by number, and its place among the owners."""
    return tuple(
        (number, place)
        for number, action in enumerate(actions)
        for place, owner in enumerate(_typed(action))
        if owner == name
    )


def _actions(stands: tuple[tuple[int, int], ...]) -> list[int]:
    return [number for number, _ in stands]
