"""What changed around the actions and targets: sections, needs, families' words, bodies and the introduction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sendplan.plan.revision.changes import Change, aligned, list_change, text_change
from sendplan.plan.revision.items import Group, Item
from sendplan.plan.revision.likeness import as_typed, fold, tidy
from sendplan.plan.revision.pairing import Item as Paired
from sendplan.plan.revision.pairing import paired
from sendplan.plan.wording import opening, quoted
from sendplan.plan_reader.draft import Body, Draft, Metadata, Section, Statement

__all__ = ["body_items", "front_items", "moved", "section_items", "statement_items"]


def moved(old_letter: str, new_letter: str, sections: Mapping[str, str]) -> Change | None:
    """That an item stands in another section than it did; a section that only has another letter is none."""
    if sections.get(new_letter) == old_letter:
        return None
    return Change("section", "Section", old_letter, new_letter)


def section_items(old: Draft, new: Draft, sections: Mapping[str, str]) -> list[Item]:
    """The sections that changed, are new or are gone."""
    before = {section.letter: section for section in old.sections}
    found = []
    for section in new.sections:
        was = before.get(sections.get(section.letter, ""))
        if was is None:
            found.append(Item("sections", "new", "", f"section {section.letter}", section.title))
            continue
        changes = [
            text_change("letter", "Letter", was.letter, section.letter),
            text_change("title", "Title", was.title, section.title),
            text_change("label", "Short name", was.label, section.label),
        ]
        if any(changes):
            told = tuple(change for change in changes if change is not None)
            found.append(Item("sections", "changed", "", f"section {section.letter}", section.title, told))
    kept = set(sections.values())
    found += [
        Item("sections", "gone", "", f"section {section.letter}", section.title)
        for section in old.sections
        if section.letter not in kept
    ]
    return found


def statement_items(
    group: Group, old: Draft, new: Draft, sections: Mapping[str, str], of: Callable[[Section], Sequence[Statement]]
) -> list[Item]:
    """The needs, or what families said (``of`` picks them from a section), by the register's ids."""
    name = "the need" if group == "needs" else "the families’ words"
    before = {each.id: (section.letter, each) for section in old.sections for each in of(section)}
    after = {each.id: (section.letter, each) for section in new.sections for each in of(section)}
    found = []
    for an_id, (letter, each) in after.items():
        called = f"{name} {quoted(opening(each.text))}"
        if an_id not in before:
            found.append(Item(group, "new", an_id or "", called, each.text))
            continue
        was_letter, was = before[an_id]
        changes = [text_change("text", "Words", was.text, each.text), moved(was_letter, letter, sections)]
        if any(changes):
            told = tuple(change for change in changes if change is not None)
            found.append(Item(group, "changed", an_id or "", called, each.text, told))
    found += [
        Item(group, "gone", an_id or "", f"{name} {quoted(opening(each.text))}", each.text)
        for an_id, (_, each) in before.items()
        if an_id not in after
    ]
    return found


_BODY = {
    "name": "Name",
    "reporting": "How it stands to the plan",
    "chair": "Chair",
    "meets": "Meets",
    "purpose": "Purpose",
    "members": "Members",
}


def body_items(old: Sequence[Body], new: Sequence[Body]) -> list[Item]:
    """The governance bodies that changed, are new or are gone, by name, or by what they are for."""
    found = []
    rows = aligned(
        old,
        new,
        lambda body: tuple(as_typed(getattr(body, field) or "") for field in _BODY),
        lambda body: fold(body.name),
        lambda body: fold(body.purpose) if body.purpose else None,
    )
    for was, now in rows:
        if was is None or now is None:
            body = was or now
            assert body is not None  # noqa: S101  a pair has one side at least; this tells mypy so
            found.append(Item("bodies", "new" if was is None else "gone", "", tidy(body.name), body.purpose or ""))
            continue
        changes = [
            text_change(field, label, getattr(was, field), getattr(now, field)) for field, label in _BODY.items()
        ]
        if any(changes):
            told = tuple(change for change in changes if change is not None)
            found.append(Item("bodies", "changed", "", tidy(now.name), now.purpose or "", told))
    return found


def front_items(old: Draft, new: Draft) -> list[Item]:
    """What changed in the title, the dates and the words before the first section. Officers are told apart."""
    before, after = old.metadata, new.metadata
    single = [
        text_change("title", "Title", old.title, new.title),
        text_change("area", "Area", before.area, after.area),
        text_change("published", "Published", before.published, after.published),
        text_change("last_updated", "Last updated", before.last_updated, after.last_updated),
        text_change(
            "accountable_officers_label",
            "Heading of the accountable officers",
            before.accountable_officers_label,
            after.accountable_officers_label,
        ),
        list_change("blank_labels", "Headings left blank", _blank(before), _blank(after)),
    ]
    found = [
        Item("front", "changed", "", change.label.lower(), change.new or "", (change,))
        for change in single
        if change is not None
    ]
    for label, told in _TOLD.items():
        found += _text_items(label, told(before), told(after))
    return found


def _blank(metadata: Metadata) -> list[str]:
    return [each.text for each in metadata.blank_labels]


_TOLD: dict[str, Callable[[Metadata], list[str]]] = {
    "date of inspection": lambda front: [f"{each.label}: {each.as_written}" for each in front.inspections],
    "area of weakness": lambda front: [
        f"{each.letter or ''} {each.label}: {each.text}".strip() for each in front.weaknesses
    ],
    "key to ratings": lambda front: [f"{each.as_written}: {each.text}" for each in front.status_key],
    "paragraph of the introduction": lambda front: [each.text for each in front.introduction],
    "paragraph on governance": lambda front: [each.text for each in front.governance],
    "note": lambda front: [each.text for each in front.notes],
}


def _text_items(label: str, old: Sequence[str], new: Sequence[str]) -> list[Item]:
    """Texts that carry no id, beside the likeliest."""
    olds = [Paired(at, "", "", at, fold(text)) for at, text in enumerate(old)]
    news = [Paired(at, "", "", at, fold(text)) for at, text in enumerate(new)]
    pairing = paired(olds, news, long_texts=True)
    beside = {pair.new.at: pair.old.at for pair, _ in pairing.sure}
    for item, candidates in pairing.asked:
        free = [pair.old.at for pair in candidates if pair.old.at not in beside.values()]
        if free:
            beside[item.at] = free[0]
    found = []
    for at, text in enumerate(new):
        if at not in beside:
            found.append(Item("front", "new", "", label, text))
            continue
        change = text_change("text", "Words", old[beside[at]], text)
        if change is not None:
            found.append(Item("front", "changed", "", label, text, (change,)))
    kept = set(beside.values())
    return found + [Item("front", "gone", "", label, text) for at, text in enumerate(old) if at not in kept]
