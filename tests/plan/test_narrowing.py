"""Narrowing and sorting lists of actions, what to challenge, and rows that are made once. No database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sendplan.plan.derived import Agreement
from sendplan.plan.narrowing import STANDINGS, challenges, in_order, narrowed
from sendplan.plan.paging import held
from sendplan.plan.queries.kept import Kept, Rows
from sendplan.plan.standing import LABELS, Standing, State


@dataclass(frozen=True)
class Due:
    latest: dt.date | None


@dataclass(frozen=True)
class Act:
    ref: str
    standing: Standing
    agreement: Agreement
    due: Due


def act(
    ref: str,
    state: State,
    *,
    late: int | None = None,
    left: int | None = None,
    silent: int | None = 0,
    agrees: bool | None = None,
    latest: dt.date | None = None,
) -> Act:
    """``silent`` is the days since the last update, None where nobody ever reported."""
    stands = Standing(
        state,
        LABELS[state],
        "",
        silent=silent is None or silent > 60,
        never_reported=silent is None,
        days_late=late,
        days_left=left,
        days_silent=silent,
    )
    return Act(ref, stands, Agreement(agrees, f"{ref} is said to be other than it is."), Due(latest))


ACTS = [
    act("done", "done", silent=200),
    act("claimed", "said_done", silent=3, agrees=False),
    act("late", "late", late=10, silent=5),
    act("mute", "late", late=30, silent=90),
    act("never", "late", late=99, silent=None),
    act("rosy", "due_soon", left=5, silent=5, agrees=False),
    act("untold", "due_soon", left=20, silent=None),
    act("next", "on_the_way", left=60, silent=5, agrees=True),
    act("later", "on_the_way", left=61, silent=5),
]


def refs(wanted: str) -> list[str]:
    return [each.ref for each in narrowed(ACTS, wanted)]


def test_every_way_to_narrow() -> None:
    assert refs("open") == ["late", "mute", "never", "rosy", "untold", "next", "later"]
    assert refs("said-done") == ["claimed"]
    assert refs("late") == ["late", "mute", "never"]
    assert refs("next") == ["rosy", "untold", "next"]
    assert refs("unreported") == ["done", "mute", "never", "untold"]
    assert refs("never") == ["never", "untold"]
    assert refs("challenge") == ["claimed", "mute", "never", "rosy", "untold"]
    assert refs("stopped") == []
    assert refs("<script>") == refs("") == [each.ref for each in ACTS]
    assert {state.replace("_", "-") for state in LABELS} < set(STANDINGS)


def test_the_gravest_is_challenged_first_and_all_reasons_are_said() -> None:
    found = challenges(ACTS)
    assert [each.action.ref for each in found] == ["never", "mute", "rosy", "claimed", "untold"]
    assert found[0].reasons == ("It is late, and nobody has ever reported on it.",)
    assert found[1].reasons == ("It is late, with no news.",)
    assert found[4].reasons == ("It is due soon, and nobody has ever reported on it.",)
    both = act("both", "late", late=1, silent=61, agrees=False)
    assert challenges([both])[0].reasons == ("It is late, with no news.", "both is said to be other than it is.")


def test_every_order() -> None:
    first, last = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
    acts = [act("none", "late"), act("last", "late", latest=last), act("first", "late", latest=first)]
    assert [each.ref for each in in_order(acts, "due")] == ["first", "last", "none"]
    assert [each.ref for each in in_order(acts, "plan")] == ["none", "last", "first"]
    silence = [each.ref for each in in_order(ACTS, "silence")]
    assert silence[:3] == ["never", "untold", "mute"]
    assert silence[-2:] == ["done", "claimed"]


def test_the_page_held() -> None:
    assert [held(page, 60) for page in (-1, 0, 1, 3, 4)] == [1, 1, 1, 3, 3]
    assert held(7, 0) == 1


def test_a_row_is_made_again_when_anything_it_is_made_from_is_other() -> None:
    rows: Rows[str] = Rows()
    assert rows.get("a", ("x", 1), lambda: "first") == "first"
    assert rows.get("a", ("x", 1), lambda: "never made") == "first"
    assert rows.get("a", ("x", 2), lambda: "second") == "second"
    assert rows.get("b", ("x", 2), lambda: "another") == "another"


def test_what_was_asked_for_last_is_kept_and_no_more() -> None:
    kept: Kept[int, str] = Kept(2)
    for key in (1, 2, 1, 3):
        kept.get(key, lambda key=key: f"made {key}")  # type: ignore[misc]  # mypy cannot see a lambda's defaults
    assert kept.get(1, lambda: "again") == "made 1"
    assert kept.get(2, lambda: "again") == "again"
