"""What shows that a criterion is met, and who else looked at it."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sendplan.plan.models.fields import (
    append_only,
    events,
    not_in_the_future,
    public_id,
    searched,
    words,
    written_at,
)
from sendplan.plan.models.promise import Action, Outcome
from sendplan.plan.models.said import Signed
from sendplan.plan.models.target import DECIMAL_PLACES, MAX_DIGITS, Target

PROTECT = models.PROTECT


# The bytes are left out of history: they cannot be changed, and they are large.
@pghistory.track(*events(), exclude=["data"])
class EvidenceFile(models.Model):
    """A file given as evidence, whole. ``media_type`` is what its bytes are, not what its name says."""

    public_id = public_id()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    written_at = written_at()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return self.name


@pghistory.track(*events())
class Evidence(Signed):
    """What somebody says shows that a criterion of an action is met, or is not.

    ``outcome`` is the criterion; without one it is about the action as a whole. ``target`` is the target whose
    figure it gives, for a figure. ``strength`` is what it rests on: being told, having seen, having measured, or
    families saying so themselves.
    """

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="evidence")
    outcome = models.ForeignKey(Outcome, on_delete=PROTECT, null=True, related_name="evidence")
    target = models.ForeignKey(Target, on_delete=PROTECT, null=True, related_name="evidence")
    kind = models.CharField(max_length=10)
    strength = models.CharField(max_length=10)
    says_met = models.BooleanField()
    text = models.TextField()
    link = words(2000)
    file = models.ForeignKey(EvidenceFile, on_delete=PROTECT, null=True, related_name="+")
    figure = models.DecimalField(max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, null=True)
    figure_unit = words(60)
    figure_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind="file", file__isnull=False, figure__isnull=True, link="")
                | models.Q(kind="link", file__isnull=True, figure__isnull=True) & ~models.Q(link="")
                | models.Q(kind="figure", figure__isnull=False, figure_on__isnull=False, file__isnull=True)
                | models.Q(kind="families", figure__isnull=True),
                name="plan_evidence_has_what_its_kind_needs",
            ),
            models.CheckConstraint(
                condition=models.Q(strength__in=["told", "seen", "measured", "families"]),
                name="plan_evidence_strength",
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True) | models.Q(kind="figure"),
                name="plan_evidence_target_has_figure",
            ),
            models.CheckConstraint(
                condition=models.Q(figure_on__isnull=True) | models.Q(figure_on__lte=models.F("on")),
                name="plan_evidence_figure_not_ahead",
            ),
            # So that a confirmation can name evidence and author together, and the two are compared by the database.
            models.UniqueConstraint(fields=["id", "by"], name="plan_evidence_and_author"),
            not_in_the_future("plan_evidence_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["action", "on", "id"], name="plan_evidence_by_day"),
            GinIndex(searched("text"), name="plan_evidence_words"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


@pghistory.track(*events())
class Confirmation(Signed):
    """Another person's word on a piece of evidence: accepted, or not, and why. ``author`` is who gave the evidence."""

    evidence = models.OneToOneField(Evidence, on_delete=PROTECT, related_name="confirmation")
    author = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    accepted = models.BooleanField()
    text = words()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(by=models.F("author")), name="plan_confirmation_by_another"),
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(text=""), name="plan_confirmation_refused_with_reason"
            ),
            not_in_the_future("plan_confirmation_not_in_the_future"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            append_only(),
            pgtrigger.Trigger(
                name="author_is_the_evidences",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("wrote", "BIGINT")],
                func=(
                    "SELECT by_id INTO wrote FROM plan_evidence WHERE id = NEW.evidence_id;"
                    " IF wrote IS DISTINCT FROM NEW.author_id THEN"
                    " RAISE EXCEPTION 'the author named is not who gave the evidence'"
                    " USING ERRCODE = 'check_violation';"
                    " END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {'accepted' if self.accepted else 'not accepted'}"
