"""Which item of a new document carries on which of the register's, and what a person is asked."""

from __future__ import annotations

import time
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendplan.plan.revision import NEW, IdsMissingError, match, settled
from sendplan.plan.revision.likeness import fold, only_respelt, plain_ref, words_of
from sendplan.plan_reader.draft import Action, Draft
from tests.plan.revision.registers import (
    adopted,
    carried_on,
    ids_by_text,
    made,
    numbered,
    published,
    replace,
    with_action,
    with_kpi,
    without_ids,
    wording,
)


def question_about(old: Draft, new: Draft, key: str) -> str:
    return next(question.doubt for question in match(old, new).questions if question.id == key)


def test_a_plan_matched_to_itself_is_itself() -> None:
    old = published()
    matching = match(old, without_ids(old))
    assert (matching.questions, matching.new, matching.gone, matching.suggestions) == ((), (), (), ())
    assert carried_on(old, without_ids(old)) == old


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(28)), st.permutations(range(43)))
def test_any_order_keeps_every_id(actions: list[int], kpis: list[int]) -> None:
    old = published()
    bare = without_ids(old)
    new = replace(bare, actions=tuple(bare.actions[at] for at in actions), kpis=tuple(bare.kpis[at] for at in kpis))
    assert match(old, new).questions == ()
    now = carried_on(old, new)
    assert now.actions == tuple(old.actions[at] for at in actions)
    assert now.kpis == tuple(old.kpis[at] for at in kpis)


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(28)))
def test_other_references_on_the_same_words_keep_every_id(refs: list[int]) -> None:
    old = published()
    bare = without_ids(old)
    by_ref = [action.ref for action in old.actions]
    new = replace(bare, actions=tuple(replace(a, ref=by_ref[at]) for a, at in zip(bare.actions, refs, strict=True)))
    matching = match(old, new)
    chosen = {question.id: question.options[0].old_id for question in matching.questions}
    assert ids_by_text(carried_on(old, new, chosen)) == ids_by_text(old)
    moved = sum(at != number for number, at in enumerate(refs))
    if 2 * moved > len(refs):  # then the plan is numbered anew, and the references tell nothing
        assert matching.questions == ()


def test_an_action_put_in_before_the_others_moves_no_id() -> None:
    old = made(30)
    bare = without_ids(old)
    first = replace(bare.actions[0], text=wording(5000), ref="A1")
    moved = (first, *(replace(action, ref=f"A{at + 2}") for at, action in enumerate(bare.actions)))
    new = replace(bare, actions=moved)
    matching = match(old, new)
    assert (matching.questions, matching.new) == ((), ("action-0",))
    assert [action.id for action in carried_on(old, new).actions][1:] == [action.id for action in old.actions]


@pytest.mark.parametrize("refs", [("A1", "A01"), ("A1", "Action A1:"), ("1.2", "Action 1.2:"), ("A 1", "a1")])
def test_a_reference_may_be_written_in_several_ways(refs: tuple[str, str]) -> None:
    assert plain_ref(refs[0]) == plain_ref(refs[1])


@pytest.mark.parametrize("refs", [("A1", "A10"), ("A5", "A5a"), ("1.2", "12"), ("A1", "B1"), ("1.1", "1.10")])
def test_other_references_are_others(refs: tuple[str, str]) -> None:
    assert plain_ref(refs[0]) != plain_ref(refs[1])


def test_the_same_reference_and_like_words_are_the_same_action() -> None:
    old = published()
    new = with_action(without_ids(old), "A8", lambda a: replace(a, text=a.text.replace("robust", "lasting")))
    matching = match(old, new)
    assert matching.questions == ()
    assert carried_on(old, new).actions[7].id == old.actions[7].id


def test_the_same_reference_on_other_words_is_asked_about() -> None:
    old = published()
    new = with_action(without_ids(old), "B2", lambda a: replace(a, text="Buy a new telephone exchange.", outcomes=()))
    assert question_about(old, new, "action-16") == (
        "B2 now says something else than B2 did, under the same reference. Does it carry on as B2, or is it new?"
    )


def test_a_split_is_asked_about_and_not_guessed() -> None:
    old = published()
    bare = without_ids(old)
    a5 = bare.actions[4]
    parts = (
        replace(a5, ref="A5a", text=a5.text.replace("skilled, ", "")),
        replace(a5, ref="A5b", text="Develop a sustainable workforce across the Local Area.", outcomes=()),
    )
    new = replace(bare, actions=(*bare.actions[:4], *parts, *bare.actions[5:]))
    matching = match(old, new)
    assert [question.id for question in matching.questions] == ["action-4", "action-5"]
    assert matching.questions[0].doubt == (
        "A5a says almost the same as A5 did; A5b says some of what A5 said. Which one carries on as A5?"
    )
    a5_id = old.actions[4].id
    assert [option.old_id for option in matching.questions[1].options] == [a5_id]
    assert a5_id not in matching.gone
    now = carried_on(old, new, {"action-4": str(a5_id), "action-5": NEW})
    assert (now.actions[4].id, now.actions[4].outcome_ids) == (a5_id, old.actions[4].outcome_ids)
    assert now.actions[5].id not in {action.id for action in old.actions}


