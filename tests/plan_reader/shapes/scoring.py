"""How near a reading comes to the truth: right, wrong and said to be in doubt, or wrong without a word.

A reading is a draft as plain data (``docs/reference/draft.schema.json``). White space and bullet signs never count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from rapidfuzz import fuzz

from tests.plan_reader.shapes.truths import ANY, Action, Due, Either, Figure, Kpi, Owner, Truth, Unsure, Update

Item = Mapping[str, Any]


class Verdict(Enum):
    RIGHT = "right"
    FLAGGED = "wrong with a flag"
    SILENT = "wrong without a flag"


@dataclass(frozen=True)
class Mark:
    """One thing that a human reads in a document, and how the reader did."""

    category: str
    item: str
    wanted: Any
    found: Any
    verdict: Verdict

    def __str__(self) -> str:
        return f"{self.category} of {self.item!r}: wanted {self.wanted!r}, found {self.found!r} ({self.verdict.value})"


def fold(text: str | None) -> str:
    """The words alone: white space folded, bullet signs gone."""
    return " ".join(re.sub(r"(?:^|(?<=\s))[•◦▪‣·o\-–](?=\s)", " ", text or "").split())


def bare(text: str | None) -> str:
    return fold(text).strip(" .;,:")


def readings(wanted: Any) -> tuple[Any, ...]:
    return wanted.readings if isinstance(wanted, Either | Unsure) else (wanted,)


def flagged(item: Item, *fields: str) -> bool:
    """Whether the item says that one of these fields is in doubt, or that it is in doubt as a whole."""
    for doubt in item.get("ambiguities", ()):
        keys = {doubt["field"], *doubt["preferred"], *(key for other in doubt["others"] for key in other)}
        if {doubt["field"]} & {"action", "row", "kpi", "item", "place"} or any(
            key.startswith(field) for key in keys for field in fields
        ):
            return True
    return False


def doubts(item: Item) -> str:
    return fold(" ".join(str(doubt) for doubt in item.get("ambiguities", ())))


def aside(draft: Item) -> str:
    """The words that the draft lays aside openly."""
    return fold(" ".join(one["text"] for one in draft["unplaced"]))


def told(words: str, *places: str) -> bool:
    """Whether these words stand in a place where a person is told of them."""
    wanted = bare(words)
    return any(wanted in place or (len(wanted) > 20 and fuzz.partial_ratio(wanted, place) >= 95) for place in places)


def score(truth: Truth, draft: Item) -> list[Mark]:
    return [*of_actions(truth, draft), *of_kpis(truth, draft)]


def refused(truth: Truth, reason: str) -> list[Mark]:
    """The marks of a reader that refuses the document and says so: nothing right, nothing hidden."""
    blank: dict[str, Any] = {"actions": [], "kpis": [], "sections": [], "unplaced": []}
    return [replace(mark, found=reason, verdict=Verdict.FLAGGED) for mark in score(truth, blank)]


def paired(
    wanted: Sequence[tuple[str, str | None]], found: Sequence[tuple[str, str | None]]
) -> tuple[dict[int, int], list[int]]:
    """Which found item each wanted one is, by words and ref, and the found ones that are none."""
    near = []
    for at, (words, ref) in enumerate(wanted):
        for there, (other, its) in enumerate(found):
            same = fuzz.ratio(fold(words), fold(other))
            if fold(words) and fold(words) in fold(other):
                same = max(same, 60.0)
            if ref and its and plain_ref(ref) == plain_ref(its):
                same += 15
            if same >= 55:
                near.append((same, -at, -there))
    matched: dict[int, int] = {}
    for _, minus_at, minus_there in sorted(near, reverse=True):
        if -minus_at not in matched and -minus_there not in matched.values():
            matched[-minus_at] = -minus_there
    return matched, [there for there in range(len(found)) if there not in matched.values()]


def plain_ref(ref: str | None) -> str:
    return re.sub(r"(?i)^(action|ref)\b", "", fold(ref)).strip(" .:)(").casefold()


def of_actions(truth: Truth, draft: Item) -> Iterator[Mark]:
    found = draft["actions"]
    matched, invented = paired(
        [(one, action.ref) for action in truth.actions for one in [str(readings(action.text)[0])]],
        [(action["text"], action["ref"]) for action in found],
    )
    titles = {one["letter"]: (one["title"], one.get("label")) for one in draft["sections"]}
    for at, action in enumerate(truth.actions):
        name = f"{action.ref or ''} {readings(action.text)[0][:40]}".strip()
        if at not in matched:
            everywhere = [doubts(one) for one in [*found, *draft["kpis"]]]
            openly = told(readings(action.text)[0], aside(draft), *everywhere)
            for category in asked(action):
                yield Mark(
                    category,
                    name,
                    getattr(action, FIELD.get(category, "text")),
                    "no such action",
                    Verdict.FLAGGED if openly else Verdict.SILENT,
                )
            continue
        item = found[matched[at]]
        yield of_text(action, item, name)
        yield from of_section(action, item, name, titles)
        yield of_due(action, item, name, draft)
        yield from of_owners(action, item, name, draft)
        yield of_list("outcomes", action.outcomes, item["outcomes"], item, name, draft)
        yield from of_statuses(action, item, name)
        yield from of_updates(action, item, name, draft)
    for there in invented:
        item = found[there]
        if bare(item["text"]) in map(bare, truth.doubtful):
            continue
        yield Mark("actions", f"{item['ref']} {item['text'][:60]}", "no action", item["text"], Verdict.SILENT)


FIELD = {"dates": "due", "owners": "owners", "outcomes": "outcomes", "statuses": "statuses", "updates": "updates"}


def asked(action: Action) -> Iterator[str]:
    """The categories in which an action that was not found is missed."""
    yield "actions"
    yield "dates"
    if action.owners:
        yield "owners"
    if action.outcomes:
        yield "outcomes"
    if action.statuses:
        yield "statuses"
    if action.updates:
        yield "updates"


def verdict(right: bool, flag: bool) -> Verdict:
    return Verdict.RIGHT if right else Verdict.FLAGGED if flag else Verdict.SILENT


def of_text(action: Action, item: Item, name: str) -> Mark:
    same_ref = action.ref is None or plain_ref(action.ref) == plain_ref(item["ref"])
    same = any(bare(one) == bare(item["text"]) for one in readings(action.text)) and same_ref
    flag = flagged(item, "text", "outcomes") if same_ref else flagged(item, "ref")
    return Mark("actions", name, (action.ref, action.text), (item["ref"], item["text"]), verdict(same, flag))


def of_section(action: Action, item: Item, name: str, titles: Mapping[str, tuple[str, str | None]]) -> Iterator[Mark]:
    if action.section is ANY:
        return
    words = [bare(one).casefold() for one in titles.get(item["section"], ()) if one]
    right = any(bare(action.section).casefold() in one for one in words)
    flag = flagged(item, "section") or not words
    yield Mark("sections", name, action.section, titles.get(item["section"]), verdict(right, flag))


def of_due(action: Action, item: Item, name: str, draft: Item) -> Mark:
    due = item["due"]
    doubt = flagged(item, "due") or due["kind"] in {"not_understood", "not_yet_set"}
    if due["kind"] == "blank" and action.due_printed:
        doubt = doubt or told(action.due_printed, aside(draft), doubts(item))
    if isinstance(action.due, Unsure):
        return Mark("dates", name, (action.due_printed, action.due), due, verdict(doubt, flag=False))
    right = any(same_due(one, due) for one in readings(action.due))
    return Mark("dates", name, (action.due_printed, action.due), due, verdict(right, doubt))


def same_due(wanted: Due, due: Item) -> bool:
    kinds = wanted.kind if isinstance(wanted.kind, tuple) else (wanted.kind,)
    return (
        (wanted.latest is ANY or wanted.latest == due["latest"])
        and (wanted.kind is ANY or due["kind"] in kinds)
        and (wanted.earliest is ANY or wanted.earliest == due["earliest"])
    )


def of_owners(action: Action, item: Item, name: str, draft: Item) -> Iterator[Mark]:
    words = [one["as_written"] for one in item["named_owners"]] or list(item["owners"])
    flag = flagged(item, "owners", "named_owners", "owner")
    if isinstance(action.owners, Unsure):
        yield Mark("owners", name, action.owners, words, verdict(flag or not words, flag=False))
        return
    for one in readings(action.owners):
        if Counter(bare(owner.as_written) for owner in one) == Counter(map(bare, words)):
            if one or words:
                yield Mark("owners", name, one, words, Verdict.RIGHT)
            yield from of_parts(one, item, name, flag)
            return
    first = readings(action.owners)[0]
    flag = flag or only_lacking([owner.as_written for owner in first], words, draft, item)
    yield Mark("owners", name, [owner.as_written for owner in first], words, verdict(right=False, flag=flag))


def only_lacking(wanted: Sequence[str], found: Sequence[str], draft: Item, item: Item) -> bool:
    """Whether the reading only lacks words, and every one of those is told of."""
    want, got = Counter(map(bare, wanted)), Counter(map(bare, found))
    lacking = want - got
    return bool(lacking) and not got - want and all(told(words, aside(draft), doubts(item)) for words in lacking)


def of_parts(owners: Sequence[Owner], item: Item, name: str, flag: bool) -> Iterator[Mark]:
    named = list(item["named_owners"])
    for owner in owners:
        at = next((at for at, one in enumerate(named) if bare(one["as_written"]) == bare(owner.as_written)), None)
        got: Item = named.pop(at) if at is not None else {}
        for part in ("person", "post", "organisation", "part"):
            wanted = getattr(owner, part)
            if wanted is ANY or (wanted is None and got.get(part) is None):
                continue
            found = got.get(part)
            right = found is not None and wanted is not None and bare(found) == bare(wanted)
            yield Mark(
                "owner parts",
                f"{name}, {part} of {owner.as_written}",
                wanted,
                found,
                verdict(right, flag or found is None),
            )


def of_list(category: str, wanted: Any, found: Sequence[str], item: Item, name: str, draft: Item) -> Mark:
    flag = flagged(item, category)
    words = list(map(bare, found))
    if isinstance(wanted, Unsure):
        return Mark(category, name, wanted, found, verdict(flag or not found, flag=False))
    right = any(list(map(bare, one)) == words for one in readings(wanted))
    flag = flag or any(only_lacking(one, found, draft, item) for one in readings(wanted))
    return Mark(category, name, wanted, found, verdict(right, flag))


def of_statuses(action: Action, item: Item, name: str) -> Iterator[Mark]:
    found = [one["meaning"] for one in item["statuses"]]
    if not found and not action.statuses:
        return
    right = len(found) == len(action.statuses) and all(
        got in readings(wanted) for got, wanted in zip(found, action.statuses, strict=True)
    )
    flag = flagged(item, "status") or (
        len(found) == len(action.statuses)
        and all(
            got in (*readings(wanted), "not_understood") for got, wanted in zip(found, action.statuses, strict=True)
        )
    )
    yield Mark("statuses", name, action.statuses, item["statuses"], verdict(right, flag))


def of_updates(action: Action, item: Item, name: str, draft: Item) -> Iterator[Mark]:
    found = item["updates"]
    if not found and not action.updates:
        return
    flag = flagged(item, "updates", "update")
    if isinstance(action.updates, Unsure):
        yield Mark("updates", name, action.updates, found, verdict(flag or not found, flag=False))
        return
    texts = [one["text"] for one in found]
    right = any(same_updates(one, found) for one in readings(action.updates))
    flag = flag or any(
        (
            len(one) == len(found)
            and same_updates([Update(each.text) for each in one], found)
            and all(got["on"] is None or each.on in (ANY, got["on"]) for each, got in zip(one, found, strict=True))
        )
        or only_lacking([each.text for each in one], texts, draft, item)
        for one in readings(action.updates)
    )
    yield Mark("updates", name, action.updates, found, verdict(right, flag))


def same_updates(wanted: Sequence[Update], found: Sequence[Item]) -> bool:
    return len(wanted) == len(found) and all(
        bare(one.text) == bare(got["text"]) and (one.on is ANY or one.on == got["on"])
        for one, got in zip(wanted, found, strict=True)
    )


def of_kpis(truth: Truth, draft: Item) -> Iterator[Mark]:
    found = draft["kpis"]
    matched, invented = paired([(one.name, None) for one in truth.kpis], [(one["name"], None) for one in found])
    for at, kpi in enumerate(truth.kpis):
        if at not in matched:
            openly = told(kpi.name, aside(draft), *(doubts(one) for one in [*found, *draft["actions"]]))
            missed = Verdict.FLAGGED if openly else Verdict.SILENT
            yield Mark("kpis", kpi.name, kpi.name, "no such KPI", missed)
            yield from (Mark("steps", kpi.name, step, "no such KPI", missed) for step in kpi.steps)
            continue
        item = found[matched[at]]
        same = bare(kpi.name) == bare(item["name"])
        yield Mark("kpis", kpi.name, kpi.name, item["name"], verdict(same, flagged(item, "name", "baseline")))
        if kpi.baseline is not ANY:
            yield of_baseline(kpi, item)
        for category, wanted in (("steps", kpi.steps), ("actuals", kpi.actuals)):
            if wanted is not ANY:
                yield from of_figures(category, wanted, item)
    for there in invented:
        yield Mark("kpis", found[there]["name"], "no KPI", found[there]["name"], Verdict.SILENT)


def of_baseline(kpi: Kpi, item: Item) -> Mark:
    got = {**item["baseline"], "kind": ANY}
    flag = flagged(item, "baseline")
    if isinstance(kpi.baseline, Unsure):
        return Mark("baselines", kpi.name, kpi.baseline, got, verdict(flag or got["value"] is None, flag=False))
    right = any(same_figure(replace(one, kind=ANY), got) for one in readings(kpi.baseline))
    flag = flag or any(no_false_figure(replace(one, kind=ANY), got) for one in readings(kpi.baseline))
    return Mark("baselines", kpi.name, kpi.baseline, got, verdict(right, flag))


def of_figures(category: str, wanted: Sequence[Any], item: Item) -> Iterator[Mark]:
    """A mark for each figure wanted, and one for each that nobody printed."""
    found = list(item[category])
    if len(found) != len(wanted):
        found = [one for one in found if one["kind"] != "blank"]
        wanted = [one for one in wanted if all(each.kind != "blank" for each in readings(one))]
    flag = flagged(
        item, category, category.removesuffix("s"), *(("milestone", "target") if category == "steps" else ())
    )
    for at, one in enumerate(wanted):
        if at >= len(found):
            yield Mark(category, item["name"], one, "no such figure", verdict(right=False, flag=flag))
            continue
        got = found[at]
        open_ = flag or got["kind"] in {"not_understood", "not_yet_set"}
        if isinstance(one, Unsure):
            yield Mark(category, item["name"], one, got, verdict(open_, flag=False))
            continue
        right = any(same_figure(each, got) for each in readings(one))
        open_ = open_ or any(no_false_figure(each, got) and each.kind in (ANY, got["kind"]) for each in readings(one))
        yield Mark(category, item["name"], one, got, verdict(right, open_))
    for got in found[len(wanted) :]:
        yield Mark(category, item["name"], "no figure", got, verdict(right=False, flag=flag))


def same_figure(wanted: Figure, got: Item) -> bool:
    return (
        (wanted.kind is ANY or got["kind"] == wanted.kind)
        and same_value(wanted.value, got["value"])
        and (wanted.value is None or wanted.unit is ANY or got["unit"] in readings(wanted.unit))
        and (wanted.on is ANY or got["on"] == wanted.on)
    )


def same_value(wanted: float | None, got: float | None) -> bool:
    return wanted == got if wanted is None or got is None else abs(float(wanted) - float(got)) < 1e-9


def no_false_figure(wanted: Figure, got: Item) -> bool:
    """Whether the reading says nothing but what is so, and leaves open what it does not say."""
    units = (*readings(wanted.unit), None)
    return (
        (got["value"] is None or same_value(wanted.value, got["value"]))
        and (wanted.unit is ANY or wanted.value is None or got["unit"] in units)
        and (wanted.on is ANY or got["on"] in (wanted.on, None))
        and (got["value"] is not None or got.get("as_written") is not None or wanted.value is None)
    )


def share(marks: Iterable[Mark]) -> dict[str, tuple[int, int, int, int]]:
    """By category: right, wrong with a flag, wrong without a flag, all."""
    counted: dict[str, Counter[Verdict]] = {}
    for mark in marks:
        counted.setdefault(mark.category, Counter())[mark.verdict] += 1
    return {
        category: (one[Verdict.RIGHT], one[Verdict.FLAGGED], one[Verdict.SILENT], one.total())
        for category, one in counted.items()
    }
