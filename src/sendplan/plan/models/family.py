"""What families said, what it leads to, and what was said back."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sendplan.plan.models.fields import (
    Placed,
    append_only,
    events,
    never_deleted,
    not_in_the_future,
    public_id,
    searched,
    words,
    written_at,
)
from sendplan.plan.models.plan import Need, Section
from sendplan.plan.models.promise import Action

PROTECT = models.PROTECT


@pghistory.track(*events())
class FamilyStatement(Placed):
    """One thing families said, in the plan's words."""

    public_id = public_id()
    section = models.ForeignKey(Section, on_delete=PROTECT, related_name="statements")
    text = models.TextField()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [never_deleted()]

    def __str__(self) -> str:
        return self.text


@pghistory.track(*events())
class StatementLink(models.Model):
    """A person's word that a need or an action takes up what families said."""

    statement = models.ForeignKey(FamilyStatement, on_delete=PROTECT, related_name="links")
    need = models.ForeignKey(Need, on_delete=PROTECT, null=True, related_name="links")
    action = models.ForeignKey(Action, on_delete=PROTECT, null=True, related_name="links")
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(need__isnull=True, action__isnull=False)
                | models.Q(need__isnull=False, action__isnull=True),
                name="plan_statementlink_one_end",
            ),
            models.UniqueConstraint(
                fields=["statement", "need"],
                condition=models.Q(need__isnull=False),
                name="plan_statementlink_need_once",
            ),
            models.UniqueConstraint(
                fields=["statement", "action"],
                condition=models.Q(action__isnull=False),
                name="plan_statementlink_action_once",
            ),
            not_in_the_future("plan_statementlink_not_in_the_future"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.statement_id} -> {self.need_id or self.action_id}"


@pghistory.track(*events())
class Reply(models.Model):
    """A dated, signed reply to what families said. Never edited; a new one follows."""

    public_id = public_id()
    statement = models.ForeignKey(FamilyStatement, on_delete=PROTECT, related_name="replies")
    on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=PROTECT, related_name="+")
    by_name = models.CharField(max_length=120)
    by_post = words(160)
    text = models.TextField()
    written_at = written_at()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [not_in_the_future("plan_reply_not_in_the_future")]
        indexes: ClassVar[list[models.Index]] = [GinIndex(searched("text"), name="plan_reply_words")]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.statement_id}"
