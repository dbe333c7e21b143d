"""Who answers for what, and which dates have moved, as at a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from sendplan.access.queries import Viewer, organisations
from sendplan.plan.due import due_words
from sendplan.plan.models import DueChange
from sendplan.plan.ownership import Open, Owner, health
from sendplan.plan.queries.kept import Kept, Rows
from sendplan.plan.queries.overview import Register, register
from sendplan.plan.queries.pages import DatesPage, Moved, OwnersPage, PlanPage, PostShown, Slipped
from sendplan.plan.queries.reading import Frame, allowed, frame
from sendplan.plan.slippage import Dates, Group, Promised, by_group, course, promises
from sendplan.plan.standing import OVER
from sendplan.plan.wording import count, day, days
from sendplan.plan_reader.draft import Due

__all__ = ["dates", "dates_moved", "in_force", "owners"]

_NOBODY = "Nobody is named"


def in_force(viewer: Viewer, today: dt.date) -> PlanPage | None:
    """Which plan is in force on ``today``, and nothing of what is in it; None where none was adopted by then."""
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    return None if found is None else PlanPage(found.shown, today)


def owners(viewer: Viewer, today: dt.date) -> OwnersPage | None:
    """Whether anybody answers, as at ``today``; None where the area has adopted no plan by then."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    of = organisations(viewer, today)
    named = {
        (id_, owner.as_written.strip()): owner.organisation
        for id_, action in found.frame.content.actions.items()
        for owner in action.named_owners
    }
    open_ = [
        Open(
            row.id,
            row.ref,
            tuple(
                Owner(post.id, post.name, post.holder, _organisation(post, row.id, of, named)) for post in row.owners
            ),
            row.last_update_on,
        )
        for row in found.actions
        if row.standing.state not in OVER
    ]
    return OwnersPage(found.frame.shown, today, health(open_, today))


def _organisation(
    post: PostShown, action_id: str, of: Mapping[int, str], named: Mapping[tuple[str, str], str | None]
) -> str | None:
    """Whose the post is: its holder's organisation, else the one the plan names beside it."""
    held = of.get(post.holder_id) if post.holder_id is not None else None
    return held or named.get((action_id, post.as_written.strip()))


def _moves(found: Frame) -> Mapping[str, Sequence[Promised]]:
    """The days that somebody moved each action to, by its id, oldest first. One question."""
    moved: dict[str, list[Promised]] = defaultdict(list)
    for row in (
        DueChange.objects.filter(action__section__plan=found.plan, on__lte=found.today)
        .order_by("on", "id")
        .values_list("action__public_id", "on", "latest", "as_written", "by_name", "reason", named=True)
    ):
        moved[row.action__public_id].append(
            Promised(row.on, row.latest, row.as_written, f"moved by {row.by_name}", row.reason)
        )
    return moved


def _course(dues: Iterable[tuple[dt.date, Due]], moved: Iterable[Promised]) -> Dates:
    planned = (Promised(on, _last_day(due), due.as_written or "", "the published plan") for on, due in dues)
    return course(promises(planned, moved))


def _last_day(due: Due) -> dt.date | None:
    """A statement that something is done promises no day."""
    return None if due.kind == "already_done" else due.latest


def dates(found: Frame) -> Mapping[str, Dates]:
    """How each action's date has moved by the day, by its id. One question."""
    moved = _moves(found)
    made = _courses.get((found.version.pk, found.version.upload.public_id), Rows)
    return {
        id_: made.get(id_, tuple(moved.get(id_, ())), partial(_course, dues, moved.get(id_, ())))
        for id_, dues in found.content.dues.items()
    }


# By the version; within, by action and by the days it was moved to.
_courses: Kept[tuple[int, str], Rows[Dates]] = Kept(32)


