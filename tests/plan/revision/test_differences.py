"""What is different between two versions, in words, and that it is all of it and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.plan.revision import GROUPS, Differences, differences
from sendplan.plan.revision.changes import later, pieces
from sendplan.plan_reader.draft import Body, Draft, Owner, Progress, Section, Status, Step, Where
from tests.plan.revision.edits import EDITS, Edit, Said, with_new_action, with_officer
from tests.plan.revision.registers import made, published, replace, with_action, with_kpi

SIZE = 12
PLACE = Where(line=1, end_line=1)


def said(found: Differences) -> set[Said]:
    return {
        (item.group, item.what, item.id, change)
        for item in found.items
        for change in [each.field for each in item.changes] or [""]
    }


def only_change(old: Draft, new: Draft) -> tuple[str | None, str | None, str, bool]:
    (item,) = differences(old, new).items
    (change,) = item.changes
    return change.old, change.new, change.notice, change.easier


@pytest.mark.parametrize("draft", [published(), made(SIZE)], ids=["published", "made up"])
def test_a_plan_is_not_different_from_itself(draft: Draft) -> None:
    assert differences(draft, draft) == Differences("Nothing is different.", (), (), ())


@pytest.mark.parametrize("edit", EDITS, ids=repr)
def test_each_edit_alone_is_all_that_is_said(edit: Edit) -> None:
    old = made(SIZE)
    found = differences(old, edit.make(old, 3))
    assert said(found) == edit.said(old, 3)
    assert bool(found.easier) is edit.easier


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_edits_are_said_exactly(data: st.DataObject) -> None:
    old = made(SIZE)
    chosen = data.draw(st.lists(st.sampled_from(EDITS), max_size=8, unique_by=lambda edit: edit.name))
    new, expected, easier = old, set[Said](), False
    taken: dict[str, set[int]] = {"actions": set(), "kpis": set(), "voice": set()}
    out_last = sorted(chosen, key=lambda edit: edit.name.startswith("take a") and "out" in edit.name)
    places: list[tuple[Edit, int]] = []
    for edit in out_last:
        at = data.draw(st.sampled_from(sorted(set(range(SIZE)) - taken[edit.on])))
        taken[edit.on].add(at)
        places.append((edit, at))
    for edit, at in sorted(places, key=lambda each: -each[1]):  # from the end, so that no number moves
        new = edit.make(new, at)
        expected |= edit.said(old, at)
        easier = easier or edit.easier
    more = data.draw(st.integers(0, 3))
    for seed in range(more):
        new = with_new_action(new, seed)
        expected.add(("actions", "new", f"act_new_{seed}", ""))
    found = differences(old, new)
    assert said(found) == expected
    assert bool(found.easier) is easier
    assert bool(found.items) is (found.summary != "Nothing is different.")
    _summary_counts_what_is_listed(found)
    assert differences(old, new) == found


def _summary_counts_what_is_listed(found: Differences) -> None:
    for group, words in GROUPS.items():
        for what in ("new", "gone"):
            listed = len(found.of(group, what))
            counted = sum(
                int(number)
                for part in found.summary.split("; ")
                if re.match(rf"\d+ (?:{'|'.join(words)}) ", part)
                for number in re.findall(rf"(\d+)(?: (?:{'|'.join(words)}))? {what}", part)
            )
            assert counted == listed, (group, what, found.summary)


def test_the_summary_says_what_the_board_asks_first() -> None:
    old = with_officer(made(SIZE), "Jo Hart", "Chief Executive")
    new = with_officer(old, "Kim Lowe", "Chief Executive")
    new = with_action(
        new,
        "A2",
        lambda a: replace(
            a,
            due=replace(a.due, as_written="March 2024", earliest=dt.date(2024, 3, 1), latest=dt.date(2024, 3, 31)),
        ),
    )
    new = with_kpi(new, 0, lambda k: replace(k, steps=(replace(k.steps[0], as_written="6", value=Decimal(6)),)))
    new = with_new_action(replace(new, actions=(*new.actions[:4], *new.actions[5:])), 1)
    found = differences(old, new)
    assert found.summary == (
        "1 officer changed; action A2 due June 2023 → March 2024; 1 action new, 1 gone; target A-K1 5 → 6"
    )
    assert found.easier == (
        "Action A2, due: June 2023 → March 2024 (9 months later)",
        f"Action A5 is gone: “{old.actions[4].text}”"
        if len(old.actions[4].text) <= 90
        else f"Action A5 is gone: “{old.actions[4].text[:90].rsplit(' ', 1)[0]}…”",
        "Target A-K1, target: 5 → 6 (easier by 1: lower is better)",
    )


def test_a_post_that_another_took_over_is_one_officer_and_no_changed_action() -> None:
    old = published()
    was = "Interim SEND Strategic Director"
    new = replace(
        old,
        actions=tuple(
            replace(
                action,
                named_owners=tuple(
                    replace(o, as_written=o.as_written.replace(was, "SEND Director")) for o in action.named_owners
                ),
            )
            for action in old.actions
        ),
    )
    found = differences(old, new)
    (item,) = found.items
    assert (item.group, item.words) == ("officers", f"{was} → SEND Director")
    refs = [action.ref for action in old.actions if any(o.as_written == was for o in action.named_owners)]
    assert item.note == f"answers for {', '.join(refs[:-1])} and {refs[-1]}"
    assert found.summary == "1 officer changed"


def test_a_post_taken_over_on_some_actions_only_is_told_action_by_action() -> None:
    old = published()
    was = "Interim SEND Strategic Director"
    new = with_action(
        old, "A5", lambda a: replace(a, named_owners=(replace(a.named_owners[0], as_written="SEND Director"),))
    )
    (item,) = differences(old, new).items
    assert (item.name, item.changes[0].old, item.changes[0].new) == ("action A5", was, "SEND Director")


def test_an_action_left_without_an_owner_is_easier() -> None:
    old = published()
    new = with_action(old, "A5", lambda a: replace(a, named_owners=(), owners=()))
    assert only_change(old, new) == ("Interim SEND Strategic Director", None, "no owner any more", True)


def test_a_lead_who_becomes_accountable_is_a_change() -> None:
    old = published()
    new = with_action(old, "A5", lambda a: replace(a, named_owners=(replace(a.named_owners[0], part="accountable"),)))
    words = "Interim SEND Strategic Director"
    assert only_change(old, new)[:2] == (words, f"{words} (accountable)")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (dt.date(2023, 12, 31), dt.date(2024, 3, 31), "3 months later"),
        (dt.date(2024, 1, 31), dt.date(2024, 2, 29), "1 month later"),
        (dt.date(2024, 3, 31), dt.date(2023, 12, 31), "3 months earlier"),
        (dt.date(2024, 1, 10), dt.date(2024, 3, 10), "2 months later"),
        (dt.date(2024, 1, 10), dt.date(2024, 1, 11), "1 day later"),
        (dt.date(2024, 1, 30), dt.date(2024, 2, 29), "30 days later"),
        (dt.date(2024, 1, 10), dt.date(2024, 1, 10), ""),
    ],
)
def test_how_much_later_is_said_in_months_or_days(old: dt.date, new: dt.date, words: str) -> None:
    assert later(old, new) == words


def step(value: str | None, **parts: object) -> Step:
    known: dict[str, object] = {
        "label": "Target",
        "on": dt.date(2024, 1, 31),
        "as_written": value,
        "kind": "level",
        "value": Decimal(value) if value else None,
        "unit": "percent",
    }
    return msgspec.convert({**known, **parts}, Step)


@pytest.mark.parametrize(
    ("better", "old", "new", "notice", "easier"),
    [
        ("higher", step("59.9"), step("45"), "easier by 14.9 points: higher is better", True),
        ("higher", step("45"), step("46"), "harder by 1 point: higher is better", False),
        ("lower", step("10"), step("12"), "easier by 2 points: lower is better", True),
        ("lower", step("12", unit="count"), step("10", unit="count"), "harder by 2: lower is better", False),
        ("unknown", step("12"), step("10"), "2 points lower", False),
        ("higher", step("5", kind="remainder", unit="count"), step("9", kind="remainder", unit="count"),
         "easier by 4: lower is better", True),
        ("lower", step("-50", kind="relative_change"), step("-25", kind="relative_change"),
         "easier by 4: lower is better", True),
        ("lower", step("-50", kind="relative_change"), step("8", unit="count"), "", False),
        ("lower", step("50"), step(None, kind="not_yet_set", as_written="TBC", unit=None),
         "no longer sets a figure", True),
        ("lower", step(None, kind="blank", unit=None), step("50"), "now sets a figure", False),
        ("higher", step("50"), step("50", on=dt.date(2024, 3, 31)), "2 months later", True),
        ("higher", step("50"), step("60", on=dt.date(2024, 3, 31)),
         "2 months later, harder by 10 points: higher is better", True),
        ("higher", step("50"), step("50", on=None), "no longer has a date", True),
        ("higher", step("50"), step("60", unit="weeks"), "", False),
    ],
)  # fmt: skip
def test_a_target_made_easier_is_pointed_out(better: str, old: Step, new: Step, notice: str, easier: bool) -> None:
    plan = made(1)
    kpi = replace(plan.kpis[0], better=better, baseline=replace(plan.kpis[0].baseline, value=Decimal(16), unit="count"))
    before = replace(plan, kpis=(replace(kpi, steps=(old,)),))
    after = replace(plan, kpis=(replace(kpi, steps=(new,)),))
    assert only_change(before, after)[2:] == (notice, easier)


def test_percent_points_are_compared_even_where_there_is_no_start() -> None:
    plan = made(1)
    kpi = replace(plan.kpis[0], better="higher", baseline=replace(plan.kpis[0].baseline, value=None))
    old, new = (step(value, kind="percentage_point_change") for value in ("40", "20"))
    found = only_change(
        replace(plan, kpis=(replace(kpi, steps=(old,)),)), replace(plan, kpis=(replace(kpi, steps=(new,)),))
    )
    assert found[2:] == ("easier by 20 points: higher is better", True)


def test_another_start_that_moves_a_relative_target_says_so() -> None:
    plan = made(1)
    kpi = replace(plan.kpis[0], steps=(step("-50", kind="relative_change"),))
    old = replace(plan, kpis=(kpi,))
    new = with_kpi(old, 0, lambda k: replace(k, baseline=replace(k.baseline, value=Decimal(20), as_written="20")))
    assert only_change(old, new) == (
        "10", "20", "so the target comes to another figure: easier by 5: lower is better", True,
    )  # fmt: skip


def test_a_milestone_dropped_or_added_is_told_from_the_others() -> None:
    plan = made(1)
    three = tuple(step(str(n), label=f"Milestone {n}", on=dt.date(2024, n, 28)) for n in (1, 2, 3))
    old = with_kpi(plan, 0, lambda k: replace(k, steps=three))
    assert only_change(old, with_kpi(old, 0, lambda k: replace(k, steps=(three[0], three[2])))) == (
        "2 (Milestone 2)", None, "no longer set", True,
    )  # fmt: skip
    less = with_kpi(plan, 0, lambda k: replace(k, steps=three[:2]))
    assert only_change(less, old) == (None, "3 (Milestone 3)", "", False)


def test_the_pieces_of_a_text_make_both_texts() -> None:
    found = pieces("Improve waiting time for all assessments.", "Halve the waiting time for assessments.")
    assert "".join(p.text for p in found if p.kind != "new") == " Improve waiting time for all assessments."
    assert "".join(p.text for p in found if p.kind != "gone") == " Halve the waiting time for assessments."
    assert ("same", " waiting time for") in {(p.kind, p.text) for p in found}


@given(st.text("ab \u2019'-.,(", max_size=30), st.text("ab \u2019'-.,(", max_size=30))
def test_pieces_lose_nothing(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.kind != "gone").split() == new.split()
    typed = "".join(p.text for p in found if p.kind != "new").replace("\u2019", "'")
    assert typed.split() == old.replace("\u2019", "'").split()


def test_kinds_of_dash_quotation_mark_and_space_are_no_difference() -> None:
    old = published()
    new = replace(
        old,
        actions=tuple(
            replace(a, text=a.text.replace("’", "'").replace(" ", "  ").replace("-", "–")) for a in old.actions
        ),
    )
    assert differences(old, new).items == ()


def test_a_capital_or_a_comma_is_a_difference() -> None:
    old = published()
    assert differences(old, with_action(old, "A5", lambda a: replace(a, text=a.text.upper()))).items


def test_an_action_moved_to_another_section_says_from_where() -> None:
    old = published()
    new = with_action(old, "A5", lambda a: replace(a, section="B"))
    (item,) = differences(old, new).items
    assert [(c.field, c.old, c.new) for c in item.changes] == [("section", "A", "B")]


def test_a_section_with_another_letter_moves_none_of_its_items() -> None:
    old = published()
    new = replace(
        old,
        sections=tuple(replace(s, letter="E" if s.letter == "D" else s.letter) for s in old.sections),
        actions=tuple(replace(a, section="E" if a.section == "D" else a.section) for a in old.actions),
        kpis=tuple(replace(k, section="E" if k.section == "D" else k.section) for k in old.kpis),
    )
    (item,) = differences(old, new).items
    assert (item.group, item.what, [c.field for c in item.changes]) == ("sections", "changed", ["letter"])


def test_sections_needs_bodies_and_the_introduction_are_compared_too() -> None:
    old = published()
    body = Body(name="Board", chair="Jo Hart", where=PLACE)
    old = replace(old, bodies=(body,), metadata=replace(old.metadata, last_updated="May 2023"))
    first, *others = old.sections
    extra = Section(letter="E", title="Money", where=PLACE)
    new = replace(
        old,
        title="Another title",
        bodies=(replace(body, chair="Kim Lowe"), Body(name="Panel", where=PLACE)),
        sections=(replace(first, title="Strategy", needs=first.needs[1:]), *others, extra),
        metadata=replace(old.metadata, last_updated="June 2023"),
    )
    found = differences(old, new)
    assert [(item.group, item.what, [change.field for change in item.changes]) for item in found.items] == [
        ("sections", "changed", ["title"]),
        ("sections", "new", []),
        ("needs", "gone", []),
        ("bodies", "changed", ["chair"]),
        ("bodies", "new", []),
        ("front", "changed", ["title"]),
        ("front", "changed", ["last_updated"]),
    ]
    assert found.summary == (
        "1 section changed, 1 new; 1 need gone; 1 governance body changed, 1 new; 2 parts of the introduction changed"
    )


def test_what_the_document_reports_is_compared_too() -> None:
    old = published()
    green = Status(label="RAG", as_written="Green", meaning="on_track", where=PLACE)
    told = Progress(label="November update", text="All done.", where=PLACE)
    with_both = with_action(old, "A5", lambda a: replace(a, statuses=(green,), updates=(told,)))
    found = differences(old, with_both).items[0].changes
    assert [(c.field, c.old, c.new) for c in found] == [
        ("status", None, "Green"),
        ("update", None, "All done."),
    ]
    red = replace(green, as_written="Red", meaning="off_track")
    assert only_change(with_both, with_action(with_both, "A5", lambda a: replace(a, statuses=(red,)))) == (
        "Green", "Red", "", False,
    )  # fmt: skip


def test_an_outcome_that_moved_to_another_action_is_not_lost() -> None:
    old = published()
    moved_text = old.actions[4].outcomes[1]
    new = with_action(old, "A5", lambda a: replace(a, outcomes=a.outcomes[:1], outcome_ids=a.outcome_ids[:1]))
    new = with_action(
        new,
        "A6",
        lambda a: replace(a, outcomes=(*a.outcomes, moved_text), outcome_ids=(*a.outcome_ids, "out_moved")),
    )
    found = differences(old, new)
    assert found.easier == ()
    assert found.items[0].changes[0].notice == "now an outcome of A6"


def test_actions_in_one_are_told_as_merged_and_not_as_lost() -> None:
    old = made(3)
    first, second, third = old.actions
    new = replace(old, actions=(replace(first, text=f"{first.text} {second.text}"), third))
    found = differences(old, new)
    assert [split.sentence for split in found.splits] == ["actions A1 and A2 merged into A1"]
    assert (found.items[1].what, found.items[1].note, found.easier) == ("gone", "merged into A1", ())


def test_everything_can_be_written_down() -> None:
    old = made(SIZE)
    found = differences(old, EDITS[0].make(old, 0))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Differences) == found
    assert asdict(found)["summary"] == "action A1 reworded"


def test_owners_without_parts_are_compared_by_their_words() -> None:
    old = published()
    plain = with_action(old, "A5", lambda a: replace(a, named_owners=(), owners=("One", "Two")))
    other = with_action(plain, "A5", lambda a: replace(a, owners=("Two", "Three")))
    (item,) = differences(plain, other).items
    assert item.group == "officers"
    named = with_action(plain, "A5", lambda a: replace(a, named_owners=(Owner(as_written="One", where=PLACE),)))
    assert only_change(plain, named)[:2] == ("One; Two", "One")


def test_two_posts_taken_over_together_are_told_apart_by_their_place() -> None:
    old = made(1)
    owners = tuple(Owner(as_written=name, where=PLACE) for name in ("Head of Health", "Head of Care"))
    before = with_action(old, "A1", lambda a: replace(a, named_owners=owners))
    new = tuple(Owner(as_written=name, where=PLACE) for name in ("Director of Health", "Director of Care"))
    found = differences(before, with_action(old, "A1", lambda a: replace(a, named_owners=new)))
    assert [item.words for item in found.items] == [
        "Head of Care → Director of Care",
        "Head of Health → Director of Health",
    ]