def test_a_part_beside_words_that_stayed_is_suggested_as_a_split() -> None:
    old = published()
    bare = without_ids(old)
    part = replace(bare.actions[4], ref="A16", text="Establish a sufficient workforce across the Local Area.")
    matching = match(old, replace(bare, actions=(*bare.actions, part)))
    assert matching.new == ("action-28",)
    assert [suggestion.sentence for suggestion in matching.suggestions] == [
        "A16 says some of what A5 said: perhaps it was split."
    ]


def test_two_actions_in_one_are_asked_about() -> None:
    old = made(6)
    bare = without_ids(old)
    both = replace(bare.actions[0], ref="A9", text=f"{bare.actions[0].text} {bare.actions[1].text}")
    matching = match(old, replace(bare, actions=(both, *bare.actions[2:])))
    (question,) = matching.questions
    assert {option.old_id for option in question.options} == {old.actions[0].id, old.actions[1].id}


def test_exchanged_references_follow_the_words_once_a_person_says_so() -> None:
    old = published()
    bare = without_ids(old)
    a1, a2 = bare.actions[:2]
    new = replace(bare, actions=(replace(a1, ref="A2"), replace(a2, ref="A1"), *bare.actions[2:]))
    matching = match(old, new)
    assert [(q.id, q.options[0].old_id) for q in matching.questions] == [
        ("action-0", old.actions[0].id),
        ("action-1", old.actions[1].id),
    ]
    assert matching.questions[0].doubt == (
        "A2 now says exactly what A1 said; A1 now says something else than A1 did. Which one carries on as A1? "
        "It may carry on A2 instead."
    )


def test_ids_that_an_export_carried_win_over_words() -> None:
    old = published()
    changed = with_action(old, "A8", lambda a: replace(a, ref="Z9", text="Something else altogether."))
    assert match(old, changed).questions == ()
    assert carried_on(old, changed).actions[7].id == old.actions[7].id


def test_an_id_carried_twice_or_from_elsewhere_counts_for_nothing() -> None:
    old = published()
    copied = replace(old.actions[0], ref="A99", text="A new thing, typed into a copied row.")
    foreign = replace(old.actions[1], id="act_elsewhere", outcome_ids=("out_elsewhere",))
    now = carried_on(old, replace(old, actions=(old.actions[0], foreign, *old.actions[2:], copied)))
    assert [action.id for action in now.actions[:2]] == [action.id for action in old.actions[:2]]
    assert now.actions[1].outcome_ids == old.actions[1].outcome_ids
    assert now.actions[-1].id not in {action.id for action in old.actions}


def test_like_indicators_are_never_taken_for_one_another() -> None:
    old = published()
    at = next(n for n, kpi in enumerate(old.kpis) if "including exceptional" in kpi.name)
    only = replace(old, kpis=(old.kpis[at],))
    excluding = replace(without_ids(old).kpis[at], name=old.kpis[at].name.replace("including", "excluding"))
    matching = match(only, replace(without_ids(only), kpis=(excluding,)))
    assert [question.id for question in matching.questions] == ["target-0"]


def test_a_respelt_indicator_is_the_same() -> None:
    old = published()
    new = with_kpi(without_ids(old), 0, lambda k: replace(k, name="Number of vacancies within the 0–25 team"))
    assert match(old, new).questions == ()
    assert carried_on(old, new).kpis[0].id == old.kpis[0].id


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Number of plans issued late", "No. of plan issued late", True),
        ("20% of the plans", "20 percent of plans", True),
        ("Co-production with families", "Coproduction with families", True),
        ("Within 20 weeks of a request", "Within 30 weeks of a request", False),
        ("Formal complaints about a school", "Informal complaints about a school", False),
        ("Requests and plans", "Requests", False),
    ],
)
def test_spelling_is_told_from_meaning(one: str, other: str, same: bool) -> None:
    assert only_respelt(words_of(fold(one)), words_of(fold(other))) is same


def test_what_families_said_is_carried_on_by_its_words_alone() -> None:
    old = published()
    bare = without_ids(old)
    first, *others = bare.sections
    voice = (replace(first.voice[0], text=first.voice[0].text.rstrip(".")), *first.voice[1:-1])
    new = replace(bare, sections=(replace(first, voice=voice), *others))
    matching = match(old, new)
    assert (matching.questions, matching.new) == ((), ())
    assert matching.gone == (old.sections[0].voice[-1].id,)


