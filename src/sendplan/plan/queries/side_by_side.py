"""A document's text and what was read from it, side by side. Plain Python; asks the database nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sendplan.plan.due import due_words
from sendplan.plan.queries.doubts import alike, doubts_shown
from sendplan.plan.queries.folding import folded
from sendplan.plan.queries.pages import (
    DoubtShown,
    Read,
    ReadKind,
    SourcePart,
    SourceRun,
    SourceSection,
    UnplacedShown,
)
from sendplan.plan.queries.reading import anchor, place
from sendplan.plan.runs import KeptRun
from sendplan.plan.steps import Start, read_step, start_words
from sendplan.plan.wording import count, listed
from sendplan.plan_reader.draft import Action, Draft, Kpi, Where, kpi_ids

__all__ = ["all_doubts", "parts", "sections", "summary", "unplaced"]

_ROW = re.compile(r"^(.*\brow \d+)\b.*$")


@dataclass(frozen=True, slots=True)
class _Item:
    where: Where
    read: Read

    def covers(self) -> Iterator[int | str]:
        """The lines it was read from, or the row or paragraph it stood in."""
        if self.where.line is not None:
            yield from range(self.where.line, (self.where.end_line or self.where.line) + 1)
        elif self.where.cell is not None:
            yield _row(self.where.cell)


def _row(words: str) -> str:
    """A table's row is read as one: ``table 2, row 3, column 1`` is ``table 2, row 3``."""
    found = _ROW.match(words)
    return found.group(1) if found else words


def summary(draft: Draft) -> str:
    """What was read and what found no place, in a sentence or two."""
    read = listed(
        [
            count(len(draft.sections), "section", "sections"),
            count(sum(len(section.needs) for section in draft.sections), "need", "needs"),
            count(sum(len(section.voice) for section in draft.sections), "thing families said", "things families said"),
            count(len(draft.actions), "action", "actions"),
            count(len(draft.kpis), "target", "targets"),
        ]
    )
    doubts = sum(bool(each.ambiguities) for each in draft.actions) + sum(bool(each.ambiguities) for each in draft.kpis)
    unsure = f" {doubts} of them could be read in another way." if doubts else ""
    if not draft.unplaced:
        return f"{read} were read.{unsure} Every word of the document found its place."
    lost = count(len(draft.unplaced), "piece of text", "pieces of text")
    return f"{read} were read.{unsure} {lost} found no place and {'is' if len(draft.unplaced) == 1 else 'are'} listed."


def unplaced(draft: Draft) -> tuple[UnplacedShown, ...]:
    return tuple(UnplacedShown(each.text, place(each.where)) for each in draft.unplaced)


def all_doubts(draft: Draft, *, adopted: bool) -> tuple[tuple[DoubtShown, ...], ...]:
    """What the reader was unsure of, in the order of the draft, what is the very same together. ``adopted`` says that
    the draft's ids are the register's, so that there are pages to lead to."""
    return alike(doubt for item in _items(draft, adopted) for doubt in item.read.doubts)


def sections(draft: Draft, runs: Sequence[KeptRun], *, adopted: bool) -> tuple[SourceSection, ...]:
    """The whole document, folded by section. ``adopted`` as in ``all_doubts``."""
    titles = {section.letter: section.label or section.title for section in draft.sections}
    return folded(parts(draft, runs, adopted=adopted), titles)


def parts(draft: Draft, runs: Sequence[KeptRun], *, adopted: bool) -> tuple[SourcePart, ...]:
    """The document in reading order, cut wherever what was read from it changes."""
    items = list(_items(draft, adopted))
    at: dict[int | str, set[int]] = {}
    for number, item in enumerate(items):
        for key in item.covers():
            at.setdefault(key, set()).add(number)
    shown: set[int] = set()
    found: list[SourcePart] = []
    group: list[SourceRun] = []
    reads: list[Read] = []
    before: tuple[frozenset[int], str] | None = None
    anchors: set[str] = set()

    def cut() -> None:
        if before is not None:
            found.append(SourcePart(tuple(group), tuple(reads), None if reads else before[1]))

    for run in runs:
        if not run.text.strip():
            continue
        covering = frozenset(at.get(run.line if run.line is not None else _row(run.place), ()))
        entries = [items[number].read for number in sorted(covering)]
        now = (covering, _continued(entries) if entries else _without_entry(run.text, draft))
        if now != before:
            cut()
            group, reads = [], []
        before = now
        group.append(_run(run, anchors))
        fresh = sorted(covering - shown)
        shown |= covering
        reads.extend(items[number].read for number in fresh)
    cut()
    return tuple(found)


def _continued(entries: Sequence[Read]) -> str:
    """Which entries, begun above, a run belongs to."""
    return f"Part of {listed([_name(read) for read in entries])}, continued"


def _name(read: Read) -> str:
    """``A3``, ``A-K12``; what has no reference of its own by its label."""
    if read.kind in ("action", "target"):
        return read.label.partition(" ")[2]
    return f"{read.label[0].lower()}{read.label[1:]}"


