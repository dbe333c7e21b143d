"""Rules about when: due dates, the dates of steps, and the date of the plan itself."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from statistics import median_low

from sendplan.plan_reader.draft import Action, Inspection
from sendplan.plan_reader.findings.prose import counted, listed, natural, portion, quoted
from sendplan.plan_reader.findings.rule import Hit, rule
from sendplan.plan_reader.findings.subject import Subject, labels

_PILE = 5
_REPORT_SOON = dt.timedelta(days=21)
_LATE_TARGET = dt.timedelta(days=60)
_LIVING = re.compile(r"\b(working|living|live|draft) document\b|\bwill be (updated|reviewed|revised)\b", re.IGNORECASE)
# Words that date a plan or number it: "Version 2", "agreed on 4 March 2025".
_DATED = re.compile(
    r"\bversion\s+[\dv]|\bv\d+(\.\d+)*\b"
    r"|\b(published|updated|dated|issued|approved|agreed|adopted|revised|as at)\b.{0,30}\b(19|20)\d\d\b",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\b(report|publication|published|letter)\b", re.IGNORECASE)
_VISIT = re.compile(r"\b(inspect\w*|revisit\w*|visit\w*)\b", re.IGNORECASE)


def _month(day: dt.date) -> str:
    return f"{day:%B} {day.year}"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _refs(actions: list[Action]) -> tuple[str, ...]:
    return tuple(action.ref for action in actions)


@rule(
    code="status-in-date-cell",
    title="A status where a due date should be",
    severity="warning",
    why="“Established” or “ongoing” in the date column leaves an action that can never be late, so nobody is told "
    "when it stops.",
    example="By when: Established March 2024.",
    remedy="Ask what is still to be done and by when; record what is already done as progress.",
)
def status_in_date_cell(subject: Subject) -> Iterator[Hit]:
    for action in subject.actions:
        if action.due.kind in {"already_done", "ongoing"} and action.due.as_written:
            what = "something already done" if action.due.kind == "already_done" else "something with no end"
            yield Hit(
                f"Where {action.ref} should say when it is due it says {quoted(action.due.as_written)}, which reads "
                f"as {what}.",
                about=(action.ref,),
                quote=action.due.as_written,
                where=(action.where,),
            )


@rule(
    code="due-before-the-plan",
    title="A date from before the plan",
    severity="warning",
    why="An action dated before the visit that the plan answers was either done already, and so did not prevent what "
    "inspectors found, or carries the wrong year.",
    example="Inspection: May 2025. Action C4, by when: March 2025.",
    remedy="Ask whether the date is right, and what the action still promises.",
)
def due_before_the_plan(subject: Subject) -> Iterator[Hit]:
    dues = sorted(action.due.latest for action in subject.actions if action.due.latest)
    visits = [event for event in subject.draft.metadata.inspections if event.earliest and _is_visit(event)]
    if len(dues) < 2 or not visits:
        return
    before = [event for event in visits if event.earliest and event.earliest < median_low(dues)]
    if not before:
        return
    visit = max(before, key=lambda event: (event.earliest or dt.date.min, event.as_written))
    for action in subject.actions:
        if action.due.latest and visit.earliest and action.due.latest < visit.earliest:
            yield Hit(
                f"{action.ref} is dated {quoted(action.due.as_written or _month(action.due.latest))}, which is before "
                f"{quoted(visit.label + ' ' + visit.as_written)}.",
                about=(action.ref,),
                quote=action.due.as_written,
                where=(action.where, visit.where),
            )


def _is_visit(event: Inspection) -> bool:
    return bool(_VISIT.search(event.label)) and not _REPORT.search(event.label)


@rule(
    code="action-with-no-date",
    title="An action with no due date",
    severity="warning",
    why="What has no date cannot be late.",
    example="By when: (blank).",
    remedy="Set a date by which the action will be done.",
)
def action_with_no_date(subject: Subject) -> Iterator[Hit]:
    found = [action for action in subject.actions if action.due.kind in {"blank", "not_yet_set", "not_understood"}]
    if found:
        said = sorted({action.due.as_written for action in found if action.due.as_written})
        yield Hit(
            f"{portion(len(found), len(subject.actions), 'action')} {'has' if len(found) == 1 else 'have'} no "
            f"due date that could be read: {listed(_refs(found))}"
            f"{' (' + listed(quoted(words, 40) for words in said[:4]) + ')' if said else ''}.",
            about=_refs(found),
            quote=said[0] if said else None,
            where=tuple(action.where for action in found),
        )


@rule(
    code="due-dates-pile-up",
    title="Many actions due at once",
    severity="note",
    why="When a quarter of a plan or more falls due in one month, either the dates are placeholders or the month will "
    "not hold the work.",
    example="9 of 20 actions are due in June 2025.",
    remedy="Ask whether each date was worked out or merely filled in, and spread those that can move.",
)
def due_dates_pile_up(subject: Subject) -> Iterator[Hit]:
    due = [action for action in subject.actions if action.due.latest and action.due.kind != "already_done"]
    months = Counter((action.due.latest.year, action.due.latest.month) for action in due if action.due.latest)
    heavy = sorted(month for month, number in months.items() if number >= _PILE and number * 4 >= len(due))
    if heavy:
        told = [f"{months[month]} in {_month(dt.date(*month, 1))}" for month in heavy]
        inside = [a for a in due if a.due.latest and (a.due.latest.year, a.due.latest.month) in set(heavy)]
        yield Hit(
            f"Of {counted(len(due), 'action')} with a due date, {listed(told)} fall due together.",
            about=_refs(inside),
            where=tuple(action.where for action in inside),
        )


@rule(
    code="target-later-than-the-rest",
    title="One table's target falls after all the others",
    severity="note",
    why="A target months after every other one is outside the plan's own end, and may be a slip.",
    example="Seven tables end in January 2025 and one in May 2025.",
    remedy="Ask whether the later date is meant, and whether the plan will still be running then.",
)
def target_later_than_the_rest(subject: Subject) -> Iterator[Hit]:
    tables: dict[tuple[str, int, tuple[str, ...]], list[str]] = {}
    last: dict[tuple[str, int, tuple[str, ...]], tuple[dt.date, str]] = {}
    for name, kpi in subject.kpis:
        days = [(step.on, step.label) for step in kpi.steps if step.on]
        if days:
            key = (kpi.section, kpi.table, labels(kpi))
            tables.setdefault(key, []).append(name)
            last[key] = max(days)
    ends = Counter(day for day, _ in last.values())
    if len(last) < 3:
        return
    latest, usual = max(ends), median_low([day for day, _ in last.values()])
    if ends[latest] != 1 or latest - usual < _LATE_TARGET or ends[usual] * 2 < len(last):
        return
    key = next(key for key, (day, _) in last.items() if day == latest)
    places = tuple(kpi.where for name, kpi in subject.kpis if name in tables[key])
    yield Hit(
        f"The last step of {listed(tables[key])} ({quoted(last[key][1])}) falls after the last step of every other "
        f"table, most of which end in {_month(usual)}.",
        about=tuple(tables[key]),
        quote=last[key][1],
        where=places,
    )


@rule(
    code="plan-undated",
    title="A plan with no date of its own",
    severity="warning",
    why="A plan that changes and does not say when leaves two people holding two versions under one name, and a "
    "changed target cannot be told from a missed one.",
    example="“This is a working document”, with no date of publication, update or version.",
    remedy="Print the date of publication, the date of the last update and a version number, and keep the old ones.",
)
def plan_undated(subject: Subject) -> Iterator[Hit]:
    meta = subject.draft.metadata
    if meta.published or meta.last_updated or any(_DATED.search(text.text) for text in subject.texts):
        return
    promise = next((text for text in subject.texts if _LIVING.search(text.text)), None)
    dated = sorted(
        ((kpi.baseline.on, name, kpi) for name, kpi in subject.kpis if kpi.baseline.on),
        key=lambda item: (item[0], item[1]),
    )
    sentence = "The plan gives no date of publication or update and no version"
    if promise:
        sentence += f", though it says {quoted(promise.text)}"
    firsts = {day: (name, kpi) for day, name, kpi in reversed(dated)}
    spread = [firsts[day] for day in sorted(firsts)] if len(firsts) > 1 else []
    if spread:
        sentence += f"; its baselines are dated from {_month(dated[0][0])} to {_month(dated[-1][0])}"
    if promise or spread:
        yield Hit(
            sentence + ".",
            about=tuple(sorted((name for name, _ in spread), key=natural)),
            quote=promise.text if promise else None,
            where=(*((promise.where,) if promise else ()), *(kpi.where for _, kpi in spread)),
        )


@rule(
    code="report-soon-after-visit",
    title="A report dated very soon after the visit",
    severity="note",
    why="A report is drafted, checked for facts by the area and then published, which takes weeks. A date a few days "
    "after the visit may be the day of a letter or of a meeting.",
    example="Visit: 3 to 5 March 2025. Report published: 12 March 2025.",
    remedy="Check which event the date belongs to, against the report itself.",
)
def report_soon_after_visit(subject: Subject) -> Iterator[Hit]:
    events = subject.draft.metadata.inspections
    for report in events:
        if not report.earliest or report.earliest != report.latest or not _REPORT.search(report.label):
            continue
        ends = [
            (event.latest, event)
            for event in events
            if event.latest and event.latest < report.earliest and _is_visit(event)
        ]
        if not ends:
            continue
        end, visit = max(ends, key=lambda item: (item[0], item[1].as_written))
        gap = report.earliest - end
        if gap <= _REPORT_SOON:
            yield Hit(
                f"The visit ended on {_day(end)} and {quoted(report.label)} is given as {quoted(report.as_written)}, "
                f"{counted(gap.days, 'day')} later: is that the day on which the report came out?",
                quote=report.as_written,
                where=(visit.where, report.where),
            )