def dates_moved(viewer: Viewer, today: dt.date) -> DatesPage | None:
    """Which dates have moved, as at ``today``; None where the area has adopted no plan by then."""
    allowed(viewer, "plan.read")
    found = register(viewer, today)
    if found is None:
        return None
    known = dates(found.frame)
    rows = [(row, known[row.id]) for row in found.owned if known[row.id].moves]
    longest = max((abs(each.slipped or 0) for _, each in rows), default=0)
    rows.sort(key=lambda each: (-(each[1].slipped or 0), not each[1].lost, each[0].ref))
    sections = {section.letter: section.label or section.title for section in found.frame.sections}
    return DatesPage(
        plan=found.frame.shown,
        as_at=today,
        moved=tuple(
            Moved(
                row.id,
                row.ref,
                found.frame.content.actions[row.id].text,
                each,
                _words(each),
                _share(abs(each.slipped or 0), longest),
            )
            for row, each in rows
        ),
        owners=_slipped(by_group(known, _by_owner(found)), _owner_names(found)),
        sections=_slipped(
            by_group(known, _by_section(found)), {letter: f"{letter}: {label}" for letter, label in sections.items()}
        ),
        sentence=_sentence(len(found.owned), [each for _, each in rows]),
    )


def _by_owner(found: Register) -> Mapping[str, Sequence[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for row in found.owned:
        for id_ in [post.id for post in row.owners] or [""]:
            groups[id_].append(row.id)
    return groups


def _owner_names(found: Register) -> Mapping[str, str]:
    names = {
        post.id: f"{post.name} ({post.holder})" if post.holder else post.name
        for row in found.owned
        for post in row.owners
    }
    return {**names, "": _NOBODY}


def _by_section(found: Register) -> Mapping[str, Sequence[str]]:
    groups: dict[str, list[str]] = {section.letter: [] for section in found.frame.sections}
    for id_, action in found.frame.content.actions.items():
        groups[action.section].append(id_)
    return groups


def _slipped(groups: Iterable[Group], names: Mapping[str, str]) -> tuple[Slipped, ...]:
    """Those with a date that moved, in the groups' order."""
    moved = [each for each in groups if each.moved]
    most = max((each.days_later for each in moved), default=0)
    return tuple(Slipped(names[each.key], each, _group_words(each), _share(each.days_later, most)) for each in moved)


def _share(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _group_words(group: Group) -> str:
    parts = [f"{group.moved} of {count(group.actions, 'date has', 'dates have')} moved"]
    if group.later:
        mean = f", {days(group.mean_later or 0)} each on average" if group.later > 1 else ""
        stand = "stands" if group.later == 1 else "stand"
        parts.append(f"{group.later} {stand} later, by {days(group.days_later)} in all{mean}")
    if group.lost:
        parts.append(f"{group.lost} {'has' if group.lost == 1 else 'have'} no date any more")
    return f"{'; '.join(parts)}."


def _words(dates: Dates) -> str:
    assert dates.first is not None  # noqa: S101  what never had a day has no move
    assert dates.first.latest is not None  # noqa: S101  as above
    assert dates.now is not None  # noqa: S101  as above
    times = {1: "once", 2: "twice"}.get(len(dates.moves), f"{len(dates.moves)} times")
    first = f"First promised by {day(dates.first.latest)}"
    if dates.now.latest is None:
        return f"{first}; now it has no date ({due_words('not_yet_set', None)}). Moved {times}."
    if not dates.slipped:
        return f"{first}, moved {times}, and back where it was."
    way = "later" if dates.slipped > 0 else "earlier"
    return f"{first}, now by {day(dates.now.latest)}: {days(abs(dates.slipped))} {way}, moved {times}."


def _sentence(actions: int, moved: Sequence[Dates]) -> str:
    if not moved:
        return f"None of the plan’s {count(actions, 'date', 'dates')} has moved since it was first promised."
    later = [each.slipped for each in moved if each.slipped is not None and each.slipped > 0]
    lost = sum(each.lost for each in moved)
    have = "has" if len(moved) == 1 else "have"
    sentence = f"{len(moved)} of {count(actions, 'action', 'actions')} {have} a date that moved."
    if later:
        stand = "stands" if len(later) == 1 else "stand"
        sentence += (
            f" {len(later)} {stand} later than first promised, by {days(sum(later))} in all; "
            f"the longest, {days(max(later))}."
        )
    if lost:
        sentence += f" {lost} {'has' if lost == 1 else 'have'} no date any more."
    return sentence
