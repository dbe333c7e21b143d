"""What each target of a plan reads, for whoever counts it: ids, words and measures, and no figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sendplan.plan.models import Plan, TargetLink, Version
from sendplan.plan.queries.content import content_of

__all__ = ["TargetRead", "targets_read"]


@dataclass(frozen=True, slots=True)
class TargetRead:
    """One target: its id in the version in force (``A-K11``), and the measures somebody says it reads, none where
    nobody has, each for the rows with these values in these columns."""

    id: str
    name: str
    measures: tuple[str, ...]
    groups: Mapping[str, str]


def targets_read(area_slug: str, plan_slug: str, today: dt.date) -> tuple[TargetRead, ...] | None:
    """The targets of the plan's version in force on ``today``, in the plan's order; None where there is no such plan.

    An area's own name will do for its plan, where it has one. Three questions to the database, and one more for a
    version that is not in memory.
    """
    plans = dict(Plan.objects.filter(area__slug=area_slug).values_list("slug", "pk"))
    plan_id = next(iter(plans.values())) if plan_slug == area_slug and len(plans) == 1 else plans.get(plan_slug)
    if plan_id is None:
        return None
    versions = Version.objects.filter(plan_id=plan_id, adopted_on__lte=today)
    version = (
        versions.select_related("plan", "upload").defer("upload__draft", "upload__runs").order_by("-number").first()
    )
    if version is None:
        return None
    content = content_of(version)
    links = {
        link.target.public_id: link
        for link in TargetLink.objects.filter(target__section__plan=version.plan, linked_on__lte=today).select_related(
            "target"
        )
    }
    found = []
    for id_, target in content.targets.items():
        link = links.get(id_)
        found.append(
            TargetRead(
                id=content.short_ids[id_],
                name=target.name,
                measures=tuple(link.measures) if link is not None else (),
                groups={str(column): str(value) for column, value in link.groups.items()} if link is not None else {},
            )
        )
    return tuple(found)
