"""Whether somebody's word against a status was right, by the definition on the page. No database."""

from __future__ import annotations

import datetime as dt

import pytest

from sendplan.plan.criteria import Tally
from sendplan.plan.overrides import CLAIMS, Claim, Since, Verdict, claim, judge, track_record
from sendplan.plan.standing import Closed, Declared, Report

SAID = dt.date(2023, 9, 1)
DUE = dt.date(2023, 9, 30)
DAY = dt.timedelta(days=1)
HALF = Tally(2, 1)


def since(
    *reports: tuple[dt.date, Declared],
    closings: tuple[Closed, ...] = (),
    criteria: Tally = HALF,
    refused: tuple[dt.date, ...] = (),
    not_met: tuple[dt.date, ...] = (),
) -> Since:
    return Since([Report(on, state) for on, state in reports], closings, criteria, refused, not_met)


COMPLETE: tuple[dt.date, Declared] = (DUE, "complete")
LATE: tuple[dt.date, Declared] = (DUE + DAY, "complete")
AGAIN: tuple[dt.date, Declared] = (DUE + 2 * DAY, "in_progress")


@pytest.mark.parametrize(
    ("known", "today", "verdict"),
    [
        (since(), DUE, "cannot_say"),
        (since(), DUE + DAY, "wrong"),
        (since(COMPLETE), DUE, "right"),
        (since(COMPLETE), DUE + 99 * DAY, "right"),
        (since(COMPLETE), DUE - DAY, "cannot_say"),
        (since(LATE), DUE + DAY, "wrong"),
        (since(COMPLETE, AGAIN), DUE + 2 * DAY, "wrong"),
        (since(COMPLETE, closings=(Closed(DUE, False, written_at=dt.datetime(2023, 9, 30, tzinfo=dt.UTC)),)),
         DUE + DAY, "wrong"),
    ],
)  # fmt: skip
def test_on_track_is_judged_by_its_date_and_off_track_is_the_opposite(
    known: Since, today: dt.date, verdict: Verdict
) -> None:
    assert judge("on_track", SAID, DUE, known, today).verdict == verdict
    other = {"right": "wrong", "wrong": "right", "cannot_say": "cannot_say"}[verdict]
    assert judge("off_track", SAID, DUE, known, today).verdict == other


@pytest.mark.parametrize("said", ["on_track", "off_track"])
def test_without_a_date_it_cannot_be_said(said: Claim) -> None:
    assert judge(said, SAID, None, since(COMPLETE), DUE).verdict == "cannot_say"


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (since(COMPLETE), "cannot_say"),
        (since(COMPLETE, criteria=Tally(2, 2)), "right"),
        (since(COMPLETE, closings=(Closed(DUE, True, signed=True),)), "right"),
        (since(COMPLETE, closings=(Closed(DUE, True), Closed(DUE + DAY, False))), "wrong"),
        (since(COMPLETE, closings=(Closed(SAID - 9 * DAY, True), Closed(SAID - DAY, False))), "cannot_say"),
        (since(COMPLETE, AGAIN), "wrong"),
        (since((SAID - 9 * DAY, "complete"), (SAID - DAY, "in_progress")), "cannot_say"),
        (since(COMPLETE, refused=(DUE,)), "wrong"),
        (since(COMPLETE, refused=(SAID - DAY,)), "cannot_say"),
        # What was refused first and shown later was right after all.
        (since(COMPLETE, refused=(DUE,), criteria=Tally(2, 2)), "right"),
        (since(), "cannot_say"),
    ],
)
def test_done_is_judged_by_what_was_shown(known: Since, verdict: Verdict) -> None:
    assert judge("done", SAID, DUE, known, DUE + 9 * DAY).verdict == verdict


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (since(COMPLETE), "cannot_say"),
        (since(COMPLETE, AGAIN), "right"),
        (since(COMPLETE, closings=(Closed(DUE, False),)), "right"),
        (since(COMPLETE, not_met=(SAID,)), "right"),
        (since(COMPLETE, not_met=(SAID - DAY,)), "cannot_say"),
        (since(COMPLETE, not_met=(DUE + 30 * DAY,)), "cannot_say"),
        (since(COMPLETE, criteria=Tally(1, 1)), "cannot_say"),
    ],
)
def test_not_done_is_judged_by_what_came_back(known: Since, verdict: Verdict) -> None:
    assert judge("not_done", SAID, DUE, known, DUE + 9 * DAY).verdict == verdict


@pytest.mark.parametrize("said", CLAIMS)
def test_every_verdict_says_why(said: Claim) -> None:
    for known in (since(), since(COMPLETE), since(COMPLETE, AGAIN), since(criteria=Tally(1, 1), not_met=(DUE,))):
        found = judge(said, SAID, DUE, known, DUE + 9 * DAY)
        assert found.sentence.startswith({"right": "Right: ", "wrong": "Wrong: ", "cannot_say": "Cannot be said"}[
            found.verdict
        ])  # fmt: skip
        assert found.sentence.endswith(".")


def test_how_often_a_person_was_right() -> None:
    found = track_record("Ben Carter", ["right", "wrong", "right", "cannot_say"])
    assert (found.right, found.wrong, found.cannot_say) == (2, 1, 1)
    assert found.sentence == "Ben Carter was right in 2 of 3 cases that can be judged. 1 cannot be judged yet."
    assert track_record("Ben Carter", ["wrong"]).sentence == "Ben Carter was right in 0 of 1 case that can be judged."
    assert track_record("Ben Carter", ["cannot_say"]).sentence == "None of what Ben Carter said can be judged yet."


def test_a_claim_is_one_of_four() -> None:
    assert [claim(each) for each in CLAIMS] == [None] * 4
    assert claim("") == claim("green") == "Choose what you say instead: on track, off track, done or not done."
