"""A person's word against the status worked out, and how often that person's was right. Plain Python.

An override is shown beside the status and never in its place. Whether it was right is judged by what came of it:

* "on track" was right once the action is done by the date that was in force when it was said (reported complete and not
  opened again), and wrong once that date has passed without;
* "off track" is the opposite;
* "done" was right once every criterion is shown met or the action is closed, and wrong once it is opened again or
  evidence for it is refused;
* "not done" was right once the action is opened again or a criterion is shown not met.

Until then it cannot be said yet. One that was taken back is judged like any other: it was said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sendplan.plan.criteria import Tally
from sendplan.plan.standing import Closed, Report, course
from sendplan.plan.wording import count, day

__all__ = [
    "CLAIMS",
    "CLAIM_WORDS",
    "HOW_JUDGED",
    "Claim",
    "Judged",
    "Since",
    "TrackRecord",
    "Verdict",
    "claim",
    "claim_words",
    "judge",
    "none_to_take_back",
    "said_already",
    "track_record",
]

Claim = Literal["on_track", "off_track", "done", "not_done"]
Verdict = Literal["right", "wrong", "cannot_say"]

CLAIM_WORDS: dict[Claim, str] = {
    "on_track": "on track",
    "off_track": "off track",
    "done": "done",
    "not_done": "not done",
}
CLAIMS: tuple[Claim, ...] = tuple(CLAIM_WORDS)

HOW_JUDGED = (
    (
        "“On track” was right once the action is reported complete by the date that was in force when it was said, and "
        "is not opened again; it was wrong once that date has passed without. “Off track” is the opposite."
    ),
    (
        "“Done” was right once every criterion is shown met or the action is closed, and wrong once it is opened again "
        "or evidence for it is refused."
    ),
    "“Not done” was right once the action is opened again or a criterion is shown not met.",
    "Until one of these has happened it cannot be said. One that was taken back is judged all the same.",
)


def claim(text: str) -> str | None:
    """Why ``text`` is nothing that can be said against a status."""
    if text in CLAIM_WORDS:
        return None
    return "Choose what you say instead: on track, off track, done or not done."


def claim_words(text: str) -> str:
    """``on track``, ``off track``, ``done`` or ``not done``."""
    return next((each for key, each in CLAIM_WORDS.items() if key == text), text)


def said_already(text: str, by_name: str, on: dt.date) -> str:
    """Why the same is not said over again."""
    said = f"{by_name} said on {day(on)} that it is {claim_words(text)}, and that stands."
    return f"{said} Say something else, or take it back first."


def none_to_take_back(ref: str) -> str:
    return f"Nobody's word stands against the status of action {ref}, so there is nothing to take back."


@dataclass(frozen=True, slots=True)
class Since:
    """What is known of an action on the day of asking, to judge what was said of it before. Each sequence is in the
    order in which it was made; ``refused_on`` are the days on which evidence that a criterion is met was refused, and
    ``not_met_on`` those on which one was shown not met."""

    reports: Sequence[Report]
    closings: Sequence[Closed]
    criteria: Tally
    refused_on: Sequence[dt.date] = ()
    not_met_on: Sequence[dt.date] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """``sentence`` says why: ``Right: reported complete on 12 July 2023, by 31 July 2023.``"""

    verdict: Verdict
    sentence: str


def judge(said: Claim, on: dt.date, due: dt.date | None, since: Since, today: dt.date) -> Judged:
    """Whether ``said`` on the day ``on`` was right, as far as is known on ``today``. ``due`` is the last day by the
    date in force when it was said, None where there was none."""
    if said == "on_track":
        return _by_its_date(due, since, today, right=True)
    if said == "off_track":
        return _by_its_date(due, since, today, right=False)
    reopened = _reopened(on, since, today)
    if said == "done":
        return _said_done(on, since, today, reopened)
    if reopened is not None:
        return Judged("right", f"Right: it was opened again on {day(reopened)}.")
    shown = next((each for each in since.not_met_on if on <= each <= today), None)
    if shown is not None:
        return Judged("right", f"Right: a criterion was shown not met on {day(shown)}.")
    return Judged("cannot_say", "Cannot be said yet: it has not been opened again and no criterion is shown not met.")


def _by_its_date(due: dt.date | None, since: Since, today: dt.date, *, right: bool) -> Judged:
    """``right`` is whether being done in time makes what was said right."""
    if due is None:
        return Judged("cannot_say", "Cannot be said: there was no date to finish by.")
    done_on = course(since.reports, since.closings, today).done_on
    if done_on is not None and done_on <= due:
        return _judged(right, f"reported complete on {day(done_on)}, and it was due by {day(due)}")
    if today > due:
        then = f"it was due by {day(due)} and "
        then += f"reported complete on {day(done_on)}" if done_on else "has not been reported complete"
        return _judged(not right, then)
    return Judged("cannot_say", f"Cannot be said yet: the date that was in force is {day(due)}.")


def _judged(right: bool, why: str) -> Judged:
    return Judged("right" if right else "wrong", f"{'Right' if right else 'Wrong'}: {why}.")


def _said_done(on: dt.date, since: Since, today: dt.date, reopened: dt.date | None) -> Judged:
    closing = course(since.reports, since.closings, today).closing
    if closing is not None:
        return Judged("right", f"Right: it was closed on {day(closing.on)}.")
    if since.criteria.all_met:
        return Judged("right", "Right: every criterion is shown met.")
    if reopened is not None:
        return Judged("wrong", f"Wrong: it was opened again on {day(reopened)}.")
    refused = next((each for each in since.refused_on if on <= each <= today), None)
    if refused is not None:
        return Judged("wrong", f"Wrong: evidence for it was refused on {day(refused)}.")
    return Judged("cannot_say", "Cannot be said yet: not every criterion is shown met and it is not closed.")


def _reopened(on: dt.date, since: Since, today: dt.date) -> dt.date | None:
    """The first day from ``on`` to ``today`` on which it was opened again: by somebody, or by an update that no longer
    says complete."""
    found = [each.on for each in since.closings if not each.closed and on <= each.on <= today]
    known = [each for each in since.reports if each.on <= today]
    for before, after in pairwise(known):
        if before.state == "complete" and after.state != "complete" and after.on >= on:
            found.append(after.on)
    return min(found, default=None)


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How often one person's overrides were right."""

    right: int
    wrong: int
    cannot_say: int
    sentence: str


def track_record(name: str, verdicts: Iterable[Verdict]) -> TrackRecord:
    found = list(verdicts)
    right, wrong, open_ = (found.count(each) for each in ("right", "wrong", "cannot_say"))
    if right + wrong:
        sentence = f"{name} was right in {right} of {count(right + wrong, 'case', 'cases')} that can be judged."
    else:
        sentence = f"None of what {name} said can be judged yet."
    if open_ and right + wrong:
        sentence += f" {open_} cannot be judged yet."
    return TrackRecord(right, wrong, open_, sentence)
