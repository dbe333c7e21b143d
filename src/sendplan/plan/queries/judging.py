"""How one action stands, with what closing it needs: what both the pages and the acts on it go by."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from django.db.models import Q

from sendplan.plan.closing import Figure, LinkedTarget, TargetStep, missing
from sendplan.plan.models import Action, Evidence, OutcomeTarget, Version
from sendplan.plan.queries.content import Content, content_of
from sendplan.plan.queries.facts import NOTHING, Facts, Standpoint, facts_of, standpoint
from sendplan.plan.standing import course
from sendplan.plan.steps import Start
from sendplan.plan_reader.draft import Action as Promise
from sendplan.plan_reader.draft import Due, DueKind, Kpi, Where

__all__ = ["Judging", "content_on", "judging", "linked_targets"]


@dataclass(frozen=True, slots=True)
class Judging:
    """One action on a day: what the plan says of it, what has happened, and how it stands."""

    action: Action
    promise: Promise
    content: Content
    facts: Facts
    standpoint: Standpoint
    today: dt.date

    @property
    def complete(self) -> bool:
        """Whether it was reported complete and not opened again, or nobody reported and the plan itself says so."""
        found = course(self.facts.reports, self.facts.closings, self.today)
        if found.done_on is not None:
            return True
        return found.last is None and found.reopened_on is None and self.standpoint.due.kind == "already_done"

    def missing(self) -> tuple[str, ...]:
        """What closing needs and is not there, a sentence each. Two questions to the database."""
        criteria = list(zip(self.promise.outcomes, self.standpoint.criteria, strict=True))
        return missing(criteria, linked_targets(self.action.public_id, self.content, self.today), self.today)


def content_on(plan_id: int, today: dt.date) -> Content | None:
    """What the version in force on ``today`` says, or None where none was adopted by then."""
    versions = Version.objects.filter(plan_id=plan_id, adopted_on__lte=today).select_related("plan", "upload")
    version = versions.defer("upload__draft", "upload__runs").order_by("-number").first()
    return content_of(version) if version is not None else None


def judging(action: Action, today: dt.date) -> Judging:
    """Three questions to the database, and one more for a version that is not in memory.

    An action that the version in force no longer has goes by the words that its row kept.
    """
    plan_id = action.section.plan_id
    content = content_on(plan_id, today)
    if content is None:
        raise ValueError(f"Plan {plan_id} has no version on {today}.")
    promise = content.actions.get(action.public_id) or _kept(action)
    given = content.dues.get(action.public_id, ((content.adopted_on, promise.due),))[-1]
    facts = facts_of(Action.objects.filter(pk=action.pk), today).get(action.public_id, NOTHING)
    stands = standpoint(
        facts,
        given=given[1],
        given_on=given[0],
        outcome_ids=promise.outcome_ids,
        adopted_on=content.since.get(action.public_id, content.adopted_on),
        today=today,
    )
    return Judging(action, promise, content, facts, stands, today)


def _kept(action: Action) -> Promise:
    outcomes = list(action.outcomes.order_by("order").values_list("public_id", "text"))
    return Promise(
        id=action.public_id,
        ref=action.ref,
        section=action.section.letter,
        text=action.text,
        outcomes=tuple(text for _, text in outcomes),
        outcome_ids=tuple(id_ for id_, _ in outcomes),
        due=Due(
            as_written=action.due_as_written or None,
            earliest=action.due_earliest,
            latest=action.due_latest,
            kind=cast("DueKind", action.due_kind),
        ),
        where=Where(),
    )


def linked_targets(action_id: str, content: Content, today: dt.date) -> tuple[LinkedTarget, ...]:
    """The targets that an outcome of the action was linked to on the day, with the figures that others confirmed by
    then. Two questions; targets and outcomes that the version in force does not have are left out."""
    links = OutcomeTarget.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), outcome__action__public_id=action_id, on__lte=today
    ).order_by("on", "id")
    named = dict.fromkeys(
        target
        for outcome, target in links.values_list("outcome__public_id", "target__public_id")
        if outcome in content.outcomes and target in content.targets
    )
    figures: dict[str, list[Figure]] = defaultdict(list)
    if named:
        rows = Evidence.objects.filter(
            target__public_id__in=list(named),
            kind="figure",
            on__lte=today,
            confirmation__accepted=True,
            confirmation__on__lte=today,
        ).order_by("on", "id")
        for target, value, unit, on in rows.values_list("target__public_id", "figure", "figure_unit", "figure_on"):
            if value is not None and on is not None:
                figures[target].append(Figure(value, unit, on))
    return tuple(_linked(content.targets[each], figures[each]) for each in named)


def _linked(target: Kpi, figures: list[Figure]) -> LinkedTarget:
    start = target.baseline
    return LinkedTarget(
        name=target.name,
        better=target.better,
        start=Start(start.as_written or "", start.value, start.unit or "", start.on_as_written or ""),
        steps=tuple(
            TargetStep(step.on, step.kind, step.value, step.unit or "", step.as_written or "") for step in target.steps
        ),
        figures=figures,
    )
