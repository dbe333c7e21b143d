"""The plan of the day as a file to take away."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from sendplan.access.queries import Viewer
from sendplan.plan.exports import Kind
from sendplan.plan.exports import exported as written_out
from sendplan.plan.models import ProgressUpdate
from sendplan.plan.queries.reading import Frame, allowed, frame
from sendplan.plan.standing import declared, declared_words
from sendplan.plan.wording import day
from sendplan.plan_reader.draft import Draft, Progress, Where

__all__ = ["PlanFile", "exported"]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file's name, of letters, digits, hyphens and dots alone, and its bytes."""

    name: str
    data: bytes


def exported(viewer: Viewer, kind: Kind, today: dt.date, *, with_updates: bool = False) -> PlanFile | None:
    """The version in force on ``today`` as a file that reads back as the same plan; None where there is none.

    ``with_updates`` adds to each action what has been reported on it by ``today``, as a plan prints its updates: oldest
    first, after those the plan itself prints. Raises ``formats.unwritable.Unwritable`` where the words do not fit the
    kind of file.
    """
    allowed(viewer, "plan.read")
    found = frame(viewer, today)
    if found is None:
        return None
    draft = found.content.draft
    version = f"Version {found.version.number}, adopted on {day(found.version.adopted_on)}"
    name = f"{found.plan.slug}-version-{found.version.number}"
    if with_updates:
        draft = _with_updates(draft, _updates(found))
        version += f", with updates to {day(today)}"
        name += f"-{today.isoformat()}"
    return PlanFile(f"{name}.{kind}", written_out(draft, kind, today=today, version=version))


def _updates(found: Frame) -> Mapping[str, Sequence[Progress]]:
    """What has been reported on each action by the day, by its id, oldest first."""
    updates: dict[str, list[Progress]] = defaultdict(list)
    for row in (
        ProgressUpdate.objects.filter(action__section__plan=found.plan, on__lte=found.today)
        .select_related("action")
        .order_by("on", "id")
    ):
        says = declared_words(declared(row.state))
        by = ", ".join(part for part in (row.by_name, row.by_post) if part)
        updates[row.action.public_id].append(
            Progress(label=f"{says}, reported by {by}, {day(row.on)}", text=row.text, on=row.on, where=Where())
        )
    return updates


def _with_updates(draft: Draft, updates: Mapping[str, Sequence[Progress]]) -> Draft:
    return msgspec.structs.replace(
        draft,
        actions=tuple(
            msgspec.structs.replace(each, updates=(*each.updates, *updates.get(each.id or "", ())))
            for each in draft.actions
        ),
    )
