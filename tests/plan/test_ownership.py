"""Whether anybody answers."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from sendplan.plan.ownership import NO_ORGANISATION, NO_OWNER, Open, Owner, health

TODAY = dt.date(2023, 11, 30)
LEAD = Owner("p1", "SEND Lead", "Helen Lowe", "The council")
NURSE = Owner("p2", "Head of Nursing", None, None)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_sixty_days_are_news_and_sixty_one_are_silence() -> None:
    found = health(
        [Open("a", "A1", (LEAD,), ago(60)), Open("b", "A2", (LEAD,), ago(61)), Open("c", "A3", (), None)], TODAY
    )
    assert [each.ref for each in found.silent] == ["A2"]
    assert [each.ref for each in found.never] == ["A3"]
    assert [each.ref for each in found.unowned] == ["A3"]
    nobody, lead = found.posts
    assert (nobody.name, nobody.holder, len(nobody.never), nobody.longest) == (NO_OWNER, None, 1, None)
    assert (lead.name, lead.holder, lead.longest) == ("SEND Lead", "Helen Lowe", 61)
    assert ([each.ref for each in lead.fresh], [each.ref for each in lead.silent]) == (["A1"], ["A2"])
    assert found.sentence == (
        "Of 3 open actions, 1 was never reported on and 1 has had no news for more than 60 days. "
        "1 names nobody as owner, and 0 name only posts that nobody who signs in here holds."
    )


def test_an_action_of_two_owners_counts_for_both_and_once_in_all() -> None:
    found = health([Open("a", "A1", (LEAD, NURSE), None)], TODAY)
    assert (found.open, len(found.never), len(found.unheld)) == (1, 1, 0)
    assert [(each.name, len(each.actions)) for each in found.posts] == [("Head of Nursing", 1), ("SEND Lead", 1)]
    assert [each.name for each in found.organisations] == [NO_ORGANISATION, "The council"]


def test_a_post_that_nobody_holds_is_told_apart_from_no_owner() -> None:
    found = health([Open("a", "A1", (NURSE,), ago(1)), Open("b", "A2", (), ago(1))], TODAY)
    assert ([each.ref for each in found.unheld], [each.ref for each in found.unowned]) == (["A1"], ["A2"])


def test_nothing_open() -> None:
    assert health([], TODAY).sentence == "No action is open, so nobody owes a report."


@given(
    st.lists(
        st.builds(
            lambda number, owners, days: (number, tuple(owners), days),
            st.integers(),
            st.lists(st.sampled_from([LEAD, NURSE]), unique=True),
            st.none() | st.integers(0, 400),
        ),
        max_size=12,
    )
)
def test_each_owners_three_kinds_add_up(made: list[tuple[int, tuple[Owner, ...], int | None]]) -> None:
    actions = [
        Open(str(at), f"A{at}", owners, None if days is None else ago(days))
        for at, (_, owners, days) in enumerate(made)
    ]
    found = health(actions, TODAY)
    for each in (*found.posts, *found.organisations):
        assert len(each.never) + len(each.silent) + len(each.fresh) == len(each.actions)
    assert {action.id for each in found.posts for action in each.actions} == {action.id for action in actions}
    assert {action.id for each in found.organisations for action in each.actions} == {action.id for action in actions}
