"""Risks (what may happen) and issues (what has), and what was thought of them when."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sendplan.plan.models.fields import append_only, events, not_in_the_future, public_id, searched, words
from sendplan.plan.models.plan import Plan
from sendplan.plan.models.promise import Action
from sendplan.plan.models.said import Signed

PROTECT = models.PROTECT


@pghistory.track(*events())
class Risk(Signed):
    """A risk or an issue of a plan, and the actions it bears on. How it stands is its newest review."""

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=PROTECT, related_name="risks")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    text = models.TextField()
    actions: models.ManyToManyField[Action, RiskAction] = models.ManyToManyField(
        Action, through="RiskAction", related_name="risks"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(kind__in=["risk", "issue"]), name="plan_risk_kind"),
            models.CheckConstraint(condition=~models.Q(title=""), name="plan_risk_has_a_title"),
            not_in_the_future("plan_risk_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(searched("text"), name="plan_risk_words"),
            GinIndex(searched("title"), name="plan_risk_title_words"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return self.title


@pghistory.track(*events())
class RiskAction(models.Model):
    """An action that a risk bears on, named when the risk was."""

    risk = models.ForeignKey(Risk, on_delete=PROTECT, related_name="bears_on")
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["risk", "action"], name="plan_riskaction_once"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.risk_id} bears on {self.action_id}"


@pghistory.track(*events())
class RiskReview(Signed):
    """What somebody thought of a risk on a day. ``likelihood`` and ``impact`` from 1 (least) to 5; ``owner`` is the
    post or person who answers for it, ``text`` what is being done about it."""

    public_id = public_id()
    risk = models.ForeignKey(Risk, on_delete=PROTECT, related_name="reviews")
    state = models.CharField(max_length=10)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    owner = words(300)
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=["open", "closed"]), name="plan_riskreview_state"),
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="plan_riskreview_scores"
            ),
            not_in_the_future("plan_riskreview_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["risk", "on", "id"], name="plan_riskreview_by_day"),
            GinIndex(searched("text"), name="plan_riskreview_words"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"
