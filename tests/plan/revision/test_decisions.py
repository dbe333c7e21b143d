"""A person's answers: what they settle, and what is refused."""

from __future__ import annotations

import pytest

from sendplan.plan.revision import NEW, match, settled
from sendplan.plan.rules import Refused
from sendplan.plan_reader.draft import Draft
from tests.plan.revision.registers import carried_on, made, numbered, published, replace, with_action, without_ids


def split_a5() -> tuple[Draft, Draft]:
    old = published()
    bare = without_ids(old)
    a5 = bare.actions[4]
    parts = (
        replace(a5, ref="A5a", text=a5.text.replace("skilled, ", "")),
        replace(a5, ref="A5b", text="Develop a sustainable workforce across the Local Area.", outcomes=()),
    )
    return old, replace(bare, actions=(*bare.actions[:4], *parts, *bare.actions[5:]))


def refused(old: Draft, new: Draft, decisions: dict[str, str]) -> str:
    with pytest.raises(Refused) as raised:
        settled(old, new, match(old, new), decisions, numbered("later"))
    return raised.value.reason


def test_a_doubt_without_an_answer_is_refused() -> None:
    old, new = split_a5()
    assert refused(old, new, {}) == (
        "2 questions are still to be answered, the first about action A5a: "
        "A5a says almost the same as A5 did; A5b says some of what A5 said. Which one carries on as A5?"
    )
    assert refused(old, new, {"action-4": NEW}).startswith("1 question is still to be answered, the first about")


def test_one_old_action_cannot_carry_on_twice() -> None:
    old, new = split_a5()
    a5 = str(old.actions[4].id)
    assert refused(old, new, {"action-4": a5, "action-5": a5}) == (
        "Both action A5a and action A5b were chosen to carry on action A5. Only one can: choose “new” for the other."
    )


def test_an_answer_that_was_not_offered_is_refused() -> None:
    old, new = split_a5()
    other = str(old.actions[0].id)
    assert refused(old, new, {"action-4": other, "action-5": NEW}) == (
        f"The answer about action A5a (“{other}”) is none of those offered. Choose one of those shown."
    )


def test_an_answer_to_nothing_asked_is_refused() -> None:
    old, new = split_a5()
    a5 = str(old.actions[4].id)
    reason = refused(old, new, {"action-4": a5, "action-5": NEW, "action-99": NEW})
    assert reason == "There is an answer to “action-99”, which is not asked. Look at the comparison again."


def test_all_new_leaves_the_old_one_behind() -> None:
    old, new = split_a5()
    now = carried_on(old, new, {"action-4": NEW, "action-5": NEW})
    kept = {action.id for action in now.actions} & {action.id for action in old.actions}
    assert kept == {action.id for action in old.actions if action.ref != "A5"}
    assert now.actions[4].outcome_ids[0].startswith("out_later")


def test_an_answer_may_raise_a_question_about_outcomes() -> None:
    old = published()
    outcome = "Families trust local services, and the Local Area fulfils duties as set out in regulations."
    new = with_action(
        without_ids(old), "A5", lambda a: replace(a, ref="A5a", text="Develop a workforce plan.", outcomes=(outcome,))
    )
    a5 = str(old.actions[4].id)
    assert [question.id for question in match(old, new).questions] == ["action-4"]
    assert refused(old, new, {"action-4": a5}).startswith(
        "1 question is still to be answered, the first about outcome 1"
    )
    further = match(old, new, {"action-4": a5}).questions
    assert [question.id for question in further] == ["action-4", "outcome-4-0"]
    now = carried_on(old, new, {"action-4": a5, "outcome-4-0": further[1].options[0].old_id})
    assert now.actions[4].outcome_ids == (old.actions[4].outcome_ids[1],)
    assert carried_on(old, new, {"action-4": NEW}).actions[4].outcome_ids[0].startswith("out_later")


def test_nothing_of_the_reading_is_changed_but_its_ids() -> None:
    old = made(5)
    bare = without_ids(old)
    assert without_ids(carried_on(old, bare)) == bare
