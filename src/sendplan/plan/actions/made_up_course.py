"""What a demonstration's made-up people did about actions, in the order of its days, by the same rules as anybody's.

Nothing about an action may be dated before what is known of it, of whatever kind; so updates, evidence, answers, moved
dates, overrides and closings are written day by day and not file by file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sendplan.access.queries import Viewer
from sendplan.plan.actions.course import closed, moved, overridden
from sendplan.plan.actions.evidence import confirmed, given
from sendplan.plan.actions.progress import appended, may_report
from sendplan.plan.actions.refusals import allowed
from sendplan.plan.actions.signed import locked_action, newest_on, tidy
from sendplan.plan.evidence import as_figure
from sendplan.plan.models import Action, Evidence, Version
from sendplan.plan.pack import (
    At,
    ClosingEntry,
    Demo,
    EvidenceEntry,
    MoveEntry,
    OverrideEntry,
    Pack,
    UpdateEntry,
)

__all__ = ["LEFT_OUT", "Doing", "doings"]

LEFT_OUT = "left out"
"""What became of an entry that comes too late: a visitor, or an older demonstration, has gone on with its action."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Something one of the made-up people did on a day. ``act`` does it unless it is done already, and returns what was
    done (``update``), None where it was done already, or ``LEFT_OUT``."""

    at: At
    action: str
    on: dt.date
    by: str
    act: Callable[[Viewer], str | None]


def doings(pack: Pack, demo: Demo, version: Version) -> Iterator[Doing]:
    """Oldest first; of one day in the order of the lines below, and in each as its file has them."""
    ids = dict(Action.objects.filter(section__plan=version.plan).values_list("ref", "public_id"))
    found = [*_updates(demo, ids), *_evidence(pack, demo, ids), *_answers(demo, ids), *_course(demo, ids)]
    yield from sorted(found, key=lambda doing: doing.on)


def _unless(
    ids: dict[str, str],
    ref: str,
    on: dt.date,
    what: str,
    there: Callable[[Viewer, Action], bool],
    act: Callable[[Viewer, Action], object],
) -> Callable[[Viewer], str | None]:
    def done(viewer: Viewer) -> str | None:
        action = locked_action(viewer, ids[ref])
        if there(viewer, action):
            return None
        newest = newest_on(action)
        if newest is not None and newest > on:
            return LEFT_OUT
        act(viewer, action)
        return what

    return done


def _updates(demo: Demo, ids: dict[str, str]) -> Iterator[Doing]:
    for at, entry in demo.updates:

        def there(viewer: Viewer, action: Action, entry: UpdateEntry = entry) -> bool:
            same = {"on": entry.on, "by_id": viewer.user_id, "state": entry.state, "text": tidy(entry.text)}
            return action.updates.filter(**same).exists()

        def act(viewer: Viewer, action: Action, entry: UpdateEntry = entry) -> object:
            return appended(viewer, action, text=entry.text, state=entry.state, rating=entry.rating, today=entry.on)

        yield Doing(at, entry.action, entry.on, entry.by, _unless(ids, entry.action, entry.on, "update", there, act))


def _given(action: Action, entry: EvidenceEntry, by_id: int | None = None) -> Evidence | None:
    rows = action.evidence.filter(on=entry.on, kind=entry.kind, text=tidy(entry.text))
    return (rows if by_id is None else rows.filter(by_id=by_id)).first()


def _evidence(pack: Pack, demo: Demo, ids: dict[str, str]) -> Iterator[Doing]:
    for at, entry in demo.evidence:

        def there(viewer: Viewer, action: Action, entry: EvidenceEntry = entry) -> bool:
            return _given(action, entry, viewer.user_id) is not None

        def act(viewer: Viewer, action: Action, entry: EvidenceEntry = entry) -> object:
            may_report(viewer, action, entry.on)
            path = pack.folder / "demo" / entry.file
            figure = as_figure(entry.figure) if entry.figure else None
            outcome = action.outcomes.order_by("order")[entry.criterion - 1] if entry.criterion else None
            return given(
                viewer,
                action,
                outcome_id=outcome.public_id if outcome else None,
                kind=entry.kind,
                strength=entry.strength,
                says_met=entry.says_met,
                text=entry.text,
                link=entry.link,
                file=(path.name, path.read_bytes()) if entry.file else None,
                figure=figure if isinstance(figure, Decimal) else None,
                unit=entry.unit,
                figure_on=entry.figure_on,
                target_id=None,
                today=entry.on,
            )

        what = "piece of evidence"
        yield Doing(at, entry.action, entry.on, entry.by, _unless(ids, entry.action, entry.on, what, there, act))


def _answers(demo: Demo, ids: dict[str, str]) -> Iterator[Doing]:
    for at, entry in demo.evidence:
        if not entry.answered_by or entry.answered_on is None:
            continue

        def there(_: Viewer, action: Action, entry: EvidenceEntry = entry) -> bool:
            row = _given(action, entry)
            return row is None or hasattr(row, "confirmation")  # left out itself, or answered

        def act(
            viewer: Viewer, action: Action, on: dt.date = entry.answered_on, entry: EvidenceEntry = entry
        ) -> object:
            row = _given(action, entry)
            assert row is not None  # noqa: S101  `there` said so
            row.action = action
            return confirmed(viewer, row, accepted=entry.stands, text=entry.answer, today=on)

        done = _unless(ids, entry.action, entry.answered_on, "answer to evidence", there, act)
        yield Doing(at, entry.action, entry.answered_on, entry.answered_by, done)


def _course(demo: Demo, ids: dict[str, str]) -> Iterator[Doing]:
    for at, move in demo.moves:

        def move_there(viewer: Viewer, action: Action, move: MoveEntry = move) -> bool:
            same = {"on": move.on, "by_id": viewer.user_id, "reason": tidy(move.reason)}
            return action.due_changes.filter(**same).exists()

        def do_move(viewer: Viewer, action: Action, move: MoveEntry = move) -> object:
            allowed(viewer, "plan.reschedule")
            return moved(viewer, action, as_written=move.to, reason=move.reason, today=move.on)

        done = _unless(ids, move.action, move.on, "moved date", move_there, do_move)
        yield Doing(at, move.action, move.on, move.by, done)
    for at, said in demo.overrides:

        def said_there(viewer: Viewer, action: Action, said: OverrideEntry = said) -> bool:
            same = {"on": said.on, "by_id": viewer.user_id, "claim": said.claim, "reason": tidy(said.reason)}
            return action.overrides.filter(**same).exists()

        def say(viewer: Viewer, action: Action, said: OverrideEntry = said) -> object:
            allowed(viewer, "plan.override")
            return overridden(viewer, action, claim=said.claim, reason=said.reason, today=said.on)

        done = _unless(ids, said.action, said.on, "word against a status", said_there, say)
        yield Doing(at, said.action, said.on, said.by, done)
    for at, end in demo.closings:

        def end_there(viewer: Viewer, action: Action, end: ClosingEntry = end) -> bool:
            return action.closings.filter(on=end.on, by_id=viewer.user_id, state="closed").exists()

        def close(viewer: Viewer, action: Action, end: ClosingEntry = end) -> object:
            allowed(viewer, "plan.close")
            return closed(viewer, action, reason=end.reason, today=end.on)

        yield Doing(at, end.action, end.on, end.by, _unless(ids, end.action, end.on, "closing", end_there, close))