def test_sections_in_another_order_take_their_items_along() -> None:
    old = published()
    bare = without_ids(old)
    letters = {"A": "B", "B": "A", "C": "C", "D": "D"}
    new = replace(
        bare,
        sections=tuple(replace(section, letter=letters[section.letter]) for section in bare.sections),
        actions=tuple(replace(action, section=letters[action.section]) for action in bare.actions),
        kpis=tuple(replace(kpi, section=letters[kpi.section]) for kpi in bare.kpis),
    )
    matching = match(old, new)
    assert matching.questions == ()
    assert matching.sections == {"A": "B", "B": "A", "C": "C", "D": "D"}


def test_actions_that_nothing_tells_apart_keep_their_order() -> None:
    old = made(4)
    same = adopted(replace(without_ids(old), actions=tuple(replace(a, ref="", text="Meet.") for a in old.actions)))
    assert carried_on(same, without_ids(same)) == same


def test_an_older_plan_without_ids_is_refused() -> None:
    with pytest.raises(IdsMissingError, match="Action A1 of the older plan has no id"):
        match(without_ids(published()), without_ids(published()))


def test_the_same_question_is_asked_the_same_way_every_time() -> None:
    old = published()
    bare = without_ids(old)
    new = replace(bare, actions=tuple(replace(a, ref="", text=a.text[: len(a.text) // 2]) for a in bare.actions))
    assert asdict(match(old, new)) == asdict(match(old, new))
    assert match(old, new).questions


@pytest.mark.parametrize("change", ["nothing", "order", "references", "words"])
def test_five_hundred_actions_are_matched_within_a_second(change: str) -> None:
    old = made(500)
    bare = without_ids(old)
    new = {
        "nothing": bare,
        "order": replace(bare, actions=bare.actions[::-1]),
        "references": replace(bare, actions=tuple(replace(a, ref=f"X{a.ref}") for a in bare.actions)),
        "words": replace(bare, actions=tuple(replace(a, ref="", text=f"{a.text} Soon.") for a in bare.actions)),
    }[change]
    started = time.process_time()
    matching = match(old, new)
    assert time.process_time() - started < 1
    assert sum(each.thing == "action" for each in matching.matches) == 500


def test_new_ids_are_asked_for_by_kind() -> None:
    asked: list[str] = []
    give = numbered()

    def new_id(kind: str) -> str:
        asked.append(kind)
        return give(kind)

    draft = made(2)
    nothing = replace(draft, actions=(), kpis=(), sections=())
    settled(nothing, without_ids(draft), match(nothing, without_ids(draft)), {}, new_id)
    assert sorted(asked) == ["act"] * 2 + ["fam"] * 2 + ["ned"] + ["out"] * 2 + ["tgt"] * 2


def test_words_taken_elsewhere_while_like_ones_took_their_reference_are_asked_about() -> None:
    old = made(6)
    bare = without_ids(old)
    first = bare.actions[0]
    like = replace(first, text=first.text.replace(".", " and more of it."))
    new = replace(bare, actions=(like, *bare.actions[1:], replace(first, ref="A9")))
    assert [question.id for question in match(old, new).questions] == ["action-0", "action-6"]


def test_like_words_that_each_moved_on_by_one_are_told_by_the_very_words() -> None:
    old = made(10)
    like = tuple(f"Hold {word} reviews with every school in each part of the area." for word in ("early", "late"))
    texts = [*(action.text for action in old.actions[:8]), *like]
    old = adopted(replace(without_ids(old), actions=tuple(map(replace_text, old.actions, texts))))
    bare = without_ids(old)
    moved = tuple(replace(action, ref=f"A{at}") for at, action in enumerate(bare.actions[8:], start=10))
    fresh = replace(bare.actions[0], ref="A9", text=wording(6000))
    matching = match(old, replace(bare, actions=(*bare.actions[:8], fresh, *moved)))
    assert (matching.questions, matching.new) == ((), ("action-8",))


def replace_text(action: Action, text: str) -> Action:
    return replace(action, text=text)


def test_a_long_action_whose_figure_changed_and_reference_moved_is_asked_about() -> None:
    text = "Train {} staff from schools, nurseries, clinics, panels and hospitals every single year without exception."
    old = adopted(
        replace(without_ids(made(1)), actions=(replace_text(without_ids(made(1)).actions[0], text.format(20)),))
    )
    for figure, asked in ((20, 0), (30, 1)):
        reworded = replace(old.actions[0], ref="B7", text=text.format(figure) + " Now.")
        new = without_ids(replace(old, actions=(reworded, *old.actions[1:])))
        assert len(match(old, new).questions) == asked


def test_two_that_are_about_as_like_are_asked_about() -> None:
    bare = without_ids(made(2))
    names = ("Reviews held late in schools this autumn", "Review held late in school this autumn")
    old = adopted(replace(bare, kpis=tuple(replace(k, name=n) for k, n in zip(bare.kpis, names, strict=True))))
    new = replace(bare, kpis=(replace(bare.kpis[0], name="Reviews held late in school this autumn"),))
    (question,) = match(old, new).questions
    assert len(question.options) == 2