def _without_entry(text: str, draft: Draft) -> str:
    """What a run is that was read and made no entry of its own."""
    words = " ".join(text.split())
    front = draft.metadata
    if words == " ".join(draft.title.split()):
        return "The plan’s title"
    for value, note in (
        (front.published, "When the plan was published"),
        (front.last_updated, "When the plan was last updated"),
    ):
        if value and words.endswith(" ".join(value.split())):
            return note
    return "A heading"


def _run(run: KeptRun, taken: set[str]) -> SourceRun:
    name = base = f"line-{run.line}" if run.line is not None else anchor(run.place)
    again = 2
    while name in taken:
        name, again = f"{base}-{again}", again + 1
    taken.add(name)
    return SourceRun(run.number, run.text, run.place, name)


def _read(
    kind: ReadKind,
    label: str,
    fields: Sequence[tuple[str, str]],
    *,
    section: str | None = None,
    id: str | None = None,  # noqa: A002  the field's own name
    doubts: tuple[DoubtShown, ...] = (),
) -> Read:
    return Read(kind, label, section, id, tuple((name, value) for name, value in fields if value), doubts)


def _doubts(item: Action | Kpi, label: str, id_: str | None, first: int) -> tuple[DoubtShown, ...]:
    kind: Literal["action", "target"] = "action" if isinstance(item, Action) else "target"
    return doubts_shown(kind, label, id_, place(item.where), item.ambiguities, first)


def _items(draft: Draft, adopted: bool) -> Iterator[_Item]:
    yield from _front_matter(draft)
    for body in draft.bodies:
        fields = [("Name", body.name), ("Chair", body.chair or ""), ("Meets", body.meets or "")]
        fields += [("Purpose", body.purpose or ""), ("Members", body.members or "")]
        yield _Item(body.where, _read("body", "Governance body", fields))
    for section in draft.sections:
        letter = section.letter
        fields = [("Title", section.title), ("Shorter name", section.label or "")]
        yield _Item(section.where, _read("section", f"Section {letter}", fields, section=letter, id=letter))
        for need in section.needs:
            needs = _read("need", f"What needs improvement, {letter}", [("Need", need.text)], section=letter)
            yield _Item(need.where, needs)
        for said in section.voice:
            says = _read("statement", f"What families said, {letter}", [("Said", said.text)], section=letter)
            yield _Item(said.where, says)
    next_doubt = 1
    for action in draft.actions:
        action_id = action.id if adopted else None
        doubts = _doubts(action, action.ref, action_id, next_doubt)
        next_doubt += len(doubts)
        yield _Item(action.where, _action(action, action_id, doubts))
    for short_id, kpi in zip(kpi_ids(draft), draft.kpis, strict=True):
        target_id = kpi.id if adopted else None
        doubts = _doubts(kpi, short_id, target_id, next_doubt)
        next_doubt += len(doubts)
        yield _Item(kpi.where, _target(short_id, kpi, target_id, doubts))
    for piece in draft.unplaced:
        yield _Item(piece.where, _read("unplaced", "Found no place", [("Text", piece.text)]))


def _front_matter(draft: Draft) -> Iterator[_Item]:
    front = draft.metadata
    for event in front.inspections:
        yield _Item(event.where, _read("front_matter", "Inspection", [(event.label, event.as_written)]))
    for label, people in (("Accountable officer", front.accountable_officers), ("Adviser", front.advisers)):
        for person in people:
            fields = [("Name", person.name), ("Post", person.role or ""), ("Organisation", person.organisation or "")]
            yield _Item(person.where, _read("front_matter", label, fields))
    for weakness in front.weaknesses:
        fields = [("Name", weakness.label), ("Text", weakness.text)]
        yield _Item(weakness.where, _read("front_matter", f"Area of weakness {weakness.letter or ''}".strip(), fields))
    for label, statements in (
        ("Introduction", front.introduction),
        ("Governance", front.governance),
        ("Note", front.notes),
        ("Printed with no value", front.blank_labels),
    ):
        for each in statements:
            yield _Item(each.where, _read("front_matter", label, [("Text", each.text)]))


def _action(action: Action, action_id: str | None, doubts: tuple[DoubtShown, ...]) -> Read:
    due = f"{due_words(action.due.kind, action.due.latest)} (written: {action.due.as_written or 'nothing'})"
    fields = [
        ("Action", action.text),
        *(("Outcome", outcome) for outcome in action.outcomes),
        ("Due", due),
        *((f"Owner{f' ({owner.part})' if owner.part else ''}", owner.as_written) for owner in action.named_owners),
    ]
    return _read("action", f"Action {action.ref}", fields, section=action.section, id=action_id, doubts=doubts)


def _target(short_id: str, kpi: Kpi, target_id: str | None, doubts: tuple[DoubtShown, ...]) -> Read:
    start = Start(
        kpi.baseline.as_written or "", kpi.baseline.value, kpi.baseline.unit or "", kpi.baseline.on_as_written or ""
    )
    fields = [("Name", kpi.name), ("Start", start_words(start))]
    for step in kpi.steps:
        reading = read_step(
            kind=step.kind,
            value=step.value,
            unit=step.unit or "",
            as_written=step.as_written or "",
            on=step.on,
            start=start,
            better=kpi.better,
        )
        fields.append((step.label, reading.words))
    return _read("target", f"Target {short_id}", fields, section=kpi.section, id=target_id, doubts=doubts)
