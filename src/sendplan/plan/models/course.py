"""An action's course: dates moved, a status set aside by a person, and its closing."""

from __future__ import annotations

from typing import ClassVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sendplan.plan.models.fields import append_only, events, not_in_the_future, public_id, searched, words
from sendplan.plan.models.promise import Action
from sendplan.plan.models.said import Signed

PROTECT = models.PROTECT


@pghistory.track(*events())
class DueChange(Signed):
    """A new date for an action, with its reason. ``kind`` and the range are read from ``as_written`` as in a draft.

    It counts until a later one, or until a later version of the plan gives the action another date.
    """

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="due_changes")
    as_written = models.TextField()
    earliest = models.DateField()
    latest = models.DateField()
    kind = models.CharField(max_length=20)
    reason = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(earliest__lte=models.F("latest")), name="plan_duechange_range_in_order"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="plan_duechange_has_a_reason"),
            not_in_the_future("plan_duechange_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["action", "on", "id"], name="plan_duechange_by_day"),
            GinIndex(searched("reason"), name="plan_duechange_words"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.as_written}"


@pghistory.track(*events())
class Override(Signed):
    """A person's word against the status worked out, with their reason; an empty ``claim`` takes the last one back."""

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="overrides")
    claim = words(12)
    reason = models.TextField()
    derived = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(claim__in=["", "on_track", "off_track", "done", "not_done"]),
                name="plan_override_claim",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="plan_override_has_a_reason"),
            not_in_the_future("plan_override_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["action", "on", "id"], name="plan_override_by_day")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.claim or 'taken back'}"


@pghistory.track(*events())
class Closing(Signed):
    """An action closed, or opened again. ``missing`` are the sentences that said what was not shown on that day, and
    ``reason`` is why it was closed all the same; both empty where nothing was missing."""

    public_id = public_id()
    action = models.ForeignKey(Action, on_delete=PROTECT, related_name="closings")
    state = models.CharField(max_length=10)
    missing = models.JSONField(default=list)
    reason = words()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(state__in=["closed", "reopened"]), name="plan_closing_state"),
            models.CheckConstraint(
                condition=models.Q(state="closed", missing=[]) | ~models.Q(reason=""),
                name="plan_closing_reason_for_what_is_missing",
            ),
            not_in_the_future("plan_closing_not_in_the_future"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["action", "on", "id"], name="plan_closing_by_day")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [append_only()]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"
