"""What is to be measured: targets, their steps, and the measure a person says each one reads."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models

from sendplan.plan.models.fields import Placed, events, never_deleted, public_id, words
from sendplan.plan.models.plan import Section

PROTECT = models.PROTECT

MAX_DIGITS, DECIMAL_PLACES = 24, 8


def figure() -> models.Field[Decimal | None, Decimal | None]:
    """A figure of a plan, exactly. ``rules.figure_fits`` refuses one that has more digits than this."""
    return models.DecimalField(max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, null=True)


@pghistory.track(*events())
class Target(Placed):
    """One indicator with its starting figure. ``short_id`` is as the reader numbers it (``A-K11``)."""

    public_id = public_id()
    section = models.ForeignKey(Section, on_delete=PROTECT, related_name="targets")
    short_id = models.CharField(max_length=30)
    name = models.TextField()
    better = models.CharField(max_length=8)
    start_as_written = words()
    start = figure()
    start_unit = words(60)
    start_on = models.DateField(null=True)
    start_on_as_written = words()
    doubts = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(better__in=["higher", "lower", "unknown"]), name="plan_target_better"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.short_id


@pghistory.track(*events())
class Step(Placed):
    """One milestone of a target, or the target itself. ``value`` is read with ``kind``, as in the draft."""

    target = models.ForeignKey(Target, on_delete=PROTECT, related_name="steps")
    label = models.TextField()
    on = models.DateField(null=True)
    as_written = words()
    kind = models.CharField(max_length=30)
    value = figure()
    unit = words(60)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["target", "order"], name="plan_step_order"),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track(*events())
class TargetLink(models.Model):
    """A person's word that a target reads these measures, for these groups. It may be changed, or taken back."""

    target = models.OneToOneField(Target, on_delete=PROTECT, related_name="link")
    measures = models.JSONField()
    groups = models.JSONField(default=dict)
    note = words()
    linked_on = models.DateField()
    linked_by = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(linked_by=""), name="plan_targetlink_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}: {self.measures}"
