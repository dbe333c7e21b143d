"""What leads to what: outcomes to targets, actions to the actions they wait for."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models

from sendplan.plan.models.fields import both_or_neither, events, never_deleted, not_in_the_future, public_id, words
from sendplan.plan.models.promise import Action, Outcome
from sendplan.plan.models.said import Signed
from sendplan.plan.models.target import Target

PROTECT = models.PROTECT

_UNCHANGED = ("public_id", "on", "by", "by_name", "by_post", "why")


class SignedLink(Signed):
    """A link that somebody made and somebody may end, once. It stood on every day from ``on`` to before ``ended_on``;
    one ended on the day it was made never stood."""

    public_id = public_id()
    why = words()
    ended_on = models.DateField(null=True)
    ended_by_name = models.CharField(max_length=120, null=True)  # noqa: DJ001  null with ended_on, or not at all

    class Meta:
        abstract = True


def _end(name: str) -> list[models.BaseConstraint]:
    return [
        both_or_neither(f"{name}_ended", "ended_on", "ended_by_name"),
        models.CheckConstraint(
            condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("on")),
            name=f"{name}_ended_after",
        ),
        not_in_the_future(f"{name}_not_in_the_future"),
    ]


def _ended_once() -> pgtrigger.Trigger:
    return pgtrigger.Protect(
        name="ended_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_on__isnull=False)
    )


@pghistory.track(*events())
class OutcomeTarget(SignedLink):
    """A person's word that a target shows whether an outcome has come about."""

    outcome = models.ForeignKey(Outcome, on_delete=PROTECT, related_name="target_links")
    target = models.ForeignKey(Target, on_delete=PROTECT, related_name="outcome_links")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *_end("plan_outcometarget"),
            models.UniqueConstraint(
                fields=["outcome", "target"],
                condition=models.Q(ended_on__isnull=True),
                name="plan_outcometarget_once",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            never_deleted(),
            _ended_once(),
            pgtrigger.ReadOnly(name="only_ends", fields=[*_UNCHANGED, "outcome", "target"]),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} -> {self.target_id}"


@pghistory.track(*events())
class Dependency(SignedLink):
    """A person's word that ``action`` cannot be finished before ``needs`` is."""

    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Action, on_delete=PROTECT, related_name="needed_by")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *_end("plan_dependency"),
            models.UniqueConstraint(
                fields=["action", "needs"], condition=models.Q(ended_on__isnull=True), name="plan_dependency_once"
            ),
            models.CheckConstraint(condition=~models.Q(action=models.F("needs")), name="plan_dependency_on_another"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            never_deleted(),
            _ended_once(),
            pgtrigger.ReadOnly(name="only_ends", fields=[*_UNCHANGED, "action", "needs"]),
        ]

    def __str__(self) -> str:
        return f"{self.action_id} needs {self.needs_id}"
