"""Rules that hold what a plan says of its progress against its own dates, words and figures.

Nothing is held against today's date: a plan is judged as at the newest date that it gives for its own progress.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sendplan.plan_reader.draft import Action, Actual, Kpi, Progress, Status, Step
from sendplan.plan_reader.findings.prose import listed, quoted, tidy
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, figure

_MET = re.compile(
    r"\b(?:completed?|achieved|delivered|implemented|finished|met|launched|published|closed|(?:now|is) in place)\b",
    re.IGNORECASE,
)
_NOT_MET = re.compile(
    r"\b(?:not|yet to|to be|will be|partially|partly|nearly|almost|due to be|expected to be|until|once|when|if"
    r"|no longer)"
    r"\s?(?:\w+\s){0,3}$|n[’']t\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:late|delay\w*|overdue|slipp\w*|behind|after the|extended|revised)\b", re.IGNORECASE)
_DONE = r"(?:met|achieved|completed?|delivered|started|begun|finished|implemented|in place)"
_SLIPPED = re.compile(
    r"\b(?:on hold|paused|overdue|(?:has|have) slipped|behind schedule|off track"
    r"|(?:is|are|has been|have been) delayed)\b",
    re.IGNORECASE,
)
_FAILS = re.compile(
    rf"\b(?:(?:has|have|had|was|were|is|are) not (?:yet )?(?:been )?(?:\w+ )?{_DONE}|not (?:yet )?{_DONE}"
    rf"|did not (?:meet|achieve|happen)|outstanding|no progress)\b|{_SLIPPED.pattern}",
    re.IGNORECASE,
)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _says_met(text: str) -> re.Match[str] | None:
    """The word by which an update reports its action done; None where it says so of nothing, or that it is not."""
    first = re.split(r"(?<=[.;])\s", tidy(text), maxsplit=1)[0]
    for match in _MET.finditer(first):
        if not _NOT_MET.search(first[: match.start()]):
            return match
    return None


def _newest_update(action: Action) -> Progress | None:
    if not action.updates:
        return None
    dated = [update for update in action.updates if update.on is not None]
    return max(dated, key=lambda update: update.on or dt.date.min) if dated else action.updates[-1]


def _newest_status(action: Action) -> Status | None:
    dated = [status for status in action.statuses if status.on is not None]
    if dated:
        return max(dated, key=lambda status: status.on or dt.date.min)
    return action.statuses[-1] if action.statuses else None


def _as_at(subject: Subject) -> dt.date | None:
    """The newest day for which the plan tells of its progress."""
    days = [update.on for action in subject.actions for update in action.updates]
    days += [status.on for action in subject.actions for status in action.statuses]
    return max((day for day in days if day is not None), default=None)


def _in_doubt(action: Action, field: str) -> bool:
    return any(doubt.field == field for doubt in action.ambiguities)


@rule(
    code="update-later-than-due-date",
    title="Reported as met after the date it was due",
    severity="warning",
    why="An update that says “complete” and is dated after the deadline may report a deadline kept, or one missed: "
    "the plan does not say which.",
    example="Due: September 2024. Update of January 2025: “Completed”.",
    remedy="Give the day on which it was done.",
)
def update_later_than_due_date(subject: Subject) -> Iterator[Hit]:
    for action in subject.actions:
        due = action.due.latest
        if due is None or action.due.kind == "already_done" or _in_doubt(action, "due"):
            continue
        met = sorted(
            ((update.on, update) for update in action.updates if update.on and _says_met(update.text)),
            key=lambda pair: pair[0],
        )
        if met and met[0][0] > due and not _LATE.search(met[0][1].text):
            update = met[0][1]
            yield Hit(
                f"{action.ref} was due by {_day(due)}, and the first update that reports it as met "
                f"({quoted(update.text, 60)}) is of {_day(met[0][0])}, with no day on which it was done.",
                about=(action.ref,),
                quote=update.text,
                where=(action.where, update.where),
            )


@rule(
    code="green-after-its-due-date",
    title="On track after its due date",
    severity="warning",
    why="What was due and is not done is late, whatever its colour.",
    example="Due: March 2024. Rating in September 2024: green.",
    remedy="Ask whether it is done; if it is, rate it complete, and if not, give it a new date and the reason.",
)
def green_after_its_due_date(subject: Subject) -> Iterator[Hit]:
    as_at = _as_at(subject)
    for action in subject.actions:
        status, due = _newest_status(action), action.due.latest
        if status is None or due is None or status.meaning != "on_track" or action.due.kind == "already_done":
            continue
        on = status.on or as_at
        if on is None or on <= due or _in_doubt(action, "due") or _in_doubt(action, "status"):
            continue
        if any(_says_met(update.text) for update in action.updates):
            continue
        of = f" in {quoted(status.label, 40)}" if status.on else ""
        yield Hit(
            f"{action.ref} was due by {_day(due)} and is rated {quoted(status.as_written, 40)}{of} as at {_day(on)}, "
            "with nothing to say that it is done.",
            about=(action.ref,),
            quote=status.as_written,
            where=(action.where, status.where),
        )


@rule(
    code="rating-against-its-update",
    title="A rating that its own update contradicts",
    severity="warning",
    why="Readers see the colour first, and many see nothing else.",
    example="Rating: complete. Update: “The team has not yet been recruited.”",
    remedy="Ask which of the two is right, and correct the other.",
)
def rating_against_its_update(subject: Subject) -> Iterator[Hit]:
    for action in subject.actions:
        status, update = _newest_status(action), _newest_update(action)
        if status is None or update is None or _in_doubt(action, "status"):
            continue
        if status.on and update.on and update.on < status.on:
            continue
        fails = _FAILS.search(tidy(update.text))
        if status.meaning == "complete" and fails:
            told = fails.group()
        elif status.meaning == "not_started" and (met := _says_met(update.text)):
            told = met.group()
        elif status.meaning == "on_track" and (slipped := _SLIPPED.search(tidy(update.text))):
            told = slipped.group()
        else:
            continue
        yield Hit(
            f"{action.ref} is rated {quoted(status.as_written, 40)}, and its update says {quoted(told, 60)}.",
            about=(action.ref,),
            quote=update.text,
            where=(status.where, update.where),
        )


@rule(
    code="good-rating-with-a-figure-missed",
    title="Complete or on track, and its own figure is missed",
    severity="warning",
    why="An action is there for what it changes. Where the KPI that names it falls short, the rating tells of "
    "work done and not of what came of it.",
    example="A2 is rated complete; “Calls answered in two days (A2)”: milestone 60%, actual 41%.",
    remedy="Ask what the board should believe, and rate the result as well as the work.",
)
def good_rating_with_a_figure_missed(subject: Subject) -> Iterator[Hit]:
    for action in subject.actions:
        status = _newest_status(action)
        if status is None or status.meaning not in {"complete", "on_track"} or _in_doubt(action, "status"):
            continue
        for name, kpi in subject.sure_kpis:
            missed = _missed(kpi) if _names(kpi, action.ref) else None
            if missed is not None:
                step, actual = missed
                stands, wanted = quoted(actual.as_written or "", 40), quoted(step.as_written or "", 40)
                yield Hit(
                    f"{action.ref} is rated {quoted(status.as_written, 40)}, and {name}, which names it, stands at "
                    f"{stands} where {wanted} was to be reached.",
                    about=(action.ref, name),
                    quote=actual.as_written,
                    where=(action.where, kpi.where),
                )


def _names(kpi: Kpi, ref: str) -> bool:
    """A reference in the KPI's name, letters and digits, that is this action's and no part of a longer one."""
    bare = tidy(ref)
    if not re.fullmatch(r"[A-Z]{1,4}[\d.]*\d", bare):
        return False
    return re.search(rf"(?<![\w.]){re.escape(bare)}(?![\w]|\.\d)", kpi.name) is not None


def _missed(kpi: Kpi) -> tuple[Step, Actual] | None:
    """The newest reported figure, where it falls short of the step beside it."""
    if kpi.better == "unknown":
        return None
    tied = [actual for actual in kpi.actuals if actual.step is not None and figure(actual.value) is not None]
    if not tied:
        return None
    actual = tied[-1]
    step = kpi.steps[actual.step or 0] if (actual.step or 0) < len(kpi.steps) else None
    value, wanted = figure(actual.value), figure(step.value) if step else None
    if step is None or value is None or wanted is None or step.kind != "level" or step.unit != actual.unit:
        return None
    short = value < wanted if kpi.better == "higher" else value > wanted
    return (step, actual) if short else None


@rule(
    code="no-accountable-officer",
    title="Nobody accountable, where others have somebody",
    severity="warning",
    why="A plan that names an accountable officer for most actions and none for some leaves those to nobody.",
    example="Eleven of twelve actions name a senior responsible officer; A7 names only a lead.",
    remedy="Name the officer who will answer for each action.",
)
def no_accountable_officer(subject: Subject) -> Iterator[Hit]:
    with_one = [a for a in subject.actions if any(owner.part == "accountable" for owner in a.named_owners)]
    without = [a for a in subject.actions if a not in with_one and not _in_doubt(a, "owners")]
    if with_one and without and len(with_one) > len(without):
        yield Hit(
            f"{len(with_one)} of the {len(subject.actions)} actions name an accountable officer, and "
            f"{listed(action.ref for action in without)} {'does' if len(without) == 1 else 'do'} not.",
            about=tuple(action.ref for action in without),
            where=tuple(action.where for action in without),
        )
