"""What a demonstration's made-up people said of what leads to what, of waits and of risks, by the same rules."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from sendplan.access.queries import Viewer
from sendplan.plan.actions.links import depended, shown_by
from sendplan.plan.actions.made_up_course import LEFT_OUT, Doing
from sendplan.plan.actions.refusals import allowed
from sendplan.plan.actions.risks import raised, reviewed
from sendplan.plan.actions.signed import tidy
from sendplan.plan.models import Action, Dependency, Outcome, OutcomeTarget, Risk, RiskReview, Target, Version
from sendplan.plan.pack import Demo, ReviewEntry, RiskEntry, ShowsEntry, WaitEntry
from sendplan.plan.pack.check import same

__all__ = ["register_doings"]


def register_doings(demo: Demo, version: Version) -> Iterator[Doing]:
    """Oldest first; of one day in the order of the lines below, and in each as the file has them."""
    found = [
        *_shows(demo, version),
        *_waits(demo, version),
        *_risks(demo, version),
        *_reviews(demo, version),
    ]
    yield from sorted(found, key=lambda doing: doing.on)


def _shows(demo: Demo, version: Version) -> Iterator[Doing]:
    targets = {
        (target.section.letter, same(target.name)): target
        for target in Target.objects.filter(section__plan=version.plan).select_related("section")
    }
    for at, entry in demo.shows:

        def act(viewer: Viewer, entry: ShowsEntry = entry) -> str | None:
            allowed(viewer, "plan.link")
            of_action = Outcome.objects.filter(action__section__plan=version.plan, action__ref=entry.action)
            outcome = of_action.order_by("order")[entry.criterion - 1]
            target = targets[entry.section, same(entry.target)]
            if OutcomeTarget.objects.filter(outcome=outcome, target=target).exists():
                return None
            shown_by(viewer, outcome_id=outcome.public_id, target_id=target.public_id, why=entry.why, today=entry.on)
            return "target that shows an outcome"

        yield Doing(at, entry.action, entry.on, entry.by, act)


def _waits(demo: Demo, version: Version) -> Iterator[Doing]:
    ids = dict(Action.objects.filter(section__plan=version.plan).values_list("ref", "public_id"))
    for at, entry in demo.waits:

        def act(viewer: Viewer, entry: WaitEntry = entry) -> str | None:
            allowed(viewer, "plan.link")
            ever = Dependency.objects.filter(action__section__plan=version.plan)
            ends = {"action_id": ids[entry.action], "needs_id": ids[entry.needs]}
            if ever.filter(action__public_id=ends["action_id"], needs__public_id=ends["needs_id"]).exists():
                return None
            if ever.filter(Q(on__gt=entry.on) | Q(ended_on__gt=entry.on)).exists():
                return LEFT_OUT
            depended(viewer, **ends, why=entry.why, today=entry.on)
            return "wait"

        yield Doing(at, entry.action, entry.on, entry.by, act)


def _risks(demo: Demo, version: Version) -> Iterator[Doing]:
    ids = dict(Action.objects.filter(section__plan=version.plan).values_list("ref", "public_id"))
    for at, entry in demo.risks:

        def act(viewer: Viewer, entry: RiskEntry = entry) -> str | None:
            allowed(viewer, "plan.risks")
            if Risk.objects.filter(plan=version.plan, title=tidy(entry.title)).exists():
                return None
            raised(
                viewer,
                kind=entry.kind,
                title=entry.title,
                text=entry.text,
                likelihood=entry.likelihood,
                impact=entry.impact,
                owner=entry.owner,
                doing=entry.doing,
                action_ids=[ids[ref] for ref in entry.actions],
                today=entry.on,
            )
            return "risk"

        yield Doing(at, entry.title, entry.on, entry.by, act)


def _reviews(demo: Demo, version: Version) -> Iterator[Doing]:
    for at, entry in demo.reviews:

        def act(viewer: Viewer, entry: ReviewEntry = entry) -> str | None:
            allowed(viewer, "plan.risks")
            risk = Risk.objects.get(plan=version.plan, title=tidy(entry.risk))
            ever = RiskReview.objects.filter(risk=risk)
            if ever.filter(on=entry.on, by_id=viewer.user_id, text=tidy(entry.text)).exists():
                return None
            if ever.filter(on__gt=entry.on).exists():
                return LEFT_OUT
            reviewed(
                viewer,
                risk_id=risk.public_id,
                state=entry.state,
                likelihood=entry.likelihood,
                impact=entry.impact,
                owner=entry.owner,
                text=entry.text,
                today=entry.on,
            )
            return "review of a risk"

        yield Doing(at, entry.risk, entry.on, entry.by, act)
